package served

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"
)

// Names asks the domain name system.
type Names struct {
	Addresses func(ctx context.Context, host string) ([]string, error)    // of a host
	Servers   func(ctx context.Context, domain string) ([]*net.NS, error) // of a domain
}

// Shared says what a status site has in common with the site that it reports on, so that
// both would be down at once: an address, name servers, a certificate. It says nothing of
// what cannot be found out.
func (f Found) Shared(ctx context.Context, names Names, other string) []string {
	own, err := url.Parse(f.Address)
	if err != nil {
		return nil
	}
	u, err := url.Parse(other)
	if err != nil || u.Hostname() == "" {
		return nil
	}
	here, there := own.Hostname(), u.Hostname()
	if here == there {
		return []string{fmt.Sprintf("the status site is on the host that it reports on, %s", there)}
	}
	var shared []string
	if both := common(addresses(ctx, names, here), addresses(ctx, names, there)); len(both) > 0 {
		shared = append(shared, fmt.Sprintf("the status site and %s share the address %s", there, strings.Join(both, ", ")))
	}
	if both := common(servers(ctx, names, here), servers(ctx, names, there)); len(both) > 0 {
		shared = append(shared, fmt.Sprintf("the status site and %s share the name servers %s", there, strings.Join(both, ", ")))
	}
	if covers(f.names, there) {
		shared = append(shared, fmt.Sprintf("the status site's certificate is for %s as well", there))
	}
	return shared
}

func addresses(ctx context.Context, names Names, host string) []string {
	found, err := names.Addresses(ctx, host)
	if err != nil {
		return nil
	}
	return found
}

// servers gives the name servers of the closest domain above a host that has some.
func servers(ctx context.Context, names Names, host string) []string {
	for domain := host; strings.Contains(domain, "."); _, domain, _ = strings.Cut(domain, ".") {
		found, err := names.Servers(ctx, domain)
		if err != nil || len(found) == 0 {
			continue
		}
		var all []string
		for _, server := range found {
			all = append(all, strings.ToLower(strings.TrimSuffix(server.Host, ".")))
		}
		return all
	}
	return nil
}

// covers reports whether a certificate for some names is one for a host.
// Source: RFC 9525, 6.3.
func covers(names []string, host string) bool {
	_, domain, _ := strings.Cut(host, ".")
	return slices.Contains(names, host) || slices.Contains(names, "*."+domain)
}

// common gives what is in both lists, sorted.
func common(a, b []string) []string {
	var both []string
	for _, one := range a {
		if slices.Contains(b, one) {
			both = append(both, one)
		}
	}
	slices.Sort(both)
	return slices.Compact(both)
}
