package editor

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"megacycle/store/desk"
	"megacycle/store/figure"
	"megacycle/views/chart"
	"megacycle/views/editor"
	"megacycle/views/format"
)

const (
	pastQuarters   = 4 // columns of the past
	listedReleases = 5
	namedMissing   = 5 // series that a row names before it counts the rest
)

// deskShow shows what is due, the drafts and what readers are told.
func (e *Editor) deskShow(w http.ResponseWriter, r *http.Request) error {
	ed, _ := e.sessions.Current(r.Context())
	d := editor.Desk{Page: e.frame(r, "Due", "due"), MayEdit: ed.Role.MayEdit()}
	drafts, err := e.store.ChangeSets(r.Context(), desk.Draft)
	if err != nil {
		return err
	}
	for _, c := range drafts {
		d.Drafts = append(d.Drafts, editor.SetLine{Href: setHref(c.ID), Title: c.Title, What: contents(c), When: e.since(c.UpdatedAt), Owner: c.Owner})
	}
	if r.Form.Get("discarded") != "" {
		d.Notice = "The draft was discarded. The record of it stays."
	}
	st, err := e.state()
	if err != nil {
		return err
	}
	if st.Release.N == 0 {
		d.Title, d.Lead = "Nothing has been published yet", "This database was started empty and knows no company or series. To begin with ours, start the program on a new file without --empty."
		return e.show(w, r, http.StatusOK, editor.DeskPage(d))
	}
	items := st.DueItems()
	e.dueRows(&d, st, items, drafts)
	for _, n := range st.NextReports() {
		c, _ := st.Company(n.Company)
		d.Coming = append(d.Coming, editor.Coming{Company: company(c), Label: n.Label, On: format.Date(n.On), Status: n.Status, In: away(n.On, e.site.Today())})
	}
	for _, m := range chart.MissingOf(st) {
		d.Told = append(d.Told, m.Text)
	}
	d.ToldOn = "On the home page and on each chart that it concerns, until it is entered or said to be not disclosed."
	rels := st.Ledger().Releases
	for i := len(rels) - 1; i >= 0 && len(d.Releases) < listedReleases; i-- {
		by := rels[i].Author
		if by == "" {
			by = "with the program"
		}
		d.Releases = append(d.Releases, editor.ReleaseLine{N: rels[i].N, Title: rels[i].Title, When: e.since(rels[i].PublishedAt), By: by})
	}
	return e.show(w, r, http.StatusOK, editor.DeskPage(d))
}

// dueRows fills the table: reports whose day has come, the longest waiting first,
// then the next one of each company that has none.
func (e *Editor) dueRows(d *editor.Desk, st *figure.State, items []figure.DueItem, drafts []desk.ChangeSet) {
	today := e.site.Today()
	var rows []figure.DueItem
	has := map[string]bool{}
	late := 0
	for _, it := range items {
		if it.On <= today && len(it.Missing()) > 0 {
			rows, has[it.Company.Slug] = append(rows, it), true
			if it.Late {
				late++
			}
		}
	}
	for _, it := range items {
		if !has[it.Company.Slug] && len(it.Series) > 0 {
			rows, has[it.Company.Slug] = append(rows, it), true
		}
	}
	main := commonest(rows)
	d.Period = format.Period(main)
	if main.IsZero() {
		return
	}
	for i := pastQuarters; i > 0; i-- {
		d.Quarters = append(d.Quarters, format.Period(main.Add(-i)))
	}
	for _, it := range rows {
		d.Rows = append(d.Rows, e.dueRow(st, it, main, drafts, d.MayEdit))
	}
	d.Title, d.Lead = deskTitle(rows, main, late, today)
}

// commonest gives the quarter that most rows are about.
func commonest(rows []figure.DueItem) figure.Period {
	n := map[figure.Period]int{}
	var best figure.Period
	for _, it := range rows {
		n[it.Period]++
		if n[it.Period] > n[best] {
			best = it.Period
		}
	}
	return best
}

// deskTitle says in a sentence how things stand.
func deskTitle(rows []figure.DueItem, main figure.Period, late int, today figure.Date) (title, lead string) {
	reporters := map[string]bool{}
	for _, it := range rows {
		if it.Late && it.Period == main {
			reporters[it.Company.Slug] = true
		}
	}
	switch {
	case late > 0:
		title = format.Period(main) + " is late for " + count(len(reporters), "reporter", "reporters")
		if more := late - len(reporters); more > 0 {
			title += ", and " + count(more, "earlier report is", "earlier reports are") + " incomplete"
		}
		return title, "Readers are told what is missing until it is entered, or said to be not disclosed."
	case len(rows) == 0:
		return "Nothing is due", "The calendar has nothing to ask for."
	}
	first := slices.MinFunc(rows, func(a, b figure.DueItem) int { return cmp.Compare(a.On, b.On) })
	if first.On <= today {
		return company(first.Company).Name + " is due", "Its report was expected on " + format.Date(first.On) + "."
	}
	return "Nothing is late", "Next is " + company(first.Company).Name + ", on " + format.Date(first.On) + "."
}

