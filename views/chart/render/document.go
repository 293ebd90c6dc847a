package render

import (
	"context"
	"fmt"
	"math"
	"regexp"
	"strings"

	"megacycle/store/fault"
	"megacycle/views/chart"
	"megacycle/views/chart/echarts"
)

// DocOptions say how a stand-alone drawing is made.
type DocOptions struct {
	Width int    // px; 0 means 720
	Theme string // light (also "" and auto) or dark
	URL   string // where the chart is to be found; shown without its scheme
}

// PNGOptions say how an image is made.
type PNGOptions struct {
	Width  int     // px before Scale; 0 means 720, or 1200 when Height is set
	Height int     // px before Scale; 0 takes the height that the content needs
	Scale  float64 // pixels per px, 0.5 to 3; 0 means 1
	Theme  string
	URL    string
}

// maxPixels bounds an image: 12 million pixels are 48 MB while it is painted.
const maxPixels = 12e6

var colourVariable = regexp.MustCompile(`var\(--([a-z0-9-]+)\)`)

// Document draws p as an SVG file of its own: the finding, the measure, the
// plot with its key, what is missing, the source, and where it comes from, on
// the paper of the theme.
func (e *Engine) Document(ctx context.Context, p *chart.Plot, o DocOptions) ([]byte, error) {
	if o.Width == 0 {
		o.Width = 720
	}
	if o.Width < 280 || o.Width > 2000 {
		return nil, fault.BadField("width", "an image can be 280 to 2000 pixels wide")
	}
	return e.document(ctx, p, o.Theme, o.URL, page{width: float64(o.Width)})
}

// PNG draws p as an image of exactly Width by Height times Scale pixels.
func (e *Engine) PNG(ctx context.Context, p *chart.Plot, o PNGOptions) ([]byte, error) {
	if o.Scale == 0 {
		o.Scale = 1
	}
	if o.Width == 0 {
		o.Width = 720
		if o.Height > 0 {
			o.Width = 1200
		}
	}
	if o.Scale < 0.5 || o.Scale > 3 || o.Width < 280 || o.Width > 2400 || o.Height != 0 && (o.Height < 200 || o.Height > 2400) {
		return nil, fault.BadField("width", "an image can be 280 to 2400 pixels wide and 200 to 2400 high, at 0.5 to 3 times its size")
	}
	pg := page{width: float64(o.Width)}
	if o.Height > 0 {
		// A card is laid out on a smaller sheet, so that its words can be read
		// when a message shows it small.
		f := max(float64(o.Width)/cardSheet(p, o.Width, o.Height), 1)
		pg = page{width: float64(o.Width) / f, height: float64(o.Height) / f, outWidth: o.Width, outHeight: o.Height}
	}
	doc, err := e.document(ctx, p, o.Theme, o.URL, pg)
	if err != nil {
		return nil, err
	}
	widthPx := int(math.Round(float64(o.Width) * o.Scale))
	if h := docHeight(doc); float64(widthPx)*h*o.Scale > maxPixels {
		return nil, fault.BadField("width", "the image would have more than %d million pixels", int(maxPixels/1e6))
	}
	k := key("png", string(doc), fmt.Sprint(widthPx))
	return e.once(ctx, k, true, func(ctx context.Context) ([]byte, error) {
		return e.paint.png(ctx, doc, widthPx)
	})
}

// The sheet on which an image of a fixed height is laid out: as small as the plot
// allows, so that its words are large; a plot of several panels needs more.
const (
	cardWidth     = 880.0
	cardStep      = 80.0
	cardWords     = 190.0 // px that finding, measure, source and origin take of the height
	cardPlotShare = 0.62  // of the plot's own height that it needs at the least
)

func cardSheet(p *chart.Plot, width, height int) float64 {
	w := cardWidth
	for ; w < float64(width); w += cardStep {
		room := w*float64(height)/float64(width) - cardWords
		if room >= cardPlotShare*float64(echarts.HeightWithKey(p, int(w)-56)) {
			break
		}
	}
	return w
}

