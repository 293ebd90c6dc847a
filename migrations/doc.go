// Package migrations holds the tables of the store as numbered SQL files, which
// goose runs in order, and schema.sql, which is their sum. Files go forward
// only and are never edited once a release of the program has carried them.
//
// It imports nothing of ours.
package migrations

import "embed"

// Files are the migrations, NNNNN_name.sql.
//
//go:embed [0-9]*.sql
var Files embed.FS

// Schema is what the database looks like after all of them, statement by
// statement in order of kind and name; a test keeps it equal.
//
//go:embed schema.sql
var Schema string
