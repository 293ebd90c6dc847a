package web_test

import (
	"testing"

	"megacycle/store/figure"
)

// embedBudget is what one embed may weigh on the wire, brotli, all requests until
// the reader interacts.
const embedBudget = 10 << 10

// slugs gives every chart of the site.
func slugs(t testing.TB, s *site) []string {
	t.Helper()
	st, err := s.Store.Ledger().At(s.Store.Ledger().Current(), "", figure.Date("2026-11-24"))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, c := range st.Charts() {
		out = append(out, c.Slug)
	}
	return out
}

func TestEachEmbedIsLight(t *testing.T) {
	s := start(t)
	for _, slug := range slugs(t, s) {
		n, requests := weight(t, s.URL, "/embed/"+slug)
		t.Logf("%-32s %6d bytes, %d requests", slug, n, requests)
		if n > embedBudget {
			t.Errorf("/embed/%s weighs %d bytes in %d requests, more than %d", slug, n, requests, embedBudget)
		}
	}
}
