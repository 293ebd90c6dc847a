package handlers

import (
	"net/http"

	"megacycle/store/fault"
	"megacycle/store/figure"
)

// Cache says how long others may keep an answer.
type Cache string

// The cache rules; package web turns them into headers.
const (
	Short     Cache = "short"     // pages and embeds: seconds, then revalidate; served stale while the origin is away
	Immutable Cache = "immutable" // the address carries a content hash or a release and build: never changes
	NoStore   Cache = "none"      // never kept: editors' pages and errors that may pass
)

// Answer is a complete response of a public handler.
type Answer struct {
	Status int    // 0 means 200
	Type   string // content type, with the character set for text
	Body   []byte
	Header http.Header // further headers, such as Content-Disposition; may be nil
	Cache  Cache       // "" means Short
}

// HTML makes a page answer.
func HTML(status int, body []byte) *Answer {
	return &Answer{Status: status, Type: "text/html; charset=utf-8", Body: body}
}

// Redirect makes a permanent or temporary redirect to a local address.
func Redirect(status int, to string) *Answer {
	return &Answer{Status: status, Type: "text/plain; charset=utf-8", Body: []byte(to + "\n"), Header: http.Header{"Location": {to}}}
}

// Site is what public handlers know of the running site.
type Site interface {
	Ledger() *figure.Ledger // everything released, immutable
	Today() figure.Date     // the UTC day
	BaseURL() string        // public address without a trailing slash, from the configuration
}

// Status gives the HTTP status for an error: the only place where a kind of
// fault becomes a number.
func Status(err error) int {
	switch fault.KindOf(err) {
	case fault.Invalid:
		return http.StatusBadRequest
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Conflict:
		return http.StatusConflict
	case fault.Forbidden:
		return http.StatusForbidden
	case fault.Unsigned:
		return http.StatusUnauthorized
	case fault.Throttled:
		return http.StatusTooManyRequests
	case fault.Busy, fault.Unavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}
