package chart

import (
	"strings"

	"megacycle/store/figure"
	"megacycle/store/outlook"
	"megacycle/store/series"
	"megacycle/store/spec"
	"megacycle/views/format"
)

// SourceMark says what kind of source stands behind a key figure.
type SourceMark string

// The marks of the home page.
const (
	ByCompany SourceMark = "company"  // the company says so
	Ours      SourceMark = "ours"     // our sum or calculation
	ByOthers  SourceMark = "estimate" // an estimate of others
)

// KeyFigure is one of the figures that open the home page.
type KeyFigure struct {
	Key        string // stable name: trailing, needed, guidance, cashflow, four, share
	Label      string
	Pre        string // small, before the value: "about"
	Value      string // "$148.4B"
	Post       string // small, after the value: "a year"
	Below      bool   // below zero: in the accent
	Strong     string // the part of the change in bold: "+27.5%"
	Change     string // the rest of the change: "on a year earlier"
	Spark      []Mark // small lines or bars of one scale, oldest first
	SourceText string // "Amazon, 30 Jul 2026"
	SourceMark SourceMark
	Chart      string    // slug of the chart that shows more
	View       spec.View // in which view; "" for its default
	Empty      string    // why there is no value; "" when there is one
}

// KeyFigures computes the six figures of the home page. One that cannot be
// computed says why in Empty; missing figures never make an error.
func KeyFigures(st *figure.State) ([]KeyFigure, error) {
	k := keys{st, format.English()}
	return []KeyFigure{k.trailing(), k.needed(), k.guidance(), k.cashflow(), k.four(), k.share()}, nil
}

type keys struct {
	st *figure.State
	f  *format.Language
}

const noFigures = "no figures yet"

// line gives a series by its key, empty when there is none.
func (k keys) line(key string) series.Line {
	s, _ := k.st.Series(key)
	return series.Of(s, k.st.Rows(key))
}

// on gives the day on which the newest figure of a series was published.
func (k keys) on(key string, p figure.Period) figure.Date {
	r, _ := k.st.Figure(key, p)
	return r.PublishedOn
}

// spark makes a small mark of a line's last n periods.
func spark(l series.Line, n int, colour string, role Role, kind MarkKind, f func(figure.Period) series.Value) Mark {
	m := Mark{Key: l.Key, Colour: colour, Role: role, Kind: kind}
	for p := l.Last().Add(1 - n); p.Sub(l.Last()) <= 0; p = p.Add(1) {
		v := f(p)
		pt := Point{Has: v.Has(), Datum: -1, Reason: string(v.Reason)}
		if pt.Has {
			pt.Value = v.Ratio
			if v.Amount.IsSet() {
				pt.Value = v.Amount.Float()
			}
			pt.Accent = kind == BarMark && pt.Value < 0
		}
		m.Points = append(m.Points, pt)
	}
	return m
}

func (k keys) trailing() KeyFigure {
	out := KeyFigure{Key: "trailing", Label: "AWS revenue, trailing four quarters", Chart: "aws-revenue", View: spec.TTM, SourceMark: Ours, Empty: noFigures}
	l := k.line(awsRevenue)
	t := l.Trailing(l.Last())
	if !t.Has() {
		return out
	}
	out.Empty, out.Value = "", k.f.Money(t.Amount)
	if g := l.Derive(l.Trailing).YoY(l.Last()); g.Has() {
		out.Strong, out.Change = k.f.Change(g.Ratio), "on a year earlier"
	}
	out.Spark = []Mark{spark(l, 16, "amazon", Actual, LineMark, l.Trailing)}
	out.SourceText = "Our sum, to " + k.f.Date(k.on(awsRevenue, l.Last()))
	return out
}

