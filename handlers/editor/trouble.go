package editor

import (
	"log/slog"
	"net/http"
	"strconv"

	"megacycle/handlers"
	"megacycle/store/fault"
	"megacycle/views/editor"
)

// titles are what the page of each kind of fault is called.
func title(k fault.Kind) string {
	switch k {
	case fault.NotFound:
		return "There is nothing here"
	case fault.Forbidden:
		return "That is not yours to do"
	case fault.Conflict:
		return "Somebody was faster"
	case fault.Throttled:
		return "Too many tries"
	case fault.Busy, fault.Unavailable:
		return "Not just now"
	case fault.Invalid:
		return "That cannot be"
	}
	return "Something went wrong"
}

// trouble answers with the page that tells about an error.
func (e *Editor) trouble(w http.ResponseWriter, r *http.Request, err error) {
	status := handlers.Status(err)
	text := fault.Message(err)
	if status >= 500 && r.Context().Err() == nil {
		e.log.LogAttrs(r.Context(), slog.LevelError, "the desk failed", slog.String("path", r.URL.Path), slog.Int("status", status), slog.String("error", err.Error()))
	}
	if text == "" {
		text = "It is our mistake and has been noted. What you saved before is safe."
	}
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", strconv.Itoa(2))
	}
	t := editor.Trouble{Page: e.frame(r, title(fault.KindOf(err)), ""), Status: status, Text: sentence(text)}
	for _, f := range fault.Fields(err) {
		t.Hints = append(t.Hints, sentence(f.Message))
	}
	e.showTrouble(w, r, t)
}

// showTrouble sends a page about trouble.
func (e *Editor) showTrouble(w http.ResponseWriter, r *http.Request, t editor.Trouble) {
	t.Plain = true
	if len(t.Links) == 0 {
		t.Links = []editor.Link{{Href: "/edit", Text: "To the desk"}}
	}
	if err := e.show(w, r, t.Status, editor.TroublePage(t)); err != nil {
		e.log.LogAttrs(r.Context(), slog.LevelError, "the page about trouble failed", slog.String("error", err.Error()))
		http.Error(w, t.Text, t.Status)
	}
}

func (e *Editor) notFound(http.ResponseWriter, *http.Request) error {
	return fault.New(fault.NotFound, "the desk has no such page")
}

func (e *Editor) notAllowed(w http.ResponseWriter, r *http.Request) error {
	e.showTrouble(w, r, editor.Trouble{Page: e.frame(r, "That is not how it works", ""), Status: http.StatusMethodNotAllowed,
		Text: "This address does not answer " + clip(r.Method, 20) + " requests."})
	return nil
}
