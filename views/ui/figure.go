package ui

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/a-h/templ"
)

// Drawing is one chart drawn by the server at one width.
type Drawing struct {
	Width int    // CSS px that it was drawn for: 360, 720 or 1080
	SVG   string // cleaned by package render; the only text that goes out raw
}

// Class names the width for the style sheet, which shows one of them.
func (d Drawing) Class() string { return fmt.Sprintf("w%d", d.Width) }

// Figure is one chart in its frame, in the form that the scripts build on:
// data-chart, data-option, data-plot and data-points are fixed.
type Figure struct {
	Slug     string
	Option   string // address of the chart option of this very state
	Drawings []Drawing
	Points   []byte // JSON of the values, for the light tooltip; nil for none
	Class    string // place in the page, such as "c7"
	Level    int    // heading level of the title: 2 on pages with several charts; 0 hides the caption
	Title    string // the finding
	Href     string // the chart's own page; "" when this is it
	What     string // the measure
	Legend   []Key
	Source   string
	Missing  []string // quarters that were due and are not entered
	Empty    string   // why nothing is drawn
}

// Key is one entry of the key above a chart.
type Key struct {
	Name   string
	Colour string // token, as in chart.Mark
	Mark   string // line, dash, dot, square, hatch, diamond
}

// Points writes the values as a data block that no browser runs and no text
// can break out of: every <, > and & inside is written as an escape.
func Points(raw []byte) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		if len(raw) == 0 || !json.Valid(raw) {
			return nil
		}
		var b bytes.Buffer
		b.WriteString(`<script type="application/json" data-points>`)
		json.HTMLEscape(&b, raw)
		b.WriteString(`</script>`)
		_, err := w.Write(b.Bytes())
		return err
	})
}
