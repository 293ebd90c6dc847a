package chart

import "strconv"

// ColumnKind says what the values of a column of a download are.
type ColumnKind int

// The kinds of column.
const (
	WordColumn   ColumnKind = iota // text, which a spreadsheet must not take for a formula
	NumberColumn                   // plain decimal text, or empty
	DayColumn                      // an ISO day, or empty
)

// DataColumn is one column of a download.
type DataColumn struct {
	Name string
	Kind ColumnKind
}

// DataColumns gives the columns of a download, CSV or workbook, in their order.
func DataColumns() []DataColumn {
	return []DataColumn{
		{"series", WordColumn}, {"name", WordColumn}, {"period", WordColumn}, {"value", NumberColumn}, {"low", NumberColumn}, {"high", NumberColumn},
		{"unit", WordColumn}, {"status", WordColumn}, {"qualifier", WordColumn}, {"reason", WordColumn}, {"computed", WordColumn},
		{"published_on", DayColumn}, {"published_on_approximate", WordColumn}, {"fiscal_label", WordColumn}, {"period_start", DayColumn},
		{"period_end", DayColumn}, {"evidence", WordColumn}, {"release", NumberColumn}, {"source_title", WordColumn},
		{"source_publisher", WordColumn}, {"source_url", WordColumn}, {"note", WordColumn}, {"as_known_on", DayColumn},
	}
}

// Record gives the values of one number of the plot under DataColumns, as they
// are; whoever writes a file guards the words.
func (p *Plot) Record(d Datum) []string {
	titles, publishers, urls := sourceCells(p, d)
	approximate := ""
	if d.Approximate {
		approximate = "true"
	}
	release := ""
	if d.Release > 0 {
		release = strconv.Itoa(d.Release)
	}
	return []string{
		d.Series, d.Name, d.Period.String(), d.Value, d.Low, d.High, d.Unit, string(d.Status), d.Qualifier, d.Reason, d.Computed,
		string(d.PublishedOn), approximate, d.FiscalLabel, string(d.Start), string(d.End), d.Evidence, release, titles, publishers, urls, d.Note, string(d.AsKnownOn),
	}
}
