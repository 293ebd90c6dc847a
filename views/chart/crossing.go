package chart

import (
	"megacycle/store/figure"
	"megacycle/store/spec"
)

// crossing draws a few lines in one unit and marks where the first overtook the
// second for the last time.
func (b *builder) crossing() {
	b.slots(b.first, b.last)
	v := b.q.View
	pn := Panel{Height: 1}
	for _, it := range b.show {
		m := b.mark(it, v, LineMark)
		m.Legend, m.Strong = false, it.colour != "ink"
		if l := lastPoint(m); l >= 0 {
			m.End = []string{it.Label, m.Points[l].Text}
			if m.Points[l].Change != "" {
				m.End = append(m.End, m.Points[l].Change)
			}
		}
		pn.Marks = append(pn.Marks, m)
	}
	axis(&pn, b.scale(), b.q.Scale == "log", b.f)
	b.p.Panels = []Panel{pn}
	b.table(b.columnsOf())
	b.linesWords()
	if len(b.show) >= 2 && !rate(v) && v != spec.Index {
		b.crossWords(b.show[0], b.show[1])
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
	if over && b.q.Events != "0" {
		b.p.Annotations = append(b.p.Annotations, Annotation{
			Slot: b.slot(since), Text: x.Label + " overtakes " + y.Label + ", " + b.f.Period(since), Kind: "computed",
		})
	}
}

// whose says an item with the company that it is about: "Amazon’s capital spending".
func (b *builder) whose(it item) string {
	c, ok := b.st.Company(it.series.Company)
	if !ok {
		return it.Label
	}
	return c.Short + "’s " + lower(it.Label)
}
