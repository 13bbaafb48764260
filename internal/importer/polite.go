package importer

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
)

// politely gives a client that stays on one host.
func politely(base *url.URL, l limits) *http.Client {
	dial := (&guard{dialer: net.Dialer{Timeout: l.each}}).dial
	return &http.Client{
		Timeout: l.each,
		Transport: &http.Transport{
			Proxy: http.ProxyFromEnvironment, DialContext: dial,
			TLSHandshakeTimeout: l.each, ResponseHeaderTimeout: l.each, ForceAttemptHTTP2: true,
		},
		CheckRedirect: func(r *http.Request, via []*http.Request) error {
			switch {
			case len(via) >= 5:
				return errors.New("it redirects more than five times")
			case !strings.EqualFold(r.URL.Hostname(), base.Hostname()):
				return fmt.Errorf("it redirects to another host: %s", r.URL.Hostname())
			case via[0].URL.Scheme == "https" && r.URL.Scheme != "https":
				return errors.New("it redirects from https to http")
			}
			return nil
		},
	}
}

// guard dials. Where the first address was a public one, no later one may be private:
// the name of a host can mean another address a second later.
type guard struct {
	dialer net.Dialer
	public atomic.Bool
}

// errPrivate says that a page has led to where it must not.
var errPrivate = errors.New("the host leads into a private network")

func (g *guard) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	all, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return nil, err
	}
	allowed, err := g.allow(all)
	for _, ip := range allowed {
		var c net.Conn
		if c, err = g.dialer.DialContext(ctx, network, net.JoinHostPort(ip.String(), port)); err == nil {
			return c, nil
		}
	}
	return nil, err
}

// allow gives the addresses of a host that may be dialed: any at first, and once that
// was a public one, no private one. The error says that none may.
func (g *guard) allow(all []netip.Addr) ([]netip.Addr, error) {
	var some []netip.Addr
	for _, ip := range all {
		if !isPrivate(ip) {
			g.public.Store(true)
			some = append(some, ip)
		}
	}
	if len(some) == 0 && !g.public.Load() {
		return all, nil
	}
	if len(some) == 0 {
		return nil, errPrivate
	}
	return some, nil
}

// isPrivate reports whether an address belongs to no public network, or leads to one that
// does not.
func isPrivate(ip netip.Addr) bool {
	ip = ip.Unmap()
	for _, reserved := range []string{
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "198.18.0.0/15", "240.0.0.0/4", // RFC 6890
		"64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", // IPv4 within IPv6: RFC 6052, 8215, 3056, 4380
	} {
		if netip.MustParsePrefix(reserved).Contains(ip) {
			return true
		}
	}
	return !ip.IsGlobalUnicast() || ip.IsPrivate()
}
