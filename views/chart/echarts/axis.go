package echarts

import (
	"fmt"
	"math"

	"megacycle/store/figure"
	"megacycle/views/chart"
)

// ground draws what lies under the data of panel i: grid lines with their
// labels standing on them, the zero line, the title.
func (d *drawing) ground(i int) []item {
	pn, a := d.plot.Panels[i], d.f.areas[i]
	var out []item
	right := d.f.x1
	if !d.f.band {
		right += 6
	}
	line := func(v float64, token string) {
		to := beside(right, v, 0)
		out = append(out, item{Kind: "l", At: beside(0, v, 0), To: &to, Stroke: d.pal(token), Wide: 1})
	}
	zero := a.base()
	hasZero := false
	shown := a.shown(pn.Ticks)
	for _, t := range shown {
		token := "grid"
		if !a.log && t.Value == zero && (zero == 0 || t.Value == a.min) {
			token, hasZero = "zero", true
		}
		line(t.Value, token)
	}
	if !hasZero && !isDonut(d.plot) {
		line(zero, "zero")
	}
	if !isDonut(d.plot) {
		d.taken = append(d.taken, box{d.f.x0, a.y(zero) - 1, right, a.y(zero) + 1})
	}
	for _, t := range shown {
		if t.Label == "" {
			continue
		}
		b := box{0, a.y(t.Value) - 15, Width(t.Label, tickSize, false) + 2, a.y(t.Value) - 1}
		d.taken, d.texts = append(d.taken, b), append(d.texts, b)
		out = append(out, item{Kind: "t", At: beside(0, t.Value, -8), Text: t.Label, Size: tickSize, Fill: d.pal("ink-3")})
	}
	if pn.Title != "" {
		y := a.top - headBand(pn, d.f.width, int(d.f.height)) + 10
		for _, t := range panelTitle(pn, d.f.width) {
			l := label{t, titleSize, true, "ink", "left", 0, y}
			out = append(out, item{Kind: "t", At: px(0, y), Text: t, Size: titleSize, Bold: 1, Fill: d.pal("ink")})
			d.write(l)
			y += titleStep
		}
	}
	return out
}

// shown gives the ticks inside a panel, every other one where they would stand
// too close; the last is kept, as it names the unit.
func (a area) shown(ticks []chart.Tick) []chart.Tick {
	var in []chart.Tick
	for _, t := range ticks {
		if t.Value >= a.min-1e-9 && t.Value <= a.max+1e-9 {
			in = append(in, t)
		}
	}
	for len(in) > 2 {
		close := false
		for i := 1; i < len(in); i++ {
			close = close || math.Abs(a.y(in[i].Value)-a.y(in[i-1].Value)) < 24
		}
		if !close {
			break
		}
		var half []chart.Tick
		for i, t := range in {
			if (len(in)-1-i)%2 == 0 {
				half = append(half, t)
			}
		}
		in = half
	}
	return in
}

// times draws the time axis below the last panel.
func (d *drawing) times() []item {
	f := d.f
	if f.slots == 0 || isDonut(d.plot) {
		return nil
	}
	last := f.areas[len(f.areas)-1]
	y := last.bottom
	var out []item
	right := f.x1
	if !f.band {
		right += 6
	}
	if last.base() != last.min { // the zero line is elsewhere: close the panel
		to := px(right, y)
		out = append(out, item{Kind: "l", At: px(0, y), To: &to, Stroke: d.pal("grid"), Wide: 1})
	}
	tick := func(slot float64) {
		to := over(slot, 0, y+5)
		out = append(out, item{Kind: "l", At: over(slot, 0, y), To: &to, Stroke: d.pal("zero"), Wide: 1})
	}
	word := func(slot, dx float64, s string, band []float64) {
		out = append(out, item{Kind: "t", At: over(slot, dx, y+15), Text: s, Size: tickSize, Fill: d.pal("ink-3"), Align: "center", Band: band})
	}
	if d.plot.Slots[0].Period.Kind != figure.Quarter {
		for i, every := 0, d.every(); i < f.slots; i++ {
			s := d.slotName(i)
			if (f.slots-1-i)%every == 0 {
				dx := d.inside(f.x(float64(i)), Width(s, tickSize, false))
				word(float64(i), dx, s, nil)
			} else {
				word(float64(i), 0, s, []float64{f.step() * float64(every), 1e6})
			}
		}
		return out
	}
	short := 0.0
	for _, s := range d.plot.Slots {
		short = max(short, Width(s.Short, tickSize, false))
	}
	named := []float64{short + 10, 1e6} // wide enough to name each quarter
	years := []float64{0, short + 10}
	_, every := d.yearForm()
	for i, s := range d.plot.Slots {
		word(float64(i), 0, s.Short, named)
		if i > 0 && d.plot.Slots[i-1].Period.Year != s.Period.Year && (every < 5 || s.Period.Year%every == 0) {
			tick(float64(i) - 0.5)
		}
	}
	for _, yr := range d.years() {
		word(yr.slot, yr.dx, yr.text, yr.band(years))
	}
	return out
}

