// Package ui holds the parts that pages are built of: the chart figure, the key
// figure with its sparkline, controls, tables, source marks. Each takes one view
// model, filled by a handler; nothing is computed in the templates.
//
// It may import static and the pure packages under store and views/format.
package ui
