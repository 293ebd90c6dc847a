package handlers_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"megacycle/store/fault"
)

func TestTheFiguresPageSaysWhereItComesFrom(t *testing.T) {
	doc := shared.page(t, "/charts/aws-revenue/figures/amazon.aws.revenue/2026Q2")
	for _, s := range []string{"$42,232M", "+36.8% on a year earlier", "Actual, stated by the company", "30 Jul 2026", "1 Apr to 30 Jun 2026", "release 1", "No other value on record"} {
		has(t, doc, ".card", s)
	}
	if href, _ := doc.Find(".card dd a").First().Attr("href"); !strings.HasPrefix(href, "https://") {
		t.Errorf("the source links to %q", href)
	}
	if at, _ := doc.Find(".card").Attr("data-period"); at != "2026Q2" {
		t.Errorf("the card is about %q", at)
	}
	if href, _ := doc.Find(".card .step a").First().Attr("href"); href != "/charts/aws-revenue/figures/amazon.aws.revenue/2026Q1" {
		t.Errorf("the quarter before is at %q", href)
	}
	doc = shared.page(t, "/charts/big-tech-capex/figures/alphabet.capex_guidance/2026?asof=2026-05-15")
	has(t, doc, ".card", "$180–190B")
	has(t, doc, ".tbl", "until 29 Apr 2026")
	lacks(t, doc, "main", "195–205")
	if doc.Find(".figpage figure svg[role=img]").Length() == 0 {
		t.Error("how the guidance moved is not drawn")
	}
	for address, kind := range map[string]fault.Kind{
		"/charts/aws-revenue/figures/amazon.capex/2026Q2": fault.NotFound, "/charts/aws-revenue/figures/amazon.aws.revenue/1999Q1": fault.NotFound,
		"/charts/none/figures/amazon.aws.revenue/2026Q2": fault.NotFound, "/charts/aws-revenue/figures/amazon.aws.revenue": fault.NotFound,
		"/charts/aws-revenue/figures/amazon.aws.revenue/2026Q2?view=no": fault.Invalid,
	} {
		if _, err := shared.ask(t, address); err == nil || fault.KindOf(err) != kind {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestEveryValueOfATableLeadsToItsFigure(t *testing.T) {
	for _, chart := range []string{"/charts/aws-revenue", "/charts/ai-run-rates?type=table", "/charts/big-tech-capex?compare=2026-05-15", "/charts/capex-guidance-2026"} {
		doc := shared.page(t, chart)
		all := links(doc, ".tbl td a[data-figure]")
		if len(all) < 5 {
			t.Errorf("%s has %d values that lead somewhere", chart, len(all))
		}
		for i, href := range all {
			if i > 6 && i < len(all)-6 {
				continue // both ends are enough
			}
			if doc := shared.page(t, href); doc.Find(".card .big").Text() == "" {
				t.Errorf("%s says nothing", href)
			}
		}
	}
}

func TestCardsComeAsData(t *testing.T) {
	a, err := shared.ask(t, "/charts/aws-revenue.json?part=card&view=yoy&figure="+url.QueryEscape("amazon.aws.revenue:yoy")+"&period=2026Q2")
	if err != nil {
		t.Fatal(err)
	}
	var one struct{ Value, Status, Derived string }
	if err := json.Unmarshal(a.Body, &one); err != nil || one.Value != "36.8%" || one.Status != "Computed by us" || !strings.Contains(one.Derived, "42,232") {
		t.Errorf("%+v %v", one, err)
	}
	if a, err = shared.ask(t, "/charts/aws-revenue.json?part=card"); err != nil || !json.Valid(a.Body) || !strings.Contains(string(a.Body), `"$42,232M"`) {
		t.Error("all cards at once:", err)
	}
}

func TestComparedChartsListWhatDiffers(t *testing.T) {
	doc := shared.page(t, "/charts/big-tech-capex?compare=2026-05-15")
	has(t, doc, "#differences", "about $190B")
	has(t, doc, "#differences", "said anew on 29 Jul 2026")
	has(t, doc, "#differences thead", "Known on 15 May 2026")
	has(t, doc, ".legend", "as known on 15 May 2026")
	if back, _ := doc.Find("#differences > p a").Attr("href"); back != "/charts/big-tech-capex" {
		t.Errorf("one day only leads to %q", back)
	}
	if got, _ := doc.Find("input[type=date][name=compare]").Attr("value"); got != "2026-05-15" {
		t.Errorf("the form offers %q", got)
	}
	if shared.page(t, "/charts/big-tech-capex").Find("#differences").Length() != 0 {
		t.Error("a chart of one day lists differences")
	}
}

func TestASeriesShowsHowItsFigureMoved(t *testing.T) {
	doc := shared.page(t, "/data/alphabet.capex_guidance")
	has(t, doc, "#moved", "moved from $175–185B to $195–205B")
	if doc.Find("#moved svg[role=img]").Length() == 0 {
		t.Error("it is not drawn")
	}
	if shared.page(t, "/data/amazon.total.operating_income").Find("#moved").Length() != 0 {
		t.Error("figures that never moved are drawn as if they had")
	}
}