// year is the name of a year below its quarters.
type year struct {
	slot float64
	dx   float64
	text string
	late float64 // 0, or the step in px from which there is room for it
}

func (y year) band(b []float64) []float64 {
	if y.late == 0 {
		return b
	}
	return []float64{min(y.late, b[1]), b[1]}
}

// years names the years of a quarterly axis, newest first, leaving out those
// for which there is no room.
func (d *drawing) years() []year {
	f := d.f
	type span struct{ y, a, b int }
	var spans []span
	for i, s := range d.plot.Slots {
		if n := len(spans); n > 0 && spans[n-1].y == s.Period.Year {
			spans[n-1].b = i
		} else {
			spans = append(spans, span{s.Period.Year, i, i})
		}
	}
	form, every := d.yearForm()
	var out []year
	limit := math.Inf(1)
	w := Width(form(2026), tickSize, false)
	for k := len(spans) - 1; k >= 0; k-- {
		s := spans[k]
		mid := float64(s.a+s.b) / 2
		x, text := f.x(mid), form(s.y)
		dx := d.inside(x, w)
		if k == len(spans)-1 && s.b-s.a < 3 { // a young year makes room for the one before
			dx += min(6, max(f.width-x-dx-w/2, 0))
		}
		skipped := (len(spans)-1-k)%every != 0
		if every >= 5 {
			skipped = s.y%every != 0
		}
		if skipped || x+dx+w/2 > limit || x < f.x0 {
			out = append(out, year{mid, 0, text, f.step() * 2})
			continue
		}
		limit = x + dx - w/2 - 3
		out = append(out, year{mid, dx, text, 0})
	}
	return out
}

// yearForm says how years are written, "2026" or "’26", and that every n-th is.
func (d *drawing) yearForm() (form func(int) string, every int) {
	long := func(y int) string { return fmt.Sprintf("%d", y) }
	brief := func(y int) string { return fmt.Sprintf("’%02d", y%100) }
	step := 4 * d.f.step()
	for _, n := range []int{1, 2, 5, 10, 20, 50, 100} {
		room := step * float64(n)
		switch {
		case room >= Width("2026", tickSize, false)+8:
			return long, n
		case n == 1 && float64(d.f.slots) < 56 && room >= Width("’26", tickSize, false)+7:
			return brief, 1
		}
	}
	return long, 200
}

// inside gives by how much text centred at x must move to stay in the drawing.
func (d *drawing) inside(x, w float64) float64 {
	if over := x + w/2 - d.f.width; over > 0 {
		return -over
	}
	if under := w/2 - x; under > 0 {
		return under
	}
	return 0
}

// every says that every n-th slot is named, so that names do not touch.
func (d *drawing) every() int {
	w := 0.0
	for i := range d.plot.Slots {
		w = max(w, Width(d.slotName(i), tickSize, false))
	}
	n := 1
	for float64(n)*d.f.step() < w+8 && n < 1000 {
		n++
	}
	return n
}

// slotName is the name of a slot below the axis.
func (d *drawing) slotName(i int) string {
	s := d.plot.Slots[i]
	if s.Short != "" && d.f.step() < Width(s.Label, tickSize, false)+8 {
		return s.Short
	}
	return s.Label
}

// noteless is how a plot without anything to draw says why.
func (d *drawing) noteless(p *chart.Plot) []item {
	why := p.Empty
	if why == "" {
		why = "There is nothing to draw in this state."
	}
	var out []item
	y := d.f.height/2 - 20
	for _, l := range Wrap(why, 16, false, min(d.f.width-40, 520), 4) {
		out = append(out, item{Kind: "t", At: px(d.f.width/2, y), Text: l, Size: 16, Fill: d.pal("ink-2"), Align: "center"})
		y += 22
	}
	return out
}
