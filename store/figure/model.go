package figure

import (
	"encoding/json"
	"time"
)

// Status says what kind of figure it is.
type Status string

// The statuses. "Revised" is never typed: it follows from the history.
const (
	Actual      Status = "actual"
	Preliminary Status = "preliminary"
	Estimate    Status = "estimate"
	Guidance    Status = "guidance"
	Target      Status = "target"
)

// Statuses lists every status in the order in which forms offer them.
var Statuses = []Status{Actual, Preliminary, Estimate, Guidance, Target}

// Reason says why a row has no value.
type Reason string

// The reasons. A retracted vintage is our own mistake and vanishes from every
// view but the history; the others say "from that day on there is no value".
const (
	HasValue     Reason = ""
	Withdrawn    Reason = "withdrawn"
	NotDisclosed Reason = "not disclosed"
	Retracted    Reason = "retracted"
)

// Company is an issuer, a research house or a group that series are about.
type Company struct {
	Slug                string `json:"slug"`
	Name                string `json:"name"`  // as registered, "Amazon.com, Inc."
	Short               string `json:"short"` // as readers say it, "Amazon"
	Ticker              string `json:"ticker,omitempty"`
	Exchange            string `json:"exchange,omitempty"`
	FiscalYearEndMonth  int    `json:"fiscal_year_end_month,omitempty"` // 1 to 12; 0 when it has none
	InvestorRelationURL string `json:"investor_relations_url,omitempty"`
	Colour              string `json:"colour"` // #rrggbb, the same in both themes
	Release             int    `json:"-"`
}

// Unit says what an amount counts.
type Unit string

// The units of the store.
const (
	USDMillions Unit = "USD_millions" // 10^6 US dollars
	Percent     Unit = "percent"      // 0 to 100; changes of it are percentage points
	Gigawatts   Unit = "GW"           // 10^9 watts
	Times       Unit = "times"        // a multiple; 2 means doubled
	Count       Unit = "count"        // a plain number
)

// Units lists every unit that a series may have.
var Units = []Unit{USDMillions, Percent, Gigawatts, Times, Count}

// Aggregation says how a series' quarters make a year.
type Aggregation string

// The aggregations.
const (
	Sum     Aggregation = "sum"     // a flow: quarters add up
	EndOf   Aggregation = "end"     // a stock: the last quarter stands
	Average Aggregation = "average" // the mean of the quarters
	None    Aggregation = "none"    // a year cannot be made of quarters
)

// SeriesKind says where a series' values come from.
type SeriesKind string

// The kinds of series. Computed values are never typed; a check series is a
// published total that our own sums are tested against.
const (
	Reported SeriesKind = "reported"
	Computed SeriesKind = "computed"
	Check    SeriesKind = "check"
)

// Series is one measured thing over time, in one definition, by one publisher.
type Series struct {
	Key         string      `json:"key"` // such as amazon.aws.revenue; never ends in a file extension
	Name        string      `json:"name"`
	Company     string      `json:"company"`   // the subject: a company slug
	Publisher   string      `json:"publisher"` // who measures it: a slug, often the subject itself
	Unit        Unit        `json:"unit"`
	Frequency   string      `json:"frequency"` // quarter, year, statement, on announcement, once
	Aggregation Aggregation `json:"aggregation"`
	Definition  string      `json:"definition"`
	Group       string      `json:"comparability_group"` // series of different groups are never joined or added
	Kind        SeriesKind  `json:"kind"`
	Chart       string      `json:"default_chart"`     // line, bar, point or range
	Members     []string    `json:"members,omitempty"` // of a composite: the series that it is the sum of; no total unless all are there
	Release     int         `json:"-"`
}

// Source is where a figure was published.
type Source struct {
	ID          string `json:"id"`
	Publisher   string `json:"publisher"`
	Title       string `json:"title"`
	URL         string `json:"url,omitempty"`          // http(s); empty means there is no public link
	NoLink      string `json:"no_link,omitempty"`      // why there is none
	PublishedOn string `json:"published_on,omitempty"` // 2026, 2026-07 or 2026-07-30, as far as known
	Retrieved   string `json:"retrieved,omitempty"`    // how and when we read it
	Reliability string `json:"reliability,omitempty"`  // primary filing, press, aggregator, ...
	Release     int    `json:"-"`
}

// Row is one figure as one release carried it: a value, a range or a reason why
// there is none, for one series and period, as the world learned it on one day.
//
// Its key is (Series, Period, PublishedOn, Release). The first three name a
// vintage; a vintage's content is that of its newest release.
type Row struct {
	Series      string   `json:"series"`
	Period      Period   `json:"period"`
	PublishedOn Date     `json:"published_on"`          // the day the world learned it
	Approximate bool     `json:"approximate,omitempty"` // PublishedOn is the latest day that the source allows
	Value       Amount   `json:"value,omitzero"`        // the point value; not set for a range or a reason
	Low         Amount   `json:"low,omitzero"`          // a statement's range; equal to High for a point
	High        Amount   `json:"high,omitzero"`
	Reason      Reason   `json:"reason,omitempty"`
	Status      Status   `json:"status"`
	Qualifier   string   `json:"qualifier,omitempty"` // "", about, over, up to, range
	Sources     []string `json:"sources"`             // source ids, the most telling first
	Evidence    string   `json:"evidence,omitempty"`  // seen, or sum_checked: only its year was confirmed in a public document
	Derivation  string   `json:"derivation,omitempty"`
	Note        string   `json:"note,omitempty"`
	FiscalLabel string   `json:"fiscal_label,omitempty"` // the company's own name of the period, FY27 Q2
	Start       Date     `json:"start,omitempty"`        // true first day of the fiscal period
	End         Date     `json:"end,omitempty"`          // true last day
	Release     int      `json:"-"`
}

