package store

import "megacycle/store/desk"

// The words for people and drafts live in the pure package desk, so that
// handlers, which may not import store, share them. These are the same types.
type (
	Role           = desk.Role
	Editor         = desk.Editor
	Actor          = desk.Actor
	ChangeSet      = desk.ChangeSet
	PublishOptions = desk.PublishOptions
	AuditEntry     = desk.AuditEntry
)
