package store_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"megacycle/store"
	"megacycle/store/desk"
	"megacycle/store/fault"
)

func TestTheSetupTokenWorksOnceAndOnlyTheNewest(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "m.db"), newClock())
	old, ok, err := s.SetupToken(t.Context())
	if err != nil || !ok || len(old) != 43 {
		t.Fatalf("token %q, %t, %v", old, ok, err)
	}
	token, _, err := s.SetupToken(t.Context())
	if err != nil || token == old {
		t.Fatalf("second token %q, %v", token, err)
	}
	var kept string
	if err := s.Writer().QueryRowContext(t.Context(), "SELECT token_sum FROM setup_token").Scan(&kept); err != nil || strings.Contains(kept, token) {
		t.Errorf("the database has %q, %v", kept, err)
	}
	for _, wrong := range []string{old, "", "x", token + "x"} {
		_, err := s.UseSetupToken(t.Context(), wrong, "Ann", "hash", "192.0.2.1")
		wantKind(t, err, fault.NotFound)
	}
	if open, err := s.SetupOpen(t.Context(), token); !open || err != nil {
		t.Errorf("open %t, %v", open, err)
	}
	e, err := s.UseSetupToken(t.Context(), token, " Ann ", "hash", "192.0.2.1")
	if err != nil || e.Role != desk.Admin || e.Name != "Ann" {
		t.Fatalf("editor %+v, %v", e, err)
	}
	_, err = s.UseSetupToken(t.Context(), token, "Eve", "hash", "192.0.2.1")
	wantKind(t, err, fault.NotFound)
	if _, ok, err := s.SetupToken(t.Context()); ok || err != nil {
		t.Errorf("another token though an editor exists: %t, %v", ok, err)
	}
	if open, err := s.SetupOpen(t.Context(), token); open || err != nil {
		t.Errorf("open %t, %v", open, err)
	}
}

func TestTheSetupTokenDiesWhenAnEditorIsAddedOtherwise(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "m.db"), newClock())
	token, _, err := s.SetupToken(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	person(t, s, "Ann", desk.Admin)
	_, err = s.UseSetupToken(t.Context(), token, "Eve", "hash", "")
	wantKind(t, err, fault.NotFound)
}

func TestEditors(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "m.db"), newClock())
	ann := person(t, s, "Ann", desk.Admin)
	for _, name := range []string{"ann", " ANN ", "Ann"} {
		_, err := s.AddEditor(t.Context(), operator(), name, desk.Writer, "hash")
		wantKind(t, err, fault.Conflict)
	}
	for _, name := range []string{"", "  ", "a\nb", "a\x00b", "\xff", strings.Repeat("x", 81)} {
		_, err := s.AddEditor(t.Context(), operator(), name, desk.Writer, "hash")
		wantKind(t, err, fault.Invalid)
	}
	_, err := s.AddEditor(t.Context(), operator(), "Bob", "king", "hash")
	wantKind(t, err, fault.Invalid)
	e, hash, err := s.EditorByName(t.Context(), "aNN")
	if err != nil || e.ID != ann.Editor.ID || hash == "" {
		t.Errorf("found %+v %q, %v", e, hash, err)
	}
	_, _, err = s.EditorByName(t.Context(), "nobody")
	wantKind(t, err, fault.NotFound)
	_, err = s.EditorByID(t.Context(), 99)
	wantKind(t, err, fault.NotFound)

	bob := person(t, s, "Bob", desk.Writer)
	wantKind(t, s.SetPassword(t.Context(), bob, ann.Editor.ID, "new"), fault.Forbidden)
	if err := s.SetPassword(t.Context(), bob, bob.Editor.ID, "new"); err != nil {
		t.Error(err)
	}
	if _, hash, _ = s.EditorByName(t.Context(), "Bob"); hash != "new" {
		t.Errorf("hash is %q", hash)
	}
	wantKind(t, s.DisableEditor(t.Context(), bob, ann.Editor.ID), fault.Forbidden)
	wantKind(t, s.DisableEditor(t.Context(), ann, ann.Editor.ID), fault.Forbidden) // the only admin
	if err := s.DisableEditor(t.Context(), ann, bob.Editor.ID); err != nil {
		t.Error(err)
	}
	wantKind(t, s.SetPassword(t.Context(), bob, bob.Editor.ID, "again"), fault.Forbidden)
	all, err := s.Editors(t.Context())
	if err != nil || len(all) != 2 || !all[1].Disabled || all[0].Name != "Ann" {
		t.Errorf("editors are %+v, %v", all, err)
	}
	log, err := s.AuditLog(t.Context(), 2, 0)
	if err != nil || len(log) != 2 || log[0].Action != "editor.disable" || log[0].Editor != "Ann" || log[0].IP != "192.0.2.1" {
		t.Errorf("audit log is %+v, %v", log, err)
	}
	if older, err := s.AuditLog(t.Context(), 10, int64(log[1].ID)); err != nil || len(older) == 0 || older[0].ID != log[1].ID-1 {
		t.Errorf("older entries are %+v, %v", older, err)
	}
}

