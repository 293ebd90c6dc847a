package render

import (
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"

	"megacycle/views/chart/echarts"
)

// fontFamily is the stack whose members share Arimo's metrics.
const fontFamily = `Arial, Helvetica, "Liberation Sans", Arimo, sans-serif`

// baseline moves text from the middle of its line to its baseline, in ems: half
// of (ascent - descent) of Arimo, 0.905 and 0.212.
const baseline = 0.3465

// frameText is what the cleaned element says about itself.
type frameText struct {
	ID    string // beginning of every id inside
	Title string
	Desc  string
}

var (
	number    = regexp.MustCompile(`-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?`)
	matrix    = regexp.MustCompile(`^matrix\((-?[\d.e-]+),(-?[\d.e-]+),(-?[\d.e-]+),(-?[\d.e-]+),(-?[\d.e-]+),(-?[\d.e-]+)\)$`)
	translate = regexp.MustCompile(`^translate\((-?[\d.e-]+)[ ,](-?[\d.e-]+)\)$`)
	fontSize  = regexp.MustCompile(`([\d.]+)px`)
	localURL  = regexp.MustCompile(`^url\(#([A-Za-z0-9-]+)\)$`)
)

// unitCircle is the path that ECharts draws a round symbol with; its matrix
// says where and how large.
const unitCircle = "M1 0A1 1 0 1 1 1 -0.1A1 1 0 0 1 1 0"

// node is one element or, without a name, a piece of text.
type node struct {
	name  string
	attr  []xml.Attr
	text  string
	child []*node
}

// elements lists what may stand in a cleaned drawing, with the attributes that
// each may carry. Everything else is dropped.
var elements = map[string]string{
	"g":        " clip-path transform fill opacity ",
	"path":     " d fill stroke ",
	"circle":   " cx cy r fill stroke ",
	"rect":     " x y width height fill stroke ",
	"line":     " x1 y1 x2 y2 stroke ",
	"polygon":  " points fill stroke ",
	"polyline": " points fill stroke ",
	"text":     " x y fill stroke text-anchor font-size font-weight paint-order ",
	"defs":     " ",
	"clipPath": " id ",
	"pattern":  " id x y width height patternUnits patternTransform ",
}

const shared = " transform stroke-width stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin fill-opacity stroke-opacity opacity clip-path "

// clean turns ECharts' raw SVG into an element for a page: only known elements
// and presentation attributes, ids of its own, numbers no finer than a tenth of
// a pixel, a title and a description. The result depends on nothing but its
// arguments.
func clean(raw string, g echarts.Graph, f frameText) ([]byte, error) {
	inner, err := cleanBody(raw, f.ID)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	w, h := g.WidthPx, g.HeightPx
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" aria-labelledby="%s-t %s-d" font-family="%s" font-size="12"`,
		w, h, w, h, f.ID, f.ID, escape(fontFamily))
	fmt.Fprintf(&b, ` data-x0="%s" data-x1="%s" data-y0="%s" data-y1="%s" data-slots="%d" data-band="%d">`,
		short(g.X0, 1), short(g.X1, 1), short(g.Top, 1), short(g.Bottom, 1), g.Slots, flag(g.Band))
	fmt.Fprintf(&b, `<title id="%s-t">%s</title><desc id="%s-d">%s</desc>%s</svg>`, f.ID, escape(f.Title), f.ID, escape(f.Desc), inner)
	return []byte(b.String()), nil
}

// cleanBody gives what stands inside the element: definitions and shapes, with
// ids that begin with prefix.
func cleanBody(raw, prefix string) (string, error) {
	root, err := parse(raw)
	if err != nil {
		return "", err
	}
	c := cleaner{prefix: prefix, ids: map[string]string{}, defs: map[string]string{}}
	c.collect(root)
	var b strings.Builder
	if len(c.kept) > 0 {
		b.WriteString("<defs>" + strings.Join(c.kept, "") + "</defs>")
	}
	for _, n := range root.child {
		c.write(&b, n)
	}
	return b.String(), nil
}

func flag(v bool) int {
	if v {
		return 1
	}
	return 0
}

