package chart

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/store/series"
	"megacycle/views/format"
)

// Card says where one number of a plot comes from.
type Card struct {
	Series  string        `json:"series"` // as the datum names it
	Key     string        `json:"key"`    // of the series in the store that it rests on; "" when it has none
	Name    string        `json:"name"`
	Period  figure.Period `json:"period"`
	Label   string        `json:"label"`           // of the period, "Q2 2026"
	Value   string        `json:"value"`           // as readers see it, with all digits: "$42,232M"; "" when there is a reason
	Exact   string        `json:"exact,omitempty"` // machine form; "200000 to 220000" for a range
	Unit    string        `json:"unit"`
	Reason  string        `json:"reason,omitempty"` // why there is no value, as a sentence
	Change  string        `json:"change,omitempty"` // "+36.8% on a year earlier"
	Status  string        `json:"status"`           // in words: "Actual, stated by the company"
	Mark    string        `json:"mark"`             // company, ours, others or quoted
	Fiscal  string        `json:"fiscal_label,omitempty"`
	Span    string        `json:"period_dates,omitempty"` // true first and last day, "27 Apr to 26 Jul 2026"
	Start   figure.Date   `json:"period_start,omitempty"`
	End     figure.Date   `json:"period_end,omitempty"`
	Who     string        `json:"published_by,omitempty"`
	On      figure.Date   `json:"published_on,omitempty"`
	When    string        `json:"published,omitempty"` // "30 Jul 2026", or "by 31 Jul 2025; the source does not give the exact day"
	Sources []CardSource  `json:"sources"`
	Derived string        `json:"derived,omitempty"` // how it was computed or derived
	Checked string        `json:"checked,omitempty"` // how far its evidence goes, in words
	Note    string        `json:"note,omitempty"`
	Here    *CardRelease  `json:"released,omitempty"` // when it came to this site; nil when that is not known
	Earlier []CardValue   `json:"earlier"`            // every other value on record, the newest first
	Datum   int           `json:"-"`
}

// CardSource is one source of a number.
type CardSource struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Who    string `json:"publisher,omitempty"`
	URL    string `json:"url,omitempty"`
	NoLink string `json:"no_link,omitempty"` // why there is no public link; set when URL is empty
	On     string `json:"published_on,omitempty"`
}

// CardRelease is the release that brought a number.
type CardRelease struct {
	N     int         `json:"release"`
	On    figure.Date `json:"on"`
	Title string      `json:"title,omitempty"`
	By    string      `json:"by,omitempty"`    // "" for the first figures, and once a name was erased
	With  string      `json:"with,omitempty"`  // the second person
	Alone string      `json:"alone,omitempty"` // says that no second person was needed
}

// CardValue is another value that stood, or stands, on record.
type CardValue struct {
	Value   string      `json:"value"`
	On      figure.Date `json:"published_on"`
	When    string      `json:"published"`
	Status  string      `json:"status,omitempty"`
	Release int         `json:"release"`
	Why     string      `json:"why"` // "replaced on 30 Jul 2026", "corrected by release 3", "our own mistake, taken back"
	Note    string      `json:"note,omitempty"`
}

// CardOf makes the card of one number of a plot, by its place in Plot.Data.
func CardOf(p *Plot, st *figure.State, i int) Card {
	d := p.Data[i]
	f := format.In(p.State.Lang)
	key, _, _ := strings.Cut(d.Series, ":")
	s, known := st.Series(key)
	c := Card{
		Series: d.Series, Name: cmp.Or(d.Name, s.Name, d.Series), Period: d.Period, Label: f.Period(d.Period), Exact: exact(d), Unit: d.Unit,
		On: d.PublishedOn, Start: d.Start, End: d.End, Note: d.Note, Sources: []CardSource{}, Earlier: []CardValue{}, Datum: i,
	}
	if known {
		c.Key = key
	}
	if d.Value == "" && d.Low == "" {
		c.Reason = series.Reason(d.Reason).Sentence()
	} else {
		c.Value = full(f, d)
	}
	c.Change = changeOf(p, i)
	c.status(st, s, d, known)
	if d.Start != "" && d.End != "" {
		c.Span = f.Span(d.Start, d.End)
	}
	if d.FiscalLabel != c.Label {
		c.Fiscal = d.FiscalLabel
	}
	if d.PublishedOn != "" {
		c.When = day(f, d.PublishedOn, d.Approximate)
	}
	for _, id := range d.Sources {
		c.Sources = append(c.Sources, sourceOf(st, f, id))
	}
	c.Derived = d.Computed
	if d.Evidence == figure.SumChecked {
		c.Checked = "The quarter is known from filings; only its year was confirmed in a public document."
		if d.Computed != "" {
			c.Checked = "It rests on a quarter that is known from filings, of which only the year was confirmed in a public document."
		}
	}
	if rel, ok := st.ReleaseOf(d.Release); ok {
		c.Here = releaseOf(rel)
	}
	if known && d.Series == key && (d.Computed == "" || d.Status != "") {
		c.history(st, f, s, d)
	}
	return c
}

