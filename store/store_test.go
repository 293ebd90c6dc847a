package store_test

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"megacycle/store"
	"megacycle/store/desk"
	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/store/seed"
)

// clock is a clock that tests move by hand.
type clock struct{ t time.Time }

func (c *clock) Now() time.Time { return c.t }

func newClock() *clock { return &clock{time.Date(2026, 11, 24, 12, 0, 0, 123_456_789, time.UTC)} }

func options(c *clock) store.Options {
	return store.Options{Now: c.Now, Log: slog.New(slog.DiscardHandler)}
}

// open opens path and closes it when the test ends.
func open(t testing.TB, path string, c *clock) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), path, options(c))
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// raw opens the file as any other program would, without our settings.
func raw(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func run(t testing.TB, db *sql.DB, q string, args ...any) {
	t.Helper()
	if _, err := db.ExecContext(context.Background(), q, args...); err != nil {
		t.Fatalf("%s: %v", q, err)
	}
}

func initial(t testing.TB) []figure.Change {
	t.Helper()
	changes, err := seed.Load()
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

// some gives a part of the initial figures, so that tests are quick: AWS revenue
// and a few of everything else, with the sources that those name.
func some(all []figure.Change) []figure.Change {
	named := map[string]bool{}
	few := map[string]int{}
	keep := func(kind string, sources ...string) bool {
		few[kind]++
		if few[kind] > 10 && kind != "aws" {
			return false
		}
		for _, id := range sources {
			named[id] = true
		}
		return true
	}
	var out, sources []figure.Change
	for _, c := range all {
		ok := true
		switch {
		case c.Source != nil:
			ok = false
			sources = append(sources, c)
		case c.Figure != nil && c.Figure.Series == "amazon.aws.revenue":
			ok = keep("aws", c.Figure.Sources...)
		case c.Figure != nil:
			ok = keep("figure", c.Figure.Sources...)
		case c.Event != nil:
			ok = keep("event", c.Event.Sources...)
		case c.Bet != nil:
			ok = keep("bet", c.Bet.Sources...)
		case c.Report != nil:
			ok = keep("report")
		case c.Due != nil:
			ok = keep("due")
		}
		if ok {
			out = append(out, c)
		}
	}
	for _, c := range sources {
		if named[c.Source.ID] {
			out = append(out, c)
		}
	}
	return out
}

// seeded is a database with some of the initial figures as release 1, made once.
var seeded = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "megacycle-store-test-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	changes, err := seed.Load()
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, "megacycle.db")
	s, err := store.Open(context.Background(), path, options(newClock()))
	if err != nil {
		return nil, err
	}
	if _, err := s.Seed(context.Background(), "The initial figures", "", some(changes)); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// filled gives a store with some of the initial figures as release 1.
func filled(t testing.TB) (s *store.Store, path string, c *clock) {
	t.Helper()
	body, err := seeded()
	if err != nil {
		t.Fatalf("seed: %v", err)
	}
	path = filepath.Join(t.TempDir(), "megacycle.db")
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	c = newClock()
	return open(t, path, c), path, c
}

func operator() store.Actor { return store.Actor{Via: "cli"} }

// person adds an editor and gives the actor.
func person(t testing.TB, s *store.Store, name string, role store.Role) store.Actor {
	t.Helper()
	e, err := s.AddEditor(t.Context(), operator(), name, role, "$argon2id$test")
	if err != nil {
		t.Fatalf("add editor: %v", err)
	}
	return store.Actor{Editor: e, Via: "web", IP: "192.0.2.1"}
}

// quarter is one new figure with a new source.
func quarter(value string) []figure.Change {
	a, err := figure.ParseAmount(value)
	if err != nil {
		panic(err)
	}
	return []figure.Change{
		{Source: &figure.Source{ID: "test-release", Publisher: "Amazon", Title: "Third quarter results", URL: "https://example.org/q3"}},
		{Figure: &figure.Row{
			Series: "amazon.aws.revenue", Period: figure.QuarterOf(2026, 3), PublishedOn: "2026-10-29", Value: a, Status: figure.Actual,
			Sources: []string{"test-release"}, FiscalLabel: "Q3 2026",
		}},
	}
}

// draft saves changes as a draft.
func draft(t testing.TB, s *store.Store, a store.Actor, changes []figure.Change) store.ChangeSet {
	t.Helper()
	cs, err := s.CreateChangeSet(t.Context(), a, "AWS in the third quarter")
	if err != nil {
		t.Fatalf("create: %v", err)
	}
	cs, err = s.SaveChanges(t.Context(), a, cs.ID, cs.Version, cs.Title, "from the release", changes, map[string]string{"k": "because of that"})
	if err != nil {
		t.Fatalf("save: %v", err)
	}
	return cs
}

func wantKind(t testing.TB, err error, k fault.Kind) {
	t.Helper()
	if err == nil || fault.KindOf(err) != k {
		t.Fatalf("error is %v (kind %d), want kind %d", err, fault.KindOf(err), k)
	}
}

func TestPublishIsSeenAtOnceAndSurvivesARestart(t *testing.T) {
	s, path, c := filled(t)
	ann := person(t, s, "Ann", desk.Writer)
	news, cancel := s.Subscribe()
	defer cancel()
	old := s.Ledger()
	cs := draft(t, s, ann, quarter("44400"))
	rel, err := s.Publish(t.Context(), ann, cs.ID, store.PublishOptions{Version: cs.Version, Findings: []byte(`[{"code":"x"}]`)})
	if err != nil {
		t.Fatalf("publish: %v", err)
	}
	if rel.N != 2 || rel.Author != "Ann" || rel.Approver != "" || rel.Policy != "one" || rel.Note != "from the release" {
		t.Errorf("release is %+v", rel)
	}
	if old.Current() != 1 {
		t.Error("a ledger that somebody holds has changed")
	}
	if n := <-news; n != 2 {
		t.Errorf("subscribers heard of release %d", n)
	}
	for name, l := range map[string]*figure.Ledger{"the running store": s.Ledger(), "another process": open(t, path, c).Ledger()} {
		st, err := l.At(0, "", "2026-11-24")
		if err != nil {
			t.Fatal(err)
		}
		r, ok := st.Figure("amazon.aws.revenue", figure.QuarterOf(2026, 3))
		if !ok || r.Value.String() != "44400" || r.Release != 2 || st.Release.Hash != rel.Hash {
			t.Errorf("%s: figure is %+v in release %+v", name, r, st.Release)
		}
	}
	got, err := s.ChangeSet(t.Context(), cs.ID)
	if err != nil || got.State != desk.Published || got.Release != 2 || string(got.Findings) != `[{"code":"x"}]` || got.Reasons["k"] == "" {
		t.Errorf("change set is %+v, %v", got, err)
	}
	changes, err := s.ReleaseChanges(t.Context(), 2)
	if err != nil || len(changes) != 2 || changes[1].Figure.Value.String() != "44400" {
		t.Errorf("changes of release 2 are %v, %v", changes, err)
	}
	if err := s.VerifyAudit(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestSeedIsForAnEmptyDatabase(t *testing.T) {
	s, _, _ := filled(t)
	_, err := s.Seed(t.Context(), "again", "", initial(t))
	wantKind(t, err, fault.Conflict)
}

// full gives the path of a database with all of the initial figures.
func full(t testing.TB) (path string, c *clock) {
	t.Helper()
	path, c = filepath.Join(t.TempDir(), "full.db"), newClock()
	s := open(t, path, c)
	if _, err := s.Seed(t.Context(), "The initial figures", "", initial(t)); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path, c
}

func TestTheInitialFiguresComeBackAsTheyWere(t *testing.T) {
	path, c := full(t)
	s := open(t, path, c)
	changes, err := s.ReleaseChanges(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	// Charts come back in canonical JSON; all else is equal to the letter.
	plain := func(list []figure.Change) []figure.Change {
		return slices.DeleteFunc(slices.Clone(list), func(c figure.Change) bool { return c.Chart != nil })
	}
	same := cmp.Comparer(func(a, b figure.Amount) bool { return a.Equal(b) })
	if d := cmp.Diff(plain(initial(t)), plain(changes), same, cmpopts.EquateEmpty()); d != "" {
		t.Error(d)
	}
	rep, err := s.Check(t.Context())
	if err != nil || !rep.OK() {
		t.Errorf("%+v, %v", rep, err)
	}
}

func BenchmarkOpen(b *testing.B) {
	path, c := full(b)
	for b.Loop() {
		s, err := store.Open(b.Context(), path, options(c))
		if err != nil {
			b.Fatal(err)
		}
		_ = s.Close()
	}
}

func BenchmarkSeed(b *testing.B) {
	changes := initial(b)
	for b.Loop() {
		s, err := store.Open(b.Context(), filepath.Join(b.TempDir(), "m.db"), options(newClock()))
		if err != nil {
			b.Fatal(err)
		}
		if _, err := s.Seed(b.Context(), "The initial figures", "", changes); err != nil {
			b.Fatal(err)
		}
		_ = s.Close()
	}
}
