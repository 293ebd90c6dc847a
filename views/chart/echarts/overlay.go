package echarts

import (
	"math"
	"slices"
	"strings"

	"megacycle/views/chart"
)

// obstacles notes where bars and lines will stand, so that words keep off them.
func (d *drawing) obstacles() {
	if isDonut(d.plot) {
		return
	}
	d.marks[0] = len(d.taken)
	defer func() { d.marks[1] = len(d.taken) }()
	for i, pn := range d.plot.Panels {
		a, top := d.f.areas[i], tops(pn)
		half := d.f.step() * barShare / 2
		for k, m := range pn.Marks {
			for s, p := range m.Points {
				if !p.Has || bad(p.Value) {
					continue
				}
				x, y := d.f.x(float64(s)), a.y(top[k][s])
				switch m.Kind {
				case chart.BarMark, chart.StackMark:
					y0 := a.y(top[k][s] - p.Value)
					if m.Kind == chart.BarMark || a.log {
						y0 = a.y(a.base())
					}
					d.taken = append(d.taken, box{x - half, min(y, y0), x + half, max(y, y0)})
				case chart.LineMark, chart.AreaMark:
					d.taken = append(d.taken, box{x - 3, y - 3, x + 3, y + 3})
					if s+1 < len(m.Points) && m.Points[s+1].Has {
						d.segment(x, y, d.f.x(float64(s+1)), a.y(top[k][s+1]))
					}
				case chart.PointMark:
					d.taken = append(d.taken, box{x - 6, y - 6, x + 6, y + 6})
				case chart.RangeMark:
					d.taken = append(d.taken, box{x - 6, a.y(p.High) - 2, x + 6, a.y(p.Low) + 2})
				}
			}
		}
	}
}

// segment notes a piece of line as a row of small boxes.
func (d *drawing) segment(x0, y0, x1, y1 float64) {
	n := int(math.Ceil(max(math.Abs(y1-y0), math.Abs(x1-x0)) / 8))
	for k := range n {
		u, w := float64(k)/float64(n), float64(k+1)/float64(n)
		ax, ay, bx, by := x0+(x1-x0)*u, y0+(y1-y0)*u, x0+(x1-x0)*w, y0+(y1-y0)*w
		d.taken = append(d.taken, box{ax - 1, min(ay, by) - 2, bx + 1, max(ay, by) + 2})
	}
}

// overlays gives for each mark of panel i what the custom series draws for it:
// symbols, whiskers, the dot at the end, point labels, the direct label.
func (d *drawing) overlays(i int, pn chart.Panel) [][]item {
	out := make([][]item, len(pn.Marks))
	if isDonut(d.plot) {
		return d.slices(pn, out)
	}
	top := tops(pn)
	for k, m := range pn.Marks {
		out[k] = append(out[k], d.symbols(i, m, top[k])...)
	}
	edge := d.edgeLabels(i, pn, top)
	for k, m := range pn.Marks {
		out[k] = append(out[k], edge[k]...)
		if l := last(m); l >= 0 && len(m.End) > 0 && !d.atEdge(m) && m.Points[l].Label == "" {
			out[k] = append(out[k], d.innerLabel(i, m, top[k][l])...)
		}
	}
	for k, m := range pn.Marks {
		for s := len(m.Points) - 1; s >= 0; s-- {
			if p := m.Points[s]; p.Has && p.Label != "" && !bad(p.Value) {
				out[k] = append(out[k], d.pointLabel(i, m, s, top[k][s])...)
			}
		}
	}
	return out
}

