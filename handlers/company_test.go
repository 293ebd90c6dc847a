package handlers_test

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"megacycle/store/fault"
	"megacycle/store/figure"
)

func TestCompanyShowsItsKeyFiguresWithMarks(t *testing.T) {
	doc := shared.page(t, "/companies/amazon")
	for _, want := range []string{"$42.2B", "+36.8%", "$53.1B", "+69.2%", "−$7.6B", "was +$18.2B a year earlier"} {
		has(t, doc, ".companykeys", want)
	}
	n := doc.Find(".companykeys .key").Length()
	if n < 4 || n != doc.Find(".companykeys .key .mk-filing").Length() || n != doc.Find(".companykeys .spark").Length() {
		t.Errorf("%d key figures, %d marks, %d sparklines", n, doc.Find(".companykeys .mk-filing").Length(), doc.Find(".companykeys .spark").Length())
	}
	if doc.Find("#charts [data-chart=aws-revenue] svg").Length() == 0 {
		t.Error("the server drew no chart of AWS revenue")
	}
	has(t, doc, "#sources", "figures here")
	has(t, shared.page(t, "/companies/synergy"), ".companykeys", "Synergy Research")
}

func TestGuidanceIsSetBesideItsOutcome(t *testing.T) {
	doc := shared.page(t, "/companies/amazon")
	const id = "#guidance-amazon-capex_guidance-2026"
	has(t, doc, id+" .outcome", "So far $96,310M in Q1 2026 to Q2 2026, 43.8% of $220B")
	has(t, doc, id+" .outcome", "Q3 2026 (due on 29 Oct 2026 and not entered yet) and Q4 2026 (not reported yet)")
	rows := doc.Find(id + " tbody tr")
	if rows.Length() != 4 || !strings.Contains(rows.First().Text(), "about $200B") || !strings.Contains(rows.Last().Text(), "about $220B") || !strings.Contains(rows.Last().Text(), "raised by $20.0B") {
		t.Errorf("the statements read %q", rows.Text())
	}
	rows.Each(func(_ int, r *goquery.Selection) {
		if s := r.Text(); !strings.Contains(s, "awaiting figures") || strings.Contains(s, "%") {
			t.Errorf("a verdict before the figures are there: %q", s)
		}
	})
	oracle := shared.page(t, "/companies/oracle")
	const fy = "#guidance-oracle-capex_guidance-fy2026"
	for _, want := range []string{"$55,663M", "+59.0%", "above what was said", "+11.3%", "as said"} {
		has(t, oracle, fy, want)
	}
	has(t, shared.page(t, "/companies/microsoft"), "#guidance-microsoft-capex_guidance-2026", "lowered by $15.0B")
	has(t, shared.page(t, "/companies/meta"), "#guidance-meta-capex_guidance-2026", "middle raised by $2.5B")
	early := shared.page(t, "/companies/amazon?asof=2026-03-17")
	lacks(t, early, id, "$220B")
	has(t, early, id, "about $200B")
}

func TestNextReportIsNeverPast(t *testing.T) {
	for slug, want := range map[string][2]string{"amazon": {"4 Feb 2027", "Q3 2026 was due on 29 Oct 2026 and is not entered yet"},
		"nvidia": {"24 Feb 2027", "FY27 Q3 (Q3 2026) was due on 18 Nov 2026"}, "oracle": {"10 Dec 2026", ""}} {
		doc := shared.page(t, "/companies/"+slug)
		if got := text(doc, ".reports .day"); got != want[0] {
			t.Errorf("%s reports next on %q, want %s", slug, got, want[0])
		}
		has(t, doc, ".reports", want[1])
	}
}

func TestFiscalQuartersStandBesideTheCalendars(t *testing.T) {
	has(t, shared.page(t, "/companies/nvidia"), "#calendar tbody tr:first-child", "FY27 Q2")
	has(t, shared.page(t, "/companies/nvidia"), "#calendar tbody tr:first-child", "27 Apr to 26 Jul 2026")
	has(t, shared.page(t, "/companies/nvidia"), "#calendar tbody tr:first-child", "Q2 2026")
	has(t, shared.page(t, "/companies/microsoft"), "#calendar", "FY26 Q4")
	has(t, shared.page(t, "/companies/oracle"), "#calendar", "Oracle’s fiscal year ends in May")
	if shared.page(t, "/companies/amazon").Find("#calendar").Length() != 0 {
		t.Error("a calendar year is explained as a fiscal one")
	}
}

