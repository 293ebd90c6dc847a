// Package linked says what a page holds in the words of schema.org, for search
// engines of data sets: a data block that nobody runs.
//
// It may import views/chart and the pure packages under store.
package linked
