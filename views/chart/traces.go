package chart

import (
	"math"
	"slices"
	"strings"

	"megacycle/store/figure"
	"megacycle/store/series"
	"megacycle/store/spec"
)

// traces draws lines, or bars where asked for, as honestly as the figures are:
// dotted where quarters are missing, interrupted where a definition changes,
// hollow where a company said “over” or “about”. What is of another kind stands
// in a panel of its own, never in one line or on one scale with the rest.
func (b *builder) traces() {
	b.slots(b.first, b.last)
	main, beside := b.parts()
	if len(main) == 0 {
		main, beside = beside, nil
	}
	kind := LineMark
	if b.q.Type == spec.Bar || b.q.Type == spec.Tabular && b.sp.Types[0] == spec.Bar && !rate(b.q.View) {
		kind = BarMark
	}
	b.p.Panels = append(b.p.Panels, b.tracePanel(main, kind))
	if len(beside) > 0 {
		pn := b.tracePanel(beside, kind)
		pn.Title = join(b.sp.Beside, b.tracePhrase(beside[0]))
		b.p.Panels[0].Title = join(b.sp.Measure, b.tracePhrase(main[0]))
		b.p.Panels[0].Height, pn.Height = 0.55, 0.45
		b.p.Panels = append(b.p.Panels, pn)
	}
	b.p.Measure = join(b.sp.Measure, b.tracePhrase(main[0]))
	b.p.Shown = join(b.names(), lower(b.sp.Measure), b.tracePhrase(main[0]), b.f.Periods(b.first, b.last))
	if len(b.show) == 1 && main[0].over == nil {
		if main[0].series.Aggregation == figure.Sum {
			b.growthPanel(main[0])
			b.fiscalNote(main[0])
		}
		b.growthWords(main[0])
		b.table(b.columnsOf())
	} else {
		b.traceWords(main)
		b.table(b.traceColumns(append(slices.Clone(main), beside...)))
	}
	b.traceNotes(kind)
	b.quotedNotes()
}

// tracePanel draws some items in one panel.
func (b *builder) tracePanel(items []item, kind MarkKind) Panel {
	pn := Panel{Height: 1}
	var gaps, lines []Mark
	for i, it := range items {
		v := b.viewFor(it, b.q.View)
		m := b.mark(it, v, kind)
		if it.over != nil {
			m.Key = ratioKey(it, v)
		}
		m.Strong = i == 0
		b.bounds(&m)
		l := lastPoint(m)
		if kind == BarMark {
			m.Legend = len(b.show) > 1
			if l >= 0 && len(b.show) == 1 {
				m.Points[l].Label = b.p.Slots[l].Label + ": " + m.Points[l].Text
				if fiscal := b.fiscal(b.p.Slots[l].Period); fiscal != "" {
					m.Points[l].Label = b.p.Slots[l].Label + " (" + fiscal + "): " + m.Points[l].Text
				}
			}
			lines = append(lines, m)
			b.breakWords(it)
			continue
		}
		m.Legend = false
		if l >= 0 {
			m.End = []string{it.Label, m.Points[l].Text}
			m.Points[l].Label = ""
			m.Legend = len(b.show) > 1 && l < len(m.Points)-1 // there may be no room for its name
		}
		for _, part := range b.pieces(m, it) {
			gaps = append(gaps, b.bridges(part)...)
			lines = append(lines, part)
		}
	}
	if len(gaps) > 0 {
		gaps[0].Legend, gaps[0].InKey = true, "quarters without a figure"
	}
	pn.Marks = append(gaps, lines...)
	counts := b.scale()
	if len(items) > 0 && (items[0].over != nil || b.viewFor(items[0], b.q.View) != b.q.View) {
		counts = percent
	}
	if items[0].over != nil && rate(b.q.View) {
		counts = plain // percentage points
	}
	axis(&pn, counts, b.q.Scale == "log", b.f)
	return pn
}

// bounds marks what was said as a bound or in round words: hollow, and with the
// word in front. Few such points have their words beside them.
func (b *builder) bounds(m *Mark) {
	n := 0
	for i := range m.Points {
		pt := &m.Points[i]
		if !pt.Has || pt.Datum < 0 {
			continue
		}
		d := b.p.Data[pt.Datum]
		if a, err := figure.ParseAmount(d.Value); err == nil && d.Computed == "" && d.Unit == string(figure.USDMillions) && math.Mod(a.Float(), 100) == 0 {
			pt.Text = b.f.Billions(a) // was said in round billions
		}
		if !bounded(d.Qualifier) {
			continue
		}
		pt.Bound, pt.Hollow = d.Qualifier, true
		n++
		if d.Computed == "" {
			pt.Text = b.f.Qualified(d.Qualifier, pt.Text)
		}
	}
	if n == 0 || n > 4 || m.Kind != LineMark {
		return
	}
	for i := range m.Points {
		if pt := &m.Points[i]; pt.Has && pt.Bound != "" {
			pt.Label = pt.Text
		}
	}
}

