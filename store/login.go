package store

import (
	"context"
	"database/sql"
	"time"
)

// The throttle of sign-in (OWASP ASVS 5.0, 6.3.1): an account takes 5 failures
// and a network address 20 within 15 minutes; before that each failure makes
// the next try wait twice as long. Nothing is locked for good.
const (
	loginWindow   = 15 * time.Minute
	accountMost   = 5
	accountFree   = 1 // failures that cost no time: a slip of the finger
	addressMost   = 20
	addressFree   = 10
	loginRemember = 24 * time.Hour
)

// LoginWait gives how long the next try for this name from this address has to
// wait; 0 means go ahead. The wait is the same for names that do not exist.
func (s *Store) LoginWait(ctx context.Context, name, ip string) (time.Duration, error) {
	now := instant(s.at()) // as exact as what is kept
	since := now.Add(-loginWindow).Format(stamp)
	byName, err := failures(ctx, s.reader, query("login_by_name"), digest([]byte(nameKey(name))), since)
	if err != nil {
		return 0, failed(err, "read sign-ins")
	}
	byIP, err := failures(ctx, s.reader, query("login_by_ip"), ip, since)
	if err != nil {
		return 0, failed(err, "read sign-ins")
	}
	return max(wait(byName, now, accountFree, accountMost), wait(byIP, now, addressFree, addressMost)), nil
}

// failures gives the instants of failures, the newest first.
func failures(ctx context.Context, q querier, sqlText, key, since string) ([]time.Time, error) {
	rows, err := q.QueryContext(ctx, sqlText, key, since)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []time.Time
	for rows.Next() {
		var at string
		var ok bool
		if err := rows.Scan(&at, &ok); err != nil {
			return nil, err
		}
		if ok {
			break // what was before a success is forgiven
		}
		out = append(out, instant(at))
	}
	return out, rows.Err()
}

// wait gives how long to wait after these failures, the newest first.
func wait(fails []time.Time, now time.Time, free, most int) time.Duration {
	n := len(fails)
	switch {
	case n <= free:
		return 0
	case n >= most:
		return max(fails[most-1].Add(loginWindow).Sub(now), 0)
	}
	return max(fails[0].Add(time.Second<<(n-free-1)).Sub(now), 0)
}

// RecordLogin notes a try to sign in.
func (s *Store) RecordLogin(ctx context.Context, name, ip string, ok bool) error {
	return s.write(ctx, "note sign-in", func(tx *sql.Tx) error {
		now := s.now().UTC()
		if _, err := tx.ExecContext(ctx, "DELETE FROM login_attempt WHERE at < ?", now.Add(-loginRemember).Format(stamp)); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "INSERT INTO login_attempt (at, name_sum, ip, ok) VALUES (?, ?, ?, ?)", now.Format(stamp), digest([]byte(nameKey(name))), ip, ok)
		return err
	})
}
