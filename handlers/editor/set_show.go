package editor

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"megacycle/store/check"
	"megacycle/store/desk"
	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/store/sheet"
	"megacycle/views/editor"
	"megacycle/views/format"
)

// setOf resolves the address of a change set.
func (e *Editor) setOf(r *http.Request) (desk.ChangeSet, error) {
	text := chi.URLParam(r, "id")
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id < 1 {
		return desk.ChangeSet{}, fault.New(fault.NotFound, "there is no change set %q", clip(text, 40))
	}
	return e.store.ChangeSet(r.Context(), id)
}

// setShow shows a change set with its consequences.
func (e *Editor) setShow(w http.ResponseWriter, r *http.Request) error {
	c, err := e.setOf(r)
	if err != nil {
		return err
	}
	v, err := e.setView(r, c, c.Note)
	if err != nil {
		return err
	}
	return e.show(w, r, http.StatusOK, editor.SetPage(v))
}

// setView fills the page of a change set. A published one is shown against the
// release before it.
func (e *Editor) setView(r *http.Request, c desk.ChangeSet, note string) (editor.Set, error) {
	ed, _ := e.sessions.Current(r.Context())
	v := editor.Set{
		Page: e.frame(r, c.Title, "changesets"), ID: strconv.FormatInt(c.ID, 10), Name: c.Title, State: c.State, Hash: clip(c.Hash, 12), Version: strconv.Itoa(c.Version),
		Owner: c.Owner, Saved: e.since(c.UpdatedAt), Note: editor.Field{Value: note}, Release: c.Release, MayEdit: ed.Role.MayEdit() && c.State == desk.Draft,
	}
	pr, err := e.preview(c)
	if err != nil {
		return v, err
	}
	v.After = pr.after.Release.N
	for _, n := range pr.findings {
		if n.Level == check.Block {
			v.Blocks = append(v.Blocks, editor.Problem{Code: n.Code, Text: nameOf(pr.after, n.Series) + n.Message})
		} else if len([]rune(c.Reasons[n.Key()])) < leastReason {
			v.Unstated++
			v.Blocks = append(v.Blocks, editor.Problem{Code: n.Code, Text: nameOf(pr.after, n.Series) + n.Message + " A reason is needed: edit the draft and type it."})
		}
	}
	for _, ch := range c.Changes {
		switch {
		case ch.Figure != nil:
			v.Figures = append(v.Figures, figureLine(pr, c, *ch.Figure))
		case ch.Source == nil:
			v.Others = append(v.Others, otherChange(ch))
		}
	}
	e.charts(r.Context(), &v, pr)
	keyChanges(&v, pr)
	v.Lead = lead(v)
	if c.State == desk.Draft {
		e.edits(&v, pr, c)
		e.decision(r.Context(), &v, c, ed)
	}
	return v, nil
}

// preview is a change set between the state before and the state after it.
type preview struct {
	before, after *figure.State
	findings      []check.Finding
}

// preview builds the states on both sides of a change set, as publication would.
func (e *Editor) preview(c desk.ChangeSet) (preview, error) {
	l, today := e.site.Ledger(), e.site.Today()
	if c.State == desk.Published && c.Release > 1 {
		after, err := l.At(c.Release, "", today)
		if err != nil {
			return preview{}, err
		}
		before, err := l.At(c.Release-1, "", today)
		if err != nil {
			return preview{}, err
		}
		return preview{before, after, check.Changes(before, today, c.Changes)}, nil
	}
	after, err := l.With(figure.Release{N: l.Current() + 1, Title: c.Title, Author: c.Owner, PublishedAt: e.site.Now()}, c.Changes).At(0, "", today)
	if err != nil {
		return preview{}, err
	}
	before, err := e.state()
	if err != nil {
		return preview{}, err
	}
	return preview{before, after, check.Changes(before, today, c.Changes)}, nil
}

// nameOf names a series in front of a message about it.
func nameOf(st *figure.State, key string) string {
	s, ok := st.Series(key)
	if !ok {
		return ""
	}
	return s.Name + ": "
}

