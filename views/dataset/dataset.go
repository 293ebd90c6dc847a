package dataset

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/store/sheet/book"
	"megacycle/views/chart/xlsx"
)

// Standing says what a value counts for in the state that is shown.
type Standing string

// The standings.
const (
	Current   Standing = "current"   // the value that holds
	Earlier   Standing = "earlier"   // published before the one that holds
	Replaced  Standing = "replaced"  // our own mistake, corrected in a later release
	Retracted Standing = "retracted" // our own mistake, taken back
)

// Value is one value as it was published on one day and released here once.
type Value struct {
	figure.Row
	Standing Standing `json:"standing"`
	In       int      `json:"release"`
}

// Set is a whole series in one state.
type Set struct {
	State   *figure.State
	Series  figure.Series
	Values  []Value // by period, then by day of publication, then by release
	Sources []figure.Source
	License string
	Address string // of the series' page in this state, absolute
}

// Of collects a series.
func Of(st *figure.State, s figure.Series, license, address string) Set {
	set := Set{State: st, Series: s, License: license, Address: address}
	type vintage struct {
		p  figure.Period
		on figure.Date
	}
	newest := map[vintage]int{}
	for _, r := range st.Ledger().Rows {
		if r.Series != s.Key || r.Release > st.Release.N || st.AsOf != "" && r.PublishedOn > st.AsOf {
			continue
		}
		set.Values = append(set.Values, Value{Row: r, In: r.Release})
		k := vintage{r.Period, r.PublishedOn}
		newest[k] = max(newest[k], r.Release)
	}
	slices.SortStableFunc(set.Values, func(a, b Value) int {
		return cmp.Or(a.Period.Compare(b.Period), cmp.Compare(a.PublishedOn, b.PublishedOn), cmp.Compare(a.In, b.In))
	})
	seen := map[string]bool{}
	for i := range set.Values {
		v := &set.Values[i]
		now, has := st.Figure(s.Key, v.Period)
		switch {
		case newest[vintage{v.Period, v.PublishedOn}] > v.In:
			v.Standing = Replaced
		case v.Reason == figure.Retracted:
			v.Standing = Retracted
		case has && now.PublishedOn == v.PublishedOn:
			v.Standing = Current
		default:
			v.Standing = Earlier
		}
		for _, id := range v.Row.Sources {
			if src, ok := st.Source(id); ok && !seen[id] {
				seen[id] = true
				set.Sources = append(set.Sources, src)
			}
		}
	}
	return set
}

// column is one column of the files.
type column struct {
	name   string
	width  float64
	number bool
	day    bool
	of     func(Set, Value) string
}

func columns() []column {
	word := func(name string, width float64, of func(Set, Value) string) column {
		return column{name: name, width: width, of: of}
	}
	num := func(name string, of func(Set, Value) string) column {
		return column{name: name, number: true, of: of}
	}
	day := func(name string, of func(Set, Value) string) column {
		return column{name: name, day: true, of: of}
	}
	yes := func(b bool) string {
		if b {
			return "true"
		}
		return ""
	}
	return []column{
		word("series", 26, func(s Set, _ Value) string { return s.Series.Key }),
		word("name", 30, func(s Set, _ Value) string { return s.Series.Name }),
		word("period", 10, func(_ Set, v Value) string { return v.Period.String() }),
		num("value", func(_ Set, v Value) string { return v.Row.Value.String() }),
		num("low", func(_ Set, v Value) string { return v.Low.String() }),
		num("high", func(_ Set, v Value) string { return v.High.String() }),
		word("unit", 15, func(s Set, _ Value) string { return string(s.Series.Unit) }),
		word("status", 12, func(_ Set, v Value) string { return string(v.Status) }),
		word("qualifier", 10, func(_ Set, v Value) string { return v.Qualifier }),
		word("reason", 14, func(_ Set, v Value) string { return string(v.Reason) }),
		word("standing", 12, func(_ Set, v Value) string { return string(v.Standing) }),
		day("published_on", func(_ Set, v Value) string { return string(v.PublishedOn) }),
		word("published_on_approximate", 14, func(_ Set, v Value) string { return yes(v.Approximate) }),
		word("fiscal_label", 12, func(_ Set, v Value) string { return v.FiscalLabel }),
		day("period_start", func(_ Set, v Value) string { return string(v.Start) }),
		day("period_end", func(_ Set, v Value) string { return string(v.End) }),
		word("evidence", 14, func(_ Set, v Value) string { return v.Evidence }),
		num("release", func(_ Set, v Value) string { return strconv.Itoa(v.In) }),
		word("source_ids", 24, func(_ Set, v Value) string { return strings.Join(v.Row.Sources, " | ") }),
		word("source_title", 46, func(s Set, v Value) string { return s.from(v, func(x figure.Source) string { return x.Title }) }),
		word("source_publisher", 24, func(s Set, v Value) string { return s.from(v, func(x figure.Source) string { return x.Publisher }) }),
		word("source_url", 46, func(s Set, v Value) string { return s.from(v, func(x figure.Source) string { return x.URL }) }),
		word("derivation", 40, func(_ Set, v Value) string { return v.Derivation }),
		word("note", 60, func(_ Set, v Value) string { return v.Note }),
	}
}

