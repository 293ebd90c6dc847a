package session

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"

	"megacycle/store/desk"
	"megacycle/store/fault"
)

// How long a session lasts.
const (
	Idle     = 30 * time.Minute // without a request
	Absolute = 12 * time.Hour   // whatever happens
)

const (
	keyName = "editor"      // name to sign in with
	keyID   = "editor_id"   // a name that was given anew is another person
	keyHash = "credentials" // fingerprint of the password hash: a new password ends the sessions
)

// People finds who a session belongs to.
type People interface {
	EditorByName(ctx context.Context, name string) (desk.Editor, string, error)
}

// Options are what sessions need.
type Options struct {
	Store   scs.CtxStore // keeps them; tokens reach it hashed
	People  People
	BaseURL string // public address; with https the cookie is bound to host and connection
	Log     *slog.Logger
	Cost    Cost // of hashing passwords; the zero value outside of tests
}

// Manager opens, keeps and ends sessions. It is safe for concurrent use.
type Manager struct {
	scs    *scs.SessionManager
	people People
	log    *slog.Logger
	cost   Cost
}

// New sets up sessions. It starts nothing.
func New(o Options) *Manager {
	m := scs.New()
	m.Store = o.Store
	m.IdleTimeout, m.Lifetime = Idle, Absolute
	m.HashTokenInStore = true
	m.Cookie.Name, m.Cookie.Path, m.Cookie.HttpOnly, m.Cookie.SameSite = "megacycle", "/", true, http.SameSiteLaxMode
	m.Cookie.Persist = false // the cookie ends with the browser; the session earlier, see Idle
	if strings.HasPrefix(o.BaseURL, "https://") {
		m.Cookie.Name, m.Cookie.Secure = "__Host-megacycle", true
	}
	return &Manager{scs: m, people: o.People, log: o.Log, cost: o.Cost}
}

type ctxKey int

const (
	currentKey ctxKey = iota
	hadKey
)

// Load puts the session and the person of each request into its context, and
// writes the session back with the first byte of the answer. Only the desk is
// behind it, so no public answer ever carries a cookie.
func (m *Manager) Load(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token := ""
		if c, err := r.Cookie(m.scs.Cookie.Name); err == nil && len(c.Value) < 100 {
			token = c.Value
		}
		ctx, err := m.scs.Load(r.Context(), token)
		if err != nil {
			m.log.LogAttrs(ctx, slog.LevelWarn, "a session could not be read", slog.String("error", err.Error()))
			if ctx, err = m.scs.Load(r.Context(), ""); err != nil {
				http.Error(w, "sessions are not available", http.StatusServiceUnavailable)
				return
			}
		}
		ctx = context.WithValue(ctx, hadKey, token != "")
		if e, ok := m.find(ctx); ok {
			ctx = context.WithValue(ctx, currentKey, e)
		}
		w.Header().Add("Vary", "Cookie")
		sw := &writer{ResponseWriter: w, m: m, ctx: ctx, sent: token}
		next.ServeHTTP(sw, r.WithContext(ctx))
		sw.commit()
	})
}

// find gives the person of a session, unless the person, the password or the
// account has changed since; then the session is over.
func (m *Manager) find(ctx context.Context) (desk.Editor, bool) {
	name := m.scs.GetString(ctx, keyName)
	if name == "" {
		return desk.Editor{}, false
	}
	e, hash, err := m.people.EditorByName(ctx, name)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		m.log.LogAttrs(ctx, slog.LevelError, "the person of a session could not be read", slog.String("error", err.Error()))
		return desk.Editor{}, false
	}
	if err != nil || e.Disabled || e.ID != m.scs.GetInt64(ctx, keyID) || fingerprint(hash) != m.scs.GetString(ctx, keyHash) {
		if err := m.scs.Destroy(ctx); err != nil {
			m.log.LogAttrs(ctx, slog.LevelError, "a session could not be ended", slog.String("error", err.Error()))
		}
		return desk.Editor{}, false
	}
	return e, true
}

// Current gives the person who is signed in.
func (m *Manager) Current(ctx context.Context) (desk.Editor, bool) {
	e, ok := ctx.Value(currentKey).(desk.Editor)
	return e, ok
}

// Expired says whether the request came with a session that is over.
func (m *Manager) Expired(ctx context.Context) bool {
	had, _ := ctx.Value(hadKey).(bool)
	_, in := m.Current(ctx)
	return had && !in
}

// Ends gives the instant at which the session is over at the latest.
func (m *Manager) Ends(ctx context.Context) time.Time { return m.scs.Deadline(ctx) }

// SignIn opens a session for e under a fresh token; an earlier session of the
// same browser ends. hash is the password hash that was verified.
func (m *Manager) SignIn(ctx context.Context, e desk.Editor, hash string) error {
	if err := m.scs.RenewToken(ctx); err != nil {
		return fmt.Errorf("renew session token: %w", err)
	}
	m.scs.Put(ctx, keyName, e.Name)
	m.scs.Put(ctx, keyID, e.ID)
	m.scs.Put(ctx, keyHash, fingerprint(hash))
	return nil
}

// SignOut ends the session, in the store and in the browser.
func (m *Manager) SignOut(ctx context.Context) error {
	if err := m.scs.Destroy(ctx); err != nil {
		return fmt.Errorf("end session: %w", err)
	}
	return nil
}

// HashPassword is the package's HashPassword at the cost that the options give.
func (m *Manager) HashPassword(ctx context.Context, plain string) (string, error) {
	return m.cost.Hash(ctx, plain)
}

// VerifyPassword is the package's VerifyPassword at that cost.
func (m *Manager) VerifyPassword(ctx context.Context, plain, hash string) (bool, error) {
	return m.cost.Verify(ctx, plain, hash)
}

// ValidPassword is the package's ValidPassword.
func (m *Manager) ValidPassword(plain, name string) error { return ValidPassword(plain, name) }

// fingerprint tells one password hash from another without giving it away.
func fingerprint(hash string) string {
	sum := sha256.Sum256([]byte("session\x00" + hash))
	return hex.EncodeToString(sum[:8])
}

// writer writes the session back before the first byte is sent.
type writer struct {
	http.ResponseWriter
	m    *Manager
	ctx  context.Context
	sent string // the token that the browser has
	done bool
}

// commit keeps the session and sets or removes the cookie, once.
func (w *writer) commit() {
	if w.done {
		return
	}
	w.done = true
	s := w.m.scs
	cookie := http.Cookie{Name: s.Cookie.Name, Path: s.Cookie.Path, HttpOnly: true, SameSite: s.Cookie.SameSite, Secure: s.Cookie.Secure}
	switch s.Status(w.ctx) {
	case scs.Modified:
		token, _, err := s.Commit(context.WithoutCancel(w.ctx))
		if err != nil {
			w.m.log.LogAttrs(w.ctx, slog.LevelError, "a session could not be kept", slog.String("error", err.Error()))
			return
		}
		if token != w.sent {
			cookie.Value = token
			http.SetCookie(w.ResponseWriter, &cookie)
		}
	case scs.Destroyed:
		cookie.MaxAge = -1
		http.SetCookie(w.ResponseWriter, &cookie)
	}
}

// WriteHeader commits the session first.
func (w *writer) WriteHeader(code int) {
	w.commit()
	w.ResponseWriter.WriteHeader(code)
}

// Write commits the session first.
func (w *writer) Write(b []byte) (int, error) {
	w.commit()
	return w.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the real writer.
func (w *writer) Unwrap() http.ResponseWriter { return w.ResponseWriter }
