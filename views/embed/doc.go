// Package embed holds what stands in other people's pages: the chart alone with
// its finding, its source and a link home, in as few bytes as it takes.
//
// It may import package static and views/ui.
package embed
