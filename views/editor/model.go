package editor

import (
	"strconv"
	"strings"
)

// Page is what the frame of each desk page needs.
type Page struct {
	Title   string
	Section string // due or changesets; "" for none
	Who     string // name of the person; "" when nobody is signed in
	Role    string
	Release int    // newest release, 0 for none
	Clock   string // "24 Nov 2026, 05:40 UTC"
	Ends    string // "17:40 UTC": when the session is over at the latest
	Late    int    // reports that are late
	Drafts  int
	Plain   bool // a small page: sign-in, set-up, problem
}

// initials gives two letters for the person's badge.
func (p Page) initials() string {
	r := []rune(p.Who)
	if len(r) > 2 {
		r = r[:2]
	}
	return string(r)
}

func num(n int) string { return strconv.Itoa(n) }

// Company is the reporter that a row or page is about.
type Company struct {
	Slug   string
	Name   string // as readers say it
	Ticker string
	Colour string // #rrggbb
}

// Problem is one message of the summary above a form.
type Problem struct {
	Field string // id of the field, to link to; "" for the form as a whole
	Code  string // of the check; "" for none
	Text  string
}

// warns says whether the code is that of a warning.
func (p Problem) warns() bool { return strings.HasPrefix(p.Code, "W-") }

// Field is one input with what was typed and what is wrong with it.
type Field struct {
	Value   string
	Problem string
}

// Option is one choice of a select.
type Option struct {
	Value, Name string
	Current     bool
}

// Link is an address with its words.
type Link struct{ Href, Text string }

// Kept is input that came with a session that was over: it waits for sign-in.
type Kept struct {
	Action string // the local address that it was sent to
	Fields [][2]string
}

// SignIn is the sign-in form.
type SignIn struct {
	Page
	Name    Field
	Next    string // local address to go to
	Problem string
	Notice  string
	Kept    *Kept
}

// SetUp is the form that makes the first administrator.
type SetUp struct {
	Page
	Token    string
	Name     Field
	Password Field
	Least    int // characters
	Most     int
}

// Resume offers to send kept input after sign-in.
type Resume struct {
	Page
	Kept Kept
}

// Trouble is a page that says what went wrong and what to do.
type Trouble struct {
	Page
	Status int
	Text   string
	Hints  []string
	Links  []Link
}

// Desk is the page of what is due.
type Desk struct {
	Page
	Lead     string
	Quarters []string // heads of the columns of the past, oldest first
	Period   string   // "Q3 2026", the quarter that most rows are about
	Rows     []DueRow
	Coming   []Coming
	Drafts   []SetLine
	Releases []ReleaseLine
	Told     []string // what readers are told about missing figures
	ToldOn   string   // where
	MayEdit  bool
	Notice   string
}

// DueRow is one report that is due, or was, with what is missing.
type DueRow struct {
	Company
	Label      string // the company's own name of the quarter
	Period     string // "Q3 2026"
	Past       []int  // figures in each of the quarters of the heads; -1 for none
	Late       bool
	Days       string // "24 days late", "due today"
	When       string // "29 Oct 2026, expected"
	Draft      bool
	Work       string // "Nothing entered", "Draft", "Incomplete"
	Have, All  int
	InDraft    int
	Missing    string // names of the missing series
	Next       string
	NextStatus string
	Href       string
	Action     string // "Enter", "Continue", "" when the person may not
}

// Coming is a report that is still to come.
type Coming struct {
	Company
	Label  string
	On     string
	Status string
	In     string // "in 16 days"
}

// SetLine is one change set in a list.
type SetLine struct {
	Href  string
	Title string
	What  string // "3 figures"
	When  string
	Owner string
}

// ReleaseLine is one release in a list.
type ReleaseLine struct {
	N     int
	Title string
	When  string
	By    string
}
