// Package chart turns a chart definition and the figures into one neutral Plot:
// what is drawn, what the table says and what the downloads hold, with every
// text already written. Each output (ECharts option, table, CSV, JSON, summary)
// is made from the Plot and from nothing else, so they cannot differ.
//
// Each kind of chart has one builder in a file of its own (growth, shares, capex,
// path, cashflow, crossing, margin, statements, traces, power), and a donut shows
// one period of those that are parts of a whole. What they share: build.go finds the periods to show,
// read.go computes an item in a view and makes a point of it with its datum,
// data.go keeps the provenance, axis.go sets ranges and ticks, table.go and
// words.go write what stands around the drawing. A new kind is a constant in
// package spec, one file here and one line in draw; the rest comes with it.
//
// What must not be put together is refused with a sentence (refuse.go), and
// Nearest gives the closest state that can be drawn. choices.go says for each
// value of each control whether it can be chosen, and if not, why.
//
// Compare puts two plots of one chart together, as known on two days (compare.go);
// History is a plot of one figure from day to day (history.go); CardOf says where
// one number comes from (card.go).
//
// No number is written into this package: each comes from the figures, statements
// and sayings of the state, or is computed from them and says how.
//
// It imports the pure packages under store and views/format; it knows nothing
// of SQL, HTTP, HTML or any drawing library.
package chart
