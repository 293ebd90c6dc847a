package handlers_test

import (
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"megacycle/views/linked"
)

// dataset reads the block of a page that says what it holds.
func dataset(t *testing.T, doc *goquery.Document) linked.Dataset {
	t.Helper()
	block := doc.Find(`script[type="application/ld+json"]`)
	var d linked.Dataset
	if block.Length() != 1 {
		t.Fatalf("%d blocks", block.Length())
	}
	if err := json.Unmarshal([]byte(block.Text()), &d); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestChartsAndSeriesAreDescribedForSearchEngines(t *testing.T) {
	d := dataset(t, shared.page(t, "/charts/aws-revenue?view=yoy&asof=2026-03-17"))
	if d.Type != "Dataset" || d.Context != "https://schema.org" || d.URL != "https://megacycle.example/charts/aws-revenue?view=yoy&asof=2026-03-17" ||
		d.License == "" || d.Version != "release 1" || len(d.Description) < 50 || d.Coverage == "" || len(d.Variables) == 0 || d.Variables[0].Identifier != "amazon.aws.revenue" {
		t.Errorf("%+v", d)
	}
	if len(d.BasedOn) == 0 || d.BasedOn[0].Name == "" || d.BasedOn[0].Publisher.Name == "" || !strings.HasPrefix(d.BasedOn[0].URL, "http") {
		t.Errorf("it does not say where its figures come from: %+v", d.BasedOn)
	}
	for _, f := range d.Downloads {
		if _, err := shared.ask(t, strings.TrimPrefix(f.URL, "https://megacycle.example")); err != nil || !strings.Contains(f.URL, "asof=2026-03-17") {
			t.Errorf("%s: %v", f.URL, err)
		}
	}
	d = dataset(t, shared.page(t, "/data/share.aws"))
	if d.License != "" || d.Identifier != "share.aws" || len(d.BasedOn) == 0 || len(d.Downloads) != 3 {
		t.Errorf("%+v", d)
	}
}

func TestSitemapNamesPagesThatExist(t *testing.T) {
	a, err := shared.ask(t, "/sitemap.xml")
	if err != nil {
		t.Fatal(err)
	}
	var m struct {
		URL []struct {
			Loc     string `xml:"loc"`
			LastMod string `xml:"lastmod"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal(a.Body, &m); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for i, u := range m.URL {
		path, ok := strings.CutPrefix(u.Loc, "https://megacycle.example")
		if !ok || seen[path] {
			t.Errorf("%s stands twice or leads away", u.Loc)
		}
		seen[path] = true
		if i%9 == 0 || strings.Count(path, "/") == 1 { // each kind, without drawing everything
			doc := shared.page(t, path)
			if got := doc.Find("link[rel=canonical]").AttrOr("href", ""); got != u.Loc {
				t.Errorf("%s has the canonical address %q", u.Loc, got)
			}
			if doc.Find("meta[name=robots]").Length() != 0 {
				t.Errorf("%s is not for search engines, and the map names it", u.Loc)
			}
		}
	}
	for _, path := range []string{"/", "/charts", "/charts/aws-revenue", "/companies/amazon", "/data/amazon.aws.revenue", "/releases/1", "/events", "/about", "/sources"} {
		if !seen[path] {
			t.Errorf("the map does not name %s", path)
		}
	}
}

func TestEveryPageSaysWhatItIs(t *testing.T) {
	titles := map[string]string{}
	for _, path := range []string{"/", "/charts", "/charts/aws-revenue", "/charts/aws-revenue?view=yoy", "/companies", "/companies/amazon", "/data", "/data/amazon.aws.revenue",
		"/events", "/releases", "/releases/1", "/fact-check", "/about", "/sources", "/sources/amzn-10q-2026q2"} {
		doc := shared.page(t, path)
		title, about := doc.Find("head > title").Text(), doc.Find("meta[name=description]").AttrOr("content", "")
		if title == "" || len(about) < 20 {
			t.Errorf("%s: title %q, description %q", path, title, about)
		}
		if other := titles[title]; other != "" {
			t.Errorf("%s and %s have the same title %q", path, other, title)
		}
		titles[title] = path
	}
}
