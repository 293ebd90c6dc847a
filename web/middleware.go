package web

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/go-chi/chi/v5/middleware"

	"megacycle/handlers"
)

type ctxKey int

const idKey ctxKey = iota

// requestID gives the id that the log and the error page share.
func requestID(r *http.Request) string {
	id, _ := r.Context().Value(idKey).(string)
	return id
}

// identify gives every request an id of our own making; one from outside could
// be anything.
func identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := rand.Text()[:12]
		w.Header().Set("X-Request-Id", id)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), idKey, id)))
	})
}

// statusWriter remembers what was sent, for the log and for recovery.
type statusWriter struct {
	http.ResponseWriter
	status int
}

// WriteHeader notes the status.
func (w *statusWriter) WriteHeader(code int) {
	if w.status == 0 {
		w.status = code
	}
	w.ResponseWriter.WriteHeader(code)
}

// Write notes that a status was sent.
func (w *statusWriter) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the real writer.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// observe logs each request that was not answered from memory, and turns a
// panic into the last-resort page.
func (s *Server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := s.now()
		sw := &statusWriter{ResponseWriter: w}
		defer func() {
			if p := recover(); p != nil {
				if err, ok := p.(error); ok && errors.Is(err, http.ErrAbortHandler) {
					panic(p)
				}
				s.log.LogAttrs(r.Context(), slog.LevelError, "handler panicked", slog.Any("panic", p),
					slog.String("path", r.URL.Path), slog.String("id", requestID(r)), slog.String("stack", string(debug.Stack())))
				if sw.status == 0 {
					s.send(sw, r, s.lastResort)
				}
			}
			level := slog.LevelDebug
			if sw.status >= 500 && r.Context().Err() == nil {
				level = slog.LevelWarn
			}
			s.log.LogAttrs(r.Context(), level, "request", slog.String("method", r.Method), slog.String("path", r.URL.Path),
				slog.Int("status", sw.status), slog.Duration("took", s.now().Sub(start).Round(time.Microsecond)),
				slog.String("client", middleware.GetClientIP(r.Context())), slog.String("id", requestID(r)))
		}()
		next.ServeHTTP(sw, r)
	})
}

// clientIP finds the address of the client: the connection's, or what trusted
// proxies say.
func (s *Server) clientIP() func(http.Handler) http.Handler {
	if len(s.opt.TrustedProxies) > 0 {
		return middleware.ClientIPFromXFF(s.opt.TrustedProxies...)
	}
	return middleware.ClientIPFromRemoteAddr
}

// send writes an answer that is not kept in memory.
func (s *Server) send(w http.ResponseWriter, r *http.Request, a *handlers.Answer) {
	newCached(a, s.complete(s.headers(noFrame), a)).write(w, r)
}
