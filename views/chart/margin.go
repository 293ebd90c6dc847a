package chart

import (
	"megacycle/store/figure"
	"megacycle/store/spec"
)

// margin draws the first item as bars, or as a line, with its ratio to another
// series in a panel below. Further items are the same thing in another
// definition: they stand beside it in time, and are never joined with it.
func (b *builder) margin() {
	b.slots(b.first, b.last)
	v := b.q.View
	kind := BarMark
	if b.q.Type == spec.Line || spec.Growing(v) {
		kind = LineMark
	}
	top := Panel{Height: 1}
	below := Panel{Height: 0.4}
	var cols []column
	for i, one := range b.show {
		level := one
		level.over, level.Over = nil, ""
		m := b.mark(level, v, kind)
		m.Strong, m.Legend = i == 0, len(b.show) > 1
		if l := lastPoint(m); l >= 0 && i == 0 {
			if kind == BarMark {
				m.Points[l].Label = b.p.Slots[l].Label + ": " + m.Points[l].Text
			} else {
				m.End = []string{m.Points[l].Text}
			}
		}
		top.Marks = append(top.Marks, m)
		cols = append(cols, b.viewColumn(level, v, level.Label))
		if spec.Growing(v) {
			continue
		}
		r := Mark{Key: ratioKey(one, v), Name: b.marginName(one), Colour: "ink", Role: Actual, Kind: LineMark, Strong: i == 0}
		if i > 0 {
			r.Colour = "ink-2"
		}
		for _, s := range b.p.Slots {
			r.Points = append(r.Points, b.marginPoint(one, v, s.Period))
		}
		if l := lastPoint(r); l >= 0 {
			if i == 0 {
				r.End = []string{r.Points[l].Text}
			}
			below.Marks = append(below.Marks, r)
		}
		cols = append(cols, column{Column{Key: r.Key, Name: b.marginName(one), Unit: "%", Derived: true}, func(p figure.Period) Point { return b.marginPoint(one, v, p) }})
	}
	b.definitionMarks()
	axis(&top, b.levelScale(), b.q.Scale == "log", b.f)
	b.p.Panels = []Panel{top}
	it := b.show[0]
	b.p.Measure = join(b.sp.Measure, b.phrase(v, it.series.Unit))
	b.p.Shown = join(b.names(), b.phrase(v, it.series.Unit), b.f.Periods(b.first, b.last))
	if len(below.Marks) > 0 {
		below.Title = b.marginName(it) + ", %"
		axis(&below, percent, false, b.f)
		b.p.Panels[0].Height = 0.6
		b.p.Panels[0].Title = join(it.Label, b.phrase(v, it.series.Unit))
		b.p.Panels = append(b.p.Panels, below)
		b.p.Shown = join(b.names(), b.phrase(v, it.series.Unit), "with "+lowerName(b.marginName(it)), b.f.Periods(b.first, b.last))
	}
	if v == spec.Value {
		level := it
		level.over, level.Over = nil, ""
		cols = append(cols, b.viewColumn(level, spec.YoY, "On a year earlier"))
	}
	b.table(cols)
	b.marginWords(it)
}

// marginName says what the ratio of an item is called.
func (b *builder) marginName(it item) string {
	if it.Ratio != "" {
		return it.Ratio
	}
	return it.Label + ", part"
}

// marginPoint is a ratio under its own name, not that of the amount above it.
func (b *builder) marginPoint(it item, v spec.View, p figure.Period) Point {
	it.Label = b.marginName(it)
	return b.ratioPoint(it, v, p)
}

// levelScale gives what amounts of the current view count in.
func (b *builder) levelScale() scale {
	if b.show[0].over != nil && !rate(b.q.View) && b.q.View != spec.Index {
		return scaleOf(b.show[0].series.Unit)
	}
	return b.scale()
}

// definitionMarks annotates where one item's definition ends and the next begins,
// and says that nothing is joined there.
func (b *builder) definitionMarks() {
	for _, it := range b.show {
		if it.Break == "" || len(it.Breaks) == 0 {
			continue
		}
		p, err := figure.ParsePeriod(it.Breaks[0])
		if err != nil {
			continue
		}
		i := b.slot(b.fit(p, false))
		if i <= 0 {
			continue
		}
		b.p.Notes = append(b.p.Notes, it.Break+", from "+b.f.Period(p)+": what stands before follows another definition, is not joined with the rest and not compared with it.")
		if on, _ := b.q.Shows("definition"); on {
			b.p.Annotations = append(b.p.Annotations, Annotation{Slot: i, Text: it.Break, Kind: "definition"})
		}
	}
}

// marginWords writes finding and summary: the newest margin, what it was a year
// earlier, and when it was last as high or as low.
func (b *builder) marginWords(it item) {
	v := b.q.View
	level := it
	level.over, level.Over = nil, ""
	if spec.Growing(v) {
		b.growthWords(level)
		return
	}
	now, part := b.value(level, v, b.last, b.base), ratio(it, v, b.last)
	when := b.when(v)
	if !now.Has() {
		b.p.Finding = it.Label + " has no figure " + when
		b.p.Summary = b.p.Finding + ". " + now.Reason.Sentence()
		return
	}
	b.p.Finding = it.Label + " was " + b.f.Money(now.Amount) + " " + when
	b.p.Summary = b.p.Finding
	back := -perYear(b.last)
	if before := b.value(level, v, b.last.Add(back), b.base); before.Has() && b.growthOf(level, v, b.last).Has() {
		b.p.Summary += ", " + b.moreLess(now.Amount, before.Amount, it.series.Unit) + " than a year before"
	}
	b.p.Summary += "."
	if !part.Has() {
		return
	}
	b.p.Finding = it.Label + " was " + b.f.Percent(part.Ratio) + " of revenue " + when
	if before := ratio(it, v, b.last.Add(back)); before.Has() {
		b.p.Finding += ", after " + b.f.Percent(before.Ratio) + " a year before"
	}
	b.p.Summary += " That is " + b.f.Percent(part.Ratio) + " of revenue."
	lo, hi := b.last, b.last
	for p := b.last; p.Compare(b.first) >= 0; p = p.Add(-1) {
		r := ratio(it, v, p)
		switch {
		case !r.Has():
		case r.Ratio > ratio(it, v, hi).Ratio:
			hi = p
		case r.Ratio < ratio(it, v, lo).Ratio:
			lo = p
		}
	}
	if lo != hi {
		b.p.Summary += " In the range shown it was lowest in " + b.f.Period(lo) + ", at " + b.f.Percent(ratio(it, v, lo).Ratio) +
			", and highest in " + b.f.Period(hi) + ", at " + b.f.Percent(ratio(it, v, hi).Ratio) + "."
	}
}

// when says which time the newest values of a view are about.
func (b *builder) when(v spec.View) string {
	if v == spec.TTM {
		return "in the four quarters to " + b.f.Period(b.last)
	}
	return "in " + b.f.Period(b.last)
}

// lowerName begins a name inside a sentence, but for names that begin with capitals.
func lowerName(s string) string {
	if len(s) > 1 && s[1] >= 'A' && s[1] <= 'Z' {
		return s
	}
	return lower(s)
}
