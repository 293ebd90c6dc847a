package chart

import (
	"slices"
	"strings"

	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/store/spec"
)

// longHistory is over how many days a history is drawn to scale; a longer one has
// one step for each day on which something was published.
const longHistory = 800

// History draws how one figure moved from day to day: what was published about
// one period of one series, each holding until the next. A series or a period of
// which nothing was ever published is NotFound; nothing known in this state gives
// a Plot whose Empty says so.
func History(st *figure.State, key string, about figure.Period) (*Plot, error) {
	s, ok := st.Series(key)
	if !ok {
		return nil, fault.New(fault.NotFound, "there is no series called %q", key)
	}
	if len(st.History(key, about)) == 0 {
		return nil, fault.New(fault.NotFound, "nothing about %s was ever published here for %s", key, about)
	}
	label := s.Name
	sp := spec.Chart{
		Version: spec.Version, Slug: "history", Kind: string(spec.Statements), Name: label, Subject: s.Company, Measure: label,
		Items: []spec.Item{{Series: key, Label: label}}, Views: []spec.View{spec.Value}, Types: []spec.Type{spec.Line}, Definition: s.Definition,
	}
	b := newBuilder(st, sp, spec.State{})
	b.first, b.last, b.newest, b.base = about, about, about, about
	b.history(s, about)
	b.finish()
	b.p.Shown = strings.TrimSuffix(b.p.Shown, ".")
	return b.p, nil
}

// history fills the plot of a figure's vintages.
func (b *builder) history(s figure.Series, about figure.Period) {
	when := b.f.Period(about)
	b.p.Measure = join(s.Name, when, unitName(string(s.Unit)))
	b.p.Shown = s.Name + ", " + when + ", as it was known from day to day"
	rows := slices.DeleteFunc(slices.Clone(b.st.Vintages(s.Key, about)), func(r figure.Row) bool { return !r.Mid().IsSet() || r.Reason != figure.HasValue })
	if len(rows) == 0 {
		b.p.Empty = "Nothing about " + s.Name + " for " + when + " is known in this state."
		return
	}
	b.historyDays(rows)
	counts := scaleOf(s.Unit)
	m := Mark{Key: s.Key, Name: s.Name, Colour: s.Company, Role: Actual, Kind: PointMark, Strong: true, Points: b.blank()}
	h := Mark{Key: s.Key + ":holds", Name: "holds until the next", InKey: "holds until the next", Colour: s.Company, Role: Gap, Kind: LineMark, Points: b.blank()}
	b.p.Table.Columns = []Column{{Key: s.Key, Name: s.Name, Unit: unitName(string(s.Unit))}}
	var texts []string
	for i, r := range rows {
		pt := b.vintage(s, r)
		if r.HasRange() {
			m.Kind = RangeMark
		}
		if r.Status == figure.Guidance || r.Status == figure.Target {
			m.Role = Guided
		}
		if i > 0 {
			pt.Change = b.vintageMove(s, rows[i-1].Mid(), r.Mid())
		}
		from := slices.Index(b.p.Days, r.PublishedOn)
		until := len(b.p.Days)
		if i+1 < len(rows) {
			until = slices.Index(b.p.Days, rows[i+1].PublishedOn)
		}
		m.Points[from] = pt
		m.Points[from].Label = pt.Text
		for k := from; k < until; k++ {
			h.Points[k] = pt
			h.Points[k].Change = "since " + b.f.Date(r.PublishedOn)
		}
		texts = append(texts, pt.Text+" on "+b.f.Date(r.PublishedOn))
		cell := b.cell(pt)
		if r.HasRange() && !r.Low.Equal(r.High) {
			cell.Text = b.exactRange(r.Low, r.High)
		}
		b.p.Table.Rows = append(b.p.Table.Rows, TableRow{Period: about, Label: b.f.Date(r.PublishedOn), Cells: []Cell{cell}})
	}
	slices.Reverse(b.p.Table.Rows)
	pn := Panel{Height: 1, Marks: []Mark{h, m}}
	axis(&pn, counts, false, b.f)
	b.p.Panels = []Panel{pn}
	first, last := b.vintageText(s, rows[0]), b.vintageText(s, rows[len(rows)-1])
	switch {
	case len(rows) == 1:
		b.p.Finding = s.Name + " for " + when + " is " + last + ", as published on " + b.f.Date(rows[0].PublishedOn)
		b.p.Summary = b.p.Finding + ". There is no other value on record."
	case first == last:
		b.p.Finding = s.Name + " for " + when + " is " + last + " again, as it was on " + b.f.Date(rows[0].PublishedOn)
		b.p.Summary = b.f.CountWord(len(rows)) + " values on record: " + strings.Join(texts, "; ") + "."
	default:
		b.p.Finding = s.Name + " for " + when + " moved from " + first + " to " + last
		b.p.Summary = b.f.CountWord(len(rows)) + " values on record: " + strings.Join(texts, "; ") + "."
	}
}

// vintageText writes a vintage as readers see it.
func (b *builder) vintageText(s figure.Series, r figure.Row) string {
	d := fromRow(r)
	d.Unit = string(s.Unit)
	return spell(b.f, d)
}

// vintage makes the point of one vintage.
func (b *builder) vintage(s figure.Series, r figure.Row) Point {
	d := fromRow(r)
	mid := r.Mid()
	d.Name, d.Unit, d.Value = s.Name, string(s.Unit), mid.String()
	if r.HasRange() && !r.Low.Equal(r.High) {
		d.Computed = "the value is the middle of the range, our arithmetic"
	}
	pt := Point{Has: true, Value: mid.Float(), Low: mid.Float(), High: mid.Float(), Exact: mid.String(), Text: b.vintageText(s, r), Datum: b.add(d), Hollow: r.Evidence == figure.SumChecked}
	if r.HasRange() {
		pt.Low, pt.High = r.Low.Float(), r.High.Float()
	}
	if bounded(r.Qualifier) {
		pt.Bound = r.Qualifier
	}
	return pt
}

// vintageMove says by how much a figure moved.
func (b *builder) vintageMove(s figure.Series, before, now figure.Amount) string {
	switch now.Cmp(before) {
	case 1:
		return b.f.Amount(now.Sub(before), s.Unit) + " more than before"
	case -1:
		return b.f.Amount(before.Sub(now), s.Unit) + " less than before"
	}
	return "unchanged"
}

// historyDays makes the slots: every day from the first to the newest vintage, or
// only the days of vintages when they lie years apart.
func (b *builder) historyDays(rows []figure.Row) {
	first, last := rows[0].PublishedOn, rows[len(rows)-1].PublishedOn
	add := func(d figure.Date) {
		b.p.Days = append(b.p.Days, d)
		b.p.Slots = append(b.p.Slots, Slot{Label: b.f.Date(d), Short: b.f.DayMonth(d)})
	}
	if last.Time().Sub(first.Time()).Hours()/24 > longHistory {
		for _, r := range rows {
			add(r.PublishedOn)
		}
		b.p.Notes = append(b.p.Notes, "The time between the values is not to scale.")
		return
	}
	for d := first; d <= last; d = d.AddDays(1) {
		add(d)
	}
}
