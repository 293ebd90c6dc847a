package chart_test

import (
	"encoding/csv"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"testing"

	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/store/spec"
	"megacycle/views/chart"
)

// samples are days at which states are looked at: before the first figure, when
// little was known, before guidance was complete, in between, and now.
var samples = []figure.Date{"2013-01-01", "2015-05-01", "2019-02-01", "2025-12-31", "2026-03-17", "2026-05-15", "2026-08-01", ""}

// each calls f for every chart, view, type and definition that an address can
// ask for, at each sample.
func each(t *testing.T, f func(t *testing.T, p *chart.Plot)) {
	l := ledger(t)
	for _, day := range samples {
		st := at(t, l, day)
		specs, err := chart.Specs(st)
		if err != nil {
			t.Fatal(err)
		}
		if len(specs) < 6 {
			t.Fatalf("%d charts", len(specs))
		}
		for _, sp := range specs {
			for _, v := range sp.Views {
				types := append([]spec.Type{""}, sp.Types...)
				if day != "" {
					types = types[:1]
				}
				for _, ty := range types {
					if refused(sp, spec.State{View: v, Type: ty}) {
						continue // growth is no part of a whole
					}
					for _, def := range append([]string{""}, sp.Defs...) {
						q := spec.State{View: v, Type: ty, Def: def, AsOf: day}
						name := sp.Slug + "/" + string(v) + "/" + string(ty) + "/" + def + "/" + string(day)
						p, err := chart.Build(st, sp, q)
						if fault.KindOf(err) == fault.Invalid && err != nil && def != "" {
							continue // not every company publishes every definition
						}
						if err != nil {
							t.Fatalf("%s: %v", name, err)
						}
						t.Run(name, func(t *testing.T) { f(t, p) })
					}
				}
			}
			var all []string
			for _, it := range sp.Items {
				all = append(all, it.Series)
			}
			q := spec.State{Series: all, AsOf: day}
			if sp.Slug == "big-tech-capex" {
				q.View = spec.Value
			}
			p, err := chart.Build(st, sp, q)
			if err != nil {
				t.Fatalf("%s with all series as of %s: %v", sp.Slug, day, err)
			}
			t.Run(sp.Slug+"/all/"+string(day), func(t *testing.T) { f(t, p) })
		}
	}
}

// refused says whether a chart's type cannot draw a view.
func refused(sp spec.Chart, q spec.State) bool {
	_, err := q.Check(sp)
	fs := fault.Fields(err)
	return q.Type != "" && len(fs) == 1 && fs[0].Name == "type"
}

func TestEveryStateIsWhole(t *testing.T) {
	each(t, func(t *testing.T, p *chart.Plot) {
		for name, text := range map[string]string{"finding": p.Finding, "measure": p.Measure, "shown": p.Shown, "summary": p.Summary, "alt": p.Alt, "caption": p.Table.Caption} {
			if strings.TrimSpace(text) == "" {
				t.Errorf("the %s is empty", name)
			}
			for _, bad := range []string{"%!", "NaN", "  ", "..", "–B", "+-", " ,", "since  ", "–.", " – "} {
				if strings.Contains(text, bad) {
					t.Errorf("the %s holds %q: %s", name, bad, text)
				}
			}
		}
		if p.Empty != "" {
			if len(p.Panels) > 0 || len(p.Data) > 0 {
				t.Error("an empty plot draws something")
			}
			return
		}
		if len(p.Slots) == 0 || len(p.Panels) == 0 || p.Source == "" || len(p.Table.Rows) == 0 || p.Credit == "" {
			t.Fatalf("slots %d, panels %d, rows %d, source %q", len(p.Slots), len(p.Panels), len(p.Table.Rows), p.Source)
		}
		share, keys := 0.0, map[string]bool{}
		for _, pn := range p.Panels {
			share += pn.Height
			if donut := p.State.Type == spec.Donut; pn.Max <= pn.Min || (len(pn.Ticks) == 0) != donut || len(pn.Ticks) > 5 {
				t.Errorf("panel %v to %v with %d ticks", pn.Min, pn.Max, len(pn.Ticks))
			}
			for i, k := range pn.Ticks {
				if unit := strings.ContainsAny(k.Label, "$%"); unit && i != len(pn.Ticks)-1 {
					t.Errorf("the unit stands at tick %q, not at the top one", k.Label)
				}
			}
			for _, m := range pn.Marks {
				if keys[m.Key] {
					t.Errorf("two marks are called %s", m.Key)
				}
				keys[m.Key] = true
				if len(m.Points) != len(p.Slots) {
					t.Errorf("%s has %d points for %d slots", m.Key, len(m.Points), len(p.Slots))
				}
			}
		}
		if math.Abs(share-1) > 1e-9 {
			t.Errorf("the panels take %v of the height", share)
		}
		for _, a := range p.Annotations {
			if a.Slot < 0 || a.Slot >= len(p.Slots) {
				t.Errorf("%s stands at slot %d", a.Text, a.Slot)
			}
		}
	})
}

