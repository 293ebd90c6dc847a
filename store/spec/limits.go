package spec

import (
	"slices"
	"strings"

	"megacycle/store/figure"
)

// EventKinds lists the kinds of event as the parameter events names them, in
// their canonical order: the kinds of the store with a hyphen for a space.
var EventKinds = []string{
	"earnings", "guidance", "deal", "launch", "chip", "outage", "market-reaction", "policy", "energy", "organisation", "definition",
}

// EventKind gives the name of a kind in an address.
func EventKind(kind string) string { return strings.ReplaceAll(kind, " ", "-") }

// setEvents reads 0, 1 or a list of kinds.
func (s *State) setEvents(v string) string {
	if v == "0" || v == "1" {
		s.Events = v
		return ""
	}
	on := map[string]bool{}
	for _, k := range strings.Split(v, ",") {
		if !slices.Contains(EventKinds, k) {
			return quote(k) + " is not one of 0, 1 or kinds with commas between: " + list(EventKinds)
		}
		on[k] = true
	}
	var kinds []string
	for _, k := range EventKinds {
		if on[k] {
			kinds = append(kinds, k)
		}
	}
	s.Events = strings.Join(kinds, ",")
	return ""
}

// Shows says whether an event of a kind is shown. asked is true when the kind was
// asked for by name, so that events beyond those of the definition count too.
func (s State) Shows(kind string) (shown, asked bool) {
	switch s.Events {
	case "", "1":
		return true, false
	case "0":
		return false, false
	}
	asked = slices.Contains(strings.Split(s.Events, ","), EventKind(kind))
	return asked, asked
}

// Growing says whether a view shows growth or an index rather than amounts or
// parts: such numbers are not parts of a whole.
func Growing(v View) bool {
	switch v {
	case YoY, QoQ, Index, CAGR:
		return true
	}
	return false
}

// whole says whether a type draws numbers as parts that make up a whole, or fills
// the ground below them, which only amounts allow.
func whole(t Type) bool { return t == Stacked || t == Area || t == Donut }

// usual gives the type that a state is drawn in unless it says otherwise: bars
// and stacks stand on zero, so a logarithmic scale takes lines.
func (s State) usual(c Chart) Type {
	t := c.TypeOf(s.ViewOf(c))
	if t == Bar && c.Kind == string(Growth) && slices.Contains(c.Types, Line) && len(c.Shown(s)) > 1 {
		t = Line // bars of several series side by side are for who asks for them
	}
	if s.Scale == "log" && t != Line && slices.Contains(c.Types, Line) {
		return Line
	}
	if Growing(s.ViewOf(c)) && whole(t) {
		for _, other := range c.Types {
			if !whole(other) {
				return other
			}
		}
	}
	return t
}

// together says which parameters make no sense with each other.
func (s State) together(c Chart, v View, asked Type, no func(name, message string)) {
	t := asked
	if t == "" {
		t = s.usual(c)
	}
	switch {
	case whole(t) && Growing(v):
		no("type", string(t)+" shows amounts and parts of a whole, which "+string(v)+" is not; choose "+list(c.plain()))
	case s.Scale == "log" && t == Donut:
		no("scale", "a donut has no axis; choose type=line or leave scale out")
	case s.Scale == "log" && (t == Bar || whole(t)):
		no("scale", "bars and areas stand on zero, which a logarithmic scale does not have; choose type=line or scale=linear")
	}
}

// plain lists the types that suit every view.
func (c Chart) plain() []string {
	var out []string
	for _, t := range c.Types {
		if !whole(t) {
			out = append(out, "type="+string(t))
		}
	}
	return out
}

// sense says that the chart does not have a view, type or definition, and why.
func (c Chart) sense(value string) string {
	if why := c.Why[value]; why != "" {
		return quote(value) + " makes no sense for this chart. " + strings.TrimSuffix(why, ".")
	}
	return quote(value) + " makes no sense for this chart"
}

// Without gives the state with one parameter left to its default; names that are
// none of the state's change nothing.
func (s State) Without(name string) State {
	switch name {
	case "from":
		s.From = figure.Period{}
	case "to":
		s.To = figure.Period{}
	case "series":
		s.Series = nil
	case "view":
		s.View = NoView
	case "type":
		s.Type = ""
	case "scale":
		s.Scale = ""
	case "events":
		s.Events = ""
	case "asof":
		s.AsOf = ""
	case "compare":
		s.Compare = ""
	case "def":
		s.Def = ""
	case "release":
		s.Release = 0
	}
	return s
}

// validateMore checks what a definition says about time and about what it lacks.
func (c Chart) validateMore(no func(field, format string, args ...any)) {
	if c.About != "" {
		if p, err := figure.ParsePeriod(c.About); err != nil || p.Kind == figure.FiscalYear {
			no("about", "%s is not a calendar quarter or year", quote(c.About))
		}
	}
	if c.Kind == string(Statements) && c.About == "" {
		no("about", "a chart of statements must say which period they are about")
	}
	for k, why := range c.Why {
		if strings.TrimSpace(why) == "" {
			no("why", "the reason for %s is missing", quote(k))
		}
		known := slices.Contains(Views, View(k)) || slices.Contains(Types, Type(k)) || slices.Contains(Defs, k)
		if !known {
			no("why", "%s is neither a view nor a type nor a definition", quote(k))
		}
		if slices.Contains(c.Views, View(k)) || slices.Contains(c.Types, Type(k)) || slices.Contains(c.Defs, k) {
			no("why", "the chart has %s", quote(k))
		}
	}
	for _, it := range c.Items {
		if c.Kind == string(Margin) && it.Over == "" {
			no("items", "%s must say over which series it is taken", it.Series)
		}
	}
}