var heightAttr = regexp.MustCompile(`^<svg[^>]* height="(\d+)"`)

func docHeight(doc []byte) float64 {
	h := 0.0
	if m := heightAttr.FindSubmatch(doc); m != nil {
		_, _ = fmt.Sscan(string(m[1]), &h)
	}
	return h
}

// page is the sheet of a document.
type page struct {
	width, height       float64 // of the layout; height 0 grows with the content
	outWidth, outHeight int     // of the element, when it is scaled
}

// document lays out the sheet, draws the plot in the room that is left, and
// puts the theme's colours in.
func (e *Engine) document(ctx context.Context, p *chart.Plot, theme, url string, pg page) ([]byte, error) {
	s := sheet{b: &strings.Builder{}, width: pg.width, edge: 28}
	if pg.width < 560 {
		s.edge = 16
	}
	size, most := 25.0, 8
	switch {
	case pg.height > 0:
		size, most = 28, 3
	case pg.width < 560:
		size = 19
	}
	inner := s.width - 2*s.edge
	for size > 18 && pg.height > 0 && len(echarts.Wrap(p.Finding, size, true, inner, 0)) > 2 {
		size -= 2
	}
	s.y = s.edge
	s.words(p.Finding, size, true, "ink", most, 1.16)
	s.y += 3
	s.words(p.Measure, 14, false, "ink-2", 3, 1.3)
	s.y += 12
	top := s.y

	foot := sheet{b: &strings.Builder{}, width: pg.width, edge: s.edge}
	foot.y = 8
	lines := 6
	if pg.height > 0 {
		lines = 2
	}
	for i, m := range p.Missing {
		if i < 3 {
			foot.words(m.Text, 12, false, "accent-t", 2, 1.4)
		}
	}
	foot.words(p.Compared, 12, false, "ink-2", 2, 1.4)
	foot.words(p.Source, 12, false, "ink-3", lines, 1.4)
	foot.origin(p, url)
	foot.y += s.edge * 0.7

	plotHeight := 0
	if pg.height > 0 {
		plotHeight = int(max(pg.height-top-foot.y, 150))
	}
	style := echarts.Style{WidthPx: int(inner), HeightPx: plotHeight, Colours: echarts.Themed, Key: true}
	if plotHeight == 0 {
		style.HeightPx = echarts.HeightWithKey(p, style.WidthPx)
	}
	g, err := echarts.Draw(p, style)
	if err != nil {
		return nil, err
	}
	id := elementID(p.Slug, g.WidthPx) + "-doc"
	height := math.Ceil(top + float64(g.HeightPx) + foot.y)
	if pg.height > 0 {
		height = pg.height
	}
	if theme != "dark" {
		theme = "light"
	}
	k := key("doc", string(g.Option), fmt.Sprint(g.WidthPx, "x", g.HeightPx, pg), id, theme, s.b.String(), foot.b.String(), p.Name, p.Alt)
	return e.once(ctx, k, false, func(ctx context.Context) ([]byte, error) {
		bk := key("body", string(g.Option), fmt.Sprint(g.WidthPx, "x", g.HeightPx), id)
		body, err := e.once(ctx, bk, true, func(ctx context.Context) ([]byte, error) {
			raw, err := e.pool.render(ctx, g)
			if err != nil {
				return nil, err
			}
			text, err := cleanBody(raw, id)
			if err != nil {
				return nil, fault.Wrap(fault.Internal, err, "the drawing of %s cannot be cleaned", id)
			}
			return []byte(text), nil
		})
		if err != nil {
			return nil, err
		}
		ow, oh := short(pg.width, 1), short(height, 1)
		if pg.outWidth > 0 {
			ow, oh = fmt.Sprint(pg.outWidth), fmt.Sprint(pg.outHeight)
		}
		var b strings.Builder
		fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %s %s" role="img" aria-labelledby="%s-t %s-d" font-family="%s" font-size="12">`,
			ow, oh, short(pg.width, 4), short(height, 4), id, id, escape(fontFamily))
		fmt.Fprintf(&b, `<title id="%s-t">%s</title><desc id="%s-d">%s</desc>`, id, escape(p.Finding), id, escape(p.Alt))
		fmt.Fprintf(&b, `<rect width="%s" height="%s" fill="var(--paper)"/>%s`, short(pg.width, 4), short(height, 4), s.b.String())
		fmt.Fprintf(&b, `<g transform="translate(%s %s)">%s</g>`, short(s.edge, 1), short(top, 1), body)
		fmt.Fprintf(&b, `<g transform="translate(0 %s)">%s</g></svg>`, short(height-foot.y, 1), foot.b.String())
		return colourVariable.ReplaceAllFunc([]byte(b.String()), func(m []byte) []byte {
			return []byte(echarts.Hex(string(m[len("var(--"):len(m)-1]), theme))
		}), nil
	})
}

