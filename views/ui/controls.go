package ui

// Controls are the controls of a chart page: one GET form, and links.
type Controls struct {
	Action  string // address of the chart without a query
	Views   []Option
	Types   []Option
	Defs    []Option // definitions of capital expenditure
	Ranges  bool     // whether from and to can be chosen
	From    []Option
	To      []Option
	AsOf    []Option
	Release []Option
	Scales  []Option // linear and logarithmic
	Kinds   []Switch // kinds of event that the chart can show
	Chip    string   // the definition of capital expenditure that is shown; "" for none
	Events  *Switch  // nil when the chart has no events
	Series  []Switch
	Hidden  []Option // parameters that the form carries along: Name is the parameter
	Why     []string // sentences that say why something cannot be chosen
	Today   string   // the latest day that the free date may have
	Day     string   // the day that is shown, for the free date
	Rewound []Option // the state without asof, for the form of the free date
	Compare Compare
	Range   *Range  // the slider of the time range; nil for none
	Rewind  *Rewind // the slider over the days of publication; nil for none
}

// Compare is the choice of a second day, drawn together with the one shown.
type Compare struct {
	Day    string   // the second day; "" for none
	Hidden []Option // the state without it
	Alone  string   // address of the chart of one day; "" when that is shown
}

// Option is one choice of a control.
type Option struct {
	Name    string // as readers see it
	Value   string // as the address says it; "" is the default
	Current bool
	Why     string // why it cannot be chosen; "" when it can
}

// Switch is one thing that is shown or not, with the link that changes it.
type Switch struct {
	Key    string // series key; "" for what is no series
	Name   string
	Colour string
	Mark   string
	On     bool
	Href   string // "" when it cannot be changed
	Title  string // what following the link does, or why there is none
}

// Choosable says whether more than one option can be chosen.
func Choosable(list []Option) bool {
	n := 0
	for _, o := range list {
		if o.Why == "" {
			n++
		}
	}
	return n > 1
}

func boolText(b bool) string {
	if b {
		return "true"
	}
	return "false"
}
