package chart

import (
	"strings"

	"megacycle/store/figure"
	"megacycle/store/spec"
)

// unitName says a unit at the head of a column.
func unitName(machine string) string {
	switch machine {
	case string(figure.USDMillions):
		return "$ millions"
	case "percent":
		return "%"
	case "percentage points":
		return "points"
	case "index":
		return "index"
	case string(figure.Times):
		return "times"
	case string(figure.Count):
		return ""
	}
	return machine
}

// column is one column of a table to be: its head and where its points come from.
type column struct {
	head Column
	at   func(p figure.Period) Point
}

// viewColumn is a column that shows an item in a view.
func (b *builder) viewColumn(it item, v spec.View, name string) column {
	key := it.key
	if v != spec.Value && !(it.Trailing && (v == spec.TTM || v == spec.Annual)) {
		key += ":" + string(v)
	}
	return column{
		Column{Key: key, Name: name, Unit: unitName(b.unitOf(it, v)), Derived: key != it.key},
		func(p figure.Period) Point { return b.point(it, v, p) },
	}
}

// markColumn is a column that shows what a mark shows.
func (b *builder) markColumn(m Mark, name, unit string) column {
	return column{Column{Key: m.Key, Name: name, Unit: unitName(unit), Derived: true}, func(p figure.Period) Point {
		if i := b.slot(p); i >= 0 {
			return m.Points[i]
		}
		return Point{Datum: -1}
	}}
}

// columnsOf gives the usual columns for the items shown: one item with its
// changes and its trailing sum, or one column for each item.
func (b *builder) columnsOf() []column {
	v := b.q.View
	if len(b.show) != 1 {
		var out []column
		for _, it := range b.show {
			out = append(out, b.viewColumn(it, v, it.Label))
		}
		return out
	}
	it := b.show[0]
	out := []column{b.viewColumn(it, v, it.Label)}
	if v != spec.Value && !b.annual() && !it.Trailing {
		out = []column{b.viewColumn(it, spec.Value, it.Label), b.viewColumn(it, v, b.columnName(v))}
	}
	for _, more := range []spec.View{spec.YoY, spec.QoQ, spec.TTM} {
		if more == v || b.annual() || it.Trailing || more == spec.TTM && it.series.Aggregation != figure.Sum {
			continue
		}
		out = append(out, b.viewColumn(it, more, b.columnName(more)))
	}
	if b.annual() || it.Trailing {
		out = append(out, b.changeColumn(it, v))
	}
	return out
}

// changeColumn is the change on a year earlier of what a view shows.
func (b *builder) changeColumn(it item, v spec.View) column {
	name, key := "On a year earlier", it.key+":"+string(v)+":yoy"
	if v == spec.Annual {
		name = "On the year before"
	}
	unit, long := "percent", it.Label+", "+strings.ToLower(name)
	if b.aroundZero() {
		unit = string(figure.USDMillions)
	}
	return column{Column{Key: key, Name: name, Unit: unitName(unit), Derived: true}, func(p figure.Period) Point {
		g := b.growthOf(it, v, p)
		if !g.Has() {
			return Point{Reason: string(g.Reason), Datum: b.add(Datum{Series: key, Name: long, Period: p, Unit: unit, Reason: string(g.Reason)})}
		}
		now, before := b.value(it, v, p, b.base), b.value(it, v, p.Add(-perYear(p)), b.base)
		if b.aroundZero() {
			i := b.ours(key, long, p, g.Amount.String(), unit, b.f.Exact(now.Amount)+" less "+b.f.Exact(before.Amount), b.point(it, v, p).Datum)
			return Point{Has: true, Value: g.Amount.Float(), Text: b.f.SignedMoney(g.Amount), Exact: g.Amount.String(), Datum: i}
		}
		exact := decimals(g.Ratio*100, 4)
		i := b.ours(key, long, p, exact, unit,
			b.f.Exact(now.Amount)+" over "+b.f.Exact(before.Amount)+", less 1", b.point(it, v, p).Datum)
		return Point{Has: true, Value: parse(exact), Text: b.f.Change(g.Ratio), Exact: exact, Datum: i}
	}}
}

func (b *builder) columnName(v spec.View) string {
	switch v {
	case spec.YoY:
		return "On a year earlier"
	case spec.QoQ:
		return "On the quarter before"
	case spec.TTM:
		return "Trailing four quarters"
	case spec.Annual:
		return "Calendar year"
	case spec.Index:
		return "Index"
	case spec.CAGR:
		return "Growth a year"
	case spec.Share:
		return "Share"
	}
	return "Value"
}

// datumName says a view in the name of a number: "trailing four quarters".
func (b *builder) datumName(v spec.View) string { return strings.ToLower(b.columnName(v)) }

// table fills the table, newest first, with the periods that have something.
func (b *builder) table(cols []column) {
	t := &b.p.Table
	for _, c := range cols {
		t.Columns = append(t.Columns, c.head)
	}
	for i := len(b.p.Slots) - 1; i >= 0; i-- {
		p := b.p.Slots[i].Period
		row := TableRow{Period: p, Label: b.p.Slots[i].Label, Fiscal: b.fiscal(p)}
		some := false
		for _, c := range cols {
			cell := b.cell(c.at(p))
			some = some || cell.Text != ""
			row.Cells = append(row.Cells, cell)
		}
		if some || p.Compare(b.last) <= 0 {
			t.Rows = append(t.Rows, row)
		}
	}
}

// cell writes a point as a cell: exact amounts with separators, rates as on the chart.
func (b *builder) cell(pt Point) Cell {
	if !pt.Has {
		return Cell{Reason: pt.Reason, Datum: pt.Datum}
	}
	c := Cell{Text: pt.Text, Hollow: pt.Hollow && pt.Bound == "", Bound: pt.Bound, Datum: pt.Datum}
	if pt.Datum < 0 {
		return c
	}
	d := b.p.Data[pt.Datum]
	c.Status = d.Status
	if pt.Bound == "" && bounded(d.Qualifier) {
		c.Bound = d.Qualifier
	}
	if a, err := figure.ParseAmount(d.Value); err == nil && (d.Unit == string(figure.USDMillions) || pt.Bound != "" && d.Computed == "") {
		c.Text = b.f.ExactAmount(a, figure.Unit(d.Unit))
		if d.Unit == string(figure.USDMillions) {
			c.Text = b.f.Exact(a)
		}
	}
	return c
}

// fiscal gives the company's own name of a period when all series shown are of
// one company and it differs from the calendar's.
func (b *builder) fiscal(p figure.Period) string {
	label := ""
	for i, it := range b.show {
		l, _, _ := b.st.Fiscal(it.series, p)
		if i > 0 && l != label {
			return ""
		}
		label = l
	}
	if label == b.f.Period(p) {
		return ""
	}
	return label
}
