package chart

import (
	"strings"

	"megacycle/store/figure"
	"megacycle/store/spec"
)

// mostSlots is how many periods the drawing of one series shows at most.
const mostSlots = 400

// Single makes the plot of one series as it was reported: its quarters or years,
// or, of statements that were made more than once about a period, how they moved
// from day to day. It needs no chart definition and has no controls. Fewer than
// two figures give a Plot whose Empty says so.
func Single(st *figure.State, key string) *Plot {
	s, _ := st.Series(key)
	sp := spec.Chart{Version: spec.Version, Slug: "series-" + strings.ReplaceAll(key, ".", "-"), Kind: string(spec.Lines), Name: s.Name, Subject: s.Company,
		Measure: s.Name, Items: []spec.Item{{Series: key, Label: s.Name}}, Views: []spec.View{spec.Value}, Types: []spec.Type{spec.Line},
		Definition: s.Definition, Research: s.Publisher != s.Company && s.Publisher != us}
	b := newBuilder(st, sp, spec.State{})
	rows, statements := drawn(st, s)
	if len(b.show) == 0 || len(rows) < 2 {
		b.p.Empty = "A drawing needs two figures at least; every figure stands in the table."
		b.p.Finding, b.p.Measure, b.p.Shown, b.p.State = s.Name, s.Name, s.Name, b.q
		b.p.Alt, b.p.Summary = s.Name, b.p.Empty
		return b.p
	}
	it := b.show[0]
	if statements {
		b.saidAlone(it, rows)
	} else {
		b.periodsOf(it, rows)
	}
	sc := scaleOf(s.Unit)
	axis(&b.p.Panels[0], sc, false, b.f)
	b.singleWords(it, rows, statements)
	b.finish()
	return b.p
}

// drawn gives the rows that a drawing of one series shows: those of the kind of
// period that it has most of, or the vintages of the period about which most was
// said.
func drawn(st *figure.State, s figure.Series) (rows []figure.Row, statements bool) {
	n := map[figure.PeriodKind]int{}
	var kind figure.PeriodKind
	var said []figure.Row
	for _, r := range st.Rows(s.Key) {
		if r.Mid().IsSet() {
			n[r.Period.Kind]++
			if n[r.Period.Kind] > n[kind] {
				kind = r.Period.Kind
			}
		}
		if v := st.Vintages(s.Key, r.Period); len(v) > len(said) {
			said = v
		}
	}
	for _, r := range st.Rows(s.Key) {
		if r.Period.Kind == kind {
			rows = append(rows, r)
		}
	}
	if n[kind] < 2 {
		return said, true
	}
	return rows, false
}

// periodsOf draws figures on their own time axis, what is expected apart from
// what was.
func (b *builder) periodsOf(it item, rows []figure.Row) {
	first, last := rows[0].Period, rows[len(rows)-1].Period
	if last.Sub(first) >= mostSlots {
		first = last.Add(1 - mostSlots)
	}
	b.first, b.last, b.newest, b.base = first, last, last, first
	b.slots(first, last)
	kind := LineMark
	if it.series.Chart == "bar" && len(b.p.Slots) <= 80 {
		kind = BarMark
	}
	if it.series.Chart == "point" || it.series.Chart == "range" {
		kind = PointMark
	}
	was := Mark{Key: it.key, Name: it.Label, Colour: it.colour, Role: Actual, Kind: kind, Strong: true, Points: b.blank()}
	ahead := Mark{Key: it.key + ":expected", Name: "expected", Colour: it.colour, Role: Guided, Kind: RangeMark, Points: b.blank(), Legend: true}
	some, plans := false, false
	for i, s := range b.p.Slots {
		r, ok := b.st.Figure(it.key, s.Period)
		switch {
		case ok && (r.HasRange() || r.Value.IsSet() && (r.Status == figure.Guidance || r.Status == figure.Target)):
			ahead.Points[i] = b.statedAlone(it, r, s.Period)
			plans = true
		default:
			was.Points[i] = b.point(it, spec.Value, s.Period)
			some = some || was.Points[i].Has
		}
	}
	pn := Panel{Height: 1}
	if some {
		if l := lastPoint(was); l >= 0 && kind == BarMark {
			was.Points[l].Label = b.p.Slots[l].Label + ": " + was.Points[l].Text
		} else if l >= 0 {
			was.End = []string{was.Points[l].Text}
		}
		pn.Marks = append(pn.Marks, was)
	}
	if plans {
		pn.Marks = append(pn.Marks, ahead)
	}
	b.p.Panels = []Panel{pn}
}

// saidAlone draws what was said about one period, one slot for each day.
func (b *builder) saidAlone(it item, said []figure.Row) {
	m := Mark{Key: it.key, Name: it.Label, Colour: it.colour, Role: Guided, Kind: RangeMark, Strong: true}
	for _, r := range said {
		if !r.Mid().IsSet() {
			continue
		}
		day := figure.YearOf(r.PublishedOn.Time().Year())
		b.p.Slots = append(b.p.Slots, Slot{Period: day, Label: b.f.Date(r.PublishedOn), Short: b.f.DayMonth(r.PublishedOn)})
		pt := b.statedAlone(it, r, r.Period)
		pt.Label = pt.Text
		m.Points = append(m.Points, pt)
	}
	b.first, b.last, b.newest, b.base = said[0].Period, said[0].Period, said[0].Period, said[0].Period
	b.p.Panels = []Panel{{Height: 1, Marks: []Mark{m}}}
}

// statedAlone reads a statement or a plan as a point with its datum.
func (b *builder) statedAlone(it item, r figure.Row, p figure.Period) Point {
	pt := Point{Has: true, Value: r.Mid().Float(), Exact: r.Mid().String(), Datum: b.reported(it, r, p)}
	pt.Low, pt.High = pt.Value, pt.Value
	if r.HasRange() {
		pt.Low, pt.High = r.Low.Float(), r.High.Float()
		pt.Text = b.f.Range(r.Low, r.High, it.series.Unit, r.Qualifier)
	} else {
		pt.Text = b.f.Qualified(r.Qualifier, b.f.Amount(r.Value, it.series.Unit))
	}
	return pt
}

// singleWords says what one series shows.
func (b *builder) singleWords(it item, rows []figure.Row, statements bool) {
	p := b.p
	unit := unitName(string(it.series.Unit))
	if it.series.Unit == figure.USDMillions {
		unit = "$ billions"
	}
	last := rows[len(rows)-1]
	p.Finding, p.Measure = it.Label, join(it.Label, unit)
	text := func(r figure.Row) string {
		if !r.Mid().IsSet() {
			return string(r.Reason)
		}
		return b.statedAlone(it, r, r.Period).Text
	}
	if statements {
		p.Measure = join(it.Label+" for "+b.f.Period(last.Period), unit, "by the day on which it was said")
		p.Shown = join(it.Label+" for "+b.f.Period(last.Period), b.f.Date(rows[0].PublishedOn)+" to "+b.f.Date(last.PublishedOn))
		p.Summary = "For " + b.f.Period(last.Period) + " it was " + text(rows[0]) + " on " + b.f.Date(rows[0].PublishedOn) + " and is " + text(last) + " since " + b.f.Date(last.PublishedOn) + "."
		return
	}
	p.Shown = join(it.Label, unit, b.f.Periods(b.first, b.last))
	p.Summary = it.Label + " was " + text(last) + " in " + b.f.Period(last.Period) + ", after " + text(rows[0]) + " in " + b.f.Period(rows[0].Period) + "."
}