func TestMarksTableAndDownloadsAreEqual(t *testing.T) {
	each(t, func(t *testing.T, p *chart.Plot) {
		body, err := chart.CSV(p)
		if err != nil {
			t.Fatal(err)
		}
		lines, err := csv.NewReader(strings.NewReader(string(body))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := chart.JSON(p)
		if err != nil {
			t.Fatal(err)
		}
		var doc struct {
			Data []struct{ Series, Period, Value, Low, High, Unit string }
		}
		if err := json.Unmarshal(raw, &doc); err != nil {
			t.Fatal(err)
		}
		if len(lines) != len(p.Data)+1 || len(doc.Data) != len(p.Data) {
			t.Fatalf("%d data, %d lines, %d in JSON", len(p.Data), len(lines)-1, len(doc.Data))
		}
		seen := map[string]bool{}
		for i, d := range p.Data {
			row := lines[i+1]
			if row[0] != d.Series || row[2] != d.Period.String() || row[3] != d.Value || doc.Data[i].Value != d.Value || doc.Data[i].Period != d.Period.String() {
				t.Errorf("datum %+v, line %q, JSON %+v", d, row, doc.Data[i])
			}
			k := d.Series + "|" + d.Period.String() + "|" + string(d.PublishedOn)
			if seen[k] {
				t.Errorf("%s stands twice", k)
			}
			seen[k] = true
			if d.Value == "" && d.Low == "" && d.Reason == "" {
				t.Errorf("%s has neither a value nor a reason", k)
			}
			if d.Value != "" && d.Computed == "" && d.Qualifier != "as quoted" && len(d.Sources) == 0 {
				t.Errorf("%s has no source", k)
			}
			if d.Value != "" && d.PublishedOn == "" {
				t.Errorf("%s has no date", k)
			}
			if p.AsOf != "" && d.PublishedOn > p.AsOf {
				t.Errorf("%s was not known on %s", k, p.AsOf)
			}
		}
		for _, pn := range p.Panels {
			for _, m := range pn.Marks {
				for i, pt := range m.Points {
					if !pt.Has {
						continue
					}
					if pt.Datum < 0 || pt.Text == "" {
						t.Fatalf("%s in %s has a point without a datum or without text", m.Key, p.Slots[i].Label)
					}
					d := p.Data[pt.Datum]
					v, err := strconv.ParseFloat(d.Value, 64)
					if err != nil || d.Value != pt.Exact || math.Abs(v-pt.Value) > 1e-6 {
						t.Errorf("%s in %s draws %v (%s), the data say %s", m.Key, p.Slots[i].Label, pt.Value, pt.Exact, d.Value)
					}
				}
			}
		}
		for _, r := range p.Table.Rows {
			if len(r.Cells) != len(p.Table.Columns) {
				t.Fatalf("row %s has %d cells for %d columns", r.Label, len(r.Cells), len(p.Table.Columns))
			}
			for j, c := range r.Cells {
				if c.Text == "" {
					continue
				}
				if c.Datum < 0 {
					t.Errorf("the cell %s of %s has no datum", c.Text, r.Label)
					continue
				}
				d := p.Data[c.Datum]
				plain := strings.NewReplacer(",", "", "−", "-", "+", "", "%", "", "$", "", "B", "", " points", "", " point", "", " GW", "").Replace(c.Text)
				if strings.Contains(plain, "–") {
					if plain != d.Low+"–"+d.High {
						t.Errorf("%s in %s: the table says %s, the data %s to %s", p.Table.Columns[j].Name, r.Label, c.Text, d.Low, d.High)
					}
					continue
				}
				a, e1 := strconv.ParseFloat(plain, 64)
				v, e2 := strconv.ParseFloat(d.Value, 64)
				off := 0.0501 // rates are rounded to a tenth in the table
				if d.Unit == "USD_millions" {
					off = 0
				}
				if d.Unit == "index" {
					off = 0.501
				}
				if e1 != nil || e2 != nil || math.Abs(a-v) > off {
					t.Errorf("%s in %s: the table says %s, the data %s", p.Table.Columns[j].Name, r.Label, c.Text, d.Value)
				}
			}
		}
	})
}

func TestWhatTheChartsSay(t *testing.T) {
	l := ledger(t)
	for _, c := range []struct {
		name, slug string
		q          spec.State
		says       []string // in finding, summary, shown, source, notes or missing
		not        []string
	}{
		{"AWS revenue", "aws-revenue", spec.State{},
			[]string{"AWS revenue is up 36.8% on a year earlier, its fastest growth since Q4 2021", "$42.2B in Q2 2026, $11.4B more than a year before", "as low as 12.2% in Q2 2023",
				"Over four quarters it was $148.4B", "Q1 2018 to Q2 2026", "Amazon.com, Inc., to Q2 2026, published 30 Jul 2026", "CC BY 4.0", "Q3 2026 was due on 29 Oct 2026 and is not entered yet"}, nil},
		{"AWS revenue in 2025", "aws-revenue", spec.State{View: spec.Annual}, []string{"AWS revenue was $128.7B in 2025, up 19.7% on the year before"}, nil},
		{"AWS revenue as known before Q1 2026", "aws-revenue", spec.State{AsOf: "2026-03-17"}, []string{"up 23.6%", "as known on 17 Mar 2026"}, []string{"36.8", "2026-07", "was due"}},
		{"the path", "aws-path-to-600b", spec.State{}, []string{"$600B by 2036 needs growth of 14.2% a year", "from the year 2025 over ten years, it was 16.6%", "early 2032", "168.9B"}, nil},
		{"the path before it was said", "aws-path-to-600b", spec.State{AsOf: "2026-03-16"}, []string{"$128.7B over four quarters"}, []string{"600B by", "14.2", "15.0"}},
		{"shares", "cloud-market-share", spec.State{}, []string{"AWS holds 28% of the cloud market, not 30%", "rounded estimate", "not under our licence"}, []string{"CC BY"}},
		{"shares before they were quoted", "cloud-market-share", spec.State{AsOf: "2026-03-01"}, []string{"AWS holds 28% of the cloud market, Microsoft 21%"}, []string{"quoted in", "30%,"}},
		{"spending", "big-tech-capex", spec.State{}, []string{"Four companies guide $720–745B for 2026, after $410B in 2025", "$650B was quoted", "Microsoft’s guidance for 2026 fell from about $190B to $175B on 29 Jul 2026", "not only AI"}, nil},
		{"spending as known in May", "big-tech-capex", spec.State{AsOf: "2026-05-15"}, []string{"Four companies guide $695–725B for 2026"}, []string{"720", "fell from"}},
		{"spending before all had guided", "big-tech-capex", spec.State{AsOf: "2026-03-17"}, []string{"Four companies spent $410B in 2025", "no total for 2026: Microsoft"}, []string{"guide $"}},
		{"spending by quarter", "big-tech-capex", spec.State{View: spec.Value}, []string{"Four companies spent $165B in Q2 2026", "cash purchases"}, nil},
		{"free cash flow", "amazon-free-cash-flow", spec.State{}, []string{"Amazon’s free cash flow is below zero, for the first time since Q1 2023", "−$7.6B", "Morgan Stanley expected −$17B"}, []string{"%"}},
		{"spending against revenue", "capex-vs-cloud-revenue", spec.State{}, []string{"Amazon’s capital spending has passed AWS revenue", "above AWS revenue since Q4 2025"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := build(t, at(t, l, c.q.AsOf), c.slug, c.q)
			all := strings.Join(append([]string{p.Finding, p.Summary, p.Shown, p.Source}, p.Notes...), "\n")
			for _, m := range p.Missing {
				all += "\n" + m.Text
			}
			for _, s := range c.says {
				if !strings.Contains(all, s) {
					t.Errorf("it does not say %q:\n%s", s, all)
				}
			}
			for _, s := range c.not {
				if strings.Contains(all, s) {
					t.Errorf("it says %q:\n%s", s, all)
				}
			}
		})
	}
}

func TestRangeIsCutAndSaidSo(t *testing.T) {
	l := ledger(t)
	st := at(t, l, "")
	q := figure.QuarterOf
	for _, c := range []struct {
		name, slug  string
		q           spec.State
		first, last figure.Period
		cut         bool
	}{
		{"inside", "aws-revenue", spec.State{From: q(2020, 1), To: q(2021, 4)}, q(2020, 1), q(2021, 4), false},
		{"a year is its quarters", "aws-revenue", spec.State{From: figure.YearOf(2020), To: figure.YearOf(2020)}, q(2020, 1), q(2020, 4), false},
		{"before the first", "aws-revenue", spec.State{From: q(2001, 1)}, q(2014, 1), q(2026, 2), true},
		{"after the newest", "aws-revenue", spec.State{To: q(2040, 1)}, q(2018, 1), q(2026, 2), true},
		{"a quarter in years", "aws-revenue", spec.State{View: spec.Annual, From: q(2020, 3)}, figure.YearOf(2020), figure.YearOf(2025), false},
		{"the future of a path is no cut", "aws-path-to-600b", spec.State{To: q(2030, 4)}, q(2014, 4), q(2030, 4), false},
		{"a path cut before the newest figure", "aws-path-to-600b", spec.State{To: q(2024, 4)}, q(2014, 4), q(2024, 4), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := build(t, st, c.slug, c.q)
			if got := p.Slots[0].Period; got != c.first {
				t.Errorf("it begins with %s, want %s", got, c.first)
			}
			if got := p.Slots[len(p.Slots)-1].Period; got != c.last {
				t.Errorf("it ends with %s, want %s", got, c.last)
			}
			if (p.Clamped != "") != c.cut {
				t.Errorf("it says %q", p.Clamped)
			}
		})
	}
}

