package editor

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"megacycle/store/check"
	"megacycle/store/desk"
	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/store/sheet"
	"megacycle/views/editor"
	"megacycle/views/format"
)

// plan is what a form comes to.
type plan struct {
	changes  []figure.Change
	findings []check.Finding
	bad      problems
}

// planOf turns a form into changes of a change set, with the findings on them.
// What the change set holds of other companies and quarters stays.
func (e *Editor) planOf(q *quarter, f form, before []figure.Change) plan {
	rows, lines, bad := q.judge(f, e.site.Today())
	p := plan{bad: bad}
	prepared, err := sheet.Prepare(q.st, rows)
	if err != nil {
		for _, field := range fault.Fields(err) {
			id := ""
			if n, err := strconv.Atoi(strings.TrimPrefix(field.Name, "line ")); err == nil && n > 0 && n <= len(lines) {
				id = inputID(lines[n-1])
			}
			column, rest, ok := strings.Cut(field.Message, ": ")
			switch {
			case ok && column == "published_on":
				id = "published_on"
			case ok && column == "fiscal_label":
				id = "fiscal_label"
			case !ok || strings.Contains(column, " "):
				rest = field.Message
			}
			p.bad.add(id, "%s", rest)
		}
		if len(fault.Fields(err)) == 0 {
			p.bad.add("", "%s", fault.Message(err))
		}
		return p
	}
	if len(rows) > 0 && len(prepared.Changes) == 0 {
		p.bad.add(inputID(lines[0]), "nothing changes: all of this is published already, word for word")
	}
	p.changes = q.merge(before, prepared.Changes)
	p.findings = check.Changes(q.st, e.site.Today(), p.changes)
	if slices.ContainsFunc(p.bad.order, ofSource) {
		// The form says it beside the source already.
		p.findings = slices.DeleteFunc(p.findings, func(n check.Finding) bool { return n.Code == check.BadSource })
	}
	return p
}

// ofSource says whether a field belongs to a source.
func ofSource(field string) bool {
	return strings.HasPrefix(field, "source.") || strings.HasPrefix(field, "own.")
}

// merge replaces what belongs to this form, and drops sources that nothing
// cites any more.
func (q *quarter) merge(before, fresh []figure.Change) []figure.Change {
	var all []figure.Change
	for _, c := range before {
		if !q.has(c.Figure) {
			all = append(all, c)
		}
	}
	all = append(all, fresh...)
	cited, seen := map[string]bool{}, map[string]bool{}
	for _, c := range all {
		switch {
		case c.Figure != nil:
			cite(cited, c.Figure.Sources)
		case c.Event != nil:
			cite(cited, c.Event.Sources)
		case c.Bet != nil:
			cite(cited, c.Bet.Sources)
		}
	}
	var sources, rest []figure.Change
	for _, c := range all {
		switch {
		case c.Source == nil:
			rest = append(rest, c)
		case cited[c.Source.ID] && !seen[c.Source.ID]:
			seen[c.Source.ID] = true
			sources = append(sources, c)
		}
	}
	return append(sources, rest...)
}

func cite(cited map[string]bool, ids []string) {
	for _, id := range ids {
		cited[id] = true
	}
}

// reasonsFor keeps the reasons that answer a warning, and complains of warnings
// without one.
func reasonsFor(p *plan, f form, q *quarter) map[string]string {
	reasons := map[string]string{}
	for _, n := range p.findings {
		field := ""
		if q.has(&figure.Row{Series: n.Series, Period: n.Period}) {
			field = inputID(n.Series)
		}
		if n.Level == check.Block {
			p.bad.add(blockID(field, n), "%s", nameOf(q.st, n.Series)+n.Message)
			continue
		}
		why := f.reasons[n.Key()]
		switch size := utf8.RuneCountInString(why); {
		case size < leastReason:
			p.bad.add(reasonID(n), "%ssay in at least %d characters why it is right all the same, or correct the number", nameOf(q.st, n.Series), leastReason)
		case size > longestNote:
			p.bad.add(reasonID(n), "this has %d characters; at most %d are allowed", size, longestNote)
		default:
			reasons[n.Key()] = why
		}
	}
	return reasons
}

// blockID is the field that a blocking finding belongs to: findings on sources
// belong to the source.
func blockID(field string, n check.Finding) string {
	if field == "" && n.Code == check.BadSource {
		return "source.link"
	}
	return field
}

// reasonID is the id of the input for a warning's reason.
func reasonID(n check.Finding) string {
	return "reason-" + strings.NewReplacer(" ", "-", ".", "-").Replace(n.Key())
}

