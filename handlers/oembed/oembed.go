package oembed

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"megacycle/handlers"
	"megacycle/handlers/charts"
	"megacycle/handlers/visit"
	"megacycle/store/fault"
)

// Params lists what the address takes.
func Params() []string { return []string{"url", "maxwidth", "maxheight", "format"} }

// Size of the frame in px when the asking site sets no limit, and of the picture.
const (
	width       = 720
	thumbWidth  = 1200
	thumbHeight = 630
	cacheAge    = 3600 // seconds; the frame itself follows the figures
)

// OEmbed answers for the addresses of charts and embeds.
type OEmbed struct{ visits *visit.Visits }

// New gives the handler.
func New(visits *visit.Visits) *OEmbed { return &OEmbed{visits} }

// rich is an answer of the type "rich" of the specification.
type rich struct {
	XMLName      xml.Name `json:"-" xml:"oembed"`
	Type         string   `json:"type" xml:"type"`
	Version      string   `json:"version" xml:"version"`
	Title        string   `json:"title" xml:"title"`
	ProviderName string   `json:"provider_name" xml:"provider_name"`
	ProviderURL  string   `json:"provider_url" xml:"provider_url"`
	CacheAge     int      `json:"cache_age" xml:"cache_age"`
	Thumbnail    string   `json:"thumbnail_url,omitempty" xml:"thumbnail_url,omitempty"`
	ThumbWidth   int      `json:"thumbnail_width,omitempty" xml:"thumbnail_width,omitempty"`
	ThumbHeight  int      `json:"thumbnail_height,omitempty" xml:"thumbnail_height,omitempty"`
	HTML         string   `json:"html" xml:"html"`
	Width        int      `json:"width" xml:"width"`
	Height       int      `json:"height" xml:"height"`
}

// Show answers one question. Only addresses of this site are known; they are
// read, never fetched.
func (h *OEmbed) Show(r *http.Request) (*handlers.Answer, error) {
	q, err := handlers.Query(r.URL.RawQuery, Params())
	if err != nil {
		return nil, err
	}
	format := q.Get("format")
	if format != "" && format != "json" && format != "xml" {
		return &handlers.Answer{Status: http.StatusNotImplemented, Type: "text/plain; charset=utf-8",
			Body: []byte("the answer comes as format=json or format=xml\n"), Cache: handlers.NoStore}, nil
	}
	maxWidth, err := limit(q, "maxwidth")
	if err != nil {
		return nil, err
	}
	maxHeight, err := limit(q, "maxheight")
	if err != nil {
		return nil, err
	}
	a, err := h.asked(r, q.Get("url"))
	if err != nil {
		return nil, err
	}
	body, kind, err := encode(answer(a, maxWidth, maxHeight), format)
	if err != nil {
		return nil, err
	}
	return &handlers.Answer{Type: kind, Body: body}, nil
}

// asked finds the chart of an address of ours.
func (h *OEmbed) asked(r *http.Request, address string) (*charts.Asked, error) {
	if address == "" {
		return nil, fault.BadField("url", "give the address of a chart, such as %s/charts/aws-revenue, with its special characters written as %%3A and so on", h.visits.Site.BaseURL())
	}
	unknown := fault.New(fault.NotFound, "only addresses of charts at %s can be embedded", h.visits.Site.BaseURL())
	u, err := url.Parse(address)
	if err != nil {
		return nil, unknown
	}
	base, err := url.Parse(h.visits.Site.BaseURL())
	if err != nil {
		return nil, err
	}
	slug, found := strings.CutPrefix(u.Path, "/charts/")
	if !found {
		slug, found = strings.CutPrefix(u.Path, "/embed/")
	}
	ours := (u.Scheme == "http" || u.Scheme == "https") && strings.EqualFold(u.Host, base.Host) && u.User == nil
	if !ours || !found || slug == "" || strings.ContainsAny(slug, "/.") {
		return nil, unknown
	}
	in := r.Clone(r.Context())
	in.URL = &url.URL{Path: u.Path, RawQuery: u.RawQuery}
	return charts.Ask(h.visits, in, slug)
}

func answer(a *charts.Asked, maxWidth, maxHeight int) rich {
	w := width
	if maxWidth > 0 {
		w = min(w, maxWidth)
	}
	tall := a.EmbedHeight(w)
	if maxHeight > 0 {
		tall = min(tall, maxHeight)
	}
	out := rich{Type: "rich", Version: "1.0", Title: a.Plot.Finding, ProviderName: "Megacycle", ProviderURL: a.Base + "/", CacheAge: cacheAge, Width: w, Height: tall}
	// No block quote: WordPress hides a frame that comes with one until its script
	// has run. No style and no script: they are taken out by most.
	out.HTML = fmt.Sprintf(`<iframe src="%s" title="%s" width="%d" height="%d" frameborder="0" scrolling="no"></iframe>`,
		html.EscapeString(a.Base+a.Address("/embed/"+a.Plot.Slug)), html.EscapeString(a.Plot.Name), w, tall)
	if (maxWidth == 0 || maxWidth >= thumbWidth) && (maxHeight == 0 || maxHeight >= thumbHeight) {
		out.Thumbnail, out.ThumbWidth, out.ThumbHeight = a.Pinned("/charts/"+a.Plot.Slug+".png"), thumbWidth, thumbHeight
	}
	return out
}

func encode(o rich, format string) (body []byte, kind string, err error) {
	if format == "xml" {
		body, err = xml.Marshal(o)
		return append([]byte(`<?xml version="1.0" encoding="utf-8" standalone="yes"?>`+"\n"), body...), "text/xml; charset=utf-8", err
	}
	body, err = json.Marshal(o)
	return body, "application/json", err
}

// limit reads a size in whole px, 0 when it was not given.
func limit(q url.Values, name string) (int, error) {
	s := q.Get(name)
	if s == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil && errors.Is(err, strconv.ErrRange) && !strings.HasPrefix(s, "-") {
		return 0, nil // no limit at all
	}
	if err != nil || n < 1 {
		return 0, fault.BadField(name, "write whole pixels, such as 600")
	}
	return n, nil
}
