// Package session knows who is signed in at the desk: passwords and their
// hashes, the session cookie, and the person behind a request.
//
// It may import pure packages of store. Only web and web/cli import it; handlers
// declare what they need of it.
package session