// parse reads raw SVG into a tree. Characters that XML forbids, which an
// editor's text may hold, are dropped first.
func parse(raw string) (*node, error) {
	raw = strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\n' && r != '\t' || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, strings.ToValidUTF8(raw, "\ufffd"))
	d := xml.NewDecoder(strings.NewReader(raw))
	top := &node{}
	stack := []*node{top}
	for {
		t, err := d.RawToken()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		here := stack[len(stack)-1]
		switch t := t.(type) {
		case xml.StartElement:
			n := &node{name: t.Name.Local}
			for _, a := range t.Attr {
				if a.Name.Space == "" {
					n.attr = append(n.attr, a)
				}
			}
			here.child = append(here.child, n)
			stack = append(stack, n)
		case xml.EndElement:
			if len(stack) < 2 {
				return nil, fmt.Errorf("the drawing closes %s twice", t.Name.Local)
			}
			stack = stack[:len(stack)-1]
		case xml.CharData:
			here.text += string(t)
		}
	}
	if len(top.child) != 1 || top.child[0].name != "svg" || len(stack) != 1 {
		return nil, fmt.Errorf("the drawing is not one svg element")
	}
	return top.child[0], nil
}

// cleaner writes the tree anew.
type cleaner struct {
	prefix string
	ids    map[string]string // raw id to ours
	defs   map[string]string // content of a definition to its id
	kept   []string          // definitions in the order of first use
}

// collect finds clip paths and patterns; equal ones become one.
func (c *cleaner) collect(n *node) {
	for _, k := range n.child {
		if k.name != "clipPath" && k.name != "pattern" {
			c.collect(k)
			continue
		}
		raw := get(k, "id")
		var body strings.Builder
		if k.name == "pattern" {
			c.pattern(&body, k)
		} else {
			for _, inner := range k.child {
				set(inner, "fill", "")
				c.write(&body, inner)
			}
		}
		content := k.name + body.String()
		id, ok := c.defs[content]
		if !ok {
			id = fmt.Sprintf("%s-%c%d", c.prefix, k.name[0], len(c.kept))
			c.defs[content] = id
			if k.name == "pattern" {
				c.kept = append(c.kept, fmt.Sprintf(`<pattern id="%s" %s</pattern>`, id, body.String()))
			} else {
				c.kept = append(c.kept, fmt.Sprintf(`<clipPath id="%s">%s</clipPath>`, id, body.String()))
			}
		}
		c.ids[raw] = id
	}
}

// pattern writes a hatch: ECharts tiles a pattern with parts of itself, one
// stripe as wide as the tile says the same.
func (c *cleaner) pattern(b *strings.Builder, n *node) {
	colour := "none"
	var stripe float64
	var walk func(*node)
	walk = func(k *node) {
		if f := get(k, "fill"); f != "" && f != "none" && k.name == "path" {
			colour = f
			if m := stripes.FindStringSubmatch(get(k, "d")); m != nil {
				stripe, _ = strconv.ParseFloat(m[1], 64)
			}
		}
		for _, i := range k.child {
			walk(i)
		}
	}
	walk(n)
	tile, err := strconv.ParseFloat(get(n, "height"), 64)
	if err != nil || tile < 1 || tile > 50 {
		tile = 7
	}
	fmt.Fprintf(b, `width="%s" height="%s" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><path d="M0 0H%sV%sH0Z" fill="%s"/>`,
		short(tile, 1), short(tile, 1), short(tile, 1), short(max(stripe, 1), 1), escape(colour))
}

var stripes = regexp.MustCompile(`l0 ([\d.]+)l-`)

