package handlers_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"megacycle/handlers"
	"megacycle/handlers/charts"
	"megacycle/handlers/data"
	"megacycle/handlers/embed"
	"megacycle/handlers/pages"
	"megacycle/handlers/visit"
	"megacycle/store"
	"megacycle/store/figure"
	"megacycle/store/seed"
	"megacycle/views/chart/render"
)

// now is the day of every test: Amazon's third quarter of 2026 was due and is
// not entered.
var now = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// site is our figures in a real store, with real drawings.
type site struct {
	store  *store.Store
	ledger *figure.Ledger // instead of the store's, for a world made by a test
	engine *render.Engine
}

func (s *site) Ledger() *figure.Ledger {
	if s.ledger != nil {
		return s.ledger
	}
	return s.store.Ledger()
}
func (s *site) Today() figure.Date { return figure.DateOf(now) }
func (s *site) BaseURL() string    { return "https://megacycle.example" }

var shared *site

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "megacycle-handlers")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	ctx := context.Background()
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	st, err := store.Open(ctx, filepath.Join(dir, "megacycle.db"), store.Options{Now: func() time.Time { return now }, Log: log})
	if err != nil {
		panic(err)
	}
	defer st.Close()
	changes, err := seed.Load()
	if err != nil {
		panic(err)
	}
	if _, err := st.Seed(ctx, "The initial figures", "", changes); err != nil {
		panic(err)
	}
	shared = &site{store: st, engine: render.New(render.Options{Keeper: st, Log: log, Timeout: time.Minute})} // the race detector makes drawing ten times slower
	return m.Run()
}

// ask sends one request through the handler that its path belongs to.
func (s *site) ask(t *testing.T, address string) (*handlers.Answer, error) {
	t.Helper()
	v := visit.New(s)
	p, c, d := pages.New(v, s.engine), charts.New(v, s.engine), data.New(v, s.engine)
	r := httptest.NewRequest(http.MethodGet, address, nil)
	path := r.URL.Path
	last := path[strings.LastIndex(path, "/")+1:]
	switch {
	case path == "/":
		return p.Home(r)
	case path == "/charts":
		return p.Charts(r)
	case strings.Contains(path, "/figures/"):
		return c.Figure(r)
	case strings.HasPrefix(path, "/charts/") && strings.Contains(last, "."):
		return c.File(r)
	case strings.HasPrefix(path, "/charts/"):
		return c.Show(r)
	case strings.HasPrefix(path, "/embed/"):
		return embed.New(v, s.engine).Show(r)
	case path == "/data":
		return d.List(r)
	case strings.HasPrefix(path, "/data/") && data.IsFile(last):
		return d.File(r)
	case strings.HasPrefix(path, "/data/"):
		return d.Series(r)
	case path == "/sitemap.xml":
		return p.Sitemap(r)
	case path == "/sources":
		return d.Sources(r)
	case strings.HasPrefix(path, "/sources/"):
		return d.Source(r)
	case path == "/releases":
		return p.Releases(r)
	case strings.HasPrefix(path, "/releases/"):
		return p.Release(r)
	case path == "/events":
		return p.Events(r)
	case path == "/companies":
		return p.Companies(r)
	case strings.HasPrefix(path, "/companies/"):
		return p.Company(r)
	case path == "/fact-check":
		return p.FactCheck(r)
	case path == "/about":
		return p.About(r)
	}
	t.Fatalf("no handler for %s", address)
	return nil, nil
}

// page asks for a page and reads it.
func (s *site) page(t *testing.T, address string) *goquery.Document {
	t.Helper()
	a, err := s.ask(t, address)
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	return read(t, a)
}

func read(t *testing.T, a *handlers.Answer) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(a.Body))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// text gives the text of what a selector finds, with single spaces.
func text(doc *goquery.Document, sel string) string {
	return strings.Join(strings.Fields(doc.Find(sel).Text()), " ")
}

// has fails unless the selector's text contains want.
func has(t *testing.T, doc *goquery.Document, sel, want string) {
	t.Helper()
	if got := text(doc, sel); !strings.Contains(got, want) {
		t.Errorf("%s says %q, want it to contain %q", sel, got, want)
	}
}

// lacks fails when the selector's text contains what must not appear.
func lacks(t *testing.T, doc *goquery.Document, sel, not string) {
	t.Helper()
	if got := text(doc, sel); strings.Contains(got, not) {
		t.Errorf("%s says %q, which must not contain %q", sel, got, not)
	}
}