// figureLine fills one line of old and new.
func figureLine(pr preview, c desk.ChangeSet, f figure.Row) editor.FigureLine {
	s, _ := pr.after.Series(f.Series)
	verdict, old := sheet.Judge(pr.before, f)
	line := editor.FigureLine{
		Name: s.Name, Key: f.Series, Unit: unitSign(s.Unit), Period: format.Period(f.Period), Before: "·", Old: "not entered", New: strings.TrimSpace(f.Qualifier + " " + shown(f)),
		What: string(verdict), Growth: "·", PublishedOn: format.Date(f.PublishedOn), Status: string(f.Status), Note: f.Note,
	}
	if s.Name == "" {
		line.Name = f.Series
	}
	if verdict != sheet.New {
		line.Old = shown(old)
	}
	if f.Period.Kind == figure.Quarter {
		if b, ok := pr.after.Figure(f.Series, f.Period.Add(-1)); ok {
			line.Before = shown(b)
		}
		if y, ok := pr.after.Figure(f.Series, f.Period.Add(-4)); ok {
			line.Growth, _ = change(s, y.Value, f.Value)
		}
	}
	if len(f.Sources) > 0 {
		src, _ := pr.after.Source(f.Sources[0])
		line.Source, line.NoLink = src.Publisher+", "+src.Title, src.NoLink
		if followable(src.URL) {
			line.SourceHref = src.URL
		}
	}
	for _, n := range pr.findings {
		if n.Series == f.Series && n.Period == f.Period {
			line.Findings = append(line.Findings, editor.Finding{Code: n.Code, Text: n.Message, Blocks: n.Level == check.Block, Reason: c.Reasons[n.Key()]})
		}
	}
	return line
}

// otherChange names a change that is no figure.
func otherChange(ch figure.Change) string {
	switch {
	case ch.Company != nil:
		return "Company " + ch.Company.Name
	case ch.Series != nil:
		return "Series " + ch.Series.Key
	case ch.Event != nil:
		return "Event of " + format.Date(ch.Event.Date) + ": " + ch.Event.Title
	case ch.Bet != nil:
		return "Statement of " + ch.Bet.Who + ": " + ch.Bet.Statement
	case ch.Chart != nil:
		return "Chart " + ch.Chart.Slug
	case ch.Report != nil:
		return "Report date of " + ch.Report.Company + ", " + ch.Report.Period.String()
	case ch.Due != nil:
		return "Calendar: " + ch.Due.Company + ", " + ch.Due.Period.String() + " on " + format.Date(ch.Due.On)
	}
	return "Something else"
}

// lead counts what the change set does.
func lead(v editor.Set) string {
	n := map[string]int{}
	for _, f := range v.Figures {
		n[f.What]++
	}
	var parts []string
	for _, what := range []sheet.Verdict{sheet.New, sheet.Revised, sheet.Corrected, sheet.Unchanged} {
		if k := n[string(what)]; k > 0 {
			parts = append(parts, strconv.Itoa(k)+" "+string(what))
		}
	}
	text := "No figures."
	if len(parts) > 0 {
		text = sentence(strings.Join(parts, ", ") + " " + map[bool]string{true: "figure", false: "figures"}[len(v.Figures) == 1])
	}
	keys := 0
	for _, k := range v.Keys {
		if k.Changed {
			keys++
		}
	}
	return text + " " + count(len(v.Pairs), "chart changes", "charts change") + ", " + count(keys, "headline figure changes", "headline figures change") + "."
}

// edits links to the forms of the quarters that a draft is about.
func (e *Editor) edits(v *editor.Set, pr preview, c desk.ChangeSet) {
	seen := map[string]bool{}
	for _, ch := range c.Changes {
		f := ch.Figure
		if f == nil || f.Period.Kind != figure.Quarter {
			continue
		}
		s, _ := pr.after.Series(f.Series)
		href := entryHref(s.Publisher, f.Period, c.ID)
		who, ok := pr.after.Company(s.Publisher)
		if !ok || seen[href] || len(seen) >= 8 {
			continue
		}
		seen[href] = true
		v.Edit = append(v.Edit, editor.Link{Href: href, Text: "Edit " + company(who).Name + ", " + format.Period(f.Period)})
	}
}

// decision says whether this person may ask for publication, and why not.
func (e *Editor) decision(ctx context.Context, v *editor.Set, c desk.ChangeSet, ed desk.Editor) {
	policy, err := e.store.Policy(ctx)
	if err != nil {
		e.log.ErrorContext(ctx, "the policy could not be read", "error", err)
	}
	switch {
	case !ed.Role.MayEdit():
		v.WhyNot = "A viewer sees; an editor or approver publishes."
	case len(c.Changes) == 0:
		v.WhyNot = "There is nothing in it yet."
	case len(v.Blocks) > 0:
		v.WhyNot = "First put right what is listed above."
	default:
		v.MayTry = true
	}
	if policy == "two" {
		v.Solo = "This installation asks for two people: somebody else than those who wrote it, an approver or admin, has to publish it."
	} else if ed.ID == c.OwnerID || !ed.Role.MayApprove() {
		v.Solo = "The release will say “published without a second person”."
	}
}
