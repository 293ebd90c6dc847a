package charts

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"megacycle/handlers"
	"megacycle/handlers/visit"
	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/views/chart"
	"megacycle/views/format"
	"megacycle/views/page"
	"megacycle/views/ui"
)

// Figure answers for one number of a chart, /charts/{slug}/figures/{series}/{period},
// in the state that the address asks for: its card, how it moved from day to day,
// and every value on record.
func (h *Charts) Figure(r *http.Request) (*handlers.Answer, error) {
	parts := strings.Split(strings.TrimPrefix(r.URL.Path, "/charts/"), "/")
	if len(parts) != 4 || parts[1] != "figures" {
		return nil, fault.New(fault.NotFound, "there is no page at this address")
	}
	a, err := Ask(h.visits, r, parts[0])
	if err != nil {
		return nil, err
	}
	i, err := chart.Find(a.Plot, parts[2], parts[3])
	if err != nil {
		return nil, fault.New(fault.NotFound, "“%s” shows no figure “%s” for %s in this state; its table has every figure", a.Plot.Name, clip(parts[2]), clip(parts[3]))
	}
	c := chart.CardOf(a.Plot, a.State, i)
	m := page.CardPage{
		Page: a.Frame("charts"), Title: c.Name + ", " + c.Label, Shown: a.Plot.Shown + ".", Card: a.card(c),
		Chart: ui.Link{Text: a.Plot.Name, Href: a.Address("/charts/" + a.Plot.Slug)},
	}
	m.Card.Own = ""
	m.Crumbs = []ui.Link{{Text: "Charts", Href: "/charts"}, m.Chart, {Text: c.Label}}
	m.Page.Title = m.Title
	m.Page.Description = c.Name + ", " + c.Label + ": " + cmp.Or(c.Value, c.Reason) + ". " + c.Status + "."
	m.Page.Canonical = a.Base + a.figureAddress(i)
	m.Page.NoIndex = true // the chart and the series stand for it
	m.Values = a.values(c)
	if m.Moved, err = h.moved(r.Context(), a, c); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := page.FigurePage(m).Render(r.Context(), &b); err != nil {
		return nil, err
	}
	return handlers.HTML(http.StatusOK, b.Bytes()), nil
}

// cards gives the cards of a plot as JSON: of all numbers, or of the one that
// figure and period name.
func cards(a *Asked, q url.Values) (*handlers.Answer, error) {
	body := chart.Cards(a.Plot, a.State)
	if q.Has("figure") || q.Has("period") {
		i, err := chart.Find(a.Plot, q.Get("figure"), q.Get("period"))
		if err != nil {
			return nil, err
		}
		if body, err = json.Marshal(chart.CardOf(a.Plot, a.State, i)); err != nil {
			return nil, err
		}
	}
	return &handlers.Answer{Type: "application/json", Body: body, Cache: rule()}, nil
}

// figureAddress gives the address of the page of one number of the plot, in this
// state.
func (a *Asked) figureAddress(i int) string {
	d := a.Plot.Data[i]
	at := d.Period.String()
	if slices.Contains(a.Plot.Days, d.PublishedOn) {
		at = string(d.PublishedOn)
	}
	series := d.Series
	if d.AsKnownOn != "" {
		series += "@" + string(d.AsKnownOn)
	}
	return a.Address("/charts/" + a.Plot.Slug + "/figures/" + url.PathEscape(series) + "/" + url.PathEscape(at))
}

// newestCard gives the card of the newest figure that the table shows and that
// was measured, or else of the newest one that the chart rests on; nil for none.
func newestCard(a *Asked) *page.Card {
	for _, r := range a.Plot.Table.Rows {
		for _, c := range r.Cells {
			if c.Text == "" || c.Datum < 0 || c.Datum >= len(a.Plot.Data) {
				continue
			}
			d := a.Plot.Data[c.Datum]
			if s, known := a.State.Series(d.Series); !known || s.Frequency == "statement" || s.Frequency == "once" || d.Value == "" || len(d.Sources) == 0 {
				continue // a card is about what was measured, not what somebody expects
			}
			m := a.card(chart.CardOf(a.Plot, a.State, c.Datum))
			return &m
		}
	}
	if i := measured(a); i >= 0 {
		m := a.card(chart.CardOf(a.Plot, a.State, i))
		return &m
	}
	for _, r := range a.Plot.Table.Rows {
		for _, c := range r.Cells {
			if c.Text != "" && c.Datum >= 0 && c.Datum < len(a.Plot.Data) {
				m := a.card(chart.CardOf(a.Plot, a.State, c.Datum))
				return &m
			}
		}
	}
	return nil
}

