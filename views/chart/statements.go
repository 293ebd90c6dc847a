package chart

import (
	"slices"
	"strings"

	"megacycle/store/figure"
)

// statements draws how what was said about one period moved from day to day: a
// whisker for each statement of a company, a step until its next one, our sum
// once all have spoken, and the totals that others published. Nothing here is a
// figure of what was spent.
func (b *builder) statements() {
	about, err := figure.ParsePeriod(b.sp.About)
	if err != nil {
		return // the definition was validated
	}
	b.first, b.last, b.newest, b.base = about, about, about, about
	all := b.spoken(about)
	if !b.days(all) {
		return
	}
	top, low := Panel{Height: 0.45}, Panel{Height: 0.55}
	cols := b.companySteps(&low, about)
	cols = append(b.totalSteps(&top, about), cols...)
	cols = append(cols, b.published(&top, about)...)
	name := b.f.Period(about)
	top.Title = "Together: our sum of guidance, and totals that others published, $ billions"
	low.Title = "Each company’s own guidance for " + name + ", $ billions"
	above := false
	for _, pn := range []Panel{top, low} {
		if len(pn.Marks) == 0 {
			continue
		}
		if tight(&pn, money, b.f); pn.Min > 0 {
			above = true
		}
		b.p.Panels = append(b.p.Panels, pn)
	}
	if len(b.p.Panels) == 1 {
		b.p.Panels[0].Height = 1
	}
	b.p.Measure = join(b.sp.Measure, "for "+name+", $ billions")
	days := b.p.Days
	b.p.Shown = join(b.names(), "guidance for "+name+" and published totals", b.f.Span(days[0], days[len(days)-1]))
	if above {
		b.p.Notes = append(b.p.Notes, "The axes do not begin at zero, so that moves of a few billions can be seen.")
	}
	b.statementTable(cols)
	b.statementWords(about)
}

// spoken gives the days on which something was said that the chart shows.
func (b *builder) spoken(about figure.Period) []figure.Date {
	var out []figure.Date
	add := func(key string) {
		for _, r := range b.st.Vintages(key, about) {
			if r.HasRange() && !slices.Contains(out, r.PublishedOn) {
				out = append(out, r.PublishedOn)
			}
		}
	}
	for _, it := range b.show {
		add(it.key)
	}
	for _, key := range b.sp.Estimates {
		add(key)
	}
	slices.Sort(out)
	return out
}

// days makes one slot for each day from the first statement to the newest, cut to
// what the address asks for; false when nothing is left.
func (b *builder) days(said []figure.Date) bool {
	if len(said) == 0 {
		b.p.Empty = "Nobody had said anything about " + b.sp.Name + " yet."
		if b.p.AsOf != "" {
			b.p.Empty = "Nothing about " + b.f.Period(b.last) + " had been said by " + b.f.Date(b.p.AsOf) + "."
		}
		return false
	}
	from, to := said[0], said[len(said)-1]
	lo, hi := from, to
	if !b.q.From.IsZero() {
		lo = b.q.From.Start()
	}
	if !b.q.To.IsZero() {
		hi = b.q.To.End()
	}
	if lo > to || hi < from {
		b.p.Empty = "All statements were made from " + b.f.Span(from, to) + "; nothing was said in the range that was asked for."
		return false
	}
	if !b.q.From.IsZero() && b.q.From.End() < from || !b.q.To.IsZero() && b.q.To.Start() > to {
		b.p.Clamped = "The statements run from " + b.f.Span(from, to) + "; the range was cut to that."
	}
	for d := max(lo, from); d <= min(hi, to); d = d.AddDays(1) {
		b.p.Days = append(b.p.Days, d)
		b.p.Slots = append(b.p.Slots, Slot{Label: b.f.Date(d), Short: b.f.DayMonth(d)})
	}
	return true
}

// said is what somebody had last said on a day.
func (b *builder) said(key string, about figure.Period, day figure.Date) (figure.Row, bool) {
	var found figure.Row
	for _, r := range b.st.Vintages(key, about) {
		if r.PublishedOn <= day {
			found = r
		}
	}
	return found, found.HasRange()
}

