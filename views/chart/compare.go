package chart

import (
	"slices"
	"strconv"
	"strings"

	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/store/spec"
	"megacycle/views/format"
)

// Difference is one number that is not the same on the two days of a comparison.
// Then is what was known on the earlier of them.
type Difference struct {
	Series    string        `json:"series"`
	Name      string        `json:"name"`
	Period    figure.Period `json:"period"`
	Then      string        `json:"then"` // as readers see it; "" when nothing was known
	Now       string        `json:"now"`
	ThenValue string        `json:"then_value,omitempty"` // exact; "low to high" for a range
	NowValue  string        `json:"now_value,omitempty"`
	Why       string        `json:"why"` // "revised on 5 Feb 2026"
}

// compared makes the two plots of a comparison and puts them together.
func compared(st *figure.State, sp spec.Chart, q spec.State) (*Plot, error) {
	other, err := st.Ledger().At(st.Release.N, q.Compare, st.Today)
	if fault.KindOf(err) == fault.Invalid && err != nil {
		return nil, fault.BadField("compare", "%s is in the future; the latest day is today, %s", q.Compare, st.Today)
	}
	if err != nil {
		return nil, err
	}
	alone, beside := q, q
	alone.Compare, beside.Compare, beside.AsOf = "", "", q.Compare
	a, err := Build(st, sp, alone)
	if err != nil {
		return nil, err
	}
	b, err := Build(other, sp, beside)
	if err != nil {
		return nil, err
	}
	return Compare(a, b), nil
}

// Compare draws two plots of one chart together: a as it is, and b, the same
// chart as known on another day, dashed or hatched beside it. What differs is
// listed as data. Neither plot is changed.
func Compare(a, b *Plot) *Plot {
	c := &comparison{f: format.In(a.State.Lang), a: a, b: b}
	p := *a
	c.p = &p
	p.State.Compare = b.AsOf
	p.Data, p.Sources = slices.Clone(a.Data), slices.Clone(a.Sources)
	p.Notes, p.Annotations, p.Panels = slices.Clone(a.Notes), slices.Clone(a.Annotations), slices.Clone(a.Panels)
	c.differences()
	c.union()
	c.panels()
	c.table()
	c.words()
	return &p
}

type comparison struct {
	f       *format.Language
	a, b, p *Plot
	slots   []Slot
	fromA   []int // place of each slot of a in the union
	fromB   []int
	moved   map[int]int // data of b in the data of p
}

// day says which day a plot is about.
func (c *comparison) day(p *Plot) string {
	if p.AsOf == "" {
		return "today"
	}
	return "on " + c.f.Date(p.AsOf)
}

// earlier says whether b is about the earlier day.
func (c *comparison) earlier() bool { return c.a.AsOf == "" || c.b.AsOf != "" && c.b.AsOf < c.a.AsOf }

// union joins the time axes of both plots.
func (c *comparison) union() {
	type stop struct {
		slot Slot
		day  figure.Date
	}
	var stops []stop
	add := func(p *Plot) {
		for i, s := range p.Slots {
			if slices.ContainsFunc(stops, func(x stop) bool { return x.slot.Label == s.Label }) {
				continue
			}
			one := stop{slot: s}
			if i < len(p.Days) {
				one.day = p.Days[i]
			}
			stops = append(stops, one)
		}
	}
	add(c.a)
	add(c.b)
	slices.SortStableFunc(stops, func(x, y stop) int {
		if x.day != "" || y.day != "" {
			return strings.Compare(string(x.day), string(y.day))
		}
		return x.slot.Period.Compare(y.slot.Period)
	})
	c.p.Days = nil
	for _, s := range stops {
		c.slots = append(c.slots, s.slot)
		if s.day != "" {
			c.p.Days = append(c.p.Days, s.day)
		}
	}
	place := func(p *Plot) []int {
		out := make([]int, len(p.Slots))
		for i, s := range p.Slots {
			out[i] = slices.IndexFunc(c.slots, func(x Slot) bool { return x.Label == s.Label })
		}
		return out
	}
	c.p.Slots, c.fromA, c.fromB = c.slots, place(c.a), place(c.b)
	for i := range c.p.Annotations {
		c.p.Annotations[i].Slot = c.fromA[c.p.Annotations[i].Slot]
	}
}

// spread moves points to their places in the union.
func (c *comparison) spread(points []Point, places []int) []Point {
	out := make([]Point, len(c.slots))
	for i := range out {
		out[i].Datum = -1
	}
	for i, pt := range points {
		if i < len(places) {
			out[places[i]] = pt
		}
	}
	return out
}

