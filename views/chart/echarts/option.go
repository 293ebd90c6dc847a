package echarts

import (
	"bytes"
	"encoding/json"
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"megacycle/store/fault"
	"megacycle/views/chart"
)

// Style says how an option is written.
type Style struct {
	WidthPx  int
	HeightPx int     // 0 takes the height that suits the width
	Colours  Palette // nil means Light
	Key      bool    // the key (legend) is drawn inside, above the plot
	Browser  bool    // with the parts that only an interactive graph needs
}

// Graph is an option and the geometry of what it draws.
type Graph struct {
	Option   []byte // JSON
	WidthPx  int
	HeightPx int
	X0, X1   float64 // left and right edge of the plotting area, px
	Top      float64 // of the uppermost panel, px
	Bottom   float64 // of the lowest panel, px
	Slots    int
	Band     bool // each slot is a band; otherwise the first and last stand on the edges
}

// drawing is a graph being made.
type drawing struct {
	plot  *chart.Plot
	f     *frame
	pal   Palette
	taken []box // where text or data already stands
	texts []box // where text stands: part of taken

	marks   [2]int // which part of taken is bars and lines
	dropped int    // annotations for which there was no room
}

// Option gives the ECharts option of p for a width in pixels, as JSON with the
// light theme's colours, and the height that it is meant for.
func Option(p *chart.Plot, width int) (option []byte, heightPx int, err error) {
	g, err := Draw(p, Style{WidthPx: width})
	return g.Option, g.HeightPx, err
}

// noteStrip is the room above the first panel for annotations that find none
// inside it.
const noteStrip = 34

// Limits of what is drawn at all.
const (
	minWidth, maxWidth   = 240, 2400
	minHeight, maxHeight = 120, 2400
	maxSlots             = 600
)

// Draw makes the option of p in a style. It does not change p. A plot that
// contradicts itself (a mark without a point for each slot) is Internal.
func Draw(p *chart.Plot, s Style) (Graph, error) {
	if s.WidthPx < minWidth || s.WidthPx > maxWidth {
		return Graph{}, fault.New(fault.Invalid, "a chart can be %d to %d pixels wide", minWidth, maxWidth)
	}
	if s.HeightPx == 0 {
		s.HeightPx = defaultHeight(p, s.WidthPx)
	}
	s.HeightPx = min(max(s.HeightPx, minHeight), maxHeight)
	if len(p.Slots) > maxSlots {
		return Graph{}, fault.New(fault.Invalid, "a chart can show %d periods at most", maxSlots)
	}
	for _, pn := range p.Panels {
		for _, m := range pn.Marks {
			if len(m.Points) != len(p.Slots) {
				return Graph{}, fault.New(fault.Internal, "chart %s: mark %s has %d points for %d slots", p.Slug, m.Key, len(m.Points), len(p.Slots))
			}
		}
	}
	if s.Colours == nil {
		s.Colours = Light
	}
	d := &drawing{plot: p, pal: s.Colours}
	empty := p.Empty != "" || len(p.Slots) == 0 || len(p.Panels) == 0
	if empty {
		d.plot = &chart.Plot{Slug: p.Slug, Panels: []chart.Panel{{Max: 1, Height: 1}}, Empty: p.Empty}
		s.HeightPx = min(s.HeightPx, 220)
	}
	var key []item
	strip := 0.0
	if s.Key && !empty {
		key, strip = d.key(float64(s.WidthPx))
	}
	d.f = layout(d.plot, s.WidthPx, s.HeightPx, 0, strip) // heights do not depend on the room at the right
	ends := d.measureEnds(float64(s.WidthPx))
	d.f = layout(d.plot, s.WidthPx, s.HeightPx, ends, strip)
	bar := d.build(empty, key)
	if d.dropped > 0 && !d.f.narrow { // once more, with room above the plot
		roomy := &drawing{plot: d.plot, pal: d.pal}
		roomy.f = layout(d.plot, s.WidthPx, s.HeightPx, ends, strip+noteStrip)
		if again := roomy.build(empty, key); roomy.dropped < d.dropped {
			d, bar = roomy, again
		}
	}
	if s.Browser {
		d.interactive(bar)
	}
	option, err := encode(bar)
	if err != nil {
		return Graph{}, fault.Wrap(fault.Internal, err, "chart %s: the option cannot be written", p.Slug)
	}
	g := Graph{Option: option, WidthPx: s.WidthPx, HeightPx: s.HeightPx, X0: d.f.x0, X1: d.f.x1,
		Slots: d.f.slots, Band: d.f.band, Top: d.f.areas[0].top, Bottom: d.f.areas[len(d.f.areas)-1].bottom}
	if isDonut(d.plot) {
		g.Slots = 0
	}
	return g, nil
}

