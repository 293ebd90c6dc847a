package store_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"megacycle/store"
	"megacycle/store/desk"
	"megacycle/store/fault"
)

func TestBackupWhileServingAndRestore(t *testing.T) {
	s, path, c := filled(t)
	ann := person(t, s, "Ann", desk.Writer)
	file := filepath.Join(t.TempDir(), "backup.db")

	// Somebody saves all the while.
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		for ctx.Err() == nil {
			if err := s.SaveRender(context.WithoutCancel(ctx), "k", []byte(strings.Repeat("x", 10_000))); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	err := s.Backup(t.Context(), file)
	stop()
	if werr := <-done; err != nil || werr != nil {
		t.Fatalf("backup: %v; writing meanwhile: %v", err, werr)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the backup is %v, %v", info, err)
	}
	entries, err := os.ReadDir(filepath.Dir(file))
	if err != nil || len(entries) != 1 {
		t.Errorf("the backup left %v, %v", entries, err)
	}
	wantKind(t, s.Backup(t.Context(), file), fault.Conflict)
	wantKind(t, s.Backup(t.Context(), filepath.Join(t.TempDir(), "no", "such", "folder.db")), fault.Unavailable)

	cs := draft(t, s, ann, quarter("44400"))
	if _, err := s.Publish(t.Context(), ann, cs.ID, store.PublishOptions{Version: cs.Version}); err != nil {
		t.Fatal(err)
	}
	if err := s.Sessions().CommitCtx(t.Context(), "a", []byte("x"), c.t.AddDate(0, 0, 1)); err != nil {
		t.Fatal(err)
	}

	_, err = store.Restore(t.Context(), file, path, options(c))
	wantKind(t, err, fault.Conflict) // the server is running
	if !strings.Contains(err.Error(), "stop the server") {
		t.Errorf("the error does not say what to do: %v", err)
	}
	_ = s.Close()
	kept, err := store.Restore(t.Context(), file, path, options(c))
	if err != nil || kept != path+".before-restore-20261124T120000Z" {
		t.Fatalf("restore: %q, %v", kept, err)
	}
	restored := open(t, path, c)
	if n := restored.Ledger().Current(); n != 1 {
		t.Errorf("restored at release %d", n)
	}
	if n := open(t, kept, c).Ledger().Current(); n != 2 {
		t.Errorf("what was there is kept at release %d", n)
	}
	rep, err := restored.Check(t.Context())
	if err != nil || !rep.OK() {
		t.Errorf("check says %+v, %v", rep, err)
	}
}

func TestRestoreToANewPlace(t *testing.T) {
	s, _, c := filled(t)
	file := filepath.Join(t.TempDir(), "backup.db")
	if err := s.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "new.db")
	if kept, err := store.Restore(t.Context(), file, path, options(c)); err != nil || kept != "" {
		t.Fatalf("restore: %q, %v", kept, err)
	}
	if n := open(t, path, c).Ledger().Current(); n != 1 {
		t.Errorf("restored at release %d", n)
	}
}

func TestARestoreOfSomethingElseChangesNothing(t *testing.T) {
	s, path, c := filled(t)
	dir := t.TempDir()
	sound := filepath.Join(dir, "sound.db")
	if err := s.Backup(t.Context(), sound); err != nil {
		t.Fatal(err)
	}
	_ = s.Close()
	body, err := os.ReadFile(sound)
	if err != nil {
		t.Fatal(err)
	}
	write := func(name string, b []byte) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	flipped := []byte(strings.Replace(string(body), `"amazon.aws.revenue"`, `"amazon.aws.revenuf"`, -1)) // pages keep dead bytes, one may be among them
	foreign := filepath.Join(dir, "foreign.db")
	run(t, raw(t, foreign), "CREATE TABLE t (a)")
	tampered := write("tampered.db", body)
	db := raw(t, tampered)
	run(t, db, "DROP TRIGGER figure_refuses_update")
	run(t, db, "UPDATE figure SET value = '1' WHERE series = 'amazon.aws.revenue' AND period = '2026Q2'")
	_ = db.Close()
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string]string{
		"a file that is not there":         filepath.Join(dir, "none.db"),
		"an empty file":                    write("empty.db", nil),
		"text":                             write("text.db", []byte(strings.Repeat("not a database ", 1000))),
		"half a backup":                    write("half.db", body[:len(body)/2]),
		"a backup with flipped characters": write("flipped.db", flipped),
		"a backup with a changed figure":   tampered,
		"a database of another program":    foreign,
		"a folder":                         dir,
		"the database itself":              path,
	} {
		kept, err := store.Restore(t.Context(), file, path, options(c))
		if err == nil || kept != "" {
			t.Errorf("%s was restored", name)
		}
		if m := fault.Message(err); m == "" {
			t.Errorf("%s: the error says nothing to a person: %v", name, err)
		}
	}
	after, err := os.ReadFile(path)
	if err != nil || string(after) != string(before) {
		t.Errorf("the database was touched, %v", err)
	}
	if n := open(t, path, c).Ledger().Current(); n != 1 {
		t.Errorf("at release %d", n)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".megacycle-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestOpenSaysWhatToDo(t *testing.T) {
	dir := t.TempDir()
	c := newClock()
	text := filepath.Join(dir, "text.db")
	if err := os.WriteFile(text, []byte(strings.Repeat("not a database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	foreign := filepath.Join(dir, "foreign.db")
	run(t, raw(t, foreign), "CREATE TABLE t (a)")
	newer := filepath.Join(dir, "newer.db")
	s := open(t, newer, c)
	run(t, s.Writer(), "INSERT INTO schema_version (version_id, is_applied) VALUES (9999, 1)")
	_ = s.Close()
	for name, v := range map[string]struct{ path, want string }{
		"a file that is no database":    {text, "not a Megacycle database"},
		"a database of another program": {foreign, "another program"},
		"a newer schema":                {newer, "update the program"},
		"a folder":                      {dir, "--db"},
		"a folder that is not there":    {filepath.Join(dir, "no", "m.db"), "--db"},
	} {
		got, err := store.Open(t.Context(), v.path, options(c))
		if err == nil {
			_ = got.Close()
			t.Errorf("%s was opened", name)
			continue
		}
		if fault.KindOf(err) != fault.Unavailable || !strings.Contains(err.Error(), v.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOddPathsAndRights(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a b?c=d#e%41.db")
	open(t, path, newClock())
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
}

func TestEveryConnectionIsSetUp(t *testing.T) {
	s, _, _ := filled(t)
	for pragma, want := range map[string]string{
		"synchronous": "2", "foreign_keys": "1", "recursive_triggers": "1", "trusted_schema": "0", "journal_mode": "wal", "busy_timeout": "5000",
	} {
		var w, r string
		if err := s.Writer().QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&w); err != nil || w != want {
			t.Errorf("writer: %s is %s, %v", pragma, w, err)
		}
		if err := s.Reader().QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&r); err != nil || r != want {
			t.Errorf("reader: %s is %s, %v", pragma, r, err)
		}
	}
	if _, err := s.Reader().ExecContext(t.Context(), "DELETE FROM render"); err == nil {
		t.Error("a reader can write")
	}
}
