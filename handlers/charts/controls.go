package charts

import (
	"slices"
	"strconv"
	"strings"

	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/store/spec"
	"megacycle/views/chart"
	"megacycle/views/format"
	"megacycle/views/ui"
)

// viewNames says the views as the controls do.
func viewNames() map[spec.View]string {
	return map[spec.View]string{
		spec.Value: "Value", spec.YoY: "% on a year", spec.QoQ: "% on a quarter", spec.TTM: "Trailing", spec.Annual: "Year",
		spec.Index: "Index", spec.Share: "Share", spec.CAGR: "Growth a year",
	}
}

// typeNames says the types as the controls do.
func typeNames() map[spec.Type]string {
	return map[spec.Type]string{
		spec.Line: "Line", spec.Bar: "Bars", spec.Stacked: "Stacked", spec.Area: "Area", spec.Donut: "Snapshot", spec.Tabular: "Table",
	}
}

// offered gives the views that every chart page names, so that a reader sees what
// is missing and why.
func offered() []spec.View { return []spec.View{spec.Value, spec.YoY, spec.QoQ, spec.TTM, spec.Annual} }

// controls fills the controls of a chart page.
func controls(a *Asked) ui.Controls {
	c := ui.Controls{Action: "/charts/" + a.Spec.Slug, Today: string(a.State.Today), Day: string(a.State.AsOf)}
	c.Views = a.views(&c.Why)
	c.Types = a.types()
	c.Defs = a.defs(&c.Why)
	a.ranges(&c)
	c.AsOf = a.days()
	c.Release = a.releases()
	if !ui.Choosable(c.Release) {
		c.Why = append(c.Why, "Release: there is only one so far.")
	}
	c.Series = a.series()
	if len(a.Spec.Events) > 0 {
		on := a.Query.Events != "0"
		s := ui.Switch{Name: "Events", On: on, Title: "Show what happened along the time axis"}
		s.Href = a.with(func(q *spec.State) { q.Events = "0" })
		if !on {
			s.Href = a.with(func(q *spec.State) { q.Events = "" })
		} else {
			s.Title = "Hide what happened along the time axis"
		}
		c.Events = &s
	}
	c.Scales = a.scales(&c.Why)
	c.Kinds = a.kinds()
	c.Chip = a.Plot.Def
	c.Hidden = a.hidden("view", "type", "def", "scale", "from", "to", "asof", "release")
	c.Rewound = a.hidden("asof")
	a.sliders(&c)
	c.Compare = ui.Compare{Day: string(a.Query.Compare), Hidden: a.hidden("compare")}
	if a.Query.Compare != "" {
		c.Compare.Alone = a.with(func(q *spec.State) { q.Compare = "" })
	}
	return c
}

// with gives the address of this page with the state changed.
func (a *Asked) with(change func(*spec.State)) string {
	b := *a
	change(&b.Query)
	return b.Address("/charts/" + a.Spec.Slug)
}

// hidden gives the parameters of this state that a form carries along.
func (a *Asked) hidden(without ...string) []ui.Option {
	var out []ui.Option
	for _, kv := range pairs(a.Query.Query(a.Spec)) {
		if !slices.Contains(without, kv[0]) {
			out = append(out, ui.Option{Name: kv[0], Value: kv[1]})
		}
	}
	return out
}

func (a *Asked) views(why *[]string) []ui.Option {
	if len(a.Spec.Views) == 0 {
		return nil
	}
	now := a.Query.ViewOf(a.Spec)
	list := offered()
	for _, v := range a.Spec.Views {
		if !slices.Contains(list, v) {
			list = append(list, v)
		}
	}
	var out []ui.Option
	var not []string
	for _, v := range list {
		o := ui.Option{Name: viewNames()[v], Value: string(v), Current: v == now}
		if !slices.Contains(a.Spec.Views, v) {
			o.Why = a.whyNot(v)
			not = append(not, "“"+viewNames()[v]+"”")
		} else if q := a.Query; v != now {
			q.View = v
			if _, err := q.Check(a.Spec); err != nil { // the type that was asked for cannot draw it
				o.Why = reasonIn(err)
			}
		}
		out = append(out, o)
	}
	if len(not) > 0 {
		*why = append(*why, "View: "+format.List(not)+" "+plural(len(not), "does", "do")+" not apply here. "+a.reason())
	}
	return out
}

// whyNot says why a view cannot be chosen: in the words of the check itself.
func (a *Asked) whyNot(v spec.View) string {
	q := a.Query
	q.View = v
	if _, err := q.Check(a.Spec); err != nil {
		return reasonIn(err)
	}
	return a.reason()
}

