package chart

import (
	"slices"

	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/store/series"
	"megacycle/store/spec"
	"megacycle/views/format"
)

// Build makes the plot of a chart in a state of the figures and of its address.
// A state that the chart cannot serve is Invalid; figures that are not there give
// a Plot whose Empty says why, never an error.
func Build(st *figure.State, sp spec.Chart, q spec.State) (*Plot, error) {
	n, err := q.Check(sp)
	if err != nil {
		return nil, err
	}
	if n.Compare != "" {
		return compared(st, sp, n)
	}
	b := newBuilder(st, sp, n)
	if sp.Kind == string(spec.Statements) {
		b.statements()
		b.finish()
		return b.p, nil
	}
	if b.cover(); b.p.Empty != "" {
		b.finish()
		return b.p, nil
	}
	if err := b.apart(); err != nil {
		return nil, err
	}
	if err := b.draw(spec.Kind(sp.Kind)); err != nil {
		return nil, err
	}
	b.vacant()
	b.finish()
	if err := b.logarithm(); err != nil {
		return nil, err
	}
	return b.p, nil
}

// draw calls the builder of a kind.
func (b *builder) draw(kind spec.Kind) error {
	if b.q.Type == spec.Donut {
		b.donut()
		return nil
	}
	switch kind {
	case spec.Growth:
		b.growth()
	case spec.Shares:
		b.shares()
	case spec.Capex:
		b.capex()
	case spec.Path:
		b.path()
	case spec.Cashflow:
		b.cashflow()
	case spec.Crossing:
		b.crossing()
	case spec.Lines:
		b.traces()
	case spec.Power:
		b.power()
	case spec.Margin:
		b.margin()
	default:
		return fault.New(fault.Internal, "chart %s: no builder draws the kind %q", b.sp.Slug, b.sp.Kind)
	}
	return nil
}

// Specs gives all chart definitions of a state, in the order of lists.
func Specs(st *figure.State) ([]spec.Chart, error) {
	var out []spec.Chart
	for _, c := range st.Charts() {
		sp, err := spec.Parse(c)
		if err != nil {
			return nil, err
		}
		out = append(out, sp)
	}
	slices.SortStableFunc(out, func(a, b spec.Chart) int { return a.Order - b.Order })
	return out, nil
}

// item is one series that the plot shows.
type item struct {
	spec.Item
	key    string // of the series, in the definition that is shown
	series figure.Series
	line   series.Line
	over   *series.Line // what it is divided by; nil when it stands for itself
	colour string
}

// builder puts one plot together.
type builder struct {
	st    *figure.State
	sp    spec.Chart
	q     spec.State // defaults filled in
	f     *format.Language
	p     *Plot
	all   []item // every item that the chart offers and that this state knows
	show  []item // those shown
	data  map[datumKey]int
	lines map[string]series.Line // trailing sums and calendar years, see derived

	first, last figure.Period // the quarters or years that are shown
	newest      figure.Period // the last one with a value, shown or not
	base        figure.Period // first shown, for indices
}

func newBuilder(st *figure.State, sp spec.Chart, q spec.State) *builder {
	b := &builder{st: st, sp: sp, q: q, f: format.In(q.Lang), data: map[datumKey]int{}, lines: map[string]series.Line{}}
	b.q.View, b.q.Type, b.q.Def = q.ViewOf(sp), q.TypeOf(sp), q.DefOf(sp)
	b.p = &Plot{
		Slug: sp.Slug, Spec: sp, Release: st.Release, Name: sp.Name, Notes: slices.Clone(sp.Notes),
	}
	if st.Rewound {
		b.p.AsOf = st.AsOf
	}
	for _, it := range sp.Items {
		if one, ok := b.item(it); ok {
			b.all = append(b.all, one)
		}
	}
	for _, it := range sp.Shown(q) {
		if one, ok := b.item(it); ok {
			b.show = append(b.show, one)
		}
	}
	return b
}

// item finds the series of an item in the definition that is shown.
func (b *builder) item(it spec.Item) (item, bool) {
	key := it.Key(b.q.Def)
	s, ok := b.st.Series(key)
	if !ok {
		return item{}, false
	}
	one := item{Item: it, key: key, series: s, line: series.Of(s, b.st.Rows(key)), colour: it.Colour}
	if !b.divide(&one) {
		return item{}, false
	}
	if one.colour == "" {
		one.colour = s.Company
	}
	return one, true
}

// annual says whether the slots are calendar years.
func (b *builder) annual() bool { return b.q.View == spec.Annual }

