package chart

import (
	"fmt"
	"slices"
	"strings"

	"megacycle/store/figure"
	"megacycle/store/spec"
)

// licence is under which our own figures and sums may be used.
const licence = "CC BY 4.0"

// us is the slug under which our own sums are filed.
const us = "megacycle"

// phrase says a view and its unit in words: "% on a year earlier".
func (b *builder) phrase(v spec.View, u figure.Unit) string {
	points := u == figure.Percent
	unit := map[figure.Unit]string{figure.USDMillions: "$ billions", figure.Percent: "%", figure.Gigawatts: "GW"}[u]
	switch v {
	case spec.YoY:
		if points {
			return "percentage points on a year earlier"
		}
		return "% on a year earlier"
	case spec.QoQ:
		if points {
			return "percentage points on the quarter before"
		}
		return "% on the quarter before"
	case spec.TTM:
		return join("trailing four quarters", unit)
	case spec.Annual:
		return join("by calendar year", unit)
	case spec.Index:
		if b.base.IsZero() {
			return "index"
		}
		return "index, " + b.f.Period(b.base) + " is 100"
	case spec.Share:
		return "% of the total"
	case spec.CAGR:
		if b.base.IsZero() {
			return "% growth a year"
		}
		return "% growth a year since " + b.f.Period(b.base)
	}
	if points {
		return "% by quarter"
	}
	return strings.TrimSpace(unit + " a quarter")
}

