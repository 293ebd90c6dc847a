package handlers_test

import "testing"

// What a chart marks and the words that it uses are explained on its own page, one
// tap away, each with the way to the whole.
func TestChartPageExplainsItsEventsAndWords(t *testing.T) {
	doc := shared.page(t, "/charts/aws-revenue")
	has(t, doc, "#events-shown", "ChatGPT launched")
	if doc.Find(`#events-shown a[href*="/events#"]`).Length() == 0 {
		t.Error("no event leads to the timeline")
	}
	for _, id := range []string{"capex", "trailing", "fcf", "backlog", "guidance"} {
		if doc.Find(`details.term a[href="/about#`+id+`"]`).Length() != 1 {
			t.Errorf("no explanation of %s on the page", id)
		}
	}
	if off := shared.page(t, "/charts/aws-revenue?events=0"); off.Find("#events-shown").Length() != 0 {
		t.Error("events are listed although none is shown")
	}
}

func TestSourcesOfATableAreFootnotes(t *testing.T) {
	doc := shared.page(t, "/charts/aws-revenue")
	notes := doc.Find(".tbl tbody .fn")
	if notes.Length() < 30 {
		t.Fatalf("%d footnotes in the table of 34 quarters", notes.Length())
	}
	for _, n := range notes.EachIter() {
		href, _ := n.Attr("href")
		if doc.Find(".sources li[id='"+href[1:]+"']").Length() != 1 {
			t.Errorf("the footnote %s leads nowhere: %s", n.Text(), href)
		}
	}
}
