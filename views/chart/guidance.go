package chart

import (
	"strconv"
	"strings"

	"megacycle/store/figure"
	"megacycle/store/series"
)

// parse reads machine text that this package wrote.
func parse(exact string) float64 {
	v, _ := strconv.ParseFloat(exact, 64)
	return v
}

// guidedYear gives the year under way when it is shown with guidance: the year
// after the last that is complete, in the definition that companies guide in,
// when somebody guides to it or it was quoted; the zero Period otherwise.
func (b *builder) guidedYear() figure.Period {
	if !b.annual() || b.q.Def != "guided" {
		return figure.Period{}
	}
	in, _ := b.parts()
	sum := b.sum(in)
	last := sum.line.Last()
	if last.IsZero() {
		return figure.Period{}
	}
	y := figure.YearOf(last.Year)
	if sum.line.Year(y.Year).Has() {
		y = y.Add(1)
	}
	for _, it := range in {
		if _, ok := b.guidance(it, y); ok {
			return y
		}
	}
	if _, ok := b.quotedTotal(y); ok {
		return y
	}
	return figure.Period{}
}

// guidance gives what a company guides to for a year, as known.
func (b *builder) guidance(it item, y figure.Period) (figure.Row, bool) {
	if it.Guidance == "" {
		return figure.Row{}, false
	}
	r, ok := b.st.Figure(it.Guidance, y)
	return r, ok && r.HasRange()
}

// quotedTotal gives the total that was quoted about a year, when the shown
// companies are all that it is about.
func (b *builder) quotedTotal(y figure.Period) (figure.Bet, bool) {
	if len(b.q.Series) > 0 {
		return figure.Bet{}, false
	}
	for _, id := range b.sp.Bets {
		if bet, ok := b.st.Bet(id); ok && bet.Target.IsSet() && figure.YearOf(bet.Deadline.Time().Year()) == y {
			return bet, true
		}
	}
	return figure.Bet{}, false
}

// soFar gives the quarters of a year that all items have, from the first on.
func soFar(in []item, y figure.Period) []figure.Period {
	var out []figure.Period
	for q := 1; q <= 4; q++ {
		p := figure.QuarterOf(y.Year, q)
		for _, it := range in {
			if !it.line.At(p).Has() {
				return out
			}
		}
		out = append(out, p)
	}
	return out
}

// guided draws the year under way: quarters so far solid, the rest to the middle
// of the guidance hatched, and what was quoted as a line.
func (b *builder) guided(pn *Panel, in []item, y figure.Period) {
	k := b.slot(y)
	if bet, ok := b.quotedTotal(y); ok {
		b.saying(bet, "Total, as quoted", y)
		pn.Lines = append(pn.Lines, RefLine{
			Value: bet.Target.Float(), Label: b.f.RoundBillions(bet.Target) + " quoted in " + b.f.MonthName(bet.SaidOn), Role: Quoted, From: k, To: k,
		})
	}
	var rows []figure.Row
	var silent []string
	for _, it := range in {
		r, ok := b.guidance(it, y)
		if !ok {
			silent = append(silent, it.Label)
		}
		rows = append(rows, r)
	}
	if len(silent) > 0 {
		b.p.Notes = append(b.p.Notes, b.f.List(silent)+" had not guided to "+b.f.Period(y)+", so there is no total of guidance for that year.")
		b.p.Summary += " There is no total for " + b.f.Period(y) + ": " + b.f.List(silent) + " had not said what to expect."
		return
	}
	b.hatch(pn, in, rows, soFar(in, y), y, k)
}