func join(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// unit gives the unit of the first series shown.
func (b *builder) unit() figure.Unit {
	if len(b.show) == 0 {
		return figure.USDMillions
	}
	return b.show[0].series.Unit
}

// names gives the labels of the items shown.
func (b *builder) names() string {
	var out []string
	for _, it := range b.show {
		out = append(out, it.Label)
	}
	return b.f.List(out)
}

// finish writes the texts that every chart has.
func (b *builder) finish() {
	p := b.p
	p.State = b.q
	if p.Measure == "" {
		p.Measure = join(b.sp.Measure, b.phrase(b.q.View, b.unit()))
	}
	if p.Shown == "" && len(p.Slots) > 0 {
		p.Shown = join(b.names(), b.phrase(b.q.View, b.unit()), b.f.Periods(p.Slots[0].Period, p.Slots[len(p.Slots)-1].Period))
	}
	if p.Shown == "" {
		p.Shown = b.sp.Name
	}
	b.definition()
	if p.AsOf != "" {
		p.Shown += ", as known on " + b.f.Date(p.AsOf)
	}
	if b.q.Release != 0 { // asked for, newest or not: what is pinned must say the same for ever
		p.Shown += fmt.Sprintf(", release %d", b.st.Release.N)
	}
	if p.Finding == "" {
		p.Finding = b.sp.Name
	}
	if p.Empty != "" && p.Summary == "" {
		p.Summary = p.Empty
	}
	b.missing()
	b.source()
	b.mixed()
	b.hollow()
	more := p.Defs
	p.Defs = nil
	for _, it := range b.show {
		b.define(it.series)
	}
	for _, d := range more {
		if !slices.ContainsFunc(p.Defs, func(x Definition) bool { return x.Series == d.Series }) {
			p.Defs = append(p.Defs, d)
		}
	}
	p.Alt = b.alt()
	if p.Table.Caption == "" {
		p.Table.Caption = p.Shown
	}
	b.events()
}

// define adds the definition of a series once.
func (b *builder) define(s figure.Series) {
	if s.Definition == "" || slices.ContainsFunc(b.p.Defs, func(d Definition) bool { return d.Series == s.Key }) {
		return
	}
	b.p.Defs = append(b.p.Defs, Definition{Series: s.Key, Name: s.Name, Text: s.Definition})
}

// alt says what kind of picture it is, what it shows and what it says.
func (b *builder) alt() string {
	kind := "Chart"
	if len(b.p.Panels) > 0 && len(b.p.Panels[0].Marks) > 0 {
		switch b.p.Panels[0].Marks[0].Kind {
		case BarMark:
			kind = "Bar chart"
		case StackMark:
			kind = "Stacked bar chart"
		case LineMark:
			kind = "Line chart"
		case AreaMark:
			kind = "Area chart"
		case RangeMark:
			kind = "Chart of ranges"
		case SliceMark:
			kind = "Donut chart"
		}
	}
	return kind + ": " + b.p.Shown + ". " + b.p.Summary
}

// mixed says that series of different definitions stand side by side.
func (b *builder) mixed() {
	groups := map[string]bool{}
	for _, it := range b.show {
		groups[it.series.Group] = true
	}
	if len(groups) > 1 && b.q.Def != "guided" && b.sp.Kind == string(spec.Growth) {
		b.p.Notes = append(b.p.Notes, "The series shown follow different definitions: compare how they grow, not their size.")
	}
}

// hollow explains the hollow marks where there are any.
func (b *builder) hollow() {
	for _, d := range b.p.Data {
		if d.Evidence == figure.SumChecked {
			b.p.Notes = append(b.p.Notes, "Hollow marks: the quarter is known from filings, but only its year was confirmed in a public document.")
			return
		}
	}
}

// source writes the source line: who published, to which period, when, what the
// figures are not, and the licence.
func (b *builder) source() {
	p := b.p
	var who, houses []string
	var newest figure.Date
	var to figure.Period
	approximate := false
	name := func(list *[]string, slug string) {
		c, ok := b.st.Company(slug)
		if !ok || slug == us {
			return
		}
		if !slices.Contains(*list, c.Name) {
			*list = append(*list, c.Name)
		}
	}
	for _, d := range p.Data {
		key, _, _ := strings.Cut(d.Series, ":")
		s, ok := b.st.Series(key)
		if !ok || d.Value == "" && d.Low == "" {
			continue
		}
		if s.Frequency == "statement" && s.Publisher != s.Company {
			name(&houses, s.Publisher)
			continue
		}
		name(&who, s.Publisher)
		ahead := d.Computed != "" && d.Period.End() > b.last.End() || d.Status == figure.Target // a path or a plan
		if s.Frequency != "statement" && !ahead && (to.IsZero() || d.Period.End() > to.End()) {
			to = d.Period
		}
		if d.PublishedOn > newest {
			newest, approximate = d.PublishedOn, d.Approximate
		}
	}
	p.Credit = licence
	if b.sp.Research {
		p.Credit = "Quoted with credit; not under our licence"
	}
	if len(who) == 0 {
		return
	}
	line := "Source: " + b.f.List(who)
	if !to.IsZero() {
		line += ", to " + b.f.Period(to)
	}
	if newest != "" {
		by := ", published "
		if approximate {
			by = ", published by "
		}
		line += by + b.f.Date(newest)
	}
	p.Source = strings.TrimSuffix(line, ".") + "."
	if len(houses) > 0 {
		p.Source += " Estimates of " + b.f.List(houses) + " are quoted with credit."
	}
	if b.sp.Caveat != "" && (len(b.show) == 1 || b.sp.Kind != string(spec.Growth)) {
		p.Source += " " + b.sp.Caveat
	}
	if b.sp.Research {
		p.Source += " " + p.Credit + "."
	} else {
		p.Source += " " + licence + "."
	}
}

// missing says which reports on the series shown were due and are not entered.
func (b *builder) missing() {
	var keys []string
	publishers := map[string]bool{}
	for _, it := range b.show {
		keys = append(keys, it.key)
		publishers[it.series.Publisher] = true
	}
	if len(keys) > 0 {
		b.p.Missing = missingOf(b.st, b.f, len(publishers) > 1, keys...)
	}
}

// MissingOf says which reports were due and are not entered. Each name is a
// series key or a company slug; without names, everything.
func MissingOf(st *figure.State, names ...string) []Missing {
	return missingOf(st, english(), len(names) != 1, names...)
}

// concerns says whether an event is about a company whose figures are shown.
func (b *builder) concerns(e figure.Event) bool {
	return slices.ContainsFunc(b.show, func(it item) bool { return it.series.Company == e.Company || it.series.Publisher == e.Company })
}

// events marks what happened, in the slots that contain its day: what the
// definition names, or all of the kinds that the address asks for.
func (b *builder) events() {
	if len(b.p.Slots) == 0 {
		return
	}
	for _, e := range b.st.Events() {
		shown, asked := b.q.Shows(e.Kind)
		if !shown || !slices.Contains(b.sp.Events, e.ID) && !(asked && b.concerns(e)) {
			continue
		}
		if i := b.slotOf(e.Date); i >= 0 {
			b.p.Annotations = append(b.p.Annotations, Annotation{Slot: i, Date: e.Date, Text: e.Title, Event: e.ID, Kind: e.Kind})
		}
	}
	slices.SortStableFunc(b.p.Annotations, func(x, y Annotation) int { return x.Slot - y.Slot })
}