func (k keys) needed() KeyFigure {
	out := KeyFigure{Key: "needed", Label: "Growth needed to reach the AWS ambition", Chart: "aws-path-to-600b", SourceMark: Ours, Empty: "no ambition had been said yet"}
	bet, ok := k.st.Bet(ambition)
	if !ok || !bet.Target.IsSet() || bet.Deadline == "" {
		return out
	}
	end := figure.QuarterAt(bet.Deadline)
	year := k.f.Period(figure.YearOf(end.Year))
	out.Label = "Growth needed for " + k.f.Billions(bet.Target) + " by the end of " + year
	l := k.line(awsRevenue)
	need := func(p figure.Period) series.Value {
		t := l.Trailing(p)
		if !t.Has() {
			return t
		}
		r, ok := outlook.GrowthNeeded(t.Amount, bet.Target, outlook.Years(p, end))
		if !ok {
			return series.Value{Reason: series.NoSpan}
		}
		return series.Value{Ratio: r}
	}
	now := need(l.Last())
	if !now.Has() {
		out.Empty = noFigures
		return out
	}
	out.Empty, out.Value, out.Post = "", k.f.Percent(now.Ratio), "a year"
	base := bet.SaidOn.Time().Year() - 1
	if y := l.Year(base); y.Has() {
		if r, ok := outlook.GrowthNeeded(y.Amount, bet.Target, 10); ok {
			out.Strong, out.Change = k.f.Percent(r), "counted from "+k.f.Period(figure.YearOf(base))
		}
	}
	out.Spark = []Mark{spark(l, 12, "accent", Needed, LineMark, need)}
	out.SourceText = "Our calculation, " + k.f.Period(l.Last())
	return out
}

func (k keys) guidance() KeyFigure {
	out := KeyFigure{Key: "guidance", Label: "Amazon’s guidance of capital spending", Chart: "big-tech-capex", SourceMark: ByCompany, Empty: "no guidance yet"}
	rows := k.st.Rows(guidanceKey)
	if len(rows) == 0 || !rows[len(rows)-1].HasRange() {
		return out
	}
	now := rows[len(rows)-1]
	s, _ := k.st.Series(guidanceKey)
	out.Label = "Amazon capital spending guided for " + k.f.Period(now.Period)
	out.Empty, out.Value = "", k.f.Range(now.Low, now.High, s.Unit, "")
	out.Pre = now.Qualifier
	if out.Pre == "range" {
		out.Pre = ""
	}
	m := Mark{Key: guidanceKey, Colour: "amazon", Role: Guided, Kind: LineMark}
	said := k.st.Vintages(guidanceKey, now.Period)
	out.Change = "given on " + k.f.Date(now.PublishedOn)
	changed := figure.Date("")
	for i, v := range said {
		m.Points = append(m.Points, Point{Has: v.HasRange(), Value: v.Mid().Float(), Datum: -1})
		if i > 0 && !v.Mid().Equal(said[i-1].Mid()) {
			changed = v.PublishedOn
			out.Change = "was " + k.f.Range(said[i-1].Low, said[i-1].High, s.Unit, "") + " until " + k.f.MonthName(changed)
		}
	}
	out.Spark = []Mark{m}
	out.SourceText = "Amazon, " + k.f.Date(now.PublishedOn)
	return out
}

func (k keys) cashflow() KeyFigure {
	out := KeyFigure{Key: "cashflow", Label: "Amazon free cash flow, trailing", Chart: "amazon-free-cash-flow", SourceMark: ByCompany, Empty: noFigures}
	l := k.line(fcfTrailing)
	now := l.At(l.Last())
	if l.Last().IsZero() || !now.Has() {
		return out
	}
	out.Empty, out.Value, out.Below = "", k.f.Money(now.Amount), now.Amount.Sign() < 0
	if before := l.At(l.Last().Add(-4)); before.Has() {
		out.Change = "was " + k.f.SignedMoney(before.Amount) + " a year earlier"
	}
	out.Spark = []Mark{spark(l, 24, "amazon", Actual, BarMark, l.At)}
	out.SourceText = "Amazon, " + k.f.Date(k.on(fcfTrailing, l.Last()))
	return out
}

