package session_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2/memstore"

	"megacycle/store/desk"
	"megacycle/store/fault"
	"megacycle/web/session"
)

func TestPasswordHashIsPHCAndVerifies(t *testing.T) {
	ctx := context.Background()
	const plain = "a sentence nobody knows"
	hash, err := session.HashPassword(ctx, plain)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=65536,t=3,p=1$") {
		t.Errorf("hash is %s", hash)
	}
	again, err := session.HashPassword(ctx, plain)
	if err != nil || again == hash {
		t.Errorf("two hashes of one password are the same, %v", err)
	}
	for name, c := range map[string]struct {
		plain, hash string
		ok          bool
	}{
		"right": {plain, hash, true}, "wrong": {plain + "!", hash, false}, "empty": {"", hash, false}, "unknown person": {plain, "", false},
		"far too long": {strings.Repeat("x", 1<<16), hash, false},
	} {
		if ok, err := session.VerifyPassword(ctx, c.plain, c.hash); ok != c.ok || err != nil {
			t.Errorf("%s: %v, %v", name, ok, err)
		}
	}
	for _, broken := range []string{"x", "$argon2id$v=19$m=65536,t=3,p=1$", "$2a$10$abc", "$argon2id$v=19$m=99999999,t=3,p=1$AAAA$AAAA", "$argon2id$v=19$m=65536,t=3,p=1$AAAA$AAAA"} {
		if ok, err := session.VerifyPassword(ctx, plain, broken); ok || err == nil {
			t.Errorf("%s: %v, %v", broken, ok, err)
		}
	}
}

func TestHashingWaitsForItsTurnOnlyAsLongAsAsked(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	refused := 0
	for range 50 { // select chooses by chance when there is a turn too
		if _, err := session.HashPassword(ctx, "a sentence nobody knows"); fault.KindOf(err) == fault.Busy {
			refused++
			break
		}
	}
	if refused == 0 {
		t.Error("hashing went on for a request that was gone")
	}
}

func TestPasswordRules(t *testing.T) {
	for plain, ok := range map[string]bool{
		"eleven char": false, "twelve chars": true, strings.Repeat("ab cd ef gh ", 11): false, "ünïcödé sätz": true,
		"password1234": false, "PassWord1234": false, "correct horse battery staple": false, "Ada Lovelace 1": false,
		"aaaaaaaaaaaaa": false, "abcdefghijklm": false, "987654321098": false, "megacycle2026": false, "\xff\xfe plus some more": false,
		"Ada Lovelace counts sheep": true,
	} {
		if err := session.ValidPassword(plain, "Ada Lovelace"); (err == nil) != ok {
			t.Errorf("%q: %v", plain, err)
		} else if err != nil && fault.Fields(err)[0].Name != "password" {
			t.Errorf("%q: the fault is not about the password", plain)
		}
	}
}

// people is one person.
type people struct {
	editor desk.Editor
	hash   string
}

func (p *people) EditorByName(context.Context, string) (desk.Editor, string, error) {
	return p.editor, p.hash, nil
}

// serve gives a site with a page that signs in and one that says who is there.
func serve(base string, p *people) http.Handler {
	return serveFrom(memstore.New(), base, p)
}