func TestSigningInIsThrottled(t *testing.T) {
	c := newClock()
	path := filepath.Join(t.TempDir(), "m.db")
	s := open(t, path, c)
	wait := func(name, ip string) time.Duration {
		t.Helper()
		d, err := s.LoginWait(t.Context(), name, ip)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	try := func(name, ip string, ok bool) {
		t.Helper()
		if err := s.RecordLogin(t.Context(), name, ip, ok); err != nil {
			t.Fatal(err)
		}
	}
	var got []time.Duration
	for range 5 {
		got = append(got, wait("Ann", "192.0.2.1"))
		try("ann", "192.0.2.1", false)
	}
	want := []time.Duration{0, 0, time.Second, 2 * time.Second, 4 * time.Second}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("before try %d one waits %s, want %s", i+1, got[i], want[i])
		}
	}
	if d := wait("ANN", "198.51.100.9"); d != 15*time.Minute {
		t.Errorf("after five failures one waits %s, from anywhere", d)
	}
	if d := wait("Bob", "192.0.2.1"); d != 0 {
		t.Errorf("somebody else at that address waits %s", d)
	}
	_ = s.Close()
	s = open(t, path, c) // a restart forgets nothing
	c.t = c.t.Add(10 * time.Minute)
	if d := wait("Ann", ""); d != 5*time.Minute {
		t.Errorf("ten minutes later one waits %s", d)
	}
	c.t = c.t.Add(5 * time.Minute)
	if d := wait("Ann", ""); d != 0 {
		t.Errorf("fifteen minutes later one waits %s: it must not be locked for good", d)
	}
	try("Ann", "192.0.2.1", false)
	try("Ann", "192.0.2.1", false)
	try("Ann", "192.0.2.1", true)
	if d := wait("Ann", "192.0.2.1"); d != 0 {
		t.Errorf("after a success one waits %s", d)
	}
	for i := range 20 {
		try(fmt.Sprint("name", i), "203.0.113.5", false)
	}
	if d := wait("whoever", "203.0.113.5"); d != 15*time.Minute {
		t.Errorf("after twenty failures from one address one waits %s", d)
	}
	try("mine", "203.0.113.5", true)
	if d := wait("whoever", "203.0.113.5"); d != 15*time.Minute {
		t.Errorf("an own account opened the address: one waits %s", d)
	}
	var names int
	if err := s.Writer().QueryRowContext(t.Context(), "SELECT count(*) FROM login_attempt WHERE name_sum LIKE '%name%'").Scan(&names); err != nil || names != 0 {
		t.Errorf("names are kept as typed: %d, %v", names, err)
	}
}

