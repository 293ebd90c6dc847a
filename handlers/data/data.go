package data

import (
	"bytes"
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"megacycle/handlers"
	"megacycle/handlers/visit"
	"megacycle/store/figure"
	"megacycle/views/format"
	"megacycle/views/page"
)

// Data answers for series.
type Data struct{ visits *visit.Visits }

// New gives the handlers of series.
func New(visits *visit.Visits) *Data { return &Data{visits} }

// render makes the answer of a page.
func render(r *http.Request, c templ.Component) (*handlers.Answer, error) {
	var b bytes.Buffer
	if err := c.Render(r.Context(), &b); err != nil {
		return nil, err
	}
	return handlers.HTML(http.StatusOK, b.Bytes()), nil
}

// List answers with the catalogue of all series.
func (h *Data) List(r *http.Request) (*handlers.Answer, error) {
	v, err := h.visits.Open(r)
	if err != nil {
		return nil, err
	}
	m := page.Catalogue{Page: v.Frame("data")}
	m.Page.Title = "Data: every series, with definition and coverage"
	n := 0
	by := map[string]*page.SeriesGroup{}
	var order []string
	for _, k := range v.State.SeriesKeys() {
		s, _ := v.State.Series(k)
		g := by[s.Company]
		if g == nil {
			c, _ := v.State.Company(s.Company)
			name := cmp.Or(c.Short, c.Name, s.Company)
			g = &page.SeriesGroup{ID: s.Company, Name: name, Colour: s.Company, Href: "/companies/" + s.Company}
			by[s.Company] = g
			order = append(order, s.Company)
		}
		row := Row(v, s)
		n += len(v.State.Rows(k))
		g.Rows = append(g.Rows, row)
	}
	slices.SortStableFunc(order, func(a, b string) int { return len(by[b].Rows) - len(by[a].Rows) })
	for _, o := range order {
		m.Groups = append(m.Groups, *by[o])
	}
	m.Total = fmt.Sprintf("%s series with %s figures, each with its source. A series is one measure in one definition by one publisher; what two houses estimate is never one line.",
		format.Int(len(v.State.SeriesKeys())), format.Int(n))
	m.Page.Description = m.Total
	return render(r, page.CataloguePage(m))
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
	if g := gaps(s, rows); len(g) > 0 {
		out.Gaps = fmt.Sprintf("%d %s without a figure", len(g), map[bool]string{true: "quarter", false: "quarters"}[len(g) == 1])
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

// gaps gives the quarters between the first and the last figure that have none.
func gaps(s figure.Series, rows []figure.Row) []figure.Period {
	have := map[figure.Period]bool{}
	var lo, hi figure.Period
	for _, r := range rows {
		if r.Period.Kind != figure.Quarter {
			return nil
		}
		if lo.IsZero() {
			lo = r.Period
		}
		hi = r.Period
		have[r.Period] = true
	}
	if s.Frequency != "quarter" || lo.IsZero() {
		return nil
	}
	return slices.DeleteFunc(figure.Range(lo, hi), func(p figure.Period) bool { return have[p] })
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
