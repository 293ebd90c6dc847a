package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
	"modernc.org/sqlite"
	sqlitelib "modernc.org/sqlite/lib"

	"megacycle/migrations"
	"megacycle/store/fault"
)

// All that is particular to SQLite stands in this file and in migrations; the
// rest of the package is SQL that another database would understand.

// oldest is the first SQLite without the flaw that could damage a WAL database
// written by two connections (fixed in 3.51.3, 2026).
const oldest = "3.51.3"

// dsn names the file for the driver. Every connection gets the same settings,
// so none depends on what somebody ran before.
func dsn(path string, reader bool) string {
	v := url.Values{"_txlock": {"immediate"}, "_defensive": {"1"}, "_dqs": {"0"}, "_error_rc": {"1"}}
	v["_pragma"] = []string{
		"busy_timeout(5000)", // milliseconds
		"journal_mode(WAL)",
		"synchronous(FULL)", // a commit that was answered survives a power cut
		"foreign_keys(1)",
		"recursive_triggers(1)", // REPLACE fires DELETE triggers
		"trusted_schema(0)",
		"cell_size_check(1)",
	}
	if reader {
		v.Set("_query_only", "1")
		v.Set("_txlock", "deferred")
	}
	return "file:" + strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(path) + "?" + v.Encode()
}

// dial opens the file for writing, with one connection, or for reading, with
// several. Nothing is read before the first query.
func dial(path string, reader bool) (*sql.DB, error) {
	db, err := sql.Open("sqlite", dsn(path, reader))
	if err != nil {
		return nil, err
	}
	n := 1
	if reader {
		n = 4
	}
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	return db, nil
}

// goosed gives the migrations over db.
func goosed(db *sql.DB) (*goose.Provider, error) {
	return goose.NewProvider(database.DialectSQLite3, db, migrations.Files, goose.WithTableName("schema_version"),
		goose.WithDisableGlobalRegistry(true), goose.WithSlog(slog.New(slog.DiscardHandler)))
}

// settings verifies what the file and the library really do.
func settings(ctx context.Context, db *sql.DB, path string) error {
	var version, journal string
	var sync int
	if err := db.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&version); err != nil {
		return openFault(err, path)
	}
	if olderThan(version, oldest) {
		return fault.New(fault.Unavailable, "this program was built with SQLite %s, which can damage a database; build it again with at least %s", version, oldest)
	}
	if err := db.QueryRowContext(ctx, "PRAGMA journal_mode").Scan(&journal); err != nil {
		return openFault(err, path)
	}
	if err := db.QueryRowContext(ctx, "PRAGMA synchronous").Scan(&sync); err != nil {
		return openFault(err, path)
	}
	if journal != "wal" || sync != 2 {
		return fault.New(fault.Unavailable, "%s cannot be kept safely (journal %s, synchronous %d); put it on a local disk", path, journal, sync)
	}
	return nil
}

// olderThan compares versions such as 3.51.3 number by number.
func olderThan(v, than string) bool {
	var a, b [3]int
	_, _ = fmt.Sscanf(v, "%d.%d.%d", &a[0], &a[1], &a[2])
	_, _ = fmt.Sscanf(than, "%d.%d.%d", &b[0], &b[1], &b[2])
	for i := range a {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return false
}

// code gives SQLite's primary result code of err, 0 when it is none of SQLite's.
func code(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code() & 0xff
	}
	return 0
}

// openFault says what to do about a file that cannot be opened.
func openFault(err error, path string) error {
	switch code(err) {
	case sqlitelib.SQLITE_NOTADB:
		return fault.Wrap(fault.Unavailable, err, "%s is not a Megacycle database; name another file with --db, or put a backup in its place with megacycle restore FILE", path)
	case sqlitelib.SQLITE_CORRUPT:
		return fault.Wrap(fault.Unavailable, err, "%s is damaged; put a backup in its place with megacycle restore FILE", path)
	case sqlitelib.SQLITE_CANTOPEN, sqlitelib.SQLITE_READONLY, sqlitelib.SQLITE_PERM, sqlitelib.SQLITE_IOERR:
		return fault.Wrap(fault.Unavailable, err, "%s cannot be opened for writing; check that it and its folder belong to the user who runs the program, or name another file with --db", path)
	case sqlitelib.SQLITE_BUSY, sqlitelib.SQLITE_LOCKED:
		return fault.Wrap(fault.Unavailable, err, "%s is held by another program; end that and try again", path)
	case sqlitelib.SQLITE_FULL:
		return fault.Wrap(fault.Unavailable, err, "the disk of %s is full; make room and try again", path)
	}
	return fault.Wrap(fault.Unavailable, err, "%s cannot be opened; run megacycle check, or put a backup in its place with megacycle restore FILE", path)
}

