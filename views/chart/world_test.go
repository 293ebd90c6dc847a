package chart_test

import (
	"testing"
	"time"

	"megacycle/store/figure"
	"megacycle/store/seed"
	"megacycle/store/spec"
	"megacycle/views/chart"
)

const today figure.Date = "2026-11-24"

// ledger gives the real figures as release 1.
func ledger(t testing.TB, more ...figure.Change) *figure.Ledger {
	t.Helper()
	cs, err := seed.Load()
	if err != nil {
		t.Fatal(err)
	}
	l := &figure.Ledger{}
	return l.With(figure.Release{N: 1, Title: "First figures", PublishedAt: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}, append(cs, more...))
}

func at(t testing.TB, l *figure.Ledger, asOf figure.Date) *figure.State {
	t.Helper()
	st, err := l.At(0, asOf, today)
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func definition(t testing.TB, st *figure.State, slug string) spec.Chart {
	t.Helper()
	c, ok := st.Chart(slug)
	if !ok {
		t.Fatalf("there is no chart %s", slug)
	}
	sp, err := spec.Parse(c)
	if err != nil {
		t.Fatal(err)
	}
	return sp
}

func build(t testing.TB, st *figure.State, slug string, q spec.State) *chart.Plot {
	t.Helper()
	p, err := chart.Build(st, definition(t, st, slug), q)
	if err != nil {
		t.Fatalf("%s %+v: %v", slug, q, err)
	}
	return p
}
