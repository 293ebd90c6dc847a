// Package web is the server: the table of addresses, what every answer carries
// (security headers, caching, compression), live updates, and the life of the
// process. It wires the store, the renderer and the handlers together and is
// imported by web/cli only.
package web
