package sheet

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"megacycle/store/fault"
	"megacycle/store/figure"
)

// Verdict says what a line does to what is there.
type Verdict string

// The verdicts.
const (
	New       Verdict = "new"       // nothing was there for this period
	Revised   Verdict = "revised"   // the publisher said something else later, or earlier
	Corrected Verdict = "corrected" // the same publication with another content: our mistake before
	Unchanged Verdict = "unchanged" // it is there already, word for word
)

// Judge compares a row with what the state knows, and gives the row that it
// replaces or follows, if there is one.
func Judge(st *figure.State, r figure.Row) (Verdict, figure.Row) {
	vs := st.Vintages(r.Series, r.Period)
	for _, v := range vs {
		if v.PublishedOn != r.PublishedOn {
			continue
		}
		if same(v, r) {
			return Unchanged, v
		}
		return Corrected, v
	}
	if len(vs) == 0 {
		return New, figure.Row{}
	}
	before := vs[0]
	for _, v := range vs {
		if v.PublishedOn < r.PublishedOn {
			before = v
		}
	}
	return Revised, before
}

// same says whether two rows have the same content.
func same(a, b figure.Row) bool {
	return a.Value.Equal(b.Value) && a.Low.Equal(b.Low) && a.High.Equal(b.High) && a.Reason == b.Reason &&
		a.Status == b.Status && a.Qualifier == b.Qualifier && slices.Equal(a.Sources, b.Sources) && a.Evidence == b.Evidence &&
		a.Derivation == b.Derivation && a.Note == b.Note && a.Approximate == b.Approximate && a.FiscalLabel == b.FiscalLabel
}

// Line is what one line of an import comes to.
type Line struct {
	Line    int
	Verdict Verdict
	Old     figure.Row // what it replaces or follows; empty when new
	New     figure.Row
}

// Plan is what an import comes to: the changes to publish, and a verdict on each
// line, unchanged ones among them.
type Plan struct {
	Changes []figure.Change // new sources first, then figures
	Lines   []Line
}

// Count gives how many lines have a verdict.
func (p Plan) Count(v Verdict) int {
	n := 0
	for _, l := range p.Lines {
		if l.Verdict == v {
			n++
		}
	}
	return n
}

// Summary says in a sentence what the import does, such as "12 new, 1 revised".
func (p Plan) Summary() string {
	var parts []string
	for _, v := range []Verdict{New, Revised, Corrected, Unchanged} {
		if n := p.Count(v); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, v))
		}
	}
	return strings.Join(parts, ", ")
}

// Import reads a file and makes the plan of it; all that is wrong with it, in
// its form and against the store, is listed at once, by line.
func Import(st *figure.State, r io.Reader) (Plan, error) {
	rows, err := ReadImport(r)
	problems := fault.Fields(err)
	if err != nil && len(problems) == 0 {
		return Plan{}, err
	}
	plan, perr := Prepare(st, rows)
	problems = append(slices.Clone(problems), fault.Fields(perr)...)
	if len(problems) == 0 {
		return plan, perr
	}
	slices.SortStableFunc(problems, func(a, b fault.Field) int { return cmp.Compare(lineNo(a), lineNo(b)) })
	return Plan{}, refused(problems)
}

func lineNo(f fault.Field) int {
	n, err := strconv.Atoi(strings.TrimPrefix(f.Name, "line "))
	if err != nil {
		return 0
	}
	return n
}

// Changes gives the changes of Prepare.
func Changes(st *figure.State, rows []Row) ([]figure.Change, error) {
	p, err := Prepare(st, rows)
	return p.Changes, err
}

