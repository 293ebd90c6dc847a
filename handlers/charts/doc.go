// Package charts answers for one chart: its page, and the image, the table and
// the data of the very state that an address names.
//
// It may import handlers, handlers/visit, views and the pure packages under
// store. Drawing is asked of a Renderer, which package views/chart/render fills.
package charts
