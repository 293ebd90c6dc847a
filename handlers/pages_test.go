package handlers_test

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"megacycle/handlers"
	"megacycle/handlers/embed"
	"megacycle/handlers/pages"
	"megacycle/handlers/visit"
	"megacycle/store/fault"
	"megacycle/store/figure"
)

type goquerySelection = goquery.Selection

func TestHomeAsksTheQuestionFromTheFigures(t *testing.T) {
	doc := shared.page(t, "/")
	has(t, doc, "h1", "36.8%")
	has(t, doc, "h1", "69.2%")
	has(t, doc, "h1", "?")
	if n := doc.Find(".key").Length(); n != 6 {
		t.Errorf("%d key figures, want six", n)
	}
	for _, want := range []string{"$148.4B", "14.2%", "$220B", "−$7.6B", "$720–745B", "28 / 20 / 15"} {
		has(t, doc, ".keys", want)
	}
	has(t, doc, ".lead .late", "29 Oct 2026")
	has(t, doc, ".dates", "Alphabet, Meta, Microsoft")
	if n := doc.Find("[data-chart]").Length(); n < 5 {
		t.Errorf("%d charts on the front page", n)
	}
	has(t, doc, ".rel", "1,380")
}

func TestNoPastDateIsEverNext(t *testing.T) {
	doc := shared.page(t, "/")
	next := doc.Find(".dates tbody").Last().Text()
	for _, past := range []string{"28 Oct 2026", "29 Oct 2026", "18 Nov 2026"} {
		if strings.Contains(next, past) {
			t.Errorf("%s is past and stands among the next dates", past)
		}
		has(t, doc, ".dates tbody:first-of-type", past)
	}
	for _, slug := range []string{"amazon", "nvidia", "oracle"} {
		lacks(t, shared.page(t, "/companies/"+slug), ".facts", "Oct 2026 (")
	}
}

func TestEveryPageHasATitleAndOneHeading(t *testing.T) {
	seen := map[string]string{}
	for _, address := range []string{"/", "/charts", "/charts/aws-revenue", "/data", "/data/amazon.aws.revenue", "/releases", "/releases/1", "/companies", "/companies/amazon", "/companies/nvidia", "/events", "/fact-check", "/about"} {
		doc := shared.page(t, address)
		if n := doc.Find("h1").Length(); n != 1 {
			t.Errorf("%s has %d first headings", address, n)
		}
		title := doc.Find("title").First().Text()
		if other := seen[title]; title == "" || other != "" {
			t.Errorf("%s and %s share the title %q", address, other, title)
		}
		seen[title] = address
		if d := doc.Find("meta[name=description]").AttrOr("content", ""); len(d) < 20 {
			t.Errorf("%s describes itself as %q", address, d)
		}
		doc.Find("[style]").Each(func(_ int, s *goquery.Selection) {
			t.Errorf("%s: a style attribute on %s", address, goquery.NodeName(s))
		})
		doc.Find("style").Each(func(_ int, _ *goquery.Selection) { t.Errorf("%s: a style element", address) })
		ids := map[string]bool{}
		doc.Find("[id]").Each(func(_ int, s *goquery.Selection) {
			id, _ := s.Attr("id")
			if ids[id] {
				t.Errorf("%s: the id %q stands twice", address, id)
			}
			ids[id] = true
		})
	}
}

func TestFactCheckSetsQuotedBesideOurs(t *testing.T) {
	doc := shared.page(t, "/fact-check")
	for id, want := range map[string][]string{
		"seed-aws-2025-rev":    {"$128.7B", "$128,725M", "+$25M"},
		"seed-share-aws-30":    {"30%", "28%", "−2 points"},
		"seed-bigtech-650b":    {"$650B", "$720–745B", "+$70B to +$95B"},
		"seed-capex-200b":      {"$200B", "about $220B", "+$20B"},
		"seed-cagr-17":         {"17%", "16.6% a year"},
		"seed-aws-2025-growth": {"19%", "+19.7%"},
	} {
		for _, w := range want {
			has(t, doc, "#"+id, w)
		}
		if doc.Find("#"+id+" .meta a").Length() == 0 && !strings.Contains(text(doc, "#"+id+" .meta"), "no public link") {
			t.Errorf("%s names no source", id)
		}
	}
	for _, verdict := range []string{"TRUE", "FALSE", "OUT OF DATE", "OVERSTATED", "IMPRECISE"} {
		lacks(t, doc, "main", verdict)
	}
}

func TestSeriesPageShowsEveryVintage(t *testing.T) {
	var key string
	var period figure.Period
	st, err := shared.store.Ledger().At(0, "", shared.Today())
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range st.SeriesKeys() {
		for _, r := range st.Rows(k) {
			if len(st.Vintages(k, r.Period)) > 1 && r.Period.Kind == figure.Year {
				key, period = k, r.Period
			}
		}
	}
	if key == "" {
		t.Fatal("the figures hold no revised value")
	}
	doc := shared.page(t, "/data/"+key)
	rows := doc.Find(`tbody[id="` + period.String() + `"] tr`)
	if rows.Length() != len(st.Vintages(key, period)) {
		t.Errorf("%s %s: %d rows, want %d", key, period, rows.Length(), len(st.Vintages(key, period)))
	}
	if !strings.Contains(rows.Text(), "earlier") {
		t.Error("no value is marked as the earlier one")
	}
}