// Prepare turns rows into figures of the series that the state knows, with the
// sources that it lacks, and the company's own label and dates of the period.
// Rows that change nothing are left out of the changes. Everything that cannot be
// is a field "line N" of an Invalid fault.
func Prepare(st *figure.State, rows []Row) (Plan, error) {
	pl := &planner{st: st, sources: map[string]figure.Source{}, at: map[string]int{}}
	for _, s := range st.Sources() {
		pl.sources[sourceKey(s.Publisher, s.Title, s.URL)] = s
		if s.URL != "" {
			if _, ok := pl.sources[sourceKey("", s.Title, s.URL)]; !ok {
				pl.sources[sourceKey("", s.Title, s.URL)] = s
			}
		}
	}
	for _, r := range rows {
		pl.line(r)
	}
	if len(pl.problems) > 0 {
		return Plan{}, refused(pl.problems)
	}
	pl.plan.Changes = append(pl.fresh, pl.plan.Changes...)
	return pl.plan, nil
}

// planner collects what the rows come to.
type planner struct {
	st       *figure.State
	plan     Plan
	problems []fault.Field
	sources  map[string]figure.Source // by sourceKey
	fresh    []figure.Change          // new sources
	at       map[string]int           // line of each vintage of the file
}

func (pl *planner) fail(line int, format string, args ...any) {
	pl.problems = append(pl.problems, fault.Field{Name: fmt.Sprintf("line %d", line), Message: fmt.Sprintf(format, args...)})
}

// typed says why a series cannot be typed, or "".
func typed(s figure.Series) string {
	switch {
	case s.Kind == figure.Computed:
		return fmt.Sprintf("%s is computed from other series and is never typed", s.Key)
	case s.Kind == figure.Check && s.Publisher == "megacycle":
		return fmt.Sprintf("%s is a sum of our own and is never typed", s.Key)
	}
	return ""
}

func (pl *planner) line(r Row) {
	before := len(pl.problems)
	s, ok := pl.st.Series(r.Series)
	if !ok {
		hint := ""
		if near := Nearest(pl.st, r.Series); near != "" {
			hint = fmt.Sprintf("; did you mean %s?", near)
		}
		pl.fail(r.Line, "series: there is no series %q%s", clip(r.Series), hint)
		return
	}
	row := figure.Row{
		Series: s.Key, Period: r.Period, PublishedOn: r.PublishedOn, Approximate: r.Approximate, Reason: r.Reason, Status: r.Status,
		Qualifier: r.Qualifier, Evidence: r.Evidence, Derivation: r.Derivation, Note: r.Note,
	}
	row.Value, row.Low, row.High = pl.amount(r.Line, "value", r.Value, s), pl.amount(r.Line, "low", r.Low, s), pl.amount(r.Line, "high", r.High, s)
	if row.HasRange() && row.Low.Cmp(row.High) > 0 {
		pl.fail(r.Line, "low: %s is more than high, %s", row.Low, row.High)
	}
	if s.Frequency == "statement" && row.Value.IsSet() {
		row.Low, row.High, row.Value = row.Value, row.Value, figure.Amount{}
	}
	c, _ := pl.st.Company(s.Company)
	if why := figure.Misfit(s, c, r.Period); why != "" {
		pl.fail(r.Line, "period: %s", why)
	}
	if today := pl.st.Today; today != "" && r.PublishedOn > today {
		if r.Approximate && r.Dated != string(r.PublishedOn) {
			row.PublishedOn = today // a month that is still running: its latest day so far
		} else {
			pl.fail(r.Line, "published_on: %s is in the future; today is %s", r.PublishedOn, today)
		}
	}
	pl.label(r, s, &row)
	row.Sources = pl.cite(r, s)
	key := strings.Join([]string{row.Series, row.Period.String(), string(row.PublishedOn)}, " ")
	if first, ok := pl.at[key]; ok {
		pl.fail(r.Line, "%s of %s, published on %s, stands in line %d already", row.Series, row.Period, row.PublishedOn, first)
	}
	pl.at[key] = r.Line
	if len(pl.problems) > before {
		return
	}
	v, old := Judge(pl.st, row)
	if why := typed(s); why != "" && v != Unchanged {
		pl.fail(r.Line, "series: %s", why)
		return
	}
	pl.plan.Lines = append(pl.plan.Lines, Line{r.Line, v, old, row})
	if v != Unchanged {
		pl.plan.Changes = append(pl.plan.Changes, figure.Change{Figure: &row})
	}
}

