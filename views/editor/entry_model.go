package editor

// Entry is the form for one company and quarter.
type Entry struct {
	Page
	Company
	Period      string // "Q3 2026"
	Label       string // the company's own name of the quarter
	AskLabel    bool   // the label is not known and can be typed
	FiscalLabel Field
	Span        string // "1 Jul to 30 Sep 2026"
	Report      string // "29 Oct 2026, expected"
	Action      string // address of the form
	Set         string // number of the change set; "0" for a new one
	SetHref     string // its page; "" for a new one
	Version     string
	Others      []Link // other drafts that hold figures of this quarter
	PublishedOn Field
	Latest      string // latest day that can be typed
	Statuses    []Option
	Source      SourceFields
	Note        Field
	Heads       []Head // the five quarters before
	Groups      []Group
	Problems    []Problem
	Conflict    *Conflict
	Saved       string
	MayEdit     bool
	Beside      Beside
	Entered     int
	All         int
	Blocks      int
	Warnings    int
}

// Beside are the charts next to the form.
type Beside struct {
	Title  string // "3 charts change", "Charts with these series"
	Note   string // under the drawing
	Drawn  *Side
	Slug   string // of the chart that is drawn
	Charts []BesideChart
}

// BesideChart is one chart in the list.
type BesideChart struct {
	Slug, Name, What string
}

// Head is a column of the past.
type Head struct {
	Text    string
	YearAgo bool
}

// SourceFields are the inputs of a source.
type SourceFields struct {
	Publisher Field
	Title     Field
	Link      Field
	NoLink    Field // why there is no public link
}

// Group is rows under one heading.
type Group struct {
	Title string
	Rows  []Row
}

// Row is one series to enter.
type Row struct {
	N        int
	Key      string // series key
	ID       string // of the input, "v-amazon-aws-revenue"
	Name     string
	Unit     string // "$M", "%", "GW"
	Define   string // the definition
	Past     []Cell
	YearAgo  string
	Base     string // exact amount a year ago, for the script; "" for none
	Before   string // exact amount of the quarter before
	Points   bool   // changes are percentage points
	Input    Field
	Live     string // what is published for this period already
	Hint     string // stands in the empty input
	Theirs   string // what the other person saved, in a conflict
	YoY      string
	QoQ      string
	YoYOdd   bool
	Band     *Band
	NoBand   string // why there is none
	Statuses []Option
	Source   SourceFields
	Note     Field
	Own      bool // has a source, status or note of its own
	Notes    []Finding
	Ok       bool // entered, and the checks found nothing
}

// Bad says whether the input blocks.
func (r Row) Bad() bool {
	for _, n := range r.Notes {
		if n.Blocks {
			return true
		}
	}
	return r.Input.Problem != ""
}

// Cell is one figure of the past.
type Cell struct {
	Text    string
	YearAgo bool
}

// Band is the usual growth of a series, drawn from 0 to 100.
type Band struct {
	Low, High, Mid string // of the drawing
	Mark           string // where the growth stands; "" when there is none
	Outside        bool
	From, To       string // of the scale in percent, for the script
	Text           string // "usually +9.6% to +29.6%"
}

// Finding is what a check says about a row.
type Finding struct {
	Blocks        bool
	Code          string
	Text          string
	Fix           string // the number that was probably meant; "" for none
	FixValue      string // of the button: series key and number
	ReasonName    string // name of the input for the reason; "" when none is asked for
	ReasonID      string
	Reason        string
	ReasonProblem string
}

// Conflict says that somebody else saved first.
type Conflict struct {
	Text string
	Href string
	Who  string
}

// class gives the classes of the input's cell.
func (r Row) class() string {
	switch {
	case r.Bad():
		return "in blk"
	case len(r.Notes) > 0:
		return "in wrn"
	case r.Input.Value == "":
		return "in empty"
	}
	return "in"
}

// describedBy lists the ids of what is said about the input.
func (r Row) describedBy() string {
	if r.Input.Problem != "" || len(r.Notes) > 0 {
		return r.ID + "-msg"
	}
	return ""
}