// card fills the view model of a card.
func (a *Asked) card(c chart.Card) page.Card {
	m := page.Card{Series: c.Name, Key: c.Series, Period: c.Label, At: c.Period.String(), Value: c.Value, Reason: c.Reason, Change: c.Change, Own: a.figureAddress(c.Datum)}
	if c.Key != "" {
		m.History = "/data/" + c.Key + a.Carry() + "#" + c.Period.String()
	}
	row := func(name, text string) {
		if text != "" {
			m.Rows = append(m.Rows, page.CardRow{Name: name, Text: text})
		}
	}
	if c.Status != "" {
		m.Rows = append(m.Rows, page.CardRow{Name: "Status", Mark: markIn(c.Mark), Text: c.Status})
	}
	if span := c.Span; span != "" {
		if c.Fiscal != "" {
			span += "; the company calls it " + c.Fiscal
		}
		row("Period", span)
	}
	row("Published", c.When)
	if c.Mark == "quoted" {
		row("Said by", c.Note)
	}
	a.cardSources(&m, c)
	row("Derived", c.Derived)
	if c.Checked != "" {
		m.Rows = append(m.Rows, page.CardRow{Name: "Checked", Mark: ui.YearOnly, Text: c.Checked})
	}
	if c.Mark != "quoted" {
		row("Note", c.Note)
	}
	if c.Here != nil {
		n := format.Int(c.Here.N)
		text := format.Date(c.Here.On)
		switch {
		case c.Here.By != "":
			text += ", by " + c.Here.By
		case c.Here.Title != "":
			text += ", “" + c.Here.Title + "”"
		}
		switch {
		case c.Here.With != "":
			text += " and " + c.Here.With
		case c.Here.Alone != "":
			text += ", " + c.Here.Alone
		}
		m.Rows = append(m.Rows, page.CardRow{Name: "Here since", Text: text, Links: []ui.Link{{Text: "release " + n, Href: "/releases/" + n}}})
	}
	m.Rows = append(m.Rows, a.otherValues(c))
	m.Prev, m.Next = a.beside(c, -1), a.beside(c, 1)
	return m
}

// cardSources adds the sources, each with its link or that it has none.
func (a *Asked) cardSources(m *page.Card, c chart.Card) {
	const most = 4 // a trailing sum rests on as many as it has quarters
	r := page.CardRow{Name: "Source"}
	for i, s := range c.Sources {
		if i == most && len(c.Sources) > most+1 {
			r.Links = append(r.Links, ui.Link{Text: "and " + format.Int(len(c.Sources)-most) + " more below"})
			break
		}
		text := s.Title
		if s.URL == "" {
			text = strings.TrimSuffix(text, ".") + ", no public link: " + s.NoLink
		}
		r.Links = append(r.Links, ui.Link{Text: text, Href: s.URL})
		if len(c.Sources) <= 2 { // more of them stand below the chart, each with this link
			r.Links = append(r.Links, ui.Link{Text: "every figure from it", Href: SourceHref(a.Visit, s.ID)})
		}
	}
	if len(r.Links) > 0 {
		m.Rows = append(m.Rows, r)
	}
}

// otherValues says which other values of the figure are on record.
func (a *Asked) otherValues(c chart.Card) page.CardRow {
	r := page.CardRow{Name: "Earlier"}
	switch {
	case c.Mark == "quoted":
		r.Text = "Quoted once, never a figure of a series"
	case c.Derived != "" && len(c.Earlier) == 0 && c.Mark == "ours":
		r.Text = "Computed anew whenever a figure changes"
	case len(c.Earlier) == 0:
		r.Text = "No other value on record"
	}
	for _, v := range c.Earlier {
		text := v.Value + ", " + v.When
		if v.Why != "" {
			text += ", " + v.Why
		}
		r.List = append(r.List, text)
	}
	return r
}

// beside links to the same figure of the period before or after.
func (a *Asked) beside(c chart.Card, step int) *ui.Link {
	if c.Period.IsZero() || len(a.Plot.Days) > 0 {
		return nil
	}
	want := c.Period.Add(step)
	for i, d := range a.Plot.Data {
		if d.Series == c.Series && d.Period == want && d.Value != "" && d.AsKnownOn == a.Plot.Data[c.Datum].AsKnownOn {
			return &ui.Link{Text: format.Period(want), Href: a.figureAddress(i)}
		}
	}
	return nil
}

// values lists every value of a figure on record, the one shown first marked.
func (a *Asked) values(c chart.Card) []page.CardValue {
	link := func(n int) ui.Link {
		return ui.Link{Text: "release " + format.Int(n), Href: "/releases/" + format.Int(n)}
	}
	if c.Here == nil || len(c.Earlier) == 0 {
		return nil
	}
	out := []page.CardValue{{Value: c.Value, Status: string(a.Plot.Data[c.Datum].Status), Published: c.When, Why: "shown above", Note: c.Note, Release: link(c.Here.N), Current: true}}
	for _, v := range c.Earlier {
		out = append(out, page.CardValue{Value: v.Value, Status: cmp.Or(v.Status, string(figure.Actual)), Published: v.When, Why: v.Why, Note: v.Note, Release: link(v.Release)})
	}
	return out
}

// moved draws how the figure moved from day to day, when it did.
func (h *Charts) moved(ctx context.Context, a *Asked, c chart.Card) (*ui.Figure, error) {
	if c.Key == "" || c.Key != c.Series || len(a.State.Vintages(c.Key, c.Period)) < 2 {
		return nil, nil
	}
	return History(ctx, h.draw, a.Visit, c.Key, c.Period)
}

// History draws how one figure moved from day to day, for a page that has no
// graph of it: nil when nothing is known of it in the visit's state.
func History(ctx context.Context, draw Renderer, v *visit.Visit, series string, about figure.Period) (*ui.Figure, error) {
	p, err := chart.History(v.State, series, about)
	if err != nil || p.Empty != "" {
		return nil, err
	}
	f := &ui.Figure{Slug: p.Slug, Title: p.Finding, What: p.Measure, Source: p.Source, Level: 2, Legend: Legend(p)}
	for _, w := range []int{360, 720} {
		svg, err := draw.SVG(ctx, p, w)
		if err != nil {
			return nil, err
		}
		f.Drawings = append(f.Drawings, ui.Drawing{Width: w, SVG: svg})
	}
	return f, nil
}

// markIn gives the mark of a kind of source.
func markIn(kind string) ui.Mark {
	switch kind {
	case "company":
		return ui.ByCompany
	case "ours":
		return ui.ByUs
	}
	return ui.ByOthers
}
