package embed

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"megacycle/handlers"
	"megacycle/handlers/charts"
	"megacycle/handlers/visit"
	"megacycle/store/fault"
	"megacycle/store/spec"
	"megacycle/views/embed"
	"megacycle/views/format"
	"megacycle/views/ui"
)

// Embed answers for embedded charts.
type Embed struct {
	visits *visit.Visits
	draw   charts.Renderer
}

// New gives the handlers of embeds.
func New(visits *visit.Visits, draw charts.Renderer) *Embed { return &Embed{visits, draw} }

// widths gives the widths of the drawings in an embed. Text columns of news sites
// are rarely wider than 800 px, so the second scales up there; a third would be
// a quarter of all bytes.
func widths() []int { return []int{360, 720} }

// Show answers for one embedded chart.
func (h *Embed) Show(r *http.Request) (*handlers.Answer, error) {
	slug := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
	a, err := charts.Ask(h.visits, r, slug)
	if err != nil {
		return nil, err
	}
	m, err := h.model(r.Context(), a)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := embed.Document(m).Render(r.Context(), &b); err != nil {
		return nil, err
	}
	out := handlers.HTML(http.StatusOK, b.Bytes())
	out.Header = http.Header{"Access-Control-Allow-Origin": {"*"}} // a sandboxed frame that asks for itself again has no origin
	return out, nil
}

// Problem answers inside the frame when an address cannot be served.
func (h *Embed) Problem(err error, path string) *handlers.Answer {
	p := embed.Problem{Title: "This chart cannot be shown", Theme: "light", Full: h.visits.Site.BaseURL() + "/charts", Link: "All charts"}
	slug := path[strings.LastIndex(path, "/")+1:]
	p.Text = fault.Message(err)
	switch fault.KindOf(err) {
	case fault.Invalid:
		p.Title = "This chart cannot be shown as asked"
		p.Full, p.Link = h.visits.Site.BaseURL()+"/charts/"+slug, "The chart without these settings"
		if st, e := h.visits.Current(); e == nil {
			if _, ok := st.Chart(slug); !ok {
				p.Full, p.Link = h.visits.Site.BaseURL()+"/charts", "All charts"
			} else if q := fault.Near(err); q != "" {
				p.Full, p.Link = p.Full+q, "The nearest state that can be shown"
			}
		}
	case fault.Busy:
		p.Title, p.Text = "This chart is being drawn", "Many charts are being drawn just now. It will be there in a moment: load it again."
	case fault.Internal:
		p.Text = "Something went wrong on our side. It has been noted."
	}
	if p.Text != "" {
		p.Text = strings.ToUpper(p.Text[:1]) + p.Text[1:]
		if !strings.HasSuffix(p.Text, ".") {
			p.Text += "."
		}
	}
	var b bytes.Buffer
	if e := embed.ProblemDocument(p).Render(context.Background(), &b); e != nil {
		return &handlers.Answer{Status: http.StatusInternalServerError, Type: "text/plain; charset=utf-8", Body: []byte("something went wrong\n")}
	}
	return handlers.HTML(handlers.Status(err), b.Bytes())
}

func (h *Embed) model(ctx context.Context, a *charts.Asked) (embed.Chart, error) {
	p := a.Plot
	home := a.Base + a.Address("/charts/"+p.Slug)
	m := embed.Chart{
		Title: p.Name + " | Megacycle", Theme: theme(a.Query.Theme), Bare: a.Query.UI == "none", Full: a.Query.UI == "full",
		Untitled: a.Query.Title == "0", Clear: a.Query.Bg == "transparent",
		Finding: p.Finding, Measure: p.Measure, Summary: p.Summary, Note: p.Clamped,
		Home: home, Canonical: home, OEmbed: a.Base + "/oembed?url=" + url.QueryEscape(home),
	}
	for _, x := range p.Missing {
		m.Missing = append(m.Missing, x.Text)
	}
	n := a.State.Release.N
	m.State = "Live, release " + format.Int(n)
	if a.Query.Release != 0 {
		m.State = "Release " + format.Int(n) + ", pinned"
		h.revised(a, &m)
	} else {
		m.Live = n
	}
	if a.State.Rewound {
		m.State += ", as known on " + format.Date(a.State.AsOf)
	}
	var err error
	if a.Query.TypeOf(a.Spec) == spec.Tabular {
		m.Figure = ui.Figure{Slug: p.Slug, Source: p.Source}
	} else if m.Figure, err = charts.Figure(ctx, h.draw, a, widths()...); err != nil {
		return m, err
	}
	for i := range m.Figure.Drawings {
		m.Figure.Drawings[i].SVG = lighter(m.Figure.Drawings[i].SVG)
	}
	m.Table = table(a)
	return m, nil
}

// theme: an embed is light unless its address says otherwise, since it stands in
// somebody's page.
func theme(asked string) string {
	if slices.Contains([]string{"auto", "dark"}, asked) {
		return asked
	}
	return "light"
}

// table gives the values for those who cannot see the chart; the sources are on
// the chart's page, one link away.
func table(a *charts.Asked) embed.Table {
	p := a.Plot
	t := embed.Table{Caption: p.Table.Caption, Head: []string{"Period"}}
	for _, c := range p.Table.Columns {
		name := c.Name
		if c.Unit != "" {
			name += ", " + c.Unit
		}
		t.Head = append(t.Head, name)
	}
	for _, r := range p.Table.Rows {
		row := []string{r.Label}
		for _, c := range r.Cells {
			text := c.Text
			if text == "" {
				text = c.Reason
			}
			row = append(row, text)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
