package handlers_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"megacycle/handlers"
	"megacycle/store/fault"
)

// links gives the addresses that a selector finds.
func links(doc *goquery.Document, sel string) []string {
	return doc.Find(sel).Map(func(_ int, s *goquerySelection) string { return s.AttrOr("href", "") })
}

func TestListOfChartsIsFiltered(t *testing.T) {
	all := links(shared.page(t, "/charts"), ".thumb h2 a")
	if len(all) < 6 {
		t.Fatalf("only %d charts are listed", len(all))
	}
	doc := shared.page(t, "/charts?company=alphabet")
	some := links(doc, ".thumb h2 a")
	if len(some) == 0 || len(some) >= len(all) || slices.Contains(some, "/charts/amazon-free-cash-flow") {
		t.Errorf("of %d charts Alphabet is in %v", len(all), some)
	}
	if got := doc.Find("select[name=company] option[selected]").AttrOr("value", ""); got != "alphabet" {
		t.Errorf("the filter shows %q", got)
	}
	doc = shared.page(t, "/charts?subject=market&asof=2026-03-17")
	if got := links(doc, ".thumb h2 a"); !slices.Contains(got, "/charts/cloud-market-share?asof=2026-03-17") {
		t.Errorf("charts about the market: %v", got)
	}
	if got := doc.Find("form[data-find] input[name=asof]").AttrOr("value", ""); got != "2026-03-17" {
		t.Errorf("the form forgets the day: %q", got)
	}
	if got := links(doc, ".said a"); !slices.Equal(got, []string{"/charts?asof=2026-03-17"}) {
		t.Errorf("the way back to all charts leads to %v", got)
	}
}

func TestSearchShowsChartsThenSeriesCompaniesAndEvents(t *testing.T) {
	doc := shared.page(t, "/charts?q=AWS+rEvénue")
	if got := links(doc, ".thumb h2 a"); len(got) == 0 || got[0] != "/charts/aws-revenue" {
		t.Errorf("charts %v", got)
	}
	if n := doc.Find(".thumb svg").Length(); n == 0 {
		t.Error("what was found is not drawn")
	}
	if got := links(doc, ".cat a"); !slices.Contains(got, "/data/amazon.aws.revenue") {
		t.Errorf("series %v", got)
	}
	has(t, doc, ".said", "for “AWS rEvénue”")
	if doc.Find(`meta[name=robots][content=noindex]`).Length() != 1 {
		t.Error("a search is offered to search engines")
	}
	doc = shared.page(t, "/charts?q=openai")
	if got := links(doc, ".foundlist a"); !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, "/events#") }) {
		t.Errorf("no event about OpenAI: %v", got)
	}
	has(t, shared.page(t, "/charts?q=xylophone"), ".empty", "Nothing has these words")
	has(t, shared.page(t, "/charts?q=aws+xylophone"), "#found .note", "some of them")
	if a, err := shared.ask(t, "/charts?q=aws"); err != nil || a.Cache != handlers.NoStore {
		t.Errorf("a search is kept: %v %v", err, a)
	}
}

func TestSearchBearsWhatStrangersSend(t *testing.T) {
	for _, q := range []string{`"><script>alert(1)</script>`, "' OR 1=1 --", "\x00", "\xff\xfe", "*", `NEAR("a" "b")`, strings.Repeat("é", 200)} {
		doc := shared.page(t, "/charts?q="+url.QueryEscape(q))
		if n := doc.Find("script:not([src]):not([type='application/ld+json'])").Length(); n != 0 {
			t.Errorf("%q: %d scripts came out of a query", q, n)
		}
	}
	for address, field := range map[string]string{
		"/charts?q=" + strings.Repeat("x", 10_000): "q", "/charts?company=acme": "company", "/charts?subject=gold": "subject", "/charts?q=a&q=b": "q",
	} {
		_, err := shared.ask(t, address)
		if f := fault.Fields(err); fault.KindOf(err) != fault.Invalid || len(f) == 0 || f[0].Name != field || f[0].Message == "" {
			t.Errorf("%.40s: %v, want a fault about %s", address, err, field)
		}
	}
	a, err := shared.ask(t, "/charts?q=capex&company=&subject=&asof=2026-03-17")
	if err != nil || a.Status != 302 || a.Header.Get("Location") != "/charts?asof=2026-03-17&q=capex" {
		t.Errorf("a form leads to %+v, %v", a, err)
	}
}
