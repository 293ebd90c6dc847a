package pages

import (
	"net/url"

	"megacycle/store/figure"
	"megacycle/store/spec"
	"megacycle/views/format"
	"megacycle/views/page"
	"megacycle/views/ui"
)

// mostElse is how many changes of one kind a release lists.
const mostElse = 12

// changedElse lists what a release changed beside figures.
func changedElse(st *figure.State, n int) []page.ElseGroup {
	l := st.Ledger()
	var out []page.ElseGroup
	add := func(name string, list []ui.Link) {
		if len(list) == 0 {
			return
		}
		g := page.ElseGroup{Name: name, List: list}
		if len(list) > mostElse {
			g.List, g.More = list[:mostElse], "and "+format.Int(len(list)-mostElse)+" more"
		}
		out = append(out, g)
	}
	add("Charts", pick(l.Charts, n, func(c figure.Chart) (int, ui.Link) {
		x := ui.Link{Text: c.Slug, Href: "/charts/" + c.Slug + "?release=" + itoa(n)}
		if sp, err := spec.Parse(c); err == nil {
			x.Text = sp.Name
		}
		return c.Release, x
	}))
	add("Events", pick(l.Events, n, func(e figure.Event) (int, ui.Link) {
		return e.Release, ui.Link{Text: format.Date(e.Date) + ": " + e.Title, Href: "/events#" + url.PathEscape(e.ID)}
	}))
	add("Statements and quoted figures", pick(l.Bets, n, func(b figure.Bet) (int, ui.Link) {
		return b.Release, ui.Link{Text: b.Who + ": " + b.Statement, Href: "/fact-check"}
	}))
	add("Series", pick(l.Series, n, func(s figure.Series) (int, ui.Link) {
		return s.Release, ui.Link{Text: s.Name, Href: "/data/" + url.PathEscape(s.Key)}
	}))
	add("Companies", pick(l.Companies, n, func(c figure.Company) (int, ui.Link) {
		x := ui.Link{Text: c.Name}
		if len(about(st, c.Slug)) > 0 {
			x.Href = "/companies/" + c.Slug
		}
		return c.Release, x
	}))
	add("Report dates", pick(l.Dues, n, func(d figure.Due) (int, ui.Link) {
		return d.Release, ui.Link{Text: shortName(st, d.Company) + " on " + format.Period(d.Period) + ": " + format.Date(d.On) + ", " + d.Status}
	}))
	add("Sources", pick(l.Sources, n, func(s figure.Source) (int, ui.Link) {
		return s.Release, ui.Link{Text: s.Publisher + ": " + s.Title, Href: s.URL}
	}))
	return out
}

// pick gives the things of one release.
func pick[V any](all []V, n int, of func(V) (int, ui.Link)) []ui.Link {
	var out []ui.Link
	for _, v := range all {
		if rel, link := of(v); rel == n {
			out = append(out, link)
		}
	}
	return out
}