// panels moves the marks of a and draws those of b beside them.
func (c *comparison) panels() {
	c.moved = map[int]int{}
	mine := c.fromA
	if c.p.Empty != "" && len(c.b.Panels) > 0 { // only the other day has something
		c.p.Panels = slices.Clone(c.b.Panels)
		for i := range c.p.Panels {
			c.p.Panels[i].Marks = nil
		}
		mine = c.fromB
	}
	legend := true
	for i := range c.p.Panels {
		pn := &c.p.Panels[i]
		var marks []Mark
		for _, m := range pn.Marks {
			m.Points = c.spread(m.Points, c.fromA)
			marks = append(marks, m)
		}
		pn.Lines = slices.Clone(pn.Lines)
		for k := range pn.Lines {
			pn.Lines[k].From, pn.Lines[k].To = mine[pn.Lines[k].From], mine[pn.Lines[k].To]
		}
		for _, m := range c.beside(pn, marks, i) {
			m.Legend, m.InKey = legend, "as known "+c.day(c.b)
			legend = false
			marks = append(marks, m)
		}
		pn.Marks = marks
		pn.Min, pn.Max, pn.Ticks = 0, 0, nil
		log := pn.Log
		pn.Log = false
		axis(pn, pn.Counts, log, c.f)
	}
}

// partner gives the panel of b that panel i of a corresponds to.
func (c *comparison) partner(pn *Panel, i int) (Panel, bool) {
	for _, o := range c.b.Panels {
		if o.Title == pn.Title {
			return o, true
		}
	}
	if len(c.b.Panels) == len(c.p.Panels) {
		return c.b.Panels[i], true
	}
	return Panel{}, false
}

// beside gives the marks of b for a panel that show something else: lines whole,
// bars only where they differ, stacks in those slots in which any part of them differs.
func (c *comparison) beside(pn *Panel, marks []Mark, i int) []Mark {
	other, ok := c.partner(pn, i)
	if !ok {
		return nil
	}
	var out []Mark
	slot := map[int]bool{}       // where the parts of a stack differ
	changed := map[string]bool{} // marks that show something else
	for _, m := range other.Marks {
		if m.Role == Gap || m.Kind == SliceMark {
			continue
		}
		m.Points = c.spread(m.Points, c.fromB)
		mine := slices.IndexFunc(marks, func(x Mark) bool { return x.Key == m.Key })
		for k := range m.Points {
			pt := &m.Points[k]
			differs := pt.Has && (mine < 0 || !marks[mine].Points[k].Has || marks[mine].Points[k].Exact != pt.Exact)
			slot[k] = slot[k] || differs
			changed[m.Key+"@"+string(c.b.AsOf)] = changed[m.Key+"@"+string(c.b.AsOf)] || differs
			if !differs && (m.Kind == BarMark || m.Kind == PointMark || m.Kind == RangeMark) {
				*pt = Point{Datum: -1}
				continue
			}
			if pt.Has {
				pt.Datum = c.move(pt.Datum)
				pt.Hollow, pt.Accent, pt.Label = differs, false, ""
				pt.Change = "as known " + c.day(c.b)
			}
		}
		if m.Kind == LineMark || m.Kind == AreaMark {
			fewSymbols(m.Points)
		}
		m.Key += "@" + string(c.b.AsOf)
		m.Name += ", as known " + c.day(c.b)
		m.Role, m.Strong, m.End = Then, false, nil
		if m.Stack != "" {
			m.Stack += "@" + string(c.b.AsOf)
		}
		out = append(out, m)
	}
	return slices.DeleteFunc(out, func(m Mark) bool {
		for k := range m.Points {
			if m.Kind == StackMark && !slot[k] {
				m.Points[k] = Point{Datum: -1}
			}
		}
		return lastPoint(m) < 0 || m.Kind != StackMark && !changed[m.Key]
	})
}

// fewSymbols leaves a line without symbols when it would have many: its dashes say
// enough.
func fewSymbols(points []Point) {
	const few = 6
	n := 0
	for _, pt := range points {
		if pt.Hollow {
			n++
		}
	}
	for i := range points {
		points[i].Hollow = points[i].Hollow && n <= few
	}
}

