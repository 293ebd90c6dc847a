package store_test

import (
	"context"
	"strings"
	"testing"

	"megacycle/store"
	"megacycle/store/desk"
	"megacycle/store/fault"
	"megacycle/store/figure"
)

func TestAFailedPublicationChangesNothing(t *testing.T) {
	for name, sabotage := range map[string]func(t *testing.T, s *store.Store) context.Context{
		"cancelled": func(t *testing.T, _ *store.Store) context.Context {
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			return ctx
		},
		"disk full": func(t *testing.T, s *store.Store) context.Context {
			var pages int
			if err := s.Writer().QueryRowContext(t.Context(), "PRAGMA page_count").Scan(&pages); err != nil {
				t.Fatal(err)
			}
			run(t, s.Writer(), "PRAGMA max_page_count = "+itoa(pages+3))
			return t.Context()
		},
		"a late trigger refuses": func(t *testing.T, s *store.Store) context.Context {
			run(t, s.Writer(), "CREATE TRIGGER saboteur AFTER INSERT ON audit WHEN NEW.action = 'release.publish' BEGIN SELECT RAISE(ABORT, 'no'); END")
			return t.Context()
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, path, c := filled(t)
			ann := person(t, s, "Ann", desk.Writer)
			changes := quarter("44400")
			for i := range 200 { // enough to need new pages
				changes = append(changes, figure.Change{Source: &figure.Source{ID: "s" + itoa(i), Publisher: "P", Title: strings.Repeat("title ", 50)}})
			}
			cs := draft(t, s, ann, changes)
			before := s.Ledger()
			audit, err := s.AuditLog(t.Context(), 1000, 0)
			if err != nil {
				t.Fatal(err)
			}
			ctx := sabotage(t, s)
			if _, err := s.Publish(ctx, ann, cs.ID, store.PublishOptions{Version: cs.Version}); err == nil {
				t.Fatal("it was published")
			}
			if s.Ledger() != before {
				t.Error("readers see another ledger")
			}
			run(t, s.Writer(), "DROP TRIGGER IF EXISTS saboteur")
			run(t, s.Writer(), "PRAGMA max_page_count = 1000000")
			if got, err := s.ChangeSet(t.Context(), cs.ID); err != nil || got.State != desk.Draft || got.Version != cs.Version {
				t.Errorf("the draft is %s at %d, %v", got.State, got.Version, err)
			}
			if after, err := s.AuditLog(t.Context(), 1000, 0); err != nil || len(after) != len(audit) {
				t.Errorf("the audit log went from %d to %d entries, %v", len(audit), len(after), err)
			}
			if n := open(t, path, c).Ledger().Current(); n != 1 {
				t.Errorf("the file is at release %d", n)
			}
			if rel, err := s.Publish(t.Context(), ann, cs.ID, store.PublishOptions{Version: cs.Version}); err != nil || rel.N != 2 {
				t.Errorf("publishing later gives release %d, %v", rel.N, err)
			}
		})
	}
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + itoa(n%10)
}

func TestConflictsSayWhoAndWhen(t *testing.T) {
	s, _, _ := filled(t)
	ann, bob := person(t, s, "Ann", desk.Writer), person(t, s, "Bob", desk.Writer)
	cs := draft(t, s, ann, quarter("44400"))
	other := draft(t, s, bob, quarter("44500"))

	_, err := s.SaveChanges(t.Context(), bob, cs.ID, cs.Version-1, cs.Title, "", quarter("1"), nil)
	wantKind(t, err, fault.Conflict)
	for _, w := range []string{"Ann", "24 Nov 2026 12:00 UTC"} {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("the error does not say %q: %v", w, err)
		}
	}
	_, err = s.Publish(t.Context(), ann, cs.ID, store.PublishOptions{Version: cs.Version - 1})
	wantKind(t, err, fault.Conflict)
	if _, err = s.Publish(t.Context(), ann, cs.ID, store.PublishOptions{Version: cs.Version}); err != nil {
		t.Fatal(err)
	}
	_, err = s.Publish(t.Context(), ann, cs.ID, store.PublishOptions{Version: cs.Version})
	wantKind(t, err, fault.Conflict)
	wantKind(t, s.Discard(t.Context(), ann, cs.ID, cs.Version), fault.Conflict)

	_, err = s.Publish(t.Context(), bob, other.ID, store.PublishOptions{Version: other.Version})
	wantKind(t, err, fault.Conflict)
	for _, w := range []string{"test-release", "Ann", "release 2"} {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("the error does not say %q: %v", w, err)
		}
	}
	other, err = s.SaveChanges(t.Context(), bob, other.ID, other.Version, other.Title, "", other.Changes, nil)
	if err != nil {
		t.Fatal(err)
	}
	if rel, err := s.Publish(t.Context(), bob, other.ID, store.PublishOptions{Version: other.Version}); err != nil || rel.N != 3 {
		t.Errorf("after another save it gives release %d, %v", rel.N, err)
	}
}

