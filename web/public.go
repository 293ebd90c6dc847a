package web

import (
	"context"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"megacycle/handlers"
	"megacycle/store/fault"
	"megacycle/store/spec"
)

// answerFunc is a public handler: see package handlers.
type answerFunc func(*http.Request) (*handlers.Answer, error)

// route says how the answers of one address are sent.
type route struct {
	frame   frame
	cors    bool     // data and images: readable from every site
	params  []string // names beside spec.Names that the handler reads
	problem func(err error, path string) *handlers.Answer
}

// public serves one address from memory, or asks its handler and keeps the
// answer. Only names that are ours are part of the key, in canonical order, so
// what others append to a link costs nothing.
func (s *Server) public(rt route, h answerFunc) http.HandlerFunc {
	allowed := append(slices.Clone(spec.Names), rt.params...)
	s.names = append(s.names, rt.params...)
	base := s.headers(rt.frame)
	if rt.cors {
		base["Access-Control-Allow-Origin"] = []string{"*"}
		base["Cross-Origin-Resource-Policy"] = []string{"cross-origin"}
	}
	return func(w http.ResponseWriter, r *http.Request) {
		g := s.generation()
		raw := rawKey(r)
		key, err := canonicalKey(r, allowed)
		if err == nil {
			if c := g.answer(key, raw); c != nil {
				c.write(w, r)
				return
			}
		}
		var a *handlers.Answer
		if err == nil {
			a, err = s.ask(r, h)
		}
		if err != nil {
			a = s.faultAnswer(r, rt, err)
		}
		c := newCached(a, s.complete(base, a))
		if a.Status != 0 && a.Status != http.StatusOK || a.Cache == handlers.NoStore {
			c.write(w, r)
			return
		}
		g.keep(key, raw, c)
		c.write(w, r)
	}
}

const (
	askTime = 25 * time.Second // for one answer, waiting included
	asked   = 32               // answers made at the same time; each holds the figures of its release and day
)

// ask calls a handler with a limit on its time. Only so many are made at once:
// each may hold a state of all figures, and many that were never asked for before
// would otherwise fill the memory while they wait for an engine.
func (s *Server) ask(r *http.Request, h answerFunc) (*handlers.Answer, error) {
	ctx, cancel := context.WithTimeout(r.Context(), askTime)
	defer cancel()
	select {
	case s.turns <- struct{}{}:
		defer func() { <-s.turns }()
	case <-ctx.Done():
		return nil, fault.Wrap(fault.Busy, ctx.Err(), "many charts are asked for at once; try again in a few seconds")
	}
	return h(r.WithContext(ctx))
}

// faultAnswer makes the page, frame or message that tells about an error.
func (s *Server) faultAnswer(r *http.Request, rt route, err error) *handlers.Answer {
	status := handlers.Status(err)
	if status >= 500 && r.Context().Err() == nil {
		level := slog.LevelError
		if fault.KindOf(err) == fault.Busy { // asked for more than it can make: no fault of the program
			level = slog.LevelWarn
		}
		s.log.LogAttrs(r.Context(), level, "request failed", slog.String("path", r.URL.Path),
			slog.Int("status", status), slog.String("error", err.Error()), slog.String("id", requestID(r)))
	}
	problem := rt.problem
	if problem == nil {
		problem = problemText
	}
	a := problem(err, r.URL.Path)
	if status == http.StatusServiceUnavailable {
		a.Header = http.Header{"Retry-After": {"2"}}
	}
	return a
}

// complete gives an answer's full header.
func (s *Server) complete(base http.Header, a *handlers.Answer) http.Header {
	h := maps.Clone(base)
	status := a.Status
	if status == 0 {
		status = http.StatusOK
	}
	maps.Copy(h, a.Header)
	h["Content-Type"] = []string{a.Type}
	h["Cache-Control"] = []string{cacheControl(a.Cache, status)}
	h["Vary"] = []string{"Accept-Encoding"}
	if status == http.StatusOK {
		c := newCached(a, nil)
		h["Etag"] = []string{c.etag}
	}
	return h
}

// problemText tells about an error in one plain sentence, for images and data.
func problemText(err error, _ string) *handlers.Answer {
	m := fault.Message(err)
	if m == "" {
		m = "something went wrong on our side; it has been noted"
	}
	return &handlers.Answer{Status: handlers.Status(err), Type: "text/plain; charset=utf-8", Body: []byte(m + "\n")}
}

// rawKey is the address as written.
func rawKey(r *http.Request) string {
	if r.URL.RawQuery == "" {
		return r.URL.Path
	}
	return r.URL.Path + "?" + r.URL.RawQuery
}

// canonicalKey is the path and the parameters that are ours, sorted.
func canonicalKey(r *http.Request, allowed []string) (string, error) {
	if r.URL.RawQuery == "" {
		return r.URL.Path, nil
	}
	kept, err := handlers.Query(r.URL.RawQuery, allowed)
	if err != nil {
		return "", err
	}
	if len(kept) == 0 {
		return r.URL.Path, nil
	}
	return r.URL.Path + "?" + kept.Encode(), nil
}

// fast answers from memory before any routing, for addresses that were asked
// for in the same way before.
func (s *Server) fast(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if (r.Method == http.MethodGet || r.Method == http.MethodHead) && !strings.HasPrefix(r.URL.Path, "/edit") {
			if c := s.generation().alias(rawKey(r)); c != nil {
				c.write(w, r)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}
