// Package desk holds what the editors' side of the program is about: people,
// their roles, change sets and the record of what was done. Package store keeps
// them; handlers and views speak of them without knowing a database.
//
// It is pure: it imports the standard library and other leaves of store only.
package desk
