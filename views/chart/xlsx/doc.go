// Package xlsx makes the workbook of a plot: its figures, their sources, the
// definitions, and what it is, each on its own sheet.
//
// It may import views/chart and the pure packages under store.
package xlsx
