package chart

import (
	"fmt"
	"math"
	"strings"

	"megacycle/store/figure"
	"megacycle/store/series"
	"megacycle/store/spec"
)

// shares draws shares of a market as lines with dots: quarters without a figure
// are bridged by a dotted line, and what was quoted elsewhere stands beside.
func (b *builder) shares() {
	b.slots(b.first, b.until())
	v := b.q.View
	var lines, gaps, quotes []Mark
	for i, it := range b.show {
		m := b.mark(it, v, LineMark)
		m.Strong, m.Legend = i == 0, false
		if l := lastPoint(m); l >= 0 {
			m.End = []string{it.Label + " " + m.Points[l].Text}
		}
		gaps = append(gaps, b.bridges(m)...)
		if bet, ok := b.quote(it); ok && v == spec.Value {
			if q, ok := b.quoted(it, bet); ok {
				q.Legend = len(quotes) == 0
				quotes = append(quotes, q)
				if len(m.End) > 0 {
					m.End = append(m.End, "quoted "+b.f.Amount(bet.Target, figure.Percent))
				}
			}
		}
		if len(m.End) == 1 {
			m.End = []string{it.Label, m.Points[lastPoint(m)].Text}
		}
		lines = append(lines, m)
	}
	if len(gaps) > 0 {
		gaps[0].Legend, gaps[0].InKey = true, "quarters without a figure"
	}
	pn := Panel{Height: 1, Marks: append(append(gaps, lines...), quotes...)}
	counts := percent
	if v != spec.Value {
		counts = plain // percentage points
	}
	axis(&pn, counts, b.q.Scale == "log", b.f)
	b.p.Panels = []Panel{pn}
	var cols []column
	for _, it := range b.show {
		cols = append(cols, b.viewColumn(it, v, it.Label))
	}
	for _, q := range quotes {
		cols = append(cols, b.markColumn(q, q.Name, "percent"))
	}
	b.table(cols)
	b.sharesWords()
}

// bridges gives a dotted mark for each run of quarters without a figure between
// two that have one.
func (b *builder) bridges(m Mark) []Mark {
	var out []Mark
	prev := -1
	for i, pt := range m.Points {
		if !pt.Has {
			continue
		}
		if prev >= 0 && i-prev > 1 {
			g := Mark{Key: fmt.Sprintf("%s:gap%d", m.Key, len(out)+1), Name: m.Name + ", no figure", Colour: m.Colour, Role: Gap, Kind: LineMark, Points: b.blank()}
			for _, k := range []int{prev, i} {
				g.Points[k] = m.Points[k]
				g.Points[k].Label, g.Points[k].Change = "", ""
			}
			out = append(out, g)
		}
		prev = i
	}
	return out
}

// quote gives the newest saying about an item among those that the chart marks.
func (b *builder) quote(it item) (figure.Bet, bool) {
	var found figure.Bet
	for _, id := range b.sp.Bets {
		if bet, ok := b.st.Bet(id); ok && bet.Series == it.key && bet.Target.IsSet() && bet.SaidOn >= found.SaidOn {
			found = bet
		}
	}
	return found, found.ID != ""
}

// newestQuote gives the quarter of the newest saying about what is shown.
func (b *builder) newestQuote() figure.Period {
	var p figure.Period
	for _, it := range b.show {
		if bet, ok := b.quote(it); ok {
			if q := figure.QuarterAt(bet.SaidOn); p.IsZero() || q.Compare(p) > 0 {
				p = q
			}
		}
	}
	return p
}

// quoted draws a saying in the slot that contains the day on which it was said.
func (b *builder) quoted(it item, bet figure.Bet) (Mark, bool) {
	i := b.slotOf(bet.SaidOn)
	if i < 0 {
		return Mark{}, false
	}
	m := Mark{Key: bet.ID, Name: it.Label + ", as quoted", InKey: "as quoted in " + b.f.Month(bet.SaidOn), Colour: "ink", Role: Quoted, Kind: PointMark, Points: b.blank()}
	m.Points[i] = Point{
		Has: true, Value: bet.Target.Float(), Exact: bet.Target.String(), Datum: b.saying(bet, it.Label+", as quoted", b.p.Slots[i].Period),
		Text: b.f.Amount(bet.Target, bet.Unit), Change: "as quoted in " + b.f.Month(bet.SaidOn) + ", not a figure",
	}
	return m, true
}

// saying adds a quoted number to the data: it is nobody's figure, so it has no
// status; its qualifier says that it was quoted.
func (b *builder) saying(bet figure.Bet, name string, p figure.Period) int {
	return b.add(Datum{
		Series: bet.ID, Name: name, Period: p, Value: bet.Target.String(), Unit: string(bet.Unit), Qualifier: "as quoted",
		PublishedOn: bet.SaidOn, Approximate: bet.Approximate, Sources: bet.Sources, Note: bet.Who + ": " + bet.Statement, Release: bet.Release,
	})
}

// sharesWords writes finding and summary: the first item against what was quoted.
func (b *builder) sharesWords() {
	it := b.show[0]
	now := it.line.At(b.last)
	p := b.last
	if !now.Has() {
		p = it.line.Last()
		now = it.line.At(p)
	}
	text := b.f.Amount(now.Amount, it.series.Unit)
	b.p.Finding = it.Label + " holds " + text + " of the cloud market"
	bet, quoted := b.quote(it)
	switch {
	case quoted && !bet.Target.Equal(now.Amount):
		b.p.Finding += ", not " + b.f.Amount(bet.Target, it.series.Unit)
	case len(b.show) > 1:
		if second := b.show[1].line.At(p); second.Has() {
			b.p.Finding += ", " + b.show[1].Label + " " + b.f.Amount(second.Amount, it.series.Unit)
		}
	}
	var have, said []string
	for _, one := range b.show {
		if v := one.line.At(p); v.Has() {
			have = append(have, one.Label+" "+b.f.Amount(v.Amount, one.series.Unit))
		}
		if bet, ok := b.quote(one); ok {
			said = append(said, b.f.Amount(bet.Target, one.series.Unit))
		}
	}
	publisher := "The publisher"
	if c, ok := b.st.Company(it.series.Publisher); ok {
		publisher = c.Name
	}
	b.p.Summary = publisher + " put the shares of " + b.f.Period(p) + " at " + b.f.List(have) + "."
	if back := it.line.At(p.Add(-4)); back.Has() {
		b.p.Summary += " A year earlier " + it.Label + " had " + b.f.Amount(back.Amount, it.series.Unit) + "."
	}
	if quoted && len(said) > 0 {
		b.p.Summary += " In " + b.f.Month(bet.SaidOn) + " " + strings.Join(said, " / ") + " was widely quoted."
	}
	b.p.Summary += " Each share is a rounded estimate, plus or minus half a point."
	if b.q.View != spec.Value {
		if c := it.line.YoY(b.last); c.Reason == series.OK {
			by := strings.TrimLeft(b.f.Points(math.Abs(c.Ratio)), "+")
			switch {
			case c.Ratio < 0:
				b.p.Finding = it.Label + "’s share fell by " + by + " in a year"
			case c.Ratio > 0:
				b.p.Finding = it.Label + "’s share rose by " + by + " in a year"
			default:
				b.p.Finding = it.Label + "’s share is what it was a year earlier"
			}
		}
	}
}
