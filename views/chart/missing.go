package chart

import (
	"slices"

	"megacycle/store/figure"
	"megacycle/views/format"
)

func english() *format.Language { return format.English() }

// missingOf groups what is missing by period and day: one sentence for each.
func missingOf(st *figure.State, f *format.Language, named bool, names ...string) []Missing {
	type group struct {
		p   figure.Period
		on  figure.Date
		who []string
	}
	var groups []group
	for _, m := range st.MissingFigures(names...) {
		i := slices.IndexFunc(groups, func(g group) bool { return g.p == m.Period && g.on == m.On })
		if i < 0 {
			groups = append(groups, group{p: m.Period, on: m.On})
			i = len(groups) - 1
		}
		if !slices.Contains(groups[i].who, m.Company.Short) {
			groups[i].who = append(groups[i].who, m.Company.Short)
		}
	}
	var out []Missing
	for _, g := range groups {
		who := f.List(g.who)
		text := f.Period(g.p) + " was due on " + f.Date(g.on) + " and is not entered yet"
		if named {
			text = who + ": " + text
		}
		out = append(out, Missing{Company: who, Period: g.p, On: g.on, Text: text})
	}
	return out
}