func (k keys) four() KeyFigure {
	out := KeyFigure{Key: "four", Label: "Four companies’ guidance, our sum", Chart: "big-tech-capex", SourceMark: Ours, Empty: noFigures}
	def, ok := k.st.Chart("big-tech-capex")
	if !ok {
		return out
	}
	sp, err := spec.Parse(def)
	if err != nil {
		return out
	}
	b := newBuilder(k.st, sp, spec.State{})
	in, _ := b.parts()
	if len(in) == 0 {
		return out
	}
	y := b.guidedYear()
	if y.IsZero() {
		out.Empty = "no guidance yet"
		return out
	}
	out.Label = b.who(in) + "’ guidance for " + k.f.Period(y) + ", our sum"
	if bet, ok := b.quotedTotal(y); ok {
		out.Change = "quoted in " + k.f.MonthName(bet.SaidOn) + ": " + k.f.Billions(bet.Target)
	}
	years := b.sum(in).line.Years()
	m := Mark{Key: "years", Colour: "ink-2", Role: Actual, Kind: BarMark}
	for _, p := range years.Periods() {
		m.Points = append(m.Points, Point{Has: true, Value: years.At(p).Amount.Float(), Datum: -1})
	}
	low, high := figure.IntAmount(0), figure.IntAmount(0)
	var newest figure.Date
	var silent []string
	for _, it := range in {
		r, ok := b.guidance(it, y)
		if !ok {
			silent = append(silent, it.Label)
			continue
		}
		low, high, newest = low.Add(r.Low), high.Add(r.High), max(newest, r.PublishedOn)
	}
	if len(silent) > 0 {
		out.Empty = k.f.List(silent) + " had not guided to " + k.f.Period(y)
		out.Spark = []Mark{m}
		return out
	}
	out.Empty, out.Value = "", k.f.Range(low, high, figure.USDMillions, "")
	g := Mark{Key: "guided", Colour: "ink-2", Role: Guided, Kind: BarMark, Points: make([]Point, len(m.Points), len(m.Points)+1)}
	for i := range g.Points {
		g.Points[i].Datum = -1
	}
	g.Points = append(g.Points, Point{Has: true, Value: low.Add(high).Half().Float(), Datum: -1})
	m.Points = append(m.Points, Point{Datum: -1})
	out.Spark = []Mark{m, g}
	out.SourceText = "Our sum, " + k.f.Date(newest)
	return out
}

func (k keys) share() KeyFigure {
	out := KeyFigure{Key: "share", Label: "Cloud share: AWS, Microsoft, Google", Chart: "cloud-market-share", SourceMark: ByOthers, Empty: noFigures}
	def, ok := k.st.Chart("cloud-market-share")
	if !ok {
		return out
	}
	sp, err := spec.Parse(def)
	if err != nil {
		return out
	}
	b := newBuilder(k.st, sp, spec.State{})
	var last figure.Period // the newest quarter that all have
	for i, it := range b.show {
		ps := it.line.Periods()
		if len(ps) == 0 {
			return out
		}
		for j := len(ps) - 1; j >= 0 && i == 0; j-- {
			all := true
			for _, o := range b.show {
				all = all && o.line.At(ps[j]).Has()
			}
			if all {
				last = ps[j]
				break
			}
		}
	}
	if last.IsZero() {
		return out
	}
	var names, now, said []string
	var day figure.Date
	for _, it := range b.show {
		names = append(names, it.Label)
		now = append(now, k.f.Exact(it.line.At(last).Amount))
		if bet, ok := b.quote(it); ok {
			said, day = append(said, k.f.Exact(bet.Target)), bet.SaidOn
		}
		m := Mark{Key: it.key, Colour: it.colour, Role: Actual, Kind: LineMark}
		for p := last.Add(-15); p.Sub(last) <= 0; p = p.Add(1) {
			v := it.line.At(p)
			pt := Point{Has: v.Has(), Datum: -1}
			if pt.Has {
				pt.Value = v.Amount.Float()
			}
			m.Points = append(m.Points, pt)
		}
		out.Spark = append(out.Spark, m)
	}
	out.Label = "Cloud share: " + strings.Join(names, ", ")
	out.Empty, out.Value, out.Post = "", strings.Join(now, " / "), "%"
	if len(said) == len(now) {
		out.Change = "quoted in " + k.f.MonthName(day) + ": " + strings.Join(said, " / ")
	}
	who := ""
	if len(b.show) > 0 {
		if c, ok := k.st.Company(b.show[0].series.Publisher); ok {
			who = c.Short
		}
	}
	out.SourceText = who + ", " + k.f.Period(last)
	return out
}
