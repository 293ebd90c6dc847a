package charts

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"megacycle/store/figure"
	"megacycle/store/spec"
	"megacycle/views/chart"
	"megacycle/views/format"
	"megacycle/views/page"
	"megacycle/views/ui"
)

const openRows = 12 // rows that stand before "show all"

// table fills the table of a chart page: the plot's own table, with the day and
// the source of each figure.
func table(a *Asked) ui.Table {
	p := a.Plot
	t := ui.Table{Caption: p.Table.Caption, Head: "Period", Published: true, Sources: true}
	if len(p.Slots) > 0 {
		t.Head = map[figure.PeriodKind]string{figure.Quarter: "Quarter", figure.Year: "Year", figure.FiscalYear: "Fiscal year"}[p.Slots[0].Period.Kind]
	}
	derived := 0
	for _, c := range p.Table.Columns {
		if c.Derived {
			derived++
		}
		t.Columns = append(t.Columns, ui.Column{Name: c.Name, Unit: c.Unit, Derived: c.Derived, Minor: c.Derived && derived > 1})
	}
	for i, r := range p.Table.Rows {
		t.Rows = append(t.Rows, row(a, &t, r, i))
	}
	sameStatus(&t)
	if n := len(t.Rows); n > openRows+2 && a.Query.TypeOf(a.Spec) != spec.Tabular {
		for i := openRows; i < n; i++ {
			t.Rows[i].Older = true
		}
		t.ShowAll = fmt.Sprintf("Show all %d rows", n)
	}
	return t
}

// sameStatus says once what would stand in every cell.
func sameStatus(t *ui.Table) {
	same := ""
	for _, r := range t.Rows {
		for i, c := range r.Cells {
			switch {
			case c.Text == "" || t.Columns[i].Derived:
			case c.Status == "" || same != "" && c.Status != same:
				return
			default:
				same = c.Status
			}
		}
	}
	if same == "" {
		return
	}
	t.All = "Every figure is of the status “" + same + "”."
	for _, r := range t.Rows {
		for i := range r.Cells {
			r.Cells[i].Status = ""
		}
	}
}

// row fills one row. The day is the latest on which one of its figures was
// published; the links are the first source of each figure.
func row(a *Asked, t *ui.Table, r chart.TableRow, i int) ui.Row {
	out := ui.Row{ID: r.Period.String(), Label: r.Label, Fiscal: r.Fiscal, Current: i == 0}
	var on figure.Date
	approximate := false
	for j, c := range r.Cells {
		cell := ui.Cell{Text: c.Text, Reason: c.Reason, Hollow: c.Hollow, Minor: j < len(t.Columns) && t.Columns[j].Minor}
		if c.Status != "" && c.Status != figure.Actual {
			cell.Status = string(c.Status)
		}
		t.Hollow = t.Hollow || c.Hollow
		if c.Datum >= 0 && c.Datum < len(p(a).Data) {
			d := p(a).Data[c.Datum]
			if _, known := a.State.Series(d.Series); known && d.Computed == "" {
				cell.Href = "/data/" + d.Series + a.Carry() + "#" + d.Period.String()
				cell.Title = "Where this figure comes from"
			}
			if d.PublishedOn > on {
				on, approximate = d.PublishedOn, d.Approximate
			}
			if len(d.Sources) > 0 && d.Computed == "" {
				out.Links = appendLink(out.Links, link(a, d))
			}
		}
		out.Cells = append(out.Cells, cell)
	}
	if on != "" {
		out.Published = format.Date(on)
		if approximate {
			out.Published = "by " + out.Published
		}
	}
	return out
}

func p(a *Asked) *chart.Plot { return a.Plot }

// appendLink leaves out a source that the row names already.
func appendLink(list []ui.Link, l ui.Link) []ui.Link {
	if slices.ContainsFunc(list, func(o ui.Link) bool { return o.Href == l.Href && o.Text == l.Text }) {
		return list
	}
	return append(list, l)
}

// link names the first source of a datum.
func link(a *Asked, d chart.Datum) ui.Link {
	s, ok := a.State.Source(d.Sources[0])
	if !ok {
		return ui.Link{Text: d.Sources[0], Title: "This source is not described yet"}
	}
	l := ui.Link{Text: publisher(s), Href: s.URL, Title: s.Title, Mark: markOf(a.State, d)}
	if s.URL == "" {
		l.Title = strings.TrimSuffix(s.Title, ".") + ". No public link"
	}
	return l
}

// publisher gives a short name for a source's publisher.
func publisher(s figure.Source) string {
	name, _, _ := strings.Cut(s.Publisher, " (")
	if name == "" {
		return s.ID
	}
	r := []rune(name)
	if len(r) > 28 {
		return string(r[:27]) + "…"
	}
	return name
}

// MarkOf says what kind of source stands behind a series.
func MarkOf(st *figure.State, series string, status figure.Status) ui.Mark {
	s, ok := st.Series(series)
	switch {
	case !ok || s.Kind == figure.Computed:
		return ui.ByUs
	case s.Publisher != "" && s.Publisher != s.Company, status == figure.Estimate:
		return ui.ByOthers
	}
	return ui.ByCompany
}

// markOf says what kind of source stands behind a datum. One without a series
// that names a source is a figure as others quoted it.
func markOf(st *figure.State, d chart.Datum) ui.Mark {
	if _, known := st.Series(d.Series); !known && d.Computed == "" {
		return ui.ByOthers
	}
	return MarkOf(st, d.Series, d.Status)
}