// reasonIn gives what a check says is wrong, without what could be done instead.
func reasonIn(err error) string {
	text := fault.Message(err)
	if f := fault.Fields(err); len(f) > 0 {
		text = f[0].Message
	}
	text, _, _ = strings.Cut(text, ";")
	return text + "."
}

// reason says in words why some views make no sense for this chart.
func (a *Asked) reason() string {
	for _, it := range a.Spec.Items {
		s, ok := a.State.Series(it.Series)
		switch {
		case !ok:
		case s.Unit == figure.Percent:
			return "Shares are percentages of a quarter: they do not add up over quarters."
		case s.Aggregation == figure.None:
			return "The series is not a flow that quarters add up to."
		}
	}
	return "The chart is about one measure, and another view would say something else."
}

func (a *Asked) types() []ui.Option {
	now := a.Query.TypeOf(a.Spec)
	all := chart.Types(a.State, a.Spec, a.Query)
	var out []ui.Option
	for _, t := range a.Spec.Types {
		o := ui.Option{Name: typeNames()[t], Value: string(t), Current: t == now}
		for _, c := range all {
			if c.Value == o.Value {
				o.Why = c.Why
			}
		}
		out = append(out, o)
	}
	return out
}

// scales offers the linear and the logarithmic scale, and says why not the latter.
func (a *Asked) scales(why *[]string) []ui.Option {
	var out []ui.Option
	for _, c := range chart.Scales(a.State, a.Spec, a.Query) {
		o := ui.Option{Name: map[string]string{"linear": "Linear", "log": "Log"}[c.Value], Value: c.Value, Current: c.Current}
		if c.Why != "" && !c.Current {
			o.Why, _, _ = strings.Cut(c.Why, ";")
			*why = append(*why, "Logarithmic scale: "+o.Why+".")
		}
		out = append(out, o)
	}
	return out
}

// kinds offers the kinds of event that happened in the time shown.
func (a *Asked) kinds() []ui.Switch {
	if a.Plot.Empty != "" || a.Query.TypeOf(a.Spec) == spec.Donut {
		return nil
	}
	all := chart.EventKinds(a.Plot, a.State)
	var out []ui.Switch
	for _, k := range all {
		var next []string
		for _, other := range all {
			if (other.Value == k.Value) != other.Current {
				next = append(next, other.Value)
			}
		}
		list := strings.Join(next, ",")
		if list == "" {
			list = "0"
		}
		out = append(out, ui.Switch{Name: k.Name, On: k.Current, Href: a.with(func(q *spec.State) { q.Events = list }),
			Title: map[bool]string{true: "Hide events of this kind", false: "Show all events of this kind about what is shown"}[k.Current]})
	}
	return out
}

// defs offers the definitions of capital expenditure, where a chart has several.
func (a *Asked) defs(why *[]string) []ui.Option {
	if len(a.Spec.Defs) < 2 {
		return nil
	}
	names := map[string]string{"cash": "Cash", "net": "Net of proceeds", "leases": "With leases", "guided": "As guided"}
	var out []ui.Option
	for _, d := range a.Spec.Defs {
		o := ui.Option{Name: names[d], Value: d, Current: d == a.Query.DefOf(a.Spec)}
		q := a.Query
		q.Def = d
		if q, err := q.Check(a.Spec); err != nil {
			o.Why = reasonIn(err)
		} else if p, err := chart.Build(a.State, a.Spec, q); err == nil && p.Empty != "" && a.Plot.Empty == "" {
			o.Why = p.Empty
		}
		if o.Why != "" {
			*why = append(*why, names[d]+": "+o.Why)
		}
		out = append(out, o)
	}
	return out
}

// ranges offers the periods that the chart's series have.
func (a *Asked) ranges(c *ui.Controls) {
	periods := a.coverage()
	if len(periods) < 2 {
		return
	}
	c.Ranges = true
	first, last := "First", "Newest"
	if a.Spec.From != "" {
		first = "Usual"
		if p, err := figure.ParsePeriod(a.Spec.From); err == nil && p.Kind == periods[0].Kind {
			first = "Usual, " + format.Period(p)
		}
	}
	c.From = append(c.From, ui.Option{Name: first, Current: a.Query.From.IsZero()})
	c.To = append(c.To, ui.Option{Name: last, Current: a.Query.To.IsZero()})
	for _, p := range periods {
		c.From = append(c.From, ui.Option{Name: format.Period(p), Value: p.String(), Current: p == a.Query.From})
	}
	for _, p := range slices.Backward(periods) {
		c.To = append(c.To, ui.Option{Name: format.Period(p), Value: p.String(), Current: p == a.Query.To})
	}
}

