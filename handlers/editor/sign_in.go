package editor

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"megacycle/store/desk"
	"megacycle/store/fault"
	"megacycle/views/editor"
)

const maxName = 80 // characters of a person's name

// askToSignIn sends a reader to the sign-in page. Who was sending a form gets
// the sign-in form at once, with what was typed kept inside, so that a session
// that ran out costs no work.
func (e *Editor) askToSignIn(w http.ResponseWriter, r *http.Request) error {
	if r.Method != http.MethodPost {
		q := url.Values{}
		if to := local(r.URL.RequestURI()); to != "/edit" {
			q.Set("next", to)
		}
		if e.sessions.Expired(r.Context()) {
			q.Set("over", "1")
		}
		to := "/edit/sign-in"
		if len(q) > 0 {
			to += "?" + q.Encode()
		}
		return see(w, r, to)
	}
	p := editor.SignIn{Page: e.small(r, "Sign in"), Notice: "Your session is over. Sign in, and what you typed goes on."}
	p.Kept = &editor.Kept{Action: local(r.URL.Path), Fields: fields(r.PostForm)}
	return e.show(w, r, http.StatusUnauthorized, editor.SignInPage(p))
}

// fields lists the values of a form, by name.
func fields(form url.Values) [][2]string {
	var out [][2]string
	for name, list := range form {
		for _, v := range list {
			out = append(out, [2]string{name, v})
		}
	}
	slices.SortStableFunc(out, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
	return out
}

// small gives the frame of a page with one small form.
func (e *Editor) small(r *http.Request, title string) editor.Page {
	return editor.Page{Title: title, Clock: instant(e.site.Now()), Release: e.site.Ledger().Current(), Plain: true}
}

func (e *Editor) signInShow(w http.ResponseWriter, r *http.Request) error {
	next := local(r.Form.Get("next"))
	if _, ok := e.sessions.Current(r.Context()); ok {
		return see(w, r, next)
	}
	p := editor.SignIn{Page: e.small(r, "Sign in"), Next: next}
	switch {
	case r.Form.Get("over") != "":
		p.Notice = "Your session is over. Sign in to go on; drafts are kept."
	case r.Form.Get("out") != "":
		p.Notice = "You are signed out."
	}
	return e.show(w, r, http.StatusOK, editor.SignInPage(p))
}

func (e *Editor) signIn(w http.ResponseWriter, r *http.Request) error {
	ctx, ip := r.Context(), clientIP(r)
	name, password := typed(r, "name"), r.PostForm.Get("password")
	p := editor.SignIn{Page: e.small(r, "Sign in"), Next: local(r.PostForm.Get("next")), Name: editor.Field{Value: clip(name, maxName)}, Kept: keptIn(r)}
	switch n := utf8.RuneCountInString(name); {
	case n == 0:
		p.Name.Problem = "Type your name."
		return e.show(w, r, http.StatusUnprocessableEntity, editor.SignInPage(p))
	case n > maxName:
		p.Name.Problem = "That is longer than a name can be: at most " + strconv.Itoa(maxName) + " characters."
		return e.show(w, r, http.StatusUnprocessableEntity, editor.SignInPage(p))
	}
	wait, err := e.store.LoginWait(ctx, name, ip)
	if err != nil {
		return err
	}
	if wait > 0 {
		e.audit(ctx, desk.Actor{Via: "web", IP: ip}, "sign-in throttled", e.whose(ctx, name), "")
		w.Header().Set("Retry-After", strconv.Itoa(int(wait.Seconds())+1))
		p.Problem = "There were too many wrong tries. Try again at " + e.site.Now().Add(wait).UTC().Format("15:04:05") + " UTC, " + inWords(wait) + " from now."
		return e.show(w, r, http.StatusTooManyRequests, editor.SignInPage(p))
	}
	// The try counts as a failure until it is known to be right, so that many at
	// once do not slip past the throttle while passwords are hashed.
	if err := e.store.RecordLogin(ctx, name, ip, false); err != nil {
		return err
	}
	ed, hash, err := e.verify(ctx, name, password)
	if err != nil {
		return err
	}
	if ed.ID == 0 {
		e.audit(ctx, desk.Actor{Via: "web", IP: ip}, "sign-in failed", e.whose(ctx, name), "")
		p.Problem = "That name and password do not go together, or the account is disabled."
		return e.show(w, r, http.StatusUnprocessableEntity, editor.SignInPage(p))
	}
	if err := e.store.RecordLogin(ctx, name, ip, true); err != nil {
		return err
	}
	if err := e.sessions.SignIn(ctx, ed, hash); err != nil {
		return err
	}
	e.audit(ctx, desk.Actor{Editor: ed, Via: "web", IP: ip}, "sign-in", tag(ed), "")
	if p.Kept != nil {
		return e.show(w, r, http.StatusOK, editor.ResumePage(editor.Resume{Page: e.small(r, "Signed in again"), Kept: *p.Kept}))
	}
	return see(w, r, p.Next)
}

// verify gives the person behind a name and password, the zero Editor when there
// is none. It takes as long for a name that nobody has.
func (e *Editor) verify(ctx context.Context, name, password string) (desk.Editor, string, error) {
	ed, hash, err := e.store.EditorByName(ctx, name)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return desk.Editor{}, "", err
	}
	known := err == nil
	if !known {
		hash = ""
	}
	ok, err := e.sessions.VerifyPassword(ctx, password, hash)
	if err != nil || !ok || !known || ed.Disabled {
		return desk.Editor{}, "", err
	}
	return ed, hash, nil
}

// keptIn reads input that an earlier request brought and that waits for sign-in.
func keptIn(r *http.Request) *editor.Kept {
	action := r.PostForm.Get("keep-action")
	if action == "" || local(action) != action {
		return nil
	}
	k := editor.Kept{Action: action}
	for _, f := range fields(r.PostForm) {
		if name, ok := strings.CutPrefix(f[0], "keep:"); ok {
			k.Fields = append(k.Fields, [2]string{name, f[1]})
		}
	}
	return &k
}

func (e *Editor) signOut(w http.ResponseWriter, r *http.Request) error {
	if ed, ok := e.sessions.Current(r.Context()); ok {
		if err := e.sessions.SignOut(r.Context()); err != nil {
			return err
		}
		e.audit(r.Context(), e.actor(r), "sign-out", tag(ed), "")
	}
	return see(w, r, "/edit/sign-in?out=1")
}

// tag names a person in the audit log by number, so that the name can be erased.
func tag(ed desk.Editor) string { return "editor " + strconv.FormatInt(ed.ID, 10) }

// whose tags the person of a name. A name that nobody has is not noted: people
// type passwords there.
func (e *Editor) whose(ctx context.Context, name string) string {
	ed, _, err := e.store.EditorByName(ctx, name)
	if err != nil {
		return "an unknown name"
	}
	return tag(ed)
}

// audit keeps a record; when that fails the log says so, as the person's own
// action went well.
func (e *Editor) audit(ctx context.Context, a desk.Actor, action, object, detail string) {
	if err := e.store.Audit(ctx, a, action, object, detail); err != nil {
		e.log.LogAttrs(ctx, slog.LevelError, "the audit log could not be written", slog.String("action", action), slog.String("error", err.Error()))
	}
}

// inWords writes a short time.
func inWords(d time.Duration) string {
	s := int(d.Round(time.Second).Seconds())
	switch {
	case s < 2:
		return "a second"
	case s < 90:
		return strconv.Itoa(s) + " seconds"
	}
	return strconv.Itoa((s+59)/60) + " minutes"
}
