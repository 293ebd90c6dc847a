package chart

import (
	"slices"
	"strings"

	"megacycle/store/figure"
	"megacycle/store/series"
)

// powerGroups are the kinds of statement about power, each with a panel of its
// own: they must not be added or joined.
func powerGroups() []struct{ group, title, short string } {
	return []struct{ group, title, short string }{
		{"power_added_quarter", "Added in the quarter, GW", "added"},
		{"power_added", "Added in the twelve months to the quarter, GW", "added"},
		{"power_total", "At the company’s disposal at the end of the year, GW", ""},
		{"power_planned", "Planned, in the quarter by which it is to be there, GW", "planned"},
		{"power_committed", "Committed, in the quarter in which it was said, GW: commitments overlap and have no sum", "committed"},
	}
}

// said is one statement about power with the slot in which it stands.
type said struct {
	it  item
	row figure.Row
	at  figure.Period
}

// saidOfPower gives what was said about power by the items shown, as known.
func (b *builder) saidOfPower() []said {
	var out []said
	for _, it := range b.show {
		for _, r := range b.st.Rows(it.key) {
			if !r.Value.IsSet() || r.Reason != figure.HasValue {
				continue
			}
			at := r.Period
			switch {
			case it.series.Group == "power_committed":
				at = figure.QuarterAt(r.PublishedOn)
			case r.Period.Kind != figure.Quarter:
				at = figure.QuarterAt(r.Period.End())
			}
			out = append(out, said{it, r, at})
		}
	}
	return out
}

// powerSpan gives the first and the last quarter about which something was said;
// zero when nothing was.
func (b *builder) powerSpan() (lo, hi figure.Period) {
	for _, s := range b.saidOfPower() {
		if lo.IsZero() || s.at.Compare(lo) < 0 {
			lo = s.at
		}
		if hi.IsZero() || s.at.Compare(hi) > 0 {
			hi = s.at
		}
	}
	return lo, hi
}

// powerSlots makes the time axis: every quarter up to the newest report, and of
// those ahead only the ones that something is planned for.
func (b *builder) powerSlots(all []said) {
	newest, planned := b.first, map[figure.Period]bool{}
	for _, s := range all {
		switch {
		case s.row.Status == figure.Target && s.it.series.Group != "power_committed":
			planned[s.at] = true
		case s.at.Compare(newest) > 0:
			newest = s.at
		}
	}
	skipped := false
	for _, p := range figure.Range(b.first, b.last) {
		if p.Compare(newest) > 0 && !planned[p] && p != b.last {
			skipped = true
			continue
		}
		b.p.Slots = append(b.p.Slots, Slot{Period: p, Label: b.f.Period(p), Short: b.f.ShortPeriod(p)})
	}
	if skipped {
		b.p.Notes = append(b.p.Notes, "The time axis leaves out the quarters ahead for which nothing is planned.")
	}
}

// power draws gigawatts as they were stated, as bars: what was added solid (or
// hollow where it was said as a bound), what is planned or committed hatched.
// Each kind of statement has a panel; nothing is summed.
func (b *builder) power() {
	all := b.saidOfPower()
	b.powerSlots(all)
	byKey := map[string]Mark{}
	for _, s := range all {
		k := b.slot(s.at)
		if k < 0 {
			continue
		}
		m, ok := byKey[s.it.key]
		if !ok {
			m = Mark{Key: s.it.key, Name: s.it.Label, Colour: s.it.colour, Role: Actual, Kind: BarMark, Points: b.blank()}
			if g := s.it.series.Group; g == "power_planned" || g == "power_committed" {
				m.Role = Guided
			}
		}
		m.Points[k] = b.gigawatts(s)
		byKey[s.it.key] = m
	}
	drawn, keyed, room := 0, map[string]bool{}, b.powerRoom(byKey)
	for _, g := range powerGroups() {
		pn := Panel{Title: g.title}
		if !room[g.group] {
			continue
		}
		for _, it := range b.show {
			if m, ok := byKey[it.key]; ok && it.series.Group == g.group {
				if l := lastPoint(m); l >= 0 {
					name := it.Label
					if strings.HasPrefix(g.group, "power_added") {
						name = b.about(it)
					}
					m.Points[l].Label = name + " " + m.Points[l].Text
				}
				switch {
				case g.group == "power_committed":
					m.Legend = true
				case !keyed[it.colour]:
					keyed[it.colour], m.Legend, m.InKey = true, true, b.about(it)
				}
				pn.Marks = append(pn.Marks, m)
			}
		}
		if len(pn.Marks) > 0 {
			drawn++
			b.p.Panels = append(b.p.Panels, pn)
		}
	}
	if drawn == 0 {
		b.p.Panels = []Panel{{Title: "GW"}}
		drawn = 1
	}
	for i := range b.p.Panels {
		b.p.Panels[i].Height = 1 / float64(drawn)
		axis(&b.p.Panels[i], plain, false, b.f)
	}
	b.p.Measure = join(b.sp.Measure, "GW")
	b.p.Shown = join(b.sp.Name, lower(b.p.Measure), b.f.Periods(b.first, b.last))
	b.powerWords(all)
	b.table(b.powerColumns(byKey))
	b.p.Table.Rows = slices.DeleteFunc(b.p.Table.Rows, func(r TableRow) bool {
		return !slices.ContainsFunc(r.Cells, func(c Cell) bool { return c.Text != "" })
	})
	b.traceNotes(LineMark)
}

