package echarts

import (
	"math"
	"sort"

	"megacycle/views/chart"
)

// endLine is one line of a direct label.
type endLine struct {
	text  string
	size  float64
	bold  bool
	token string
}

// endBlock is the direct label of one mark, at the right of the plot.
type endBlock struct {
	mark  int
	slot  int
	value float64
	lines []endLine
	y     float64 // of its top
}

func (b endBlock) height() float64 { return float64(len(b.lines))*lineStep + 2 }

const lineStep = 16.0

// atEdge says whether a mark's label stands at the right of the plot: it has a
// name and a value, and its last point lies close to the edge.
func (d *drawing) atEdge(m chart.Mark) bool {
	if len(m.End) < 2 || m.Kind == chart.BarMark || m.Kind == chart.SliceMark {
		return false
	}
	n, l := len(d.plot.Slots), last(m)
	return l >= 0 && float64(n-1-l) <= 0.06*float64(n)
}

// maxEnd is the widest that the labels at the right may be.
func maxEnd(width float64) float64 {
	switch {
	case width < 560:
		return 92
	case width < 1000:
		return 150
	}
	return 180
}

// endLines sets the label of a mark: name, value, change. level 1 leaves the
// change out, level 2 puts name and value on one line.
func endLines(m chart.Mark, width float64, level int) []endLine {
	size, most := labelSize, maxEnd(width)
	if width < 560 {
		size = tickSize
	}
	token := text(m.Colour)
	if m.Role == chart.Needed {
		token = "accent-t"
	}
	var out []endLine
	name := m.End[0]
	if level == 2 && len(m.End) > 1 {
		one := name + " " + m.End[1]
		return []endLine{{Clip(one, size, true, max(most, 0.37*width)), size, true, token}}
	}
	for _, l := range Wrap(name, size, true, most, 3) {
		out = append(out, endLine{l, size, true, token})
	}
	for i, s := range m.End[1:] {
		lines, tone, z := 1, "ink", size
		if i > 0 {
			if level > 0 {
				break
			}
			lines, tone, z = 2, "ink-3", tickSize
			if width < 560 && Width(s, z, false) > most {
				continue
			}
		}
		for _, l := range Wrap(s, z, false, most, lines) {
			out = append(out, endLine{l, z, false, tone})
		}
	}
	return out
}

// measureEnds gives the room that labels need at the right of the plot.
func (d *drawing) measureEnds(width float64) float64 {
	if isDonut(d.plot) {
		return 0
	}
	w := 0.0
	for i, pn := range d.plot.Panels {
		level := d.endLevel(i, pn)
		for _, m := range pn.Marks {
			if !d.atEdge(m) {
				continue
			}
			for _, l := range endLines(m, width, level) {
				w = max(w, Width(l.text, l.size, l.bold))
			}
		}
	}
	if w == 0 {
		return 2
	}
	return math.Ceil(w) + endGap
}

// endLevel gives the fullest form of the labels at the right of panel i, 0 to 2,
// in which all of them find room.
func (d *drawing) endLevel(i int, pn chart.Panel) int {
	a := d.f.areas[i]
	for level := range 2 {
		sum := 0.0
		for _, m := range pn.Marks {
			if d.atEdge(m) {
				sum += endBlock{lines: endLines(m, d.f.width, level)}.height() + 4
			}
		}
		if sum <= a.bottom-a.top+topBand {
			return level
		}
	}
	return 2
}

// edgeLabels puts the labels at the right of panel i, near the ends of their
// lines and never over each other.
func (d *drawing) edgeLabels(i int, pn chart.Panel, top [][]float64) map[int][]item {
	a := d.f.areas[i]
	level := d.endLevel(i, pn)
	var blocks []endBlock
	for k, m := range pn.Marks {
		if !d.atEdge(m) {
			continue
		}
		l := last(m)
		v := top[k][l]
		if m.Kind == chart.StackMark || m.Kind == chart.AreaMark && m.Stack != "" {
			v -= m.Points[l].Value / 2
		}
		b := endBlock{mark: k, slot: l, value: v, lines: endLines(m, d.f.width, level)}
		b.y = a.y(v) - b.height()/2
		if len(b.lines) > 1 && m.Kind == chart.LineMark {
			b.y = a.y(v) - lineStep/2 - 2
		}
		blocks = append(blocks, b)
	}
	spread(blocks, a.top-topBand+2, a.bottom+6)
	out := map[int][]item{}
	x := d.f.x1 + endGap
	if !d.f.band {
		x += 4
	}
	x = min(x, d.f.x1+endGap+4)
	for _, b := range blocks {
		y := b.y + lineStep/2
		for _, l := range b.lines {
			lb := label{l.text, l.size, l.bold, l.token, "left", x, y}
			it := lb.item(d.pal, px(x, y))
			it.Halo = ""
			it.With = &b.slot
			out[b.mark] = append(out[b.mark], it)
			d.write(lb)
			y += lineStep
		}
	}
	return out
}

// spread moves blocks apart so that none covers another and all lie between top
// and bottom: those that touch become one group around their common middle.
func spread(blocks []endBlock, top, bottom float64) {
	sort.SliceStable(blocks, func(i, j int) bool { return blocks[i].y < blocks[j].y })
	const gap = 4.0
	for range 40 {
		moved := false
		for i := 1; i < len(blocks); i++ {
			over := blocks[i-1].y + blocks[i-1].height() + gap - blocks[i].y
			if over > 0.05 {
				blocks[i-1].y -= over / 2
				blocks[i].y += over / 2
				moved = true
			}
		}
		if n := len(blocks); n > 0 {
			if low := blocks[n-1].y + blocks[n-1].height() - bottom; low > 0 {
				blocks[n-1].y -= low
				moved = true
			}
			if high := top - blocks[0].y; high > 0 {
				blocks[0].y += high
				moved = true
			}
		}
		if !moved {
			break
		}
	}
	for i := 1; i < len(blocks); i++ { // whatever is left: downwards
		blocks[i].y = max(blocks[i].y, blocks[i-1].y+blocks[i-1].height())
	}
}

