// Package embed answers with a chart alone, for the frames of other sites.
//
// It may import handlers, handlers/charts, handlers/visit, views and the pure
// packages under store.
package embed