// statement makes the point of one statement.
func (b *builder) statement(name string, s figure.Series, row figure.Row) Point {
	d := fromRow(row)
	mid := row.Mid()
	d.Name, d.Unit, d.Value = name, string(s.Unit), mid.String()
	if !row.Low.Equal(row.High) {
		d.Computed = "the value is the middle of the range, our arithmetic"
	}
	pt := Point{Has: true, Value: mid.Float(), Low: row.Low.Float(), High: row.High.Float(), Exact: mid.String(),
		Text: b.f.Range(row.Low, row.High, s.Unit, row.Qualifier), Datum: b.add(d)}
	if bounded(row.Qualifier) {
		pt.Bound = row.Qualifier
	}
	pt.Change = "said on " + b.f.Date(row.PublishedOn)
	return pt
}

// companySteps draws each company's statements with the steps between them.
func (b *builder) companySteps(pn *Panel, about figure.Period) []dayColumn {
	var holds, whiskers []Mark
	var cols []dayColumn
	for _, it := range b.show {
		name := it.Label + ", guidance for " + b.f.Period(about)
		m := Mark{Key: it.key, Name: it.Label, InKey: "guidance: range and its middle", Colour: it.colour, Role: Guided, Kind: RangeMark, Points: b.blank(), Legend: len(whiskers) == 0}
		h := Mark{Key: it.key + ":holds", Name: it.Label + ", holds until the next statement", Colour: it.colour, Role: Gap, Kind: LineMark, Points: b.blank()}
		var before *Mark
		for i, day := range b.p.Days {
			row, ok := b.said(it.key, about, day)
			if !ok {
				continue
			}
			pt := b.statement(name, it.series, row)
			if row.PublishedOn == day {
				m.Points[i] = pt
			}
			if row.PublishedOn == day && slices.Contains(it.Breaks, string(day)) && lastPoint(h) >= 0 {
				cut := h
				cut.Key, cut.Points = it.key+":held", slices.Clone(h.Points)
				before = &cut
				h.Points = b.blank()
				b.statementBreak(it, i)
			}
			pt.Change = ""
			h.Points[i] = pt
		}
		l := lastPoint(h)
		if l < 0 {
			continue
		}
		h.End = []string{it.Label, h.Points[l].Text}
		if before != nil {
			holds = append(holds, *before)
		}
		holds, whiskers = append(holds, h), append(whiskers, m)
		cols = append(cols, b.stepColumn(m.Key, it.Label, func(day figure.Date) Point {
			if row, ok := b.said(it.key, about, day); ok {
				return b.statement(name, it.series, row)
			}
			return Point{Reason: "not yet said", Datum: -1}
		}))
		b.loweredNote(it, it.series, about)
	}
	if len(holds) > 0 {
		holds[0].Legend, holds[0].InKey = true, "holds until the next statement"
	}
	pn.Marks = append(holds, whiskers...)
	return cols
}

// statementBreak says that a statement is on another basis than the one before.
func (b *builder) statementBreak(it item, slot int) {
	b.p.Notes = append(b.p.Notes, it.Break+", from "+b.f.Date(b.p.Days[slot])+": the line is cut there.")
	if on, _ := b.q.Shows("definition"); on {
		b.p.Annotations = append(b.p.Annotations, Annotation{Slot: slot, Date: b.p.Days[slot], Text: it.Break, Kind: "definition"})
	}
}

// together gives our sum of what all shown companies had said on a day; false
// while one of them had not spoken.
func (b *builder) together(about figure.Period, day figure.Date) (Point, bool) {
	low, high := figure.IntAmount(0), figure.IntAmount(0)
	var parts []int
	var names []string
	for _, it := range b.show {
		row, ok := b.said(it.key, about, day)
		if !ok {
			return Point{Reason: "not all have guided", Datum: -1}, false
		}
		low, high = low.Add(row.Low), high.Add(row.High)
		parts = append(parts, b.statement(it.Label+", guidance for "+b.f.Period(about), it.series, row).Datum)
		names = append(names, it.Label)
	}
	mid := low.Add(high).Half()
	i := b.ours(b.sp.Slug+".total", "Total of guidance, our sum", about, mid.String(), string(figure.USDMillions),
		"our sum of the guidance of "+b.f.List(names)+", each in its own definition; the value is the middle", parts...)
	d := &b.p.Data[i]
	d.Low, d.High, d.Status = low.String(), high.String(), figure.Guidance
	return Point{Has: true, Value: mid.Float(), Low: low.Float(), High: high.Float(), Exact: mid.String(),
		Text: b.f.Range(low, high, figure.USDMillions, ""), Datum: i}, true
}