func TestDefinitionThatIsNotPublishedIsRefused(t *testing.T) {
	st := at(t, ledger(t), "")
	sp := definition(t, st, "big-tech-capex")
	_, err := chart.Build(st, sp, spec.State{Def: "net"})
	if fs := fault.Fields(err); len(fs) != 1 || fs[0].Name != "def" || !strings.Contains(fs[0].Message, "Alphabet, Microsoft or Meta") {
		t.Errorf("got %v", err)
	}
	p := build(t, st, "big-tech-capex", spec.State{Def: "net", Series: []string{"amazon"}, View: spec.Value})
	if p.Empty != "" || p.Panels[0].Marks[0].Key != "amazon.capex_net" {
		t.Errorf("%q %+v", p.Empty, p.Panels)
	}
}

func TestANewQuarterAppears(t *testing.T) {
	l := ledger(t)
	q3 := figure.QuarterOf(2026, 3)
	row := figure.Row{Series: "amazon.aws.revenue", Period: q3, PublishedOn: "2026-10-29", Value: figure.IntAmount(46000), Status: figure.Actual, Sources: []string{"amzn-pr-2026q2"}}
	next := l.With(figure.Release{N: 2}, []figure.Change{{Figure: &row}})
	p := build(t, at(t, next, ""), "aws-revenue", spec.State{})
	if last := p.Slots[len(p.Slots)-1].Period; last != q3 {
		t.Errorf("the newest quarter is %s", last)
	}
	if len(p.Missing) != 0 {
		t.Errorf("what is entered is missing: %+v", p.Missing)
	}
	old, err := next.At(1, "", today)
	if err != nil {
		t.Fatal(err)
	}
	p = build(t, old, "aws-revenue", spec.State{Release: 1})
	if last := p.Slots[len(p.Slots)-1].Period; last == q3 || !strings.Contains(p.Shown, "release 1") {
		t.Errorf("release 1 shows %s: %s", last, p.Shown)
	}
}

