// Package layout is the frame around every public page: head, header, the bar
// that says which state is shown, footer. It takes one view model and knows
// nothing of figures.
//
// It may import static and package ui.
package layout