func TestReleaseTellsOldFromNew(t *testing.T) {
	l := shared.store.Ledger()
	var row figure.Row
	for _, r := range l.Rows {
		if r.Series == "amazon.aws.revenue" && r.Period == figure.QuarterOf(2026, 2) {
			row = r
		}
	}
	fixed := row
	fixed.Value = figure.IntAmount(42_233)
	next := row
	next.Period, next.Value, next.PublishedOn = figure.QuarterOf(2026, 3), figure.IntAmount(44_400), "2026-10-29"
	world := &site{store: shared.store, engine: shared.engine, ledger: l.With(figure.Release{N: 2, PublishedAt: now, Title: "Third quarter", Author: "Ada"},
		[]figure.Change{{Figure: &fixed}, {Figure: &next}})}
	doc := world.page(t, "/releases/2")
	has(t, doc, ".group del", "$42,232M")
	has(t, doc, ".group tbody", "$42,233M")
	has(t, doc, ".group tbody", "corrected")
	has(t, doc, ".group tbody", "$44,400M")
	has(t, doc, ".facts", "Ada")
	has(t, doc, ".facts", "without a second person")
	if n := doc.Find(".group tbody tr").Length(); n != 2 {
		t.Errorf("%d changed figures, want 2", n)
	}
	has(t, world.page(t, "/charts/aws-revenue"), ".tbl tbody tr:first-child", "44,400")
	lacks(t, world.page(t, "/charts/aws-revenue?release=1"), ".tbl tbody", "44,400")
	lacks(t, world.page(t, "/charts/aws-revenue"), ".sub", "not entered yet")
	first := world.page(t, "/releases/1")
	if n := first.Find(".group tbody tr").Length(); n > 600 {
		t.Errorf("release 1 lists %d rows on one page", n)
	}
}

func TestProblemPages(t *testing.T) {
	p := pages.New(visit.New(shared), shared.engine)
	for _, c := range []struct {
		name, path string
		err        error
		status     int
		has        []string
		link       string
	}{
		{"a mistyped slug is suggested", "/charts/aws-revenu", fault.New(fault.NotFound, "there is no chart called “aws-revenu”"), 404, []string{"aws-revenu"}, "/charts/aws-revenue"},
		{"a chart without its folder is found", "/cloud-market-share", fault.New(fault.NotFound, "nothing here"), 404, nil, "/charts/cloud-market-share"},
		{"a bad value is named with what is allowed", "/charts/aws-revenue", fault.BadField("view", "“x” is not one of value or yoy"), 400, []string{"view", "value or yoy"}, "/charts/aws-revenue"},
		{"a full queue asks for patience", "/charts/aws-revenue", fault.New(fault.Busy, "busy"), 503, []string{"moment"}, "/charts/aws-revenue"},
		{"an unexpected error says nothing of its cause", "/", errSecret{}, 500, []string{"our side"}, "/"},
		{"a hostile path stays on this site", "//evil.example/x", fault.BadField("from", "bad"), 400, nil, "/"},
	} {
		a := p.Problem(c.err, c.path)
		doc := read(t, a)
		if handlers.Status(c.err) != c.status || a.Status != c.status {
			t.Errorf("%s: status %d, want %d", c.name, a.Status, c.status)
		}
		for _, w := range c.has {
			has(t, doc, "main", w)
		}
		lacks(t, doc, "html", "secret")
		if doc.Find(`main a[href="`+c.link+`"]`).Length() == 0 {
			t.Errorf("%s: no link to %s", c.name, c.link)
		}
		if doc.Find(`main a[href^="//"]`).Length() > 0 {
			t.Errorf("%s: a link leaves the site", c.name)
		}
	}
	if a := pages.LastResort(); a.Status != 500 || len(a.Body) == 0 {
		t.Error("there is no last resort")
	}
}

type errSecret struct{}

func (errSecret) Error() string { return "secret detail" }

func TestEmbedCarriesFindingSourceAndState(t *testing.T) {
	doc := shared.page(t, "/embed/aws-revenue?release=1&theme=dark")
	has(t, doc, "h1", "36.8%")
	has(t, doc, ".foot", "Source: Amazon")
	has(t, doc, ".foot", "Q3 2026 was due on 29 Oct 2026")
	has(t, doc, ".bottom", "Release 1, pinned")
	has(t, doc, "table", "42,232")
	if doc.Find("html").AttrOr("data-theme", "") != "dark" {
		t.Error("the theme asked for is not set")
	}
	if href := doc.Find(".bottom a.brand").AttrOr("href", ""); !strings.HasPrefix(href, "https://megacycle.example/charts/aws-revenue?release=1") {
		t.Errorf("the link home leads to %q", href)
	}
	if n := doc.Find("script[src], link[rel=stylesheet]").Length(); n != 2 {
		t.Errorf("%d further files, want one style sheet and one script", n)
	}
	plain := shared.page(t, "/embed/aws-revenue")
	has(t, plain, ".bottom", "Live")
	if plain.Find("html").AttrOr("data-theme", "") != "light" {
		t.Error("an embed is light unless asked")
	}
}

func TestEmbedProblemKeepsTheFrame(t *testing.T) {
	e := embed.New(visit.New(shared), shared.engine)
	a := e.Problem(fault.BadField("view", "“</script>” is not one of value or yoy"), "/embed/aws-revenue")
	doc := read(t, a)
	if a.Status != 400 || doc.Find("figure.problem").Length() != 1 || doc.Find("header, nav").Length() != 0 {
		t.Errorf("status %d, or the message left the frame", a.Status)
	}
	has(t, doc, ".what", "value or yoy")
	a = e.Problem(fault.New(fault.NotFound, "there is no chart called “none”"), "/embed/none")
	if a.Status != 404 {
		t.Errorf("status %d", a.Status)
	}
}
