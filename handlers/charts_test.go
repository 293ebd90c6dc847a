package handlers_test

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"megacycle/store/fault"
	"megacycle/store/figure"
)

func TestChartPageSaysFindingSourceAndWhatIsMissing(t *testing.T) {
	doc := shared.page(t, "/charts/aws-revenue")
	has(t, doc, "h1", "36.8%")
	has(t, doc, ".sub .late", "Q3 2026 was due on 29 Oct 2026 and is not entered yet")
	has(t, doc, ".state", "AWS revenue")
	has(t, doc, ".card", "$42,232M")
	has(t, doc, ".card", "30 Jul 2026")
	has(t, doc, ".tbl tbody tr:first-child", "42,232")
	has(t, doc, ".foot", "Source: Amazon")
	if n := doc.Find("figure[data-chart=aws-revenue] [data-plot] svg[role=img]").Length(); n != 3 {
		t.Errorf("%d drawings, want one for each of three widths", n)
	}
	if href, _ := doc.Find(".card dd a").First().Attr("href"); !strings.HasPrefix(href, "https://") {
		t.Errorf("the card's source links to %q", href)
	}
	if doc.Find(".statebar").Length() != 0 {
		t.Error("today's page says that it is not today's")
	}
	if got, _ := doc.Find("link[rel=canonical]").Attr("href"); got != "https://megacycle.example/charts/aws-revenue" {
		t.Errorf("canonical address %q", got)
	}
}

func TestStateOfTheAddressIsShownLinkedAndDownloaded(t *testing.T) {
	doc := shared.page(t, "/charts/aws-revenue?asof=2026-03-17&view=yoy&utm_source=x")
	has(t, doc, ".statebar", "Figures as known on 17 Mar 2026")
	lacks(t, doc, ".tbl tbody", "Q2 2026")
	has(t, doc, ".tbl tbody", "Q4 2025")
	if back, _ := doc.Find(".statebar a").Attr("href"); back != "/charts/aws-revenue?view=yoy" {
		t.Errorf("back to today leads to %q", back)
	}
	for _, ext := range []string{"png", "svg", "csv", "xlsx", "json"} {
		want := "/charts/aws-revenue." + ext + "?view=yoy&asof=2026-03-17"
		if doc.Find(`.act > .btns a[href="`+want+`"]`).Length() != 1 {
			t.Errorf("no download leads to %s", want)
		}
	}
	if got, _ := doc.Find(`meta[property="og:image"]`).Attr("content"); got != "https://megacycle.example/charts/aws-revenue.png?view=yoy&asof=2026-03-17&release=1" {
		t.Errorf("shared picture %q", got)
	}
	if got := doc.Find("input[name=view]:checked, input[name=view][checked]").AttrOr("value", ""); got != "yoy" {
		t.Errorf("the view %q is marked", got)
	}
	if doc.Find(`select[name=asof] option[selected]`).AttrOr("value", "") != "2026-03-17" {
		t.Error("the day asked for is not the one selected")
	}
	lacks(t, doc, "body", "utm_source")
}

func TestControlsThatCannotApplySayWhy(t *testing.T) {
	doc := shared.page(t, "/charts/cloud-market-share")
	off := doc.Find("input[name=view][value=ttm][disabled]")
	if off.Length() != 1 {
		t.Fatal("a trailing sum of shares can be chosen")
	}
	if off.Closest("label").AttrOr("title", "") == "" {
		t.Error("the disabled view has no title that says why")
	}
	has(t, doc, ".why", "do not add up")
	if doc.Find("select[name=release][disabled]").Length() != 1 {
		t.Error("with one release there is nothing to choose, and the control must say so")
	}
	has(t, doc, ".why", "only one")
}

func TestFormLeadsToTheShortAddress(t *testing.T) {
	a, err := shared.ask(t, "/charts/aws-revenue?view=yoy&type=line&from=&to=&asof=2026-03-17&release=")
	if err != nil || a.Status != 302 || a.Header.Get("Location") != "/charts/aws-revenue?view=yoy&asof=2026-03-17" {
		t.Errorf("%v %+v", err, a)
	}
}

func TestRangeBeyondTheFiguresIsCutAndSaidSo(t *testing.T) {
	has(t, shared.page(t, "/charts/aws-revenue?from=2001Q1"), ".clamped", "Q1 2014 to Q2 2026")
	has(t, shared.page(t, "/embed/aws-revenue?from=2001Q1"), ".foot", "Q1 2014 to Q2 2026")
}

func TestTableAloneStandsWithoutTheDrawing(t *testing.T) {
	doc := shared.page(t, "/charts/aws-revenue?type=table")
	if doc.Find("figure").Length() != 0 || doc.Find("#figures tbody tr").Length() < 30 {
		t.Error("asked for the table, and something else came")
	}
}

func TestFigureNotSeenInPublicIsMarked(t *testing.T) {
	doc := shared.page(t, "/data/alphabet.capex")
	has(t, doc, `tbody[id="2014Q1"]`, "year checked")
	lacks(t, doc, `tbody[id="2014Q3"]`, "year checked")
	has(t, shared.page(t, "/charts/big-tech-capex?view=value&from=2014Q1"), "#figures tbody", "year checked")
}

func TestPinnedPageSaysSoAndLinksBack(t *testing.T) {
	doc := shared.page(t, "/charts/aws-revenue?release=1")
	has(t, doc, ".statebar", "release 1")
	if doc.Find("[data-live]").Length() != 0 {
		t.Error("a pinned page offers newer figures")
	}
}

