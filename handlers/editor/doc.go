// Package editor answers for the editors' desk: setting up, signing in, what is
// due, entering a quarter, and the change set with its consequences before it
// becomes a release.
//
// It may import views, views/editor and pure packages of store. What it needs
// of the store, of sessions and of the running site it declares here.
package editor