func TestSessions(t *testing.T) {
	c := newClock()
	s := open(t, filepath.Join(t.TempDir(), "m.db"), c)
	x := s.Sessions()
	if _, found, err := x.FindCtx(t.Context(), "a"); found || err != nil {
		t.Errorf("found %t, %v", found, err)
	}
	for _, data := range []string{"one", "two"} {
		if err := x.CommitCtx(t.Context(), "a", []byte(data), c.t.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	if b, found, err := x.FindCtx(t.Context(), "a"); string(b) != "two" || !found || err != nil {
		t.Errorf("%q, %t, %v", b, found, err)
	}
	c.t = c.t.Add(2 * time.Hour)
	if _, found, _ := x.FindCtx(t.Context(), "a"); found {
		t.Error("it did not end")
	}
	if err := x.CommitCtx(t.Context(), "b", []byte("b"), c.t.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	var n int
	if err := s.Writer().QueryRowContext(t.Context(), "SELECT count(*) FROM session").Scan(&n); err != nil || n != 1 {
		t.Errorf("%d rows, %v", n, err)
	}
	for range 2 {
		if err := x.DeleteCtx(t.Context(), "b"); err != nil {
			t.Error(err)
		}
	}
	if _, found, _ := x.FindCtx(t.Context(), "b"); found {
		t.Error("it was not deleted")
	}
}

func TestRenders(t *testing.T) {
	c := newClock()
	s := open(t, filepath.Join(t.TempDir(), "m.db"), c)
	for _, k := range []string{"a", "b", "c", "a"} {
		c.t = c.t.Add(time.Second)
		if err := s.SaveRender(t.Context(), k, []byte(k+c.t.String())); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.PruneRenders(t.Context(), 2); err != nil {
		t.Fatal(err)
	}
	for k, want := range map[string]bool{"a": true, "b": false, "c": true} {
		b, ok, err := s.LoadRender(t.Context(), k)
		if ok != want || err != nil || (ok && !strings.HasPrefix(string(b), k)) {
			t.Errorf("%s: %q, %t, %v", k, b, ok, err)
		}
	}
}

func TestDrawingsOfStrangersDoNotFillTheDatabase(t *testing.T) {
	c := newClock()
	s := open(t, filepath.Join(t.TempDir(), "m.db"), c)
	run(t, s.Writer(), `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
		INSERT INTO render (key, body, saved_at) SELECT 'old-' || i, x'00', '2026-01-01T00:00:00.000000Z' FROM n`)
	for i := range 100 {
		if err := s.SaveRender(t.Context(), "new-"+strconv.Itoa(i), []byte("x")); err != nil {
			t.Fatal(err)
		}
	}
	var n int
	if err := s.Reader().QueryRow("SELECT count(*) FROM render").Scan(&n); err != nil || n > 2000 {
		t.Errorf("%d drawings are kept, %v", n, err)
	}
	if _, ok, err := s.LoadRender(t.Context(), "new-0"); !ok || err != nil {
		t.Errorf("a new one is gone: %v", err)
	}
}

func TestHotQueriesUseAnIndex(t *testing.T) {
	s, _, _ := filled(t)
	for name, q := range map[string]string{
		"releases":       store.Query("releases"),
		"newest release": "SELECT coalesce(max(n), 0) FROM release",
		"release":        "SELECT changes FROM release WHERE n = ?",
		"change set":     store.Query("change_set"),
		"change sets":    store.Query("change_sets_in"),
		"audit log":      store.Query("audit_log"),
		"login by name":  store.Query("login_by_name"),
		"login by ip":    store.Query("login_by_ip"),
		"old logins":     "DELETE FROM login_attempt WHERE at < ?",
		"session":        "SELECT data FROM session WHERE token = ? AND expires_at > ?",
		"old sessions":   "DELETE FROM session WHERE expires_at <= ?",
		"render":         "SELECT body FROM render WHERE key = ?",
		"editor by name": "SELECT id FROM editor WHERE name_key = ?",
		"editor by id":   "SELECT name FROM editor WHERE id = ?",
		"rows":           "SELECT release, seq, series FROM figure WHERE release > ? ORDER BY release, seq",
		"row sources":    "SELECT release, seq, position, source FROM figure_source WHERE release > ? ORDER BY release, seq, position",
		"one figure":     "SELECT value FROM figure WHERE series = ? AND period = ? ORDER BY published_on, release",
	} {
		if plan := explain(t, s.Reader(), q); strings.Contains(plan, "SCAN") || strings.Contains(plan, "TEMP B-TREE") && name != "login" {
			t.Errorf("%s:\n%s", name, plan)
		}
	}
}

func explain(t *testing.T, db *sql.DB, q string) string {
	t.Helper()
	args := make([]any, strings.Count(q, "?"))
	for i := range args {
		args[i] = 1
	}
	rows, err := db.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+q, args...)
	if err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	defer rows.Close()
	var b strings.Builder
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		b.WriteString("\t" + detail + "\n")
	}
	return b.String()
}
