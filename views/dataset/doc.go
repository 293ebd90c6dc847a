// Package dataset makes one whole series into a file: every period, every value
// that was ever published for it, and every source, as CSV, JSON or a workbook.
//
// It may import views/chart/xlsx and the pure packages under store.
package dataset