// entrySave saves a form as a draft.
func (e *Editor) entrySave(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	if ed, _ := e.sessions.Current(ctx); !ed.Role.MayEdit() {
		return fault.New(fault.Forbidden, "a viewer sees the desk and changes nothing; an admin can give you the role editor")
	}
	q, err := e.quarterOf(r)
	if err != nil {
		return err
	}
	f, err := q.read(r)
	if err != nil {
		return err
	}
	var c desk.ChangeSet
	if f.set != 0 {
		if c, err = e.store.ChangeSet(ctx, f.set); err != nil {
			return err
		}
		if c.State != desk.Draft || c.Version != f.version {
			return e.entryConflict(w, r, &q, f, c, "")
		}
	}
	p := e.planOf(&q, f, c.Changes)
	reasons := reasonsFor(&p, f, &q)
	if !p.bad.none() {
		return e.show(w, r, http.StatusUnprocessableEntity, editor.EntryPage(e.entryView(r, &q, f, p, nil)))
	}
	made := f.set == 0
	title := company(q.company).Name + " " + format.Period(q.period)
	if made {
		if c, err = e.store.CreateChangeSet(ctx, e.actor(r), title); err != nil {
			return err
		}
		f.set, f.version = c.ID, c.Version
	} else {
		title = c.Title
	}
	saved, err := e.store.SaveChanges(ctx, e.actor(r), f.set, f.version, title, f.note, p.changes, reasons)
	if err != nil && made {
		if derr := e.store.Discard(ctx, e.actor(r), f.set, f.version); derr != nil {
			e.log.WarnContext(ctx, "an empty draft stays", "change_set", f.set, "error", derr)
		}
	}
	switch {
	case fault.KindOf(err) == fault.Conflict && !made:
		text := fault.Message(err)
		if c, err = e.store.ChangeSet(ctx, f.set); err != nil {
			return err
		}
		return e.entryConflict(w, r, &q, f, c, text)
	case fault.KindOf(err) == fault.Invalid:
		p.bad.add("", "%s", fault.Message(err))
		if made {
			f.set, f.version = 0, 0
		}
		return e.show(w, r, http.StatusUnprocessableEntity, editor.EntryPage(e.entryView(r, &q, f, p, nil)))
	case err != nil:
		return err
	}
	if typed(r, "then") == "preview" {
		return see(w, r, setHref(saved.ID))
	}
	return see(w, r, entryHref(q.company.Slug, q.period, saved.ID)+"&saved="+strconv.Itoa(saved.Version))
}

// entryConflict shows the form with what was typed, beside what somebody else
// saved in the meantime.
func (e *Editor) entryConflict(w http.ResponseWriter, r *http.Request, q *quarter, f form, theirs desk.ChangeSet, text string) error {
	con := &conflict{theirs: q.drafted(theirs, e.site.Today()), who: theirs.UpdatedBy, href: setHref(theirs.ID)}
	con.text = text
	if con.text == "" {
		con.text = theirs.UpdatedBy + " saved this draft at " + instant(theirs.UpdatedAt) + ", while you were working on it."
	}
	f.version = theirs.Version
	if theirs.State != desk.Draft {
		con.text = "This draft is " + theirs.State + " since " + instant(theirs.UpdatedAt) + ", by " + theirs.UpdatedBy + ". Saving now begins a new draft."
		f.set, f.version = 0, 0
	}
	p := plan{}
	rows, _, _ := q.judge(f, e.site.Today())
	if prepared, err := sheet.Prepare(q.st, rows); err == nil {
		p.changes = prepared.Changes
		p.findings = check.Changes(q.st, e.site.Today(), p.changes)
	}
	return e.show(w, r, http.StatusConflict, editor.EntryPage(e.entryView(r, q, f, p, con)))
}

// conflict is what somebody else saved first.
type conflict struct {
	theirs          form
	text, who, href string
}

// theirsOf gives their value of a series where it differs from mine.
func (c *conflict) theirsOf(key, mine string) string {
	if c == nil {
		return ""
	}
	v := c.theirs.rows[key].value
	if v == mine {
		return ""
	}
	if v == "" {
		return "not entered"
	}
	return v
}

// others lists further drafts that hold figures of this quarter.
func (q *quarter) others(drafts []desk.ChangeSet, set int64) []editor.Link {
	var out []editor.Link
	for _, c := range drafts {
		if c.ID == set || !slices.ContainsFunc(c.Changes, func(ch figure.Change) bool { return q.has(ch.Figure) }) {
			continue
		}
		out = append(out, editor.Link{Href: entryHref(q.company.Slug, q.period, c.ID), Text: c.Title + ", by " + c.Owner})
	}
	return out
}
