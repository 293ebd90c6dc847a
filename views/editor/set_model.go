package editor

// Set is the page of one change set: what it changes, before and after.
type Set struct {
	Page
	ID       string
	Name     string
	State    string // draft, published, discarded
	Lead     string // "13 new figures. 5 charts and 4 headline figures change."
	Hash     string // short
	Version  string
	Owner    string
	Saved    string
	Figures  []FigureLine
	Others   []string // changes that are not figures
	Keys     []KeyChange
	Finding  *KeyChange // the headline of the home page
	Pairs    []Pair
	Same     []string // charts that stay as they are
	Edit     []Link
	Blocks   []Problem
	MayEdit  bool
	MayTry   bool   // may ask for publication
	WhyNot   string // why publication is not possible
	Solo     string // "It will say: published without a second person."
	Note     Field
	Problem  string
	Release  int // that it became
	After    int // number that the release will have
	Unstated int // warnings without a reason
	NewCount int
}

// FigureLine is one figure of the change set.
type FigureLine struct {
	Name, Key, Unit string
	Period          string
	Before          string // the quarter before
	Old, New        string
	What            string // new, revised, corrected
	Growth          string
	Findings        []Finding
	Source          string
	SourceHref      string // http(s); "" when there is no public link
	NoLink          string
	PublishedOn     string
	Status          string
	Note            string
}

// KeyChange is a headline figure before and after.
type KeyChange struct {
	Name          string
	Before, After string
	Changed       bool
}

// Pair is one chart before and after.
type Pair struct {
	Slug, Name string
	What       []string // what changes, in words
	Before     Side
	After      Side
}

// Side is one drawing.
type Side struct {
	Label   string // "Now, release 1"
	Finding string
	Measure string
	SVG     string // cleaned
	Missing []string
	Problem string // why there is no drawing
}