func TestFilesOfAChart(t *testing.T) {
	a, err := shared.ask(t, "/charts/aws-revenue.csv?view=yoy")
	if err != nil {
		t.Fatal(err)
	}
	if got := a.Header.Get("Content-Disposition"); got != `attachment; filename="aws-revenue-yoy-release-1.csv"` {
		t.Errorf("Content-Disposition %s", got)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(a.Body), "\ufeff"))).ReadAll()
	if err != nil || len(rows) < 20 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	a, err = shared.ask(t, "/charts/aws-revenue.json?part=option&width=720")
	if err != nil {
		t.Fatal(err)
	}
	var o struct {
		Option map[string]any
		Height int
	}
	if err := json.Unmarshal(a.Body, &o); err != nil || o.Height < 200 || o.Option["series"] == nil {
		t.Errorf("option: %v, height %d", err, o.Height)
	}
	a, err = shared.ask(t, "/charts/aws-revenue.svg?theme=dark")
	if err != nil || a.Type != "image/svg+xml" || strings.Contains(string(a.Body), "var(--") {
		t.Errorf("svg: %v, %s", err, a.Type)
	}
	a, err = shared.ask(t, "/charts/aws-revenue.png")
	if err != nil || a.Type != "image/png" || !strings.HasPrefix(string(a.Body), "\x89PNG") {
		t.Errorf("png: %v", err)
	}
}

func TestBadParametersAreNamed(t *testing.T) {
	for address, field := range map[string]string{
		"/charts/aws-revenue?view=sideways":                 "view",
		"/charts/aws-revenue?from=2026Q9":                   "from",
		"/charts/aws-revenue?from=2026Q1&to=2020Q1":         "from",
		"/charts/aws-revenue?asof=2026-02-30":               "asof",
		"/charts/aws-revenue?asof=2031-01-01":               "asof",
		"/charts/aws-revenue?release=abc":                   "release",
		"/charts/aws-revenue?theme=blue":                    "theme",
		"/charts/aws-revenue?view=value&view=yoy":           "view",
		"/charts/cloud-market-share?view=ttm":               "view",
		"/charts/aws-revenue?series=no.such.series":         "series",
		"/charts/aws-revenue.json?part=option&width=99999":  "width",
		"/charts/aws-revenue.json?part=everything":          "part",
		"/embed/aws-revenue?view=%3C%2Fscript%3E":           "view",
		"/embed/aws-revenue?title=maybe":                    "title",
		"/data?release=-1":                                  "release",
		"/?asof=yesterday":                                  "asof",
		"/charts/aws-revenue?scale=log&view=yoy&scale=log2": "scale",
	} {
		_, err := shared.ask(t, address)
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v, want a fault about %s", address, err, field)
			continue
		}
		f := fault.Fields(err)
		if len(f) == 0 || f[0].Name != field || f[0].Message == "" {
			t.Errorf("%s names %+v, want %s and what is allowed", address, f, field)
		}
	}
	for _, address := range []string{"/charts/no-such-chart", "/charts/aws-revenue.exe", "/embed/none", "/data/no.such", "/releases/99", "/releases/01", "/companies/acme",
		"/charts/aws-revenue?release=99", "/charts/" + strings.Repeat("x", 10_000)} {
		if _, err := shared.ask(t, address); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%.60s: %v, want not found", address, err)
		}
	}
	if _, err := shared.ask(t, "/charts/aws-revenue?fbclid=x&from="); err != nil {
		t.Errorf("names of others and empty values of forms must not hurt: %v", err)
	}
}

func TestEmptyRangeSaysWhyInsteadOfFailing(t *testing.T) {
	doc := shared.page(t, "/charts/aws-revenue?asof=2014-06-01")
	if text(doc, ".plot .empty") == "" {
		t.Error("nothing was known in June 2014, and the page does not say so")
	}
}

func TestHostileNamesStayText(t *testing.T) {
	const evil = `</script><script>alert(1)</script>"'><img src=x onerror=alert(2)>__f__`
	l := shared.store.Ledger()
	var changes []figure.Change
	for _, s := range l.Series {
		if s.Key == "amazon.aws.revenue" {
			s.Name, s.Definition = evil, evil
			changes = append(changes, figure.Change{Series: &s})
		}
	}
	for _, s := range l.Sources {
		s.Title, s.Publisher, s.URL = evil, evil, "javascript:alert(3)"
		changes = append(changes, figure.Change{Source: &s})
	}
	for _, c := range l.Companies {
		c.Name, c.Short = evil, evil
		changes = append(changes, figure.Change{Company: &c})
	}
	for _, r := range l.Rows {
		if r.Series == "amazon.aws.revenue" {
			r.Note = evil
			changes = append(changes, figure.Change{Figure: &r})
		}
	}
	rel := figure.Release{N: 2, PublishedAt: now, Title: evil, Note: evil, Author: evil}
	world := &site{store: shared.store, engine: shared.engine, ledger: l.With(rel, changes)}
	for _, address := range []string{"/", "/charts", "/charts/aws-revenue", "/embed/aws-revenue", "/data", "/data/amazon.aws.revenue", "/releases", "/releases/2",
		"/companies", "/companies/amazon", "/fact-check", "/about", "/sources", "/sources/amzn-10q-2026q2", "/charts?q=alert"} {
		doc := world.page(t, address)
		if n := doc.Find("img, script:not([src]):not([type='application/json']):not([type='application/ld+json'])").Length(); n != 0 {
			t.Errorf("%s: %d elements came out of a name", address, n)
		}
		doc.Find("a[href]").Each(func(_ int, a *goquerySelection) {
			if href, _ := a.Attr("href"); strings.HasPrefix(strings.ToLower(strings.TrimSpace(href)), "javascript:") {
				t.Errorf("%s links to %q", address, href)
			}
		})
	}
}
