package echarts

import (
	"math"
	"sort"

	"megacycle/store/figure"
	"megacycle/views/chart"
)

// refLines draws the horizontal lines of panel i with their words.
func (d *drawing) refLines(i int) []item {
	var out []item
	a, n := d.f.areas[i], d.f.slots
	for _, r := range d.plot.Panels[i].Lines {
		if r.Value < a.min || r.Value > a.max || bad(r.Value) {
			continue
		}
		from, to := min(max(r.From, 0), n-1), min(max(r.To, 0), n-1)
		y := a.y(r.Value)
		pad := 0.0
		if d.f.band {
			pad = 0.5
			if from == to {
				pad = 0.43
			}
		}
		x0, x1 := d.f.x(float64(from)-pad), d.f.x(float64(to)+pad)
		token, words, wide, pattern := "ink-3", "ink-2", 1.25, []float64{4, 3}
		switch r.Role {
		case chart.Needed:
			token, words, wide, pattern = "accent", "accent-t", 1.5, nil
		case chart.Quoted:
			token, words, wide, pattern = "ink", "ink-2", 2, nil
		case chart.Actual:
			pattern = nil
		}
		end := at(float64(to)+pad, r.Value, 0, 0)
		out = append(out, item{Kind: "l", At: at(float64(from)-pad, r.Value, 0, 0), To: &end, Stroke: d.pal(token), Wide: wide, Dash: pattern})
		d.taken = append(d.taken, box{x0, y - 2, x1, y + 2})
		if r.Label == "" {
			continue
		}
		if from > 0 && (from == to || x1-x0 < Width(r.Label, tickSize, false)) {
			out = append(out, d.flag(r, from, pad, x0, y, words)...)
			continue
		}
		bold := r.Role == chart.Needed
		most := max(x1-x0-8, d.f.width*0.5)
		text := Wrap(r.Label, tickSize, bold, min(most, d.f.width-x0), 2)
		up := y - 9 - 14*float64(len(text)-1)
		var best []label
		fewest := 1000
		for _, c := range []struct {
			x, y  float64
			align string
		}{{x0 + 2, up, "left"}, {x1 - 2, up, "right"}, {x0 + 2, y + 11, "left"}, {x1 - 2, y + 11, "right"}} {
			var ls []label
			hits := 0
			for k, t := range text {
				l := label{t, tickSize, bold, words, c.align, c.x, c.y + 14*float64(k)}
				hits += d.hits(l.box())
				ls = append(ls, l)
			}
			if hits < fewest {
				best, fewest = ls, hits
			}
		}
		for _, l := range best {
			d.write(l)
			slot, x := float64(from)-pad, x0
			if l.align == "right" {
				slot, x = float64(to)+pad, x1
			}
			out = append(out, l.item(d.pal, at(slot, r.Value, l.x-x, l.y-y)))
		}
	}
	return out
}

// flag writes the words of a short line at its left, with a thin leader.
func (d *drawing) flag(r chart.RefLine, from int, pad, x0, y float64, token string) []item {
	room := min(x0-d.f.x0-20, 120)
	words := Wrap(r.Label, tickSize, false, max(room, 60), 3)
	h := 14 * float64(len(words))
	bestDY, fewest := 0.0, 1000
	boxes := func(dy float64) (bs []box) {
		for k, t := range words {
			l := label{t, tickSize, false, token, "right", x0 - 14, y + dy - h/2 + 7 + 14*float64(k)}
			bs = append(bs, l.box())
		}
		return bs
	}
	for _, dy := range []float64{0, -8, 8, -16, 16, -28, 28} {
		hits := 0
		for _, b := range boxes(dy) {
			hits += d.hits(b)
		}
		if hits < fewest {
			bestDY, fewest = dy, hits
		}
	}
	slot := float64(from) - pad
	to := at(slot, r.Value, 4, 0)
	out := []item{{Kind: "l", At: at(slot, r.Value, -10, bestDY), To: &to, Stroke: d.pal("ink-3"), Wide: 1}}
	for k, t := range words {
		l := label{t, tickSize, false, token, "right", x0 - 14, y + bestDY - h/2 + 7 + 14*float64(k)}
		d.write(l)
		out = append(out, l.item(d.pal, at(slot, r.Value, -14, l.y-y)))
	}
	return out
}

// annotations puts happenings above the data, each with a thin leader down to
// it. One for which there is no room is left out: the table and the list of
// events still have it.
func (d *drawing) annotations() []item {
	if isDonut(d.plot) || len(d.f.areas) == 0 {
		return nil
	}
	notes := append([]chart.Annotation(nil), d.plot.Annotations...)
	sort.SliceStable(notes, func(i, j int) bool { return notes[i].Date > notes[j].Date })
	limit := 6
	if d.f.narrow {
		limit = 2
	}
	var out []item
	for _, n := range notes {
		if n.Slot < 0 || n.Slot >= d.f.slots || limit == 0 {
			continue
		}
		if its := d.annotation(n); its != nil {
			out = append(out, its...)
			limit--
		} else {
			d.dropped++
		}
	}
	return out
}