// move takes a datum of b over into the data, marked with its day unless it is
// there already, and gives its place.
func (c *comparison) move(i int) int {
	if i < 0 {
		return -1
	}
	if k, ok := c.moved[i]; ok {
		return k
	}
	d := c.b.Data[i]
	k := slices.IndexFunc(c.p.Data, func(x Datum) bool {
		return x.Series == d.Series && x.Period == d.Period && x.PublishedOn == d.PublishedOn && x.Value == d.Value && x.Low == d.Low && x.Reason == d.Reason
	})
	if k < 0 {
		d.AsKnownOn = c.b.AsOf
		c.p.Data = append(c.p.Data, d)
		k = len(c.p.Data) - 1
		for _, id := range d.Sources {
			if slices.ContainsFunc(c.p.Sources, func(s figure.Source) bool { return s.ID == id }) {
				continue
			}
			if j := slices.IndexFunc(c.b.Sources, func(s figure.Source) bool { return s.ID == id }); j >= 0 {
				c.p.Sources = append(c.p.Sources, c.b.Sources[j])
			}
		}
	}
	c.moved[i] = k
	return k
}

// table adds a column for each one in which something differs.
func (c *comparison) table() {
	t := Table{Caption: c.a.Table.Caption, Columns: slices.Clone(c.a.Table.Columns)}
	theirs := map[string]TableRow{}
	for _, r := range c.b.Table.Rows {
		theirs[r.Label] = r
	}
	for _, r := range c.a.Table.Rows {
		r.Cells = slices.Clone(r.Cells)
		t.Rows = append(t.Rows, r)
	}
	for _, r := range c.b.Table.Rows {
		if slices.ContainsFunc(t.Rows, func(x TableRow) bool { return x.Label == r.Label }) {
			continue
		}
		n := r
		n.Cells = make([]Cell, len(t.Columns))
		for i := range n.Cells {
			n.Cells[i] = Cell{Datum: -1, Reason: "not known " + c.day(c.a)}
		}
		at := slices.IndexFunc(t.Rows, func(x TableRow) bool { return x.Period.Compare(r.Period) < 0 })
		if at < 0 {
			at = len(t.Rows)
		}
		t.Rows = slices.Insert(t.Rows, at, n)
	}
	for j, col := range c.b.Table.Columns {
		mine := slices.IndexFunc(c.a.Table.Columns, func(x Column) bool { return x.Key == col.Key })
		cells := make([]Cell, len(t.Rows))
		differs := false
		for i, r := range t.Rows {
			cells[i] = Cell{Datum: -1, Reason: "not known " + c.day(c.b)}
			if o, ok := theirs[r.Label]; ok && j < len(o.Cells) {
				cells[i] = o.Cells[j]
				cells[i].Datum = c.move(cells[i].Datum)
			}
			if mine < 0 || r.Cells[mine].Text != cells[i].Text {
				differs = true
			}
		}
		if !differs {
			continue
		}
		col.Key, col.Name = col.Key+"@"+string(c.b.AsOf), col.Name+", as known "+c.day(c.b)
		t.Columns = append(t.Columns, col)
		for i := range t.Rows {
			t.Rows[i].Cells = append(t.Rows[i].Cells, cells[i])
		}
	}
	c.p.Table = t
}

// words says how many numbers differ, and which.
func (c *comparison) words() {
	p := c.p
	n, added, gone := len(p.Differences), 0, 0
	for _, d := range p.Differences {
		switch {
		case d.Then == "":
			added++
		case d.Now == "":
			gone++
		}
	}
	from, to := c.day(c.b), c.day(c.a)
	if !c.earlier() {
		from, to = to, from
	}
	lead := "Compared: what was known " + from + " and " + to + ". "
	if to == "today" {
		lead = "Compared with what was known " + from + ": "
	}
	var parts []string
	for _, x := range []struct {
		n    int
		word string
	}{{n - added - gone, "changed"}, {added, "new"}, {gone, "gone"}} {
		if x.n > 0 {
			parts = append(parts, strconv.Itoa(x.n)+" "+x.word)
		}
	}
	text := "nothing differs."
	if n > 0 {
		text = c.f.Int(n) + map[bool]string{true: " number differs (", false: " numbers differ ("}[n == 1] + c.f.List(parts) + ")."
	}
	if strings.HasSuffix(lead, ". ") {
		text = upper(text)
	}
	p.Compared = lead + text
	if c.b.Empty != "" {
		p.Compared += " " + c.b.Empty
	}
	p.Shown += ", compared with what was known " + c.day(c.b)
	p.Table.Caption = p.Shown
	p.Summary = p.Compared + " " + p.Summary
	p.Alt += " " + p.Compared
	if c.a.Empty != "" && len(p.Panels) > 0 {
		p.Empty = ""
		p.Source, p.Credit = c.b.Source, c.b.Credit
		if p.Finding == p.Name {
			p.Finding = c.b.Finding
		}
	}
}
