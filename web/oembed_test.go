package web_test

import (
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

type oembedAnswer struct {
	Type      string `json:"type" xml:"type"`
	Version   string `json:"version" xml:"version"`
	HTML      string `json:"html" xml:"html"`
	Width     int    `json:"width" xml:"width"`
	Height    int    `json:"height" xml:"height"`
	Thumbnail string `json:"thumbnail_url" xml:"thumbnail_url"`
}

func TestOEmbedAnswersForEveryChartAddress(t *testing.T) {
	s := start(t)
	for _, slug := range slugs(t, s) {
		for _, address := range []string{"/charts/" + slug, "/embed/" + slug + "?release=1&theme=dark"} {
			res, body := fetch(t, s.URL+"/oembed?url="+url.QueryEscape(s.URL+address))
			var o oembedAnswer
			if err := json.Unmarshal([]byte(body), &o); err != nil || res.StatusCode != http.StatusOK {
				t.Fatalf("%s: %d %v %s", address, res.StatusCode, err, body)
			}
			if o.Type != "rich" || o.Version != "1.0" || o.Width != 720 || o.Height < 200 || o.Thumbnail == "" {
				t.Errorf("%s: %+v", address, o)
			}
			if !strings.HasPrefix(o.HTML, `<iframe src="`+s.URL+"/embed/"+slug) || strings.Contains(o.HTML, "script") || strings.Contains(o.HTML, "blockquote") {
				t.Errorf("%s: html is %s", address, o.HTML)
			}
			if strings.Contains(address, "theme=dark") && !strings.Contains(o.HTML, "release=1&amp;theme=dark") {
				t.Errorf("%s lost its state: %s", address, o.HTML)
			}
		}
	}
}

func TestOEmbedKeepsLimitsAndRefusesAsTheSpecificationSays(t *testing.T) {
	s := start(t)
	ours := url.QueryEscape(s.URL + "/charts/aws-revenue")
	_, body := fetch(t, s.URL+"/oembed?format=xml&maxwidth=400&maxheight=300&url="+ours)
	var o oembedAnswer
	if err := xml.Unmarshal([]byte(body), &o); err != nil || o.Width != 400 || o.Height != 300 || o.Thumbnail != "" {
		t.Errorf("limited: %v %+v", err, o)
	}
	for _, c := range []struct {
		query string
		want  int
	}{
		{"", 400},
		{"url=" + ours + "&maxwidth=wide", 400},
		{"url=" + ours + "&maxheight=-1", 400},
		{"url=" + ours + "&format=yaml", 501},
		{"url=" + url.QueryEscape("https://elsewhere.example/charts/aws-revenue"), 404},
		{"url=" + url.QueryEscape(s.URL+"@elsewhere.example/charts/aws-revenue"), 404},
		{"url=" + url.QueryEscape("file:///etc/passwd"), 404},
		{"url=" + url.QueryEscape(s.URL+"/charts/nothing"), 404},
		{"url=" + url.QueryEscape(s.URL+"/about"), 404},
		{"url=" + url.QueryEscape(s.URL+"/charts/aws-revenue.png"), 404},
		{"url=" + url.QueryEscape(s.URL+"/charts/aws-revenue?view=nonsense"), 400},
	} {
		if res, body := fetch(t, s.URL+"/oembed?"+c.query); res.StatusCode != c.want {
			t.Errorf("%s: status %d, want %d: %s", c.query, res.StatusCode, c.want, body)
		}
	}
	for _, path := range []string{"/charts/aws-revenue?view=yoy", "/embed/aws-revenue?view=yoy"} {
		_, page := fetch(t, s.URL+path)
		if !strings.Contains(page, "application/json+oembed") || !strings.Contains(page, "text/xml+oembed") {
			t.Errorf("%s does not say where its oEmbed answer is", path)
		}
	}
}