func TestWhatTheMoneyBuildsComesFromTheStore(t *testing.T) {
	doc := shared.page(t, "/companies/amazon")
	for sel, list := range map[string][]string{
		"#chips": {"over $25B", "over $20B", "Graviton", "Trainium3 generally available"}, "#models .secret": {"Bedrock", "Nova", "revenue not disclosed"},
		"#power": {"over 3.8 GW", "double"}, "#commitments": {"OpenAI signs 38 billion AWS deal", "Anthropic commits over 100 billion to AWS", "about 2 GW", "up to 5 GW"},
	} {
		for _, want := range list {
			has(t, doc, sel, want)
		}
	}
	lacks(t, doc, "#commitments", "Ratepayer")
	lacks(t, shared.page(t, "/companies/amazon?asof=2026-01-15"), "#builds", "over $25B")
	if shared.page(t, "/companies/meta").Find("#builds").Length() != 0 {
		t.Error("what Meta builds is not known")
	}
}

func TestOnlyWhatIsWrittenAboutIsACompany(t *testing.T) {
	doc := shared.page(t, "/companies")
	for _, house := range []string{"bridgewater", "press", "reuters", "megacycle", "jpmorgan"} {
		if doc.Find(`.cos a[href="/companies/`+house+`"]`).Length() != 0 {
			t.Errorf("%s stands among the companies", house)
		}
		if _, err := shared.ask(t, "/companies/"+house); fault.KindOf(err) != fault.NotFound {
			t.Errorf("/companies/%s: %v", house, err)
		}
	}
	has(t, doc, ".cos li:first-child", "Amazon net sales: $200.6B, +19.6%")
}

