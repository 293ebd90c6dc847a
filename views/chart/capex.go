package chart

import (
	"slices"

	"megacycle/store/figure"
	"megacycle/store/series"
	"megacycle/store/spec"
)

// capex draws capital expenditure stacked by company in one definition. A total
// is shown only for periods that all of them have. In calendar years, each as the
// company guides it, the year that is under way shows its quarters so far solid
// and the rest to the middle of the guidance hatched.
func (b *builder) capex() {
	in, beside := b.parts()
	sum := b.sum(in)
	b.complete(in, sum)
	b.slots(b.first, b.until())
	pn := Panel{Height: 1}
	switch {
	case b.q.Type == spec.Bar:
		pn.Marks = b.capexBars(in, beside)
	case spec.Growing(b.q.View) || b.q.Type == spec.Line || b.q.Type == spec.Tabular && rate(b.q.View):
		pn.Marks = b.capexLines(in, beside, sum)
	default:
		pn.Marks = b.capexStack(in, beside, sum)
	}
	var cols []column
	for _, it := range in {
		cols = append(cols, b.viewColumn(it, b.q.View, it.Label))
	}
	if len(in) > 1 && b.q.View != spec.Share {
		v := b.q.View
		cols = append(cols, column{Column{Key: sum.key + ":" + string(v), Name: "Total, our sum", Unit: unitName(b.unitOf(sum, v)), Derived: true},
			func(p figure.Period) Point { return b.sumPoint(in, sum, v, p) }})
	}
	for _, it := range beside {
		cols = append(cols, b.viewColumn(it, b.q.View, it.Label))
	}
	b.capexWords(in, sum)
	b.table(cols)
	if y := b.guidedYear(); !y.IsZero() && b.slot(y) >= 0 {
		b.guided(&pn, in, y)
	}
	axis(&pn, b.scale(), false, b.f)
	b.p.Panels = []Panel{pn}
	b.capexNotes(in)
}

// capexBars draws each company's bars side by side, so that nothing is added up.
func (b *builder) capexBars(in, beside []item) []Mark {
	var out []Mark
	for _, it := range append(slices.Clone(in), beside...) {
		out = append(out, b.mark(it, b.q.View, BarMark))
	}
	return out
}

// parts splits the items shown into those of the total and those beside it; what
// is beside it has no share in it.
func (b *builder) parts() (in, beside []item) {
	defer func() {
		if b.q.View == spec.Share && b.sp.Kind == string(spec.Capex) {
			beside = nil
		}
	}()
	for _, it := range b.show {
		if it.Beside && len(b.show) > 1 {
			beside = append(beside, it)
		} else {
			in = append(in, it)
		}
	}
	return in, beside
}

// sum is the total of items as an item of its own.
func (b *builder) sum(in []item) item {
	var lines []series.Line
	for _, it := range in {
		lines = append(lines, it.line)
	}
	s := item{key: b.sp.Slug + ".total", colour: "ink", series: figure.Series{Unit: figure.USDMillions, Aggregation: figure.Sum}}
	s.Label = "Total, our sum"
	s.line = series.Sum(s.key, lines, b.q.Def == "guided")
	return s
}

// complete narrows the range to periods that all members have.
func (b *builder) complete(in []item, sum item) {
	v := b.q.View
	switch v {
	case spec.Share, spec.Index, spec.CAGR:
		v = spec.Value // what these need is the sum itself
	}
	has := func(p figure.Period) bool { return b.value(sum, v, p, p).Has() }
	for b.first.Compare(b.last) < 0 && !has(b.first) {
		b.first = b.first.Add(1)
	}
	for b.last.Compare(b.first) > 0 && !has(b.last) {
		b.last = b.last.Add(-1)
	}
	b.base = b.first
	if b.newest.Compare(b.last) > 0 && b.q.To.IsZero() {
		b.newest = b.last // what stands beside may be newer: it waits for the total
	}
}

// sumPoint is the total in a view, credited to us.
func (b *builder) sumPoint(in []item, sum item, v spec.View, p figure.Period) Point {
	val := b.value(sum, v, p, b.base)
	key, name := sum.key+":"+string(v), sum.Label+", "+b.datumName(v)
	unit := b.unitOf(sum, v)
	if !val.Has() {
		return Point{Reason: string(val.Reason), Datum: b.add(Datum{Series: key, Name: name, Period: p, Unit: unit, Reason: string(val.Reason)})}
	}
	var parts []int
	var names []string
	for _, it := range in {
		names = append(names, it.Label)
		parts = append(parts, b.point(it, v, p).Datum)
	}
	formula := "our sum of " + b.f.List(names)
	pt := Point{Has: true}
	switch {
	case rate(v):
		pt.Exact, pt.Text = decimals(val.Ratio*100, 4), b.f.Change(val.Ratio)
		formula = "change of " + formula
	case v == spec.Index:
		pt.Exact, pt.Text = decimals(val.Ratio, 4), b.f.Number(val.Ratio, 0)
		formula += ", " + b.f.Period(b.base) + " is 100"
	default:
		pt.Exact, pt.Text = val.Amount.String(), b.f.Money(val.Amount)
		if g := b.growthOf(sum, v, p); g.Has() {
			pt.Change = b.onYear(sum, g, v)
		}
	}
	pt.Value = parse(pt.Exact)
	pt.Datum = b.ours(key, name, p, pt.Exact, unit, formula, parts...)
	pt.Hollow = b.p.Data[pt.Datum].Evidence == figure.SumChecked
	return pt
}