func (pl *planner) amount(line int, col, text string, s figure.Series) figure.Amount {
	if text == "" {
		return figure.Amount{}
	}
	a, err := ParseNumber(text, s.Unit)
	if err != nil {
		pl.fail(line, "%s: %s", col, fault.Message(err))
	}
	return a
}

// label gives the row the company's own name and dates of its period.
func (pl *planner) label(r Row, s figure.Series, row *figure.Row) {
	row.FiscalLabel, row.Start, row.End = pl.st.Fiscal(s, r.Period)
	switch {
	case r.FiscalLabel == "" || r.FiscalLabel == row.FiscalLabel:
	case row.FiscalLabel == "":
		row.FiscalLabel = r.FiscalLabel
	default:
		pl.fail(r.Line, "fiscal_label: %s of %s is %s, not %q", r.Period, s.Key, row.FiscalLabel, clip(r.FiscalLabel))
	}
}

// cite gives the ids of the row's sources, and adds the one that the store lacks.
func (pl *planner) cite(r Row, s figure.Series) []string {
	if len(r.SourceIDs) > 0 {
		for _, id := range r.SourceIDs {
			if _, ok := pl.st.Source(id); !ok {
				pl.fail(r.Line, "source_ids: there is no source %q", clip(id))
			}
		}
		return r.SourceIDs
	}
	if old, ok := pl.sources[sourceKey(r.Publisher, r.Title, r.URL)]; ok {
		return []string{old.ID}
	}
	src := NewSource(r.Publisher, r.Title, r.URL, r.NoLink, r.Dated)
	if src.Publisher == "" {
		c, _ := pl.st.Company(s.Publisher)
		src.Publisher = c.Short
	}
	pl.sources[sourceKey(r.Publisher, r.Title, r.URL)] = src
	pl.fresh = append(pl.fresh, figure.Change{Source: &src})
	return []string{src.ID}
}

// sourceKey is what makes two sources equal.
func sourceKey(publisher, title, address string) string {
	return strings.Join([]string{strings.ToLower(publisher), title, address}, "\x00")
}

// NewSource makes a source whose id follows from its publisher, title and
// address, so that the same source always gets the same id. Without a publisher
// it is named by the host of its address.
func NewSource(publisher, title, address, noLink, publishedOn string) figure.Source {
	if publisher == "" {
		if u, err := url.Parse(address); err == nil {
			publisher = strings.TrimPrefix(u.Hostname(), "www.")
		}
	}
	sum := sha256.Sum256([]byte(sourceKey(publisher, title, address)))
	id := hex.EncodeToString(sum[:])[:10]
	if p := slugOf(publisher, 24); p != "" {
		id = p + "-" + id
	}
	return figure.Source{ID: id, Publisher: publisher, Title: title, URL: address, NoLink: noLink, PublishedOn: publishedOn}
}

// slugOf makes small letters, digits and single hyphens of a name.
func slugOf(name string, most int) string {
	var b strings.Builder
	for _, c := range strings.ToLower(name) {
		switch {
		case (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'):
			b.WriteRune(c)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= most {
			break
		}
	}
	return strings.Trim(b.String(), "-")
}

// Nearest gives the key of the series that is written most like name, or "" when
// none is close: at most a third of its letters differ.
func Nearest(st *figure.State, name string) string {
	if len(name) > 100 {
		return ""
	}
	best, least := "", len(name)/3+1
	for _, k := range st.SeriesKeys() {
		if d := distance(strings.ToLower(name), k); d < least {
			best, least = k, d
		}
	}
	return best
}

// distance counts the letters to insert, delete or replace to make b of a
// (Levenshtein's distance).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			diagonal, row[j] = row[j], min(row[j]+1, row[j-1]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
