package pages

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"megacycle/handlers"
	"megacycle/handlers/charts"
	"megacycle/handlers/data"
	"megacycle/handlers/visit"
	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/store/search"
	"megacycle/store/spec"
	"megacycle/views/chart"
	"megacycle/views/format"
	"megacycle/views/page"
	"megacycle/views/ui"
)

// FindParams names what the list of charts reads beside the state.
var FindParams = []string{"q", "company", "subject"}

const (
	longestQuery = 200 // letters
	mostSeries   = 30  // of one page of results
	mostEvents   = 20
)

// wish is what a reader looks for.
type wish struct {
	query, company, subject string
}

func (w wish) any() bool { return w != wish{} }

// Charts answers with the list of charts, filtered and searched.
func (h *Pages) Charts(r *http.Request) (*handlers.Answer, error) {
	v, err := h.visits.Open(r)
	if err != nil {
		return nil, err
	}
	w, padded, err := wishOf(r.URL.Query())
	if err != nil {
		return nil, err
	}
	if padded || v.Padded() { // a form sends what was left alone as empty values
		return handlers.Redirect(http.StatusFound, findAddress(v, w)), nil
	}
	lib, err := h.library(v.State)
	if err != nil {
		return nil, err
	}
	if err := lib.check(w); err != nil {
		return nil, err
	}
	m := page.Find{Page: v.Frame("charts"), Query: w.query, Company: lib.companyOptions(w.company), Subject: lib.subjectOptions(w.subject),
		Hidden: v.Carried(), Longest: strconv.Itoa(longestQuery), Filtered: w.any(), All: "/charts" + v.Carry()}
	m.Page.Title = "Charts"
	m.Page.Description = "Every chart with its finding: AWS revenue and its path to $600B, cloud market share, capital spending, free cash flow."
	m.Page.Scripts = []string{"find.js"}
	if m.Found, err = h.found(r.Context(), v, lib, w); err != nil {
		return nil, err
	}
	v.Filtered(&m.Page, map[string]string{"q": w.query, "company": w.company, "subject": w.subject})
	if w.any() {
		m.Page.Title = "Charts: " + strings.TrimSuffix(m.Found.Said, ".")
		m.Page.NoIndex = true
	}
	a, err := render(r.Context(), http.StatusOK, page.FindPage(m))
	if err == nil && w.query != "" {
		a.Cache = handlers.NoStore // there is no end of queries
	}
	return a, err
}

// wishOf reads the parameters; padded says that some were sent empty.
func wishOf(q url.Values) (w wish, padded bool, err error) {
	for _, x := range []struct {
		name string
		to   *string
	}{{"q", &w.query}, {"company", &w.company}, {"subject", &w.subject}} {
		if len(q[x.name]) > 1 {
			return w, false, fault.BadField(x.name, "it stands more than once; give one value")
		}
		*x.to = strings.TrimSpace(q.Get(x.name))
		padded = padded || q.Has(x.name) && *x.to == ""
	}
	if utf8.RuneCountInString(w.query) > longestQuery {
		return w, false, fault.BadField("q", "a search has %d letters at most; write a few words, such as capex guidance", longestQuery)
	}
	w.query = strings.ToValidUTF8(w.query, "\uFFFD")
	return w, padded, nil
}

// findAddress gives the address of a wish in the state of a visit.
func findAddress(v *visit.Visit, w wish) string {
	q := url.Values{}
	for name, s := range map[string]string{"q": w.query, "company": w.company, "subject": w.subject} {
		if s != "" {
			q.Set(name, s)
		}
	}
	base := "/charts" + v.Carry()
	switch {
	case len(q) == 0:
		return base
	case strings.Contains(base, "?"):
		return base + "&" + q.Encode()
	}
	return base + "?" + q.Encode()
}

// library is everything of one state that can be listed and found.
type library struct {
	state *figure.State
	specs []spec.Chart
	about map[string][]string // companies of a chart
	index *search.Index
}

// shelves keeps the libraries of the states that were asked for last.
type shelves struct {
	mu   sync.Mutex
	kept []*library
}

const keptLibraries = 6

