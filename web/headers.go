package web

import (
	"net/http"
	"strings"

	"megacycle/handlers"
)

// frame says who may put an answer into a frame.
type frame int

const (
	noFrame  frame = iota // everything but embeds
	anyFrame              // embeds: every site, or those that the operator lists
)

// policy writes the Content-Security-Policy. Nothing inline, nothing from
// elsewhere; data blocks in script elements are not executed and need no rule.
func policy(f frame, ancestors []string) string {
	who := "'none'"
	if f == anyFrame {
		who = "*"
		if len(ancestors) > 0 {
			who = strings.Join(ancestors, " ")
		}
	}
	return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
		"base-uri 'none'; form-action 'self'; object-src 'none'; frame-ancestors " + who
}

// headers gives the headers of every answer of one kind. The lists are shared
// by all responses, so nobody may change them.
func (s *Server) headers(f frame) http.Header {
	h := http.Header{
		"Content-Security-Policy": {policy(f, s.opt.FrameAncestors)},
		"X-Content-Type-Options":  {"nosniff"},
		"Referrer-Policy":         {"strict-origin-when-cross-origin"},
		"Permissions-Policy":      {"camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"},
	}
	if f == anyFrame {
		h["Cross-Origin-Resource-Policy"] = []string{"cross-origin"}
	} else {
		h["X-Frame-Options"] = []string{"DENY"}
		h["Cross-Origin-Opener-Policy"] = []string{"same-origin"}
	}
	if strings.HasPrefix(s.base, "https://") {
		h["Strict-Transport-Security"] = []string{"max-age=31536000; includeSubDomains"}
	}
	return h
}

// The Cache-Control of each rule. Pages are asked for again after ten seconds
// and may be shown stale while that happens or while the origin is away.
const (
	cacheShort     = "public, max-age=10, stale-while-revalidate=60, stale-if-error=86400"
	cacheImmutable = "public, max-age=31536000, immutable"
	cacheNone      = "no-store"
	cacheFault     = "public, max-age=5"
)

func cacheControl(c handlers.Cache, status int) string {
	switch {
	case c == handlers.NoStore || status >= 500:
		return cacheNone
	case status >= 400:
		return cacheFault
	case c == handlers.Immutable:
		return cacheImmutable
	}
	return cacheShort
}
