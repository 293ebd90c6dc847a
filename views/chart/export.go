package chart

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"

	"megacycle/store/fault"
	"megacycle/store/figure"
)

// CSV writes every number of a plot, one a line, with where it came from: UTF-8,
// comma, CRLF, dates in ISO form, numbers plain. Several sources of one number
// stand in one cell, with " | " between. A text cell that a spreadsheet could
// take for a formula begins with an apostrophe.
func CSV(p *Plot) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	columns := DataColumns()
	head := make([]string, len(columns))
	for i, c := range columns {
		head[i] = c.Name
	}
	_ = w.Write(head) // an error stays with w and is read below
	for _, d := range p.Data {
		line := p.Record(d)
		for i, c := range columns {
			if c.Kind == WordColumn {
				line[i] = guard(line[i])
			}
		}
		_ = w.Write(line)
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return nil, fault.Wrap(fault.Internal, err, "the CSV of %s cannot be written", p.Slug)
	}
	return b.Bytes(), nil
}

// guard keeps spreadsheets from reading a text cell as a formula (OWASP, CSV
// injection): an apostrophe goes before = + - @, tab and carriage return.
func guard(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

func sourceCells(p *Plot, d Datum) (titles, publishers, urls string) {
	var t, w, u []string
	for _, id := range d.Sources {
		for _, s := range p.Sources {
			if s.ID == id {
				t, w = append(t, s.Title), append(w, s.Publisher)
				if s.URL != "" {
					u = append(u, s.URL)
				}
			}
		}
	}
	return strings.Join(t, " | "), strings.Join(w, " | "), strings.Join(u, " | ")
}

// document is the JSON of a plot.
type document struct {
	Chart       string            `json:"chart"`
	Name        string            `json:"name"`
	Finding     string            `json:"finding"`
	Measure     string            `json:"measure"`
	Shown       string            `json:"shown"`
	Summary     string            `json:"summary"`
	Source      string            `json:"source_line"`
	Credit      string            `json:"credit"`
	Release     int               `json:"release"`
	PublishedAt string            `json:"release_published_at"` // RFC 3339
	AsOf        figure.Date       `json:"as_of,omitempty"`
	State       map[string]string `json:"state"`
	Empty       string            `json:"empty,omitempty"`
	Clamped     string            `json:"clamped,omitempty"`
	Notes       []string          `json:"notes"`
	Missing     []missingDoc      `json:"missing"`
	Definitions []definitionDoc   `json:"definitions"`
	Compared    string            `json:"compared,omitempty"`
	Differences []Difference      `json:"differences,omitempty"`
	Data        []Datum           `json:"data"`
	Sources     []figure.Source   `json:"sources"`
	Events      []eventDoc        `json:"events"`
}

type missingDoc struct {
	Company string        `json:"company"`
	Period  figure.Period `json:"period"`
	DueOn   figure.Date   `json:"due_on"`
	Text    string        `json:"text"`
}

type definitionDoc struct {
	Series string `json:"series"`
	Name   string `json:"name"`
	Text   string `json:"text"`
}

type eventDoc struct {
	Date  figure.Date `json:"date"`
	Title string      `json:"title"`
	Kind  string      `json:"kind,omitempty"`
}

// JSON writes the plot's texts and every number with where it came from.
func JSON(p *Plot) ([]byte, error) {
	d := document{
		Chart: p.Slug, Name: p.Name, Finding: p.Finding, Measure: p.Measure, Shown: p.Shown, Summary: p.Summary, Source: p.Source,
		Credit: p.Credit, Release: p.Release.N, PublishedAt: p.Release.PublishedAt.UTC().Format("2006-01-02T15:04:05Z"), AsOf: p.AsOf,
		State: stateOf(p), Empty: p.Empty, Clamped: p.Clamped, Notes: p.Notes, Compared: p.Compared, Differences: p.Differences, Data: p.Data, Sources: p.Sources,
		Missing: []missingDoc{}, Definitions: []definitionDoc{}, Events: []eventDoc{},
	}
	if d.Notes == nil {
		d.Notes = []string{}
	}
	if d.Data == nil {
		d.Data = []Datum{}
	}
	if d.Sources == nil {
		d.Sources = []figure.Source{}
	}
	for _, m := range p.Missing {
		d.Missing = append(d.Missing, missingDoc{m.Company, m.Period, m.On, m.Text})
	}
	for _, x := range p.Defs {
		d.Definitions = append(d.Definitions, definitionDoc{x.Series, x.Name, x.Text})
	}
	for _, a := range p.Annotations {
		d.Events = append(d.Events, eventDoc{a.Date, a.Text, a.Kind})
	}
	out, err := json.MarshalIndent(d, "", " ")
	if err != nil {
		return nil, fault.Wrap(fault.Internal, err, "the JSON of %s cannot be written", p.Slug)
	}
	return append(out, '\n'), nil
}

// stateOf gives what is shown, defaults written out.
func stateOf(p *Plot) map[string]string {
	s := map[string]string{"view": string(p.State.View), "type": string(p.State.Type)}
	for name, v := range map[string]string{
		"from": p.State.From.String(), "to": p.State.To.String(), "series": strings.Join(p.State.Series, ","), "def": p.State.Def,
		"scale": p.State.Scale, "events": p.State.Events, "compare": string(p.State.Compare),
	} {
		if v != "" {
			s[name] = v
		}
	}
	return s
}
