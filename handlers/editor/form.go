package editor

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"megacycle/store/desk"
	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/store/sheet"
)

// The longest texts of the form, in characters.
const (
	longestValue     = 60
	longestPublisher = 120
	longestTitle     = 300
	longestLink      = 2000
	longestNote      = 500  // of a row, for readers
	longestWhy       = 2000 // of the release
	leastReason      = 10   // of a warning's reason, and of a missing link's
)

// form is what an editor typed for one company and quarter, as typed.
type form struct {
	set         int64 // 0 for a new change set
	version     int
	publishedOn string
	status      string
	label       string
	source      sourceInput
	note        string
	rows        map[string]rowInput // by series key
	reasons     map[string]string   // by finding key
}

type sourceInput struct{ publisher, title, link, noLink string }

func (s sourceInput) empty() bool { return s == sourceInput{} }

type rowInput struct {
	value  string
	status string // "" for that of the whole form
	note   string
	source sourceInput
}

// blank gives the form before anything is typed.
func (q *quarter) blank(today figure.Date) form {
	f := form{publishedOn: string(today), status: string(figure.Actual), rows: map[string]rowInput{}, reasons: map[string]string{}}
	if q.on != "" && q.on <= today {
		f.publishedOn = string(q.on)
	}
	f.source.publisher = q.company.Name
	return f
}

// drafted gives the form of a change set: what of it belongs to this quarter.
func (q *quarter) drafted(c desk.ChangeSet, today figure.Date) form {
	f := q.blank(today)
	f.set, f.version, f.note, f.reasons = c.ID, c.Version, c.Note, c.Reasons
	if f.reasons == nil {
		f.reasons = map[string]string{}
	}
	common := ""
	for _, ch := range c.Changes {
		if !q.has(ch.Figure) {
			continue
		}
		row := *ch.Figure
		in := rowInput{value: said(row), note: row.Note}
		id := ""
		if len(row.Sources) > 0 {
			id = row.Sources[0]
		}
		if len(f.rows) == 0 {
			common, f.publishedOn, f.status = id, string(row.PublishedOn), string(row.Status)
			if src, ok := q.sourceOf(id, c.Changes); ok {
				f.source = sourceInput{src.Publisher, src.Title, src.URL, src.NoLink}
			}
		}
		if src, ok := q.sourceOf(id, c.Changes); ok && id != common {
			in.source = sourceInput{src.Publisher, src.Title, src.URL, src.NoLink}
		}
		if string(row.Status) != f.status {
			in.status = string(row.Status)
		}
		f.rows[row.Series] = in
	}
	return f
}

// read takes the form from a request.
func (q *quarter) read(r *http.Request) (form, error) {
	f := form{rows: map[string]rowInput{}, reasons: map[string]string{}}
	var err error
	if f.set, err = strconv.ParseInt(typed(r, "set"), 10, 64); err != nil || f.set < 0 {
		return f, fault.New(fault.Invalid, "the form does not say which change set it belongs to; open it again from the desk")
	}
	if f.version, err = strconv.Atoi(typed(r, "version")); err != nil {
		return f, fault.New(fault.Invalid, "the form does not say which version it is based on; open it again from the desk")
	}
	f.publishedOn, f.status, f.label, f.note = typed(r, "published_on"), typed(r, "status"), typed(r, "fiscal_label"), prose(r, "note")
	f.source = readSource(r, "source")
	for _, s := range q.series() {
		f.rows[s.Key] = rowInput{value: typed(r, "v."+s.Key), status: typed(r, "s."+s.Key), note: typed(r, "n."+s.Key), source: readSource(r, "own."+s.Key)}
	}
	for name := range r.PostForm {
		if key, ok := strings.CutPrefix(name, "reason:"); ok && len(key) < 300 {
			f.reasons[key] = typed(r, name)
		}
	}
	if key, number, ok := strings.Cut(typed(r, "fix"), "|"); ok {
		if in, known := f.rows[key]; known {
			qualifier, _ := split(in.value)
			in.value = strings.TrimSpace(qualifier + " " + number)
			f.rows[key] = in
		}
	}
	return f, nil
}

func readSource(r *http.Request, prefix string) sourceInput {
	s := sourceInput{typed(r, prefix+".publisher"), typed(r, prefix+".title"), typed(r, prefix+".link"), typed(r, prefix+".nolink")}
	if strings.EqualFold(s.link, "no public link") {
		s.link = ""
	}
	return s
}

// problems are messages by field, in the order in which they were found.
type problems struct {
	at    map[string]string // id of the field, or "" for the form, to the message
	order []string
}

func (p *problems) add(field, format string, args ...any) {
	if p.at == nil {
		p.at = map[string]string{}
	}
	if _, ok := p.at[field]; !ok {
		p.at[field], p.order = sentence(fmt.Sprintf(format, args...)), append(p.order, field)
	}
}

