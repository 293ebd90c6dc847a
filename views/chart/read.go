package chart

import (
	"strconv"
	"strings"

	"megacycle/store/figure"
	"megacycle/store/series"
	"megacycle/store/spec"
)

// value computes an item's value of a period in a view; base is the first period
// of indices and compound growth.
func (b *builder) value(it item, v spec.View, p, base figure.Period) series.Value {
	if it.over != nil {
		return ratio(it, v, p)
	}
	switch v {
	case spec.YoY:
		return it.line.YoY(p)
	case spec.QoQ:
		return it.line.QoQ(p)
	case spec.TTM:
		if it.Trailing {
			return it.line.At(p)
		}
		return it.line.Trailing(p)
	case spec.Annual:
		if it.Trailing {
			return it.line.At(figure.QuarterOf(p.Year, 4))
		}
		return it.line.Year(p.Year)
	case spec.Index:
		return it.line.Index(p, base)
	case spec.CAGR:
		if !base.IsZero() && base.Kind == p.Kind && p.Sub(base) < perYear(p) {
			return series.Value{Reason: series.TooShort} // a rate a year of less than one swings wildly
		}
		return it.line.CAGR(p, base)
	case spec.Share:
		return series.Share(it.line.At(p), b.whole().At(p))
	}
	return it.line.At(p)
}

// whole is the sum of the items shown, of which shares are taken.
func (b *builder) whole() series.Line {
	l, ok := b.lines["whole"]
	if !ok {
		in, _ := b.parts()
		l = b.sum(in).line
		b.lines["whole"] = l
	}
	return l
}

// growthOf computes the change on a year earlier of what a view shows.
func (b *builder) growthOf(it item, v spec.View, p figure.Period) series.Value {
	if b.aroundZero() {
		now, before := b.value(it, v, p, p), b.value(it, v, p.Add(-perYear(p)), p)
		if !now.Has() {
			return now
		}
		if !before.Has() {
			return series.Value{Reason: series.GapInWindow}
		}
		return series.Value{Amount: now.Amount.Sub(before.Amount), Used: append(before.Used, now.Used...)}
	}
	switch v {
	case spec.TTM:
		if it.Trailing {
			return it.line.YoY(p)
		}
		return b.derived(it, v).YoY(p)
	case spec.Annual:
		if it.Trailing {
			return it.line.YoY(figure.QuarterOf(p.Year, 4))
		}
		return b.derived(it, v).YoY(p)
	}
	return it.line.YoY(p)
}

// derived gives an item's line of trailing sums or of calendar years, made once.
func (b *builder) derived(it item, v spec.View) series.Line {
	k := string(v) + " " + it.key
	l, ok := b.lines[k]
	if !ok {
		if l = it.line.Years(); v == spec.TTM {
			l = it.line.Derive(it.line.Trailing)
		}
		b.lines[k] = l
	}
	return l
}

// aroundZero says whether the chart is about a flow that goes below zero, of
// which changes are said in money: a rate of growth would mislead.
func (b *builder) aroundZero() bool { return b.sp.Kind == string(spec.Cashflow) }

// rate says whether a view shows rates in percent rather than amounts.
func rate(v spec.View) bool {
	switch v {
	case spec.YoY, spec.QoQ, spec.Share, spec.CAGR:
		return true
	}
	return false
}

// perYear gives how many periods like p make a year.
func perYear(p figure.Period) int {
	if p.Kind == figure.Quarter {
		return 4
	}
	return 1
}

// point reads one value of an item in a view as a point with its datum.
func (b *builder) point(it item, v spec.View, p figure.Period) Point {
	if it.over != nil {
		return b.ratioPoint(it, v, p)
	}
	val := b.value(it, v, p, b.base)
	if !val.Has() {
		return Point{Reason: string(val.Reason), Datum: b.absent(it, v, p, val.Reason)}
	}
	pt := Point{Has: true, Datum: -1}
	switch {
	case v == spec.Value, it.Trailing && (v == spec.TTM || v == spec.Annual):
		from := p
		if v == spec.Annual {
			from = figure.QuarterOf(p.Year, 4)
		}
		row, _ := b.st.Figure(it.key, from)
		pt.Datum = b.reported(it, row, p)
		pt.Hollow = row.Evidence == figure.SumChecked
		pt.Text, pt.Exact = b.f.Amount(row.Value, it.series.Unit), row.Value.String()
		pt.Value = row.Value.Float()
	default:
		pt = b.computed(it, v, p, val)
	}
	if g := b.growthOf(it, v, p); g.Has() && !rate(v) && v != spec.Index {
		pt.Change = b.onYear(it, g, v)
	}
	return pt
}

