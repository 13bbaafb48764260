# ownup's chores, a line each. "make" alone lists them.

SHELL       := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS   += --no-print-directory
TOOL        := go tool -modfile=tools/go.mod
PLATFORMS   := linux-amd64 linux-arm64 windows-amd64 windows-arm64 darwin-amd64 darwin-arm64
BROWSERS    := chromium chromium-browser google-chrome google-chrome-stable chrome
FUZZTIME    ?= 20s
NOW         ?= 2026-09-03T09:00-04:00

.DEFAULT_GOAL := help
.PHONY: help build example serve test test-all corpus bench fuzz lint vet cross deps browser versitygw screenshots nginx clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

build: ## build the program into bin/
	go build -trimpath -o bin/ ./cmd/ownup

example: ## serve the example site in the middle of an outage; NOW=TIME travels elsewhere
	go run ./cmd/ownup serve --now $(NOW)

serve: ## serve the example site as it is now
	go run ./cmd/ownup serve

test: tools/node_modules/.package-lock.json browser versitygw ## set up what the tests need, and run them
	go test ./...

test-all: tools/node_modules/.package-lock.json browser versitygw ## run all tests, those too that take long, anew, shuffled, under the race detector
	OWNUP_TEST_ALL=1 go test -race -shuffle=on -count=1 -timeout=30m ./...

corpus: ## run the tests over real sites in the folder OWNUP_CORPUS
	@test -d "$(OWNUP_CORPUS)" || { echo "make corpus: OWNUP_CORPUS=$(OWNUP_CORPUS) is no folder of real sites" >&2; exit 2; }
	OWNUP_CORPUS="$(abspath $(OWNUP_CORPUS))" go test -run Corpus -count=1 ./...

bench: ## measure, and print the figures
	go test -run '^$$' -bench . -benchmem ./...

fuzz: ## fuzz each parser for FUZZTIME (20s)
	@grep -rn --include='*_test.go' -oE '^func Fuzz[A-Za-z0-9_]*' cmd internal themes | sed -E 's#/[^/]*:[0-9]+:func # #' | sort | \
	while read -r dir name; do echo "== $$name in ./$$dir"; go test -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) ./$$dir || exit 1; done

lint: vet ## format, vet for three systems, and run the linters, those of the workflows too
	@changed=$$($(TOOL) gofumpt -l cmd internal themes) && test -z "$$changed" || { echo "make lint: run gofumpt -w on: $$changed" >&2; exit 1; }
	$(TOOL) staticcheck ./...
	$(TOOL) actionlint -ignore 'unexpected key "queue" for "concurrency"' .github/workflows/*.yml internal/cli/skeleton/workflow-*.yml
	go tool -modfile=tools/golangci.mod golangci-lint run ./...

vet: $(addprefix vet-,linux windows darwin) ## vet for Linux, Windows and macOS
vet-%:
	GOOS=$* go vet ./...

cross: $(addprefix cross-,$(PLATFORMS)) ## build for Linux, Windows and macOS into dist/
cross-%:
	CGO_ENABLED=0 GOOS=$(firstword $(subst -, ,$*)) GOARCH=$(lastword $(subst -, ,$*)) go build -trimpath \
		-o dist/ownup-$*$(if $(filter windows-%,$*),.exe) ./cmd/ownup

deps: ## install the tests' browser and unpack their web server, as root on Debian
	@command -v apt-get >/dev/null || { echo "make deps: no apt-get here: install nginx, and Chromium or Chrome, by hand, and set OWNUP_CHROME to its path" >&2; exit 1; }
	@test "$$(id -u)" = 0 || { echo "make deps: apt-get needs root: run \"sudo make deps\"" >&2; exit 1; }
	apt-get update -qq
	DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends chromium
	rm -rf tools/nginx && mkdir tools/nginx
	cd tools/nginx && apt-get download -qq nginx nginx-common && for p in *.deb; do dpkg -x "$$p" . && rm "$$p"; done

# Where there is no browser, and one can be had without asking, it is installed.
browser:
	@if test -n "$${OWNUP_CHROME:-}"; then \
		test -x "$$OWNUP_CHROME" || { echo "make test: OWNUP_CHROME=$$OWNUP_CHROME is no program" >&2; exit 1; }; \
	elif ! command -v $(BROWSERS) >/dev/null; then \
		if test "$$(id -u)" = 0 && test -f /etc/debian_version; then $(MAKE) deps; \
		else echo "make test: the tests need Chromium or Chrome: run \"sudo make deps\" (Debian), or set OWNUP_CHROME to its path" >&2; exit 1; fi; \
	fi

# It is unpacked, not installed, so that no server is started on this machine.
nginx:
	@if ! command -v nginx >/dev/null && ! test -x tools/nginx/usr/sbin/nginx; then \
		if test "$$(id -u)" = 0 && test -f /etc/debian_version; then $(MAKE) deps; \
		else echo "make test: the tests need nginx: run \"sudo make deps\" (Debian), or install it" >&2; exit 1; fi; \
	fi

tools/node_modules/.package-lock.json: tools/package-lock.json
	@command -v npm >/dev/null || { echo "make test: the tests need Node 20 or later, with npm" >&2; exit 1; }
	npm ci --prefix tools --no-audit --no-fund
	@touch $@

# The store that the tests publish to is built beforehand: that takes a minute or two.
versitygw:
	@go tool -n -modfile=tools/versitygw.mod versitygw >/dev/null

screenshots: browser ## take the pictures of the documentation anew; those there are in Inter (fonts-inter)
	go test ./cmd/ownup -run TestEveryPicture -count=1 -args -screenshots="$(CURDIR)/docs/screenshots"

clean: ## remove what was built
	rm -rf bin dist public
