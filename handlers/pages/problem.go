package pages

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"megacycle/handlers"
	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/views/layout"
	"megacycle/views/page"
	"megacycle/views/ui"
)

// Problem answers with the page that tells about an error: what is wrong, what
// is allowed, and the nearest pages that work.
func (h *Pages) Problem(err error, path string) *handlers.Answer {
	status := handlers.Status(err)
	m := page.Problem{Status: strconv.Itoa(status) + " " + http.StatusText(status), Text: sentence(fault.Message(err)),
		Page: layout.Page{NoIndex: true, Description: "An error page."}}
	st, e := h.visits.Current()
	if e != nil {
		st = nil
	}
	if q := fault.Near(err); q != "" {
		m.Links = append(m.Links, ui.Link{Text: "The nearest state that can be shown", Href: clean(path) + q})
	}
	switch fault.KindOf(err) {
	case fault.NotFound:
		m.Title, m.Lead = "This page does not exist", "Perhaps you meant"
		m.Links = append(m.Links, suggestions(st, path)...)
	case fault.Invalid:
		m.Title, m.Lead = "The address asks for something that cannot be shown", "Go on from here"
		for _, f := range fault.Fields(err) {
			m.Fields = append(m.Fields, page.Fact{Name: f.Name, Text: f.Message})
		}
		if len(m.Fields) > 0 {
			m.Text = "A part of the address after the question mark cannot be right. Below is which one, and what is allowed."
		}
		m.Links = append(m.Links, ui.Link{Text: "The same page in its usual state", Href: clean(path)}, ui.Link{Text: "All charts", Href: "/charts"})
	case fault.Busy:
		m.Title, m.Text, m.Lead = "Many charts are being drawn just now", "This one waits for its turn. Load the page again in a moment.", "Go on from here"
		m.Links = []ui.Link{{Text: "Load this page again", Href: clean(path)}, {Text: "All charts", Href: "/charts"}}
	case fault.Unavailable:
		m.Title, m.Lead = "Nothing can be shown just now", "Try again"
		m.Links = []ui.Link{{Text: "Load this page again", Href: clean(path)}}
	case fault.Throttled:
		m.Title, m.Lead = "Too many requests", "Go on from here"
		m.Links = []ui.Link{{Text: "Home", Href: "/"}}
	case fault.Internal:
		m.Title, m.Lead = "Something went wrong on our side", "Go on from here"
		m.Text = "It has been noted. The figures themselves are not affected."
		m.Links = []ui.Link{{Text: "Home", Href: "/"}, {Text: "All charts", Href: "/charts"}}
	default:
		m.Title, m.Lead = "This cannot be done", "Go on from here"
		m.Links = []ui.Link{{Text: "Home", Href: "/"}}
	}
	m.Page.Title = m.Title
	var b bytes.Buffer
	if e := page.ProblemPage(m).Render(context.Background(), &b); e != nil {
		return LastResort()
	}
	return handlers.HTML(status, b.Bytes())
}

// LastResort is the page for when nothing else can be made: it needs neither
// figures nor a template.
func LastResort() *handlers.Answer {
	const text = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><title>Something went wrong | Megacycle</title></head>
<body><h1>Something went wrong on our side</h1><p>It has been noted. The figures themselves are not affected.</p><p><a href="/">Home</a></p></body></html>
`
	a := handlers.HTML(http.StatusInternalServerError, []byte(text))
	a.Cache = handlers.NoStore
	return a
}

// sentence writes a message as a sentence.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	r := []rune(s)
	s = strings.ToUpper(string(r[:1])) + string(r[1:])
	if !strings.HasSuffix(s, ".") {
		s += "."
	}
	return s
}

// clean gives a path that is safe to link to, without its data extension.
func clean(path string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.Contains(path, "\\") {
		return "/"
	}
	for _, ext := range []string{".svg", ".png", ".csv", ".xlsx", ".json"} {
		path = strings.TrimSuffix(path, ext)
	}
	return path
}

// suggestions gives the pages whose names are nearest to what was asked for.
func suggestions(st *figure.State, path string) []ui.Link {
	type hit struct {
		link ui.Link
		far  int
	}
	var hits []hit
	word := strings.ToLower(last(clean(path)))
	if len(word) > 80 {
		word = word[:80]
	}
	add := func(name, href, text string) {
		d := distance(word, name)
		switch {
		case word != "" && (strings.Contains(name, word) || strings.Contains(word, name)):
			d = min(d, 2)
		}
		if d*2 <= max(len(name), len(word))+1 {
			hits = append(hits, hit{ui.Link{Text: text, Href: href}, d})
		}
	}
	if st != nil && word != "" {
		for _, c := range st.Charts() {
			add(c.Slug, "/charts/"+c.Slug, "Chart: "+c.Slug)
		}
		if strings.Contains(path, "/data/") || strings.Contains(word, ".") {
			for _, k := range st.SeriesKeys() {
				add(k, "/data/"+k, "Series: "+k)
			}
		}
		for _, c := range st.Companies() {
			if len(about(st, c.Slug)) > 0 {
				add(c.Slug, "/companies/"+c.Slug, "Company: "+shortName(st, c.Slug))
			}
		}
	}
	for name, text := range map[string]string{"charts": "All charts", "data": "All series", "releases": "Releases", "fact-check": "Fact check", "about": "Method", "companies": "Companies", "events": "Events"} {
		add(name, "/"+name, text)
	}
	slices.SortFunc(hits, func(a, b hit) int {
		if a.far != b.far {
			return a.far - b.far
		}
		return strings.Compare(a.link.Href, b.link.Href)
	})
	var out []ui.Link
	for _, h := range hits {
		if len(out) == 5 {
			break
		}
		out = append(out, h.link)
	}
	if len(out) == 0 {
		out = append(out, ui.Link{Text: "All charts", Href: "/charts"}, ui.Link{Text: "All series", Href: "/data"})
	}
	return append(out, ui.Link{Text: "Home", Href: "/"})
}

// distance counts the edits between two words (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diagonal
			if a[i-1] != b[j-1] {
				cost++
			}
			diagonal = row[j]
			row[j] = min(row[j]+1, row[j-1]+1, cost)
		}
	}
	return row[len(b)]
}
