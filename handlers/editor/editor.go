package editor

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/a-h/templ"
	"github.com/go-chi/chi/v5"

	"megacycle/store/desk"
	"megacycle/store/figure"
	"megacycle/views/chart"
)

// Store is what the desk asks of the store. A missing thing is fault.NotFound, a
// version that moved is fault.Conflict.
type Store interface {
	EditorByName(ctx context.Context, name string) (desk.Editor, string, error)
	SetupOpen(ctx context.Context, token string) (bool, error)
	UseSetupToken(ctx context.Context, token, name, passwordHash, ip string) (desk.Editor, error)
	LoginWait(ctx context.Context, name, ip string) (time.Duration, error)
	RecordLogin(ctx context.Context, name, ip string, ok bool) error
	Audit(ctx context.Context, a desk.Actor, action, object, detail string) error

	CreateChangeSet(ctx context.Context, a desk.Actor, title string) (desk.ChangeSet, error)
	ChangeSet(ctx context.Context, id int64) (desk.ChangeSet, error)
	ChangeSets(ctx context.Context, state string) ([]desk.ChangeSet, error)
	SaveChanges(ctx context.Context, a desk.Actor, id int64, version int, title, note string, changes []figure.Change, reasons map[string]string) (desk.ChangeSet, error)
	Discard(ctx context.Context, a desk.Actor, id int64, version int) error
	Publish(ctx context.Context, a desk.Actor, id int64, o desk.PublishOptions) (figure.Release, error)
	Policy(ctx context.Context) (string, error) // one or two: how many people a publication takes
}

// Sessions knows who is signed in, and passwords.
type Sessions interface {
	Load(next http.Handler) http.Handler
	Current(ctx context.Context) (desk.Editor, bool)
	Expired(ctx context.Context) bool
	Ends(ctx context.Context) time.Time
	SignIn(ctx context.Context, e desk.Editor, passwordHash string) error
	SignOut(ctx context.Context) error
	HashPassword(ctx context.Context, plain string) (string, error)
	VerifyPassword(ctx context.Context, plain, hash string) (bool, error)
	ValidPassword(plain, name string) error
}

// Site is what the desk knows of the running site.
type Site interface {
	Ledger() *figure.Ledger
	Today() figure.Date
	Now() time.Time // UTC
}

// Renderer draws charts as cleaned SVG.
type Renderer interface {
	SVG(ctx context.Context, p *chart.Plot, width int) (string, error)
}

// Deps are the parts of the desk.
type Deps struct {
	Store    Store
	Sessions Sessions
	Site     Site
	Renderer Renderer
	Log      *slog.Logger
}

// Editor serves the desk.
type Editor struct {
	store    Store
	sessions Sessions
	site     Site
	renderer Renderer
	log      *slog.Logger
}

// New makes a desk.
func New(d Deps) *Editor {
	return &Editor{store: d.Store, sessions: d.Sessions, site: d.Site, renderer: d.Renderer, log: d.Log}
}

// maxForm is how many bytes a form may have.
const maxForm = 1 << 20

// Mount puts the addresses of the desk on r, which stands at /edit. The caller
// refuses cross-site requests and sets the security headers.
func (e *Editor) Mount(r chi.Router) {
	r.Use(e.private, e.sessions.Load)
	r.NotFound(e.answer(e.notFound))
	r.MethodNotAllowed(e.answer(e.notAllowed))

	r.Get("/sign-in", e.answer(e.signInShow))
	r.Post("/sign-in", e.answer(e.signIn))
	r.Post("/sign-out", e.answer(e.signOut))
	r.Get("/set-up/{token}", e.answer(e.setUpShow))
	r.Post("/set-up/{token}", e.answer(e.setUp))

	r.Get("/", e.signed(e.deskShow))
	r.Get("/changesets/{id}", e.signed(e.setShow))
	r.Post("/changesets/{id}/publish", e.signed(e.setPublish))
	r.Post("/changesets/{id}/discard", e.signed(e.setDiscard))
	r.Get("/{company}/{period}", e.signed(e.entryShow))
	r.Post("/{company}/{period}", e.signed(e.entrySave))
}

// private keeps everything of the desk out of caches and limits what is sent.
func (e *Editor) private(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "private, no-store")
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		next.ServeHTTP(w, r)
	})
}

// action answers one request; an error becomes a page, see trouble.
type action func(w http.ResponseWriter, r *http.Request) error

// answer runs an action.
func (e *Editor) answer(a action) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := readForm(r); err != nil {
			e.trouble(w, r, err)
			return
		}
		if err := a(w, r); err != nil {
			e.trouble(w, r, err)
		}
	}
}

// signed runs an action for somebody who is signed in; others are sent to sign
// in, with what they had typed.
func (e *Editor) signed(a action) http.HandlerFunc {
	return e.answer(func(w http.ResponseWriter, r *http.Request) error {
		if _, ok := e.sessions.Current(r.Context()); !ok {
			return e.askToSignIn(w, r)
		}
		return a(w, r)
	})
}

// show renders a page into memory first, so that nothing half-made is sent.
func (e *Editor) show(w http.ResponseWriter, r *http.Request, status int, page templ.Component) error {
	var b bytes.Buffer
	if err := page.Render(r.Context(), &b); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	if _, err := w.Write(b.Bytes()); err != nil {
		e.log.LogAttrs(r.Context(), slog.LevelDebug, "the reader went away", slog.String("error", err.Error()))
	}
	return nil
}

// see sends the browser to another page after a POST.
func see(w http.ResponseWriter, r *http.Request, to string) error {
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}
