package editor_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/go-chi/chi/v5"

	"megacycle/handlers/editor"
	"megacycle/store"
	"megacycle/store/desk"
	"megacycle/store/figure"
	"megacycle/store/seed"
	"megacycle/views/chart"
	"megacycle/web/session"
)

// world is the desk on a real store with our figures, behind the same
// protection as in the running site.
type world struct {
	t      *testing.T
	store  *store.Store
	server *httptest.Server
	ahead  atomic.Int64 // how far the clock is ahead of the machine's, in nanoseconds
}

func (w *world) now() time.Time { return time.Now().UTC().Add(time.Duration(w.ahead.Load())) }

// Ledger, Today and Now make the world a site.
func (w *world) Ledger() *figure.Ledger { return w.store.Ledger() }
func (w *world) Today() figure.Date     { return figure.DateOf(w.now()) }
func (w *world) Now() time.Time         { return w.now() }

// pen draws the headline only: the real renderer has its own tests.
type pen struct{}

func (pen) SVG(_ context.Context, p *chart.Plot, width int) (string, error) {
	id := fmt.Sprintf("%s-%d-", p.Slug, width)
	return `<svg role="img" viewBox="0 0 10 10" aria-labelledby="` + id + `t ` + id + `d"><title id="` + id + `t">t</title><desc id="` + id + `d">d</desc></svg>`, nil
}

const password = "a sentence for the desk"

// cheap is what hashing costs here: at full cost the race detector makes each
// sign-in take seconds. The tests of web/session hash at full cost.
var cheap = session.Cost{MemoryKiB: 64, Passes: 1}

// hashed is the hash of the password, made once.
var hashed = sync.OnceValues(func() (string, error) { return cheap.Hash(context.Background(), password) })

// seeded is a database with our figures, made once: with the race detector it
// takes seconds.
var seeded = sync.OnceValues(func() ([]byte, error) {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "megacycle-desk")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	st, err := store.Open(ctx, filepath.Join(dir, "desk.db"), store.Options{Now: time.Now, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, err
	}
	changes, err := seed.Load()
	if err != nil {
		return nil, err
	}
	if _, err := st.Seed(ctx, "The initial figures", "", changes); err != nil {
		return nil, err
	}
	if err := st.Backup(ctx, filepath.Join(dir, "copy.db")); err != nil {
		return nil, err
	}
	if err := st.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, "copy.db"))
})

// open gives a world with our figures.
func open(t *testing.T) *world {
	t.Helper()
	db, err := seeded()
	if err != nil {
		t.Fatal(err)
	}
	return begin(t, db)
}

// empty gives a world without figures.
func empty(t *testing.T) *world {
	t.Helper()
	return begin(t, nil)
}

