package pages

import (
	"net/http"
	"slices"
	"strings"

	"megacycle/handlers"
	"megacycle/handlers/charts"
	"megacycle/handlers/visit"
	"megacycle/store/figure"
	"megacycle/views/format"
	"megacycle/views/page"
	"megacycle/views/ui"
)

// EventsParams are the parameters that the timeline has beside those of every page.
func EventsParams() []string { return []string{"company", "kind"} }

// who gives a happening's company as the filter says it: a slug, or a plain name
// in small letters when it is none of ours.
func who(e figure.Event) string { return strings.ReplaceAll(strings.ToLower(e.Company), " ", "-") }

// whoName gives it as readers say it.
func whoName(st *figure.State, e figure.Event) string {
	if _, ok := st.Company(e.Company); ok {
		return shortName(st, e.Company)
	}
	return e.Company
}

// Events answers with the timeline, by year, filtered by kind and company.
func (h *Pages) Events(r *http.Request) (*handlers.Answer, error) {
	v, err := h.visits.Open(r)
	if err != nil {
		return nil, err
	}
	all := v.State.Events()
	kinds, names := map[string]int{}, map[string]string{}
	people := map[string]int{}
	for _, e := range all {
		kinds[e.Kind]++
		people[who(e)]++
		names[who(e)] = whoName(v.State, e)
	}
	kind, err := visit.Choice(r, "kind", keysOf(kinds))
	if err != nil {
		return nil, err
	}
	company, err := visit.Choice(r, "company", keysOf(people))
	if err != nil {
		return nil, err
	}
	m := page.Events{Page: v.Frame("events")}
	m.Page.Title = "Events: the timeline"
	m.Page.Description = "What happened in the AI build-out and when: results, guidance, deals, chips, power and the market’s reactions, each with its source."
	m.Sub = "What happened and when, each with its source. Events of some kinds are marked on the charts that they concern."
	m.Kinds = append(m.Kinds, ui.Option{Name: "All kinds", Current: kind == ""})
	for _, k := range keysOf(kinds) {
		m.Kinds = append(m.Kinds, ui.Option{Name: sentenceCase(k) + " (" + format.Int(kinds[k]) + ")", Value: k, Current: k == kind})
	}
	m.Who = append(m.Who, ui.Option{Name: "Everybody", Current: company == ""})
	order := keysOf(people)
	slices.SortStableFunc(order, func(a, b string) int { return people[b] - people[a] })
	for _, w := range order {
		m.Who = append(m.Who, ui.Option{Name: names[w] + " (" + format.Int(people[w]) + ")", Value: w, Current: w == company})
	}
	v.Filtered(&m.Page, map[string]string{"kind": kind, "company": company})
	m.Hidden = v.Carried()
	if kind != "" || company != "" {
		m.Clear = "/events" + v.Carry()
	}
	n := 0
	for _, e := range slices.Backward(all) {
		if kind != "" && e.Kind != kind || company != "" && who(e) != company {
			continue
		}
		n++
		year := string(e.Date[:4])
		if len(m.Years) == 0 || m.Years[len(m.Years)-1].Name != year {
			m.Years = append(m.Years, page.Year{Name: year})
		}
		y := &m.Years[len(m.Years)-1]
		y.Events = append(y.Events, charts.EventOf(v.State, e, v.Carry(), true))
		y.Text = counted(len(y.Events), "event", "events")
	}
	if n == 0 {
		m.Empty = "No event fits both: choose another kind, or everybody."
		if len(all) == 0 {
			m.Empty = "Nothing had happened yet that is on record. Events appear here with the release that carries them."
		}
	}
	d := dates(v.State)
	m.Dates, m.Past = d.Next, d.Past
	return render(r.Context(), http.StatusOK, page.EventsPage(m))
}

func keysOf(m map[string]int) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return format.Int(n) + " " + many
}

func sentenceCase(s string) string {
	if s == "" {
		return s
	}
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}
