package ui

// KeyFigure is one of the figures that open the home page.
type KeyFigure struct {
	Name   string
	Pre    string // small, before the value: "about"
	Value  string // "$148.4B"
	Post   string // small, after the value: "a year"
	Below  bool   // below zero: in the accent
	Strong string // the change itself, "+27.5%"
	Detail string // the rest of the line
	Spark  Spark
	Mark   Mark
	Source string
	Empty  string // why there is no value; "" when there is one
	Href   string // chart that shows more; "" for none
}

// Mark says what kind of source stands behind a figure.
type Mark string

// The marks, as the key of marks on the home page explains them.
const (
	ByCompany Mark = "filing" // filled square: the company says so
	ByUs      Mark = "ours"   // hollow square: our sum or calculation
	ByOthers  Mark = "other"  // diamond: an estimate of others
	YearOnly  Mark = "hollow" // hollow circle: only the year was confirmed in a public document
)

// Word says in words what a mark says.
func (m Mark) Word() string {
	switch m {
	case ByCompany:
		return "stated by the company"
	case ByUs:
		return "our calculation"
	case ByOthers:
		return "estimate of others"
	case YearOnly:
		return "year checked"
	}
	return ""
}
