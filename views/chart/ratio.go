package chart

import (
	"slices"
	"strconv"
	"strings"

	"megacycle/store/figure"
	"megacycle/store/series"
	"megacycle/store/spec"
)

// divide gives an item its breaks and what it is divided by. It says whether
// everything that the item needs is known.
func (b *builder) divide(it *item) bool {
	for _, s := range it.Breaks {
		if p, err := figure.ParsePeriod(s); err == nil {
			it.line.Breaks = append(it.line.Breaks, p)
		}
	}
	if it.Over == "" {
		return true
	}
	o, ok := b.st.Series(it.Over)
	if !ok {
		return false
	}
	l := series.Of(o, b.st.Rows(it.Over))
	l.Breaks = it.line.Breaks
	it.over = &l
	return true
}

// viewFor gives the view in which an item is read: growth that a company reports
// as such stands as it is where others are computed.
func (b *builder) viewFor(it item, v spec.View) spec.View {
	if b.sp.Kind == string(spec.Lines) && v == spec.YoY && it.series.Unit == figure.Percent {
		return spec.Value
	}
	return v
}

// ratio computes an item that is one series over another: of the same quarter,
// of trailing sums or of calendar years; its changes are percentage points.
func ratio(it item, v spec.View, p figure.Period) series.Value {
	switch v {
	case spec.TTM:
		return series.Share(it.line.Trailing(p), it.over.Trailing(p))
	case spec.Annual:
		return series.Share(it.line.Year(p.Year), it.over.Year(p.Year))
	case spec.YoY:
		return ratioChange(it, spec.Value, p, 4)
	case spec.QoQ:
		return ratioChange(it, spec.Value, p, 1)
	case spec.Value:
		return series.Share(it.line.At(p), it.over.At(p))
	}
	return series.Value{Reason: series.NotSummable}
}

// ratioChange gives how many percentage points a ratio has gained in back periods.
func ratioChange(it item, v spec.View, p figure.Period, back int) series.Value {
	now, before := ratio(it, v, p), ratio(it, v, p.Add(-back))
	switch {
	case !now.Has():
		return now
	case !before.Has():
		return series.Value{Reason: series.GapInWindow}
	case slices.ContainsFunc(it.line.Breaks, func(q figure.Period) bool { return p.Add(-back).Start() < q.Start() && q.Start() <= p.Start() }):
		return series.Value{Reason: series.Break}
	}
	return series.Value{Ratio: (now.Ratio - before.Ratio) * 100, Used: append(slices.Clone(before.Used), now.Used...)}
}

// ratioKey names what a ratio's numbers are filed under.
func ratioKey(it item, v spec.View) string {
	key := it.key + ":ratio"
	if v != spec.Value {
		key += "-" + string(v)
	}
	return key
}

// ratioPoint makes a point of a ratio, credited to us with both series' sources.
func (b *builder) ratioPoint(it item, v spec.View, p figure.Period) Point {
	val := ratio(it, v, p)
	unit := "percent"
	if v == spec.YoY || v == spec.QoQ {
		unit = "percentage points"
	}
	d := Datum{Series: ratioKey(it, v), Name: join(it.Label, lower(b.sp.Measure)), Period: p, Unit: unit}
	if v != spec.Value {
		d.Name += ", " + b.datumName(v)
	}
	if !val.Has() {
		d.Reason = string(val.Reason)
		return Point{Reason: d.Reason, Datum: b.add(d)}
	}
	pt := Point{Has: true}
	if unit == "percent" {
		pt.Exact, pt.Text = decimals(val.Ratio*100, 4), b.f.Percent(val.Ratio)
		d.Computed = b.ratioFormula(it, v, p, val)
	} else {
		pt.Exact, pt.Text = decimals(val.Ratio, 4), b.f.Points(val.Ratio)
		now, before := ratio(it, spec.Value, p), ratio(it, spec.Value, p.Add(map[spec.View]int{spec.YoY: -4, spec.QoQ: -1}[v]))
		d.Computed = b.f.Percent(now.Ratio) + " less " + b.f.Percent(before.Ratio)
	}
	pt.Value = parse(pt.Exact)
	d.Value = pt.Exact
	over := it
	over.key = it.Over
	b.credit(&d, it, val.Used)
	b.credit(&d, over, val.Used)
	pt.Hollow = d.Evidence == figure.SumChecked
	pt.Datum = b.add(d)
	back := 4
	if p.Kind == figure.Year {
		back = 1
	}
	if g := ratioChange(it, v, p, back); unit == "percent" && g.Has() {
		pt.Change = b.f.Points(g.Ratio) + map[bool]string{true: " on the year before", false: " on a year earlier"}[v == spec.Annual]
	}
	return pt
}

// ratioFormula says which two numbers were divided.
func (b *builder) ratioFormula(it item, v spec.View, p figure.Period, val series.Value) string {
	x, y := it.line.At(p), it.over.At(p)
	when := b.f.Period(p)
	switch v {
	case spec.TTM:
		x, y = it.line.Trailing(p), it.over.Trailing(p)
		when = "the four quarters to " + when
	case spec.Annual:
		x, y = it.line.Year(p.Year), it.over.Year(p.Year)
	}
	return b.f.Exact(x.Amount) + " over " + b.f.Exact(y.Amount) + " in " + when
}

// bounded says whether a qualifier makes a figure a bound or a round word.
func bounded(qualifier string) bool {
	return qualifier == "about" || qualifier == "over" || qualifier == "up to"
}

// saysEach writes the definition's finding where it has a place for the value of
// each item, {value:0} for the chart's first; false when one of them is not shown
// or has no value, or the view shows changes.
func (b *builder) saysEach(items []item, at figure.Period) (string, bool) {
	text := b.sp.Says
	if !strings.Contains(text, "{value:") || rate(b.q.View) {
		return "", false
	}
	for i, offered := range b.sp.Items {
		place := "{value:" + strconv.Itoa(i) + "}"
		if !strings.Contains(text, place) {
			continue
		}
		k := slices.IndexFunc(items, func(it item) bool { return it.Series == offered.Series })
		if k < 0 {
			return "", false
		}
		pt := b.point(items[k], b.viewFor(items[k], b.q.View), at)
		if !pt.Has {
			return "", false
		}
		text = strings.ReplaceAll(text, place, pt.Text)
	}
	if b.q.View == spec.TTM {
		return text + " over four quarters", true
	}
	return text + " in " + b.f.Period(at), true
}

// quotedNotes sets what was quoted about an item's ratio beside what the figures
// of that year say.
func (b *builder) quotedNotes() {
	for _, id := range b.sp.Bets {
		bet, ok := b.st.Bet(id)
		if !ok || !bet.Target.IsSet() || bet.Deadline == "" {
			continue
		}
		year := figure.YearOf(bet.Deadline.Time().Year())
		for _, it := range b.show {
			if it.over == nil || it.key != strings.TrimSuffix(bet.Series, ".fy") {
				continue
			}
			if r := ratio(it, spec.Annual, year); r.Has() {
				b.p.Notes = append(b.p.Notes, "Quoted in "+b.f.Month(bet.SaidOn)+": “"+bet.Statement+"”. In "+b.f.Period(year)+" it was "+b.f.Percent(r.Ratio)+".")
			}
		}
	}
}
