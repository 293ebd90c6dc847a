package editor

import (
	"math"
	"net/http"
	"strconv"

	"megacycle/store/check"
	"megacycle/store/desk"
	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/store/series"
	"megacycle/views/editor"
	"megacycle/views/format"
)

// entryShow shows the form for a company and quarter, empty or with what a
// change set holds.
func (e *Editor) entryShow(w http.ResponseWriter, r *http.Request) error {
	q, err := e.quarterOf(r)
	if err != nil {
		return err
	}
	f, p := q.blank(e.site.Today()), plan{}
	if text := r.Form.Get("set"); text != "" {
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil || id < 1 {
			return fault.New(fault.NotFound, "there is no change set %q", clip(text, 40))
		}
		c, err := e.store.ChangeSet(r.Context(), id)
		if err != nil {
			return err
		}
		if c.State != desk.Draft {
			return see(w, r, setHref(id))
		}
		f = q.drafted(c, e.site.Today())
		p.changes = c.Changes
		p.findings = check.Changes(q.st, e.site.Today(), c.Changes)
	}
	v := e.entryView(r, &q, f, p, nil)
	if r.Form.Get("saved") != "" && f.set != 0 {
		v.Saved = "Saved as version " + strconv.Itoa(f.version) + ". Nothing of it is public yet."
	}
	return e.show(w, r, http.StatusOK, editor.EntryPage(v))
}

// entryView fills the page of a form.
func (e *Editor) entryView(r *http.Request, q *quarter, f form, p plan, con *conflict) editor.Entry {
	ed, _ := e.sessions.Current(r.Context())
	name, period := company(q.company).Name, format.Period(q.period)
	v := editor.Entry{
		Page: e.frame(r, name+", "+period, "due"), Company: company(q.company), Period: period, Label: q.label, AskLabel: q.label == "",
		FiscalLabel: editor.Field{Value: f.label, Problem: p.bad.at["fiscal_label"]}, Span: q.span(), Report: "not known",
		Action: entryHref(q.company.Slug, q.period, 0), Set: strconv.FormatInt(f.set, 10), Version: strconv.Itoa(f.version),
		PublishedOn: editor.Field{Value: f.publishedOn, Problem: p.bad.at["published_on"]}, Latest: string(e.site.Today()),
		Statuses: statuses(f.status, ""), Source: sourceView(f.source, "source", p.bad), Note: editor.Field{Value: f.note, Problem: p.bad.at["note"]},
		MayEdit: ed.Role.MayEdit(),
	}
	if q.on != "" {
		v.Report = format.Date(q.on) + ", " + q.status
	}
	if f.set != 0 {
		v.SetHref = setHref(f.set)
	}
	if drafts, err := e.store.ChangeSets(r.Context(), desk.Draft); err == nil {
		v.Others = q.others(drafts, f.set)
	}
	if con != nil {
		v.Conflict = &editor.Conflict{Text: con.text, Href: con.href, Who: con.who}
	}
	for i := shownQuarters; i > 0; i-- {
		v.Heads = append(v.Heads, editor.Head{Text: format.Period(q.period.Add(-i)), YearAgo: i == 4})
	}
	n := 0
	for _, g := range q.groups {
		out := editor.Group{Title: g.title}
		for _, s := range g.series {
			n++
			row := q.rowView(s, f, p, con)
			row.N = n
			if q.due[s.Key] || row.Live != "" || row.Input.Value != "" {
				v.All++
			}
			if row.Input.Value != "" || row.Live != "" {
				v.Entered++
			}
			for _, note := range row.Notes {
				if !note.Blocks {
					v.Warnings++
				}
			}
			out.Rows = append(out.Rows, row)
		}
		v.Groups = append(v.Groups, out)
	}
	for _, field := range p.bad.order {
		v.Problems = append(v.Problems, editor.Problem{Field: field, Text: p.bad.at[field], Code: codeOf(field, p.findings)})
	}
	v.Blocks = len(v.Problems)
	v.Beside = e.beside(r.Context(), q, p)
	return v
}

// codeOf gives the code of the blocking finding behind a message.
func codeOf(field string, all []check.Finding) string {
	for _, n := range all {
		if n.Level == check.Block && inputID(n.Series) == field || n.Level == check.Warn && reasonID(n) == field {
			return n.Code
		}
	}
	return ""
}

// span writes the days of the quarter.
func (q *quarter) span() string {
	start, end := q.start, q.end
	if start == "" || end == "" {
		start, end = q.period.Start(), q.period.End()
	}
	return format.Span(start, end)
}

func sourceView(s sourceInput, prefix string, bad problems) editor.SourceFields {
	field := func(value, name string) editor.Field {
		return editor.Field{Value: value, Problem: bad.at[prefix+"."+name]}
	}
	return editor.SourceFields{Publisher: field(s.publisher, "publisher"), Title: field(s.title, "title"), Link: field(s.link, "link"), NoLink: field(s.noLink, "nolink")}
}

// statuses lists the choices; above names the empty one, for rows.
func statuses(current, above string) []editor.Option {
	var out []editor.Option
	if above != "" {
		out = append(out, editor.Option{Name: above, Current: current == ""})
	}
	for _, s := range figure.Statuses {
		out = append(out, editor.Option{Value: string(s), Name: string(s), Current: current == string(s)})
	}
	return out
}