// card fills the card of the newest figure that a table shows.
func card(a *Asked) *page.Card {
	for _, r := range a.Plot.Table.Rows {
		for _, c := range r.Cells {
			if c.Text == "" || c.Datum < 0 || c.Datum >= len(a.Plot.Data) {
				continue
			}
			d := a.Plot.Data[c.Datum]
			if s, known := a.State.Series(d.Series); !known || s.Frequency == "statement" || s.Frequency == "once" || d.Value == "" || len(d.Sources) == 0 {
				continue // a card is about what was measured, not what somebody expects
			}
			return cardOf(a, r.Label, d, c.Datum)
		}
	}
	return newestCard(a)
}

// newestCard is about the newest figure that what a chart computes rests on.
func newestCard(a *Asked) *page.Card {
	shown := a.Spec.Shown(a.Query)
	if len(shown) == 0 {
		return nil
	}
	key := shown[0].Key(a.Query.DefOf(a.Spec))
	s, known := a.State.Series(key)
	rows := a.State.Rows(key)
	if !known || len(rows) == 0 {
		return nil
	}
	r := rows[len(rows)-1]
	if !r.Value.IsSet() {
		return nil
	}
	return cardOf(a, format.Period(r.Period), chart.Datum{Series: key, Name: s.Name, Period: r.Period, Value: r.Value.String(), Unit: string(s.Unit), Status: r.Status,
		PublishedOn: r.PublishedOn, Approximate: r.Approximate, FiscalLabel: r.FiscalLabel, Start: r.Start, End: r.End, Evidence: r.Evidence, Release: r.Release, Sources: r.Sources}, -1)
}

func cardOf(a *Asked, label string, d chart.Datum, at int) *page.Card {
	s, known := a.State.Series(d.Series)
	if !known {
		return nil
	}
	c := &page.Card{Series: d.Name, Period: label, History: "/data/" + s.Key + a.Carry()}
	if v, err := figure.ParseAmount(d.Value); err == nil {
		c.Value = format.ExactAmount(v, s.Unit)
	} else {
		c.Value = d.Value
	}
	c.Change = change(a.Plot, at)
	mark := MarkOf(a.State, s.Key, d.Status)
	status := title(string(d.Status))
	switch {
	case d.Computed != "":
		status = "Computed by us: " + d.Computed
	case mark == ui.ByCompany:
		status += ", stated by the company"
	case mark == ui.ByOthers:
		c, _ := a.State.Company(s.Publisher)
		status += " of " + cmp.Or(c.Name, "others")
	}
	c.Rows = append(c.Rows, page.CardRow{Name: "Status", Mark: mark, Text: status})
	if d.Start != "" && d.End != "" {
		t := format.Span(d.Start, d.End)
		if d.FiscalLabel != "" && d.FiscalLabel != format.Period(d.Period) {
			t += "; the company calls it " + d.FiscalLabel
		}
		c.Rows = append(c.Rows, page.CardRow{Name: "Period", Text: t})
	}
	if d.PublishedOn != "" {
		t := format.Date(d.PublishedOn)
		if d.Approximate {
			t = "by " + t + "; the source does not give the exact day"
		}
		c.Rows = append(c.Rows, page.CardRow{Name: "Published", Text: t})
	}
	var links []ui.Link
	for _, id := range d.Sources {
		if src, ok := a.State.Source(id); ok {
			links = append(links, ui.Link{Text: src.Title, Href: src.URL})
		}
	}
	c.Rows = append(c.Rows, page.CardRow{Name: "Source", Links: links})
	if d.Evidence == figure.SumChecked {
		c.Rows = append(c.Rows, page.CardRow{Name: "Checked", Mark: ui.YearOnly, Text: "The quarter is known from filings; only its year was confirmed in a public document."})
	}
	if d.Release > 0 {
		text := ""
		if rel, ok := a.State.ReleaseOf(d.Release); ok {
			text = format.Date(figure.DateOf(rel.PublishedAt))
		}
		c.Rows = append(c.Rows, page.CardRow{Name: "Here since", Text: text, Links: []ui.Link{{Text: "release " + format.Int(d.Release), Href: "/releases/" + format.Int(d.Release)}}})
	}
	c.Rows = append(c.Rows, page.CardRow{Name: "Earlier", Text: earlier(a, s, d)})
	prev := d.Period.Add(-1)
	if _, ok := a.State.Figure(s.Key, prev); ok {
		c.Prev = &ui.Link{Text: format.Period(prev), Href: "/data/" + url.PathEscape(s.Key) + a.Carry() + "#" + prev.String()}
	}
	return c
}

// change gives what the plot says of a datum's change on a year earlier.
func change(p *chart.Plot, datum int) string {
	for _, panel := range p.Panels {
		for _, m := range panel.Marks {
			for _, pt := range m.Points {
				if pt.Has && datum >= 0 && pt.Datum == datum && pt.Change != "" {
					return pt.Change
				}
			}
		}
	}
	return ""
}

// earlier says which other values were published for the same period.
func earlier(a *Asked, s figure.Series, d chart.Datum) string {
	vs := a.State.Vintages(s.Key, d.Period)
	if len(vs) < 2 {
		return "No other value on record"
	}
	var parts []string
	for _, v := range slices.Backward(vs[:len(vs)-1]) {
		if m := v.Mid(); m.IsSet() {
			parts = append(parts, format.Amount(m, s.Unit)+", "+format.Date(v.PublishedOn))
		}
	}
	return strings.Join(parts, "; ")
}

// title writes the first letter large.
func title(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
