package echarts

import (
	"math"
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"megacycle/views/chart"
)

// barShare is the part of its step that a bar takes; stackShare that of a stack.
const (
	barShare   = 0.72
	stackShare = 0.66
)

// dash gives the pattern of a line by what its numbers are; nil is solid.
func dash(r chart.Role) []float64 {
	switch r {
	case chart.Needed, chart.Guided:
		return []float64{7, 4}
	case chart.Scenario:
		return []float64{0.1, 4.5}
	case chart.Gap:
		return []float64{2, 3}
	case chart.Estimate, chart.Quoted, chart.Then:
		return []float64{4, 3}
	}
	return nil
}

// lineWidth gives the width of a mark's line in pixels.
func lineWidth(m chart.Mark, narrow bool) float64 {
	switch {
	case m.Role == chart.Needed:
		return 2.25
	case m.Role == chart.Scenario:
		return 1.75
	case m.Role == chart.Gap:
		return 1.5
	case narrow && m.Strong:
		return 2.5
	case narrow:
		return 2
	case m.Strong:
		return 3
	}
	return 2.5
}

// hatched says whether bars of this role are hatched.
func hatched(r chart.Role) bool { return r != chart.Actual && r != chart.Gap }

// extra is what go-echarts has no type for, merged into a series afterwards.
type extra map[string]any

// series gives the ECharts series of one line or bar mark, and nothing for
// marks that the custom series draws alone.
func (d *drawing) series(panel int, m chart.Mark, stack string) (charts.SingleSeries, extra, bool) {
	s := charts.SingleSeries{Name: m.Key, XAxisIndex: panel, YAxisIndex: panel}
	e := extra{"id": m.Key, "silent": true, "emphasis": map[string]any{"disabled": true}}
	colour := d.pal(fill(m.Colour))
	if m.Role == chart.Needed {
		colour = d.pal("accent")
	}
	switch m.Kind {
	case chart.LineMark, chart.AreaMark:
		s.Type, s.Symbol = "line", "none"
		s.ConnectNulls = opts.Bool(m.Role == chart.Gap)
		w := lineWidth(m, d.f.narrow)
		if m.Role == chart.Actual && hasGap(m) {
			w = min(w, 2)
		}
		s.LineStyle = &opts.LineStyle{Color: colour, Width: float32(w)}
		style := map[string]any{"color": colour, "width": w, "join": "round", "cap": "round"}
		if p := dash(m.Role); p != nil {
			style["type"] = p
			if m.Role != chart.Scenario {
				style["cap"] = "butt"
			}
		}
		e["lineStyle"], e["showAllSymbol"] = style, true
		e["z"] = 3
		if m.Role == chart.Gap {
			e["z"] = 2
		}
		if m.Kind == chart.AreaMark {
			s.AreaStyle = &opts.AreaStyle{Color: colour, Opacity: opts.Float(0.16)}
			if m.Stack != "" {
				s.Stack = stackName(panel, m.Stack)
				s.AreaStyle.Opacity = opts.Float(0.85)
			}
		}
		s.Data = d.lineData(m, colour)
	case chart.BarMark, chart.StackMark:
		s.Type, s.Stack = "bar", stackName(panel, stack)
		share := barShare
		if m.Kind == chart.StackMark {
			share = stackShare
		}
		e["barCategoryGap"] = percent(1 - share)
		e["barGap"] = "12%"
		e["z"] = 2
		e["itemStyle"] = d.barStyle(m, fill(m.Colour), false)
		s.ItemStyle = &opts.ItemStyle{Color: colour}
		s.Data = d.barData(m)
	default:
		return s, nil, false
	}
	return s, e, true
}

func percent(v float64) string {
	return strconv.Itoa(int(math.Round(v*100))) + "%"
}

// barStyle gives the look of a bar: solid, hatched or hollow.
func (d *drawing) barStyle(m chart.Mark, token string, hollow bool) map[string]any {
	colour := d.pal(token)
	width := round(min(max(d.f.step()*0.09, 0.5), 1.5)) // of an outline: thin bars have thin ones
	switch {
	case hatched(m.Role):
		return map[string]any{"color": d.pal("paper"), "borderColor": colour, "borderWidth": width,
			"decal": map[string]any{"symbol": "rect", "symbolSize": 1, "rotation": -math.Pi / 4,
				"dashArrayX": []float64{1, 0}, "dashArrayY": []float64{2.5, 3.5}, "color": colour}}
	case hollow:
		return map[string]any{"color": d.pal("paper"), "borderColor": colour, "borderWidth": max(width, 1)}
	case m.Kind == chart.StackMark:
		return map[string]any{"color": colour, "borderColor": d.pal("paper"), "borderWidth": width}
	}
	return map[string]any{"color": colour}
}