// rowView fills one row of the form.
func (q *quarter) rowView(s figure.Series, f form, p plan, con *conflict) editor.Row {
	in, id := f.rows[s.Key], inputID(s.Key)
	row := editor.Row{
		Key: s.Key, ID: id, Name: capital(plainName(s, q.company)), Unit: unitSign(s.Unit), Define: s.Definition,
		Input: editor.Field{Value: in.value}, Points: s.Unit == figure.Percent, Theirs: con.theirsOf(s.Key, in.value),
		Statuses: statuses(in.status, "as above"), Source: sourceView(in.source, "own."+s.Key, p.bad),
		Note: editor.Field{Value: in.note, Problem: p.bad.at[id+"-note"]}, Own: !in.source.empty() || in.status != "" || in.note != "",
	}
	for i := shownQuarters; i > 0; i-- {
		row.Past = append(row.Past, editor.Cell{Text: q.cell(s, q.period.Add(-i)), YearAgo: i == 4})
	}
	year, _ := q.st.Figure(s.Key, q.period.Add(-4))
	before, _ := q.st.Figure(s.Key, q.period.Add(-1))
	row.YearAgo, row.Base, row.Before = q.cell(s, q.period.Add(-4)), year.Value.String(), before.Value.String()
	row.Hint = "now and then"
	if live, ok := q.st.Figure(s.Key, q.period); ok {
		row.Live = shown(live)
		row.Hint = row.Live + " is live"
	} else if q.due[s.Key] {
		row.Hint = "not entered"
	}
	band, usual := check.UsualBand(q.st, s.Key, q.period)
	amount, err := readable(in.value, s)
	now := in.value != "" && err == nil && without(in.value) == figure.HasValue
	row.YoY, row.QoQ = "·", "·"
	growth := math.NaN()
	if now {
		row.YoY, growth = change(s, year.Value, amount)
		row.QoQ, _ = change(s, before.Value, amount)
	}
	switch {
	case s.Unit == figure.Percent:
		row.NoBand = "points"
	case !usual:
		row.NoBand = "too short"
	default:
		row.Band = bandView(band, growth)
		row.YoYOdd = row.Band.Outside
	}
	blocked := false
	for _, n := range p.findings {
		if n.Series != s.Key || n.Period != q.period {
			continue
		}
		row.Notes = append(row.Notes, findingView(n, f, p.bad))
		blocked = blocked || n.Level == check.Block
	}
	if !blocked {
		row.Input.Problem = p.bad.at[id]
	}
	row.Ok = now && len(row.Notes) == 0 && row.Input.Problem == "" && p.changes != nil
	return row
}

func findingView(n check.Finding, f form, bad problems) editor.Finding {
	out := editor.Finding{Code: n.Code, Text: n.Message, Fix: n.Fix, Blocks: n.Level == check.Block}
	if n.Fix != "" {
		out.FixValue = n.Series + "|" + n.Fix
	}
	if n.Level == check.Warn {
		out.ReasonName, out.ReasonID = "reason:"+n.Key(), reasonID(n)
		out.Reason = f.reasons[n.Key()]
		if bad.at[out.ReasonID] != "" {
			out.ReasonProblem = "A reason of " + strconv.Itoa(leastReason) + " to " + strconv.Itoa(longestNote) + " characters is needed, or another number."
		}
	}
	return out
}

// cell writes a figure of the past.
func (q *quarter) cell(s figure.Series, p figure.Period) string {
	r, ok := q.st.Figure(s.Key, p)
	if !ok {
		return "·"
	}
	return shown(r)
}

// shown writes a row's value for a narrow column.
func shown(r figure.Row) string {
	switch {
	case r.Reason == figure.NotDisclosed:
		return "n/d"
	case r.Reason != figure.HasValue:
		return string(r.Reason)
	case r.HasRange() && !r.Low.Equal(r.High):
		return format.Exact(r.Low) + " to " + format.Exact(r.High)
	case r.HasRange():
		return format.Exact(r.Low)
	}
	return format.Exact(r.Value)
}

// unitSign writes a unit short.
func unitSign(u figure.Unit) string {
	switch u {
	case figure.USDMillions:
		return "$M"
	case figure.Percent:
		return "%"
	case figure.Gigawatts:
		return "GW"
	case figure.Times:
		return "×"
	}
	return ""
}

// change writes how an amount changed, and gives the growth in percent; NaN
// when there is none.
func change(s figure.Series, from, to figure.Amount) (string, float64) {
	if !from.IsSet() || !to.IsSet() {
		return "·", math.NaN()
	}
	if s.Unit == figure.Percent {
		return format.Signed(to.Sub(from).Float(), 1) + " pp", math.NaN()
	}
	ratio, why := series.Growth(from, to)
	switch why {
	case series.OK:
	case series.BaseNegative:
		return "below zero", math.NaN()
	default:
		return "·", math.NaN()
	}
	if to.Sign() < 0 {
		return "below zero", 100 * ratio
	}
	if ratio > 100 || ratio < -0.99 {
		return "×" + strconv.FormatFloat(ratio+1, 'g', 2, 64), 100 * ratio
	}
	return format.Change(ratio), 100 * ratio
}

// bandView draws the usual band from 0 to 100: the scale reaches half the band's
// width beyond it on both sides.
func bandView(b check.Band, growth float64) *editor.Band {
	from, to := b.Low-(b.High-b.Low)/2, b.High+(b.High-b.Low)/2
	place := func(x float64) string {
		return strconv.FormatFloat(min(max(100*(x-from)/(to-from), 3), 97), 'f', 1, 64)
	}
	v := &editor.Band{
		Low: place(b.Low), High: place(b.High), Mid: place((b.Low + b.High) / 2), From: strconv.FormatFloat(from, 'f', 2, 64), To: strconv.FormatFloat(to, 'f', 2, 64),
		Text: "usually " + format.Change(b.Low/100) + " to " + format.Change(b.High/100) + " on a year earlier",
	}
	if !math.IsNaN(growth) {
		v.Mark, v.Outside = place(growth), growth < b.Low || growth > b.High
	}
	return v
}
