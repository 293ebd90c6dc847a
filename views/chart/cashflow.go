package chart

import (
	"megacycle/store/figure"
	"megacycle/store/spec"
)

// cashflow draws a flow around zero as bars, in the accent below zero, with
// estimates of others for a year ahead; further items are lines.
func (b *builder) cashflow() {
	est := b.estimates()
	b.slots(b.first, b.until())
	pn := Panel{Height: 1}
	v := b.q.View
	kind := BarMark
	if b.q.Type == spec.Line {
		kind = LineMark
	}
	for i, it := range b.show {
		m := b.mark(it, v, kind)
		m.Strong, m.Legend = i == 0, len(b.show) > 1
		if i == 0 {
			b.belowZero(&m)
		} else {
			m.Kind = LineMark
			if l := lastPoint(m); l >= 0 {
				m.End = []string{it.Label, m.Points[l].Text}
			}
		}
		pn.Marks = append(pn.Marks, m)
	}
	var quoted []Mark
	for i, e := range est {
		k := b.slot(b.estimateSlot(e.row.Period))
		if k < 0 {
			continue
		}
		m := Mark{Key: e.series.Key, Name: e.who, InKey: "estimates of others for the year " + b.f.Period(e.row.Period), Colour: "ink-2",
			Role: Estimate, Kind: PointMark, Points: b.blank(), Legend: i == 0}
		a := e.row.Mid()
		d := fromRow(e.row)
		d.Name, d.Unit, d.Value = e.series.Name, string(e.series.Unit), a.String()
		m.Points[k] = Point{Has: true, Value: a.Float(), Exact: a.String(), Text: b.f.Billions(a), Datum: b.add(d),
			Label: b.f.Billions(a) + " " + e.who, Change: "estimate of " + b.f.Month(e.row.PublishedOn) + " for the year " + b.f.Period(e.row.Period)}
		b.define(e.series)
		quoted = append(quoted, m)
	}
	pn.Marks = append(pn.Marks, quoted...)
	axis(&pn, money, false, b.f)
	b.p.Panels = []Panel{pn}
	cols := b.columnsOf()
	for _, m := range quoted {
		cols = append(cols, b.markColumn(m, m.Name+", estimate", string(figure.USDMillions)))
	}
	b.table(cols)
	b.cashWords(b.show[0], est)
}

// belowZero colours what is below zero and labels the highest and the newest bar.
func (b *builder) belowZero(m *Mark) {
	top, last := -1, lastPoint(*m)
	for i := range m.Points {
		pt := &m.Points[i]
		pt.Accent = pt.Has && pt.Value < 0
		if pt.Has && (top < 0 || pt.Value > m.Points[top].Value) {
			top = i
		}
	}
	for _, i := range []int{top, last} {
		if i >= 0 {
			m.Points[i].Label = b.p.Slots[i].Label + ": " + m.Points[i].Text
		}
	}
}

// estimate is the newest word of one house about one period.
type estimate struct {
	series figure.Series
	row    figure.Row
	who    string
}

// estimates gives the estimates that the chart marks and that are still about a
// time ahead of the newest figure, highest first.
func (b *builder) estimates() []estimate {
	var out []estimate
	for _, key := range b.sp.Estimates {
		s, ok := b.st.Series(key)
		if !ok {
			continue
		}
		for _, r := range b.st.Rows(key) {
			if !r.Mid().IsSet() || b.estimateSlot(r.Period).Compare(b.last) <= 0 {
				continue
			}
			who := s.Publisher
			if c, ok := b.st.Company(s.Publisher); ok {
				who = c.Short
			}
			out = append(out, estimate{s, r, who})
		}
	}
	return out
}

// estimateSlot gives the slot of a period: a year's trailing sum stands in its
// last quarter.
func (b *builder) estimateSlot(p figure.Period) figure.Period {
	if !b.annual() && p.Kind == figure.Year {
		return figure.QuarterOf(p.Year, 4)
	}
	return p
}

// cashWords writes finding and summary.
func (b *builder) cashWords(it item, est []estimate) {
	v := b.q.View
	now := b.value(it, v, b.last, b.base)
	span := " over four quarters"
	if b.annual() {
		span = " in " + b.f.Period(b.last)
	}
	if !now.Has() {
		b.p.Finding = it.Label + " has no figure in " + b.f.Period(b.last)
		b.p.Summary = b.p.Finding + ". " + now.Reason.Sentence()
		return
	}
	b.p.Finding = it.Label + " was " + b.f.Money(now.Amount) + span
	if now.Amount.Sign() < 0 {
		b.p.Finding = it.Label + " is below zero"
		if b.annual() {
			b.p.Finding = it.Label + " was below zero in " + b.f.Period(b.last)
		}
		run := b.last
		for prev := b.value(it, v, run.Add(-1), run); prev.Has() && prev.Amount.Sign() < 0; prev = b.value(it, v, run.Add(-1), run) {
			run = run.Add(-1)
		}
		for q := run.Add(-1); ; q = q.Add(-1) {
			x := b.value(it, v, q, q)
			if !x.Has() {
				break
			}
			if x.Amount.Sign() < 0 && run == b.last {
				b.p.Finding += ", for the first time since " + b.f.Period(q)
				break
			}
			if x.Amount.Sign() < 0 {
				break
			}
		}
		if run != b.last {
			b.p.Finding += " since " + b.f.Period(run)
		}
	}
	b.p.Summary = it.Label + " was " + b.f.Money(now.Amount)
	if b.annual() {
		b.p.Summary += span
	} else {
		b.p.Summary += " in the four quarters to " + b.f.Period(b.last)
	}
	back := -4
	if b.annual() {
		back = -1
	}
	if before := b.value(it, v, b.last.Add(back), b.base); before.Has() {
		b.p.Summary += "; a year earlier it was " + b.f.Money(before.Amount)
	}
	b.p.Summary += "."
	for _, e := range est {
		b.p.Summary += " " + e.who + " expected " + b.f.Billions(e.row.Mid()) + " for the year " + b.f.Period(e.row.Period) + ", as reported in " + b.f.Month(e.row.PublishedOn) + "."
	}
}
