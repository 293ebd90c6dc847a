package data

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"megacycle/handlers"
	"megacycle/handlers/charts"
	"megacycle/handlers/visit"
	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/views/format"
	"megacycle/views/page"
	"megacycle/views/ui"
)

// resting gives the rows of a state that name a source, each vintage in its newest
// content: by source, or all of one when id is not empty.
func resting(st *figure.State, id string) map[string][]figure.Row {
	out := map[string][]figure.Row{}
	for _, k := range st.SeriesKeys() {
		for _, now := range st.Rows(k) {
			for _, r := range st.Vintages(k, now.Period) {
				for _, s := range r.Sources {
					if id == "" || s == id {
						out[s] = append(out[s], r)
					}
				}
			}
		}
	}
	return out
}

// Sources answers with the list of all sources, by the year of publication.
func (h *Data) Sources(r *http.Request) (*handlers.Answer, error) {
	v, err := h.visits.Open(r)
	if err != nil {
		return nil, err
	}
	m := page.Sources{Page: v.Frame("data")}
	rows := resting(v.State, "")
	list := v.State.Sources()
	slices.SortStableFunc(list, func(a, b figure.Source) int { return cmp.Compare(b.PublishedOn, a.PublishedOn) })
	linked := 0
	for _, s := range list {
		if s.URL != "" {
			linked++
		}
		id, name := "undated", "Without a date"
		if len(s.PublishedOn) >= 4 {
			id, name = "y"+s.PublishedOn[:4], s.PublishedOn[:4]
		}
		if n := len(m.Groups); n == 0 || m.Groups[n-1].ID != id {
			m.Groups = append(m.Groups, page.SourceGroup{ID: id, Name: name})
		}
		src := charts.SourceOf(s)
		g := &m.Groups[len(m.Groups)-1]
		g.Rows = append(g.Rows, page.SourceRow{Title: src.Title, Href: charts.SourceHref(v, s.ID), Publisher: s.Publisher, On: published(s), Kind: s.Reliability,
			N: format.Int(len(rows[s.ID]))})
	}
	m.Total = fmt.Sprintf("%s sources, %s of them with a public link; where there is none, the reason is given. Each leads to the figures that rest on it.",
		format.Int(len(list)), format.Int(linked))
	m.Page.Title = "Sources: where every figure was published"
	m.Page.Description = m.Total
	return render(r, page.SourcesPage(m))
}

// published writes the day of a source as far as it is known.
func published(s figure.Source) string {
	d, _, err := figure.LatestOf(s.PublishedOn)
	switch {
	case s.PublishedOn == "":
		return "not known"
	case err != nil:
		return s.PublishedOn
	case len(s.PublishedOn) == len("2026-07"):
		return format.Month(d)
	case len(s.PublishedOn) == len("2026"):
		return s.PublishedOn
	}
	return format.Date(d)
}

// Source answers with one source and everything that rests on it.
func (h *Data) Source(r *http.Request) (*handlers.Answer, error) {
	v, err := h.visits.Open(r)
	if err != nil {
		return nil, err
	}
	id := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
	s, ok := v.State.Source(id)
	if !ok {
		return nil, fault.New(fault.NotFound, "there is no source called “%s”", clip(id))
	}
	src := charts.SourceOf(s)
	m := page.SourceDetail{Page: v.Frame("data"), Title: src.Title, Href: s.URL, NoLink: cmp.Or(s.NoLink, "none was found"),
		Crumbs: []ui.Link{{Text: "Sources", Href: "/sources" + v.Carry()}, {Text: s.ID}}}
	for _, f := range []page.Fact{{Name: "Publisher", Text: s.Publisher}, {Name: "Published", Text: published(s)}, {Name: "Kind", Text: s.Reliability},
		{Name: "How it was read", Text: s.Retrieved}, {Name: "Id", Text: s.ID, Mono: true}} {
		if f.Text != "" {
			m.Facts = append(m.Facts, f)
		}
	}
	rows := resting(v.State, id)[id]
	m.Groups = restGroups(v, rows)
	m.Others = restOthers(v, id)
	m.Said = fmt.Sprintf("%s in %s %s on it.", counted(len(rows), "figure", "figures"), counted(len(m.Groups), "series", "series"), map[bool]string{true: "rests", false: "rest"}[len(rows) == 1])
	if len(rows) == 0 {
		m.Said = "No figure of this state rests on it."
		if len(m.Others) == 0 {
			m.Empty = "Nothing here rests on it in this state. It may do so in a later release, or as known on a later day."
		}
	}
	m.Page.Title = src.Title
	m.Page.Description = s.Publisher + ", " + published(s) + ". " + m.Said
	return render(r, page.SourcePage(m))
}

// restGroups fills the figures by series, newest period first.
func restGroups(v *visit.Visit, rows []figure.Row) []page.RestGroup {
	var out []page.RestGroup
	slices.SortStableFunc(rows, func(a, b figure.Row) int {
		return cmp.Or(cmp.Compare(a.Series, b.Series), b.Period.Compare(a.Period), cmp.Compare(b.PublishedOn, a.PublishedOn))
	})
	for i, r := range rows {
		s, _ := v.State.Series(r.Series)
		href := "/data/" + url.PathEscape(r.Series) + v.Carry()
		if i == 0 || rows[i-1].Series != r.Series {
			out = append(out, page.RestGroup{Name: cmp.Or(s.Name, r.Series), Href: href})
		}
		x := page.RestRow{Period: format.Period(r.Period), Href: href + "#" + r.Period.String(), On: format.Date(r.PublishedOn)}
		if r.Approximate {
			x.On = "by " + x.On
		}
		if r.Reason != figure.HasValue {
			x.Reason = string(r.Reason)
		} else {
			x.Value = Text(r, s.Unit)
		}
		if r.Status != figure.Actual {
			x.Status = string(r.Status)
		}
		if now, ok := v.State.Figure(r.Series, r.Period); ok && now.PublishedOn != r.PublishedOn {
			x.Replaced = "earlier"
		}
		if n := len(r.Sources) - 1; n > 0 {
			x.Also = counted(n, "other", "others")
		}
		g := &out[len(out)-1]
		g.Rows = append(g.Rows, x)
	}
	return out
}

// restOthers lists the events, statements and report dates that name a source.
func restOthers(v *visit.Visit, id string) []page.RestOther {
	var out []page.RestOther
	for _, e := range v.State.Events() {
		if slices.Contains(e.Sources, id) {
			out = append(out, page.RestOther{Kind: "Event", Text: e.Title, On: format.Date(e.Date), Href: "/events" + v.Carry() + "#" + url.PathEscape(e.ID)})
		}
	}
	for _, b := range v.State.Bets() {
		if slices.Contains(b.Sources, id) {
			out = append(out, page.RestOther{Kind: "Statement of " + b.Who, Text: b.Statement, On: format.Date(b.SaidOn), Href: "/fact-check" + v.Carry() + "#" + url.PathEscape(b.ID)})
		}
	}
	for _, d := range v.State.Dues() {
		if d.Source == id {
			c, _ := v.State.Company(d.Company)
			out = append(out, page.RestOther{Kind: "Report date", Text: cmp.Or(c.Short, c.Name, d.Company) + ", " + format.Period(d.Period), On: format.Date(d.On), Href: "/companies/" + d.Company + v.Carry()})
		}
	}
	return out
}
