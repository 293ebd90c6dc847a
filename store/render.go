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

// Any state of a chart can be asked for, so what is kept is bounded: at about
// 12 kB a drawing these are some 25 MB, and many times the drawings that readers
// meet first.
const (
	rendersKept  = 2000
	renderPruned = 100 // drawings from one pruning to the next
)

// SaveRender keeps a drawing; one of the same key is replaced. Now and then the
// oldest are forgotten, so that the file does not grow with what strangers ask for.
func (s *Store) SaveRender(ctx context.Context, key string, body []byte) error {
	err := s.write(ctx, "save render", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, query("render_save"), key, body, s.at())
		return err
	})
	if err != nil || s.rendered.Add(1)%renderPruned != 0 {
		return err
	}
	return s.PruneRenders(ctx, rendersKept)
}

// PruneRenders forgets all drawings but the keep newest.
func (s *Store) PruneRenders(ctx context.Context, keep int) error {
	return s.write(ctx, "prune renders", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, query("render_prune"), max(keep, 0))
		return err
	})
}