func TestWhatCannotStandIsRefused(t *testing.T) {
	s, _, _ := filled(t)
	ann := person(t, s, "Ann", desk.Writer)
	with := func(change func(r *figure.Row)) []figure.Change {
		c := quarter("44400")
		change(c[1].Figure)
		return c
	}
	for name, changes := range map[string][]figure.Change{
		"nothing at all":            nil,
		"an unknown series":         with(func(r *figure.Row) { r.Series = "no.such" }),
		"an unknown source":         with(func(r *figure.Row) { r.Sources = []string{"no-such"} }),
		"no source":                 with(func(r *figure.Row) { r.Sources = nil }),
		"no period":                 with(func(r *figure.Row) { r.Period = figure.Period{} }),
		"no day":                    with(func(r *figure.Row) { r.PublishedOn = "" }),
		"a day in the future":       with(func(r *figure.Row) { r.PublishedOn = "2026-11-25" }),
		"an unknown status":         with(func(r *figure.Row) { r.Status = "rumour" }),
		"no value and no reason":    with(func(r *figure.Row) { r.Value = figure.Amount{} }),
		"a value and a reason":      with(func(r *figure.Row) { r.Reason = figure.Withdrawn }),
		"half a range":              with(func(r *figure.Row) { r.Value, r.Low = figure.Amount{}, r.Value }),
		"a link that is a script":   {{Source: &figure.Source{ID: "x", Title: "t", Publisher: "p", URL: "javascript:alert(1)"}}},
		"one thing twice":           append(quarter("1"), quarter("2")...),
		"a series of nobody":        {{Series: &figure.Series{Key: "a.b", Company: "nobody", Publisher: "nobody", Unit: figure.Percent}}},
		"a series in unknown units": {{Series: &figure.Series{Key: "a.b", Company: "amazon", Publisher: "amazon", Unit: "apples"}}},
	} {
		cs := draft(t, s, ann, changes)
		_, err := s.Publish(t.Context(), ann, cs.ID, store.PublishOptions{Version: cs.Version})
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if s.Ledger().Current() != 1 {
		t.Error("something was published")
	}
}

func TestHostileTextIsKeptAsText(t *testing.T) {
	s, path, c := filled(t)
	ann := person(t, s, "Ann", desk.Writer)
	hostile := "</script>'\"; DROP TABLE figure; -- __f__ \u2028 \x00 \xff é" + strings.Repeat("x", 10_000)
	changes := quarter("44400")
	changes[1].Figure.Note = hostile
	changes[0].Source.Title = hostile
	cs := draft(t, s, ann, changes)
	if _, err := s.Publish(t.Context(), ann, cs.ID, store.PublishOptions{Version: cs.Version, Note: hostile}); err != nil {
		t.Fatal(err)
	}
	st, err := open(t, path, c).Ledger().At(0, "", "2026-11-24")
	if err != nil {
		t.Fatal(err)
	}
	r, _ := st.Figure("amazon.aws.revenue", figure.QuarterOf(2026, 3))
	if !strings.HasPrefix(r.Note, "</script>'\"; DROP TABLE figure; -- __f__ \u2028 ") || len(r.Note) < 10_000 {
		t.Errorf("note is %.80q", r.Note)
	}
}

func TestTwoPeople(t *testing.T) {
	s, path, _ := filled(t)
	ann, bob := person(t, s, "Ann", desk.Writer), person(t, s, "Bob", desk.Approver)
	policy := func(want string) {
		t.Helper()
		if p, err := s.Policy(t.Context()); err != nil || p != want {
			t.Errorf("policy is %s, %v, want %s", p, err, want)
		}
	}
	policy("one")
	cy := person(t, s, "Cy", desk.Admin)
	policy("two")

	cs := draft(t, s, ann, quarter("44400"))
	publish := func(a store.Actor, approver *store.Actor) (figure.Release, error) {
		return s.Publish(t.Context(), a, cs.ID, store.PublishOptions{Version: cs.Version, Approver: approver})
	}
	for name, approver := range map[string]*store.Actor{"nobody": nil, "oneself": &ann} {
		_, err := publish(ann, approver)
		if fault.KindOf(err) != fault.Forbidden {
			t.Errorf("approved by %s: %v", name, err)
		}
	}
	if _, err := publish(ann, nil); err == nil || !strings.Contains(err.Error(), "--approved-by") {
		t.Errorf("the error does not say what is needed: %v", err)
	}
	// Bob writes in the draft: now Bob cannot approve it either.
	cs, err := s.SaveChanges(t.Context(), bob, cs.ID, cs.Version, cs.Title, cs.Note, quarter("44401"), nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = publish(bob, nil)
	wantKind(t, err, fault.Forbidden)
	_, err = publish(ann, &bob)
	wantKind(t, err, fault.Forbidden)
	// Who is locked out cannot approve, even with an old session.
	if err := s.DisableEditor(t.Context(), operator(), cy.Editor.ID); err != nil {
		t.Fatal(err)
	}
	policy("one")
	_, err = publish(ann, &cy)
	wantKind(t, err, fault.Forbidden)
	if err := s.SetPolicy(t.Context(), operator(), "two"); err != nil {
		t.Fatal(err)
	}
	policy("two")
	di := person(t, s, "Di", desk.Approver)
	rel, err := publish(di, nil)
	if err != nil || rel.Author != "Ann" || rel.Approver != "Di" || rel.Policy != "two" {
		t.Errorf("release is %+v, %v", rel, err)
	}

	// The tables themselves insist.
	db := raw(t, path)
	for what, tail := range map[string]string{
		"nobody approves":             "1, NULL, 'two'",
		"nobody wrote it":             "NULL, 2, 'two'",
		"one person is both":          "2, 2, 'one'",
		"the approver is an editor":   "2, 1, 'two'",
		"the approver is locked out":  "1, 3, 'two'",
		"the approver does not exist": "1, 99, 'two'",
	} {
		_, err := db.ExecContext(t.Context(), `INSERT INTO release (n, prev_hash, hash, published_at, title, note, changes, author_id, approver_id, policy)
			VALUES (3, ?, 'aa', '2026-11-24T12:00:00.000000Z', 't', '', '[]', `+tail+`)`, rel.Hash)
		if err == nil {
			t.Errorf("%s: not refused", what)
		}
	}
}

func TestAnotherProcessIsNoticed(t *testing.T) {
	s, path, c := filled(t)
	other := open(t, path, c)
	ann := person(t, other, "Ann", desk.Writer)
	news, cancel := s.Subscribe()
	defer cancel()
	if changed, err := s.Refresh(t.Context()); changed || err != nil {
		t.Errorf("nothing happened, but refresh says %t, %v", changed, err)
	}
	cs := draft(t, other, ann, quarter("44400"))
	if _, err := other.Publish(t.Context(), ann, cs.ID, store.PublishOptions{Version: cs.Version}); err != nil {
		t.Fatal(err)
	}
	if s.Ledger().Current() != 1 {
		t.Error("it was seen before the refresh")
	}
	if changed, err := s.Refresh(t.Context()); !changed || err != nil {
		t.Errorf("refresh says %t, %v", changed, err)
	}
	if n := <-news; n != 2 || s.Ledger().Current() != 2 {
		t.Errorf("heard of %d, at %d", n, s.Ledger().Current())
	}
	// A store that lags behind publishes after the newest all the same.
	cs = draft(t, s, ann, []figure.Change{{Source: &figure.Source{ID: "late", Publisher: "p", Title: "t"}}})
	if _, err := s.Publish(t.Context(), ann, cs.ID, store.PublishOptions{Version: cs.Version}); err != nil {
		t.Fatal(err)
	}
	cs = draft(t, other, ann, []figure.Change{{Source: &figure.Source{ID: "later", Publisher: "p", Title: "t"}}})
	if rel, err := other.Publish(t.Context(), ann, cs.ID, store.PublishOptions{Version: cs.Version}); err != nil || rel.N != 4 {
		t.Errorf("release %d, %v", rel.N, err)
	}
	for cancel(); ; {
		if _, ok := <-news; !ok {
			break // closed, after whatever was still waiting
		}
	}
}

func TestRolesAreReadAnew(t *testing.T) {
	s, _, _ := filled(t)
	viewer := person(t, s, "Vi", desk.Viewer)
	_, err := s.CreateChangeSet(t.Context(), viewer, "mine")
	wantKind(t, err, fault.Forbidden)
	forged := viewer
	forged.Editor.Role = desk.Admin
	_, err = s.CreateChangeSet(t.Context(), forged, "mine")
	wantKind(t, err, fault.Forbidden)
	_, err = s.AddEditor(t.Context(), forged, "Eve", desk.Admin, "hash")
	wantKind(t, err, fault.Forbidden)
	_, err = s.CreateChangeSet(t.Context(), operator(), "nobody's")
	wantKind(t, err, fault.Unsigned)
	_, err = s.CreateChangeSet(t.Context(), store.Actor{Via: "web"}, "nobody's")
	wantKind(t, err, fault.Unsigned)
	_, err = s.AddEditor(t.Context(), store.Actor{Via: "web"}, "Eve", desk.Admin, "hash")
	wantKind(t, err, fault.Unsigned)
}
