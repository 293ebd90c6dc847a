package echarts

import "math"

// item is one thing that static/js/draw.js draws. The names are short because
// every reader's browser loads them.
type item struct {
	Kind   string    `json:"k"`           // t text, l line, c circle, d diamond, r rectangle, s sector
	At     place     `json:"p"`           // where
	To     *place    `json:"q,omitempty"` // second corner or end
	Text   string    `json:"s,omitempty"`
	Size   float64   `json:"z,omitempty"` // of text, px
	Bold   int       `json:"b,omitempty"`
	Fill   string    `json:"f,omitempty"`
	Align  string    `json:"a,omitempty"` // left (default), center, right
	Halo   string    `json:"h,omitempty"` // colour of the paper around text
	Stroke string    `json:"c,omitempty"`
	Wide   float64   `json:"w,omitempty"` // of the stroke, px
	Dash   []float64 `json:"d,omitempty"`
	Round  int       `json:"o,omitempty"` // round caps
	Radius float64   `json:"r,omitempty"`
	Inner  float64   `json:"i,omitempty"` // of a sector
	Arc    []float64 `json:"e,omitempty"` // of a sector: start and end, radians clockwise from the right
	With   *int      `json:"v,omitempty"` // drawn only while this slot is shown
	Band   []float64 `json:"n,omitempty"` // drawn only while a slot is at least [0] and less than [1] px wide
}

// place is [slot, value, dx, dy], see static/js/draw.js.
type place [4]any

// px is a place in pixels of the drawing, whatever part of the data is shown.
func px(x, y float64) place { return place{nil, nil, round(x), round(y)} }

// at is a place fixed to a slot and a value of one panel.
func at(slot, value, dx, dy float64) place {
	return place{trim(slot), trim(value), round(dx), round(dy)}
}

// over is a place fixed to a slot, at a height in pixels.
func over(slot, dx, y float64) place { return place{trim(slot), nil, round(dx), round(y)} }

// beside is a place fixed to a value, at a distance from the left edge.
func beside(x, value, dy float64) place { return place{nil, trim(value), round(x), round(dy)} }

func round(v float64) float64 { return math.Round(v*10) / 10 }

// trim drops digits that no pixel shows.
func trim(v float64) float64 {
	if v == 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	m := math.Pow(10, 7-math.Ceil(math.Log10(math.Abs(v))))
	return math.Round(v*m) / m
}

// label is a line of text that obstacles are kept from.
type label struct {
	text  string
	size  float64
	bold  bool
	token string
	align string
	x, y  float64 // of its anchor; y is the middle
}

func (l label) box() box {
	w := Width(l.text, l.size, l.bold)
	x := l.x
	switch l.align {
	case "center":
		x -= w / 2
	case "right":
		x -= w
	}
	return box{x - 4, l.y - l.size*0.55, x + w + 4, l.y + l.size*0.55}
}

// item gives the drawing of l at a place that it has been put.
func (l label) item(pal Palette, p place) item {
	it := item{Kind: "t", At: p, Text: l.text, Size: l.size, Fill: pal(l.token), Halo: pal("paper")}
	if l.bold {
		it.Bold = 1
	}
	if l.align != "left" {
		it.Align = l.align
	}
	return it
}
