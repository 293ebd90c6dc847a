package chart

import (
	"slices"
	"strings"

	"megacycle/store/figure"
	"megacycle/store/spec"
)

// crossing draws spending and revenue of a company in one unit and marks where the
// first overtook the second for the last time. Of several companies it draws how
// much each spends for its cloud revenue, since their clouds are defined
// differently and their amounts are not to be compared.
func (b *builder) crossing() {
	b.slots(b.first, b.last)
	v := b.q.View
	groups := b.byCompany()
	if pairs := b.pairs(groups); len(pairs) > 1 {
		b.pace(pairs)
		return
	}
	kind := LineMark
	if b.q.Type == spec.Bar {
		kind = BarMark
	}
	pn := Panel{Height: 1}
	for _, it := range b.show {
		m := b.mark(it, v, kind)
		m.Legend, m.Strong = kind == BarMark, it.colour != "ink"
		if len(groups) > 1 {
			m.Colour = it.series.Company
		}
		if l := lastPoint(m); l >= 0 && kind == LineMark {
			m.End = []string{it.Label, m.Points[l].Text}
			if m.Points[l].Change != "" {
				m.End = append(m.End, m.Points[l].Change)
			}
		}
		pn.Marks = append(pn.Marks, b.pieces(m, it)...)
	}
	axis(&pn, b.scale(), b.q.Scale == "log", b.f)
	b.p.Panels = []Panel{pn}
	b.table(b.columnsOf())
	if len(b.show) == 1 {
		b.growthWords(b.show[0])
		return
	}
	b.linesWords()
	if !spec.Growing(v) && len(groups) == 1 {
		b.crossWords(b.show[0], b.show[1])
	}
}

// pairs gives, for each company shown, its spending over its first cloud revenue;
// nil unless each has both, and in views of one period only.
func (b *builder) pairs(groups [][]item) []item {
	if b.q.View == spec.Index || b.q.View == spec.CAGR || b.q.Scale == "log" {
		return nil
	}
	var out []item
	for _, g := range groups {
		i := slices.IndexFunc(g, func(it item) bool { return it.In != nil })
		k := slices.IndexFunc(g, func(it item) bool { return it.In == nil })
		if i < 0 || k < 0 {
			return nil
		}
		it := g[i]
		over := g[k].line
		it.over, it.Over, it.colour = &over, g[k].key, it.series.Company
		it.Label, it.Ratio = b.companyName(it), g[k].Label
		out = append(out, it)
	}
	return out
}

// pace draws how much each company spends for its cloud revenue, in %.
func (b *builder) pace(pairs []item) {
	v := b.q.View
	kind := LineMark
	if b.q.Type == spec.Bar {
		kind = BarMark
	}
	pn := Panel{Height: 1}
	var cols []column
	unit, counts := "percent", percent
	if rate(v) {
		unit, counts = "percentage points", plain
	}
	for _, it := range pairs {
		m := b.mark(it, v, kind)
		m.Key, m.Name = ratioKey(it, v), it.Label+", spending over "+it.Ratio
		m.Legend = kind == BarMark
		if l := lastPoint(m); l >= 0 && kind == LineMark {
			m.End = []string{it.Label, m.Points[l].Text, "of " + it.Ratio}
		}
		pn.Marks = append(pn.Marks, m)
		cols = append(cols, column{Column{Key: m.Key, Name: m.Name, Unit: unitName(unit), Derived: true}, func(p figure.Period) Point { return b.ratioPoint(it, v, p) }})
	}
	for _, it := range b.show {
		if !rate(v) {
			cols = append(cols, b.viewColumn(it, v, it.Label))
		}
	}
	axis(&pn, counts, false, b.f)
	b.p.Panels = []Panel{pn}
	b.table(cols)
	words := b.tracePhrase(pairs[0])
	b.p.Measure = join("Capital spending over cloud revenue", words)
	b.p.Shown = join(b.names(), "spending over revenue", words, b.f.Periods(b.first, b.last))
	b.p.Notes = append(b.p.Notes, "Each company’s spending is set against its own cloud revenue, which each defines differently: compare the course, not small differences. One company alone shows the amounts.")
	b.paceWords(pairs)
}

