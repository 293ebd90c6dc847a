// Package fault holds the kinds of error that the program knows, each with a
// message that a visitor may read. Inner packages choose the kind; the HTTP
// status is chosen at the HTTP edge and the exit code at the command line.
//
// It imports the standard library only.
package fault