func serveFrom(kept *memstore.MemStore, base string, p *people) http.Handler {
	m := session.New(session.Options{Store: ctxStore{kept}, People: p, BaseURL: base, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	mux := http.NewServeMux()
	mux.HandleFunc("/in", func(_ http.ResponseWriter, r *http.Request) { _ = m.SignIn(r.Context(), p.editor, p.hash) })
	mux.HandleFunc("/who", func(w http.ResponseWriter, r *http.Request) {
		if e, ok := m.Current(r.Context()); ok {
			_, _ = io.WriteString(w, e.Name)
		}
	})
	return m.Load(mux)
}

// ctxStore gives the memory store the methods with a context.
type ctxStore struct{ *memstore.MemStore }

func (s ctxStore) FindCtx(_ context.Context, t string) ([]byte, bool, error) { return s.Find(t) }
func (s ctxStore) DeleteCtx(_ context.Context, t string) error               { return s.Delete(t) }
func (s ctxStore) CommitCtx(_ context.Context, t string, b []byte, at time.Time) error {
	return s.Commit(t, b, at)
}

func ask(h http.Handler, path string, cookies ...*http.Cookie) *http.Response {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for _, c := range cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func TestCookieIsBoundToHostAndConnectionOverHTTPS(t *testing.T) {
	p := &people{desk.Editor{ID: 1, Name: "Ada"}, "hash"}
	for base, want := range map[string]string{"https://figures.example": "__Host-megacycle", "http://localhost:8080": "megacycle"} {
		h := serve(base, p)
		if c := ask(h, "/who").Cookies(); len(c) != 0 {
			t.Errorf("%s: a stranger got a cookie", base)
		}
		all := ask(h, "/in").Cookies()
		if len(all) != 1 {
			t.Fatalf("%s: %d cookies", base, len(all))
		}
		c := all[0]
		if c.Name != want || !c.HttpOnly || c.Secure != strings.HasPrefix(base, "https") || c.Path != "/" || c.Domain != "" || c.SameSite != http.SameSiteLaxMode {
			t.Errorf("%s: cookie %+v", base, c)
		}
	}
}

func TestStoreNeverSeesAToken(t *testing.T) {
	kept := memstore.New()
	c := ask(serveFrom(kept, "http://localhost", &people{desk.Editor{ID: 1, Name: "Ada"}, "hash"}), "/in").Cookies()[0]
	all, err := kept.All()
	if err != nil || len(all) != 1 {
		t.Fatalf("%d sessions, %v", len(all), err)
	}
	if _, found := all[c.Value]; found {
		t.Error("the token itself is kept")
	}
}

func TestSignInRenewsTheTokenAndAChangeEndsTheSession(t *testing.T) {
	p := &people{desk.Editor{ID: 1, Name: "Ada"}, "hash"}
	h := serve("http://localhost", p)
	who := func(c *http.Cookie) string {
		b, err := io.ReadAll(ask(h, "/who", c).Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	first := ask(h, "/in").Cookies()[0]
	if who(first) != "Ada" {
		t.Fatal("the session is not known")
	}
	second := ask(h, "/in", first).Cookies()[0]
	if second.Value == first.Value || who(first) != "" || who(second) != "Ada" {
		t.Error("signing in again kept the old token")
	}
	for name, change := range map[string]func(){
		"a new password":    func() { p.hash = "other" },
		"a locked account":  func() { p.editor.Disabled = true },
		"a name given anew": func() { p.editor.ID = 2 },
	} {
		*p = people{desk.Editor{ID: 1, Name: "Ada"}, "hash"}
		c := ask(h, "/in").Cookies()[0]
		change()
		if who(c) != "" {
			t.Errorf("%s did not end the session", name)
		}
	}
	if who(&http.Cookie{Name: first.Name, Value: strings.Repeat("x", 43)}) != "" {
		t.Error("a made-up token is somebody")
	}
}

func TestHashesAreMadeAtFullCostUnlessAskedOtherwise(t *testing.T) {
	plain := "a sentence nobody knows"
	full, err := session.HashPassword(t.Context(), plain)
	if err != nil || !strings.HasPrefix(full, "$argon2id$v=19$m=65536,t=3,p=1$") {
		t.Fatalf("%s %v", full, err)
	}
	less := session.Cost{MemoryKiB: 64, Passes: 1}
	cheap, err := less.Hash(t.Context(), plain)
	if err != nil || !strings.HasPrefix(cheap, "$argon2id$v=19$m=64,t=1,p=1$") {
		t.Fatalf("%s %v", cheap, err)
	}
	for _, hash := range []string{full, cheap} { // each is verified at the cost it was made with
		if ok, err := less.Verify(t.Context(), plain, hash); !ok || err != nil {
			t.Errorf("%s: %v %v", hash, ok, err)
		}
	}
}