// onYear says a change on a year earlier in words.
func (b *builder) onYear(it item, g series.Value, v spec.View) string {
	words := " on a year earlier"
	if v == spec.Annual {
		words = " on the year before"
	}
	switch {
	case it.series.Unit == figure.Percent:
		return b.f.Points(g.Ratio) + words
	case b.aroundZero():
		return b.f.SignedMoney(g.Amount) + words
	}
	return b.f.Change(g.Ratio) + words
}

// computed makes a point of what we computed, with its formula in words.
func (b *builder) computed(it item, v spec.View, p figure.Period, val series.Value) Point {
	pt := Point{Has: true}
	unit := string(it.series.Unit)
	points := it.series.Unit == figure.Percent && (v == spec.YoY || v == spec.QoQ)
	switch {
	case points:
		pt.Exact, unit, pt.Text = decimals(val.Ratio, 4), "percentage points", b.f.Points(val.Ratio)
	case v == spec.Share:
		pt.Exact, unit, pt.Text = decimals(val.Ratio*100, 4), "percent", b.f.Percent(val.Ratio)
	case rate(v):
		pt.Exact, unit, pt.Text = decimals(val.Ratio*100, 4), "percent", b.f.Change(val.Ratio)
	case v == spec.Index:
		pt.Exact, unit, pt.Text = decimals(val.Ratio, 4), "index", b.f.Number(val.Ratio, 0)
	default:
		pt.Exact, pt.Text = val.Amount.String(), b.f.Amount(val.Amount, it.series.Unit)
	}
	pt.Value, _ = strconv.ParseFloat(pt.Exact, 64)
	d := Datum{
		Series: it.key + ":" + string(v), Name: it.Label + ", " + b.datumName(v), Period: p,
		Value: pt.Exact, Unit: unit, Computed: b.formula(it, v, val),
	}
	b.credit(&d, it, val.Used)
	pt.Hollow = d.Evidence == figure.SumChecked
	pt.Datum = b.add(d)
	return pt
}

// formula says in words how a value was computed.
func (b *builder) formula(it item, v spec.View, val series.Value) string {
	if len(val.Used) == 0 {
		return "computed"
	}
	said := func(p figure.Period) string {
		row, _ := b.st.Figure(it.key, p)
		return b.f.Exact(row.Value) + " in " + b.f.Period(p)
	}
	first, last := val.Used[0], val.Used[len(val.Used)-1]
	switch v {
	case spec.YoY, spec.QoQ:
		if it.series.Unit == figure.Percent {
			return said(last) + " less " + said(first)
		}
		return said(last) + " over " + said(first) + ", less 1"
	case spec.Share:
		return said(last) + " over " + b.f.Exact(b.whole().At(last).Amount) + ", the sum of " + b.names()
	case spec.Index:
		return said(last) + " over " + said(first) + ", times 100"
	case spec.CAGR:
		return "compound growth a year from " + said(first) + " to " + said(last)
	case spec.Annual:
		switch it.series.Aggregation {
		case figure.EndOf:
			return "the last quarter of the year, " + said(last)
		case figure.Average:
			return "the mean of the four quarters of the year"
		}
	}
	var parts []string
	for _, p := range val.Used {
		row, _ := b.st.Figure(it.key, p)
		parts = append(parts, b.f.Exact(row.Value))
	}
	return "sum of " + b.f.Periods(first, last) + ": " + strings.Join(parts, " + ")
}

// decimals writes a computed number in machine form, without needless zeros.
func decimals(v float64, n int) string {
	s := strconv.FormatFloat(v, 'f', n, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}
