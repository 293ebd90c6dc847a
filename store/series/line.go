package series

import (
	"slices"

	"megacycle/store/figure"
)

// Value is one result: an exact amount, a ratio, or the reason why there is none.
type Value struct {
	Amount figure.Amount   // in the unit of the line; set for levels, sums and means
	Ratio  float64         // of a change or share: 0.25 means 25 %; of a percent line's change: percentage points
	Reason Reason          // OK when there is a value
	Used   []figure.Period // the periods that went into it, ascending
}

// Has says whether there is a value.
func (v Value) Has() bool { return v.Reason == OK }

func no(r Reason) Value { return Value{Reason: r} }

// Line is one series over time, ready to be computed with. Make it with Of or Sum.
type Line struct {
	Key         string
	Unit        figure.Unit
	Aggregation figure.Aggregation
	Group       string          // comparability group; lines of different groups are never added
	Breaks      []figure.Period // first periods of a new definition; nothing is compared across one
	values      map[figure.Period]Value
	first, last figure.Period // of what has a value; zero when nothing has
}

// Of makes a line of a series' current rows. Only points count: statements
// (guidance, targets and ranges) are about the future and stay out.
func Of(s figure.Series, rows []figure.Row) Line {
	l := Line{Key: s.Key, Unit: s.Unit, Aggregation: s.Aggregation, Group: s.Group, values: make(map[figure.Period]Value, len(rows))}
	for _, r := range rows {
		switch {
		case r.Status == figure.Guidance || r.Status == figure.Target:
		case r.Value.IsSet() && r.Reason == figure.HasValue:
			l.put(r.Period, Value{Amount: r.Value, Used: []figure.Period{r.Period}})
		case r.Reason == figure.Withdrawn:
			l.put(r.Period, no(Withdrawn))
		case r.Reason == figure.NotDisclosed:
			l.put(r.Period, no(NotDisclosed))
		}
	}
	return l
}

func (l *Line) put(p figure.Period, v Value) {
	if l.values == nil {
		l.values = map[figure.Period]Value{}
	}
	l.values[p] = v
	if !v.Has() {
		return
	}
	if l.first.IsZero() || order(p, l.first) < 0 {
		l.first = p
	}
	if l.last.IsZero() || order(p, l.last) > 0 {
		l.last = p
	}
}

// order compares periods; of one kind it needs no dates.
func order(a, b figure.Period) int {
	if a.Kind == b.Kind {
		return a.Sub(b)
	}
	return a.Compare(b)
}

// First gives the first period with a value, the zero Period when there is none.
func (l Line) First() figure.Period { return l.first }

// Last gives the newest period with a value, the zero Period when there is none.
func (l Line) Last() figure.Period { return l.last }

// Periods gives all periods with a value, ascending.
func (l Line) Periods() []figure.Period {
	var out []figure.Period
	for p, v := range l.values {
		if v.Has() {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, order)
	return out
}

// At gives the value as reported.
func (l Line) At(p figure.Period) Value {
	if v, ok := l.values[p]; ok {
		return v
	}
	if l.last.IsZero() || p.Start() > l.last.Start() {
		return no(NotYet)
	}
	return no(NoFigure)
}

// broken says whether a definition changed after a and up to b.
func (l Line) broken(a, b figure.Period) bool {
	return slices.ContainsFunc(l.Breaks, func(p figure.Period) bool { return a.Compare(p) < 0 && p.Compare(b) <= 0 })
}

// window gives the values of the n periods that end with p, or the reason why
// they cannot be taken together.
func (l Line) window(p figure.Period, n int) ([]Value, Reason) {
	if v := l.At(p); !v.Has() {
		return nil, v.Reason
	}
	var out []Value
	for q := p.Add(1 - n); q.Sub(p) <= 0; q = q.Add(1) {
		v := l.At(q)
		if !v.Has() {
			return nil, GapInWindow
		}
		out = append(out, v)
	}
	if l.broken(p.Add(1-n), p) {
		return nil, Break
	}
	return out, OK
}

// total adds values exactly.
func total(vs []Value) Value {
	sum := Value{Amount: figure.IntAmount(0)}
	for _, v := range vs {
		sum.Amount = sum.Amount.Add(v.Amount)
		sum.Used = append(sum.Used, v.Used...)
	}
	return sum
}

// Derive makes a line of what f gives for each period that l has, such as its
// trailing sums, so that it can be computed with again. The reasons are kept.
func (l Line) Derive(f func(figure.Period) Value) Line {
	n := Line{Key: l.Key, Unit: l.Unit, Aggregation: figure.None, Group: l.Group, Breaks: l.Breaks}
	for p := range l.values {
		n.put(p, f(p))
	}
	return n
}
