package page

// Comparison is a chart as known on two days: what differs, as a list.
type Comparison struct {
	Text string // with which day, and how much differs
	Then string // head of the column: "Known on 17 Mar 2026"
	Now  string
	Back string // address of the chart alone
	Rows []DifferenceRow
	Rest string // "and 12 more that follow from these"; "" for none
}

// DifferenceRow is one number that differs.
type DifferenceRow struct {
	Name   string
	Period string
	Then   string
	Now    string
	Why    string
	Href   string // address of the figure's page; "" when it is not on the chart shown
}
