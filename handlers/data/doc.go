// Package data answers with the catalogue of series and with one series, every
// figure, every vintage and every source.
//
// It may import handlers, handlers/visit, handlers/charts, views and the pure
// packages under store.
package data
