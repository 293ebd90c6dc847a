package editor

import (
	"encoding/json"
	"net/http"
	"strconv"
	"unicode/utf8"

	"megacycle/store/desk"
	"megacycle/store/fault"
	"megacycle/views/editor"
)

// setPublish makes a release of a change set, if it is still the one that was
// looked at.
func (e *Editor) setPublish(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	c, err := e.setOf(r)
	if err != nil {
		return err
	}
	ed, _ := e.sessions.Current(ctx)
	if !ed.Role.MayEdit() {
		return fault.New(fault.Forbidden, "a viewer sees the desk and publishes nothing; an admin can give you another role")
	}
	version, err := strconv.Atoi(typed(r, "version"))
	if err != nil {
		return fault.New(fault.Invalid, "the form does not say which version was looked at; open the change set again")
	}
	note := prose(r, "note")
	if c.State != desk.Draft || c.Version != version {
		return e.setRefused(w, r, c, note, http.StatusConflict, movedOn(c, version, e.since(c.UpdatedAt)))
	}
	if utf8.RuneCountInString(note) > longestWhy {
		v, err := e.setView(r, c, clip(note, longestWhy))
		if err != nil {
			return err
		}
		v.Note.Problem = "The note was longer than " + strconv.Itoa(longestWhy) + " characters; this is its beginning."
		v.Problem = "The note is too long."
		return e.show(w, r, http.StatusUnprocessableEntity, editor.SetPage(v))
	}
	v, err := e.setView(r, c, note)
	if err != nil {
		return err
	}
	if !v.MayTry {
		v.Problem = v.WhyNot
		return e.show(w, r, http.StatusUnprocessableEntity, editor.SetPage(v))
	}
	pr, err := e.preview(c)
	if err != nil {
		return err
	}
	findings, err := json.Marshal(pr.findings)
	if err != nil {
		return err
	}
	rel, err := e.store.Publish(ctx, e.actor(r), c.ID, desk.PublishOptions{Version: version, Note: note, Findings: findings})
	switch fault.KindOf(err) {
	case fault.Conflict:
		return e.setRefused(w, r, c, note, http.StatusConflict, fault.Message(err))
	case fault.Forbidden:
		return e.setRefused(w, r, c, note, http.StatusForbidden, fault.Message(err))
	case fault.Invalid:
		return e.setRefused(w, r, c, note, http.StatusUnprocessableEntity, fault.Message(err))
	}
	if err != nil {
		return err
	}
	return see(w, r, "/releases/"+strconv.Itoa(rel.N))
}

// movedOn says that a change set is no longer what the person looked at.
func movedOn(c desk.ChangeSet, version int, when string) string {
	if c.State != desk.Draft {
		return "This change set is " + c.State + " already, by " + c.UpdatedBy + "."
	}
	return c.UpdatedBy + " saved it at " + when + ", after you looked: you saw version " + strconv.Itoa(version) + ", this is version " + strconv.Itoa(c.Version) +
		". Below is the newest; look at it again before you publish."
}

// setRefused shows a change set, as it is now, with the reason why it was not
// published.
func (e *Editor) setRefused(w http.ResponseWriter, r *http.Request, c desk.ChangeSet, note string, status int, why string) error {
	if fresh, err := e.store.ChangeSet(r.Context(), c.ID); err == nil {
		c = fresh
	}
	v, err := e.setView(r, c, note)
	if err != nil {
		return err
	}
	v.Problem = sentence(why)
	return e.show(w, r, status, editor.SetPage(v))
}

// setDiscard closes a draft.
func (e *Editor) setDiscard(w http.ResponseWriter, r *http.Request) error {
	c, err := e.setOf(r)
	if err != nil {
		return err
	}
	ed, _ := e.sessions.Current(r.Context())
	if !ed.Role.MayEdit() {
		return fault.New(fault.Forbidden, "a viewer sees the desk and discards nothing; an admin can give you another role")
	}
	version, err := strconv.Atoi(typed(r, "version"))
	if err != nil {
		return fault.New(fault.Invalid, "the form does not say which version was looked at; open the change set again")
	}
	err = e.store.Discard(r.Context(), e.actor(r), c.ID, version)
	if fault.KindOf(err) == fault.Conflict {
		return e.setRefused(w, r, c, c.Note, http.StatusConflict, fault.Message(err))
	}
	if err != nil {
		return err
	}
	return see(w, r, "/edit?discarded=1")
}