func TestHostileNamesStayText(t *testing.T) {
	const evil = "=cmd|' /C calc'!A0</script><b>__f__"
	l := ledger(t)
	st := at(t, l, "")
	s, _ := st.Series("amazon.aws.revenue")
	src, _ := st.Source("amzn-pr-2026q2")
	s.Name, s.Definition, src.Title, src.Publisher = evil, evil, "@"+evil, "\t"+evil
	row, _ := st.Figure("amazon.aws.revenue", figure.QuarterOf(2026, 2))
	row.Note = "+1" + evil
	next := l.With(figure.Release{N: 2}, []figure.Change{{Series: &s}, {Source: &src}, {Figure: &row}})
	st2 := at(t, next, "")
	sp := definition(t, st2, "aws-revenue")
	sp.Items[0].Label = evil
	p, err := chart.Build(st2, sp, spec.State{})
	if err != nil {
		t.Fatal(err)
	}
	body, err := chart.CSV(p)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(strings.NewReader(string(body))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, r := range lines[1:] {
		for i, c := range r {
			text := i == 0 || i == 1 || i > 5
			if text && c != "" && strings.ContainsRune("=+-@\t\r", rune(c[0])) {
				t.Fatalf("column %d begins with %q", i, c[:1])
			}
			found = found || c == "'"+evil
		}
	}
	if !found {
		t.Error("the name is not there as text")
	}
	if raw, err := chart.JSON(p); err != nil || strings.Contains(string(raw), "</script>") {
		t.Error("JSON holds the end of a script element")
	}
}

func FuzzCSV(f *testing.F) {
	f.Add("=1+1", "a,b\"c\r\n", "-5")
	f.Fuzz(func(t *testing.T, name, note, value string) {
		p := &chart.Plot{Slug: "x", Data: []chart.Datum{{Series: "a", Name: name, Note: note, Value: "-5", Period: figure.QuarterOf(2026, 2)}}}
		body, err := chart.CSV(p)
		if err != nil {
			t.Fatal(err)
		}
		lines, err := csv.NewReader(strings.NewReader(string(body))).ReadAll()
		if err != nil || len(lines) != 2 {
			t.Fatalf("%v: %q", err, body)
		}
		for _, c := range []string{lines[1][1], lines[1][21]} {
			if c != "" && strings.ContainsRune("=+-@\t\r", rune(c[0])) {
				t.Fatalf("a text cell begins like a formula: %q", c)
			}
		}
		if lines[1][3] != "-5" {
			t.Fatalf("a number became %q", lines[1][3])
		}
	})
}
