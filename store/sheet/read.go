package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"megacycle/store/fault"
	"megacycle/store/figure"
)

// The limits of an import.
const (
	MaxBytes = 5 << 20
	MaxRows  = 50_000
	maxText  = 4000 // bytes in one cell
)

// Row is one line of an import, as it was written. Numbers wait for the unit of
// their series.
type Row struct {
	Line        int // in the file, from 1
	Series      string
	Period      figure.Period
	Value       string // as written; "" for a range or a reason
	Low, High   string
	Reason      figure.Reason
	Status      figure.Status
	Qualifier   string
	PublishedOn figure.Date
	Approximate bool
	Dated       string   // published_on as written: a day, a month or a year
	SourceIDs   []string // sources that are in the store already
	Publisher   string
	Title       string
	URL         string
	NoLink      string // why there is no public link
	Evidence    string
	Derivation  string
	Note        string
	FiscalLabel string
}

// needed are the columns that an import must have; source_ids can stand in for
// title and address, low and high for value.
func needed() []string {
	return []string{"series", "period", "value", "status", "published_on", "source_title", "source_url"}
}

// Columns lists every column, in the order in which WriteFigures writes them.
func Columns() []string {
	return append(needed(), "note", "low", "high", "qualifier", "fiscal_label", "source_publisher", "source_ids", "no_link", "reason", "approximate", "evidence", "derivation")
}

