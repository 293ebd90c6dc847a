package echarts

import (
	"math"

	"megacycle/views/chart"
)

// Sizes of type and space, in pixels of the drawing.
const (
	tickSize  = 12.0
	labelSize = 13.0
	titleSize = 13.0
	axisBand  = 26.0 // below the last panel: ticks and years
	titleBand = 26.0 // above a panel that has a title
	topBand   = 20.0 // above a panel that has none: room for its top label
	panelGap  = 18.0 // between a panel and the title of the next
	endGap    = 12.0 // between the plot and the labels at its right
)

// box is a rectangle in pixels.
type box struct{ x0, y0, x1, y1 float64 }

func (a box) meets(b box) bool {
	return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1
}

// area is where one panel is drawn.
type area struct {
	top, bottom float64
	min, max    float64
	log         bool
}

// frame is the geometry of a drawing: where each slot and value lies.
type frame struct {
	width, height float64
	x0, x1        float64 // of the plotting area; shared by all panels
	slots         int
	band          bool // slots are bands with the point in the middle
	areas         []area
	narrow        bool
	wide          bool
}

// step is the distance of two slots.
func (f *frame) step() float64 {
	switch {
	case f.slots < 1:
		return f.x1 - f.x0
	case f.band:
		return (f.x1 - f.x0) / float64(f.slots)
	case f.slots == 1:
		return f.x1 - f.x0
	}
	return (f.x1 - f.x0) / float64(f.slots-1)
}

// x gives the middle of a slot; halves are the borders between slots.
func (f *frame) x(slot float64) float64 {
	if f.band {
		return f.x0 + (slot+0.5)*f.step()
	}
	return f.x0 + slot*f.step()
}

// y gives the height of a value in a panel, outside of it too.
func (a area) y(v float64) float64 {
	lo, hi := a.min, a.max
	if a.log {
		if v <= 0 || lo <= 0 {
			return a.bottom
		}
		lo, hi, v = math.Log10(lo), math.Log10(hi), math.Log10(v)
	}
	if hi == lo {
		return a.bottom
	}
	return a.bottom - (v-lo)/(hi-lo)*(a.bottom-a.top)
}

// base is the value from which bars and areas rise.
func (a area) base() float64 {
	if a.log {
		return a.min
	}
	return math.Min(math.Max(0, a.min), a.max)
}

// defaultHeight is the height of a plot in pixels for a width, chosen so that
// slopes keep about their angle and a phone shows the whole plot.
func defaultHeight(p *chart.Plot, width int) int {
	one := 300
	switch {
	case width >= 1000:
		one = 430
	case width >= 560:
		one = 360
	}
	if n := len(p.Panels); n > 1 {
		one += (n - 1) * 90
	}
	return one
}

// layout places the panels of p. end is the room for labels at the right,
// strip the room above the first panel.
func layout(p *chart.Plot, width, height int, end, strip float64) *frame {
	f := &frame{width: float64(width), height: float64(height), slots: len(p.Slots),
		narrow: width < 560, wide: width >= 1000}
	f.band = banded(p)
	gutter := 0.0
	for _, pn := range p.Panels {
		for _, t := range pn.Ticks {
			gutter = max(gutter, Width(t.Label, tickSize, false))
		}
	}
	f.x0, f.x1 = min(math.Ceil(gutter)+8, f.width/3), f.width-end
	if !f.band {
		f.x0 += 2
		f.x1 -= 6 // half of the dot at the end
	}
	fixed := axisBand + strip
	for i, pn := range p.Panels {
		fixed += headBand(pn, f.width, height)
		if i > 0 {
			fixed += panelGap
		}
	}
	free, y, share := max(f.height-fixed, 40), strip, 0.0
	for _, pn := range p.Panels {
		share += pn.Height
	}
	for i, pn := range p.Panels {
		h := free / float64(len(p.Panels))
		if share > 0 {
			h = free * pn.Height / share
		}
		if i > 0 {
			y += panelGap
		}
		y += headBand(pn, f.width, height)
		lo, hi := pn.Min, pn.Max
		if !(hi > lo) || math.IsInf(hi-lo, 0) || math.IsNaN(hi-lo) {
			lo, hi = 0, 1
		}
		f.areas = append(f.areas, area{math.Round(y), math.Round(y + h), lo, hi, pn.Log && lo > 0})
		y += h
	}
	return f
}

// titleStep is the distance of the lines of a panel's title.
const titleStep = 16.0

// panelTitle breaks the title of a panel into the lines that it takes.
func panelTitle(pn chart.Panel, width float64) []string {
	return Wrap(pn.Title, titleSize, true, width, 3)
}

// headBand is the room above a panel: for its title and its topmost label.
func headBand(pn chart.Panel, width float64, height int) float64 {
	title, top := titleBand, topBand
	if height < 320 {
		title, top = 20, topBand-2
	}
	if n := len(panelTitle(pn, width)); n > 0 {
		return title + top + float64(n-1)*titleStep
	}
	return top
}

// banded says whether slots are bands: always but for lines alone.
func banded(p *chart.Plot) bool {
	if len(p.Slots) < 2 {
		return true
	}
	for _, pn := range p.Panels {
		for _, m := range pn.Marks {
			switch m.Kind {
			case chart.LineMark, chart.AreaMark, chart.PointMark:
			default:
				return true
			}
		}
	}
	return false
}

// isDonut says whether the plot is slices of a whole.
func isDonut(p *chart.Plot) bool {
	for _, pn := range p.Panels {
		for _, m := range pn.Marks {
			if m.Kind == chart.SliceMark {
				return true
			}
		}
	}
	return false
}

// HeightWithKey gives the height that suits a width when the key is drawn above
// the plot, so that the plot keeps its own.
func HeightWithKey(p *chart.Plot, width int) int {
	d := &drawing{plot: p, pal: Light}
	_, strip := d.key(float64(width))
	return defaultHeight(p, width) + int(math.Ceil(strip))
}
