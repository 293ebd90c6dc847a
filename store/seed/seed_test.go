package seed_test

import (
	"testing"

	"megacycle/store/fault"
	"megacycle/store/seed"
)

func TestLoadGivesEverythingThatWeHave(t *testing.T) {
	got, err := seed.Load()
	if err != nil {
		for _, f := range fault.Fields(err) {
			t.Log(f.Name, f.Message)
		}
		t.Fatal(err)
	}
	n := map[string]int{}
	for _, c := range got {
		switch {
		case c.Company != nil:
			n["company"]++
		case c.Series != nil:
			n["series"]++
		case c.Source != nil:
			n["source"]++
		case c.Figure != nil && c.Figure.HasRange():
			n["statement"]++
		case c.Figure != nil:
			n["figure"]++
		case c.Event != nil:
			n["event"]++
		case c.Bet != nil:
			n["bet"]++
		case c.Chart != nil:
			n["chart"]++
		case c.Report != nil:
			n["report"]++
		case c.Due != nil:
			n["due"]++
		}
	}
	for what, want := range map[string]int{"company": 25, "source": 304, "figure": 1380, "statement": 33, "event": 100, "bet": 52, "report": 313, "due": 20} {
		if n[what] != want {
			t.Errorf("%s: %d loaded, want %d", what, n[what], want)
		}
	}
	t.Log(n)
}