// symbols draws points, whiskers and the dot at the end of a line.
func (d *drawing) symbols(i int, m chart.Mark, top []float64) []item {
	paper, colour := d.pal("paper"), d.pal(fill(m.Colour))
	if m.Role == chart.Needed {
		colour = d.pal("accent")
	}
	var out []item
	switch m.Kind {
	case chart.LineMark, chart.AreaMark:
		l := last(m)
		if l < 0 || m.Role == chart.Gap || m.Stack != "" {
			return nil
		}
		c := colour
		if m.Points[l].Accent {
			c = d.pal("accent")
		}
		dot := item{Kind: "c", At: at(float64(l), top[l], 0, 0), Radius: 4.5, Fill: c, Stroke: paper, Wide: 2}
		switch {
		case m.Role == chart.Needed:
			dot = item{Kind: "d", At: dot.At, Radius: 5.5, Fill: paper, Stroke: colour, Wide: 2}
		case m.Role != chart.Actual, m.Points[l].Hollow:
			dot = item{Kind: "c", At: dot.At, Radius: 4, Fill: paper, Stroke: c, Wide: 2}
		}
		return []item{dot}
	case chart.PointMark, chart.RangeMark:
		for s, p := range m.Points {
			if !p.Has {
				continue
			}
			c := colour
			if p.Accent {
				c = d.pal("accent")
			}
			if m.Kind == chart.RangeMark && p.High > p.Low {
				a := d.f.areas[i]
				x := float64(s)
				lo, hi := a.y(p.Low)-a.y(p.Value), a.y(p.High)-a.y(p.Value)
				for _, w := range [][4]float64{{0, lo, 0, hi}, {-5, lo, 5, lo}, {-5, hi, 5, hi}} {
					to := at(x, p.Value, w[2], w[3])
					out = append(out, item{Kind: "l", At: at(x, p.Value, w[0], w[1]), To: &to, Stroke: c, Wide: 2})
				}
			}
			it := item{Kind: "c", At: at(float64(s), p.Value, 0, 0), Radius: 4.5, Fill: c, Stroke: paper, Wide: 1.5}
			switch {
			case m.Role == chart.Quoted || m.Role == chart.Estimate || m.Role == chart.Needed:
				it = item{Kind: "d", At: it.At, Radius: 5, Fill: paper, Stroke: c, Wide: 2}
			case m.Role != chart.Actual || p.Hollow:
				it = item{Kind: "c", At: it.At, Radius: 4, Fill: paper, Stroke: c, Wide: 2}
			}
			out = append(out, it)
		}
	}
	return out
}

// pointLabel writes the words of one point beside it.
func (d *drawing) pointLabel(i int, m chart.Mark, s int, v float64) []item {
	p, a := m.Points[s], d.f.areas[i]
	x, y := d.f.x(float64(s)), a.y(v)
	size := tickSize
	words := p.Label
	lines := []string{words}
	if most := d.f.width * 0.45; Width(words, size, true) > most {
		lines = Wrap(words, size, true, most, 2)
	}
	token, bold := "ink", true
	switch {
	case p.Accent:
		token = "accent-t"
	case m.Role == chart.Quoted || m.Role == chart.Estimate, m.Kind == chart.LineMark && s != last(m):
		token, bold = "ink-2", false
	}
	w := 0.0
	for _, l := range lines {
		w = max(w, Width(l, size, bold))
	}
	h := float64(len(lines)) * 14
	up, down, mid := y-11-h+14, y+12, y-h/2+7
	lift := 0.0
	switch m.Kind {
	case chart.PointMark, chart.RangeMark, chart.LineMark, chart.AreaMark:
		lift = 3
	}
	up, down = up-lift, down+lift
	cx := min(max(x, w/2), d.f.width-w/2-1)
	right := min(x+d.f.step()*0.36, d.f.width-1)
	bars := m.Kind == chart.BarMark || m.Kind == chart.StackMark
	spots := []spot{{cx, up, "center"}, {right, up, "right"}, {x + 4, down, "left"}, {cx, down, "center"}, {cx, y + 11, "center"}, {x + 5, y + 11, "left"}, {x - 10, mid, "right"}, {x + 10, mid, "left"}, {x - 4, up - 6, "right"}, {right, up - 10, "right"}, {cx, up - 16, "center"}, {cx, up - 28, "center"}, {cx, down + 14, "center"},
		{x - 14, y + 24, "right"}, {x - 14, y + 44, "right"}, {x - 14, y + 64, "right"}}
	switch {
	case bars && p.Value < 0:
		spots = []spot{{cx, down, "center"}, {right, down, "right"}, {cx, a.y(0) - 11 - h + 14, "center"}, {right, a.y(0) - 11 - h + 14, "right"}}
	case bars:
		spots = []spot{{cx, up, "center"}, {right, up, "right"}, {x - d.f.step()*0.36, up, "left"}, {right, up - 14, "right"}, {cx, up - 14, "center"}, {cx, up - 28, "center"}}
	case m.Kind == chart.PointMark || m.Kind == chart.RangeMark:
		spots = append([]spot{{x - 12, mid, "right"}, {x + 12, mid, "left"}}, spots...)
	}
	var form []endLine
	for _, l := range lines {
		form = append(form, endLine{l, size, bold, token})
	}
	inside := slices.DeleteFunc(slices.Clone(spots), func(sp spot) bool { return sp.y+h-14+size/2 > a.bottom+1 })
	if len(inside) > 0 {
		spots = inside
	}
	best, fewest := d.place(spots, form, 14)
	if head, tail, ok := strings.Cut(words, ": "); ok && fewest > 0 && bars && p.Value >= 0 {
		form = []endLine{{head + ":", size, bold, token}, {tail, size, bold, token}}
		if ls, hits := d.place([]spot{{cx, up - 14, "center"}, {x - d.f.step()*0.36, up - 14, "left"}, {right, up - 14, "right"}}, form, 14); hits < fewest {
			best, fewest = ls, hits
		}
	}
	// In the way of other words, or far too much in the way of the line that it is
	// about: the table and the tooltip have it.
	if fewest >= 8 || fewest >= 4 && m.Kind == chart.LineMark && s != last(m) {
		return nil
	}
	var out []item
	for _, l := range best {
		d.write(l)
		out = append(out, l.item(d.pal, at(float64(s), v, l.x-x, l.y-y)))
	}
	return out
}