// cover finds the periods to show: those for which an item has a value in this
// view, cut to what the address asks for. It says so when it had to cut more, and
// sets Empty when nothing is left.
func (b *builder) cover() {
	var lo, hi figure.Period
	v := b.q.View
	if v == spec.CAGR { // its first period is its base and has no growth yet
		v = spec.Value
	}
	for _, it := range b.show {
		for _, p := range b.periods(it) {
			if v := b.value(it, b.viewFor(it, v), p, p); !v.Has() {
				continue
			}
			if lo.IsZero() || p.Compare(lo) < 0 {
				lo = p
			}
			if hi.IsZero() || p.Compare(hi) > 0 {
				hi = p
			}
		}
	}
	if b.sp.Kind == string(spec.Power) {
		lo, hi = b.powerSpan()
	}
	if lo.IsZero() {
		b.p.Empty = b.nothing()
		return
	}
	b.first, b.last, b.newest = lo, hi, hi
	if d, err := figure.ParsePeriod(b.sp.From); err == nil && b.q.From.IsZero() {
		if d = b.fit(d, false); d.Compare(lo) > 0 && d.Compare(hi) <= 0 {
			b.first = d
		}
	}
	from, to := b.q.From, b.q.To
	if !from.IsZero() {
		from = b.fit(from, false)
		if from.Compare(lo) < 0 || from.Compare(hi) > 0 {
			b.p.Clamped = "The figures run from " + b.f.Periods(lo, hi) + "; the range was cut to that."
		}
		b.first = clamp(from, lo, hi)
	}
	if !to.IsZero() {
		to = b.fit(to, true)
		if to.Compare(lo) < 0 || to.Compare(b.horizon()) > 0 {
			b.p.Clamped = "The figures run from " + b.f.Periods(lo, hi) + "; the range was cut to that."
		}
		b.last = clamp(to, lo, hi)
		if b.last.Compare(b.first) < 0 {
			b.first = b.last
		}
	}
	b.base = b.first
	if b.q.View == spec.CAGR && b.last.Sub(b.first) < perYear(b.first) {
		b.p.Empty = "Growth a year needs a year of figures at least; those shown run from " + b.f.Periods(b.first, b.last) + "."
	}
}

// horizon gives the last period that the chart has something to say about: its
// newest figure, or what was said about a time ahead of that.
func (b *builder) horizon() figure.Period {
	end := b.newest
	later := func(p figure.Period) {
		if p.Kind == end.Kind && p.Compare(end) > 0 {
			end = p
		}
	}
	switch spec.Kind(b.sp.Kind) {
	case spec.Path:
		if bet, ok := b.target(); ok {
			later(figure.QuarterAt(bet.Deadline))
		}
	case spec.Cashflow:
		for _, e := range b.estimates() {
			later(b.estimateSlot(e.row.Period))
		}
	case spec.Shares:
		later(b.newestQuote())
	case spec.Capex:
		later(b.guidedYear())
	}
	return end
}

// until gives the last slot: the horizon, unless the address cuts it.
func (b *builder) until() figure.Period {
	if b.q.To.IsZero() {
		return b.horizon()
	}
	return clamp(b.fit(b.q.To, true), b.first, b.horizon())
}

func clamp(p, lo, hi figure.Period) figure.Period {
	switch {
	case p.Compare(lo) < 0:
		return lo
	case p.Compare(hi) > 0:
		return hi
	}
	return p
}

// fit makes a quarter or a year of the kind of the slots.
func (b *builder) fit(p figure.Period, end bool) figure.Period {
	switch {
	case b.annual() && p.Kind == figure.Quarter:
		return figure.YearOf(p.Year)
	case !b.annual() && p.Kind == figure.Year && end:
		return figure.QuarterOf(p.Year, 4)
	case !b.annual() && p.Kind == figure.Year:
		return figure.QuarterOf(p.Year, 1)
	}
	return p
}

// periods gives the candidates for slots of an item.
func (b *builder) periods(it item) []figure.Period {
	var out []figure.Period
	for _, p := range it.line.Periods() {
		if p.Kind != figure.Quarter {
			continue
		}
		if b.annual() {
			p = figure.YearOf(p.Year)
		}
		if len(out) == 0 || out[len(out)-1] != p {
			out = append(out, p)
		}
	}
	return out
}

// nothing says why there is nothing to draw.
func (b *builder) nothing() string {
	name := b.sp.Name
	if len(b.show) > 0 {
		name = b.show[0].Label
		if b.q.View == spec.Share && b.value(b.show[0], spec.Share, b.show[0].line.Last(), figure.Period{}).Reason == series.Mixed {
			return b.names() + " follow different definitions: neither is a part of one total."
		}
	}
	if b.p.AsOf != "" {
		return "Nothing about " + name + " had been published by " + b.f.Date(b.p.AsOf) + "."
	}
	return "There are no figures about " + name + " yet. They appear here with the first release that has them."
}

// slots makes the time axis from first to last.
func (b *builder) slots(first, last figure.Period) {
	for _, p := range figure.Range(first, last) {
		b.p.Slots = append(b.p.Slots, Slot{Period: p, Label: b.f.Period(p), Short: b.f.ShortPeriod(p)})
	}
}

// slot gives the index of a period on the axis, -1 when it is not there.
func (b *builder) slot(p figure.Period) int {
	return slices.IndexFunc(b.p.Slots, func(s Slot) bool { return s.Period == p })
}

// slotOf gives the index of the slot that contains a day, -1 when none does.
func (b *builder) slotOf(d figure.Date) int {
	if b.p.Days != nil {
		return slices.Index(b.p.Days, d)
	}
	return slices.IndexFunc(b.p.Slots, func(s Slot) bool { return s.Period.Start() <= d && d <= s.Period.End() })
}
