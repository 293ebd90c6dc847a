package charts

import (
	"fmt"
	"slices"
	"strings"

	"megacycle/store/figure"
	"megacycle/store/spec"
	"megacycle/views/chart"
	"megacycle/views/format"
	"megacycle/views/ui"
)

const openRows = 12 // rows that stand before "show all"

// table fills the table of a chart page: the plot's own table, with the day and
// the source of each figure.
func table(a *Asked) ui.Table {
	p := a.Plot
	t := ui.Table{Caption: p.Table.Caption, Head: "Period", Published: true, Sources: true}
	if len(p.Slots) > 0 {
		t.Head = map[figure.PeriodKind]string{figure.NoPeriod: "Day", figure.Quarter: "Quarter", figure.Year: "Year", figure.FiscalYear: "Fiscal year"}[p.Slots[0].Period.Kind]
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
		cell.Status = statusWord(c)
		t.Hollow = t.Hollow || c.Hollow
		if c.Datum >= 0 && c.Datum < len(p(a).Data) {
			d := p(a).Data[c.Datum]
			if c.Text != "" {
				cell.Href, cell.Card = a.figureAddress(c.Datum), true
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
	if i := slices.IndexFunc(a.Plot.Sources, func(x figure.Source) bool { return x.ID == s.ID }); i >= 0 {
		l.Foot, l.Below = format.Int(i+1), "#source-"+s.ID
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

// statusWord says what a figure is when it is not simply an actual one: its
// status, and whether it was said as a bound or in round words.
func statusWord(c chart.Cell) string {
	var words []string
	if c.Status != "" && c.Status != figure.Actual {
		words = append(words, string(c.Status))
	}
	switch c.Bound {
	case "over":
		words = append(words, "lower bound")
	case "up to":
		words = append(words, "upper bound")
	case "about":
		words = append(words, "about")
	}
	return strings.Join(words, ", ")
}
