package pages

import (
	"bytes"
	"encoding/xml"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"megacycle/handlers"
	"megacycle/store/figure"
	"megacycle/store/spec"
	"megacycle/views/chart"
)

// urlset is a sitemap (sitemaps.org, protocol 0.9).
type urlset struct {
	XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []place  `xml:"url"`
}

type place struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod,omitempty"` // RFC 3339
}

// Sitemap answers with every page of today's state and when its figures last
// changed.
func (h *Pages) Sitemap(r *http.Request) (*handlers.Answer, error) {
	v, err := h.visits.Open(r)
	if err != nil {
		return nil, err
	}
	st, err := h.visits.Current() // a map is of today, whatever the address asks for
	if err != nil {
		return nil, err
	}
	specs, err := chart.Specs(st)
	if err != nil {
		return nil, err
	}
	var m urlset
	add := func(path string, release int) {
		p := place{Loc: v.Base + path}
		if rel, ok := st.ReleaseOf(release); ok {
			p.LastMod = rel.PublishedAt.UTC().Format(time.RFC3339)
		}
		m.URLs = append(m.URLs, p)
	}
	now := st.Release.N
	touched := touchedIn(st)
	for _, path := range []string{"/", "/charts"} {
		add(path, now)
	}
	for _, sp := range specs {
		add("/charts/"+sp.Slug, newestOf(st, sp, touched))
	}
	add("/companies", now)
	for _, c := range st.Companies() {
		n := c.Release
		series := about(st, c.Slug)
		for _, s := range series {
			n = max(n, touched[s.Key])
		}
		if len(series) > 0 {
			add("/companies/"+url.PathEscape(c.Slug), n)
		}
	}
	for _, path := range []string{"/events", "/fact-check", "/data"} {
		add(path, now)
	}
	for _, k := range st.SeriesKeys() {
		add("/data/"+url.PathEscape(k), touched[k])
	}
	add("/sources", now)
	for _, s := range st.Sources() {
		add("/sources/"+url.PathEscape(s.ID), s.Release)
	}
	add("/releases", now)
	for _, rel := range st.Ledger().Releases {
		add("/releases/"+strconv.Itoa(rel.N), rel.N)
	}
	add("/about", 0)
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	if err := e.Encode(m); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return &handlers.Answer{Type: "application/xml; charset=utf-8", Body: b.Bytes()}, nil
}

// touchedIn gives the newest release that changed each series or its figures.
func touchedIn(st *figure.State) map[string]int {
	out := map[string]int{}
	for _, k := range st.SeriesKeys() {
		s, _ := st.Series(k)
		out[k] = s.Release
	}
	for _, r := range st.Ledger().Rows {
		if r.Release <= st.Release.N {
			out[r.Series] = max(out[r.Series], r.Release)
		}
	}
	return out
}

// newestOf gives the newest release that changed a chart or its figures.
func newestOf(st *figure.State, sp spec.Chart, touched map[string]int) int {
	n := 0
	if c, ok := st.Chart(sp.Slug); ok {
		n = c.Release
	}
	for _, it := range sp.Items {
		n = max(n, touched[it.Series], touched[it.Guidance])
		for _, k := range it.In {
			n = max(n, touched[k])
		}
	}
	for _, k := range sp.Estimates {
		n = max(n, touched[k])
	}
	return n
}