func (p *problems) none() bool { return len(p.order) == 0 }

// inputID is the id of the input of a series.
func inputID(key string) string { return "v-" + strings.ReplaceAll(key, ".", "-") }

// judge reads the form: the rows that can be planned, and what is wrong. lines
// says which series each row is about.
func (q *quarter) judge(f form, today figure.Date) (rows []sheet.Row, lines []string, bad problems) {
	on := f.judgeHead(today, &bad)
	needed, first := false, ""
	for _, s := range q.series() {
		in, id := f.rows[s.Key], inputID(s.Key)
		if first == "" {
			first = id
		}
		src := f.source
		if !in.source.empty() {
			src = in.source
			in.source.judge("own."+s.Key, &bad)
		}
		tooLong(&bad, id+"-note", in.note, longestNote)
		if in.status != "" && !known(in.status) {
			bad.add(id, "the status %q is not known", clip(in.status, 40))
		}
		if in.value == "" {
			if in.note != "" || in.status != "" || !in.source.empty() {
				bad.add(id, "the value of %s is missing; type it, or clear the row's own source, status and note", s.Name)
			}
			continue
		}
		needed = needed || in.source.empty()
		row := sheet.Row{Line: len(rows) + 1, Series: s.Key, Period: q.period, Status: figure.Status(in.status), PublishedOn: on, Dated: string(on),
			Publisher: src.publisher, Title: src.title, URL: src.link, NoLink: src.noLink, Note: in.note}
		if in.status == "" {
			row.Status = figure.Status(f.status)
		}
		if q.label == "" {
			row.FiscalLabel = f.label
		}
		if row.Reason = without(in.value); row.Reason == figure.HasValue {
			if utf8.RuneCountInString(in.value) > longestValue {
				bad.add(id, "this is longer than a number can be")
				continue
			}
			if _, err := readable(in.value, s); err != nil {
				bad.add(id, "%s", fault.Message(err))
				continue
			}
			row.Qualifier, row.Value = split(in.value)
		}
		rows, lines = append(rows, row), append(lines, s.Key)
	}
	if needed {
		f.source.judge("source", &bad)
	}
	if len(rows) == 0 && bad.none() {
		bad.add(first, "a value is missing: enter at least one figure")
	}
	return rows, lines, bad
}

// judgeHead reads what stands above the rows, and gives the day.
func (f form) judgeHead(today figure.Date, bad *problems) figure.Date {
	on, err := figure.ParseDate(f.publishedOn)
	switch {
	case f.publishedOn == "":
		bad.add("published_on", "the day of publication is missing; it is the day on which the company said it")
	case err != nil:
		bad.add("published_on", "%s", fault.Message(err))
	case on > today:
		bad.add("published_on", "%s has not come yet; today is %s", on, today)
	}
	if !known(f.status) {
		bad.add("status", "the status %q is not known", clip(f.status, 40))
	}
	tooLong(bad, "fiscal_label", f.label, 40)
	tooLong(bad, "note", f.note, longestWhy)
	return on
}

// known says whether a status exists.
func known(status string) bool {
	for _, s := range figure.Statuses {
		if status == string(s) {
			return true
		}
	}
	return false
}

// judge complains of what a source lacks.
func (s sourceInput) judge(prefix string, bad *problems) {
	if s.publisher == "" {
		bad.add(prefix+".publisher", "who published it is missing")
	}
	if s.title == "" {
		bad.add(prefix+".title", "the title of the document is missing")
	}
	tooLong(bad, prefix+".publisher", s.publisher, longestPublisher)
	tooLong(bad, prefix+".title", s.title, longestTitle)
	tooLong(bad, prefix+".link", s.link, longestLink)
	tooLong(bad, prefix+".nolink", s.noLink, longestTitle)
	switch {
	case s.link != "" && s.noLink != "":
		bad.add(prefix+".nolink", "there is a link and a reason why there is none; keep one of them")
	case s.link != "" && !followable(s.link):
		bad.add(prefix+".link", "%q is not a web address; write it like https://example.com/report", clip(s.link, 60))
	case s.link == "" && s.noLink == "":
		bad.add(prefix+".link", "a link is missing, or else the reason why there is no public link")
	case s.link == "" && utf8.RuneCountInString(s.noLink) < leastReason:
		bad.add(prefix+".nolink", "say in at least %d characters why there is no public link", leastReason)
	}
}

// followable says whether a link is a plain http or https address.
func followable(link string) bool {
	u, err := url.Parse(link)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" && u.User == nil && !strings.ContainsAny(link, " \"<>`")
}

func tooLong(bad *problems, field, text string, most int) {
	if n := utf8.RuneCountInString(text); n > most {
		bad.add(field, "this has %d characters; at most %d are allowed", n, most)
	}
}
