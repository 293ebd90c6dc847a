// Package store keeps the figures, the people who work on them and what they
// did, in one SQLite file. It is the only package that speaks SQL.
//
// Everything that was released is held in memory as one immutable
// figure.Ledger, checked against its hashes when it is loaded and swapped as a
// whole at publication. docs/store.md describes the tables, the hashes and
// what happens at backup and restore.
//
// It imports its own leaf packages and migrations.
package store
