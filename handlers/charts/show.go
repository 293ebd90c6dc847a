package charts

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"megacycle/handlers"
	"megacycle/store/figure"
	"megacycle/store/spec"
	"megacycle/views/chart/echarts"
	"megacycle/views/format"
	"megacycle/views/page"
	"megacycle/views/ui"
)

// Show answers for a chart's page.
func (h *Charts) Show(r *http.Request) (*handlers.Answer, error) {
	slug, _ := split(r.URL.Path)
	a, err := Ask(h.visits, r, slug)
	if err != nil {
		return nil, err
	}
	if a.Padded() { // a form sends what was left alone as empty values: lead to the short address
		return handlers.Redirect(http.StatusFound, a.Address("/charts/"+a.Plot.Slug)), nil
	}
	m, err := h.page(r, a)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := page.ChartPage(m).Render(r.Context(), &b); err != nil {
		return nil, err
	}
	return handlers.HTML(http.StatusOK, b.Bytes()), nil
}

// page fills the view model of a chart's page.
func (h *Charts) page(r *http.Request, a *Asked) (page.Chart, error) {
	p := a.Plot
	path := "/charts/" + p.Slug
	tabular := a.Query.TypeOf(a.Spec) == spec.Tabular
	m := page.Chart{
		Page: a.Frame("charts"), Finding: p.Finding, Measure: p.Measure, Shown: p.Shown, Clamped: p.Clamped, Tabular: tabular, Summary: p.Summary,
		Controls: controls(a), Table: table(a), Definition: a.Spec.Definition, Notes: p.Notes, History: "/releases",
		Crumbs: []ui.Link{{Text: "Charts", Href: "/charts"}},
	}
	if c, ok := a.State.Company(a.Spec.Subject); ok {
		m.Crumbs = append(m.Crumbs, ui.Link{Text: short(c), Href: "/companies/" + c.Slug})
	}
	m.Crumbs = append(m.Crumbs, ui.Link{Text: p.Name})
	var err error
	if tabular {
		m.Figure = ui.Figure{Slug: p.Slug, Title: p.Finding}
	} else if m.Figure, err = Figure(r.Context(), h.draw, a, widths(r)...); err != nil {
		return m, err
	} else if m.Figure.Points != nil {
		m.Figure.Points = echarts.Detail(p)
	}
	for _, d := range p.Missing {
		m.Missing = append(m.Missing, d.Text)
	}
	m.Figure.Missing = nil // the page says it under the headline
	m.Card, m.Comparison = newestCard(a), a.comparison()
	for _, d := range p.Defs {
		m.Defs = append(m.Defs, page.Definition{Name: d.Name, Text: d.Text, Href: "/data/" + d.Series + a.Carry()})
	}
	for _, s := range p.Sources {
		m.Sources = append(m.Sources, SourceIn(a.Visit, s))
	}
	a.head(&m)
	a.blocks(&m, path)
	return m, nil
}

// widths gives the widths of a chart that may take the whole page.
// With part=words a page comes without its drawings, for a reader whose graph has
// moved to this state already; they follow.
func widths(r *http.Request) []int {
	if r.URL.Query().Get("part") == "words" {
		return nil
	}
	return []int{360, 720, 1080}
}

// head fills what search engines and shared links see of this state.
func (a *Asked) head(m *page.Chart) {
	p, path := a.Plot, "/charts/"+a.Plot.Slug
	m.Page.Title = p.Finding
	m.Page.Description = p.Summary
	if m.Page.Description == "" {
		m.Page.Description = p.Shown
	}
	plain := *a // a theme is no state of its own
	plain.Query.Theme = ""
	m.Page.Canonical = a.Base + plain.Address(path)
	m.Page.Image = a.Pinned(path + ".png") // with the release, so that who keeps pictures asks again after the next one
	m.Page.ImageAlt = p.Alt
	m.Page.OEmbed = a.Base + "/oembed?url=" + url.QueryEscape(m.Page.Canonical)
	m.Page.Scripts = []string{"explore.js"}
	if m.Page.NoIndex = a.Address(path) != path; m.Page.NoIndex {
		// The finding may be that of the usual state: the title says what is asked for.
		m.Page.Title = p.Shown
		if finding := strings.TrimSuffix(p.Finding, ".") + "."; !strings.HasPrefix(m.Page.Description, finding) {
			m.Page.Description = strings.TrimSpace(finding + " " + m.Page.Description)
		}
	}
	m.Page.Linked = a.linked(path)
}

// blocks fills embed, download and cite.
func (a *Asked) blocks(m *page.Chart, path string) {
	p := a.Plot
	pinned := a.Query
	pinned.Release = a.State.Release.N
	at := func(base string, q spec.State) string {
		if s := q.Query(a.Spec); s != "" {
			return a.Base + base + "?" + s
		}
		return a.Base + base
	}
	m.Embed, m.Events = a.snippets(), a.EventsOn()
	m.Downloads, m.Pictures = downloads(a, path)
	day := format.Date(figure.DateOf(a.State.Release.PublishedAt))
	if a.State.Rewound {
		day += ", as known on " + format.Date(a.State.AsOf)
	}
	m.Citation = fmt.Sprintf("Megacycle, “%s”, release %d, %s%s. %s", p.Name, a.State.Release.N, day, a.from(), at(path, pinned))
	m.License = license(a.Spec)
	m.Permalink = a.Address(path)
	m.Picture = a.Address(path + ".png")
	m.BibTeX = fmt.Sprintf("@misc{megacycle-%s-r%d,\n  title = {%s},\n  author = {{Megacycle}},\n  year = {%s},\n  note = {Release %d, %s},\n  url = {%s}\n}",
		p.Slug, a.State.Release.N, p.Name, a.State.Release.PublishedAt.UTC().Format("2006"), a.State.Release.N, day, at(path, pinned))
}

// from names who measured what a plot shows.
func (a *Asked) from() string {
	var names []string
	for _, it := range a.Spec.Shown(a.Query) {
		s, ok := a.State.Series(it.Key(a.Query.DefOf(a.Spec)))
		c, known := a.State.Company(s.Publisher)
		if ok && known && c.Name != "" && !slices.Contains(names, c.Name) {
			names = append(names, c.Name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return ", from " + strings.TrimSuffix(format.List(names), ".")
}

// short gives a company's name as readers say it.
func short(c figure.Company) string {
	if c.Short != "" {
		return c.Short
	}
	return c.Name
}

// SourceOf fills the view model of one source.
func SourceOf(s figure.Source) page.Source {
	out := page.Source{Title: s.Title, Href: s.URL}
	if out.Title == "" {
		out.Title = s.ID
	}
	var about []string
	for _, t := range []string{s.Publisher, day(s.PublishedOn), s.Reliability} {
		if t != "" {
			about = append(about, t)
		}
	}
	out.About = strings.Join(about, ", ")
	if s.URL == "" {
		why := s.NoLink
		if why == "" {
			why = "none was found"
		}
		out.About += ". No public link: " + why
	}
	return out
}

// day writes a date that may be known to the month or the year only.
func day(s string) string {
	d, _, err := figure.LatestOf(s)
	switch {
	case err != nil:
		return s
	case len(s) == len("2026-07"):
		return format.Month(d)
	case len(s) == len("2026"):
		return s
	}
	return format.Date(d)
}
