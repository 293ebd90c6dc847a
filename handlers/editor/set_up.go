package editor

import (
	"net/http"
	"unicode/utf8"

	"github.com/go-chi/chi/v5"

	"megacycle/store/desk"
	"megacycle/store/fault"
	"megacycle/views/editor"
)

// The length of a new password, as the form says it; the rule itself is with
// the sessions.
const (
	leastPassword = 12
	mostPassword  = 128
)

func (e *Editor) setUpShow(w http.ResponseWriter, r *http.Request) error {
	open, err := e.store.SetupOpen(r.Context(), chi.URLParam(r, "token"))
	if err != nil {
		return err
	}
	if !open {
		return e.noSetUp(w, r)
	}
	return e.show(w, r, http.StatusOK, editor.SetUpPage(e.setUpForm(r)))
}

func (e *Editor) setUpForm(r *http.Request) editor.SetUp {
	return editor.SetUp{Page: e.small(r, "Set up"), Token: chi.URLParam(r, "token"), Least: leastPassword, Most: mostPassword}
}

func (e *Editor) setUp(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	p := e.setUpForm(r)
	open, err := e.store.SetupOpen(ctx, p.Token)
	if err != nil {
		return err
	}
	if !open {
		return e.noSetUp(w, r)
	}
	name, password := typed(r, "name"), r.PostForm.Get("password")
	p.Name.Value = clip(name, maxName)
	switch n := utf8.RuneCountInString(name); {
	case n == 0:
		p.Name.Problem = "Choose a name to sign in with."
	case n > maxName:
		p.Name.Problem = "At most 80 characters, please."
	}
	if err := e.sessions.ValidPassword(password, name); err != nil {
		p.Password.Problem = sentence(message(err))
	}
	if p.Name.Problem+p.Password.Problem != "" {
		return e.show(w, r, http.StatusUnprocessableEntity, editor.SetUpPage(p))
	}
	hash, err := e.sessions.HashPassword(ctx, password)
	if err != nil {
		return err
	}
	ed, err := e.store.UseSetupToken(ctx, p.Token, name, hash, clientIP(r))
	switch fault.KindOf(err) {
	case fault.NotFound, fault.Forbidden, fault.Conflict:
		if err != nil {
			return e.noSetUp(w, r)
		}
	case fault.Invalid:
		p.Name.Problem = sentence(message(err))
		return e.show(w, r, http.StatusUnprocessableEntity, editor.SetUpPage(p))
	}
	if err != nil {
		return err
	}
	if err := e.sessions.SignIn(ctx, ed, hash); err != nil {
		return err
	}
	e.audit(ctx, desk.Actor{Editor: ed, Via: "web", IP: clientIP(r)}, "sign-in", tag(ed), "after set-up")
	return see(w, r, "/edit")
}

// message gives what is wrong without the name of the field, which stands beside.
func message(err error) string {
	if fs := fault.Fields(err); len(fs) > 0 {
		return fs[0].Message
	}
	return fault.Message(err)
}

// noSetUp says that a link was used or is wrong.
func (e *Editor) noSetUp(w http.ResponseWriter, r *http.Request) error {
	p := e.small(r, "This set-up link does not work")
	e.showTrouble(w, r, editor.Trouble{Page: p, Status: http.StatusNotFound, Text: "It was used already, or it is not the newest one.",
		Hints: []string{
			"Nobody is set up yet: start the program again, and it prints a new link.",
			"Somebody is: sign in, or have them add you with megacycle user add NAME --role editor --password-stdin.",
		},
		Links: []editor.Link{{Href: "/edit/sign-in", Text: "Sign in"}}})
	return nil
}
