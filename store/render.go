package store

import (
	"context"
	"database/sql"
	"errors"
)

// LoadRender gives a drawing that was kept, and whether there is one.
func (s *Store) LoadRender(ctx context.Context, key string) (body []byte, ok bool, err error) {
	err = s.reader.QueryRowContext(ctx, "SELECT body FROM render WHERE key = ?", key).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	return body, err == nil, failed(err, "load render")
}

// SaveRender keeps a drawing; one of the same key is replaced.
func (s *Store) SaveRender(ctx context.Context, key string, body []byte) error {
	return s.write(ctx, "save render", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, query("render_save"), key, body, s.at())
		return err
	})
}

// PruneRenders forgets all drawings but the keep newest.
func (s *Store) PruneRenders(ctx context.Context, keep int) error {
	return s.write(ctx, "prune renders", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, query("render_prune"), max(keep, 0))
		return err
	})
}
