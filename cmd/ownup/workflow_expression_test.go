package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The expressions of workflows, as far as ours need them: names, texts, !, ==, !=, &&, ||,
// contains and the functions that tell how a job stands.
// Source: docs.github.com, "Evaluate expressions in workflows and actions".

// contexts holds what expressions may name: "vars.OWNUP_URL", "steps.site.outcome".
type contexts map[string]string

// expression is one that is being read.
type expression struct {
	tokens  []string
	names   contexts
	failed  bool // a step before failed
	checked bool // the expression asks how the job stands
}

var expressionToken = regexp.MustCompile(`^\s*('[^']*'|[A-Za-z_][\w-]*(?:\.(?:[\w-]+|\*))*(?:\(\))?|&&|\|\||==|!=|!|\(|,|\))`)

// calculate gives the value of an expression: a string, a bool, or nil for what is not
// there. The second result is whether it asks how the job stands.
func calculate(t *testing.T, text string, names contexts, failed bool) (value any, checked bool) {
	t.Helper()
	e := &expression{names: names, failed: failed}
	for rest := text; strings.TrimSpace(rest) != ""; {
		m := expressionToken.FindStringSubmatch(rest)
		if m == nil {
			t.Fatalf("the expression %q cannot be read from %q on", text, rest)
		}
		e.tokens = append(e.tokens, m[1])
		rest = rest[len(m[0]):]
	}
	value = e.or()
	if len(e.tokens) > 0 {
		t.Fatalf("the expression %q goes on with %q", text, e.tokens)
	}
	return value, e.checked
}

func (e *expression) next(token string) bool {
	if len(e.tokens) == 0 || e.tokens[0] != token {
		return false
	}
	e.tokens = e.tokens[1:]
	return true
}

func (e *expression) or() any {
	value := e.and()
	for e.next("||") {
		if other := e.and(); !truthy(value) {
			value = other
		}
	}
	return value
}

func (e *expression) and() any {
	value := e.equal()
	for e.next("&&") {
		if other := e.equal(); truthy(value) {
			value = other
		}
	}
	return value
}

func (e *expression) equal() any {
	value := e.one()
	for {
		switch {
		case e.next("=="):
			value = strings.EqualFold(text(value), text(e.one()))
		case e.next("!="):
			value = !strings.EqualFold(text(value), text(e.one()))
		default:
			return value
		}
	}
}

func (e *expression) one() any {
	if e.next("!") {
		return !truthy(e.one())
	}
	if e.next("(") {
		value := e.or()
		if !e.next(")") {
			panic("an open parenthesis")
		}
		return value
	}
	token := e.tokens[0]
	e.tokens = e.tokens[1:]
	switch token {
	case "contains":
		return e.contains()
	case "cancelled()":
		e.checked = true
		return false
	case "success()", "failure()":
		e.checked = true
		return e.failed == (token == "failure()")
	case "always()":
		e.checked = true
		return true
	}
	if strings.HasPrefix(token, "'") {
		return strings.Trim(token, "'")
	}
	if value, ok := e.names[token]; ok {
		return value
	}
	return nil
}

// contains looks for a value in a list, whose items stand on lines here, or in a text.
func (e *expression) contains() any {
	if !e.next("(") {
		panic("contains without a parenthesis")
	}
	list := strings.Contains(e.tokens[0], "*")
	among := strings.ToLower(text(e.or()))
	if !e.next(",") {
		panic("contains without a comma")
	}
	item := strings.ToLower(text(e.or()))
	if !e.next(")") {
		panic("an open parenthesis")
	}
	if list {
		return slices.Contains(strings.Split(among, "\n"), item)
	}
	return strings.Contains(among, item)
}

func truthy(value any) bool { return value != nil && value != "" && value != false }

// text gives a value as it stands in a text.
func text(value any) string {
	if value == nil {
		return ""
	}
	return fmt.Sprint(value)
}

func TestExpressionsOfWorkflows(t *testing.T) {
	names := contexts{"labels.*.name": "bug\nIncident", "vars.ON": "on", "steps.a-b.outcome": "success", "vars.EMPTY": ""}
	for expression, want := range map[string]any{
		"vars.ON || vars.OFF":                              "on",
		"contains(labels.*.name, 'incident') && !vars.OFF": true,
		"contains('OWNER MEMBER', vars.OFF || 'member')":   true,
		"contains(vars.OFF, vars.ON)":                      false,
		"contains(labels.*.name, 'inc')":                   false,
		"vars.OFF || 'else'":                               "else",
		"vars.EMPTY || vars.OFF":                           nil,
		"!vars.OFF && vars.ON != 'off'":                    true,
		"vars.OFF != 'off'":                                true,
		"!cancelled() && (failure() || vars.OFF == 'x')":   true,
		"success()": false,
		"steps.a-b.outcome == 'SUCCESS' && vars.ON":         "on",
		"vars.OFF == 'a' || vars.ON == 'on' && !vars.EMPTY": true,
	} {
		if got, _ := calculate(t, expression, names, true); got != want {
			t.Errorf("%s is %v, want %v", expression, got, want)
		}
	}
}
