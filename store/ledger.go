package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"megacycle/store/fault"
	"megacycle/store/figure"
)

// Ledger gives everything that was released, as it stands now. It never
// changes; a publication puts another in its place.
func (s *Store) Ledger() *figure.Ledger { return s.ledger.Load() }

// load reads the releases after the newest of l and gives a ledger with them,
// and what is not as it was released. The ledger is built from the changes
// that the hashes cover; the tables are compared with them.
func load(ctx context.Context, q querier, l *figure.Ledger) (*figure.Ledger, []problem, error) {
	after := l.Current()
	last := ""
	if after > 0 {
		last = l.Releases[len(l.Releases)-1].Hash
	}
	out := l.Clone()
	rows, err := q.QueryContext(ctx, query("releases"), after)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	var problems []problem
	all := map[int64][]figure.Change{}
	n := after
	for rows.Next() {
		var r sealed
		var author, approver string
		if err := rows.Scan(&r.n, &r.prev, &r.hash, &r.publishedAt, &r.title, &r.note, &r.author, &r.approver, &r.policy, &r.changeSet, &r.changes,
			&author, &approver); err != nil {
			return nil, nil, err
		}
		n++
		report := func(format string, args ...any) {
			problems = append(problems, problem{false, fmt.Sprintf("release %d: ", r.n) + fmt.Sprintf(format, args...)})
		}
		if r.n != n || r.prev != last {
			report("it does not follow the release before")
			n = r.n
		}
		changes, sums, err := unpack(r.changes)
		if err != nil {
			report("its changes cannot be read: %v", err)
			last = r.hash
			continue
		}
		r.sums = sums
		want, err := r.compute()
		if err != nil {
			return nil, nil, err
		}
		if want != r.hash {
			report("its content does not match its hash")
		}
		last = r.hash
		all[int64(r.n)] = changes
		out.Grow(figure.Release{
			N: r.n, PublishedAt: instant(r.publishedAt), Title: r.title, Note: r.note, Author: author, Approver: approver,
			Policy: r.policy, Hash: r.hash, PrevHash: r.prev,
		}, changes)
	}
	if err := rows.Err(); err != nil {
		return nil, nil, err
	}
	differ, err := compare(ctx, q, after, all)
	return out, append(problems, differ...), err
}

// tampered says what is not as it was released, and what to do.
func tampered(path string, problems []problem) error {
	const most = 5
	var list []string
	for _, p := range problems[:min(most, len(problems))] {
		list = append(list, p.text)
	}
	if more := len(problems) - most; more > 0 {
		list = append(list, fmt.Sprintf("and %d more", more))
	}
	return fault.New(fault.Unavailable, "%s was changed outside the program: %s; put a backup in its place with megacycle restore FILE", path, strings.Join(list, "; "))
}

// Refresh takes over releases that another process published since, and says
// whether there were any. It is cheap when there are none.
func (s *Store) Refresh(ctx context.Context) (changed bool, err error) {
	var n int
	if err := s.reader.QueryRowContext(ctx, "SELECT coalesce(max(n), 0) FROM release").Scan(&n); err != nil {
		return false, failed(err, "refresh")
	}
	switch have := s.Ledger().Current(); {
	case n == have:
		return false, nil
	case n < have:
		return false, fault.New(fault.Unavailable, "%s ends at release %d, but release %d was read from it; it was replaced while it was open, start again", s.path, n, have)
	}
	s.swap.Lock()
	defer s.swap.Unlock()
	err = s.view(ctx, "refresh", func(tx *sql.Tx) error {
		old := s.Ledger()
		l, err := s.ahead(ctx, tx, old)
		if err != nil || l.Current() == old.Current() {
			return err
		}
		s.put(l)
		changed = true
		return nil
	})
	return changed, err
}

// ahead gives l with the releases that q sees after it; whoever calls it holds
// the swap lock.
func (s *Store) ahead(ctx context.Context, q querier, l *figure.Ledger) (*figure.Ledger, error) {
	next, problems, err := load(ctx, q, l)
	if err != nil {
		return nil, failed(err, "load releases")
	}
	if len(problems) > 0 {
		return nil, tampered(s.path, problems)
	}
	return next, nil
}

// put shows a new ledger to everybody and tells who listens.
func (s *Store) put(l *figure.Ledger) {
	s.ledger.Store(l)
	s.subs.Lock()
	defer s.subs.Unlock()
	for _, ch := range s.open {
		select {
		case <-ch: // an older number that nobody fetched
		default:
		}
		ch <- l.Current()
	}
}

// Subscribe gives the numbers of releases as they come out. Who is slow misses
// numbers, never the newest. The channel is closed by cancel and by Close.
func (s *Store) Subscribe() (releases <-chan int, cancel func()) {
	ch := make(chan int, 1)
	s.subs.Lock()
	defer s.subs.Unlock()
	s.nextID++
	id := s.nextID
	s.open[id] = ch
	return ch, func() {
		s.subs.Lock()
		defer s.subs.Unlock()
		if _, ok := s.open[id]; ok {
			delete(s.open, id)
			close(ch)
		}
	}
}

// ReleaseChanges gives what release n changed, in its order; NotFound when
// there is none.
func (s *Store) ReleaseChanges(ctx context.Context, n int) ([]figure.Change, error) {
	var text string
	err := s.reader.QueryRowContext(ctx, "SELECT changes FROM release WHERE n = ?", n).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fault.New(fault.NotFound, "there is no release %d", n)
	}
	if err != nil {
		return nil, failed(err, "read release")
	}
	changes, _, err := unpack(text)
	return changes, err
}
