package chart

import (
	"strings"

	"megacycle/store/figure"
	"megacycle/store/spec"
)

// donut draws the parts of one whole in one period: the newest that is shown.
// Of shares in percent the rest is drawn too, as our arithmetic.
func (b *builder) donut() {
	in, _ := b.parts()
	points := b.unit() == figure.Percent
	v := b.q.View
	at := b.last
	if b.sp.Kind == string(spec.Capex) {
		sum := b.sum(in)
		b.complete(in, sum)
		at = b.last
		b.donutWords(in, sum)
	} else {
		at = b.common(in)
		b.last = at
		b.sharesWords()
	}
	b.p.Notes = append(b.p.Notes, "One period, "+b.f.Period(at)+": choose another with to=, or another type for the course over time.")
	b.slots(at, at)
	pn := Panel{Height: 1, Max: 1}
	var cols []column
	var used []int
	var absent []string
	total := figure.IntAmount(0)
	for _, it := range in {
		m := b.mark(it, v, SliceMark)
		m.Legend = false
		cols = append(cols, b.viewColumn(it, v, it.Label))
		if !m.Points[0].Has {
			absent = append(absent, it.Label)
			continue
		}
		a, _ := figure.ParseAmount(m.Points[0].Exact)
		total = total.Add(a)
		used = append(used, m.Points[0].Datum)
		pn.Marks = append(pn.Marks, m)
	}
	switch {
	case points:
		if rest := figure.IntAmount(100).Sub(total); rest.Sign() > 0 {
			m := Mark{Key: b.sp.Slug + ".rest", Name: "All others", Colour: "ink-2", Role: Actual, Kind: SliceMark, Points: b.blank()}
			i := b.ours(m.Key, "All others, the rest to 100", at, rest.String(), "percent", "100 less the shares shown, our arithmetic", used...)
			m.Points[0] = Point{Has: true, Value: rest.Float(), Exact: rest.String(), Text: b.f.Amount(rest, figure.Percent), Datum: i}
			pn.Marks = append(pn.Marks, m)
			cols = append(cols, b.markColumn(m, "All others, our arithmetic", "percent"))
		}
	case v != spec.Share && total.Sign() > 0:
		for k := range pn.Marks {
			pt := &pn.Marks[k].Points[0]
			pt.Label = pt.Text + ", " + b.f.Percent(pt.Value/total.Float())
		}
	}
	if len(absent) > 0 {
		b.p.Notes = append(b.p.Notes, b.f.List(absent)+": no figure for "+b.f.Period(at)+map[bool]string{true: ", so part of all others.", false: "."}[points])
	}
	b.p.Panels = []Panel{pn}
	b.p.Shown = join(b.names(), b.phrase(v, b.unit()), b.f.Period(at))
	b.p.Measure = join(b.sp.Measure, b.f.Period(at))
	if b.sp.Kind == string(spec.Capex) {
		b.p.Shown = join(b.p.Shown, defWords(b.q.Def))
		b.p.Measure = join(b.sp.Measure, b.phrase(v, b.unit()), b.f.Period(at), defWords(b.q.Def))
	}
	b.table(cols)
}

// donutWords says who has the largest part of a total.
func (b *builder) donutWords(in []item, sum item) {
	v := b.q.View
	level := v
	if v == spec.Share {
		level = spec.Value
	}
	whole := b.value(sum, level, b.last, b.base)
	b.p.Finding = b.sp.Name
	b.p.Summary = "There is no period that all companies shown have in this definition."
	if !whole.Has() || whole.Amount.Sign() <= 0 {
		return
	}
	var said []string
	top, most := "", 0.0
	for _, it := range in {
		part := b.value(it, level, b.last, b.base)
		if !part.Has() {
			continue
		}
		r := part.Amount.Float() / whole.Amount.Float()
		said = append(said, it.Label+" "+b.f.Money(part.Amount)+", "+b.f.Percent(r))
		if top == "" || r > most {
			top, most = it.Label, r
		}
	}
	b.p.Finding = top + " spent " + b.f.Percent(most) + " of the " + b.f.RoundBillions(whole.Amount) + " of " + lower(b.who(in)) + " " + b.when(level)
	b.p.Summary = b.p.Finding + ". " + strings.Join(said, "; ") + ". Spending is for the whole company, not only AI."
}
