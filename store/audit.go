package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"megacycle/store/fault"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// auditSum gives the hash of an entry: SHA-256 over the canonical JSON of the
// object below. The network address is left out, so that it can be erased.
func auditSum(id int64, prev, at string, editor *int64, via, action, object, detail string) (string, error) {
	b, err := canonical(map[string]any{
		"action": action, "at": at, "detail": detail, "editor_id": editor, "id": id, "object": object, "prev": prev, "via": via,
	})
	return digest(b), err
}

// Audit notes that actor did something. What changes data is noted by the store
// itself, in the same transaction; this is for the rest, such as signing in.
func (s *Store) Audit(ctx context.Context, a Actor, action, object, detail string) error {
	return s.write(ctx, "note in the audit log", func(tx *sql.Tx) error { return s.audit(ctx, tx, a, action, object, detail) })
}

func (s *Store) audit(ctx context.Context, tx *sql.Tx, a Actor, action, object, detail string) error {
	var id int64
	var prev string
	err := tx.QueryRowContext(ctx, "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1").Scan(&id, &prev)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	var editor *int64
	if a.Editor.ID != 0 {
		editor = &a.Editor.ID
	}
	id++
	at := s.at()
	action, object, detail = clean(compact(action, 80)), clean(compact(object, 200)), clean(compact(detail, 2000))
	sum, err := auditSum(id, prev, at, editor, a.Via, action, object, detail)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO audit (id, prev_hash, hash, at, editor_id, via, ip, action, object, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		id, prev, sum, at, editor, a.Via, compact(a.IP, 80), action, object, detail)
	return err
}

// AuditLog gives up to limit entries, the newest first; before > 0 gives those
// older than entry before.
func (s *Store) AuditLog(ctx context.Context, limit int, before int64) ([]AuditEntry, error) {
	if before <= 0 {
		before = 1 << 62
	}
	rows, err := s.reader.QueryContext(ctx, query("audit_log"), before, max(limit, 0))
	if err != nil {
		return nil, failed(err, "read audit log")
	}
	defer rows.Close()
	var out []AuditEntry
	for rows.Next() {
		var e AuditEntry
		var at string
		if err := rows.Scan(&e.ID, &at, &e.Editor, &e.Via, &e.IP, &e.Action, &e.Object, &e.Detail, &e.Hash); err != nil {
			return nil, failed(err, "read audit log")
		}
		e.At = instant(at)
		out = append(out, e)
	}
	return out, failed(rows.Err(), "read audit log")
}

// VerifyAudit says which entry of the audit log is not as it was written, or
// which release is not the one whose publication was noted.
func (s *Store) VerifyAudit(ctx context.Context) error {
	return s.view(ctx, "verify audit log", func(tx *sql.Tx) error { return verifyAudit(ctx, tx) })
}

func verifyAudit(ctx context.Context, q querier) error {
	rows, err := q.QueryContext(ctx, "SELECT id, prev_hash, hash, at, editor_id, via, action, object, detail FROM audit ORDER BY id")
	if err != nil {
		return err
	}
	defer rows.Close()
	var last int64
	var lastHash string
	noted := map[string]string{} // release to hash
	for rows.Next() {
		var id int64
		var prev, sum, at, via, action, object, detail string
		var editor *int64
		if err := rows.Scan(&id, &prev, &sum, &at, &editor, &via, &action, &object, &detail); err != nil {
			return err
		}
		want, err := auditSum(id, prev, at, editor, via, action, object, detail)
		if err != nil {
			return err
		}
		if id != last+1 || prev != lastHash {
			return fault.New(fault.Unavailable, "audit entry %d does not follow entry %d", id, last)
		}
		if want != sum {
			return fault.New(fault.Unavailable, "audit entry %d is not as it was written", id)
		}
		last, lastHash = id, sum
		if (action == "release.publish" || action == "release.seed") && strings.HasPrefix(detail, "hash ") {
			noted[object] = detail
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	releases, err := q.QueryContext(ctx, "SELECT n, hash FROM release ORDER BY n")
	if err != nil {
		return err
	}
	defer releases.Close()
	for releases.Next() {
		var n int64
		var sum string
		if err := releases.Scan(&n, &sum); err != nil {
			return err
		}
		object := fmt.Sprintf("release %d", n)
		if noted[object] != "hash "+sum {
			return fault.New(fault.Unavailable, "%s is not the one whose publication the audit log notes", object)
		}
		delete(noted, object)
	}
	for object := range noted {
		return fault.New(fault.Unavailable, "%s is gone, but the audit log notes its publication", object)
	}
	return releases.Err()
}
