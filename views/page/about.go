package page

import (
	"megacycle/views/layout"
	"megacycle/views/ui"
)

// About is the method.
type About struct {
	Page     layout.Page
	Cite     string
	BibTeX   string
	Fiscal   []FiscalRow
	Formulas []Formula
	Terms    []ui.Term
	Research []string
}

// Formula is one transform, with a worked example from the figures.
type Formula struct {
	ID      string
	Name    string
	Text    string
	Formula string
	Example string // "42,232 over 30,873, less 1: +36.8%"; "" when the figures are not there
}