// slices draws the parts of a whole and their names beside it.
func (d *drawing) slices(pn chart.Panel, out [][]item) [][]item {
	a := d.f.areas[0]
	total := 0.0
	one := func(m chart.Mark) (chart.Point, bool) {
		if l := last(m); l >= 0 && m.Kind == chart.SliceMark && m.Points[l].Value > 0 {
			return m.Points[l], true
		}
		return chart.Point{}, false
	}
	rows := 0
	for _, m := range pn.Marks {
		if p, ok := one(m); ok {
			total += p.Value
			rows++
		}
	}
	if total <= 0 {
		return out
	}
	h := a.bottom + axisBand - (a.top - topBand)
	r := min(h/2-4, d.f.width*0.25, 170)
	cx, cy := r+4, a.top-topBand+h/2
	if !d.f.narrow {
		cx = max(d.f.width*0.5-r-20, r+4)
	}
	x := cx + r + 24
	step := min(h/float64(rows), 44)
	y, angle := cy-step*float64(rows)/2+step/2, -math.Pi/2
	for k, m := range pn.Marks {
		p, ok := one(m)
		if !ok {
			continue
		}
		colour := d.pal(fill(m.Colour))
		end := angle + 2*math.Pi*p.Value/total
		out[k] = append(out[k], item{Kind: "s", At: px(cx, cy), Radius: round(r), Inner: round(r * 0.58), Arc: []float64{trim(angle), trim(end)}, Fill: colour, Stroke: d.pal("paper"), Wide: 2})
		angle = end
		words := p.Text
		if p.Label != "" {
			words = p.Label
		}
		to := px(x+10, y-3)
		out[k] = append(out[k],
			item{Kind: "r", At: px(x, y-13), To: &to, Fill: colour},
			item{Kind: "t", At: px(x+17, y-8), Text: Clip(m.Name, labelSize, true, d.f.width-x-18), Size: labelSize, Bold: 1, Fill: d.pal(text(m.Colour))},
			item{Kind: "t", At: px(x+17, y+8), Text: Clip(words, labelSize, false, d.f.width-x-18), Size: labelSize, Fill: d.pal("ink")})
		y += step
	}
	return out
}
