package chart

import (
	"math"

	"megacycle/store/figure"
	"megacycle/store/outlook"
	"megacycle/store/series"
	"megacycle/store/spec"
)

// path draws a trailing sum, the target that was said, the path that would still
// reach it and where today's pace leads. The target is the chart's first bet.
func (b *builder) path() {
	it := b.show[0]
	target, known := b.target()
	known = known && b.last == b.newest // paths start at the newest figure only
	b.slots(b.first, b.until())
	m := b.mark(it, spec.TTM, LineMark)
	m.Strong, m.Legend = true, false
	end := lastPoint(m)
	pn := Panel{Height: 1, Marks: []Mark{m}}
	cols := []column{b.viewColumn(it, spec.TTM, it.Label), b.changeColumn(it, spec.TTM)}
	if end >= 0 {
		pn.Marks[0].End = []string{it.Label, m.Points[end].Text}
	}
	t := b.value(it, spec.TTM, b.last, b.base)
	if !t.Has() {
		b.p.Finding = it.Label + " has no trailing sum to " + b.f.Period(b.last)
		b.p.Summary = b.p.Finding + ". " + t.Reason.Sentence()
		axis(&pn, money, b.q.Scale == "log", b.f)
		b.p.Panels = []Panel{pn}
		b.table(cols)
		return
	}
	b.p.Finding = it.Label + " was " + b.f.Money(t.Amount) + " over four quarters"
	b.p.Summary = it.Label + " was " + b.f.Money(t.Amount) + " in the four quarters to " + b.f.Period(b.last)
	g := b.growthOf(it, spec.TTM, b.last)
	if g.Has() {
		b.p.Summary += ", " + b.upDown(g.Ratio) + " on a year earlier"
	}
	b.p.Summary += "."
	if known {
		b.ahead(&pn, &cols, it, target, m.Points[end], t, g)
	}
	axis(&pn, money, b.q.Scale == "log", b.f)
	b.p.Panels = []Panel{pn}
	b.table(cols)
}

// target gives the saying that the path leads to.
func (b *builder) target() (figure.Bet, bool) {
	for _, id := range b.sp.Bets {
		if bet, ok := b.st.Bet(id); ok && bet.Target.IsSet() && bet.Unit == figure.USDMillions && bet.Deadline != "" {
			return bet, true
		}
	}
	return figure.Bet{}, false
}

// ahead adds the target and both paths, and says what they mean.
func (b *builder) ahead(pn *Panel, cols *[]column, it item, bet figure.Bet, from Point, t, g series.Value) {
	deadline := figure.QuarterAt(bet.Deadline)
	year := b.f.Period(figure.YearOf(deadline.Year))
	want := b.f.Billions(bet.Target)
	b.saying(bet, "The ambition", deadline)
	pn.Lines = append(pn.Lines, RefLine{
		Value: bet.Target.Float(), Label: "The ambition: " + want + " a year by the end of " + year, Role: Needed, From: 0, To: len(b.p.Slots) - 1,
	})
	years := outlook.Years(b.last, deadline)
	need, ok := outlook.GrowthNeeded(t.Amount, bet.Target, years)
	if ok {
		m := b.road(it, "needed", "Growth needed", "accent", Needed, outlook.Path(t.Amount, need, int(years*4)), from,
			b.f.Exact(t.Amount)+" grown by "+b.f.Percent(need)+" a year: (target / start)^(1 / "+b.f.Number(years, 2)+" years) - 1")
		m.End = []string{"Growth needed:", b.f.Percent(need) + " a year"}
		pn.Marks = append(pn.Marks, m)
		*cols = append(*cols, b.markColumn(m, "Path that is needed", string(figure.USDMillions)))
		b.p.Finding = want + " by " + year + " needs growth of " + b.f.Percent(need) + " a year"
		b.p.Summary += " Reaching " + want + " by the end of " + year + " takes " + b.f.Percent(need) + " a year from there"
		if quoted, base, ok := b.asQuoted(it, bet); ok {
			b.p.Summary += "; counted as in " + b.f.Month(bet.SaidOn) + ", from the year " + b.f.Period(base) + " over ten years, it was " + b.f.Percent(quoted)
		}
		b.p.Summary += "."
	} else if t.Has() && t.Amount.Cmp(bet.Target) >= 0 {
		b.p.Finding = it.Label + " has passed " + want + " over four quarters"
	}
	day, ok := figure.Date(""), false
	if g.Has() {
		day, ok = outlook.DayOfMeeting(b.last, t.Amount, bet.Target, g.Ratio)
	}
	if ok && day > b.last.End() {
		n := int(math.Ceil(float64(figure.QuarterAt(day).Sub(b.last))))
		m := b.road(it, "pace", "At today’s growth", "zero", Scenario, outlook.Path(t.Amount, g.Ratio, n), from,
			b.f.Exact(t.Amount)+" grown by today’s "+b.f.Percent(g.Ratio)+" a year, where that pace would lead; not a forecast")
		when := outlook.PartOfYear(day) + " " + b.f.Period(figure.YearOf(day.Time().Year()))
		if l := lastPoint(m); l >= 0 && b.slot(figure.QuarterAt(day)) >= 0 {
			m.Points[l].Label = "At today’s " + b.f.Percent(g.Ratio) + " a year, " + want + " in " + when
		}
		pn.Marks = append(pn.Marks, m)
		*cols = append(*cols, b.markColumn(m, "At today’s growth", string(figure.USDMillions)))
		b.p.Summary += " At today’s " + b.f.Percent(g.Ratio) + " it would be met in " + when + "."
	}
	if r := it.line.RunRate(b.last); r.Has() {
		b.p.Summary += " The ambition was said as a run rate: the newest quarter times four is " + b.f.Money(r.Amount) + "."
	}
	b.p.Notes = append(b.p.Notes, "The paths are our calculation, not forecasts. The ambition was said on "+b.f.Date(bet.SaidOn)+" as a run rate in about ten years: it is met when a quarter times four reaches "+want+".")
}

// asQuoted gives the growth that the target took over ten years from the last
// full year before it was said.
func (b *builder) asQuoted(it item, bet figure.Bet) (float64, figure.Period, bool) {
	base := figure.YearOf(bet.SaidOn.Time().Year() - 1)
	v := it.line.Year(base.Year)
	if !v.Has() {
		return 0, base, false
	}
	r, ok := outlook.GrowthNeeded(v.Amount, bet.Target, 10)
	return r, base, ok
}

// road draws one path that starts at the newest figure.
func (b *builder) road(it item, id, name, colour string, role Role, path []float64, from Point, formula string) Mark {
	m := Mark{Key: it.key + ":" + id, Name: name, Colour: colour, Role: role, Kind: LineMark, Points: b.blank()}
	start := b.slot(b.last)
	for i, v := range path {
		k := start + i
		if start < 0 || k >= len(b.p.Slots) {
			break
		}
		if i == 0 {
			m.Points[k] = from
			m.Points[k].Change, m.Points[k].Label = "", ""
			continue
		}
		exact := decimals(v, 0)
		a, _ := figure.ParseAmount(exact)
		m.Points[k] = Point{Has: true, Value: a.Float(), Exact: exact, Text: b.f.Money(a),
			Datum: b.ours(m.Key, name, b.p.Slots[k].Period, exact, string(figure.USDMillions), formula, from.Datum)}
	}
	return m
}