// powerRoom says which kinds of statement are drawn: three at most, first those
// that were asked for and are not on the chart by themselves. The rest is said to
// stand in the table.
func (b *builder) powerRoom(byKey map[string]Mark) map[string]bool {
	const most = 3
	out := map[string]bool{}
	for _, asked := range []bool{true, false} {
		for _, g := range powerGroups() {
			if slices.ContainsFunc(b.show, func(it item) bool { _, ok := byKey[it.key]; return ok && it.series.Group == g.group && it.Off == asked }) && len(out) < most {
				out[g.group] = true
			}
		}
	}
	var left []string
	for _, g := range powerGroups() {
		if !out[g.group] && slices.ContainsFunc(b.show, func(it item) bool { _, ok := byKey[it.key]; return ok && it.series.Group == g.group }) {
			title, _, _ := strings.Cut(g.title, ",")
			left = append(left, "“"+title+"”")
		}
	}
	if len(left) > 0 {
		b.p.Notes = append(b.p.Notes, "Three kinds of statement are drawn at once; "+b.f.List(left)+" stand in the table.")
	}
	return out
}

// gigawatts makes a point of one statement.
func (b *builder) gigawatts(s said) Point {
	text := b.f.Qualified(s.row.Qualifier, b.f.Amount(s.row.Value, s.it.series.Unit))
	pt := Point{Has: true, Value: s.row.Value.Float(), Exact: s.row.Value.String(), Text: text, Datum: b.reported(s.it, s.row, s.at)}
	if bounded(s.row.Qualifier) {
		pt.Bound, pt.Hollow = s.row.Qualifier, true
	}
	if s.row.PublishedOn != "" {
		pt.Change = "said on " + b.f.Date(s.row.PublishedOn)
		if s.row.Approximate {
			pt.Change = "said by " + b.f.Date(s.row.PublishedOn)
		}
	}
	return pt
}

// powerColumns gives one column for each item, in the order of the panels.
func (b *builder) powerColumns(byKey map[string]Mark) []column {
	var out []column
	for _, g := range powerGroups() {
		for _, it := range b.show {
			if it.series.Group != g.group {
				continue
			}
			m, ok := byKey[it.key]
			name := join(it.Label, g.short)
			out = append(out, column{Column{Key: it.key, Name: name, Unit: unitName(string(it.series.Unit))}, func(p figure.Period) Point {
				if i := b.slot(p); ok && i >= 0 && m.Points[i].Has {
					return m.Points[i]
				}
				return Point{Datum: -1, Reason: string(series.NoFigure)}
			}})
		}
	}
	return out
}

// powerWords writes finding and summary: the newest word of each item.
func (b *builder) powerWords(all []said) {
	newest := map[string]said{}
	for _, s := range all {
		if b.slot(s.at) >= 0 {
			newest[s.it.key] = s // rows come by period
		}
	}
	var parts []string
	for _, g := range powerGroups() {
		var words []string
		for _, it := range b.show {
			s, ok := newest[it.key]
			if !ok || it.series.Group != g.group {
				continue
			}
			text := it.Label + " " + b.f.Qualified(s.row.Qualifier, b.f.Amount(s.row.Value, it.series.Unit))
			words = append(words, text+" ("+b.f.Period(s.at)+")")
		}
		if len(words) > 0 {
			title, _, _ := strings.Cut(g.title, ", GW")
			parts = append(parts, title+": "+b.f.List(words)+".")
		}
	}
	b.p.Summary = strings.Join(parts, " ")
	b.p.Finding = b.powerFinding(newest)
	if b.p.Summary == "" {
		b.p.Summary = "Nothing was said about this range."
	}
	b.p.Notes = append(b.p.Notes, "Gigawatts as the companies stated them, most in round words. They count different things and are never added up.")
}

// powerFinding says what was added most lately, in a quarter and over a year, or
// else what is planned.
func (b *builder) powerFinding(newest map[string]said) string {
	var out []string
	for _, g := range powerGroups() {
		var list []said
		for _, it := range b.show {
			if s, ok := newest[it.key]; ok && it.series.Group == g.group {
				list = append(list, s)
			}
		}
		if len(list) == 0 {
			continue
		}
		top := slices.MaxFunc(list, func(x, y said) int { return x.at.Compare(y.at) })
		text := b.f.Qualified(top.row.Qualifier, b.f.Amount(top.row.Value, top.it.series.Unit))
		who, when := b.about(top.it), b.f.Period(top.at)
		switch {
		case g.group == "power_added_quarter":
			out = append(out, who+" added "+text+" of data-centre power in "+when)
		case g.group == "power_added" && len(out) > 0:
			return out[0] + ", " + who + " " + text + " in the twelve months to " + when
		case g.group == "power_added":
			return who + " added " + text + " of data-centre power in the twelve months to " + when
		case len(out) > 0:
			return out[0]
		case g.group == "power_total":
			return who + " had " + text + " of computing power at the end of " + b.f.Period(figure.YearOf(top.at.Year))
		case g.group == "power_planned":
			return who + " plans " + text + " by " + when
		default:
			return top.it.Label + ": " + text + " committed, said in " + when
		}
	}
	if len(out) > 0 {
		return out[0]
	}
	return b.sp.Name
}

// about says whom an item is about.
func (b *builder) about(it item) string {
	if c, ok := b.st.Company(it.series.Company); ok {
		return c.Short
	}
	return it.Label
}