// status says what kind of number it is and who stands behind it.
func (c *Card) status(st *figure.State, s figure.Series, d Datum, known bool) {
	word := upper(string(d.Status))
	company, _ := st.Company(s.Publisher)
	switch {
	case d.Computed != "" && d.Status == "":
		c.Status, c.Mark = "Computed by us", "ours"
	case !known:
		c.Status, c.Mark = "As quoted, not a figure of a series", "quoted"
	case s.Kind == figure.Computed:
		c.Status, c.Mark, c.Who = word+", computed by us", "ours", company.Name
	case s.Publisher != s.Company && s.Publisher != "":
		c.Status, c.Mark, c.Who = word+" of "+cmp.Or(company.Name, "others"), "others", company.Name
	case d.Status == figure.Estimate:
		c.Status, c.Mark, c.Who = word, "others", company.Name
	case word == "":
		c.Mark, c.Who = "company", company.Name
	default:
		c.Status, c.Mark, c.Who = word+", stated by the company", "company", company.Name
	}
	if bounded(d.Qualifier) && c.Status != "" {
		c.Status += map[string]string{"about": ", in round words", "over": ", a lower bound", "up to": ", an upper bound"}[d.Qualifier]
	}
}

// history lists every other value of the same figure that this state knows of:
// those of other days, those replaced in later releases, and mistakes of ours.
func (c *Card) history(st *figure.State, f *format.Language, s figure.Series, d Datum) {
	all := slices.DeleteFunc(slices.Clone(st.History(s.Key, d.Period)), func(r figure.Row) bool {
		return st.AsOf != "" && r.PublishedOn > st.AsOf && (d.AsKnownOn == "" || r.PublishedOn > d.AsKnownOn)
	})
	slices.SortStableFunc(all, func(a, b figure.Row) int {
		return cmp.Or(cmp.Compare(b.PublishedOn, a.PublishedOn), cmp.Compare(b.Release, a.Release))
	})
	newest := map[figure.Date]figure.Row{}
	var days []figure.Date
	for _, r := range all { // the newest release of each day comes first
		if _, ok := newest[r.PublishedOn]; !ok {
			newest[r.PublishedOn] = r
			if r.Reason != figure.Retracted {
				days = append(days, r.PublishedOn)
			}
		}
		if r.PublishedOn == d.PublishedOn && r.Release == d.Release {
			c.Derived = cmp.Or(c.Derived, r.Derivation)
			continue
		}
		v := CardValue{On: r.PublishedOn, When: day(f, r.PublishedOn, r.Approximate), Release: r.Release, Note: r.Note}
		row := fromRow(r)
		row.Unit = string(s.Unit)
		v.Value = full(f, row)
		if r.Reason != figure.HasValue && r.Reason != figure.Retracted {
			v.Value = string(r.Reason)
		}
		if r.Status != figure.Actual {
			v.Status = string(r.Status)
		}
		switch n := newest[r.PublishedOn]; {
		case n.Release > r.Release && n.Reason == figure.Retracted:
			v.Why = "our own mistake, taken back by release " + f.Int(n.Release)
		case n.Release > r.Release:
			v.Why = "corrected here by release " + f.Int(n.Release)
		case r.Reason == figure.Retracted:
			continue // the taking back of the one that follows
		case r.PublishedOn > d.PublishedOn:
			v.Why = "published later"
		case len(days) > 1:
			v.Why = "until " + f.Date(days[len(days)-2])
		}
		c.Earlier = append(c.Earlier, v)
	}
}