// ReadImport reads CSV, TSV or text with semicolons. The columns are found by
// their names in the first line, in any order; the separator is the one that the
// first line uses. A bad line is Invalid with a field "line N" for each problem,
// and the rows that are good come back beside the error.
func ReadImport(r io.Reader) ([]Row, error) {
	body, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, fault.Wrap(fault.Invalid, err, "the file cannot be read")
	}
	switch {
	case len(body) > MaxBytes:
		return nil, fault.New(fault.Invalid, "the file is larger than %d MiB; split it", MaxBytes>>20)
	case bytes.IndexByte(body, 0) >= 0 || !utf8.Valid(body):
		return nil, fault.New(fault.Invalid, "the file is not UTF-8 text; save it as CSV UTF-8")
	}
	body = bytes.TrimPrefix(body, []byte("\uFEFF"))
	body = bytes.ReplaceAll(bytes.ReplaceAll(body, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	rd := &reader{}
	rd.read(body)
	if len(rd.problems) > 0 {
		return rd.rows, refused(rd.problems)
	}
	if len(rd.rows) == 0 {
		return nil, fault.New(fault.Invalid, "the file has no lines below its header")
	}
	return rd.rows, nil
}

// refused makes one fault of the problems of a file.
func refused(problems []fault.Field) *fault.Error {
	e := fault.New(fault.Invalid, "nothing was taken over: %s: %s", problems[0].Name, problems[0].Message)
	if n := len(problems) - 1; n > 0 {
		e = fault.New(fault.Invalid, "nothing was taken over: %s: %s (and %d more)", problems[0].Name, problems[0].Message, n)
	}
	e.Fields = problems
	return e
}

// reader collects the rows and the problems of one file.
type reader struct {
	cols     map[string]int
	rows     []Row
	problems []fault.Field
}

func (rd *reader) fail(line int, format string, args ...any) {
	rd.problems = append(rd.problems, fault.Field{Name: fmt.Sprintf("line %d", line), Message: fmt.Sprintf(format, args...)})
}

// separator gives the mark that the header line uses most.
func separator(body []byte) rune {
	head, _, _ := bytes.Cut(body, []byte("\n"))
	best, most := ',', 0
	for _, c := range []rune{',', '\t', ';'} {
		if n := bytes.Count(head, []byte(string(c))); n > most {
			best, most = c, n
		}
	}
	return best
}

func (rd *reader) read(body []byte) {
	cr := csv.NewReader(bytes.NewReader(body))
	cr.Comma, cr.FieldsPerRecord = separator(body), -1
	head, err := cr.Read()
	if err != nil {
		rd.fail(1, "the file has no header line; it needs the columns %s", strings.Join(Columns(), ", "))
		return
	}
	if !rd.header(head) {
		return
	}
	for {
		cells, err := cr.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		var pe *csv.ParseError
		if errors.As(err, &pe) {
			rd.fail(pe.StartLine, "the quotation marks do not match, so nothing from here on can be read")
			return
		}
		no, _ := cr.FieldPos(0)
		if len(rd.rows) >= MaxRows {
			rd.fail(no, "there are more than %d lines; split the file", MaxRows)
			return
		}
		if strings.TrimSpace(strings.Join(cells, "")) == "" {
			continue
		}
		if len(cells) != len(head) {
			rd.fail(no, "has %d columns, but the header has %d", len(cells), len(head))
			continue
		}
		rd.row(no, cells)
	}
}

// header finds the columns by name; nameless ones at the end are let through.
func (rd *reader) header(head []string) bool {
	rd.cols = map[string]int{}
	ok := true
	for i, name := range head {
		name = strings.ToLower(strings.TrimSpace(name))
		_, twice := rd.cols[name]
		switch {
		case name == "":
		case !slices.Contains(Columns(), name):
			rd.fail(1, "the column %q is not known; known are %s", clip(name), strings.Join(Columns(), ", "))
			ok = false
		case twice:
			rd.fail(1, "the column %q stands twice", name)
			ok = false
		default:
			rd.cols[name] = i
		}
	}
	for _, name := range needed() {
		if _, there := rd.cols[name]; !there {
			rd.fail(1, "the column %q is missing", name)
			ok = false
		}
	}
	return ok
}

// row reads one line; every problem of it is noted.
func (rd *reader) row(no int, cells []string) {
	before := len(rd.problems)
	text := func(col string) string {
		i, ok := rd.cols[col]
		if !ok {
			return ""
		}
		return unguard(strings.TrimSpace(cells[i]))
	}
	for _, col := range Columns() {
		if i, ok := rd.cols[col]; ok {
			if why := hostile(cells[i]); why != "" {
				rd.fail(no, "%s %s", col, why)
			}
		}
	}
	r := Row{
		Line: no, Series: text("series"), Value: text("value"), Low: text("low"), High: text("high"),
		Reason: figure.Reason(text("reason")), Status: figure.Status(strings.ToLower(text("status"))),
		Qualifier: strings.ToLower(text("qualifier")), Dated: text("published_on"), Publisher: text("source_publisher"),
		Title: text("source_title"), URL: text("source_url"), NoLink: text("no_link"), Evidence: text("evidence"),
		Derivation: text("derivation"), Note: text("note"), FiscalLabel: text("fiscal_label"),
	}
	if r.Series == "" {
		rd.fail(no, "series is empty")
	}
	var err error
	if r.Period, err = figure.ParsePeriod(text("period")); err != nil {
		rd.fail(no, "period: %s", fault.Message(err))
	}
	if r.PublishedOn, r.Approximate, err = figure.LatestOf(r.Dated); err != nil {
		rd.fail(no, "published_on: %s", fault.Message(err))
	}
	if a := text("approximate"); a != "" {
		if a != "yes" && a != "no" {
			rd.fail(no, "approximate: %q is neither yes nor no", clip(a))
		}
		r.Approximate = r.Approximate || a == "yes"
	}
	if !slices.Contains(figure.Statuses, r.Status) {
		rd.fail(no, "status: %q is not one of actual, preliminary, estimate, guidance, target", clip(string(r.Status)))
	}
	if !slices.Contains([]string{"", "about", "over", "up to", "range"}, r.Qualifier) {
		rd.fail(no, "qualifier: %q is not one of about, over, up to, range, or nothing", clip(r.Qualifier))
	}
	switch r.Evidence {
	case "":
		r.Evidence = "seen"
	case "seen", figure.SumChecked:
	default:
		rd.fail(no, "evidence: %q is neither seen nor %s", clip(r.Evidence), figure.SumChecked)
	}
	rd.numbers(no, r)
	if ids := text("source_ids"); ids != "" {
		r.SourceIDs = strings.Split(ids, ";")
	} else {
		rd.source(no, r)
	}
	if len(rd.problems) == before {
		rd.rows = append(rd.rows, r)
	}
}

// numbers checks that a line has a value, a range or a reason, and that each
// number can be read.
func (rd *reader) numbers(no int, r Row) {
	switch {
	case r.Reason != figure.HasValue:
		if !slices.Contains([]figure.Reason{figure.Withdrawn, figure.NotDisclosed, figure.Retracted}, r.Reason) {
			rd.fail(no, "reason: %q is not one of withdrawn, not disclosed, retracted", clip(string(r.Reason)))
		}
		if r.Value+r.Low+r.High != "" {
			rd.fail(no, "reason: a line has a value or a reason why there is none, not both")
		}
		return
	case r.Value == "" && r.Low == "" && r.High == "":
		rd.fail(no, "value is empty")
	case r.Value != "" && (r.Low != "" || r.High != ""):
		rd.fail(no, "value: a line has a value or a range, not both")
	case r.Value == "" && (r.Low == "" || r.High == ""):
		rd.fail(no, "low and high: a range needs both ends")
	}
	for _, c := range [][2]string{{"value", r.Value}, {"low", r.Low}, {"high", r.High}} {
		if c[1] == "" {
			continue
		}
		if _, err := readNumber(c[1]); err != nil {
			rd.fail(no, "%s: %s", c[0], fault.Message(err))
		}
	}
}

// source checks that a line says where its figure was published.
func (rd *reader) source(no int, r Row) {
	if r.Title == "" {
		rd.fail(no, "source_title is empty: every figure needs a source")
	}
	switch {
	case r.URL == "" && r.NoLink == "":
		rd.fail(no, "source_url is empty: give the address, or say in the column no_link why there is no public link")
	case r.URL != "" && r.NoLink != "":
		rd.fail(no, "no_link: a source has an address or a reason why there is none, not both")
	case r.URL != "" && !WebAddress(r.URL):
		rd.fail(no, "source_url: %q is not an http or https address", clip(r.URL))
	}
}

// WebAddress says whether s is an absolute http or https address without a
// password in it.
func WebAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil && !strings.ContainsAny(s, " \n\t<>\"")
}

// hostile says why a cell cannot be taken: too long, control characters, or marks
// that reorder what a reader sees.
func hostile(s string) string {
	if len(s) > maxText {
		return fmt.Sprintf("is longer than %d bytes", maxText)
	}
	for _, c := range s {
		if c != '\n' && c != '\t' && (unicode.IsControl(c) || c == '\uFEFF' || (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069')) {
			return fmt.Sprintf("holds the control character U+%04X", c)
		}
	}
	return ""
}

// A text cell that starts with one of these would be a formula in a spreadsheet.
const formula = "=+-@\t"

// guard writes a text so that a spreadsheet does not run it.
func guard(s string) string {
	if t := strings.TrimLeft(s, " \u00a0'"); t != "" && strings.ContainsRune(formula, rune(t[0])) {
		return "'" + s
	}
	return s
}

// unguard undoes guard.
func unguard(s string) string {
	if t, ok := strings.CutPrefix(s, "'"); ok && guard(t) == s {
		return t
	}
	return s
}
