package xlsx

import (
	"strconv"
	"strings"

	"megacycle/store/figure"
	"megacycle/store/sheet/book"
	"megacycle/views/chart"
)

// The names of the sheets, in their order.
const (
	Figures     = "Figures"
	Sources     = "Sources"
	Definitions = "Definitions"
	About       = "About"
)

// Origin says where a workbook comes from.
type Origin struct {
	Address string // of the very state, absolute
	License string
	Cite    string
}

// Write makes the workbook of p: the same numbers as the CSV, as numbers, and
// text that no spreadsheet runs. st is the state that p was built from.
func Write(p *chart.Plot, st *figure.State, o Origin) ([]byte, error) {
	return book.Book{Title: p.Name, Subject: p.Shown, At: p.Release.PublishedAt, Sheets: []book.Sheet{
		figures(p), SourceSheet(p.Sources, func(id string) int { return uses(p, id) }), definitions(p, st, o), about(p, o),
	}}.Write()
}

// figures has one number a row, under the columns of the CSV.
func figures(p *chart.Plot) book.Sheet {
	s := book.Sheet{Name: Figures}
	columns := chart.DataColumns()
	wide := map[string]float64{"series": 26, "name": 30, "computed": 40, "source_title": 46, "source_publisher": 24, "source_url": 46, "note": 60,
		"period": 10, "unit": 15, "release": 9, "qualifier": 10}
	for _, c := range columns {
		s.Head = append(s.Head, c.Name)
		s.Widths = append(s.Widths, wide[c.Name])
	}
	for _, d := range p.Data {
		var row []book.Cell
		for i, text := range p.Record(d) {
			row = append(row, cell(columns[i].Kind, text))
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

func cell(k chart.ColumnKind, text string) book.Cell {
	switch {
	case text == "":
		return book.Cell{}
	case k == chart.NumberColumn:
		return book.Number(text)
	case k == chart.DayColumn:
		return book.Day(figure.Date(text))
	}
	return book.Text(text)
}

// uses counts the numbers that name a source.
func uses(p *chart.Plot, id string) int {
	n := 0
	for _, d := range p.Data {
		for _, s := range d.Sources {
			if s == id {
				n++
			}
		}
	}
	return n
}

// SourceSheet lists sources, each with how many of the figures beside it name it.
func SourceSheet(list []figure.Source, count func(id string) int) book.Sheet {
	s := book.Sheet{Name: Sources, Head: []string{"source", "publisher", "title", "url", "no_link", "published_on", "reliability", "retrieved", "figures"},
		Widths: []float64{24, 26, 56, 56, 30, 13, 20, 24, 9}}
	for _, x := range list {
		s.Rows = append(s.Rows, []book.Cell{book.Text(x.ID), book.Text(x.Publisher), book.Text(x.Title), book.Text(x.URL), book.Text(x.NoLink),
			book.Day(figure.Date(x.PublishedOn)), book.Text(x.Reliability), book.Text(x.Retrieved), book.Int(count(x.ID))})
	}
	return s
}

// DefinitionHead and DefinitionRow are the sheet of definitions; whoever writes
// the workbook of one series uses them too.
func DefinitionHead() (head []string, widths []float64) {
	return []string{"series", "name", "definition", "unit", "aggregation", "measured_by", "kind", "licence"}, []float64{28, 32, 80, 15, 13, 26, 11, 46}
}

// DefinitionRow says what one series is, by its key; text is its definition.
func DefinitionRow(st *figure.State, key, name, text, license string) []book.Cell {
	s, _ := st.Series(key)
	by := s.Publisher
	if c, ok := st.Company(s.Publisher); ok {
		by = c.Name
	}
	return []book.Cell{book.Text(key), book.Text(name), book.Long(text), book.Text(string(s.Unit)), book.Text(string(s.Aggregation)), book.Text(by),
		book.Text(string(s.Kind)), book.Long(license)}
}

func definitions(p *chart.Plot, st *figure.State, o Origin) book.Sheet {
	s := book.Sheet{Name: Definitions}
	s.Head, s.Widths = DefinitionHead()
	for _, d := range p.Defs {
		credit := o.License
		if p.Credit != "" {
			credit = p.Credit
		}
		s.Rows = append(s.Rows, DefinitionRow(st, d.Series, d.Name, d.Text, credit))
	}
	return s
}

// about says what the workbook is, so that it can be understood without the page.
func about(p *chart.Plot, o Origin) book.Sheet {
	s := book.Sheet{Name: About, Head: []string{"what", "text"}, Widths: []float64{18, 110}, Plain: true}
	asOf := "all that is known in this release"
	if p.AsOf != "" {
		asOf = string(p.AsOf)
	}
	add := func(name, text string) {
		if text != "" {
			s.Rows = append(s.Rows, []book.Cell{book.Text(name), book.Long(text)})
		}
	}
	add("title", p.Name)
	add("finding", p.Finding)
	add("measure", p.Measure)
	add("shown", p.Shown)
	add("range", p.Clamped)
	add("nothing to show", p.Empty)
	add("summary", p.Summary)
	add("definition", p.Spec.Definition)
	add("release", strconv.Itoa(p.Release.N)+", published "+p.Release.PublishedAt.UTC().Format("2006-01-02 15:04 UTC"))
	add("as of", asOf)
	for _, m := range p.Missing {
		add("missing", m.Text)
	}
	add("notes", strings.Join(p.Notes, "\n"))
	add("source", p.Source)
	add("credit", p.Credit)
	add("licence", o.License)
	add("cite", o.Cite)
	add("address", o.Address)
	return s
}