// capexStack draws the parts on top of each other, with the total above.
func (b *builder) capexStack(in, beside []item, sum item) []Mark {
	var out []Mark
	for _, it := range in {
		m := b.mark(it, b.q.View, StackMark)
		if b.q.Type == spec.Area {
			m.Kind = AreaMark
		}
		m.Stack = "total"
		for i, s := range b.p.Slots {
			if m.Points[i].Has && !b.value(sum, b.q.View, s.Period, b.base).Has() {
				m.Points[i] = Point{Datum: m.Points[i].Datum, Reason: string(series.IncompleteSum)}
			}
		}
		m.Legend = true
		if l := lastPoint(m); l >= 0 && l == len(m.Points)-1 {
			m.End, m.Legend = []string{it.Label, m.Points[l].Text}, false
		}
		out = append(out, m)
	}
	if n := len(out); n > 1 && b.q.View != spec.Share {
		for i, s := range b.p.Slots {
			if val := b.value(sum, b.q.View, s.Period, b.base); val.Has() && out[n-1].Points[i].Has && (b.annual() || s.Period == b.last) {
				out[n-1].Points[i].Label = b.f.RoundBillions(val.Amount)
			}
		}
	}
	for _, it := range beside {
		m := b.mark(it, b.q.View, StackMark)
		m.Stack = "beside " + it.key
		out = append(out, m)
	}
	return out
}

// capexLines draws a line for each company and, for rates, one for the total.
func (b *builder) capexLines(in, beside []item, sum item) []Mark {
	var out []Mark
	add := func(m Mark, name string) {
		m.Legend = true
		if l := lastPoint(m); l >= 0 && l == len(m.Points)-1 {
			m.End, m.Legend = []string{name, m.Points[l].Text}, false
		}
		out = append(out, m)
	}
	for _, it := range append(slices.Clone(in), beside...) {
		add(b.mark(it, b.q.View, LineMark), it.Label)
	}
	if (rate(b.q.View) || b.q.View == spec.Index) && b.q.View != spec.Share && len(in) > 1 {
		m := Mark{Key: sum.key + ":" + string(b.q.View), Name: sum.Label, Colour: "ink", Role: Actual, Kind: LineMark, Strong: true}
		for _, s := range b.p.Slots {
			m.Points = append(m.Points, b.sumPoint(in, sum, b.q.View, s.Period))
		}
		add(m, "Total")
	}
	return out
}

// capexWords writes finding and summary from what is complete; guided adds to them.
func (b *builder) capexWords(in []item, sum item) {
	v := b.q.View
	val := b.value(sum, v, b.last, b.base)
	who := b.who(in)
	when := " in " + b.f.Period(b.last)
	if v == spec.TTM {
		when = " over the four quarters to " + b.f.Period(b.last)
	}
	switch {
	case !val.Has():
		b.p.Finding = b.sp.Name
		b.p.Summary = "There is no period that all companies shown have in this definition."
		return
	case v == spec.Share:
		top := in[0]
		for _, it := range in {
			if b.value(it, v, b.last, b.base).Ratio > b.value(top, v, b.last, b.base).Ratio {
				top = it
			}
		}
		b.p.Finding = top.Label + " spends " + b.f.Percent(b.value(top, v, b.last, b.base).Ratio) + " of the total of " + lower(who) + when
	case v == spec.CAGR:
		b.p.Finding = who + " spend " + b.f.Percent(val.Ratio) + " more a year since " + b.f.Period(b.base)
	case rate(v):
		b.p.Finding = who + " spent " + moreOrLess(b, val.Ratio) + when + " than " + map[bool]string{true: "a year earlier", false: "before"}[v == spec.YoY]
	case v == spec.Index:
		b.p.Finding = who + " spend " + b.f.Number(val.Ratio/100, 1) + " times what they did in " + b.f.Period(b.base)
	default:
		b.p.Finding = who + " spent " + b.f.RoundBillions(val.Amount) + when
		if g := b.growthOf(sum, v, b.last); g.Has() {
			b.p.Finding += ", " + b.upDown(g.Ratio) + map[bool]string{true: " on the year before", false: " on a year earlier"}[b.annual()]
		}
	}
	out := ""
	for i, it := range in {
		if i > 0 {
			out += "; "
		}
		pt := b.point(it, v, b.last)
		out += it.Label + " " + pt.Text
	}
	b.p.Summary = b.p.Finding + ". " + out + ". Spending is for the whole company, not only AI."
}

func moreOrLess(b *builder, ratio float64) string {
	if ratio < 0 {
		return b.f.Percent(-ratio) + " less"
	}
	return b.f.Percent(ratio) + " more"
}

// who says whom a total is about: "Four companies", or the one.
func (b *builder) who(in []item) string {
	if len(in) == 1 {
		return in[0].Label
	}
	return b.f.CountWord(len(in)) + " companies"
}

// capexNotes says in which definition the figures are.
func (b *builder) capexNotes(in []item) {
	text := defWords(b.q.Def)
	b.p.Shown = join(b.names()+", capital spending", b.phrase(b.q.View, figure.USDMillions), text, b.f.Periods(b.p.Slots[0].Period, b.p.Slots[len(b.p.Slots)-1].Period))
	b.p.Measure = join(b.sp.Measure, b.phrase(b.q.View, figure.USDMillions), text)
	if len(in) > 1 {
		b.p.Notes = append(b.p.Notes, "Totals are our sums, not a statement of any company, and only for periods that all companies shown have in this definition.")
	}
}