// SumChecked is the evidence of a quarter that is known from filings while only
// its year was confirmed in a public document.
const SumChecked = "sum_checked"

// HasRange says whether the row is a statement with a low and a high end.
func (r Row) HasRange() bool { return r.Low.IsSet() && r.High.IsSet() }

// Mid gives the value, or the middle of the range; the middle is our arithmetic,
// never the company's word. Not set when the row has neither.
func (r Row) Mid() Amount {
	if r.HasRange() {
		return r.Low.Add(r.High).Half()
	}
	return r.Value
}

// Event is a dated happening that charts can show as an annotation.
type Event struct {
	ID      string   `json:"id"`
	Date    Date     `json:"date"`
	Company string   `json:"company"` // company slug, or a plain name when it is none of ours
	Title   string   `json:"title"`
	Detail  string   `json:"detail,omitempty"`
	Sources []string `json:"sources"`
	Kind    string   `json:"kind"` // earnings, guidance, deal, launch, chip, outage, market reaction, policy, energy, organisation
	Release int      `json:"-"`
}

// Bet is a public, checkable statement about the future, or a quoted fact.
type Bet struct {
	ID          string   `json:"id"`
	SaidOn      Date     `json:"said_on"` // the latest day it can have been said
	Approximate bool     `json:"approximate,omitempty"`
	Who         string   `json:"who"`
	Statement   string   `json:"statement"` // in neutral words of our own
	Series      string   `json:"series,omitempty"`
	Target      Amount   `json:"target,omitzero"`
	Unit        Unit     `json:"unit,omitempty"`
	Deadline    Date     `json:"deadline,omitempty"`
	Sources     []string `json:"sources"`
	Rule        string   `json:"rule"` // how it is judged, in words
	Release     int      `json:"-"`
}

// Chart is an editor-owned chart definition; package spec reads Spec.
type Chart struct {
	Slug    string          `json:"slug"`
	Spec    json.RawMessage `json:"spec"`
	Release int             `json:"-"`
}

// Report says when a company reported a quarter, under which label.
type Report struct {
	Company        string `json:"company"`
	Period         Period `json:"period"` // the calendar quarter of the midpoint
	Label          string `json:"label"`  // the company's own: FY27 Q2
	Start          Date   `json:"start"`
	End            Date   `json:"end"`
	ReportedOn     Date   `json:"reported_on"`
	Confidence     string `json:"confidence"` // confirmed, known, approximate
	Source         string `json:"source,omitempty"`
	FirstDisclosed string `json:"first_disclosed,omitempty"`
	Release        int    `json:"-"`
}

// Due is a calendar entry: when a company's report on a quarter is expected.
type Due struct {
	Company string `json:"company"`
	Period  Period `json:"period"`
	Label   string `json:"label,omitempty"` // the company's own: FY27 Q3
	Start   Date   `json:"start,omitempty"` // true first day of the quarter
	End     Date   `json:"end"`             // true last day
	On      Date   `json:"on"`              // the day of the report
	Status  string `json:"status"`          // confirmed, expected, past
	Source  string `json:"source,omitempty"`
	Note    string `json:"note,omitempty"`
	Release int    `json:"-"`
}

// Release is the atomic publication of a change set.
type Release struct {
	N           int       `json:"release"`
	PublishedAt time.Time `json:"published_at"` // UTC
	Title       string    `json:"title"`
	Note        string    `json:"note,omitempty"`
	Author      string    `json:"author"`             // name, for display; "" once erased
	Approver    string    `json:"approver,omitempty"` // "" when published without a second person
	Policy      string    `json:"policy"`             // one or two: how many people publication took
	Hash        string    `json:"hash"`               // SHA-256, hex, over the previous hash and this release's content
	PrevHash    string    `json:"prev_hash,omitempty"`
}

// Change is one thing that a change set adds or replaces: exactly one field is set.
type Change struct {
	Company *Company `json:"company,omitempty"`
	Series  *Series  `json:"series,omitempty"`
	Source  *Source  `json:"source,omitempty"`
	Figure  *Row     `json:"figure,omitempty"`
	Event   *Event   `json:"event,omitempty"`
	Bet     *Bet     `json:"bet,omitempty"`
	Chart   *Chart   `json:"chart,omitempty"`
	Report  *Report  `json:"report,omitempty"`
	Due     *Due     `json:"due,omitempty"`
}
