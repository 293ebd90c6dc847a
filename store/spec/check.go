package spec

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"megacycle/store/fault"
)

// Check says whether one chart can serve the state: view, type, definition,
// scale and series must be among those of its definition. It gives the state in
// its canonical form, with everything that is the default left empty, so that
// two addresses of one picture are equal.
// A fault is Invalid and names each parameter and what this chart allows.
func (s State) Check(c Chart) (State, error) {
	var bad []fault.Field
	no := func(name, message string) { bad = append(bad, fault.Field{Name: name, Message: message}) }
	view := s.ViewOf(c)
	if !slices.Contains(c.Views, view) {
		no("view", c.sense(string(view))+"; it has "+list(c.Views))
	}
	if s.View == c.View() {
		s.View = NoView
	}
	asked := s.Type
	if s.Type != "" && !slices.Contains(c.Types, s.Type) {
		no("type", c.sense(string(s.Type))+"; it has "+list(c.Types))
	}
	if s.Type == s.usual(c) {
		s.Type = ""
	}
	switch {
	case s.Def == "":
	case len(c.Defs) == 0:
		no("def", "this chart has one definition only; leave def out")
	case !slices.Contains(c.Defs, s.Def):
		no("def", c.sense(s.Def)+"; it has "+list(c.Defs))
	case s.Def == c.Def(view):
		s.Def = ""
	}
	if s.Compare != "" && s.Compare == s.AsOf {
		no("compare", string(s.Compare)+" is the day that is shown already; choose another day, or leave compare out")
	}
	if s.Scale == "linear" {
		s.Scale = ""
	}
	if s.Scale == "log" && !c.Log {
		no("scale", "this chart has values at or below zero or stacks, so its scale is linear")
	}
	if len(bad) == 0 {
		s.together(c, view, asked, no)
	}
	if s.Events == "1" {
		s.Events = ""
	}
	series, unknown := c.choose(s.Series)
	if unknown != "" {
		no("series", quote(unknown)+" is not on this chart; it has "+list(c.choices()))
	}
	s.Series = series
	if lacking := c.lacking(s); unknown == "" && len(bad) == 0 && len(lacking) > 0 {
		no("def", s.DefOf(c)+" is not published for "+list(lacking)+"; choose other series, or "+list(c.servable(s)))
	}
	if !s.From.IsZero() && s.From.String() == c.From {
		s.From.Kind, s.From.Year, s.From.Q = 0, 0, 0
	}
	if s.Lang == Languages[0] {
		s.Lang = ""
	}
	return s, refuse(bad)
}

// Query writes the state as the one canonical query string for a chart, without
// its defaults and without a question mark; "" when all is default. Theme, lang,
// ui, title and bg are written when they are set.
func (s State) Query(c Chart) string {
	n, err := s.Check(c)
	if err != nil {
		n = s
	}
	values := map[string]string{
		"from": n.From.String(), "to": n.To.String(), "series": strings.Join(n.Series, ","), "view": string(n.View),
		"type": string(n.Type), "scale": n.Scale, "events": n.Events, "asof": string(n.AsOf), "compare": string(n.Compare), "def": n.Def,
		"theme": n.Theme, "lang": n.Lang, "ui": n.UI, "title": n.Title, "bg": n.Bg,
	}
	if n.Release > 0 {
		values["release"] = strconv.Itoa(n.Release)
	}
	var parts []string
	for _, name := range Names {
		if v := values[name]; v != "" {
			parts = append(parts, name+"="+strings.ReplaceAll(url.QueryEscape(v), "%2C", ","))
		}
	}
	return strings.Join(parts, "&")
}

// ViewOf gives the view that is shown: the one asked for or the chart's default.
func (s State) ViewOf(c Chart) View {
	if s.View == NoView {
		return c.View()
	}
	return s.View
}

// TypeOf gives the type that is shown.
func (s State) TypeOf(c Chart) Type {
	if s.Type == "" {
		return s.usual(c)
	}
	return s.Type
}

// DefOf gives the definition of capital expenditure that is shown, "" for charts
// without that choice.
func (s State) DefOf(c Chart) string {
	if s.Def == "" {
		return c.Def(s.ViewOf(c))
	}
	return s.Def
}

// choose turns names into series keys in the order of the chart's items, nil
// when they are the default; unknown is the first name that fits no item.
func (c Chart) choose(names []string) (keys []string, unknown string) {
	if len(names) == 0 {
		return nil, ""
	}
	on := make([]bool, len(c.Items))
	for _, n := range names {
		hit := false
		for i, it := range c.Items {
			if it.Series == n || it.Subject() == n {
				on[i], hit = true, true
			}
		}
		if !hit {
			return names, n
		}
	}
	same := true
	for i, it := range c.Items {
		if on[i] {
			keys = append(keys, it.Series)
		}
		same = same && on[i] == !it.Off
	}
	if same {
		return nil, ""
	}
	return keys, ""
}

// choices lists what the parameter series may name.
func (c Chart) choices() []string {
	var out []string
	for _, it := range c.Items {
		out = append(out, it.Series)
	}
	return out
}

// Shown gives the items that the state shows, in the order of the chart.
func (c Chart) Shown(s State) []Item {
	keys, _ := c.choose(s.Series)
	var out []Item
	for _, it := range c.Items {
		if keys == nil && !it.Off || slices.Contains(keys, it.Series) {
			out = append(out, it)
		}
	}
	return out
}

// lacking gives the shown items that have no figures in the state's definition.
func (c Chart) lacking(s State) []string {
	def := s.DefOf(c)
	var out []string
	for _, it := range c.Shown(s) {
		if it.Key(def) == "" {
			out = append(out, it.Label)
		}
	}
	return out
}

// servable gives the definitions in which all shown items have figures.
func (c Chart) servable(s State) []string {
	var out []string
	for _, d := range c.Defs {
		t := s
		t.Def = d
		if len(c.lacking(t)) == 0 {
			out = append(out, "def="+d)
		}
	}
	if len(out) == 0 {
		return []string{"fewer of them"}
	}
	return out
}