// pieces cuts a line where its definition changes and says so.
func (b *builder) pieces(m Mark, it item) []Mark {
	out := []Mark{m}
	for _, p := range b.breakWords(it) {
		k := b.slot(p)
		now := &out[len(out)-1]
		before := *now
		before.Key, before.Name = m.Key+":before-"+strings.ToLower(p.String()), m.Name+", before "+b.f.Period(p)
		before.End, before.Legend = nil, false
		before.Points = slices.Clone(m.Points)
		now.Points = slices.Clone(now.Points)
		some, more := false, false
		for i := range before.Points {
			switch {
			case i >= k:
				before.Points[i] = Point{Datum: -1}
				more = more || now.Points[i].Has
			case now.Points[i].Has:
				some = true
				now.Points[i] = Point{Datum: -1}
			default:
				before.Points[i] = Point{Datum: -1}
			}
		}
		if !some || !more {
			*now = m
			continue
		}
		out = append(out[:len(out)-1], before, *now)
	}
	return out
}

// breakWords annotates the breaks of an item that lie inside what is shown, and
// gives their periods in order.
func (b *builder) breakWords(it item) []figure.Period {
	var out []figure.Period
	for _, p := range it.line.Breaks {
		k := b.slot(b.fit(p, false))
		if k <= 0 || !b.around(it, p) {
			continue
		}
		out = append(out, b.p.Slots[k].Period)
		if on, _ := b.q.Shows("definition"); on {
			b.p.Annotations = append(b.p.Annotations, Annotation{Slot: k, Text: it.Break, Kind: "definition"})
		}
		b.p.Notes = append(b.p.Notes, it.Break+", from "+b.f.Period(p)+": it is cut there, and nothing is compared across it.")
	}
	return out
}

// around says whether an item has figures before and from a period on.
func (b *builder) around(it item, p figure.Period) bool {
	first, last := it.line.First(), it.line.Last()
	return !first.IsZero() && first.Start() < p.Start() && last.Start() >= p.Start() && b.p.Slots[0].Period.Start() < p.Start()
}

// tracePhrase says the view in words that fit stocks and ratios too.
func (b *builder) tracePhrase(it item) string {
	v := b.q.View
	if it.over != nil {
		return map[spec.View]string{spec.Value: "% by quarter", spec.TTM: "trailing four quarters, %", spec.Annual: "by calendar year, %",
			spec.YoY: "percentage points on a year earlier", spec.QoQ: "percentage points on the quarter before"}[v]
	}
	if v == spec.Value && it.series.Aggregation == figure.EndOf && it.series.Unit == figure.USDMillions {
		return "$ billions"
	}
	if v == spec.YoY {
		return "% on a year earlier"
	}
	return b.phrase(v, it.series.Unit)
}

// traceColumns gives one column for each item.
func (b *builder) traceColumns(items []item) []column {
	var out []column
	for _, it := range items {
		v := b.viewFor(it, b.q.View)
		c := b.viewColumn(it, v, it.Label)
		if it.over != nil {
			c.head.Key, c.head.Derived = ratioKey(it, v), true
			c.head.Unit = unitName("percent")
			if rate(v) {
				c.head.Unit = unitName("percentage points")
			}
		}
		read := c.at
		c.at = func(p figure.Period) Point {
			m := Mark{Points: []Point{read(p)}}
			b.bounds(&m)
			return m.Points[0]
		}
		out = append(out, c)
	}
	return out
}

// common gives the period in which most of the items have their newest value.
func (b *builder) common(items []item) figure.Period {
	newest := map[figure.Period]int{}
	best := b.last
	for _, it := range items {
		for p := b.last; p.Compare(b.first) >= 0; p = p.Add(-1) {
			if !b.value(it, b.viewFor(it, b.q.View), p, b.base).Has() {
				continue
			}
			newest[p]++
			break
		}
	}
	for p, n := range newest {
		if n > newest[best] || n == newest[best] && p.Compare(best) > 0 {
			best = p
		}
	}
	return best
}

// standing is the newest value of one item.
type standing struct {
	it item
	p  figure.Period
	pt Point
}

// standings gives the value of each item at a period, or its newest one before,
// the largest first.
func (b *builder) standings(items []item, at figure.Period) []standing {
	var out []standing
	for _, it := range items {
		for p := at; p.Compare(b.first) >= 0; p = p.Add(-1) {
			m := Mark{Points: []Point{b.point(it, b.viewFor(it, b.q.View), p)}}
			if b.bounds(&m); m.Points[0].Has {
				out = append(out, standing{it, p, m.Points[0]})
				break
			}
		}
	}
	slices.SortStableFunc(out, func(x, y standing) int {
		switch {
		case x.pt.Value > y.pt.Value:
			return -1
		case x.pt.Value < y.pt.Value:
			return 1
		}
		return 0
	})
	return out
}