// full writes a number with all its digits.
func full(f *format.Language, d Datum) string {
	if d.Unit != string(figure.USDMillions) || d.Low != "" && d.Low != d.High {
		return spell(f, d)
	}
	v, err := figure.ParseAmount(cmp.Or(d.Value, d.Low))
	if err != nil {
		return ""
	}
	return f.Qualified(d.Qualifier, f.ExactMoney(v))
}

// day writes the day of a publication, and whether it is the latest it can be.
func day(f *format.Language, d figure.Date, approximate bool) string {
	if approximate {
		return "by " + f.Date(d) + "; the source does not give the exact day"
	}
	return f.Date(d)
}

func sourceOf(st *figure.State, f *format.Language, id string) CardSource {
	s, ok := st.Source(id)
	if !ok {
		return CardSource{ID: id, Title: id, NoLink: "this source is not described yet"}
	}
	c := CardSource{ID: id, Title: cmp.Or(s.Title, id), Who: s.Publisher, URL: s.URL, On: s.PublishedOn}
	if s.URL == "" {
		c.NoLink = cmp.Or(s.NoLink, "none was found")
	}
	return c
}

func releaseOf(r figure.Release) *CardRelease {
	c := &CardRelease{N: r.N, On: figure.DateOf(r.PublishedAt), Title: r.Title, By: r.Author, With: r.Approver}
	if r.Author != "" && r.Approver == "" && r.Policy == "one" {
		c.Alone = "published without a second person"
	}
	return c
}

// changeOf gives what the plot says of a number's change on a year earlier.
func changeOf(p *Plot, datum int) string {
	for _, pn := range p.Panels {
		for _, m := range pn.Marks {
			for _, pt := range m.Points {
				if pt.Has && pt.Datum == datum && pt.Change != "" && m.Role == Actual {
					return pt.Change
				}
			}
		}
	}
	return ""
}

// Find gives the place in Plot.Data of the number that a series, a mark or a
// column has at some time: at is a period, the label of a slot or the day of one.
// A fault is NotFound.
func Find(p *Plot, series, at string) (int, error) {
	slot, isDay := -1, false
	for i, s := range p.Slots {
		day := i < len(p.Days) && string(p.Days[i]) == at
		if day || s.Label == at || s.Period.String() == at && at != "" {
			slot, isDay = i, len(p.Days) > 0
			break
		}
	}
	if !isDay {
		best := -1
		key, day, _ := strings.Cut(series, "@") // of a comparison: as known on that day
		for i, d := range p.Data {
			if d.Series == key && d.Period.String() == at && string(d.AsKnownOn) == day && (best < 0 || d.PublishedOn >= p.Data[best].PublishedOn) {
				best = i
			}
		}
		if best >= 0 {
			return best, nil
		}
	}
	if slot >= 0 {
		for _, pn := range p.Panels {
			for _, m := range pn.Marks {
				if m.Key == series && slot < len(m.Points) && m.Points[slot].Datum >= 0 {
					return m.Points[slot].Datum, nil
				}
			}
		}
	}
	for _, r := range p.Table.Rows {
		if r.Label != at && (slot < 0 || r.Label != p.Slots[slot].Label) {
			continue
		}
		for j, c := range p.Table.Columns {
			if c.Key == series && j < len(r.Cells) && r.Cells[j].Datum >= 0 {
				return r.Cells[j].Datum, nil
			}
		}
	}
	return -1, fault.New(fault.NotFound, "this chart shows no figure of that series for that time")
}

// Cards writes the cards of every number that the plot draws or lists, as JSON.
func Cards(p *Plot, st *figure.State) []byte {
	out := struct {
		Chart   string `json:"chart"`
		Release int    `json:"release"`
		AsOf    string `json:"as_of,omitempty"`
		Cards   []Card `json:"cards"`
	}{p.Slug, p.Release.N, string(p.AsOf), []Card{}}
	for i := range p.Data {
		out.Cards = append(out.Cards, CardOf(p, st, i))
	}
	b, err := json.Marshal(out)
	if err != nil {
		return []byte("{}")
	}
	return b
}
