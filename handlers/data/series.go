package data

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"megacycle/handlers"
	"megacycle/handlers/charts"
	"megacycle/handlers/visit"
	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/views/chart"
	"megacycle/views/format"
	"megacycle/views/page"
	"megacycle/views/ui"
)

// Series answers with one series.
func (h *Data) Series(r *http.Request) (*handlers.Answer, error) {
	v, err := h.visits.Open(r)
	if err != nil {
		return nil, err
	}
	key := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
	s, ok := v.State.Series(key)
	if !ok {
		return nil, fault.New(fault.NotFound, "there is no series called “%s”", clip(key))
	}
	c, _ := v.State.Company(s.Company)
	m := page.Series{Page: v.Frame("data"), Name: s.Name, Key: s.Key, Definition: s.Definition,
		Crumbs: []ui.Link{{Text: "Data", Href: "/data" + v.Carry()}, {Text: cmp.Or(c.Short, c.Name, s.Company), Href: "/companies/" + s.Company + v.Carry()}, {Text: s.Key}}}
	m.Page.Title = s.Name
	m.Page.Description = s.Definition
	rows := v.State.Rows(key)
	if err := h.picture(r.Context(), v, s, &m); err != nil {
		return nil, err
	}
	m.Facts = facts(v, s, rows)
	m.Terms = terms(s)
	m.Charts = shownOn(v, key)
	m.Downloads, m.License = downloads(v, key), License(v.State, s)
	m.Alike, m.Gaps, m.Breaks = alike(v, s), gaps(v.State, s), breaks(v.State, s)
	for _, x := range chart.MissingOf(v.State, key) {
		m.Late = append(m.Late, x.Text)
	}
	if len(rows) == 0 {
		m.Empty = "No figure is known in this state. Figures appear here with the release that carries them."
	}
	if m.Moved, err = h.moved(r.Context(), v, key); err != nil {
		return nil, err
	}
	used := map[string]bool{}
	var sources []string
	periods := allPeriods(v.State, key)
	for _, p := range slices.Backward(periods) {
		row := figureRow(v, s, p)
		if len(row.Vintages) == 0 {
			continue
		}
		m.Rows = append(m.Rows, row)
		for _, x := range v.State.Vintages(key, p) {
			for _, id := range x.Sources {
				if !used[id] {
					used[id] = true
					sources = append(sources, id)
				}
			}
		}
	}
	var named []figure.Source
	for _, id := range sources {
		if src, ok := v.State.Source(id); ok {
			named = append(named, src)
			m.Sources = append(m.Sources, charts.SourceIn(v, src))
		}
	}
	m.Page.Linked = described(v, s, named)
	return render(r, page.SeriesPage(m))
}

// allPeriods gives the periods that any released row of a series is about, in order.
func allPeriods(st *figure.State, key string) []figure.Period {
	seen := map[figure.Period]bool{}
	var out []figure.Period
	for _, r := range st.Ledger().Rows {
		if r.Series == key && r.Release <= st.Release.N && !seen[r.Period] {
			seen[r.Period] = true
			out = append(out, r.Period)
		}
	}
	slices.SortFunc(out, figure.Period.Compare)
	return out
}

// figureRow fills one period: the value that holds, then what stood there before.
func figureRow(v *visit.Visit, s figure.Series, p figure.Period) page.FigureRow {
	st := v.State
	out := page.FigureRow{ID: p.String(), Period: format.Period(p)}
	hist := slices.DeleteFunc(slices.Clone(st.History(s.Key, p)), func(r figure.Row) bool { return st.AsOf != "" && r.PublishedOn > st.AsOf })
	slices.SortStableFunc(hist, func(a, b figure.Row) int {
		return cmp.Or(cmp.Compare(b.PublishedOn, a.PublishedOn), cmp.Compare(b.Release, a.Release))
	})
	now, has := st.Figure(s.Key, p)
	newest := map[figure.Date]int{} // release of the newest content of each vintage
	for _, r := range hist {
		newest[r.PublishedOn] = max(newest[r.PublishedOn], r.Release)
	}
	for _, r := range hist {
		x := page.Vintage{On: format.Date(r.PublishedOn), Hollow: r.Evidence == figure.SumChecked, Note: note(r),
			Release: ui.Link{Text: "release " + format.Int(r.Release), Href: "/releases/" + format.Int(r.Release)}}
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
		switch {
		case newest[r.PublishedOn] > r.Release:
			x.Replaced = "replaced by release " + format.Int(newest[r.PublishedOn])
		case r.Reason == figure.Retracted:
			x.Replaced = "our own mistake, taken back"
		case !has || r.PublishedOn != now.PublishedOn:
			x.Replaced = "earlier"
		}
		if r.FiscalLabel != "" && r.FiscalLabel != format.Period(p) && out.Fiscal == "" {
			out.Fiscal = r.FiscalLabel
		}
		for _, id := range r.Sources {
			x.Links = append(x.Links, sourceLink(st, s, r, id))
		}
		out.Vintages = append(out.Vintages, x)
	}
	return out
}

// note joins what is said about a row.
func note(r figure.Row) string {
	var parts []string
	if r.Derivation != "" {
		parts = append(parts, "Derived: "+r.Derivation)
	}
	if r.Note != "" {
		parts = append(parts, r.Note)
	}
	return strings.Join(parts, ". ")
}

func sourceLink(st *figure.State, s figure.Series, r figure.Row, id string) ui.Link {
	src, ok := st.Source(id)
	if !ok {
		return ui.Link{Text: id, Title: "This source is not described yet"}
	}
	l := ui.Link{Text: src.Title, Href: src.URL, Title: src.Publisher, Mark: charts.MarkOf(st, s.Key, r.Status)}
	if l.Text == "" {
		l.Text = src.ID
	}
	if src.URL == "" {
		l.Text += " (no public link)"
	}
	return l
}