// coverage gives the periods from the first to the last figure of the chart's
// series, in the kind of period that the chart shows.
func (a *Asked) coverage() []figure.Period {
	kind := figure.Quarter
	if len(a.Plot.Slots) > 0 {
		kind = a.Plot.Slots[0].Period.Kind
	}
	var lo, hi figure.Period
	add := func(p figure.Period) {
		if kind == figure.Year && p.Kind == figure.Quarter {
			p = figure.YearOf(p.Year)
		}
		if p.Kind != kind {
			return
		}
		if lo.IsZero() || p.Compare(lo) < 0 {
			lo = p
		}
		if hi.IsZero() || p.Compare(hi) > 0 {
			hi = p
		}
	}
	for _, it := range a.Spec.Items {
		for _, r := range a.State.Rows(it.Series) {
			add(r.Period)
		}
	}
	for _, s := range a.Plot.Slots {
		add(s.Period)
	}
	if lo.IsZero() {
		return nil
	}
	return figure.Range(lo, hi)
}

// days offers the days on which a figure of this chart was published, newest
// first, by what the release knows today.
func (a *Asked) days() []ui.Option {
	out := []ui.Option{{Name: "Today, " + format.Date(a.State.Today), Current: !a.State.Rewound}}
	seen := map[figure.Date]bool{}
	if a.State.Rewound {
		seen[a.State.AsOf] = true
	}
	mine := map[string]bool{}
	for _, it := range a.Spec.Items {
		mine[it.Series] = true
	}
	for _, d := range a.Plot.Data {
		mine[d.Series] = true
	}
	for _, r := range a.State.Ledger().Rows {
		if mine[r.Series] && r.Release <= a.State.Release.N && r.Reason != figure.Retracted {
			seen[r.PublishedOn] = true
		}
	}
	list := make([]figure.Date, 0, len(seen))
	for d := range seen {
		list = append(list, d)
	}
	slices.Sort(list)
	for _, d := range slices.Backward(list) {
		out = append(out, ui.Option{Name: format.Date(d), Value: string(d), Current: a.State.Rewound && d == a.State.AsOf})
	}
	return out
}

func (a *Asked) releases() []ui.Option {
	all := a.State.Ledger().Releases
	var out []ui.Option
	newest := all[len(all)-1].N
	out = append(out, ui.Option{Name: "Newest (" + strconv.Itoa(newest) + ")", Current: a.Query.Release == 0})
	if len(all) == 1 && a.Query.Release == 0 {
		return out
	}
	for _, r := range slices.Backward(all) {
		out = append(out, ui.Option{Name: strconv.Itoa(r.N) + ", " + format.Date(figure.DateOf(r.PublishedAt)), Value: strconv.Itoa(r.N), Current: a.Query.Release == r.N})
	}
	return out
}

// series offers the lines of a chart that has several.
func (a *Asked) series() []ui.Switch {
	if len(a.Spec.Items) < 2 {
		return nil
	}
	on := a.Spec.Shown(a.Query)
	shown := func(it spec.Item) bool {
		return slices.ContainsFunc(on, func(o spec.Item) bool { return o.Series == it.Series })
	}
	var keys []string
	for _, it := range a.Spec.Items {
		if shown(it) {
			keys = append(keys, it.Series)
		}
	}
	var out []ui.Switch
	for _, it := range a.Spec.Items {
		on := shown(it)
		s := ui.Switch{Key: it.Key(a.Query.DefOf(a.Spec)), Name: it.Label, Colour: a.colour(it), Mark: "square", On: on}
		var next []string
		for _, other := range a.Spec.Items {
			if (other.Series == it.Series) != slices.Contains(keys, other.Series) {
				next = append(next, other.Series)
			}
		}
		if on && len(keys) == 1 {
			s.Title = "The last series cannot be taken away"
		} else {
			b := *a
			b.Query.Series = next
			if _, err := b.Query.Check(a.Spec); err != nil {
				s.Title = fault.Message(err)
			} else {
				s.Href = b.Address("/charts/" + a.Spec.Slug)
				s.Title = map[bool]string{true: "Take away ", false: "Add "}[on] + it.Label
			}
		}
		out = append(out, s)
	}
	return out
}

func (a *Asked) colour(it spec.Item) string {
	if it.Colour != "" {
		return it.Colour
	}
	if s, ok := a.State.Series(it.Series); ok {
		return s.Company
	}
	return it.Subject()
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
