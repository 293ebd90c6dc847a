package chart

import (
	"slices"

	"megacycle/store/figure"
	"megacycle/store/series"
	"megacycle/store/spec"
)

// datumKey names one number of a plot.
type datumKey struct {
	series string
	period figure.Period
	note   string
}

// add puts a number into the plot's data, once, and gives its index.
func (b *builder) add(d Datum) int {
	k := datumKey{d.Series, d.Period, string(d.PublishedOn)}
	if i, ok := b.data[k]; ok {
		return i
	}
	for _, id := range d.Sources {
		if slices.ContainsFunc(b.p.Sources, func(s figure.Source) bool { return s.ID == id }) {
			continue
		}
		if s, ok := b.st.Source(id); ok {
			b.p.Sources = append(b.p.Sources, s)
		}
	}
	b.p.Data = append(b.p.Data, d)
	b.data[k] = len(b.p.Data) - 1
	return b.data[k]
}

// reported adds a figure as it was published; p is the slot under which it stands.
func (b *builder) reported(it item, row figure.Row, p figure.Period) int {
	d := fromRow(row)
	d.Name, d.Unit, d.Period = it.Label, string(it.series.Unit), p
	return b.add(d)
}

// fromRow takes over what a row says.
func fromRow(row figure.Row) Datum {
	d := Datum{
		Series: row.Series, Period: row.Period, Value: row.Value.String(), Status: row.Status, Qualifier: row.Qualifier,
		Reason: string(row.Reason), PublishedOn: row.PublishedOn, Approximate: row.Approximate, FiscalLabel: row.FiscalLabel,
		Start: row.Start, End: row.End, Evidence: row.Evidence, Release: row.Release, Sources: slices.Clone(row.Sources), Note: row.Note,
	}
	if row.HasRange() {
		d.Low, d.High = row.Low.String(), row.High.String()
		if row.Low.Equal(row.High) {
			d.Value = d.Low
		}
	}
	return d
}

// absent adds that a value is not there, and why.
func (b *builder) absent(it item, v spec.View, p figure.Period, why series.Reason) int {
	key, name := it.key, it.Label
	if v != spec.Value && !it.Trailing {
		key, name = key+":"+string(v), name+", "+b.datumName(v)
	}
	return b.add(Datum{Series: key, Name: name, Period: p, Unit: b.unitOf(it, v), Reason: string(why)})
}

// unitOf gives the machine name of the unit that a view is in.
func (b *builder) unitOf(it item, v spec.View) string {
	switch {
	case it.series.Unit == figure.Percent && (v == spec.YoY || v == spec.QoQ):
		return "percentage points"
	case rate(v):
		return "percent"
	case v == spec.Index:
		return "index"
	}
	return string(it.series.Unit)
}

// credit gives a computed number the provenance of the figures it used: their
// sources, the day of the newest, and the weakest evidence.
func (b *builder) credit(d *Datum, it item, used []figure.Period) {
	for _, p := range used {
		row, ok := b.st.Figure(it.key, p)
		if !ok {
			continue
		}
		for _, id := range row.Sources {
			if !slices.Contains(d.Sources, id) {
				d.Sources = append(d.Sources, id)
			}
		}
		if row.PublishedOn > d.PublishedOn {
			d.PublishedOn, d.Approximate = row.PublishedOn, row.Approximate
		}
		if row.Evidence == figure.SumChecked {
			d.Evidence = figure.SumChecked
		}
		if bounded(row.Qualifier) {
			d.Qualifier = "about"
		}
		d.Release = max(d.Release, row.Release)
	}
}

// ours adds a number that we computed from several data, with its formula. The
// sources of the parts become its own.
func (b *builder) ours(key, name string, p figure.Period, value, unit, formula string, parts ...int) int {
	d := Datum{Series: key, Name: name, Period: p, Value: value, Unit: unit, Computed: formula}
	for _, i := range parts {
		if i < 0 {
			continue
		}
		x := b.p.Data[i]
		for _, id := range x.Sources {
			if !slices.Contains(d.Sources, id) {
				d.Sources = append(d.Sources, id)
			}
		}
		if x.PublishedOn > d.PublishedOn {
			d.PublishedOn, d.Approximate = x.PublishedOn, x.Approximate
		}
		if x.Evidence == figure.SumChecked {
			d.Evidence = figure.SumChecked
		}
		d.Release = max(d.Release, x.Release)
	}
	return b.add(d)
}

// mark draws an item in a view over all slots.
func (b *builder) mark(it item, v spec.View, kind MarkKind) Mark {
	m := Mark{Key: it.key, Name: it.Label, Colour: it.colour, Role: Actual, Kind: kind, Legend: true}
	if v != spec.Value && !it.Trailing {
		m.Key += ":" + string(v)
	}
	for _, s := range b.p.Slots {
		if s.Period.Compare(b.last) > 0 {
			m.Points = append(m.Points, Point{Datum: -1, Reason: string(series.NotYet)})
			continue
		}
		m.Points = append(m.Points, b.point(it, v, s.Period))
	}
	return m
}

// blank makes the points of a mark that has values at a few slots only.
func (b *builder) blank() []Point {
	out := make([]Point, len(b.p.Slots))
	for i := range out {
		out[i].Datum = -1
	}
	return out
}

// lastPoint gives the index of the last point with a value, -1 for none.
func lastPoint(m Mark) int {
	for i := len(m.Points) - 1; i >= 0; i-- {
		if m.Points[i].Has {
			return i
		}
	}
	return -1
}
