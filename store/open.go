package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pressly/goose/v3"

	"megacycle/migrations"
	"megacycle/store/fault"
	"megacycle/store/figure"
)

// Options are what a store needs from outside.
type Options struct {
	Now func() time.Time // the clock; required
	Log *slog.Logger     // nil logs nothing
}

// Store is one open database. It is safe for concurrent use, and several
// processes may have the same file open.
type Store struct {
	path   string
	now    func() time.Time
	log    *slog.Logger
	held   *hold
	writer *sql.DB // one connection; its transactions begin as writers
	reader *sql.DB // several connections that cannot write

	ledger atomic.Pointer[figure.Ledger]
	swap   sync.Mutex // whoever replaces the ledger

	rendered atomic.Int64 // drawings kept since the start

	subs   sync.Mutex // guards what follows
	nextID int
	open   map[int]chan int
}

// stamp is the form of every instant in the database: UTC, microseconds, so
// that text order is time order.
const stamp = "2006-01-02T15:04:05.000000Z"

//go:embed *.sql
var queries embed.FS

// query gives the statement that stands in NAME.sql.
func query(name string) string {
	b, err := queries.ReadFile(name + ".sql")
	if err != nil {
		panic("store: no query " + name) // a mistake of ours, found by the first test that runs it
	}
	return string(b)
}

// Open opens the database at path, makes or migrates it, verifies every release
// and loads them. Every error says what to do next; a kind of Unavailable means
// that the file cannot be used as it is.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	if o.Now == nil {
		return nil, errors.New("store: Options.Now is missing")
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if err := prepare(path); err != nil {
		return nil, err
	}
	held, err := share(path)
	if err != nil {
		return nil, err
	}
	s := &Store{path: path, now: o.Now, log: o.Log, held: held, open: map[int]chan int{}}
	if err := s.connect(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// prepare makes the file with rights for its owner only, since it holds
// password hashes and drafts, and refuses what cannot be a database.
func prepare(path string) error {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return fault.New(fault.Unavailable, "%s is a folder; name a file with --db", path)
	case err == nil:
		return nil
	case !errors.Is(err, fs.ErrNotExist):
		return openFault(err, path)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fault.Wrap(fault.Unavailable, err, "%s cannot be made; its folder must exist and belong to the user who runs the program, or name another file with --db", path)
	}
	return f.Close()
}

func (s *Store) connect(ctx context.Context) (err error) {
	if s.writer, err = dial(s.path, false); err != nil {
		return err
	}
	if err := s.writer.PingContext(ctx); err != nil {
		return openFault(err, s.path)
	}
	if err := settings(ctx, s.writer, s.path); err != nil {
		return err
	}
	if err := s.migrate(ctx); err != nil {
		return err
	}
	if s.reader, err = dial(s.path, true); err != nil {
		return err
	}
	return s.view(ctx, "load releases", func(tx *sql.Tx) error {
		l, problems, err := load(ctx, tx, &figure.Ledger{})
		if err != nil {
			return openFault(err, s.path)
		}
		if len(problems) > 0 {
			return tampered(s.path, problems)
		}
		s.ledger.Store(l)
		return s.warn(ctx)
	})
}

// warn tells the log when triggers or tables are not ours. The releases are
// intact all the same, or the store would not have opened.
func (s *Store) warn(ctx context.Context) error {
	got, err := schemaOf(ctx, s.reader)
	if err != nil {
		return openFault(err, s.path)
	}
	if got != migrations.Schema {
		s.log.Warn("the tables are not as the program made them; run megacycle check", "differences", len(difference(got, migrations.Schema)))
	}
	return nil
}

