package data

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"megacycle/handlers"
	"megacycle/handlers/charts"
	"megacycle/handlers/visit"
	"megacycle/store/figure"
	"megacycle/views/format"
	"megacycle/views/page"
)

// Data answers for series.
type Data struct {
	visits *visit.Visits
	draw   charts.Renderer
}

// New gives the handlers of series.
func New(visits *visit.Visits, draw charts.Renderer) *Data { return &Data{visits, draw} }

// render makes the answer of a page.
func render(r *http.Request, c templ.Component) (*handlers.Answer, error) {
	var b bytes.Buffer
	if err := c.Render(r.Context(), &b); err != nil {
		return nil, err
	}
	return handlers.HTML(http.StatusOK, b.Bytes()), nil
}

// Row fills the line of one series in a catalogue.
func Row(v *visit.Visit, s figure.Series) page.SeriesRow {
	rows := v.State.Rows(s.Key)
	out := page.SeriesRow{Key: s.Key, Name: s.Name, Href: "/data/" + url.PathEscape(s.Key) + v.Carry(), Unit: UnitName(s.Unit), Definition: s.Definition,
		N: format.Int(len(rows)), Coverage: "nothing yet", Kind: kindName(s.Kind)}
	if len(rows) == 0 {
		return out
	}
	first, last := rows[0], rows[len(rows)-1]
	out.Coverage = format.Periods(first.Period, last.Period)
	if n := len(gaps(v.State, s)); n > 0 {
		out.Gaps = counted(n, "gap", "gaps")
	}
	out.Newest = Text(last, s.Unit)
	return out
}

func kindName(k figure.SeriesKind) string {
	switch k {
	case figure.Computed:
		return "computed by us"
	case figure.Check:
		return "published total"
	}
	return ""
}

// Text writes what a row says: a value, a range, or why there is none.
func Text(r figure.Row, u figure.Unit) string {
	switch {
	case r.Reason != figure.HasValue:
		return string(r.Reason)
	case r.HasRange():
		return format.Range(r.Low, r.High, u, r.Qualifier)
	}
	return format.English().Qualified(r.Qualifier, format.ExactAmount(r.Value, u))
}

// UnitName says a unit in words.
func UnitName(u figure.Unit) string {
	switch u {
	case figure.USDMillions:
		return "$ millions"
	case figure.Percent:
		return "%"
	case figure.Gigawatts:
		return "gigawatts"
	case figure.Times:
		return "times"
	}
	return "number"
}

// clip shortens a stranger's text for a message.
func clip(s string) string {
	r := []rune(strings.ToValidUTF8(s, "?"))
	if len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