func get(n *node, name string) string {
	for _, a := range n.attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// set changes or adds an attribute; an empty value removes it.
func set(n *node, name, value string) {
	for i, a := range n.attr {
		if a.Name.Local == name {
			if value == "" {
				n.attr = append(n.attr[:i], n.attr[i+1:]...)
			} else {
				n.attr[i].Value = value
			}
			return
		}
	}
	if value != "" {
		n.attr = append(n.attr, xml.Attr{Name: xml.Name{Local: name}, Value: value})
	}
}

// write writes one element and what is inside, or nothing.
func (c *cleaner) write(b *strings.Builder, n *node) {
	tidy(n)
	allowed, ok := elements[n.name]
	if !ok || n.name == "defs" || n.name == "clipPath" || n.name == "pattern" {
		return
	}
	if invisible(n) {
		return
	}
	var inner strings.Builder
	for _, k := range n.child {
		c.write(&inner, k)
	}
	if n.name == "text" {
		inner.WriteString(escape(strings.Join(echarts.Words(n.text), " ")))
	}
	if inner.Len() == 0 && (n.name == "g" || n.name == "text") {
		return
	}
	var attrs strings.Builder
	for _, a := range n.attr {
		name, v := a.Name.Local, a.Value
		if !strings.Contains(allowed, " "+name+" ") && (n.name == "g" || !strings.Contains(shared, " "+name+" ")) {
			continue
		}
		if m := localURL.FindStringSubmatch(v); m != nil {
			id, known := c.ids[m[1]]
			if !known {
				continue
			}
			v = "url(#" + id + ")"
		} else if strings.Contains(v, "url(") {
			continue
		}
		if isDefault(name, v) {
			continue
		}
		fmt.Fprintf(&attrs, ` %s="%s"`, name, escape(value(name, v)))
	}
	if attrs.Len() == 0 && n.name == "g" {
		b.WriteString(inner.String())
		return
	}
	fmt.Fprintf(b, "<%s%s", n.name, attrs.String())
	if inner.Len() == 0 {
		b.WriteString("/>")
		return
	}
	fmt.Fprintf(b, ">%s</%s>", inner.String(), n.name)
}

// tidy says the same as ECharts did in presentation attributes alone.
func tidy(n *node) {
	t := get(n, "transform")
	if m := translate.FindStringSubmatch(t); m != nil {
		t = "matrix(1,0,0,1," + m[1] + "," + m[2] + ")"
	}
	m := matrix.FindStringSubmatch(t)
	var v [6]float64
	for i := range v {
		if m != nil {
			v[i], _ = strconv.ParseFloat(m[i+1], 64)
		}
	}
	moved := m != nil && v[0] == 1 && v[1] == 0 && v[2] == 0 && v[3] == 1
	if n.name == "path" && m != nil && v[1] == 0 && v[0] == v[3] && get(n, "d") == unitCircle {
		set(n, "transform", "")
		set(n, "d", "")
		set(n, "cx", short(v[4], 1))
		set(n, "cy", short(v[5], 1))
		set(n, "r", short(v[0], 2))
		if w, err := strconv.ParseFloat(get(n, "stroke-width"), 64); err == nil {
			set(n, "stroke-width", short(w*v[0], 2))
		}
		n.name = "circle"
		return
	}
	if n.name != "text" {
		return
	}
	style := get(n, "style")
	size := 12.0
	if f := fontSize.FindStringSubmatch(style); f != nil {
		size, _ = strconv.ParseFloat(f[1], 64)
	}
	set(n, "style", "")
	if size != 12 {
		set(n, "font-size", short(size, 1))
	}
	if strings.Contains(style, "bold") {
		set(n, "font-weight", "700")
	}
	x, _ := strconv.ParseFloat(get(n, "x"), 64)
	y, _ := strconv.ParseFloat(get(n, "y"), 64)
	if moved {
		x, y = x+v[4], y+v[5]
		set(n, "transform", "")
	}
	if get(n, "dominant-baseline") == "central" {
		y += baseline * size
		set(n, "dominant-baseline", "")
	}
	set(n, "x", short(x, 1))
	set(n, "y", short(y, 1))
	if get(n, "stroke") != "" {
		set(n, "stroke-linejoin", "round")
	}
}

// invisible says whether an element draws nothing.
func invisible(n *node) bool {
	switch n.name {
	case "rect", "path", "circle", "polygon", "line", "polyline":
		f, s := get(n, "fill"), get(n, "stroke")
		return f == "none" && (s == "" || s == "none")
	}
	return false
}

// isDefault says whether an attribute says what holds without it.
func isDefault(name, v string) bool {
	switch name {
	case "stroke-linecap":
		return v == "butt"
	case "text-anchor":
		return v == "start"
	case "stroke-width":
		return v == "1"
	case "stroke":
		return v == "none"
	}
	return false
}

// value rounds the numbers of an attribute.
func value(name, v string) string {
	digits := 1
	switch name {
	case "d", "points", "x", "y", "cx", "cy", "x1", "x2", "y1", "y2", "width", "height", "font-size":
	case "transform", "r", "stroke-width", "stroke-dasharray", "opacity", "fill-opacity", "stroke-opacity":
		digits = 2
	default:
		return v
	}
	v = number.ReplaceAllStringFunc(v, func(s string) string {
		f, err := strconv.ParseFloat(s, 64)
		if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
			return "0"
		}
		return short(f, digits)
	})
	if name == "d" {
		v = strings.ReplaceAll(v, " -", "-")
	}
	return v
}

// short writes a number with at most so many decimals.
func short(v float64, digits int) string {
	p := math.Pow(10, float64(digits))
	v = math.Round(v*p) / p
	if v == 0 {
		v = 0 // no "-0"
	}
	s := strconv.FormatFloat(v, 'f', -1, 64)
	if s == "-0" {
		return "0"
	}
	return s
}

// escape makes text safe in elements and in quoted attributes.
func escape(s string) string {
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(s, "\ufffd") {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&#34;")
		case r < 0x20 && r != '\n' && r != '\t' || r == 0xfffe || r == 0xffff:
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