// from joins what the sources of a value say.
func (s Set) from(v Value, of func(figure.Source) string) string {
	var out []string
	for _, id := range v.Row.Sources {
		if x, ok := s.State.Source(id); ok && of(x) != "" {
			out = append(out, of(x))
		}
	}
	return strings.Join(out, " | ")
}

// CSV writes every value, one a line: UTF-8, comma, CRLF. A text cell that a
// spreadsheet could take for a formula begins with an apostrophe.
func (s Set) CSV() ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	cols := columns()
	line := make([]string, len(cols))
	for i, c := range cols {
		line[i] = c.name
	}
	_ = w.Write(line) // an error stays with w and is read below
	for _, v := range s.Values {
		for i, c := range cols {
			line[i] = c.of(s, v)
			if !c.number && !c.day && line[i] != "" && strings.ContainsRune("=+-@\t\r", rune(line[i][0])) {
				line[i] = "'" + line[i]
			}
		}
		_ = w.Write(line)
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return nil, fault.Wrap(fault.Internal, err, "the CSV of %s cannot be written", s.Series.Key)
	}
	return b.Bytes(), nil
}

// JSON writes the series, every value and every source.
func (s Set) JSON() ([]byte, error) {
	doc := struct {
		Series      figure.Series   `json:"series"`
		Release     int             `json:"release"`
		PublishedAt string          `json:"release_published_at"` // RFC 3339
		AsOf        figure.Date     `json:"as_of,omitempty"`
		Address     string          `json:"address"`
		License     string          `json:"licence"`
		Values      []Value         `json:"values"`
		Sources     []figure.Source `json:"sources"`
	}{s.Series, s.State.Release.N, s.State.Release.PublishedAt.UTC().Format("2006-01-02T15:04:05Z"), s.State.AsOf, s.Address, s.License, s.Values, s.Sources}
	if doc.Values == nil {
		doc.Values = []Value{}
	}
	if doc.Sources == nil {
		doc.Sources = []figure.Source{}
	}
	out, err := json.MarshalIndent(doc, "", " ")
	if err != nil {
		return nil, fault.Wrap(fault.Internal, err, "the JSON of %s cannot be written", s.Series.Key)
	}
	return append(out, '\n'), nil
}

// XLSX writes the workbook: figures, sources, the definition, and what it is.
func (s Set) XLSX() ([]byte, error) {
	cols := columns()
	figures := book.Sheet{Name: xlsx.Figures}
	for _, c := range cols {
		figures.Head, figures.Widths = append(figures.Head, c.name), append(figures.Widths, c.width)
	}
	uses := map[string]int{}
	for _, v := range s.Values {
		row := make([]book.Cell, len(cols))
		for i, c := range cols {
			switch text := c.of(s, v); {
			case c.number && text != "":
				row[i] = book.Number(text)
			case c.day:
				row[i] = book.Day(figure.Date(text))
			default:
				row[i] = book.Text(text)
			}
		}
		figures.Rows = append(figures.Rows, row)
		for _, id := range v.Row.Sources {
			uses[id]++
		}
	}
	def := book.Sheet{Name: xlsx.Definitions}
	def.Head, def.Widths = xlsx.DefinitionHead()
	def.Rows = [][]book.Cell{xlsx.DefinitionRow(s.State, s.Series.Key, s.Series.Name, s.Series.Definition, s.License)}
	asOf := "all that is known in this release"
	if s.State.AsOf != "" {
		asOf = string(s.State.AsOf)
	}
	about := book.Sheet{Name: xlsx.About, Head: []string{"what", "text"}, Widths: []float64{18, 110}, Plain: true}
	for _, x := range [][2]string{
		{"title", s.Series.Name}, {"series", s.Series.Key}, {"definition", s.Series.Definition},
		{"release", strconv.Itoa(s.State.Release.N) + ", published " + s.State.Release.PublishedAt.UTC().Format("2006-01-02 15:04 UTC")},
		{"as of", asOf}, {"licence", s.License}, {"address", s.Address},
	} {
		about.Rows = append(about.Rows, []book.Cell{book.Text(x[0]), book.Long(x[1])})
	}
	return book.Book{Title: s.Series.Name, Subject: s.Series.Key, At: s.State.Release.PublishedAt, Sheets: []book.Sheet{
		figures, xlsx.SourceSheet(s.Sources, func(id string) int { return uses[id] }), def, about,
	}}.Write()
}