// byCompany groups the items shown by the company that they are about.
func (b *builder) byCompany() [][]item {
	var out [][]item
	for _, it := range b.show {
		i := slices.IndexFunc(out, func(g []item) bool { return g[0].series.Company == it.series.Company })
		if i < 0 {
			out = append(out, nil)
			i = len(out) - 1
		}
		out[i] = append(out[i], it)
	}
	return out
}

// companyName gives the short name of the company that an item is about.
func (b *builder) companyName(it item) string {
	if c, ok := b.st.Company(it.series.Company); ok {
		return c.Short
	}
	return it.Label
}

// paceWords says how many of several companies spend more than their cloud brings
// in, and how much each spends for a dollar of it.
func (b *builder) paceWords(pairs []item) {
	v := b.q.View
	at := b.common(pairs)
	over, n := 0, 0
	var said []string
	for _, it := range pairs {
		pt := b.ratioPoint(it, v, at)
		if !pt.Has {
			said = append(said, it.Label+" has no figure")
			continue
		}
		n++
		if pt.Value > 100 {
			over++
		}
		said = append(said, it.Label+" "+pt.Text+" of "+it.Ratio)
	}
	b.p.Summary = b.spanWords(at) + ", capital spending over cloud revenue: " + strings.Join(said, "; ") + "."
	b.p.Finding = b.sp.Name
	switch {
	case n == 0:
	case rate(v):
		b.p.Finding = "Capital spending over cloud revenue, " + b.tracePhrase(pairs[0]) + ": " + said[0]
	case over == 0:
		b.p.Finding = "No company shown spends more than its cloud takes in"
	case over == n:
		b.p.Finding = "All companies shown spend more than their cloud takes in"
	case over == 1:
		b.p.Finding = "One of " + lower(b.f.CountWord(n)) + " companies spends more than its cloud takes in"
	default:
		b.p.Finding = b.f.CountWord(over) + " of " + lower(b.f.CountWord(n)) + " companies spend more than their cloud takes in"
	}
}

// crossWords says which of two is larger and since when.
func (b *builder) crossWords(x, y item) {
	v := b.q.View
	now1, now2 := b.value(x, v, b.last, b.base), b.value(y, v, b.last, b.base)
	if !now1.Has() || !now2.Has() {
		return // linesWords has said which one has no figure
	}
	above := func(p figure.Period) (bool, bool) {
		a, c := b.value(x, v, p, b.base), b.value(y, v, p, b.base)
		return a.Has() && c.Has() && a.Amount.Cmp(c.Amount) > 0, a.Has() && c.Has()
	}
	over, _ := above(b.last)
	if over {
		b.p.Finding = b.whose(x) + " has passed " + y.Label
	} else {
		b.p.Finding = b.whose(x) + " is below " + y.Label
	}
	since := b.last
	for p := b.last.Add(-1); p.Compare(b.first) >= 0; p = p.Add(-1) {
		was, ok := above(p)
		if !ok {
			since = figure.Period{}
			break
		}
		if was != over {
			break
		}
		since = p
	}
	if since == b.first || since.IsZero() {
		return
	}
	b.p.Summary += " " + x.Label + " has been " + map[bool]string{true: "above", false: "below"}[over] + " " + y.Label + " since " + b.f.Period(since) + "."
	if over && (b.q.Events == "" || b.q.Events == "1") {
		b.p.Annotations = append(b.p.Annotations, Annotation{
			Slot: b.slot(since), Text: x.Label + " overtakes " + y.Label + ", " + b.f.Period(since), Kind: "computed",
		})
	}
}

// whose says an item with the company that it is about: "Amazon’s capital spending".
func (b *builder) whose(it item) string {
	c, ok := b.st.Company(it.series.Company)
	if !ok || strings.HasPrefix(it.Label, c.Short) {
		return it.Label
	}
	return c.Short + "’s " + lower(it.Label)
}