func (e *Editor) dueRow(st *figure.State, it figure.DueItem, main figure.Period, drafts []desk.ChangeSet, mayEdit bool) editor.DueRow {
	today := e.site.Today()
	row := editor.DueRow{
		Company: company(it.Company), Label: it.Label, Period: format.Period(it.Period), Late: it.Late, Days: lateness(it.On, today),
		When: format.Date(it.On) + ", " + it.Status, All: len(it.Series), Href: entryHref(it.Company.Slug, it.Period, 0),
	}
	if it.Status == "past" {
		row.When = format.Date(it.On)
	}
	for i := pastQuarters; i > 0; i-- {
		row.Past = append(row.Past, reported(st, it.Company.Slug, main.Add(-i)))
	}
	drafted, set := inDrafts(drafts, it)
	var missing []string
	for _, s := range it.Series {
		switch {
		case s.Have:
			row.Have++
		case drafted[s.Series.Key]:
			row.InDraft++
		default:
			missing = append(missing, plainName(s.Series, it.Company))
		}
	}
	if len(missing) > namedMissing+1 {
		missing = append(missing[:namedMissing], strconv.Itoa(len(missing)-namedMissing)+" more")
	}
	row.Missing = strings.Join(missing, ", ")
	switch {
	case set != 0:
		row.Draft, row.Work, row.Action = true, "Draft", "Continue"
		row.Href = entryHref(it.Company.Slug, it.Period, set)
	case row.Have > 0:
		row.Work, row.Action = "Incomplete", "Enter"
	default:
		row.Work, row.Action = "Nothing entered", "Enter"
	}
	switch {
	case it.On > today && set == 0:
		row.Work, row.Action = "Not reported yet", ""
		row.Missing = ""
	case !mayEdit:
		row.Action = "See"
	}
	for _, n := range st.NextReports() {
		if n.Company == it.Company.Slug && n.Period != it.Period {
			row.Next, row.NextStatus = format.Date(n.On), n.Status
			break
		}
	}
	return row
}

// inDrafts gives the series of a report that drafts hold, and the newest of
// those drafts.
func inDrafts(drafts []desk.ChangeSet, it figure.DueItem) (map[string]bool, int64) {
	keys, set := map[string]bool{}, int64(0)
	for _, c := range drafts {
		for _, ch := range c.Changes {
			f := ch.Figure
			if f == nil || f.Period != it.Period || !slices.ContainsFunc(it.Series, func(s figure.DueSeries) bool { return s.Series.Key == f.Series }) {
				continue
			}
			keys[f.Series] = true
			if set == 0 {
				set = c.ID
			}
		}
	}
	return keys, set
}

// reported counts the figures that a publisher reported for a quarter.
func reported(st *figure.State, publisher string, p figure.Period) int {
	n := 0
	for _, k := range st.SeriesKeys() {
		v, _ := st.Series(k)
		if v.Publisher != publisher || v.Kind != figure.Reported || v.Frequency != "quarter" {
			continue
		}
		if r, ok := st.Figure(k, p); ok && r.Value.IsSet() {
			n++
		}
	}
	return n
}

// plainName gives a series' name without what its company's row says already.
func plainName(s figure.Series, c figure.Company) string {
	name := strings.TrimPrefix(s.Name, company(c).Name+" ")
	name = strings.TrimSuffix(name, " by quarter")
	if who, _, ok := strings.Cut(name, " share of "); ok && strings.HasPrefix(s.Key, "share.") {
		return "share of " + who
	}
	return strings.Replace(name, ", trailing twelve months", ", trailing", 1)
}

// lateness says how far a day lies back.
func lateness(on, today figure.Date) string {
	n := days(on, today)
	switch {
	case n == 0:
		return "due today"
	case n < 0:
		return "due " + away(on, today)
	case n > figure.Grace:
		return count(n, "day late", "days late")
	}
	return "due since " + count(n, "day", "days")
}

// away says how far a day lies ahead.
func away(on, today figure.Date) string {
	if n := days(today, on); n > 0 {
		return "in " + count(n, "day", "days")
	}
	return "today"
}

// days counts from a to b.
func days(a, b figure.Date) int { return int(b.Time().Sub(a.Time()).Hours() / 24) }

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// contents says what a change set holds.
func contents(c desk.ChangeSet) string {
	figures, other := 0, 0
	for _, ch := range c.Changes {
		switch {
		case ch.Figure != nil:
			figures++
		case ch.Source == nil:
			other++
		}
	}
	out := count(figures, "figure", "figures")
	if other > 0 {
		out += ", " + count(other, "other change", "other changes")
	}
	return out
}

func setHref(id int64) string { return "/edit/changesets/" + strconv.FormatInt(id, 10) }

// entryHref is the form of a company and quarter, in a change set or a new one.
func entryHref(slug string, p figure.Period, set int64) string {
	to := "/edit/" + slug + "/" + p.String()
	if set != 0 {
		to += "?set=" + strconv.FormatInt(set, 10)
	}
	return to
}
