package pages

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"megacycle/handlers"
	"megacycle/handlers/charts"
	"megacycle/handlers/data"
	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/views/format"
	"megacycle/views/page"
	"megacycle/views/ui"
)

const (
	manyChanges = 120 // from here on a release shows the newest figures of each series only
	fewOfMany   = 4
)

// by says who published a release.
func by(r figure.Release) string {
	who := cmp.Or(r.Author, "an editor")
	if r.N == 1 && r.Author == "" {
		who = "the initial figures"
	}
	switch {
	case r.Approver != "" && r.Approver != r.Author:
		return "by " + who + ", approved by " + r.Approver
	case r.N == 1 && r.Author == "":
		return who
	}
	return "by " + who + ", published without a second person"
}

// counts says how much of each kind a release carries.
func counts(l *figure.Ledger, n int) []page.Count {
	var figures, statements, sources, series, bets, events, defs, dates int
	for _, r := range l.Rows {
		if r.Release == n {
			if r.HasRange() {
				statements++
			} else {
				figures++
			}
		}
	}
	count(&sources, l.Sources, n, func(v figure.Source) int { return v.Release })
	count(&series, l.Series, n, func(v figure.Series) int { return v.Release })
	count(&bets, l.Bets, n, func(v figure.Bet) int { return v.Release })
	count(&events, l.Events, n, func(v figure.Event) int { return v.Release })
	count(&defs, l.Charts, n, func(v figure.Chart) int { return v.Release })
	count(&dates, l.Reports, n, func(v figure.Report) int { return v.Release })
	count(&dates, l.Dues, n, func(v figure.Due) int { return v.Release })
	var out []page.Count
	for _, c := range []struct {
		name string
		n    int
	}{{"Figures, each with a source", figures}, {"Guidance, estimates and forecasts", statements}, {"Sources", sources}, {"Series", series},
		{"Public statements", bets}, {"Events", events}, {"Chart definitions", defs}, {"Report dates", dates}} {
		if c.n > 0 {
			out = append(out, page.Count{Name: c.name, N: format.Int(c.n)})
		}
	}
	return out
}

func count[V any](n *int, all []V, release int, of func(V) int) {
	for _, v := range all {
		if of(v) == release {
			*n++
		}
	}
}

// Releases answers with the list of releases.
func (h *Pages) Releases(r *http.Request) (*handlers.Answer, error) {
	v, err := h.visits.Open(r)
	if err != nil {
		return nil, err
	}
	m := page.Releases{Page: v.Frame("releases")}
	m.Page.Title = "Releases"
	m.Page.Description = "What was published when, by whom, and each changed figure, old and new."
	l := v.State.Ledger()
	for _, rel := range slices.Backward(l.Releases) {
		row := page.ReleaseRow{N: strconv.Itoa(rel.N), Href: "/releases/" + strconv.Itoa(rel.N), Title: rel.Title,
			When: format.Date(figure.DateOf(rel.PublishedAt)), By: by(rel), Note: rel.Note}
		if row.Title == "" {
			row.Title = "Release " + row.N
		}
		n := 0
		for _, x := range l.Rows {
			if x.Release == rel.N {
				n++
			}
		}
		row.Figures = format.Int(n) + map[bool]string{true: " figure", false: " figures"}[n == 1]
		m.List = append(m.List, row)
	}
	return render(r.Context(), http.StatusOK, page.ReleasesPage(m))
}

// Release answers with one release: each changed figure, old and new.
func (h *Pages) Release(r *http.Request) (*handlers.Answer, error) {
	v, err := h.visits.Open(r)
	if err != nil {
		return nil, err
	}
	l := v.State.Ledger()
	text := last(r.URL.Path)
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > l.Current() || strconv.Itoa(n) != text {
		return nil, fault.New(fault.NotFound, "there is no release “%s”; the newest is release %d", clip(text), l.Current())
	}
	st, err := h.visits.Release(n)
	if err != nil {
		return nil, err
	}
	var before *figure.State
	if n > 1 {
		if before, err = h.visits.Release(n - 1); err != nil {
			return nil, err
		}
	}
	rel := st.Release
	m := page.Release{Page: v.Frame("releases"), N: "Release " + strconv.Itoa(n), Title: rel.Title, Note: rel.Note, Counts: counts(l, n)}
	if m.Title == "" {
		m.Title = m.N
	}
	m.Page.Title = m.N + ": " + m.Title
	m.Page.Description = m.N + ", published " + format.Date(figure.DateOf(rel.PublishedAt)) + ", " + by(rel) + "."
	m.Facts = []page.Fact{
		{Name: "Published", Text: format.Date(figure.DateOf(rel.PublishedAt)) + ", " + rel.PublishedAt.UTC().Format("15:04") + " UTC"},
		{Name: "Published by", Text: strings.TrimPrefix(by(rel), "by ")},
		{Name: "Charts pinned to it", Text: "/charts?release=" + strconv.Itoa(n), Href: "/charts?release=" + strconv.Itoa(n)},
		{Name: "Hash", Text: rel.Hash, Mono: true},
	}
	if n > 1 {
		m.Facts = slices.Insert(m.Facts, 3, page.Fact{Name: "Charts as they were before", Text: "/charts?release=" + strconv.Itoa(n-1), Href: "/charts?release=" + strconv.Itoa(n-1)})
	}
	if rel.PrevHash != "" {
		m.Facts = append(m.Facts, page.Fact{Name: "Follows", Text: rel.PrevHash, Mono: true})
	}
	if rel.Approver == "" && n > 1 {
		m.Alone = "Published without a second person."
	}
	m.Groups = changeGroups(st, before, n)
	if before != nil {
		if m.Charts, m.Same, err = h.changedCharts(r.Context(), before, st); err != nil {
			return nil, err
		}
		m.Else = changedElse(st, n)
	}
	if n > 1 {
		m.Prev = &ui.Link{Text: "Release " + strconv.Itoa(n-1), Href: "/releases/" + strconv.Itoa(n-1)}
	}
	if n < l.Current() {
		m.Next = &ui.Link{Text: "Release " + strconv.Itoa(n+1), Href: "/releases/" + strconv.Itoa(n+1)}
	}
	return render(r.Context(), http.StatusOK, page.ReleasePage(m))
}

