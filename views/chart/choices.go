package chart

import (
	"slices"
	"strings"

	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/store/spec"
)

// Choice is one value of a control, with why it cannot be chosen.
type Choice struct {
	Value   string // as the address says it
	Name    string
	Current bool
	Why     string // "" when it can be chosen
}

// Views gives every view that readers may look for, in their order. One that the
// chart or the state cannot be drawn in says why.
func Views(st *figure.State, sp spec.Chart, q spec.State) []Choice {
	var out []Choice
	for _, v := range spec.Views {
		n := q
		n.View = v
		if _, err := n.Check(sp); err != nil && n.Type != "" {
			n.Type = "" // the type follows the view
		}
		out = append(out, Choice{Value: string(v), Name: viewName(v), Current: v == q.ViewOf(sp), Why: whyNot(st, sp, n, "view", "type", "def")})
	}
	return out
}

// Types gives every type, as Views does.
func Types(st *figure.State, sp spec.Chart, q spec.State) []Choice {
	var out []Choice
	for _, t := range spec.Types {
		n := q
		n.Type = t
		c := Choice{Value: string(t), Name: typeName(t), Current: t == q.TypeOf(sp)}
		_, err := n.Check(sp)
		if whole := t == spec.Stacked || t == spec.Area || t == spec.Donut; err != nil || whole && !c.Current {
			c.Why = whyNot(st, sp, n, "type", "scale") // figures decide whether they add up
		}
		out = append(out, c)
	}
	return out
}

// Scales gives the linear and the logarithmic scale, as Views does.
func Scales(st *figure.State, sp spec.Chart, q spec.State) []Choice {
	var out []Choice
	for _, scale := range []string{"linear", "log"} {
		n := q
		n.Scale = scale
		c := Choice{Value: scale, Name: map[string]string{"linear": "Linear", "log": "Logarithmic"}[scale], Current: (q.Scale == "log") == (scale == "log")}
		if scale == "log" && !c.Current {
			c.Why = whyNot(st, sp, n, "scale")
		}
		out = append(out, c)
	}
	return out
}

// EventKinds gives the kinds of event that the chart could show in what is drawn:
// those of its definition and those about the companies shown. Value is as the
// parameter events names it; Current says that events of the kind are shown. It
// is nil when nothing happened that concerns the chart.
func EventKinds(p *Plot, st *figure.State) []Choice {
	have := map[string]bool{}
	b := &builder{st: st, sp: p.Spec, q: p.State, p: p}
	for _, it := range p.Spec.Shown(p.State) {
		if one, ok := b.item(it); ok {
			b.show = append(b.show, one)
		}
	}
	for _, e := range st.Events() {
		if b.slotOf(e.Date) >= 0 && (slices.Contains(p.Spec.Events, e.ID) || b.concerns(e)) {
			have[spec.EventKind(e.Kind)] = true
		}
	}
	on := map[string]bool{}
	for _, a := range p.Annotations {
		have[spec.EventKind(a.Kind)], on[spec.EventKind(a.Kind)] = true, true
	}
	var out []Choice
	for _, k := range spec.EventKinds {
		if have[k] {
			out = append(out, Choice{Value: k, Name: eventName(k), Current: on[k]})
		}
	}
	return out
}

// whyNot says why a state cannot be drawn; "" when it can. Faults in the named
// parameters come first.
func whyNot(st *figure.State, sp spec.Chart, q spec.State, names ...string) string {
	p, err := Build(st, sp, q)
	if err == nil {
		return p.Empty
	}
	fs := fault.Fields(err)
	for _, name := range names {
		for _, f := range fs {
			if f.Name == name {
				return f.Message
			}
		}
	}
	if len(fs) > 0 {
		return fs[0].Message
	}
	return fault.Message(err)
}

// Defs gives the definitions of capital expenditure that a chart can be drawn in,
// in this view and with these series; nil for charts without that choice. One
// that a shown company does not publish says so.
func Defs(sp spec.Chart, q spec.State) []Choice {
	var out []Choice
	for _, d := range sp.Defs {
		n := q
		n.Def = d
		c := Choice{Value: d, Name: defName(d), Current: d == q.DefOf(sp)}
		if _, err := n.Check(sp); err != nil {
			for _, f := range fault.Fields(err) {
				if f.Name == "def" {
					c.Why = f.Message
				}
			}
		}
		out = append(out, c)
	}
	return out
}

// defName says a definition of capital expenditure in words.
func defName(def string) string {
	switch def {
	case "guided":
		return "As each company guides it"
	case "cash":
		return "Cash purchases"
	case "net":
		return "Net of proceeds"
	case "leases":
		return "With finance leases"
	}
	return def
}

// viewName says a view as a control does.
func viewName(v spec.View) string {
	switch v {
	case spec.YoY:
		return "% on a year"
	case spec.QoQ:
		return "% on a quarter"
	case spec.TTM:
		return "Trailing"
	case spec.Annual:
		return "Year"
	case spec.Index:
		return "Index"
	case spec.Share:
		return "Share"
	case spec.CAGR:
		return "Growth a year"
	}
	return "Value"
}

// typeName says a type as a control does.
func typeName(t spec.Type) string {
	switch t {
	case spec.Line:
		return "Line"
	case spec.Bar:
		return "Bars"
	case spec.Stacked:
		return "Stacked"
	case spec.Area:
		return "Area"
	case spec.Donut:
		return "Snapshot"
	}
	return "Table"
}

// eventName says a kind of event as a control does.
func eventName(kind string) string {
	if kind == "definition" {
		return "Changes of definition"
	}
	return upper(strings.ReplaceAll(kind, "-", " "))
}
