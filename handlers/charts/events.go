package charts

import (
	"cmp"
	"net/url"

	"megacycle/store/figure"
	"megacycle/views/format"
	"megacycle/views/ui"
)

// EventOf fills the view model of an event. carry keeps release and day in its
// links, see visit.Visit.Carry; links lead to the timeline unless here says that
// this is it.
func EventOf(st *figure.State, e figure.Event, carry string, here bool) ui.Event {
	out := ui.Event{ID: e.ID, Date: format.Date(e.Date), Machine: string(e.Date), Title: e.Title, Detail: e.Detail, Kind: e.Kind, Who: e.Company}
	if c, ok := st.Company(e.Company); ok {
		out.Who, out.Colour = cmp.Or(c.Short, c.Name), c.Slug
		for _, k := range st.SeriesKeys() {
			if s, _ := st.Series(k); s.Company == c.Slug {
				out.WhoHref = "/companies/" + c.Slug + carry
				break
			}
		}
	}
	if !here {
		out.Href = "/events" + carry + "#" + url.PathEscape(e.ID)
	}
	for _, id := range e.Sources {
		src, ok := st.Source(id)
		if !ok {
			continue
		}
		l := ui.Link{Text: cmp.Or(src.Publisher, src.Title, src.ID), Href: src.URL, Title: src.Title}
		if src.URL == "" {
			l.Text += " (no public link)"
		}
		out.Links = append(out.Links, l)
	}
	return out
}

// EventsOn lists the events that a chart marks, by date, each linked to its place
// on the timeline.
func (a *Asked) EventsOn() []ui.Event {
	var out []ui.Event
	seen := map[string]bool{}
	for _, n := range a.Plot.Annotations {
		for _, e := range a.State.Events() {
			if e.ID == n.Event && !seen[e.ID] {
				seen[e.ID] = true
				out = append(out, EventOf(a.State, e, a.Carry(), false))
			}
		}
	}
	return out
}
