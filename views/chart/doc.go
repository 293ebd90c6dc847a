// Package chart turns a chart definition and the figures into one neutral Plot:
// what is drawn, what the table says and what the downloads hold, with every
// text already written. Each output (ECharts option, table, CSV, JSON, summary)
// is made from the Plot and from nothing else, so they cannot differ.
//
// It imports the pure packages under store and views/format; it knows nothing
// of SQL, HTTP, HTML or any drawing library.
package chart