// hatch adds the marks, the table's rows and the words of the year under way.
func (b *builder) hatch(pn *Panel, in []item, rows []figure.Row, quarters []figure.Period, y figure.Period, k int) {
	span := b.partName(quarters, y)
	low, high, done := figure.IntAmount(0), figure.IntAmount(0), figure.IntAmount(0)
	guidedRow := TableRow{Period: y, Label: b.f.Period(y) + ", guided"}
	partRow := TableRow{Period: y, Label: span}
	var said []string
	var parts []int
	marks := make([]Mark, 0, 2*len(in))
	stacked := len(pn.Marks) > 0 && pn.Marks[0].Kind == StackMark
	for i, it := range in {
		row := rows[i]
		part := figure.IntAmount(0)
		var used []int
		for _, q := range quarters {
			r, _ := b.st.Figure(it.key, q)
			part = part.Add(r.Value)
			used = append(used, b.reported(it, r, q))
		}
		low, high, done = low.Add(row.Low), high.Add(row.High), done.Add(part)
		gs, _ := b.st.Series(it.Guidance)
		b.define(gs)
		b.loweredNote(it, gs, y)
		gd := fromRow(row)
		gd.Name, gd.Unit = it.Label+", guidance", string(gs.Unit)
		g := b.add(gd)
		parts = append(parts, g)
		text := b.f.Range(row.Low, row.High, gs.Unit, row.Qualifier)
		said = append(said, it.Label+" "+text)
		guidedRow.Cells = append(guidedRow.Cells, Cell{Text: b.exactRange(row.Low, row.High), Status: row.Status, Datum: g})
		m := pn.Marks[i]
		cell := Cell{Reason: string(series.NotYet), Datum: -1}
		if len(quarters) > 0 {
			d := b.ours(it.key+":part", it.Label+", "+lower(span), y, part.String(), string(gs.Unit), "sum of "+b.f.Periods(quarters[0], quarters[len(quarters)-1]), used...)
			if stacked { // half a year is no point of a line of years
				m.Points[k] = Point{Has: true, Value: part.Float(), Text: b.f.Money(part), Exact: part.String(), Change: lower(span), Datum: d}
			}
			cell = Cell{Text: b.f.Exact(part), Datum: d, Hollow: b.p.Data[d].Evidence == figure.SumChecked}
		}
		partRow.Cells = append(partRow.Cells, cell)
		mid := row.Mid()
		rest := mid.Sub(part)
		h := Mark{Key: it.Guidance, Name: it.Label + ", guidance", InKey: "guidance, middle of the range", Colour: it.colour, Role: Guided, Kind: StackMark, Stack: "total", Points: b.blank(), Legend: i == 0}
		if rest.Sign() > 0 {
			d := b.ours(it.Guidance+":rest", it.Label+", rest to the middle of the guidance", y, rest.String(), string(gs.Unit),
				"middle of the guidance, "+b.f.Exact(mid)+", less "+b.f.Exact(part)+" so far", append(used, g)...)
			h.Points[k] = Point{Has: true, Value: rest.Float(), Exact: rest.String(), Datum: d, Text: b.f.Money(rest),
				Change: "rest to the middle of " + text}
			h.End = []string{it.Label, text}
			m.End, m.Legend = nil, false
		}
		if i == 0 && len(quarters) > 0 {
			m.Legend, m.InKey = true, "actual ("+lower(span)+": @)"
		}
		marks = append(marks, m, h)
	}
	total := b.f.Range(low, high, figure.USDMillions, "")
	if stacked {
		if marks[0].InKey != "" {
			marks[0].InKey = strings.ReplaceAll(marks[0].InKey, "@", b.f.RoundBillions(done))
		}
		if t := topOf(marks, k); t >= 0 && len(in) > 1 {
			marks[t].Points[k].Label = total + " guided, our sum"
		}
		pn.Marks = append(marks, pn.Marks[len(in):]...)
	}
	b.guidedRows(in, guidedRow, partRow, low, high, done, parts, y)
	b.guidedWords(in, total, low, high, said, y)
}

// loweredNote says why a company's guidance is lower than the one before, in the
// words of the figure's note.
func (b *builder) loweredNote(it item, s figure.Series, y figure.Period) {
	said := b.st.Vintages(s.Key, y)
	if len(said) < 2 {
		return
	}
	now, before := said[len(said)-1], said[len(said)-2]
	if !now.HasRange() || !before.HasRange() || now.Mid().Cmp(before.Mid()) >= 0 {
		return
	}
	text := it.Label + "’s guidance for " + b.f.Period(y) + " fell from " + b.f.Range(before.Low, before.High, s.Unit, before.Qualifier) +
		" to " + b.f.Range(now.Low, now.High, s.Unit, now.Qualifier) + " on " + b.f.Date(now.PublishedOn)
	var why []string
	for _, part := range strings.Split(now.Note, ";") {
		if part = strings.TrimSpace(part); part != "" && !strings.HasPrefix(part, "given on") {
			why = append(why, part)
		}
	}
	if len(why) > 0 {
		text += ": " + strings.Join(why, "; ")
	}
	b.p.Notes = append(b.p.Notes, text+".")
}