// failed wraps an error of the database once, with what was being done. Faults
// pass as they are.
func failed(err error, doing string) error {
	var f *fault.Error
	if err == nil || errors.As(err, &f) {
		return err
	}
	switch code(err) {
	case sqlitelib.SQLITE_BUSY, sqlitelib.SQLITE_LOCKED:
		return fault.Wrap(fault.Busy, err, "the database is busy; try again in a moment")
	case sqlitelib.SQLITE_FULL:
		return fault.Wrap(fault.Unavailable, err, "the server's disk is full; nothing was changed")
	case sqlitelib.SQLITE_READONLY, sqlitelib.SQLITE_IOERR:
		return fault.Wrap(fault.Unavailable, err, "the server cannot write to its disk; nothing was changed")
	case sqlitelib.SQLITE_CORRUPT, sqlitelib.SQLITE_NOTADB:
		return fault.Wrap(fault.Unavailable, err, "the database is damaged; put a backup in its place with megacycle restore FILE")
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// schemaOf gives the statements that make the tables, in order of kind and
// name, each ended by a semicolon and a blank line, without those of goose.
func schemaOf(ctx context.Context, db *sql.DB) (string, error) {
	rows, err := db.QueryContext(ctx, query("schema"))
	if err != nil {
		return "", err
	}
	defer rows.Close()
	var b strings.Builder
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return "", err
		}
		b.WriteString(text + ";\n\n")
	}
	return strings.TrimSuffix(b.String(), "\n"), rows.Err()
}

// hasTables says whether the file holds anything, and whether it is ours.
func hasTables(ctx context.Context, db *sql.DB) (any, ours bool, err error) {
	var n, mine int
	err = db.QueryRowContext(ctx, "SELECT count(*), coalesce(sum(name = 'schema_version'), 0) FROM sqlite_schema WHERE type = 'table'").Scan(&n, &mine)
	return n > 0, mine > 0, err
}

// integrity runs SQLite's own check of the file and gives what it found.
func integrity(ctx context.Context, db *sql.DB) ([]string, error) {
	return texts(ctx, db, "PRAGMA integrity_check(20)", "ok")
}

// strays counts rows whose foreign key points nowhere, by table.
func strays(ctx context.Context, db *sql.DB) ([]string, error) {
	rows, err := db.QueryContext(ctx, `SELECT "table", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var table, parent string
		var n int
		if err := rows.Scan(&table, &parent, &n); err != nil {
			return nil, err
		}
		out = append(out, fmt.Sprintf("%d rows of %s name a %s that is not there", n, table, parent))
	}
	return out, rows.Err()
}

// texts gives the one-column answers of a query, but not those equal to skip.
func texts(ctx context.Context, db *sql.DB, q, skip string) ([]string, error) {
	rows, err := db.QueryContext(ctx, q)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		if s != skip {
			out = append(out, s)
		}
	}
	return out, rows.Err()
}

// copyInto writes a consistent copy of the database to a file that does not
// exist yet, while others read and write.
func copyInto(ctx context.Context, path, file string) error {
	db, err := dial(path, false)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", file)
	return err
}

// settle moves all that is in the write-ahead log into the file itself.
func settle(ctx context.Context, db *sql.DB) error {
	var busy, log, done int
	if err := db.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &log, &done); err != nil {
		return err
	}
	if busy != 0 {
		return fault.New(fault.Conflict, "the database is in use")
	}
	return nil
}
