package ui

// Table is the chart as a table, with where each figure came from.
type Table struct {
	Caption   string
	All       string // what is true of every figure, such as its status; "" for nothing
	Head      string // name of the first column: "Quarter"
	Columns   []Column
	Rows      []Row // newest first
	Newest    int   // how many rows stand before "show all"; 0 shows all
	ShowAll   string
	Published bool // there is a column for the day of publication
	Fiscal    bool // there is a column for the company's own label
	Hollow    bool // some figure's quarter was not seen in a public document
	Mixed     bool // some figure is not an actual one, so statuses are shown
	Sources   bool
}

// Column is one column of figures.
type Column struct {
	Name    string
	Unit    string
	Derived bool // computed by us
	Minor   bool // left out on narrow screens
}

// Row is one period.
type Row struct {
	ID        string
	Label     string
	Fiscal    string
	Cells     []Cell
	Published string
	Links     []Link
	Current   bool
	Older     bool // behind "show all"
}

// Cell is one figure of a table.
type Cell struct {
	Text   string
	Reason string // why there is none
	Status string // "guidance", "" for an actual figure
	Hollow bool
	Href   string // the figure's own place, with every vintage
	Title  string
	Card   bool // Href leads to the figure's card
	Minor  bool
}

// Link is one link with its text.
type Link struct {
	Text  string
	Href  string // "" when there is no public link
	Title string
	Mark  Mark
	Foot  string // its number in the list of sources below, "" for none
	Below string // address of that place
}
