package handlers_test

import (
	"slices"
	"strings"
	"testing"

	"megacycle/store/fault"
	"megacycle/store/figure"
)

func TestEachSourceLeadsToTheFiguresThatRestOnIt(t *testing.T) {
	doc := shared.page(t, "/charts/aws-revenue")
	var here string
	for _, l := range links(doc, ".sources .here") {
		if strings.HasPrefix(l, "/sources/") {
			here = l
			break
		}
	}
	if here == "" {
		t.Fatal("the sources of a chart do not lead to their own pages")
	}
	if got := links(doc, ".card dd a"); !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, "/sources/") }) {
		t.Errorf("the card does not lead to its source's page: %v", got)
	}
	page := shared.page(t, here)
	if got := links(page, ".tbl th a"); !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, "/data/amazon.aws.revenue#") }) {
		t.Errorf("%s does not name a figure of AWS revenue: %v", here, got)
	}
	has(t, page, ".sub", "on it.")
	if page.Find(".facts dd").Length() < 3 || text(page, "h1") == "" {
		t.Error("the page does not say what the source is")
	}
}

func TestSourcesAreListedWithHowMuchRestsOnThem(t *testing.T) {
	doc := shared.page(t, "/sources?asof=2026-03-17")
	all := links(doc, ".cat th a")
	if len(all) != len(mustState(t).Sources()) {
		t.Errorf("%d sources are listed", len(all))
	}
	for _, l := range all {
		if !strings.HasSuffix(l, "?asof=2026-03-17") {
			t.Fatalf("%s forgets the day", l)
		}
	}
	has(t, shared.page(t, "/sources/amzn-10q-2026q2?asof=2014-06-01"), ".empty", "in this state")
	if _, err := shared.ask(t, "/sources/none-such"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("%v, want not found", err)
	}
}

func mustState(t *testing.T) *figure.State {
	t.Helper()
	st, err := shared.Ledger().At(0, "", shared.Today())
	if err != nil {
		t.Fatal(err)
	}
	return st
}
