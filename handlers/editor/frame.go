package editor

import (
	"log/slog"
	"net/http"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"megacycle/store/desk"
	"megacycle/store/figure"
	"megacycle/views/editor"
	"megacycle/views/format"
)

// frame gives the frame of a page: who is signed in, what waits.
func (e *Editor) frame(r *http.Request, title, section string) editor.Page {
	now := e.site.Now()
	p := editor.Page{Title: title, Section: section, Clock: instant(now), Release: e.site.Ledger().Current()}
	ed, ok := e.sessions.Current(r.Context())
	if !ok {
		return p
	}
	p.Who, p.Role = ed.Name, string(ed.Role)
	if ends := e.sessions.Ends(r.Context()); !ends.IsZero() {
		p.Ends = ends.UTC().Format("15:04") + " UTC"
	}
	if st, err := e.state(); err == nil {
		for _, d := range st.DueItems() {
			if d.Late {
				p.Late++
			}
		}
	}
	drafts, err := e.store.ChangeSets(r.Context(), desk.Draft)
	if err != nil {
		e.log.LogAttrs(r.Context(), slog.LevelError, "drafts could not be counted", slog.String("error", err.Error()))
	}
	p.Drafts = len(drafts)
	return p
}

// state gives today's state of the newest release.
func (e *Editor) state() (*figure.State, error) {
	return e.site.Ledger().At(0, "", e.site.Today())
}

// instant writes a point in time, in UTC.
func instant(t time.Time) string {
	return format.Date(figure.DateOf(t)) + ", " + t.UTC().Format("15:04") + " UTC"
}

// since writes a point in time short: the time of today, else the day.
func (e *Editor) since(t time.Time) string {
	if figure.DateOf(t) == e.site.Today() {
		return t.UTC().Format("15:04") + " UTC"
	}
	return format.Date(figure.DateOf(t))
}

// capital gives text a capital letter.
func capital(s string) string {
	c, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(c)) + s[n:]
}

// sentence gives text a capital letter and a full stop.
func sentence(s string) string {
	if s == "" {
		return s
	}
	s = capital(s)
	if !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "?") {
		s += "."
	}
	return s
}

// clip shortens text to n characters.
func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n]) + "…"
}

// company makes the view of a company.
func company(c figure.Company) editor.Company {
	name := c.Short
	if name == "" {
		name = c.Name
	}
	return editor.Company{Slug: c.Slug, Name: name, Ticker: c.Ticker, Colour: c.Colour}
}