// totalSteps draws our sum from the day on which all have guided.
func (b *builder) totalSteps(pn *Panel, about figure.Period) []dayColumn {
	if len(b.show) < 2 {
		return nil
	}
	key := b.sp.Slug + ".total"
	m := Mark{Key: key, Name: "Our sum of guidance", Colour: "ink", Role: Guided, Kind: RangeMark, Points: b.blank(), Legend: true, Strong: true}
	h := Mark{Key: key + ":holds", Name: "Our sum, holds until the next statement", Colour: "ink", Role: Gap, Kind: LineMark, Points: b.blank()}
	prev := Point{}
	for i, day := range b.p.Days {
		pt, ok := b.together(about, day)
		if !ok {
			continue
		}
		h.Points[i] = pt
		if pt.Datum != prev.Datum || !prev.Has {
			m.Points[i] = pt
			m.Points[i].Change = "our sum on " + b.f.Date(day)
		}
		prev = pt
	}
	l := lastPoint(h)
	if l < 0 {
		return nil
	}
	h.End = []string{"Our sum", h.Points[l].Text}
	pn.Marks = append(pn.Marks, h, m)
	return []dayColumn{b.stepColumn(key, "Our sum of guidance", func(day figure.Date) Point {
		pt, _ := b.together(about, day)
		return pt
	})}
}

// published draws the totals of others, a mark for each publisher: their words,
// neither joined with each other nor with our sum.
func (b *builder) published(pn *Panel, about figure.Period) []dayColumn {
	var cols []dayColumn
	first := true
	for _, key := range b.sp.Estimates {
		s, ok := b.st.Series(key)
		if !ok {
			continue
		}
		who := s.Publisher
		if c, ok := b.st.Company(s.Publisher); ok {
			who = c.Short
		}
		m := Mark{Key: key, Name: who, InKey: "totals published by others", Colour: "ink-2", Role: Estimate, Kind: RangeMark, Points: b.blank(), Legend: first}
		name := who + ", total for " + b.f.Period(about)
		for _, row := range b.st.Vintages(key, about) {
			i := slices.Index(b.p.Days, row.PublishedOn)
			if i < 0 || !row.HasRange() {
				continue
			}
			m.Points[i] = b.statement(name, s, row)
		}
		l := lastPoint(m)
		if l < 0 {
			continue
		}
		m.Points[l].Label = who + " " + m.Points[l].Text
		first = false
		pn.Marks = append(pn.Marks, m)
		b.define(s)
		cols = append(cols, b.stepColumn(key, who, func(day figure.Date) Point {
			if i := slices.Index(b.p.Days, day); i >= 0 && m.Points[i].Has {
				return m.Points[i]
			}
			return Point{Datum: -1}
		}))
	}
	return cols
}

// dayColumn is a column of a table whose rows are days.
type dayColumn struct {
	head Column
	on   func(day figure.Date) Point
}

// stepColumn is what one mark says on each day.
func (b *builder) stepColumn(key, name string, at func(figure.Date) Point) dayColumn {
	return dayColumn{Column{Key: key, Name: name, Unit: "$ millions", Derived: key == b.sp.Slug+".total"}, at}
}

// statementTable has a row for each day on which something was said, newest
// first: what each company had said by then, and what others published that day.
func (b *builder) statementTable(cols []dayColumn) {
	for _, c := range cols {
		b.p.Table.Columns = append(b.p.Table.Columns, c.head)
	}
	said := b.spoken(b.last)
	for _, day := range slices.Backward(said) {
		if !slices.Contains(b.p.Days, day) {
			continue
		}
		row := TableRow{Period: b.last, Label: b.f.Date(day)}
		for _, c := range cols {
			pt := c.on(day)
			cell := Cell{Reason: pt.Reason, Datum: pt.Datum}
			if pt.Has {
				d := b.p.Data[pt.Datum]
				low, _ := figure.ParseAmount(d.Low)
				high, _ := figure.ParseAmount(d.High)
				cell = Cell{Text: b.exactRange(low, high), Status: d.Status, Bound: pt.Bound, Datum: pt.Datum}
			}
			row.Cells = append(row.Cells, cell)
		}
		b.p.Table.Rows = append(b.p.Table.Rows, row)
	}
}

