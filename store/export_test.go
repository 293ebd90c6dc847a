package store

import "database/sql"

// Writer lets tests stand in the way of the store's own connection.
func (s *Store) Writer() *sql.DB { return s.writer }

// Reader lets tests look at the plans of queries.
func (s *Store) Reader() *sql.DB { return s.reader }

// Query lets tests look at the queries.
func Query(name string) string { return query(name) }