// build puts grids, axes and series together in go-echarts' types and gives the
// option as a map, patched with what those have no words for.
func (d *drawing) build(empty bool, key []item) map[string]any {
	c := charts.NewBar()
	names := make([]string, len(d.plot.Slots))
	for i, s := range d.plot.Slots {
		names[i] = s.Label
	}
	c.SetXAxis(names)
	var grids []opts.Grid
	for i, a := range d.f.areas {
		grids = append(grids, opts.Grid{Left: num(d.f.x0), Top: num(a.top), Width: num(d.f.x1 - d.f.x0), Height: num(a.bottom - a.top)})
		kind := "value"
		if a.log {
			kind = "log"
		}
		x := opts.XAxis{Type: "category", Show: opts.Bool(false), GridIndex: i, Data: names}
		y := opts.YAxis{Type: kind, Show: opts.Bool(false), GridIndex: i, Min: trim(a.min), Max: trim(a.max), AxisLabel: &opts.AxisLabel{}}
		if i == 0 {
			c.XAxisList[0], c.YAxisList[0] = x, y
		} else {
			c.ExtendXAxis(x)
			c.ExtendYAxis(y)
		}
	}
	c.SetGlobalOptions(charts.WithGridOpts(grids...), charts.WithAnimation(false))
	var extras []extra
	add := func(s charts.SingleSeries, e extra) {
		c.MultiSeries = append(c.MultiSeries, s)
		extras = append(extras, e)
	}
	custom := func(panel int, name, id string, z int, items []item) {
		if len(items) == 0 {
			return
		}
		a := d.f.areas[panel]
		add(charts.SingleSeries{Name: name, Type: "custom", XAxisIndex: panel, YAxisIndex: panel},
			extra{"id": id, "renderItem": "megacycle", "coordinateSystem": "cartesian2d", "silent": true, "clip": false, "z": z,
				"data": []any{[]float64{0, trim(a.min)}}, "itemPayload": map[string]any{"items": items, "slots": max(len(names), 1)}})
	}
	if empty {
		custom(0, "", "ground", 1, d.noteless(d.plot))
		return d.patch(c, extras)
	}
	for i := range d.plot.Panels {
		items := d.ground(i)
		if i == len(d.plot.Panels)-1 {
			items = append(items, d.times()...)
		}
		if i == 0 {
			items = append(items, key...)
		}
		custom(i, "", "ground-"+strconv.Itoa(i), 1, items)
	}
	d.obstacles()
	var over [][][]item
	var lines [][]item
	for i, pn := range d.plot.Panels {
		lines = append(lines, d.refLines(i))
		over = append(over, d.overlays(i, pn))
	}
	notes := d.annotations()
	for i, pn := range d.plot.Panels {
		stack, _ := stacks(pn)
		for k, m := range pn.Marks {
			if s, e, ok := d.series(i, m, stack[k]); ok {
				add(s, e)
			}
			custom(i, m.Key, m.Key+"#", 5, over[i][k])
		}
		custom(i, "", "lines-"+strconv.Itoa(i), 4, lines[i])
	}
	custom(0, "", "notes", 6, notes)
	return d.patch(c, extras)
}

// patch validates, reads the map of go-echarts and merges the rest into it.
func (d *drawing) patch(c *charts.Bar, extras []extra) map[string]any {
	c.Validate()
	raw := c.JSON()
	m := map[string]any{"animation": false, "useUTC": true, "grid": raw["grid"], "yAxis": raw["yAxis"],
		"textStyle": map[string]any{"fontFamily": "Arial"}, "aria": map[string]any{"enabled": false}}
	var xs []any
	for _, x := range c.XAxisList {
		xs = append(xs, map[string]any{"type": x.Type, "show": false, "gridIndex": x.GridIndex, "data": x.Data, "boundaryGap": d.f.band})
	}
	m["xAxis"] = xs
	var all []any
	for i, s := range c.MultiSeries {
		one := map[string]any{}
		if b, err := json.Marshal(s); err == nil {
			_ = json.Unmarshal(b, &one)
		}
		for k, v := range extras[i] {
			one[k] = v
		}
		all = append(all, one)
	}
	if all == nil {
		all = []any{}
	}
	m["series"] = all
	return m
}

// interactive adds what only the browser's graph needs: series that can be
// switched off by name, and a window on the time axis.
func (d *drawing) interactive(m map[string]any) {
	var keys []string
	var axes []int
	for i, pn := range d.plot.Panels {
		axes = append(axes, i)
		for _, k := range pn.Marks {
			keys = append(keys, k.Key)
		}
	}
	m["legend"] = map[string]any{"show": false, "data": keys}
	if d.f.slots > 3 {
		m["dataZoom"] = []any{map[string]any{"type": "inside", "xAxisIndex": axes, "filterMode": "none", "minValueSpan": 2,
			"zoomOnMouseWheel": false, "moveOnMouseMove": false, "moveOnMouseWheel": false, "preventDefaultMouseMove": false}}
	}
}

// encode writes the option. An editor's "__f__" must not reach a reader in the
// form in which go-echarts marks functions, so its underscores are escaped.
func encode(m map[string]any) ([]byte, error) {
	b, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	return bytes.ReplaceAll(b, []byte("__f__"), []byte(`_\u005ff_\u005f`)), nil
}

func num(v float64) string { return strconv.FormatFloat(round(v), 'f', -1, 64) }
