package search

import (
	"strings"

	"megacycle/store/figure"
	"megacycle/store/spec"
)

// Entries gives everything of a state that can be found. more holds further words
// of a chart by its slug, such as the finding that its figures give.
func Entries(st *figure.State, more map[string]string) []Entry {
	var out []Entry
	for _, c := range st.Charts() {
		sp, err := spec.Parse(c)
		if err != nil {
			continue // a chart that cannot be drawn cannot be found
		}
		e := Entry{Kind: Chart, Key: sp.Slug, Title: sp.Name + " " + more[sp.Slug], Order: sp.Order,
			Names: join(sp.Slug, company(st, sp.Subject), sp.Measure), Text: join(sp.Definition, sp.Caveat, strings.Join(sp.Notes, " "))}
		for _, it := range sp.Items {
			e.Names = join(e.Names, it.Label, it.Series, it.Guidance)
			if s, ok := st.Series(it.Series); ok {
				e.Names = join(e.Names, company(st, s.Company))
				e.Text = join(e.Text, s.Name, s.Definition)
			}
		}
		out = append(out, e)
	}
	for _, k := range st.SeriesKeys() {
		s, _ := st.Series(k)
		out = append(out, Entry{Kind: Series, Key: k, Title: s.Name, Names: join(k, company(st, s.Company), company(st, s.Publisher)), Text: s.Definition})
	}
	for _, c := range st.Companies() {
		out = append(out, Entry{Kind: Company, Key: c.Slug, Title: join(c.Short, c.Name), Names: join(c.Slug, c.Ticker, c.Exchange)})
	}
	events := st.Events()
	for i, e := range events {
		out = append(out, Entry{Kind: Event, Key: e.ID, Title: e.Title, Names: join(company(st, e.Company), e.Kind, string(e.Date)), Text: e.Detail, Order: len(events) - i})
	}
	return out
}

// company gives every name of a company.
func company(st *figure.State, slug string) string {
	c, ok := st.Company(slug)
	if !ok {
		return slug
	}
	return join(slug, c.Short, c.Name, c.Ticker)
}

func join(parts ...string) string { return strings.TrimSpace(strings.Join(parts, " ")) }