// sheet is text being set from top to bottom.
type sheet struct {
	b           *strings.Builder
	width, edge float64
	y           float64 // where the next line's room begins
}

// words sets wrapped text over the whole width.
func (s *sheet) words(text string, size float64, bold bool, token string, maxLines int, leading float64) {
	for _, l := range echarts.Wrap(text, size, bold, s.width-2*s.edge, maxLines) {
		s.line(l, s.edge, size, bold, token, "start", leading)
	}
}

// line sets one line and moves down.
func (s *sheet) line(text string, x, size float64, bold bool, token, anchor string, leading float64) {
	s.put(text, x, s.y+size*(0.905+(leading-1.15)/2), size, bold, token, anchor)
	s.y += size * leading
}

func (s *sheet) put(text string, x, y, size float64, bold bool, token, anchor string) {
	extra := ""
	if bold {
		extra += ` font-weight="700"`
	}
	if size != 12 {
		extra += ` font-size="` + short(size, 1) + `"`
	}
	if anchor != "start" {
		extra += ` text-anchor="` + anchor + `"`
	}
	fmt.Fprintf(s.b, `<text x="%s" y="%s" fill="var(--%s)"%s>%s</text>`, short(x, 1), short(y, 1), token, extra, escape(text))
}

// origin says below a rule where the drawing comes from: the site, its address,
// the release, the day as of which, and how to credit.
func (s *sheet) origin(p *chart.Plot, url string) {
	s.y += 9
	fmt.Fprintf(s.b, `<rect x="%s" y="%s" width="%s" height="1" fill="var(--rule)"/>`, short(s.edge, 1), short(s.y, 1), short(s.width-2*s.edge, 1))
	s.y += 9
	const name, size = "Megacycle", 13.0
	var facts []string
	if p.Release.N > 0 {
		facts = append(facts, fmt.Sprintf("Release %d", p.Release.N))
	}
	if p.AsOf != "" {
		facts = append(facts, "as known on "+p.AsOf.Time().Format("2 Jan 2006"))
	}
	if p.Credit != "" {
		facts = append(facts, p.Credit)
	}
	right := strings.Join(facts, " · ")
	address := strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(url, "https://"), "http://"), "/")
	x := s.edge + echarts.Width(name, size, true) + 10
	room := s.width - s.edge - x
	y := s.y + size*0.905
	s.put(name, s.edge, y, size, true, "ink-2", "start")
	if echarts.Width(address, 12, false)+echarts.Width(right, 12, false)+24 <= room {
		s.put(address, x, y, 12, false, "ink-3", "start")
		if right != "" {
			s.put(right, s.width-s.edge, y, 12, false, "ink-3", "end")
		}
		s.y += 17
		return
	}
	if address != "" {
		s.put(echarts.Clip(address, 12, false, room), x, y, 12, false, "ink-3", "start")
	}
	s.y += 19
	s.words(right, 12, false, "ink-3", 3, 1.4)
}