// innerLabel puts the label of a mark that ends inside the plot, or has one
// line only, beside its last point where nothing else stands.
func (d *drawing) innerLabel(i int, m chart.Mark, v float64) []item {
	l := last(m)
	a := d.f.areas[i]
	x, y := d.f.x(float64(l)), a.y(v)
	size := labelSize
	if d.f.narrow {
		size = tickSize
	}
	bold := func(words ...string) (out []endLine) {
		for _, s := range words {
			out = append(out, endLine{s, size, true, "ink"})
		}
		return out
	}
	// The forms that the label can have, the one that reads best first.
	var forms [][]endLine
	switch {
	case m.Kind == chart.BarMark && len(m.End) > 1:
		forms = append(forms, bold(Clip(m.End[0]+": "+m.End[1], size, true, d.f.width*0.6)), bold(m.End[0]+":", m.End[1]))
	case len(m.End) == 1:
		one := m.End[0]
		forms = append(forms, bold(Clip(one, size, true, d.f.width*0.6)))
		if w := Width(one, size, true); w > d.f.width*0.3 {
			forms = append(forms, bold(Wrap(one, size, true, max(w*0.58, 90), 3)...))
		}
	default:
		forms = append(forms, endLines(m, d.f.width, 0), endLines(m, d.f.width, 2))
	}
	var best []label
	fewest := 1000
	for _, lines := range forms {
		if ls, hits := d.place(d.innerSpots(m, lines, x, y), lines, lineStep); hits < fewest {
			best, fewest = ls, hits
		}
		if fewest == 0 {
			break
		}
	}
	if fewest > 3 && m.Role != chart.Actual || fewest >= 8 { // the key, the table and the tooltip have it
		return nil
	}
	var out []item
	for _, lb := range best {
		d.write(lb)
		out = append(out, lb.item(d.pal, at(float64(l), v, lb.x-x, lb.y-y)))
	}
	return out
}

// spot is a place for the first line of a label: y is the middle of that line.
type spot struct {
	x, y  float64
	align string
}

// innerSpots gives the places around the last point of a mark, best first.
func (d *drawing) innerSpots(m chart.Mark, lines []endLine, x, y float64) []spot {
	h := float64(len(lines)) * lineStep
	up, down := y-9-h+lineStep/2, y+9+lineStep/2
	edge := d.f.width - 1
	half := d.f.step() * 0.36
	if m.Kind == chart.BarMark && len(lines) > 1 {
		return []spot{{min(x+half, edge), up, "right"}, {x - half, up, "left"}, {x, up, "center"}, {x + half + 4, y - h/2 + lineStep/2, "left"}}
	}
	spots := []spot{
		{x - 8, up, "right"}, {min(x+half, edge), up, "right"}, {x + 9, down, "left"},
		{x + 9, y - h/2 + lineStep/2, "left"}, {x - 9, down, "right"}, {x + 9, up, "left"}, {x - 14, y - h/2 + lineStep/2, "right"},
	}
	if m.Role != chart.Actual { // a path that leads up: its left side is free
		for _, drop := range []float64{20, 36, 52, 70} {
			spots = append(spots, spot{x - 14, y + drop, "right"})
		}
	}
	if len(lines) == 1 {
		spots[0], spots[1] = spots[1], spots[0]
		spots = append([]spot{{min(x+6, edge), up, "right"}}, spots...)
	}
	return spots
}

// place puts lines at the first spot where nothing stands, or at that where the
// least does, and says how much that is.
func (d *drawing) place(spots []spot, lines []endLine, stepPx float64) (best []label, fewest int) {
	fewest = 1000
	for _, s := range spots {
		hits := 0
		var ls []label
		for k, e := range lines {
			lb := label{e.text, e.size, e.bold, e.token, s.align, s.x, s.y + float64(k)*stepPx}
			hits += d.hits(lb.box())
			ls = append(ls, lb)
		}
		if hits < fewest {
			best, fewest = ls, hits
		}
		if hits == 0 {
			break
		}
	}
	return best, fewest
}

// write notes that a label stands where it does.
func (d *drawing) write(l label) {
	d.taken, d.texts = append(d.taken, l.box()), append(d.texts, l.box())
}

// hits counts what stands in the way of b: a line or a bar shines through the
// ground of a label, but other words make both unreadable and count much, as does
// what lies outside of the drawing or on the names of the time axis.
func (d *drawing) hits(b box) int {
	n := 0
	if b.x0 < -3 || b.x1 > d.f.width+3 || b.y0 < -1 || b.y1 > d.f.height {
		n += 50
	}
	if k := len(d.f.areas); k > 0 && b.y1 > d.f.areas[k-1].bottom+3 {
		n += 20
	}
	for _, t := range d.taken {
		if t.meets(b) {
			n++
		}
	}
	near := box{b.x0, b.y0 - 5, b.x1, b.y1 + 5}
	for _, t := range d.texts {
		if t.meets(near) {
			n += 8
		}
	}
	return n
}