// begin serves the desk of a database; nil is a new one.
func begin(t *testing.T, db []byte) *world {
	t.Helper()
	ctx := context.Background()
	w := &world{t: t}
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	path := filepath.Join(t.TempDir(), "desk.db")
	if db != nil {
		if err := os.WriteFile(path, db, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	st, err := store.Open(ctx, path, store.Options{Now: w.now, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	w.store = st
	sessions := session.New(session.Options{Store: st.Sessions(), People: st, BaseURL: "http://localhost", Log: log, Cost: cheap})
	r := chi.NewRouter()
	r.Use(http.NewCrossOriginProtection().Handler)
	r.Route("/edit", editor.New(editor.Deps{Store: st, Sessions: sessions, Site: w, Renderer: pen{}, Log: log}).Mount)
	w.server = httptest.NewServer(r)
	t.Cleanup(func() {
		w.server.Close()
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

// add makes a person.
func (w *world) add(name string, role desk.Role) desk.Editor {
	w.t.Helper()
	hash, err := hashed()
	if err != nil {
		w.t.Fatal(err)
	}
	ed, err := w.store.AddEditor(context.Background(), desk.Actor{Via: "cli"}, name, role, hash)
	if err != nil {
		w.t.Fatal(err)
	}
	return ed
}

// browser is one person's browser: it keeps cookies and follows nothing.
type browser struct {
	t    *testing.T
	base string
	http *http.Client
}

func (w *world) browser() *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		w.t.Fatal(err)
	}
	return &browser{w.t, w.server.URL, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// as gives the browser of a new person who is signed in.
func (w *world) as(name string, role desk.Role) *browser {
	w.t.Helper()
	w.add(name, role)
	b := w.browser()
	if p := b.post("/edit/sign-in", "name", name, "password", password); p.status != http.StatusSeeOther {
		w.t.Fatalf("sign-in of %s answered %d", name, p.status)
	}
	return b
}

// page is an answer.
type page struct {
	t      *testing.T
	status int
	header http.Header
	body   string
	doc    *goquery.Document
}

func (b *browser) get(path string) *page {
	b.t.Helper()
	req, err := http.NewRequest(http.MethodGet, b.base+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.send(req)
}

func (b *browser) post(path string, pairs ...string) *page {
	b.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	req, err := http.NewRequest(http.MethodPost, b.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.send(req)
}

func (b *browser) send(req *http.Request) *page {
	b.t.Helper()
	res, err := b.http.Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(string(body)))
	if err != nil {
		b.t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, el := range doc.Find("[id]").EachIter() {
		id, _ := el.Attr("id")
		if seen[id] {
			b.t.Errorf("%s %s has the id %q twice", req.Method, req.URL.Path, id)
		}
		seen[id] = true
	}
	for _, el := range doc.Find("[aria-labelledby]").EachIter() {
		by, _ := el.Attr("aria-labelledby")
		for _, id := range strings.Fields(by) {
			if !seen[id] {
				b.t.Errorf("%s %s has something labelled by %q, which is not there", req.Method, req.URL.Path, id)
			}
		}
	}
	if n := doc.Find("[style], script:not([src])").Length(); n > 0 {
		b.t.Errorf("%s %s has %d inline styles or scripts", req.Method, req.URL.Path, n)
	}
	if res.StatusCode >= 500 {
		b.t.Errorf("%s %s answered %d", req.Method, req.URL.Path, res.StatusCode)
	}
	if c := res.Header.Get("Cache-Control"); c != "private, no-store" && res.StatusCode != http.StatusForbidden {
		b.t.Errorf("%s %s may be kept by caches: %q", req.Method, req.URL.Path, c)
	}
	return &page{b.t, res.StatusCode, res.Header, string(body), doc}
}

// text gives the text of what a selector finds.
func (p *page) text(sel string) string {
	return strings.Join(strings.Fields(p.doc.Find(sel).Text()), " ")
}

// value gives the value of an input by its name.
func (p *page) value(name string) string {
	v, _ := p.doc.Find(`[name="` + name + `"]`).Attr("value")
	return v
}

// want fails unless the status is as expected.
func (p *page) want(status int) *page {
	p.t.Helper()
	if p.status != status {
		p.t.Fatalf("status %d, want %d; the page says %q", p.status, status, clip(p.text("main")))
	}
	return p
}

// says fails unless the selected text contains each piece.
func (p *page) says(sel string, pieces ...string) *page {
	p.t.Helper()
	got := p.text(sel)
	for _, s := range pieces {
		if !strings.Contains(got, s) {
			p.t.Errorf("%s says %q, which lacks %q", sel, clip(got), s)
		}
	}
	return p
}

// lacks fails when the selected text contains one of the pieces.
func (p *page) lacks(sel string, pieces ...string) *page {
	p.t.Helper()
	got := p.text(sel)
	for _, s := range pieces {
		if strings.Contains(got, s) {
			p.t.Errorf("%s says %q", sel, s)
		}
	}
	return p
}

// to gives where a redirect leads.
func (p *page) to() string { return p.header.Get("Location") }

func clip(s string) string {
	if len(s) > 600 {
		return s[:600] + "…"
	}
	return s
}

// head are the fields above the rows, with pairs of rows behind; later pairs win.
func head(p *page, rows ...string) []string {
	return append([]string{
		"set", p.value("set"), "version", p.value("version"), "published_on", "2026-10-29", "status", "actual",
		"source.publisher", "Amazon.com, Inc.", "source.title", "Invented results for a test", "source.link", "https://example.com/q3", "note", "Invented for a test", "then", "preview",
	}, rows...)
}
