package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"megacycle/store/fault"
	"megacycle/store/figure"
)

// Backup writes a consistent copy of the database to file while the site goes
// on, and verifies it. A file that exists is left alone: Conflict.
func (s *Store) Backup(ctx context.Context, file string) (err error) {
	if _, err := os.Lstat(file); err == nil {
		return fault.New(fault.Conflict, "%s exists already; name a file that does not, or move that one away", file)
	}
	dir, err := os.MkdirTemp(filepath.Dir(file), ".megacycle-backup-")
	if err != nil {
		return fault.Wrap(fault.Unavailable, err, "nothing can be written in %s; check that the folder exists and is yours", filepath.Dir(file))
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	part := filepath.Join(dir, "copy.db")
	if err := copyInto(ctx, s.path, part); err != nil {
		return failed(err, "backup to "+file)
	}
	if err := os.Chmod(part, 0o600); err != nil { // it holds password hashes and drafts
		return err
	}
	if _, err := proven(ctx, part, Options{Now: s.now}); err != nil {
		return fmt.Errorf("the copy could not be read back, nothing was kept: %w", err)
	}
	if err := settled(ctx, part); err != nil {
		return err
	}
	return moveNew(part, file)
}

// moveNew moves a file to a name that nothing has yet, and makes sure that both
// the content and the name reach the disk.
func moveNew(from, to string) error {
	if err := syncFile(from); err != nil {
		return err
	}
	err := os.Link(from, to) // unlike a rename it never replaces
	switch {
	case errors.Is(err, fs.ErrExist):
		return fault.New(fault.Conflict, "%s exists already; name a file that does not, or move that one away", to)
	case err != nil: // a file system without links
		if err := os.Rename(from, to); err != nil {
			return err
		}
	}
	return syncFolder(filepath.Dir(to))
}

func syncFile(name string) error {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncFolder makes names durable where the system can.
func syncFolder(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	if err := f.Sync(); err != nil && !errors.Is(err, fs.ErrInvalid) && !errors.Is(err, fs.ErrPermission) {
		return errors.Join(err, f.Close())
	}
	return f.Close()
}

// proven opens a copy as the program would and gives its newest release: the
// file is sound, its schema is ours (older ones are brought up to date), and
// every hash and every row is as it was released.
func proven(ctx context.Context, path string, o Options) (release int, err error) {
	s, err := Open(ctx, path, o)
	if err != nil {
		return 0, err
	}
	defer func() {
		err = errors.Join(err, s.Close())
		if rerr := os.Remove(path + ".lock"); rerr != nil && !errors.Is(rerr, fs.ErrNotExist) {
			err = errors.Join(err, rerr)
		}
	}()
	rep, err := s.Check(ctx)
	if err != nil {
		return 0, err
	}
	for _, l := range rep.Lines {
		if !l.OK {
			return 0, fault.New(fault.Unavailable, "%s: %s", l.Name, l.Detail)
		}
	}
	return s.Ledger().Current(), nil
}

// settled leaves a database as one file, without a write-ahead log beside it.
func settled(ctx context.Context, path string) error {
	db, err := dial(path, false)
	if err != nil {
		return err
	}
	return errors.Join(settle(ctx, db), db.Close())
}

// Restore puts a backup in the place of the database at path. The backup is
// copied and verified first; the database that was there stays beside it as
// NAME.before-restore-TIME, which is what kept names ("" when there was none).
// It is a Conflict while any process has the database open.
func Restore(ctx context.Context, file, path string, o Options) (kept string, err error) {
	if o.Now == nil {
		return "", errors.New("store: Options.Now is missing")
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if err := fitToRestore(file, path); err != nil {
		return "", err
	}
	held, err := keepOut(path)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, held.release()) }()

	dir, err := os.MkdirTemp(filepath.Dir(path), ".megacycle-restore-")
	if err != nil {
		return "", fault.Wrap(fault.Unavailable, err, "nothing can be written in %s; check that the folder exists and is yours", filepath.Dir(path))
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	part := filepath.Join(dir, "copy.db")
	if err := copyFile(file, part); err != nil {
		return "", fault.Wrap(fault.Unavailable, err, "%s cannot be copied; nothing was changed", file)
	}
	n, err := proven(ctx, part, o)
	if err != nil {
		m := fault.Message(err)
		if m == "" {
			m = "it cannot be read"
		}
		return "", fault.Wrap(fault.Invalid, err, "%s is not a sound backup, nothing was changed: %s", file, strings.ReplaceAll(m, part, file))
	}
	if err := withoutSessions(ctx, part); err != nil {
		return "", err
	}
	if kept, err = replace(ctx, part, path, path+".before-restore-"+o.Now().UTC().Format("20060102T150405Z"), o.Log); err != nil {
		return kept, err
	}
	old := ""
	if kept != "" {
		old = filepath.Base(kept)
	}
	o.Log.Info("database restored", "from", filepath.Base(file), "release", n, "kept", old)
	return kept, nil
}

// fitToRestore refuses what can be seen to be no backup before anything is done.
func fitToRestore(file, path string) error {
	src, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fault.New(fault.NotFound, "there is no file %s", file)
	case err != nil:
		return fault.Wrap(fault.Unavailable, err, "%s cannot be read", file)
	case !src.Mode().IsRegular():
		return fault.New(fault.Invalid, "%s is not a file", file)
	case src.Size() == 0:
		return fault.New(fault.Invalid, "%s is empty", file)
	}
	if dst, err := os.Stat(path); err == nil && os.SameFile(src, dst) {
		return fault.New(fault.Invalid, "%s is the database itself; name a backup", file)
	}
	if wal, err := os.Stat(file + "-wal"); err == nil && wal.Size() > 0 {
		return fault.New(fault.Invalid, "%s is a database in use, not a backup; make one with megacycle backup", file)
	}
	return nil
}

// keepOut claims a database alone, without waiting.
func keepOut(path string) (*hold, error) {
	f, err := os.OpenFile(filepath.Clean(path)+".lock", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fault.Wrap(fault.Unavailable, err, "nothing can be written beside %s; check that the folder exists and is yours", path)
	}
	ok, err := flock(f, true)
	if err == nil && !ok {
		err = fault.New(fault.Conflict, "%s is open in another process; stop the server (or the command) that uses it, then restore", path)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &hold{f}, nil
}

func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

// withoutSessions signs everybody out of a restored database: a session that was
// ended since the backup must not come back to life.
func withoutSessions(ctx context.Context, path string) error {
	db, err := dial(path, false)
	if err != nil {
		return err
	}
	for _, q := range []string{"DELETE FROM session", "DELETE FROM setup_token"} {
		if _, err := db.ExecContext(ctx, q); err != nil {
			return errors.Join(err, db.Close())
		}
	}
	return errors.Join(settle(ctx, db), db.Close())
}

// replace moves part to path, after what is there got the name kept, its
// write-ahead log included. At every moment a whole database stands at path.
func replace(ctx context.Context, part, path, kept string, log *slog.Logger) (string, error) {
	if err := syncFile(part); err != nil {
		return "", err
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		kept = ""
	case err != nil:
		return "", err
	case info.Size() > 0:
		if err := settled(ctx, path); err != nil { // a damaged one is kept as it is, with its log
			log.Warn("the old database could not be closed cleanly; it is kept with its log", "error", err)
		}
		fallthrough
	default:
		if err := moveNew(path, kept); err != nil {
			return "", err
		}
	}
	if err := os.Rename(path+"-wal", kept+"-wal"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return kept, err
	}
	if err := os.Remove(path + "-shm"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return kept, err
	}
	if err := os.Rename(part, path); err != nil {
		return kept, err
	}
	return kept, syncFolder(filepath.Dir(path))
}

// CheckReport is what Check found, one line for each thing it looked at.
type CheckReport struct{ Lines []CheckLine }

// CheckLine is one thing that was looked at.
type CheckLine struct {
	Name   string
	OK     bool
	Detail string // what was counted, or what is wrong
}

// OK says whether nothing is wrong.
func (r CheckReport) OK() bool {
	for _, l := range r.Lines {
		if !l.OK {
			return false
		}
	}
	return true
}

// Check looks at everything that can be verified: the file, the references, the
// versions, the tables' own statements, the hash of every release, the rows
// against what was released, and the audit log. An error means that it could
// not look.
func (s *Store) Check(ctx context.Context) (CheckReport, error) {
	const most = 10 // of what is wrong, per line
	var r CheckReport
	line := func(name, good string, bad []string) {
		detail := good
		if len(bad) > 0 {
			detail = strings.Join(bad[:min(len(bad), most)], "; ")
			if more := len(bad) - most; more > 0 {
				detail += fmt.Sprintf("; and %d more", more)
			}
		}
		r.Lines = append(r.Lines, CheckLine{name, len(bad) == 0, detail})
	}
	found, err := integrity(ctx, s.reader)
	if err != nil {
		found = []string{fault.Message(openFault(err, s.path))}
	}
	line("file", "every page and index is sound", found)
	if found, err = strays(ctx, s.reader); err != nil {
		return r, failed(err, "check references")
	}
	line("references", "every row refers to rows that exist", found)
	if err := s.checkVersions(ctx, line); err != nil {
		return r, failed(err, "check versions")
	}
	err = s.view(ctx, "check releases", func(tx *sql.Tx) error {
		l, problems, err := load(ctx, tx, &figure.Ledger{})
		if err != nil {
			return err
		}
		var chain, rows []string
		for _, p := range problems {
			if p.table {
				rows = append(rows, p.text)
			} else {
				chain = append(chain, p.text)
			}
		}
		line("releases", fmt.Sprintf("%d releases, each hash covers its content and the hash before", len(l.Releases)), chain)
		line("figures", fmt.Sprintf("%d rows, all as they were released", len(l.Rows)), rows)
		var bad []string
		if err := verifyAudit(ctx, tx); err != nil {
			if fault.KindOf(err) == fault.Internal {
				return err
			}
			bad = []string{fault.Message(err)}
		}
		line("audit log", "unbroken, and it notes every release", bad)
		return nil
	})
	return r, err
}
