package chart

import (
	"strings"

	"megacycle/store/figure"
	"megacycle/store/series"
	"megacycle/store/spec"
)

// growth draws one series as bars with its growth below, or several as lines.
func (b *builder) growth() {
	b.slots(b.first, b.last)
	v := b.q.View
	kind := LineMark
	switch {
	case b.q.Type == spec.Bar:
		kind = BarMark
	case b.q.Type == spec.Area && len(b.show) == 1:
		kind = AreaMark
	case b.q.Type == spec.Tabular && len(b.show) == 1 && !rate(v) && v != spec.Index:
		kind = BarMark
	}
	top := Panel{Height: 1}
	for i, it := range b.show {
		m := b.mark(it, v, kind)
		m.Strong = i == 0
		b.endLabel(&m, it, v, kind)
		top.Marks = append(top.Marks, b.pieces(m, it)...)
	}
	axis(&top, b.scale(), b.q.Scale == "log", b.f)
	b.p.Panels = append(b.p.Panels, top)
	if len(b.show) == 1 {
		b.growthPanel(b.show[0])
		b.growthWords(b.show[0])
	} else {
		b.p.Measure = join(b.names(), b.phrase(v, b.unit()))
		b.linesWords()
	}
	b.table(b.columnsOf())
}

// scale gives what the panel of the current view counts in.
func (b *builder) scale() scale {
	switch {
	case rate(b.q.View):
		return percent
	case b.q.View == spec.Index:
		return plain
	}
	return scaleOf(b.unit())
}

// endLabel labels a mark at its newest point.
func (b *builder) endLabel(m *Mark, it item, v spec.View, kind MarkKind) {
	l := lastPoint(*m)
	if l < 0 {
		return
	}
	pt := &m.Points[l]
	switch {
	case kind == BarMark && len(b.show) > 1: // the key names them
	case kind == BarMark:
		pt.Label = b.p.Slots[l].Label + ": " + pt.Text
	case len(b.show) == 1:
		m.End = []string{pt.Text}
	default:
		m.End, m.Legend = []string{it.Label, pt.Text}, false
		if pt.Change != "" {
			m.End = append(m.End, pt.Change)
		}
	}
}

// growthPanel adds the growth below the levels, where the view shows levels.
func (b *builder) growthPanel(it item) {
	v := b.q.View
	if rate(v) || v == spec.Index || it.series.Unit == figure.Percent {
		return
	}
	col := b.viewColumn(it, spec.YoY, "")
	title := "Growth on the same quarter a year earlier, %"
	switch v {
	case spec.TTM:
		col, title = b.changeColumn(it, v), "Growth of the trailing sum on a year earlier, %"
	case spec.Annual:
		col, title = b.changeColumn(it, v), "Growth on the year before, %"
	}
	m := Mark{Key: col.head.Key, Name: "Growth on a year earlier", Colour: "ink", Role: Actual, Kind: LineMark, Strong: true}
	low := -1
	for i, s := range b.p.Slots {
		pt := col.at(s.Period)
		pt.Change = ""
		m.Points = append(m.Points, pt)
		if pt.Has && (low < 0 || pt.Value < m.Points[low].Value) {
			low = i
		}
	}
	last := lastPoint(m)
	if last < 0 {
		return
	}
	m.End = []string{m.Points[last].Text}
	if low >= 0 && low != last && len(b.p.Slots) > 4 {
		m.Points[low].Label = b.f.PercentOf(m.Points[low].Value, 1) + ", " + b.p.Slots[low].Label
	}
	pn := Panel{Title: title, Marks: []Mark{m}, Height: 0.36}
	axis(&pn, percent, false, b.f)
	b.p.Panels[0].Height = 0.64
	b.p.Panels[0].Title = join(it.Label, b.phrase(v, it.series.Unit))
	b.p.Panels = append(b.p.Panels, pn)
	b.p.Shown = join(it.Label, b.phrase(v, it.series.Unit), "with % on a year earlier", b.f.Periods(b.first, b.last))
}