// statementWords writes finding and summary: how far our sum moved, or who has
// spoken so far.
func (b *builder) statementWords(about figure.Period) {
	days, year := b.p.Days, b.f.Period(about)
	end := days[len(days)-1]
	var said, silent []string
	for _, it := range b.show {
		row, ok := b.said(it.key, about, end)
		if !ok {
			silent = append(silent, it.Label)
			continue
		}
		text := it.Label + " " + b.f.Range(row.Low, row.High, it.series.Unit, row.Qualifier)
		if first := b.st.Vintages(it.key, about)[0]; first.HasRange() && !first.Mid().Equal(row.Mid()) {
			text += ", after " + b.f.Range(first.Low, first.High, it.series.Unit, first.Qualifier) + " on " + b.f.DayMonth(first.PublishedOn)
		}
		said = append(said, text)
	}
	now, whole := b.together(about, end)
	switch {
	case whole && len(b.show) > 1:
		b.p.Finding = "Guidance for " + year + " stands at " + now.Text
		for _, day := range days {
			was, ok := b.together(about, day)
			if !ok {
				continue
			}
			if was.Value != now.Value {
				verb := map[bool]string{true: "risen", false: "fallen"}[now.Value > was.Value]
				b.p.Finding = "Guidance for " + year + " has " + verb + " from " + was.Text + " to " + now.Text + " since " + b.f.MonthName(day)
			}
			break
		}
	case len(said) == 0:
		b.p.Finding = "No company had guided for " + year
	case len(b.show) == 1:
		b.p.Finding = b.show[0].Label + " guides " + strings.TrimPrefix(said[0], b.show[0].Label+" ")
	default:
		b.p.Finding = b.f.CountWord(len(said)) + " of " + lower(b.f.CountWord(len(b.show))) + " companies have guided for " + year
	}
	b.p.Summary = b.p.Finding + "."
	if len(said) > 0 && len(b.show) > 1 {
		b.p.Summary += " " + strings.Join(said, "; ") + "."
	}
	if len(silent) > 0 && len(said) > 0 {
		b.p.Summary += " " + b.f.List(silent) + " had not guided, so there is no sum."
	}
	b.p.Summary += b.publishedWords(about)
	if len(b.show) > 1 && whole {
		b.p.Notes = append(b.p.Notes, "Our sum of guidance is our arithmetic, not a statement of any company. It puts each company’s own definition together knowingly and exists only for days on which all shown have guided.")
	}
}

// publishedWords says the lowest and the highest total of others.
func (b *builder) publishedWords(about figure.Period) string {
	var low, high figure.Row
	var lowWho, highWho string
	n := 0
	for _, key := range b.sp.Estimates {
		s, ok := b.st.Series(key)
		if !ok {
			continue
		}
		who := s.Publisher
		if c, ok := b.st.Company(who); ok {
			who = c.Short
		}
		for _, r := range b.st.Vintages(key, about) {
			if !r.HasRange() || !slices.Contains(b.p.Days, r.PublishedOn) {
				continue
			}
			if n == 0 || r.Mid().Cmp(low.Mid()) < 0 {
				low, lowWho = r, who
			}
			if n == 0 || r.Mid().Cmp(high.Mid()) > 0 {
				high, highWho = r, who
			}
			n++
		}
	}
	word := func(r figure.Row, who string) string {
		return b.f.Range(r.Low, r.High, figure.USDMillions, r.Qualifier) + " (" + who + ", " + b.f.Date(r.PublishedOn) + ")"
	}
	switch {
	case n == 0:
		return ""
	case n == 1:
		return " One total was published by others: " + word(low, lowWho) + "."
	}
	return " Others published totals from " + word(low, lowWho) + " to " + word(high, highWho) + ", each with its own list of companies."
}