// library gives the library of a state, from memory when it was asked for lately.
func (h *Pages) library(st *figure.State) (*library, error) {
	h.shelves.mu.Lock()
	i := slices.IndexFunc(h.shelves.kept, func(l *library) bool { return l.state == st })
	if i >= 0 {
		l := h.shelves.kept[i]
		h.shelves.mu.Unlock()
		return l, nil
	}
	h.shelves.mu.Unlock()
	l := &library{state: st, about: map[string][]string{}}
	var err error
	if l.specs, err = chart.Specs(st); err != nil {
		return nil, err
	}
	findings := map[string]string{}
	for _, sp := range l.specs {
		q, err := spec.State{}.Check(sp)
		if err != nil {
			return nil, err
		}
		p, err := chart.Build(st, sp, q)
		if err != nil {
			return nil, err
		}
		findings[sp.Slug] = p.Finding
		l.about[sp.Slug] = companiesOf(st, sp)
	}
	l.index = search.New(search.Entries(st, findings))
	h.shelves.mu.Lock()
	defer h.shelves.mu.Unlock()
	if len(h.shelves.kept) >= keptLibraries {
		h.shelves.kept = slices.Delete(h.shelves.kept, 0, 1)
	}
	h.shelves.kept = append(h.shelves.kept, l)
	return l, nil
}

// companiesOf gives the companies that a chart shows.
func companiesOf(st *figure.State, sp spec.Chart) []string {
	out := []string{sp.Subject}
	for _, it := range sp.Items {
		if s, ok := st.Series(it.Series); ok && !it.Off && !slices.Contains(out, s.Company) {
			out = append(out, s.Company)
		}
	}
	return out
}

// check refuses filters that nothing can pass.
func (l *library) check(w wish) error {
	for _, x := range []struct {
		name, value string
		list        []ui.Option
	}{{"company", w.company, l.companyOptions("")}, {"subject", w.subject, l.subjectOptions("")}} {
		if x.value == "" || slices.ContainsFunc(x.list, func(o ui.Option) bool { return o.Value == x.value }) {
			continue
		}
		var names []string
		for _, o := range x.list {
			names = append(names, o.Value)
		}
		return fault.BadField(x.name, "no chart is filed under “%s”; choose one of %s", clip(x.value), strings.Join(names, ", "))
	}
	return nil
}

