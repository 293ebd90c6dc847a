package layout

// Page is what the frame needs to know of one page.
type Page struct {
	Title       string // without the site's name; "" on the home page
	Description string // one sentence with the finding, for search engines and shared links
	Canonical   string // absolute address of the very state
	Image       string // absolute address of a 1200 by 630 PNG of the very state; "" when there is none
	ImageAlt    string
	Section     string   // the navigation entry that is marked, such as "charts"
	Theme       string   // "light" or "dark" when the address asks for one, else ""
	Themes      []Choice // the links of the theme switch
	FiguresTo   string   // "Figures to Q2 2026"
	Release     int      // newest release when the page was made, for the live bar
	Pinned      bool     // tied to a release: never offered newer figures
	Bar         *Bar     // says that this is not today's state; nil when it is
	Scripts     []string // further script modules, by their name in package static
	Linked      any      // what the page holds in the words of schema.org, as JSON-LD; nil for nothing
	OEmbed      string   // address of the oEmbed answer without its format; "" for pages that cannot be embedded
	NoIndex     bool     // not for search engines: errors and states beside the default
}

// Choice is one link of a small switch.
type Choice struct {
	Name    string
	Href    string
	Value   string
	Current bool
}

// Bar says above everything else that the figures are not today's.
type Bar struct {
	Text string // "Figures as known on 17 Mar 2026"
	Back string // address of the same chart today
	Link string // "back to today"
}

// link is one entry of the navigation.
type link struct{ section, name, href string }

// nav lists the pages that exist.
func nav() []link {
	return []link{
		{"charts", "Charts", "/charts"}, {"companies", "Companies", "/companies"}, {"events", "Events", "/events"}, {"fact-check", "Fact check", "/fact-check"},
		{"data", "Data", "/data"}, {"releases", "Releases", "/releases"}, {"about", "Method", "/about"},
	}
}

// title gives the text of the title element.
func (p Page) title() string {
	if p.Title == "" {
		return "Megacycle: does the revenue catch up with the spending?"
	}
	return p.Title + " | Megacycle"
}

// ogTitle gives the title for shared links: the finding without our name.
func (p Page) ogTitle() string {
	if p.Title == "" {
		return "Does the revenue catch up with the spending?"
	}
	return p.Title
}