// growthWords writes finding and summary about one series.
func (b *builder) growthWords(it item) {
	v := b.q.View
	val := b.value(it, v, b.last, b.base)
	g := b.growthOf(it, v, b.last)
	p := b.f.Period(b.last)
	if !val.Has() {
		b.p.Finding = it.Label + " has no figure in " + p
		b.p.Summary = b.growthSummary(it)
		return
	}
	switch v {
	case spec.TTM:
		b.p.Finding = it.Label + " was " + b.f.Money(val.Amount) + " over four quarters"
		if g.Has() {
			b.p.Finding += ", " + b.upDown(g.Ratio) + " on a year earlier"
		}
	case spec.Annual:
		b.p.Finding = it.Label + " was " + b.f.Amount(val.Amount, it.series.Unit) + " in " + p
		if g.Has() {
			b.p.Finding += ", " + b.upDown(g.Ratio) + " on the year before"
		}
	case spec.Index:
		b.p.Finding = it.Label + " is " + b.f.Number(val.Ratio/100, 1) + " times what it was in " + b.f.Period(b.base)
	case spec.QoQ:
		b.p.Finding = it.Label + " is " + b.upDown(val.Ratio) + " on the quarter before"
	case spec.Share:
		b.p.Finding = it.Label + " is " + b.f.Percent(val.Ratio) + " of the total in " + p
	case spec.CAGR:
		b.p.Finding = it.Label + " has grown " + b.f.Percent(val.Ratio) + " a year since " + b.f.Period(b.base)
	default:
		b.p.Finding = b.growthFinding(it)
	}
	b.p.Summary = b.growthSummary(it)
}

// upDown says a change in words: "up 36.8%", "down 2.1%".
func (b *builder) upDown(ratio float64) string {
	switch s := b.f.Percent(ratio); {
	case ratio < 0 && s != b.f.Percent(0):
		return "down " + b.f.Percent(-ratio)
	case s == b.f.Percent(0):
		return "unchanged"
	default:
		return "up " + s
	}
}

// growthFinding says the newest growth on a year earlier and what is special
// about it: the fastest or slowest since when.
func (b *builder) growthFinding(it item) string {
	g := it.line.YoY(b.last)
	if !g.Has() {
		return it.Label + " was " + b.f.Amount(it.line.At(b.last).Amount, it.series.Unit) + " in " + b.f.Period(b.last)
	}
	out := it.Label + " is " + b.upDown(g.Ratio) + " on a year earlier"
	if it.series.Unit == figure.Percent {
		out = it.Label + " is " + b.f.Amount(it.line.At(b.last).Amount, it.series.Unit) + " in " + b.f.Period(b.last)
		return out
	}
	if since := streak(it.line, b.last, true); !since.IsZero() {
		return out + ", its fastest growth since " + b.f.Period(since)
	}
	if since := streak(it.line, b.last, false); !since.IsZero() {
		return out + ", its slowest growth since " + b.f.Period(since)
	}
	return out
}

// streak gives the newest earlier quarter whose growth was at least as fast (or
// as slow) as that of p, when a year or more lies between; the zero Period when
// there is none or it is near.
func streak(l series.Line, p figure.Period, fast bool) figure.Period {
	now := l.YoY(p)
	for q := p.Add(-1); q.Compare(l.First()) >= 0; q = q.Add(-1) {
		g := l.YoY(q)
		if !g.Has() {
			return figure.Period{}
		}
		if fast && g.Ratio >= now.Ratio || !fast && g.Ratio <= now.Ratio {
			if p.Sub(q) >= 4 {
				return q
			}
			return figure.Period{}
		}
	}
	return figure.Period{}
}

// growthSummary says level, change, direction and the trailing sum.
func (b *builder) growthSummary(it item) string {
	p := b.last
	if b.annual() {
		y := b.value(it, spec.Annual, p, p)
		if !y.Has() {
			return it.Label + " has no figure in " + b.f.Period(p) + ". " + y.Reason.Sentence()
		}
		out := it.Label + " was " + b.f.Amount(y.Amount, it.series.Unit) + " in " + b.f.Period(p)
		if before := b.value(it, spec.Annual, p.Add(-1), p); before.Has() && y.Has() {
			out += ", " + b.moreLess(y.Amount, before.Amount, it.series.Unit) + " than in " + b.f.Period(p.Add(-1))
		}
		out += "."
		if first := b.value(it, spec.Annual, b.first, p); first.Has() && b.first != p {
			if r, why := series.CAGR(first.Amount, y.Amount, float64(p.Sub(b.first))); why == series.OK {
				out += " Since " + b.f.Period(b.first) + " it has grown " + b.f.Percent(r) + " a year."
			}
		}
		return out
	}
	now := it.line.At(p)
	if !now.Has() {
		return it.Label + " has no figure in " + b.f.Period(p) + ". " + now.Reason.Sentence()
	}
	out := it.Label + " was " + b.f.Amount(now.Amount, it.series.Unit) + " in " + b.f.Period(p)
	if before := it.line.At(p.Add(-4)); before.Has() && it.line.YoY(p).Has() {
		out += ", " + b.moreLess(now.Amount, before.Amount, it.series.Unit) + " than a year before"
	}
	out += "."
	out += b.direction(it)
	if t := it.line.Trailing(p); t.Has() {
		out += " Over four quarters it was " + b.f.Amount(t.Amount, it.series.Unit) + "."
	}
	return out
}

