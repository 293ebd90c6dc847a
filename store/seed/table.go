package seed

import (
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

// maxField is the longest text that a field may hold, in bytes.
const maxField = 4000

// line is one data line of a CSV file with its columns by name.
type line struct {
	l     *loader
	file  string
	no    int // line in the file where the record starts, from 1
	cols  map[string]int
	cells []string
	bad   bool
}

// problem notes what is wrong with this line.
func (r *line) problem(format string, args ...any) {
	r.bad = true
	r.l.problems = append(r.l.problems, fault.Field{Name: r.where(), Message: fmt.Sprintf(format, args...)})
}

func (r *line) where() string { return fmt.Sprintf("%s:%d", r.file, r.no) }

// text gives a column as it stands.
func (r *line) text(col string) string { return r.cells[r.cols[col]] }

// must gives a column that may not be empty.
func (r *line) must(col string) string {
	v := r.text(col)
	if v == "" {
		r.problem("%s is empty", col)
	}
	return v
}

// list gives the parts of a column that are separated by semicolons.
func (r *line) list(col string) []string {
	v := r.text(col)
	if v == "" {
		return nil
	}
	return strings.Split(v, ";")
}

// each reads a CSV file with exactly these columns and calls f for every line.
func (l *loader) each(file string, columns []string, f func(r *line)) {
	fail := func(no int, format string, args ...any) {
		l.problems = append(l.problems, fault.Field{Name: fmt.Sprintf("%s:%d", file, no), Message: fmt.Sprintf(format, args...)})
	}
	h, err := l.fs.Open(file)
	if err != nil {
		fail(1, "the file is missing")
		return
	}
	defer h.Close()
	cr := csv.NewReader(h)
	head, err := cr.Read()
	if err != nil {
		fail(1, "the file has no header line")
		return
	}
	cols := map[string]int{}
	for i, c := range head {
		if i == 0 {
			c = strings.TrimPrefix(c, "\uFEFF")
		}
		if !slices.Contains(columns, c) {
			fail(1, "the column %q is not known", c)
			return
		}
		cols[c] = i
	}
	for _, c := range columns {
		if _, ok := cols[c]; !ok {
			fail(1, "the column %q is missing", c)
			return
		}
	}
	for {
		cells, err := cr.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		var pe *csv.ParseError
		if errors.As(err, &pe) {
			fail(pe.StartLine, "the line cannot be read as CSV: %v", pe.Err)
			if !errors.Is(err, csv.ErrFieldCount) {
				return
			}
			continue
		}
		if err != nil {
			fail(1, "the file cannot be read")
			return
		}
		no, _ := cr.FieldPos(0)
		r := &line{l: l, file: file, no: no, cols: cols, cells: cells}
		for i, c := range cells {
			if why := hostile(c); why != "" {
				r.problem("%s %s", head[i], why)
			} else if c != strings.TrimSpace(c) {
				r.problem("%s has spaces at its ends", head[i])
			}
		}
		if !r.bad {
			f(r)
		}
	}
}

// hostile says why a text cannot be taken: bytes that are no UTF-8, control
// characters, or marks that reorder what a reader sees.
func hostile(s string) string {
	switch {
	case len(s) > maxField:
		return fmt.Sprintf("is longer than %d bytes", maxField)
	case !utf8.ValidString(s):
		return "is not valid UTF-8"
	}
	for _, c := range s {
		if c == '\n' {
			continue
		}
		if unicode.IsControl(c) || c == '\uFEFF' || (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069') {
			return fmt.Sprintf("holds the control character U+%04X", c)
		}
	}
	return ""
}

// slug says whether s can name a company, a chart, an event or a bet.
func slug(s string) bool { return word(s, "-", false) }

// word says whether s is made of lower-case letters, digits and the extra marks,
// and starts with a letter or, when digit is true, with a digit.
func word(s, extra string, digit bool) bool {
	for i, c := range s {
		switch {
		case c >= 'a' && c <= 'z':
		case c >= '0' && c <= '9' && (i > 0 || digit):
		case i > 0 && strings.ContainsRune(extra, c):
		default:
			return false
		}
	}
	return s != "" && len(s) <= 80
}

// seriesKey says whether s can be the key of a series. Addresses split off known
// file extensions, so a key may not end in one.
func seriesKey(s string) bool {
	for part := range strings.SplitSeq(s, ".") {
		if !word(part, "-_", true) {
			return false
		}
	}
	ends := func(e string) bool { return strings.HasSuffix(s, e) }
	return !slices.ContainsFunc([]string{".csv", ".json", ".xlsx", ".svg", ".png", ".atom"}, ends)
}

// webAddress says whether s is an absolute http or https address.
func webAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil && !strings.ContainsAny(s, " \n<>\"")
}

// colour says whether s is #rrggbb.
func colour(s string) bool {
	return len(s) == 7 && s[0] == '#' && strings.Trim(s[1:], "0123456789abcdefABCDEF") == ""
}

// day reads a column that holds a day.
func (r *line) day(col string) figure.Date {
	d, err := figure.ParseDate(r.text(col))
	if err != nil {
		r.problem("%s: %s", col, fault.Message(err))
	}
	return d
}

// past refuses a day after the figures were gathered.
func (r *line) past(col string, d figure.Date) {
	if d > Gathered {
		r.problem("%s: %s is after the day up to which the figures were gathered, %s", col, d, Gathered)
	}
}

// latest reads a column that holds a year, a month or a day; the first two give
// their latest day and true.
func (r *line) latest(col string) (figure.Date, bool) {
	d, approx, err := figure.LatestOf(r.text(col))
	if err != nil {
		r.problem("%s: %s", col, fault.Message(err))
	}
	if approx && d > Gathered {
		d = Gathered
	}
	r.past(col, d)
	return d, approx
}

// period reads a column that holds a period.
func (r *line) period(col string) figure.Period {
	p, err := figure.ParsePeriod(r.text(col))
	if err != nil {
		r.problem("%s: %s", col, fault.Message(err))
	}
	return p
}

// amount reads a column that holds a number or nothing.
func (r *line) amount(col string) figure.Amount {
	if r.text(col) == "" {
		return figure.Amount{}
	}
	a, err := figure.ParseAmount(r.text(col))
	if err != nil {
		r.problem("%s: %s", col, fault.Message(err))
	}
	return a
}

// known reads a column of source ids, at least one of which must stand there
// when need is true.
func (r *line) known(col string, need bool) []string {
	ids := r.list(col)
	if need && len(ids) == 0 {
		r.problem("%s is empty: every line needs a source", col)
	}
	for _, id := range ids {
		if _, ok := r.l.sources[id]; !ok {
			r.problem("%s: the source %q is not in sources.csv", col, id)
		}
	}
	return ids
}

// company reads a column that holds a company of companies.csv.
func (r *line) company(col string) string {
	c := r.text(col)
	if _, ok := r.l.companies[c]; !ok {
		r.problem("%s: the company %q is not in companies.csv", col, c)
	}
	return c
}

// oneOf reads a column that holds one of the words allowed.
func oneOf[T ~string](r *line, col string, allowed ...T) T {
	v := T(r.text(col))
	if !slices.Contains(allowed, v) {
		words := make([]string, len(allowed))
		for i, a := range allowed {
			words[i] = string(a)
			if a == "" {
				words[i] = "nothing"
			}
		}
		r.problem("%s: %q is not one of %s", col, v, strings.Join(words, ", "))
	}
	return v
}