// lineData gives one element per slot: null for a gap, a symbol where the point
// stands alone, is hollow or wanting.
func (d *drawing) lineData(m chart.Mark, colour string) []any {
	gappy := m.Role == chart.Actual && hasGap(m)
	out := make([]any, len(m.Points))
	for i, p := range m.Points {
		if !p.Has || bad(p.Value) {
			out[i] = nil
			continue
		}
		v := trim(p.Value)
		alone := (i == 0 || !m.Points[i-1].Has) && (i == len(m.Points)-1 || !m.Points[i+1].Has)
		switch {
		case m.Role == chart.Gap:
			out[i] = v
		case p.Hollow:
			out[i] = map[string]any{"value": v, "symbol": "circle", "symbolSize": 5.5,
				"itemStyle": map[string]any{"color": d.pal("paper"), "borderColor": colour, "borderWidth": 1.75}}
		case p.Accent:
			out[i] = map[string]any{"value": v, "symbol": "circle", "symbolSize": 6,
				"itemStyle": map[string]any{"color": d.pal("accent")}}
		case alone, gappy:
			out[i] = map[string]any{"value": v, "symbol": "circle", "symbolSize": 5,
				"itemStyle": map[string]any{"color": colour}}
		default:
			out[i] = v
		}
	}
	return out
}

// barData gives one element per slot.
func (d *drawing) barData(m chart.Mark) []any {
	out := make([]any, len(m.Points))
	for i, p := range m.Points {
		switch {
		case !p.Has || bad(p.Value):
			out[i] = nil
		case p.Accent:
			out[i] = map[string]any{"value": trim(p.Value), "itemStyle": d.barStyle(m, "accent", p.Hollow)}
		case p.Hollow && !hatched(m.Role):
			out[i] = map[string]any{"value": trim(p.Value), "itemStyle": d.barStyle(m, fill(m.Colour), true)}
		default:
			out[i] = trim(p.Value)
		}
	}
	return out
}

// hasGap says whether points are missing between others.
func hasGap(m chart.Mark) bool {
	seen, gap := false, false
	for _, p := range m.Points {
		if p.Has && gap {
			return true
		}
		seen = seen || p.Has
		gap = seen && !p.Has
	}
	return false
}

func bad(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) }

// last gives the last slot with a point, -1 for none.
func last(m chart.Mark) int {
	for i := len(m.Points) - 1; i >= 0; i-- {
		if m.Points[i].Has && !bad(m.Points[i].Value) {
			return i
		}
	}
	return -1
}

// stackName keeps the stacks of one panel apart from those of the others: ECharts
// adds up all series of a name, wherever they are drawn.
func stackName(panel int, name string) string {
	if name == "" || panel == 0 {
		return name
	}
	return strconv.Itoa(panel) + ":" + name
}

// stacks gives each bar mark of a panel the stack that it stands in. Marks that
// never share a slot (actual quarters and the guided one) stand in one, so that
// their bars keep the middle of the slot.
func stacks(pn chart.Panel) (names []string, groups int) {
	names = make([]string, len(pn.Marks))
	var taken []map[int]bool
	stacked := map[string]bool{}
	for k, m := range pn.Marks {
		if m.Kind == chart.StackMark {
			names[k] = "s:" + m.Stack
			stacked[m.Stack] = true
			continue
		}
		if m.Kind != chart.BarMark {
			continue
		}
		place := -1
		for g, t := range taken {
			free := true
			for i, p := range m.Points {
				free = free && !(p.Has && t[i])
			}
			if free {
				place = g
				break
			}
		}
		if place < 0 {
			taken = append(taken, map[int]bool{})
			place = len(taken) - 1
		}
		for i, p := range m.Points {
			if p.Has {
				taken[place][i] = true
			}
		}
		names[k] = "b:" + strconv.Itoa(place)
	}
	return names, len(taken) + len(stacked)
}

// tops gives for each mark and slot the value at which its bar or point ends,
// stacks added up.
func tops(pn chart.Panel) [][]float64 {
	out := make([][]float64, len(pn.Marks))
	up, down := map[string][]float64{}, map[string][]float64{}
	for k, m := range pn.Marks {
		out[k] = make([]float64, len(m.Points))
		if m.Kind != chart.StackMark && !(m.Kind == chart.AreaMark && m.Stack != "") {
			for i, p := range m.Points {
				out[k][i] = p.Value
			}
			continue
		}
		if up[m.Stack] == nil {
			up[m.Stack], down[m.Stack] = make([]float64, len(m.Points)), make([]float64, len(m.Points))
		}
		for i, p := range m.Points {
			if !p.Has || i >= len(up[m.Stack]) {
				continue
			}
			sum := up[m.Stack]
			if p.Value < 0 {
				sum = down[m.Stack]
			}
			sum[i] += p.Value
			out[k][i] = sum[i]
		}
	}
	return out
}
