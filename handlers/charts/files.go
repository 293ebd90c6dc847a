package charts

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"megacycle/handlers"
	"megacycle/store/fault"
	"megacycle/views/chart"
	"megacycle/views/chart/echarts"
	"megacycle/views/chart/render"
)

// The picture that other sites show of a link, in px (Open Graph's usual size).
const (
	imageWidth  = 1200
	imageHeight = 630

	minImage = 320 // px of the width that an address may ask for
	maxImage = 1600
)

// File answers for a chart with an extension: .svg, .png, .csv, .xlsx or .json.
func (h *Charts) File(r *http.Request) (*handlers.Answer, error) {
	slug, ext := split(r.URL.Path)
	a, err := Ask(h.visits, r, slug)
	if err != nil {
		return nil, err
	}
	switch ext {
	case "svg":
		return h.svg(r, a)
	case "png":
		return h.png(r, a)
	case "csv":
		return csv(a)
	case "xlsx":
		return workbook(a)
	case "json":
		return data(r, a)
	}
	return nil, fault.New(fault.NotFound, "a chart comes as .svg, .png, .csv, .xlsx or .json, not as .%s", clip(ext))
}

func (h *Charts) svg(r *http.Request, a *Asked) (*handlers.Answer, error) {
	body, err := h.draw.Document(r.Context(), a.Plot, render.DocOptions{Width: 720, Theme: theme(a), URL: a.Base + a.Address("/charts/"+a.Plot.Slug)})
	if err != nil {
		return nil, err
	}
	return file(a, "svg", "image/svg+xml", "inline", body), nil
}

// png draws the picture that other sites show of a link, or with w one of that
// width and the height that it needs; dpr=2 has twice the pixels.
func (h *Charts) png(r *http.Request, a *Asked) (*handlers.Answer, error) {
	o := render.PNGOptions{Width: imageWidth, Height: imageHeight, Scale: 1, Theme: theme(a), URL: a.Base + a.Address("/charts/"+a.Plot.Slug)}
	q := r.URL.Query()
	switch dpr := q.Get("dpr"); dpr {
	case "", "1":
	case "2":
		o.Scale = 2
	default:
		return nil, fault.BadField("dpr", "an image comes with 1 or 2 pixels for each px")
	}
	if s := q.Get("w"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < minImage || n > maxImage {
			return nil, fault.BadField("w", "write whole pixels from %d to %d, such as 720", minImage, maxImage)
		}
		o.Width, o.Height = n, 0
	}
	body, err := h.draw.PNG(r.Context(), a.Plot, o)
	if err != nil {
		return nil, err
	}
	name := "png"
	if o.Scale == 2 {
		name = "2x.png"
	}
	return file(a, name, "image/png", "inline", body), nil
}

func csv(a *Asked) (*handlers.Answer, error) {
	body, err := chart.CSV(a.Plot)
	if err != nil {
		return nil, err
	}
	return file(a, "csv", "text/csv; charset=utf-8", "attachment", body), nil
}

// data gives the whole state as JSON, or with part=option what the browser's
// graph is made from, at the width of its place.
func data(r *http.Request, a *Asked) (*handlers.Answer, error) {
	q, err := handlers.Query(r.URL.RawQuery, []string{"part", "width", "figure", "period"})
	if err != nil {
		return nil, err
	}
	switch part := q.Get("part"); part {
	case "":
		body, err := chart.JSON(a.Plot)
		if err != nil {
			return nil, err
		}
		return file(a, "json", "application/json", "inline", body), nil
	case "card":
		return cards(a, q)
	case "option":
		width := 720
		if s := q.Get("width"); s != "" {
			n, err := strconv.Atoi(s)
			if err != nil || n < 240 || n > 2400 {
				return nil, fault.BadField("width", "write whole CSS pixels from 240 to 2400, such as 720")
			}
			width = n
		}
		g, err := echarts.Draw(a.Plot, echarts.Style{WidthPx: width, Colours: echarts.Themed, Browser: true})
		if err != nil {
			return nil, err
		}
		body, err := json.Marshal(map[string]any{"option": json.RawMessage(g.Option), "height": g.HeightPx, "points": json.RawMessage(echarts.Detail(a.Plot)),
			"place": map[string]any{"x0": g.X0, "x1": g.X1, "y0": g.Top, "y1": g.Bottom, "slots": g.Slots, "band": bit(g.Band)}})
		if err != nil {
			return nil, err
		}
		return &handlers.Answer{Type: "application/json", Body: body, Cache: rule()}, nil
	default:
		return nil, fault.BadField("part", "the parts are “option” and “card”; leave it out for the whole chart")
	}
}

// theme gives the theme of an image: light unless asked for.
func theme(a *Asked) string {
	if a.Query.Theme == "dark" {
		return "dark"
	}
	return "light"
}

// file makes the answer of a download, named for its state.
func file(a *Asked, ext, contentType, disposition string, body []byte) *handlers.Answer {
	return &handlers.Answer{Type: contentType, Body: body, Cache: rule(), Header: http.Header{
		"Content-Disposition": {disposition + `; filename="` + fileName(a, ext) + "." + ext + `"`},
	}}
}

// fileName says what a saved file holds: "aws-revenue-yoy-as-of-2026-03-17-release-1".
func fileName(a *Asked, ext string) string {
	parts := []string{a.Plot.Slug}
	if v := a.Query.ViewOf(a.Spec); v != a.Spec.View() {
		parts = append(parts, string(v))
	}
	if a.State.Rewound {
		parts = append(parts, "as-of-"+string(a.State.AsOf))
	}
	if a.Query.Theme == "dark" && (strings.HasSuffix(ext, "png") || ext == "svg") {
		parts = append(parts, "dark")
	}
	parts = append(parts, "release-"+strconv.Itoa(a.State.Release.N))
	return strings.Join(parts, "-")
}

// bit writes a truth as drawings do.
func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}
