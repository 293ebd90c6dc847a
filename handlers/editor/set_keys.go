package editor

import (
	"strings"

	"megacycle/store/figure"
	"megacycle/views/chart"
	"megacycle/views/editor"
)

// keyChanges compares the headline figures of the home page before and after.
func keyChanges(v *editor.Set, pr preview) {
	if o, err := chart.Headline(pr.after); err == nil {
		v.Finding = &editor.KeyChange{After: o.Text()}
		if was, err := chart.Headline(pr.before); err == nil {
			v.Finding.Before = was.Text()
		}
		v.Finding.Changed = v.Finding.Before != v.Finding.After
	}
	now, was := keysOf(pr.after), map[string]chart.KeyFigure{}
	for _, k := range keysOf(pr.before) {
		was[k.Key] = k
	}
	for _, k := range now {
		a, b := keyText(was[k.Key]), keyText(k)
		v.Keys = append(v.Keys, editor.KeyChange{Name: k.Label, Before: a, After: b, Changed: a != b})
	}
}

// keysOf gives the key figures of a state, none when they cannot be computed.
func keysOf(st *figure.State) []chart.KeyFigure {
	all, err := chart.KeyFigures(st)
	if err != nil {
		return nil
	}
	return all
}

// keyText writes a key figure with its change in one line.
func keyText(k chart.KeyFigure) string {
	if k.Empty != "" || k.Value == "" {
		return "none"
	}
	text := strings.TrimSpace(k.Pre + " " + k.Value)
	if strings.HasPrefix(k.Strong, "+") || strings.HasPrefix(k.Strong, "−") {
		text += ", " + k.Strong
	}
	return text
}
