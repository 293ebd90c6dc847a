package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/alexedwards/scs/v2"
)

// Sessions gives the sessions for the session manager. It must be set to hash
// tokens (HashTokenInStore), so that the database has no token that works. What a
// session says is the manager's business, also that a new password ends it.
func (s *Store) Sessions() scs.CtxStore { return sessions{s} }

type sessions struct{ s *Store }

// FindCtx gives the data of a session; found is false when it is unknown or over.
func (x sessions) FindCtx(ctx context.Context, token string) (b []byte, found bool, err error) {
	err = x.s.reader.QueryRowContext(ctx, "SELECT data FROM session WHERE token = ? AND expires_at > ?", token, x.s.at()).Scan(&b)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	return b, err == nil, failed(err, "find session")
}

// CommitCtx keeps a session until expiry, and forgets those that are over.
func (x sessions) CommitCtx(ctx context.Context, token string, b []byte, expiry time.Time) error {
	return x.s.write(ctx, "keep session", func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM session WHERE expires_at <= ?", x.s.at()); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, query("session_commit"), token, b, expiry.UTC().Format(stamp))
		return err
	})
}

// DeleteCtx ends a session.
func (x sessions) DeleteCtx(ctx context.Context, token string) error {
	return x.s.write(ctx, "end session", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM session WHERE token = ?", token)
		return err
	})
}

// AllCtx gives every session that is not over.
func (x sessions) AllCtx(ctx context.Context) (map[string][]byte, error) {
	m, err := allSessions(ctx, x.s.reader, x.s.at())
	return m, failed(err, "list sessions")
}

// The forms without a context are required by the interface; the session
// manager does not call them.

// Find is FindCtx without a context.
func (x sessions) Find(token string) ([]byte, bool, error) {
	return x.FindCtx(context.Background(), token)
}

// Commit is CommitCtx without a context.
func (x sessions) Commit(token string, b []byte, expiry time.Time) error {
	return x.CommitCtx(context.Background(), token, b, expiry)
}

// Delete is DeleteCtx without a context.
func (x sessions) Delete(token string) error { return x.DeleteCtx(context.Background(), token) }

func allSessions(ctx context.Context, q querier, after string) (map[string][]byte, error) {
	rows, err := q.QueryContext(ctx, "SELECT token, data FROM session WHERE expires_at > ?", after)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string][]byte{}
	for rows.Next() {
		var token string
		var data []byte
		if err := rows.Scan(&token, &data); err != nil {
			return nil, err
		}
		out[token] = data
	}
	return out, rows.Err()
}
