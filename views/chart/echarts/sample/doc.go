// Package sample holds made-up plots of every kind and edge, for tests and for
// looking at. Their numbers are invented.
//
// It imports chart and the pure packages of store.
package sample