// annotation places one happening, or gives nil when there is no room.
func (d *drawing) annotation(n chart.Annotation) []item {
	a := d.f.areas[0]
	slot := float64(n.Slot) + d.within(n)
	x := d.f.x(slot)
	most := 150.0
	if d.f.narrow {
		most = 110
	}
	words := Wrap(n.Text, tickSize, false, most, 4)
	if n.Date != "" {
		words = append(words, n.Date.Time().Format("2 Jan 2006"))
	}
	w, h := 0.0, 14*float64(len(words))
	for _, t := range words {
		w = max(w, Width(t, tickSize, false))
	}
	floor := d.skyline(x-3, x+3, a)
	foot := floor - 5
	for y := floor - 12 - h; y >= 2; y -= 6 { // the lowest free place first
		for _, side := range []string{"right", "left"} {
			x0, x1 := x-6-w, x-4
			if side == "left" {
				x0, x1 = x+4, x+6+w
			}
			b := box{x0 - 4, y - 4, x1 + 4, y + h + 8}
			if x0 < d.f.x0-4 || x1 > d.f.x1+2 || d.hits(b) > 0 || d.hits(box{x - 3, y, x + 3, foot}) > 0 {
				continue
			}
			d.taken = append(d.taken, b, box{x - 4, y, x + 4, floor})
			to := over(slot, 0, floor-4)
			out := []item{{Kind: "l", At: over(slot, 0, y+2), To: &to, Stroke: d.pal("ink-3"), Wide: 1, Dash: []float64{2, 2}}}
			for k, t := range words {
				token, dx := "ink-2", -5.0
				if side == "left" {
					dx = 5
				}
				l := label{t, tickSize, false, token, side, x + dx, y + 7 + 14*float64(k)}
				d.texts = append(d.texts, l.box())
				out = append(out, l.item(d.pal, over(slot, dx, l.y)))
			}
			return out
		}
	}
	return nil
}

// within gives how far into its slot a date lies, from the middle: -0.5 to 0.5.
func (d *drawing) within(n chart.Annotation) float64 {
	p := d.plot.Slots[n.Slot].Period
	if p.Kind == figure.NoPeriod || n.Date == "" || !d.f.band {
		return 0
	}
	start, end := p.Start().Time(), p.End().Time()
	all := end.Sub(start).Hours()
	if all <= 0 {
		return 0
	}
	return math.Min(math.Max(n.Date.Time().Sub(start).Hours()/all-0.5, -0.5), 0.5)
}

// skyline gives the height of the highest bar or line of a panel between two x.
func (d *drawing) skyline(x0, x1 float64, a area) float64 {
	y := a.bottom
	for _, t := range d.taken[d.marks[0]:d.marks[1]] {
		if t.x0 < x1 && x0 < t.x1 && t.y1 <= a.bottom+4 && t.y1 > a.top-topBand {
			y = min(y, t.y0)
		}
	}
	return y
}

// key draws the marks that the plot lists, above everything, and gives its
// height.
func (d *drawing) key(width float64) ([]item, float64) {
	var out []item
	x, y := 0.0, 9.0
	if !d.needsKey() {
		return nil, 0
	}
	for _, pn := range d.plot.Panels {
		for _, m := range pn.Marks {
			if !m.Legend {
				continue
			}
			name := Clip(m.KeyName(), tickSize, false, width-30)
			w := 22 + Width(name, tickSize, false)
			if x > 0 && x+w > width {
				x, y = 0, y+19
			}
			out = append(out, d.swatch(m, x, y)...)
			out = append(out, item{Kind: "t", At: px(x+21, y), Text: name, Size: tickSize, Fill: d.pal("ink-2")})
			x += w + 18
		}
	}
	if out == nil {
		return nil, 0
	}
	return out, y + 13
}

// needsKey says whether there is something to tell apart: a lone mark of actual
// figures is named by title and measure.
func (d *drawing) needsKey() bool {
	n := 0
	for _, pn := range d.plot.Panels {
		for _, m := range pn.Marks {
			if m.Legend {
				n++
				if m.Role != chart.Actual {
					return true
				}
			}
		}
	}
	return n > 1
}

// swatch draws the sample of a mark in the key, 15 px wide.
func (d *drawing) swatch(m chart.Mark, x, y float64) []item {
	colour := d.pal(fill(m.Colour))
	if m.Role == chart.Needed {
		colour = d.pal("accent")
	}
	switch m.Kind {
	case chart.LineMark, chart.AreaMark:
		to := px(x+15, y)
		return []item{{Kind: "l", At: px(x, y), To: &to, Stroke: colour, Wide: lineWidth(m, d.f != nil && d.f.narrow), Dash: dash(m.Role)}}
	case chart.PointMark, chart.RangeMark:
		switch m.Role {
		case chart.Actual:
			return []item{{Kind: "c", At: px(x+7.5, y), Radius: 4.5, Fill: colour}}
		case chart.Guided, chart.Scenario, chart.Gap:
			return []item{{Kind: "c", At: px(x+7.5, y), Radius: 4, Fill: d.pal("paper"), Stroke: colour, Wide: 2}}
		}
		return []item{{Kind: "d", At: px(x+7.5, y), Radius: 5, Fill: d.pal("paper"), Stroke: colour, Wide: 2}}
	}
	to := px(x+15, y+5)
	if !hatched(m.Role) {
		return []item{{Kind: "r", At: px(x, y-5), To: &to, Fill: colour}}
	}
	out := []item{{Kind: "r", At: px(x, y-5), To: &to, Fill: d.pal("paper"), Stroke: colour, Wide: 1.5}}
	for _, c := range [][4]float64{{0.5, 2, 7.5, -5}, {4, 5, 14, -5}, {10.5, 5, 14.5, 1}} {
		to := px(x+c[2], y+c[3])
		out = append(out, item{Kind: "l", At: px(x+c[0], y+c[1]), To: &to, Stroke: colour, Wide: 2})
	}
	return out
}