// moreLess says a difference: "$11.4B more".
func (b *builder) moreLess(now, before figure.Amount, u figure.Unit) string {
	d := now.Sub(before)
	if d.Sign() < 0 {
		return b.f.Amount(before.Sub(now), u) + " less"
	}
	return b.f.Amount(d, u) + " more"
}

// direction says for how long growth has risen or fallen, and its lowest point
// in the range that is shown.
func (b *builder) direction(it item) string {
	l, p := it.line, b.last
	if it.series.Unit == figure.Percent || !l.YoY(p).Has() {
		return ""
	}
	run := func(up bool) figure.Period {
		q := p
		for {
			a, z := l.YoY(q.Add(-1)), l.YoY(q)
			if !a.Has() || up && a.Ratio >= z.Ratio || !up && a.Ratio <= z.Ratio {
				return q
			}
			q = q.Add(-1)
		}
	}
	out := ""
	for _, up := range []bool{true, false} {
		if q := run(up); p.Sub(q) >= 2 {
			word := map[bool]string{true: "risen", false: "fallen"}[up]
			out = " Growth has " + word + " in each quarter since " + b.f.Period(q) + ", when it was " + b.f.Percent(l.YoY(q).Ratio)
			break
		}
	}
	low := p
	for q := b.first; q.Compare(p) < 0; q = q.Add(1) {
		if g := l.YoY(q); g.Has() && g.Ratio < l.YoY(low).Ratio {
			low = q
		}
	}
	if low != p {
		bottom := "it had been as low as " + b.f.Percent(l.YoY(low).Ratio) + " in " + b.f.Period(low)
		if out == "" {
			return " Growth was " + b.f.Percent(l.YoY(p).Ratio) + "; " + bottom + "."
		}
		return out + "; " + bottom + "."
	}
	if out == "" {
		return ""
	}
	return out + "."
}

// linesWords writes finding and summary about several series, at the newest
// period that most of them have.
func (b *builder) linesWords() {
	v, at := b.q.View, b.common(b.show)
	var parts []string
	best, top := -1, 0.0
	for i, it := range b.show {
		pt := b.point(it, v, at)
		switch {
		case !pt.Has:
			parts = append(parts, it.Label+" has no figure")
			continue
		case pt.Change != "":
			parts = append(parts, it.Label+" "+pt.Text+", "+pt.Change)
		default:
			parts = append(parts, it.Label+" "+pt.Text)
		}
		if g := b.growthOf(it, v, at); g.Has() && it.series.Unit != figure.Percent && (best < 0 || g.Ratio > top) {
			best, top = i, g.Ratio
		}
	}
	b.p.Summary = b.spanWords(at) + ": " + strings.Join(parts, "; ") + "."
	switch {
	case best < 0:
	case v == spec.Annual:
		b.p.Finding = b.show[best].Label + " grew fastest in " + b.f.Period(at) + ", " + b.f.Percent(top) + " on the year before"
	case v == spec.TTM:
		b.p.Finding = b.show[best].Label + " grows fastest, " + b.f.Percent(top) + " over four quarters"
	default:
		b.p.Finding = b.show[best].Label + " grows fastest, " + b.f.Percent(top) + " on a year earlier"
	}
	if best >= 0 && at != b.last && v != spec.Annual {
		b.p.Finding += " in " + b.f.Period(at)
	}
}

// spanWords says which time the newest values are about.
func (b *builder) spanWords(at figure.Period) string {
	switch b.q.View {
	case spec.TTM:
		return "Four quarters to " + b.f.Period(at)
	case spec.YoY, spec.QoQ, spec.Index, spec.CAGR, spec.Share:
		return upper(b.phrase(b.q.View, b.unit())) + ", " + b.f.Period(at)
	}
	return b.f.Period(at)
}

// upper begins a sentence.
func upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
