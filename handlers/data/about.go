package data

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strings"

	"megacycle/handlers/visit"
	"megacycle/store/figure"
	"megacycle/store/spec"
	"megacycle/views/chart"
	"megacycle/views/format"
	"megacycle/views/page"
	"megacycle/views/ui"
)

// picture draws the series alone.
func (h *Data) picture(ctx context.Context, v *visit.Visit, s figure.Series, m *page.Series) error {
	p := chart.Single(v.State, s.Key)
	m.Picture = page.Still{Title: p.Alt, Empty: p.Empty}
	if p.Empty != "" {
		return nil
	}
	m.Source = p.Source
	for _, w := range []int{360, 720, 1080} {
		svg, err := h.draw.SVG(ctx, p, w)
		if err != nil {
			return err
		}
		m.Picture.Drawings = append(m.Picture.Drawings, ui.Drawing{Width: w, SVG: svg})
	}
	return nil
}

// facts says what the series is.
func facts(v *visit.Visit, s figure.Series, rows []figure.Row) []page.Fact {
	who := func(slug string) string {
		c, _ := v.State.Company(slug)
		return cmp.Or(c.Name, slug)
	}
	out := []page.Fact{
		{Name: "Key", Text: s.Key, Mono: true},
		{Name: "About", Text: who(s.Company), Href: "/companies/" + s.Company + v.Carry()},
		{Name: "Measured by", Text: who(s.Publisher), Href: "/data?publisher=" + url.QueryEscape(s.Publisher)},
		{Name: "Unit", Text: UnitName(s.Unit)},
		{Name: "How quarters make a year", Text: map[figure.Aggregation]string{figure.Sum: "they add up", figure.EndOf: "the last quarter stands",
			figure.Average: "their mean", figure.None: "they do not"}[s.Aggregation]},
		{Name: "Comparability group", Text: s.Group, Mono: true},
	}
	if s.Frequency != "" {
		out = append(out, page.Fact{Name: "Frequency", Text: s.Frequency})
	}
	if s.Kind != figure.Reported {
		out = append(out, page.Fact{Name: "Kind", Text: map[figure.SeriesKind]string{figure.Computed: "computed by us, never typed",
			figure.Check: "a published total that our own sums are tested against"}[s.Kind]})
	}
	if len(s.Members) > 0 {
		out = append(out, page.Fact{Name: "Sum of", Text: strings.Join(s.Members, ", ") + "; no total unless all are there", Mono: true})
	}
	if len(rows) > 0 {
		vintages := 0
		for _, r := range rows {
			vintages += len(v.State.Vintages(s.Key, r.Period))
		}
		text := format.Periods(rows[0].Period, rows[len(rows)-1].Period) + ", " + counted(len(rows), "period", "periods")
		if vintages > len(rows) {
			text += ", " + counted(vintages, "value", "values") + " with earlier ones"
		}
		out = append(out, page.Fact{Name: "Coverage", Text: text})
	}
	return out
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return format.Int(n) + " " + many
}

func sentenceCase(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// terms gives the words that a series needs explained.
func terms(s figure.Series) []ui.Term {
	ids := []string{"vintage", "comparability"}
	for part, id := range map[string]string{"capex": "capex", "run_rate": "run-rate", "free_cash_flow": "fcf", "backlog": "backlog", "guidance": "guidance",
		"estimate": "estimate", "share": "share", "target": "target", "_ttm": "trailing"} {
		if strings.Contains(s.Group, part) || strings.Contains(s.Key, part) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ui.Terms(ids...)
}

// shownOn lists the charts that show a series, by itself or in one of their
// definitions.
func shownOn(v *visit.Visit, key string) []ui.Link {
	var out []ui.Link
	for _, c := range v.State.Charts() {
		sp, err := spec.Parse(c)
		if err != nil {
			continue
		}
		uses := slices.ContainsFunc(sp.Items, func(i spec.Item) bool {
			for _, k := range i.In {
				if k == key {
					return true
				}
			}
			return i.Series == key || i.Over == key || i.Guidance == key
		})
		if uses || slices.Contains(sp.Estimates, key) {
			out = append(out, ui.Link{Text: sp.Name, Href: "/charts/" + sp.Slug + v.Carry()})
		}
	}
	return out
}

// alike lists the other series of the comparability group.
func alike(v *visit.Visit, s figure.Series) []ui.Link {
	var out []ui.Link
	for _, k := range v.State.SeriesKeys() {
		o, _ := v.State.Series(k)
		if o.Group == s.Group && s.Group != "" && k != s.Key {
			c, _ := v.State.Company(o.Publisher)
			out = append(out, ui.Link{Text: o.Name, Href: "/data/" + url.PathEscape(k) + v.Carry(), Title: "by " + cmp.Or(c.Short, c.Name, o.Publisher)})
		}
	}
	return out
}

// gaps says which quarters have no figure, and why: it was due and is not
// entered, the company does not disclose it, or none was found.
func gaps(st *figure.State, s figure.Series) []page.Gap {
	var out []page.Gap
	for _, x := range st.MissingFigures(s.Key) {
		if x.Series.Key == s.Key {
			out = append(out, page.Gap{When: format.Period(x.Period), Why: "Was due on " + format.Date(x.On) + " and is not entered yet.", Late: true})
		}
	}
	rows := st.Rows(s.Key)
	have := map[figure.Period]bool{}
	var lo, hi figure.Period
	for _, r := range rows {
		have[r.Period] = true
		if r.Reason != figure.HasValue {
			why := map[figure.Reason]string{figure.NotDisclosed: "Not disclosed by the company.", figure.Withdrawn: "Withdrawn by whoever published it."}[r.Reason]
			if r.Note != "" {
				why += " " + r.Note + "."
			}
			out = append(out, page.Gap{When: format.Period(r.Period), Why: why})
		}
		if r.Period.Kind == figure.Quarter {
			if lo.IsZero() {
				lo = r.Period
			}
			hi = r.Period
		}
	}
	if s.Frequency != "quarter" || lo.IsZero() {
		return out
	}
	var none []figure.Period
	flush := func() {
		if n := len(none); n > 0 {
			out = append(out, page.Gap{When: periods(none), Why: "No figure was found in a public document."})
		}
		none = nil
	}
	for _, p := range figure.Range(lo, hi) {
		if have[p] {
			flush()
			continue
		}
		none = append(none, p)
	}
	flush()
	return out
}

// periods names a run of quarters.
func periods(list []figure.Period) string {
	if len(list) == 1 {
		return format.Period(list[0])
	}
	return format.Periods(list[0], list[len(list)-1])
}

// breaks says where the definition of a series changes, as the charts know it.
func breaks(st *figure.State, s figure.Series) []page.Gap {
	var out []page.Gap
	for _, c := range st.Charts() {
		sp, err := spec.Parse(c)
		if err != nil {
			continue
		}
		for _, it := range sp.Items {
			if it.Series != s.Key && it.Guidance != s.Key {
				continue
			}
			for _, b := range it.Breaks {
				g := page.Gap{When: b, Why: "Break: " + cmp.Or(it.Break, "the definition changes") + ". Nothing is compared across it."}
				if p, err := figure.ParsePeriod(b); err == nil {
					g.When = "From " + format.Period(p)
				} else if d, err := figure.ParseDate(b); err == nil {
					g.When = "From " + format.Date(d)
				}
				if !slices.ContainsFunc(out, func(x page.Gap) bool { return x.When == g.When }) {
					out = append(out, g)
				}
			}
		}
	}
	return out
}
