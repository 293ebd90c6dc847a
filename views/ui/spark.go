package ui

import (
	"fmt"
	"math"
	"strings"
)

// The frame of a sparkline in SVG user units; one unit is one CSS px at full size.
const (
	sparkWidth  = 150.0
	sparkHeight = 34.0
	sparkPad    = 4.0 // room for the end dot and its paper ring
)

// SparkLine is one row of values of a sparkline. NaN means there is none.
type SparkLine struct {
	Values []float64
	Colour string // token: company slug, ink, ink-2 or accent
	Kind   string // line, bar, step or point
	Dashed bool   // not an actual figure
	Hatch  bool   // the last bar is guidance
}

// shape is one drawn part of a sparkline.
type shape struct {
	tag         string // path, rect or circle
	d           string
	x, y, w, h  string
	fill        string
	stroke      string
	dash        string
	strokeWidth string
}

// Spark is a drawn sparkline. It is decoration: the words beside it say the same.
type Spark struct{ shapes []shape }

// NewSpark draws lines into the small frame, all on one scale. Bars count from
// zero; lines use the whole height.
func NewSpark(lines ...SparkLine) Spark {
	lo, hi, n := math.Inf(1), math.Inf(-1), 0
	for _, l := range lines {
		n = max(n, len(l.Values))
		for _, v := range l.Values {
			if math.IsNaN(v) {
				continue
			}
			lo, hi = min(lo, v), max(hi, v)
			if l.Kind == "bar" {
				lo, hi = min(lo, 0), max(hi, 0)
			}
		}
	}
	var s Spark
	if n == 0 || math.IsInf(lo, 0) {
		return s
	}
	if hi == lo {
		lo, hi = lo-1, hi+1
	}
	y := func(v float64) float64 { return sparkPad + (hi-v)/(hi-lo)*(sparkHeight-2*sparkPad) }
	for _, l := range lines {
		if l.Kind == "bar" {
			s.bars(l, n, y)
			continue
		}
		s.line(l, n, y)
	}
	return s
}

// num prints a coordinate with one decimal, as short as it goes.
func num(v float64) string {
	return strings.TrimSuffix(fmt.Sprintf("%.1f", v), ".0")
}

func (s *Spark) bars(l SparkLine, n int, y func(float64) float64) {
	step := (sparkWidth - 4) / float64(n)
	width := step * 0.74
	for i, v := range l.Values {
		if math.IsNaN(v) {
			continue
		}
		top, bottom := min(y(v), y(0)), max(y(v), y(0))
		b := shape{tag: "rect", x: num(2 + float64(i)*step), y: num(top), w: num(width), h: num(max(bottom-top, 1)), fill: token(l.Colour)}
		if v < 0 {
			b.fill = token("accent")
		}
		if l.Hatch && i == len(l.Values)-1 {
			b.stroke, b.fill, b.strokeWidth, b.dash = b.fill, "none", "1.5", "3 2"
		}
		s.shapes = append(s.shapes, b)
	}
	s.shapes = append(s.shapes, shape{tag: "path", d: "M0 " + num(y(0)) + "h150", stroke: "var(--zero)", strokeWidth: "1"})
}

func (s *Spark) line(l SparkLine, n int, y func(float64) float64) {
	x := func(i int) float64 {
		if n == 1 {
			return sparkWidth / 2
		}
		return sparkPad + float64(i)/float64(n-1)*(sparkWidth-2*sparkPad-2)
	}
	var d strings.Builder
	last := -1
	for i, v := range l.Values {
		if math.IsNaN(v) {
			continue
		}
		switch {
		case last < 0:
			fmt.Fprintf(&d, "M%s %s", num(x(i)), num(y(v)))
		case l.Kind == "step":
			fmt.Fprintf(&d, "H%sV%s", num(x(i)), num(y(v)))
		default:
			fmt.Fprintf(&d, "L%s %s", num(x(i)), num(y(v)))
		}
		last = i
	}
	if last < 0 {
		return
	}
	dash := ""
	if l.Dashed {
		dash = "5 3"
	}
	if l.Kind != "point" {
		s.shapes = append(s.shapes, shape{tag: "path", d: d.String(), stroke: token(l.Colour), strokeWidth: "2", dash: dash})
	}
	for i, v := range l.Values {
		if math.IsNaN(v) || (i != last && l.Kind != "step" && l.Kind != "point") {
			continue
		}
		c := shape{tag: "circle", x: num(x(i)), y: num(y(v)), fill: token(l.Colour), stroke: "var(--paper)", strokeWidth: "2"}
		if l.Dashed {
			c.fill, c.stroke = "var(--paper)", token(l.Colour)
		}
		s.shapes = append(s.shapes, c)
	}
}

// token gives the custom property of a colour name.
func token(name string) string {
	switch name {
	case "ink", "ink-2", "ink-3", "accent", "zero", "paper":
		return "var(--" + name + ")"
	case "":
		return "var(--ink-2)"
	}
	for _, r := range name {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' {
			return "var(--ink-2)"
		}
	}
	return "var(--co-" + name + ", var(--ink-2))"
}