// companyOptions lists the companies that charts show, by name.
func (l *library) companyOptions(now string) []ui.Option {
	var out []ui.Option
	for _, c := range l.state.Companies() {
		for _, slugs := range l.about {
			if slices.Contains(slugs, c.Slug) {
				out = append(out, ui.Option{Name: cmp.Or(c.Short, c.Name), Value: c.Slug, Current: c.Slug == now})
				break
			}
		}
	}
	slices.SortStableFunc(out, func(a, b ui.Option) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// subjectOptions lists the subjects that charts have.
func (l *library) subjectOptions(now string) []ui.Option {
	var out []ui.Option
	for _, s := range search.Subjects() {
		if slices.ContainsFunc(l.specs, func(sp spec.Chart) bool { return slices.Contains(search.SubjectsOf(sp), s.Slug) }) {
			out = append(out, ui.Option{Name: s.Name, Value: s.Slug, Current: s.Slug == now})
		}
	}
	return out
}

// found fills what a wish finds: charts first, then series, companies, events.
func (h *Pages) found(ctx context.Context, v *visit.Visit, l *library, w wish) (page.Found, error) {
	var out page.Found
	var res search.Result
	if w.query != "" {
		res = l.index.Find(w.query)
	}
	for _, sp := range l.chosen(res, w) {
		a, err := h.chart(v, sp)
		if err != nil {
			return out, err
		}
		f, err := charts.Figure(ctx, h.draw, a, 360)
		if err != nil {
			return out, err
		}
		f.Href, f.Missing = a.Address("/charts/"+sp.Slug), notYet(a.Plot.Missing)
		out.Cards = append(out.Cards, page.ChartCard{Figure: f, Name: sp.Name})
	}
	if w.query != "" && w.subject == "" { // only charts have subjects
		l.others(v, res, w, &out)
	}
	n := len(out.Cards) + len(out.Series) + len(out.Companies) + len(out.Events)
	if res.Some && n > 0 {
		out.Some = "Nothing has all of these words; these have some of them."
	}
	out.Said = said(out, w.query)
	switch {
	case n > 0:
	case len(l.specs) == 0:
		out.Empty = "No chart is defined yet. A chart appears here once a release carries its definition."
	case w.query == "":
		out.Empty = "No chart is of this company and this subject together. Take one of the two filters away."
	case w.company != "" || w.subject != "":
		out.Empty = "Nothing of this company and subject has these words. Take a filter away, or try one word less."
	default:
		out.Empty = "Nothing has these words. Try one word less, a company (Amazon), or a measure (revenue, capex, backlog)."
	}
	return out, nil
}

// notYet says in one line for each quarter whose figures are not entered.
func notYet(list []chart.Missing) []string {
	var out []string
	for i, m := range list {
		if slices.ContainsFunc(list[:i], func(o chart.Missing) bool { return o.Period == m.Period }) {
			continue
		}
		var who []string
		for _, o := range list[i:] {
			if o.Period == m.Period && o.Company != "" && !slices.Contains(who, o.Company) {
				who = append(who, o.Company)
			}
		}
		if len(who) < 2 {
			out = append(out, m.Text)
			continue
		}
		out = append(out, format.Period(m.Period)+" is not entered yet: "+format.List(who))
	}
	return out
}

// chosen gives the charts that a search and the filters leave, best first, or in
// their own order without a search.
func (l *library) chosen(res search.Result, w wish) []spec.Chart {
	list := l.specs
	if w.query != "" {
		list = nil
		for _, hit := range res.Hits[search.Chart] {
			if i := slices.IndexFunc(l.specs, func(s spec.Chart) bool { return s.Slug == hit.Key }); i >= 0 {
				list = append(list, l.specs[i])
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(list), func(sp spec.Chart) bool {
		return w.company != "" && !slices.Contains(l.about[sp.Slug], w.company) || w.subject != "" && !slices.Contains(search.SubjectsOf(sp), w.subject)
	})
}

// others fills what was found beside charts.
func (l *library) others(v *visit.Visit, res search.Result, w wish, out *page.Found) {
	more := 0
	for _, hit := range res.Hits[search.Series] {
		s, _ := v.State.Series(hit.Key)
		switch {
		case w.company != "" && s.Company != w.company:
		case len(out.Series) == mostSeries:
			more++
		default:
			out.Series = append(out.Series, data.Row(v, s))
		}
	}
	for _, hit := range res.Hits[search.Company] {
		if len(about(v.State, hit.Key)) == 0 || w.company != "" && hit.Key != w.company {
			continue
		}
		c, _ := v.State.Company(hit.Key)
		out.Companies = append(out.Companies, page.FoundLink{Text: cmp.Or(c.Short, c.Name), Href: "/companies/" + c.Slug + v.Carry(), Meta: c.Name})
	}
	events := map[string]figure.Event{}
	for _, e := range v.State.Events() {
		events[e.ID] = e
	}
	for _, hit := range res.Hits[search.Event] {
		e := events[hit.Key]
		switch {
		case w.company != "" && e.Company != w.company:
		case len(out.Events) == mostEvents:
			more++
		default:
			out.Events = append(out.Events, page.FoundLink{Text: e.Title, Href: "/events" + v.Carry() + "#" + url.PathEscape(e.ID),
				Meta: format.Date(e.Date) + ", " + shortName(v.State, e.Company)})
		}
	}
	if more > 0 {
		out.More = fmt.Sprintf("%d more were found. One word more narrows it down.", more)
	}
}

// said says what was found, for the eye and for the ear.
func said(f page.Found, query string) string {
	var parts []string
	for _, x := range []struct {
		n         int
		one, many string
	}{{len(f.Cards), "chart", "charts"}, {len(f.Series), "series", "series"}, {len(f.Companies), "company", "companies"}, {len(f.Events), "event", "events"}} {
		switch x.n {
		case 0:
		case 1:
			parts = append(parts, "1 "+x.one)
		default:
			parts = append(parts, format.Int(x.n)+" "+x.many)
		}
	}
	text := "Nothing was found"
	if len(parts) > 0 {
		text = format.List(parts)
	}
	if query != "" {
		text += " for “" + clip(query) + "”"
	}
	return text + "."
}