// versions gives the schema of the file and the one that this program needs.
// A file without tables is at 0; one of another program is refused.
func versions(ctx context.Context, db *sql.DB, p *goose.Provider, path string) (have, want int64, err error) {
	for _, src := range p.ListSources() {
		want = max(want, src.Version)
	}
	some, ours, err := hasTables(ctx, db)
	switch {
	case err != nil:
		return 0, 0, openFault(err, path)
	case !some:
		return 0, want, nil
	case !ours:
		return 0, 0, fault.New(fault.Unavailable, "%s is a database of another program; name another file with --db", path)
	}
	if err := db.QueryRowContext(ctx, "SELECT coalesce(max(version_id), 0) FROM schema_version").Scan(&have); err != nil {
		return 0, 0, openFault(err, path)
	}
	if have > want {
		return 0, 0, fault.New(fault.Unavailable, "%s was written by a newer Megacycle (schema %d, this program knows %d); update the program, or restore an older backup with megacycle restore FILE", path, have, want)
	}
	return have, want, nil
}

// migrate brings the tables up to date, alone.
func (s *Store) migrate(ctx context.Context) error {
	p, err := goosed(s.writer)
	if err != nil {
		return err
	}
	have, want, err := versions(ctx, s.writer, p, s.path)
	if err != nil || have == want {
		return err
	}
	if err := s.held.alone(ctx); err != nil {
		return err
	}
	if have, want, err = versions(ctx, s.writer, p, s.path); err == nil && have < want {
		if _, err = p.Up(ctx); err != nil {
			return openFault(err, s.path)
		}
		s.log.Info("database migrated", "from", have, "to", want)
	}
	return errors.Join(err, s.held.shared())
}

// Close ends the subscriptions and closes the database.
func (s *Store) Close() error {
	s.subs.Lock()
	for id, ch := range s.open {
		close(ch)
		delete(s.open, id)
	}
	s.subs.Unlock()
	var errs []error
	for _, db := range []*sql.DB{s.reader, s.writer} { // the last one to close empties the log
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	return errors.Join(append(errs, s.held.release())...)
}

// write runs f in one transaction, all or nothing.
func (s *Store) write(ctx context.Context, doing string, f func(tx *sql.Tx) error) error {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return failed(err, doing)
	}
	if err := f(tx); err != nil {
		if rerr := tx.Rollback(); rerr != nil && !errors.Is(rerr, sql.ErrTxDone) {
			err = errors.Join(err, rerr)
		}
		return failed(err, doing)
	}
	return failed(tx.Commit(), doing)
}

// view runs f over one unchanging view of all tables.
func (s *Store) view(ctx context.Context, doing string, f func(tx *sql.Tx) error) error {
	tx, err := s.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return failed(err, doing)
	}
	err = f(tx)
	if rerr := tx.Rollback(); rerr != nil && !errors.Is(rerr, sql.ErrTxDone) {
		err = errors.Join(err, rerr)
	}
	return failed(err, doing)
}

// at gives the present instant as the database writes it.
func (s *Store) at() string { return s.now().UTC().Format(stamp) }

// instant reads what at wrote.
func instant(text string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return time.Time{}
	}
	return t
}

// querier is what a database and a transaction have in common for reading.
type querier interface {
	QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, q string, args ...any) *sql.Row
}

// hold is the claim of this process on a database: a lock on the file
// NAME.lock beside it. Who uses the database shares it; who replaces or
// migrates it has it alone.
type hold struct{ f *os.File }

// share claims path together with others.
func share(path string) (*hold, error) {
	name := filepath.Clean(path) + ".lock"
	f, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fault.Wrap(fault.Unavailable, err, "%s cannot be made; the folder of the database must belong to the user who runs the program", name)
	}
	h := &hold{f}
	return h, h.until(context.Background(), false, 50, "%s is being restored or migrated by another process; try again when that has ended", path)
}

// alone waits up to two seconds for the others to leave.
func (h *hold) alone(ctx context.Context) error {
	return h.until(ctx, true, 100, "the database has to be migrated, but another process has it open; stop that, then start again")
}

// shared goes back from alone.
func (h *hold) shared() error {
	return h.until(context.Background(), false, 1, "the lock of the database was lost; start again")
}

// until tries for the lock, every 20 ms.
func (h *hold) until(ctx context.Context, alone bool, tries int, otherwise string, args ...any) error {
	for i := range tries {
		ok, err := flock(h.f, alone)
		if ok || err != nil {
			return err
		}
		if i == tries-1 {
			break
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
	return fault.New(fault.Conflict, otherwise, args...)
}

func (h *hold) release() error { return h.f.Close() }
