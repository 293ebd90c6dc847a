package chart

import (
	"slices"
	"strings"

	"megacycle/store/figure"
	"megacycle/store/spec"
)

// crossing draws spending and revenue of a company in one unit and marks where the
// first overtook the second for the last time. Several companies have a panel
// each, since their clouds are defined differently.
func (b *builder) crossing() {
	b.slots(b.first, b.last)
	v := b.q.View
	kind := LineMark
	if b.q.Type == spec.Bar {
		kind = BarMark
	}
	groups := b.byCompany()
	for _, group := range groups {
		pn := Panel{Height: 1 / float64(len(groups))}
		if len(groups) > 1 {
			pn.Title = join(b.companyName(group[0]), b.phrase(v, b.unit()))
		}
		for _, it := range group {
			m := b.mark(it, v, kind)
			m.Legend, m.Strong = kind == BarMark, it.colour != "ink"
			if l := lastPoint(m); l >= 0 && kind == LineMark {
				m.End = []string{it.Label, m.Points[l].Text}
				if m.Points[l].Change != "" && len(groups) == 1 {
					m.End = append(m.End, m.Points[l].Change)
				}
			}
			pn.Marks = append(pn.Marks, b.pieces(m, it)...)
		}
		axis(&pn, b.scale(), b.q.Scale == "log", b.f)
		b.p.Panels = append(b.p.Panels, pn)
	}
	b.table(b.columnsOf())
	if len(b.show) == 1 {
		b.growthWords(b.show[0])
		return
	}
	b.linesWords()
	switch {
	case spec.Growing(v):
	case len(groups) > 1:
		b.paceWords(groups)
	default:
		b.crossWords(b.show[0], b.show[1])
	}
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
func (b *builder) paceWords(groups [][]item) {
	v := b.q.View
	at := b.common(b.show)
	over, n := 0, 0
	var said []string
	for _, g := range groups {
		if len(g) < 2 {
			continue
		}
		spent, earned := b.value(g[0], v, at, b.base), b.value(g[1], v, at, b.base)
		if !spent.Has() || !earned.Has() || earned.Amount.Sign() <= 0 {
			continue
		}
		n++
		if spent.Amount.Cmp(earned.Amount) > 0 {
			over++
		}
		said = append(said, b.companyName(g[0])+" $"+b.f.Number(spent.Amount.Float()/earned.Amount.Float(), 2)+" for each dollar of "+g[1].Label)
	}
	if n < 2 {
		return
	}
	b.p.Finding = upper(b.f.CountWord(over)) + " of " + lower(b.f.CountWord(n)) + " companies spend more than their cloud takes in"
	if over == 0 {
		b.p.Finding = "No company shown spends more than its cloud takes in"
	}
	b.p.Summary += " Spending: " + strings.Join(said, "; ") + "."
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
