package chart

import (
	"megacycle/store/fault"
	"megacycle/store/spec"
)

// Choice is one value of a control, with why it cannot be chosen.
type Choice struct {
	Value   string // as the address says it
	Name    string
	Current bool
	Why     string // "" when it can be chosen
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