// traceWords writes finding and summary about several items.
func (b *builder) traceWords(items []item) {
	at := b.common(items)
	list := b.standings(items, at)
	if len(list) == 0 {
		b.p.Finding = b.sp.Name
		b.p.Summary = "There is no figure in this range."
		return
	}
	when := func(s standing) string {
		if s.p == at {
			return ""
		}
		return " in " + b.f.Period(s.p)
	}
	var said, full []string
	for _, s := range list {
		said = append(said, s.it.Label+" "+strings.TrimPrefix(s.pt.Text, "+")+when(s))
	}
	for _, it := range items {
		i := slices.IndexFunc(list, func(s standing) bool { return s.it.key == it.key })
		if i < 0 {
			full = append(full, it.Label+" has no figure")
			continue
		}
		s := list[i]
		text := it.Label + " " + s.pt.Text + when(s)
		if s.pt.Change != "" {
			text += " (" + s.pt.Change + ")"
		}
		full = append(full, text)
	}
	lead := upper(b.f.Period(at))
	if b.q.View == spec.TTM {
		lead = "Four quarters to " + b.f.Period(at)
	}
	b.p.Summary = lead + ", " + lower(b.p.Measure) + ": " + strings.Join(full, "; ") + "."
	if text, ok := b.saysEach(items, at); ok {
		b.p.Finding = text
		return
	}
	if b.q.View == b.sp.View() && b.sp.Says != "" && !strings.Contains(b.sp.Says, "{value:") {
		top := list[0]
		b.p.Finding = strings.NewReplacer("{name}", top.it.Label, "{value}", strings.TrimPrefix(top.pt.Text, "+")).Replace(b.sp.Says) + when(top)
		if len(said) > 1 {
			b.p.Finding += ", " + b.f.List(said[1:])
		}
		return
	}
	b.p.Finding = b.sp.Name + ", " + b.tracePhrase(items[0]) + ": " + b.f.List(said)
}

// fiscalNote says where a quarter stands whose company counts otherwise.
func (b *builder) fiscalNote(it item) {
	row, ok := b.st.Figure(it.key, b.last)
	if !ok || row.FiscalLabel == "" || row.FiscalLabel == b.f.Period(row.Period) || row.Start == "" {
		return
	}
	b.p.Notes = append(b.p.Notes, b.about(it)+"’s quarters do not end with the calendar’s: "+row.FiscalLabel+", "+b.f.Span(row.Start, row.End)+
		", stands under "+b.f.Period(row.Period)+", the quarter that holds its middle.")
}

// traceNotes says which quarters are missing and what hollow marks are.
func (b *builder) traceNotes(kind MarkKind) {
	if b.q.View != spec.Annual {
		for _, it := range b.show {
			if kind == BarMark {
				b.gapNote(it)
			}
		}
	}
	words := map[string]bool{}
	for _, pn := range b.p.Panels {
		for _, m := range pn.Marks {
			for _, pt := range m.Points {
				if pt.Has && pt.Bound != "" {
					words[pt.Bound] = true
				}
			}
		}
	}
	switch {
	case words["over"] && words["about"]:
		b.p.Notes = append(b.p.Notes, "Hollow, with “over” or “about”: it was said in such words, so it is a lower bound or rounded.")
	case words["over"]:
		b.p.Notes = append(b.p.Notes, "Hollow, with “over”: the company said no more than that, so it is a lower bound.")
	case words["about"]:
		b.p.Notes = append(b.p.Notes, "Hollow, with “about”: it was said in round words, or rests on figures that were.")
	}
	for _, pn := range b.p.Panels {
		if slices.ContainsFunc(pn.Marks, func(m Mark) bool { return m.Role == Gap }) {
			b.p.Notes = append(b.p.Notes, "Dotted: no figure was found for the quarters in between.")
			return
		}
	}
}

// gapNote names the quarters between others for which there is no figure.
func (b *builder) gapNote(it item) {
	var missing []string
	for _, s := range b.p.Slots {
		v := it.line.At(s.Period)
		if !v.Has() && v.Reason != series.NotYet && s.Period.Start() > it.line.First().Start() && s.Period.Kind == figure.Quarter {
			missing = append(missing, b.f.Period(s.Period))
		}
	}
	switch n := len(missing); {
	case n == 0:
	case n > 8:
		b.p.Notes = append(b.p.Notes, it.Label+": no figure was found for "+b.f.Int(n)+" quarters in between; they are left out, not guessed.")
	default:
		b.p.Notes = append(b.p.Notes, it.Label+": no figure was found for "+b.f.List(missing)+"; what is not known is left out, not guessed.")
	}
}