func TestTimelineIsFilteredAndAnchored(t *testing.T) {
	all := shared.page(t, "/events")
	n := all.Find(".events > li").Length()
	st, err := shared.store.Ledger().At(0, "", shared.Today())
	if err != nil {
		t.Fatal(err)
	}
	if n != len(st.Events()) {
		t.Errorf("%d events, want %d", n, len(st.Events()))
	}
	if all.Find(`li[id="2022-11-30-openai-chatgpt-launched"] .sl a[href^="http"]`).Length() == 0 {
		t.Error("an event has no anchor or no source")
	}
	has(t, all, ".upcoming section:first-child", "10 Dec 2026")
	lacks(t, all, ".upcoming section:first-child", "29 Oct 2026")
	if first := text(all, ".year h2"); !strings.HasPrefix(first, "2026") {
		t.Errorf("the timeline begins with %q", first)
	}
	chips := shared.page(t, "/events?kind=chip&company=amazon&asof=2026-03-17")
	chips.Find(".events > li").Each(func(_ int, s *goquery.Selection) {
		if s.Find(".kind").Text() != "chip" || !strings.Contains(s.Find(".who").Text(), "Amazon") {
			t.Errorf("kind=chip shows %q", s.Text())
		}
	})
	if m := chips.Find(".events > li").Length(); m == 0 || m >= n {
		t.Errorf("%d of %d events after filtering", m, n)
	}
	if chips.Find(`form.filter input[name=asof][value="2026-03-17"]`).Length() != 1 || chips.Find("option[value=chip][selected]").Length() != 1 {
		t.Error("the form forgets what is asked for")
	}
	lacks(t, chips, ".events", "Trainium commitments above 225 billion")
	for _, bad := range []string{"/events?kind=gossip", "/events?company=%3Cb%3E", "/data?unit=EUR", "/data?company=x", "/data?publisher=nobody"} {
		if _, err := shared.ask(t, bad); fault.KindOf(err) != fault.Invalid || len(fault.Fields(err)) != 1 {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

func TestCatalogueIsFiltered(t *testing.T) {
	doc := shared.page(t, "/data?publisher=synergy&unit=percent")
	if n := doc.Find(".cat tbody tr").Length(); n != 9 {
		t.Errorf("%d series of shares, want 9", n)
	}
	has(t, doc, ".sub", "9 of")
	has(t, shared.page(t, "/data?company=nvidia&unit=GW"), ".empty", "choose fewer")
}

func TestSeriesIsDrawnAndItsGapsHaveReasons(t *testing.T) {
	doc := shared.page(t, "/data/oracle.capex")
	if doc.Find(".one svg").Length() < 2 {
		t.Error("the series is not drawn")
	}
	has(t, doc, "#gaps", "No figure was found")
	has(t, shared.page(t, "/data/amazon.aws.revenue"), "#gaps .late", "Was due on 29 Oct 2026 and is not entered yet")
	has(t, shared.page(t, "/data/amazon.aws.revenue"), "#alike", "Google Cloud revenue")
	has(t, shared.page(t, "/data/amazon.capex_guidance"), ".facts", "4 values")
	row := figure.Row{Series: "oracle.capex", Period: figure.QuarterOf(2026, 1), PublishedOn: "2026-03-10", Reason: figure.NotDisclosed, Status: figure.Actual, Sources: []string{"orcl-fy26q3"}}
	world := &site{store: shared.store, engine: shared.engine, ledger: shared.store.Ledger().With(figure.Release{N: 2, PublishedAt: now, Author: "Ada"}, []figure.Change{{Figure: &row}})}
	has(t, world.page(t, "/data/oracle.capex"), "#gaps", "Not disclosed by the company.")
}

func TestReleaseShowsItsChartsBeforeAndAfter(t *testing.T) {
	next := figure.Row{Series: "amazon.aws.revenue", Period: figure.QuarterOf(2026, 3), PublishedOn: "2026-10-29", Value: figure.IntAmount(44_400), Status: figure.Actual, Sources: []string{"amzn-pr-2026q2"}}
	world := &site{store: shared.store, engine: shared.engine, ledger: shared.store.Ledger().With(figure.Release{N: 2, PublishedAt: now, Title: "Third quarter", Author: "Ada"}, []figure.Change{{Figure: &next}})}
	doc := world.page(t, "/releases/2")
	has(t, doc, ".alone", "without a second person")
	pair := doc.Find("#charts .pair").FilterFunction(func(_ int, s *goquery.Selection) bool { return strings.HasPrefix(s.Find("h3").Text(), "AWS revenue") })
	if pair.Find(".still svg").Length() != 2 || pair.Find(`a[href="/charts/aws-revenue?release=1"]`).Length() != 1 || pair.Find(`a[href="/charts/aws-revenue?release=2"]`).Length() != 1 {
		t.Errorf("AWS revenue before and after: %q", pair.Text())
	}
	has(t, doc, "#charts .prose", "as before")
	if doc.Find("#charts .pair").FilterFunction(func(_ int, s *goquery.Selection) bool {
		return strings.HasPrefix(s.Find("h3").Text(), "Cloud market share")
	}).Length() != 0 {
		t.Error("a chart that did not change is shown")
	}
	has(t, doc, "#about-amazon h3", "Amazon")
	if shared.page(t, "/releases/1").Find("#charts").Length() != 0 {
		t.Error("the first release has nothing before it")
	}
}

func TestMethodExplainsFormulasAndWords(t *testing.T) {
	doc := shared.page(t, "/about")
	for id, want := range map[string]string{"yoy": "42,232 ÷ 30,873 − 1 = +36.8%", "trailing": "= 148,404", "run-rate": "42,232 × 4 = 168,928", "needed": "14.2% a year", "annual": "2025: 128,725",
		"capex": "not “AI spending”", "fcf": "operating cash flow", "backlog": "under contract", "guidance": "hatched", "quarters": "FY27 Q2", "not": "advice", "cite": "@misc"} {
		has(t, doc, "#"+id, want)
	}
	doc.Find(".terms a, .toc a").Each(func(_ int, a *goquery.Selection) {
		if id := strings.TrimPrefix(a.AttrOr("href", ""), "#"); doc.Find(`[id="`+id+`"]`).Length() != 1 {
			t.Errorf("nothing is at #%s", id)
		}
	})
	for _, page := range []string{"/companies/amazon", "/data/amazon.capex_guidance"} {
		p := shared.page(t, page)
		if p.Find(".terms details").Length() == 0 {
			t.Errorf("%s explains no words", page)
		}
		p.Find(`.terms a[href^="/about#"]`).Each(func(_ int, a *goquery.Selection) {
			if id := strings.TrimPrefix(a.AttrOr("href", ""), "/about#"); doc.Find(`[id="`+id+`"]`).Length() != 1 {
				t.Errorf("%s: nothing is at /about#%s", page, id)
			}
		})
	}
}
