package config

import (
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"megacycle/store/fault"
)

// Options are the values that a running site needs. The tags are read by the
// command line in package cli; the README lists the same and a test compares.
type Options struct {
	Listen         string   `help:"Address to serve on, as host:port or :port. Port 0 takes a free one." default:"localhost:8080" env:"MEGACYCLE_LISTEN" placeholder:"HOST:PORT"`
	DB             string   `name:"db" help:"The SQLite database file. It is made when it does not exist." default:"megacycle.db" env:"MEGACYCLE_DB" placeholder:"FILE"`
	BaseURL        string   `name:"base-url" help:"The public address, used in links, embeds and images: http:// or https://, without a path. Default: http:// and the address served on." env:"MEGACYCLE_BASE_URL" placeholder:"URL"`
	Empty          bool     `help:"Start a new database without our figures." env:"MEGACYCLE_EMPTY"`
	FrameAncestors []string `name:"frame-ancestors" help:"Sites that may frame the embeds, such as https://news.example. Default: all." env:"MEGACYCLE_FRAME_ANCESTORS" placeholder:"ORIGIN"`
	TrustedProxies []string `name:"trusted-proxies" help:"Networks of the proxies in front, such as 10.0.0.0/8, whose X-Forwarded-For is believed. Default: none." env:"MEGACYCLE_TRUSTED_PROXIES" placeholder:"CIDR"`
	LogFormat      string   `name:"log-format" help:"How the log is written: text or json." default:"text" env:"MEGACYCLE_LOG_FORMAT" placeholder:"FORMAT"`
	LogLevel       string   `name:"log-level" help:"What the log holds: debug, info, warn or error." default:"info" env:"MEGACYCLE_LOG_LEVEL" placeholder:"LEVEL"`
}

// Validate refuses a wrong value with a sentence that names the option and what
// is allowed. It fills nothing in.
func (o Options) Validate() error {
	if err := validListen(o.Listen); err != nil {
		return err
	}
	if err := ValidDB(o.DB); err != nil {
		return err
	}
	if o.BaseURL != "" {
		if err := validOrigin("--base-url", o.BaseURL); err != nil {
			return err
		}
	}
	for _, f := range o.FrameAncestors {
		if err := validOrigin("--frame-ancestors", f); err != nil {
			return err
		}
	}
	for _, p := range o.TrustedProxies {
		if _, err := netip.ParsePrefix(p); err != nil {
			return bad("--trusted-proxies", "%q is not a network; write it like 10.0.0.0/8", p)
		}
	}
	switch o.LogFormat {
	case "text", "json":
	default:
		return bad("--log-format", "%q is not known; allowed are text and json", o.LogFormat)
	}
	switch o.LogLevel {
	case "debug", "info", "warn", "error":
	default:
		return bad("--log-level", "%q is not known; allowed are debug, info, warn and error", o.LogLevel)
	}
	return nil
}

func bad(option, format string, args ...any) error { return fault.BadField(option, format, args...) }

func validListen(s string) error {
	_, port, err := net.SplitHostPort(s)
	if err != nil {
		return bad("--listen", "%q is not an address; write host:port, such as localhost:8080 or :8080", s)
	}
	n, err := strconv.Atoi(port)
	if err != nil || n < 0 || n > 65535 {
		return bad("--listen", "the port %q is not allowed; it is a number from 0 to 65535", port)
	}
	return nil
}

// ValidDB refuses a database path that cannot be one.
func ValidDB(path string) error {
	if path == "" || strings.ContainsAny(path, "?\x00") {
		return bad("--db", "%q is not a file name; give a path such as megacycle.db, without a question mark", path)
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return bad("--db", "%s is a folder; give the path of a file in it", path)
	}
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return bad("--db", "the folder %s does not exist; make it first", filepath.Dir(path))
	}
	return nil
}

func validOrigin(option, s string) error {
	u, err := url.Parse(s)
	ok := err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil &&
		(u.Path == "" || u.Path == "/") && u.RawQuery == "" && u.Fragment == "" && !strings.ContainsAny(s, " ;,'\"")
	if !ok {
		return bad(option, "%q is not an address; write http:// or https:// and a host, such as https://megacycle.example", s)
	}
	return nil
}

// Base gives the public address without a trailing slash: the one configured,
// or http:// and the address that is really served on.
func (o Options) Base(served net.Addr) string {
	if o.BaseURL != "" {
		return strings.TrimRight(o.BaseURL, "/")
	}
	host, _, _ := net.SplitHostPort(o.Listen)
	_, port, err := net.SplitHostPort(served.String())
	if err != nil {
		return "http://" + served.String()
	}
	if ip := net.ParseIP(host); host == "" || (ip != nil && ip.IsUnspecified()) {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}