// changeGroups gives the rows of a release by company and series, newest period
// first.
func changeGroups(st, before *figure.State, n int) []page.ChangedWith {
	by := map[string][]figure.Row{}
	total := 0
	for _, r := range st.Ledger().Rows {
		if r.Release == n {
			by[r.Series] = append(by[r.Series], r)
			total++
		}
	}
	var out []page.ChangedWith
	for _, k := range st.SeriesKeys() {
		rows := by[k]
		if len(rows) == 0 {
			continue
		}
		s, _ := st.Series(k)
		i := slices.IndexFunc(out, func(w page.ChangedWith) bool { return w.Colour == s.Company })
		if i < 0 {
			out = append(out, page.ChangedWith{ID: "about-" + s.Company, Name: shortName(st, s.Company), Colour: s.Company})
			i = len(out) - 1
		}
		out[i].Groups = append(out[i].Groups, changeGroup(st, before, s, rows, total))
	}
	return out
}

// changeGroup gives the rows of one series; of a large release the newest few.
func changeGroup(st, before *figure.State, s figure.Series, rows []figure.Row, total int) page.ChangeGroup {
	slices.SortStableFunc(rows, func(a, b figure.Row) int {
		return cmp.Or(b.Period.Compare(a.Period), cmp.Compare(b.PublishedOn, a.PublishedOn))
	})
	g := page.ChangeGroup{ID: s.Key, Name: s.Name, Href: "/data/" + url.PathEscape(s.Key) + "#figures", Unit: data.UnitName(s.Unit), Open: total <= manyChanges}
	g.Summary = counted(len(rows), "figure", "figures") + ", " + format.Periods(rows[len(rows)-1].Period, rows[0].Period)
	show := rows
	if total > manyChanges && len(rows) > fewOfMany {
		show = rows[:fewOfMany]
		g.More = fmt.Sprintf("The newest %d of %d are shown.", fewOfMany, len(rows))
	}
	for _, r := range show {
		g.Rows = append(g.Rows, changeRow(st, before, s, r))
	}
	return g
}

func changeRow(st, before *figure.State, s figure.Series, r figure.Row) page.ChangeRow {
	out := page.ChangeRow{Period: format.Period(r.Period), Href: "/data/" + url.PathEscape(s.Key) + "#" + r.Period.String(), Kind: "new",
		New: data.Text(r, s.Unit), On: format.Date(r.PublishedOn)}
	if r.Approximate {
		out.On = "by " + out.On
	}
	if r.Status != figure.Actual {
		out.Status = string(r.Status)
	}
	if before != nil {
		if old, ok := before.Figure(s.Key, r.Period); ok {
			out.Old = data.Text(old, s.Unit)
			if old.Value.IsSet() && r.Value.IsSet() {
				if d := r.Value.Sub(old.Value); s.Unit == figure.Percent {
					out.Diff = format.Points(d.Float())
				} else if s.Unit == figure.USDMillions && d.Sign() != 0 {
					out.Diff = signedExact(d)
				}
			}
			out.Kind = "revised"
			if old.PublishedOn == r.PublishedOn {
				out.Kind = "corrected"
			}
		}
	}
	if r.Reason != figure.HasValue {
		out.Kind = string(r.Reason)
	}
	if len(r.Sources) > 0 {
		if src, ok := st.Source(r.Sources[0]); ok {
			out.Link = ui.Link{Text: cmp.Or(src.Publisher, src.ID), Href: src.URL, Title: src.Title, Mark: charts.MarkOf(st, s.Key, r.Status)}
		}
	}
	return out
}

// clip shortens a stranger's text for a message.
func clip(s string) string {
	r := []rune(s)
	if len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// itoa writes a release number.
func itoa(n int) string { return strconv.Itoa(n) }