// topOf gives the mark that ends highest at slot k, -1 for none.
func topOf(marks []Mark, k int) int {
	for i := len(marks) - 1; i >= 0; i-- {
		if marks[i].Points[k].Has {
			return i
		}
	}
	return -1
}

// guidedRows puts the year under way into the table, with our sums.
func (b *builder) guidedRows(in []item, guided, part TableRow, low, high, done figure.Amount, parts []int, y figure.Period) {
	t := &b.p.Table
	if len(in) > 1 {
		var names []string
		for _, it := range in {
			names = append(names, it.Label)
		}
		d := b.ours(b.sp.Slug+".guidance", "Total of guidance, our sum", y, low.Add(high).Half().String(), string(figure.USDMillions),
			"our sum of the guidance of "+b.f.List(names)+"; the value is the middle", parts...)
		b.p.Data[d].Low, b.p.Data[d].High = low.String(), high.String()
		guided.Cells = append(guided.Cells, Cell{Text: b.exactRange(low, high), Status: figure.Guidance, Datum: d})
		var used []int
		for _, c := range part.Cells {
			used = append(used, c.Datum)
		}
		s := -1
		if used[0] >= 0 {
			s = b.ours(b.sp.Slug+".part", "Total, "+lower(part.Label), y, done.String(), string(figure.USDMillions), "our sum of "+b.f.List(names), used...)
		}
		part.Cells = append(part.Cells, Cell{Text: b.f.Exact(done), Datum: s})
	}
	for len(guided.Cells) < len(t.Columns) {
		guided.Cells = append(guided.Cells, Cell{Datum: -1})
		part.Cells = append(part.Cells, Cell{Datum: -1})
	}
	rows := []TableRow{guided}
	if part.Cells[0].Datum >= 0 {
		rows = append(rows, part)
	}
	t.Rows = append(rows, t.Rows...)
}

// guidedWords makes the guidance the finding.
func (b *builder) guidedWords(in []item, total string, low, high figure.Amount, said []string, y figure.Period) {
	sum := b.sum(in)
	verb := " guide "
	if len(in) == 1 {
		verb = " guides "
		r, _ := b.guidance(in[0], y)
		total = b.f.Range(r.Low, r.High, figure.USDMillions, r.Qualifier)
	}
	b.p.Finding = b.who(in) + verb + total + " for " + b.f.Period(y)
	if v := sum.line.Year(y.Year - 1); v.Has() {
		b.p.Finding += ", after " + b.f.RoundBillions(v.Amount) + " in " + b.f.Period(y.Add(-1))
	}
	b.p.Summary = b.p.Finding + ". " + strings.Join(said, "; ") + "."
	if bet, ok := b.quotedTotal(y); ok {
		b.p.Summary += " In " + b.f.Month(bet.SaidOn) + " " + b.f.RoundBillions(bet.Target) + " was quoted."
	}
	b.p.Summary += " Spending is for the whole company, not only AI."
}

// exactRange writes a range with all digits: 195,000–205,000.
func (b *builder) exactRange(low, high figure.Amount) string {
	if low.Equal(high) {
		return b.f.Exact(low)
	}
	return b.f.Exact(low) + "–" + b.f.Exact(high)
}

// partName says which part of a year is known: "First half of 2026".
func (b *builder) partName(quarters []figure.Period, y figure.Period) string {
	year := b.f.Period(y)
	switch len(quarters) {
	case 1:
		return "First quarter of " + year
	case 2:
		return "First half of " + year
	case 3:
		return "First three quarters of " + year
	}
	return year
}

// lower begins text inside a sentence.
func lower(s string) string {
	if s == "" || len(s) > 1 && s[1] >= 'A' && s[1] <= 'Z' {
		return s // nothing, or an abbreviation such as AI
	}
	return strings.ToLower(s[:1]) + s[1:]
}
