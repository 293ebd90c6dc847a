package spec_test

import (
	"net/url"
	"strings"
	"testing"

	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/store/spec"
)

func sample() spec.Chart {
	return spec.Chart{
		Version: 1, Slug: "sample", Kind: string(spec.Capex), Name: "Sample", Subject: "amazon", Measure: "m", Definition: "d",
		Items: []spec.Item{
			{Series: "amazon.capex", Label: "Amazon"}, {Series: "alphabet.capex", Label: "Alphabet"},
			{Series: "share.azure", Label: "Azure", Colour: "microsoft"}, {Series: "oracle.capex", Label: "Oracle", Off: true},
		},
		Views: []spec.View{spec.Annual, spec.Value, spec.YoY}, Types: []spec.Type{spec.Stacked, spec.Line}, Defs: []string{"guided", "cash"}, From: "2018Q1",
	}
}

func TestParseState(t *testing.T) {
	for _, c := range []struct{ name, query, canonical string }{
		{"nothing is all default", "", ""},
		{"names of others are ignored, twice too", "fbclid=x&utm_source=a&utm_source=b&w=720", ""},
		{"empty values are defaults, as forms send them", "view=&asof=&from=&release=", ""},
		{"canonical order", "release=1&asof=2026-03-17&view=yoy&to=2026Q1&from=2020Q1", "from=2020Q1&to=2026Q1&view=yoy&asof=2026-03-17&release=1"},
		{"a second day stands after the first", "compare=2026-01-01&view=yoy&asof=2026-03-17", "view=yoy&asof=2026-03-17&compare=2026-01-01"},
		{"defaults are left out", "view=annual&def=guided&type=stacked&scale=linear&events=1&from=2018Q1&lang=en", ""},
		{"the default definition follows the view", "view=value&def=cash", "view=value"},
		{"another definition stays", "def=cash", "def=cash"},
		{"companies become their series in the chart's order", "series=oracle,amazon", "series=amazon.capex,oracle.capex"},
		{"a company whose series is named after somebody else", "series=microsoft", "series=share.azure"},
		{"all that is shown anyway is the default", "series=microsoft,alphabet,amazon", ""},
		{"a year as a range", "from=2020&to=2020", "from=2020&to=2020"},
		{"a quarter inside the year it ends in", "from=2020Q3&to=2020", "from=2020Q3&to=2020"},
		{"embed parameters", "bg=transparent&title=0&ui=min&theme=dark&events=0", "events=0&theme=dark&ui=min&title=0&bg=transparent"},
		{"a regional language is its base", "lang=en-GB", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			q, err := url.ParseQuery(c.query)
			if err != nil {
				t.Fatal(err)
			}
			s, err := spec.ParseState(q)
			if err != nil {
				t.Fatal(err)
			}
			n, err := s.Check(sample())
			if err != nil {
				t.Fatal(err)
			}
			if got := s.Query(sample()); got != c.canonical {
				t.Errorf("got %q, want %q", got, c.canonical)
			}
			if got := n.Query(sample()); got != c.canonical {
				t.Errorf("after Check got %q, want %q", got, c.canonical)
			}
		})
	}
}

func TestBadParametersAreNamed(t *testing.T) {
	for _, c := range []struct{ name, query, field, says string }{
		{"an unknown view", "view=foo", "view", "value, yoy, qoq"},
		{"a view twice", "view=yoy&view=yoy", "view", "more than once"},
		{"a view the chart does not have", "view=qoq", "view", "annual, value or yoy"},
		{"a type the chart does not have", "type=donut", "type", "stacked or line"},
		{"a definition that it does not have", "def=net", "def", "guided or cash"},
		{"a period", "from=2026Q5", "from", "2026Q2"},
		{"a fiscal year", "to=FY2025", "to", "fiscal year"},
		{"from after to", "from=2026Q2&to=2025Q4", "from", "after to=2025Q4"},
		{"a date that does not exist", "asof=2026-02-30", "asof", "2026-07-30"},
		{"a second day that does not exist", "compare=yesterday", "compare", "2026-07-30"},
		{"the same day twice", "asof=2026-03-17&compare=2026-03-17", "compare", "another day"},
		{"a release", "release=-1", "release", "number"},
		{"a release with a leading zero", "release=01", "release", "number"},
		{"a series of another chart", "series=nvidia", "series", "oracle.capex"},
		{"a series that is none", "series=<script>", "series", "not a series"},
		{"an empty series", "series=amazon,,alphabet", "series", "not a series"},
		{"a logarithm of what can be below zero", "scale=log", "scale", "linear"},
		{"a theme", "theme=neon", "theme", "auto, light or dark"},
		{"a language", "lang=tlh", "lang", "en"},
		{"a background", "bg=red", "bg", "transparent"},
		{"a long value", "asof=" + strings.Repeat("9", 10000), "asof", "too long"},
	} {
		t.Run(c.name, func(t *testing.T) {
			q, _ := url.ParseQuery(c.query)
			s, err := spec.ParseState(q)
			if err == nil {
				_, err = s.Check(sample())
			}
			if fault.KindOf(err) != fault.Invalid || err == nil {
				t.Fatalf("got %v, want an Invalid fault", err)
			}
			fs := fault.Fields(err)
			if len(fs) != 1 || fs[0].Name != c.field || !strings.Contains(fs[0].Message, c.says) {
				t.Errorf("got %+v, want field %s saying %q", fs, c.field, c.says)
			}
			if len(err.Error()) > 600 {
				t.Errorf("the message is %d bytes long", len(err.Error()))
			}
		})
	}
}

func TestAllBadParametersAreNamedAtOnce(t *testing.T) {
	_, err := spec.ParseState(url.Values{"view": {"x"}, "asof": {"y"}, "other": {"z"}})
	if fs := fault.Fields(err); len(fs) != 2 || fs[0].Name != "view" || fs[1].Name != "asof" {
		t.Errorf("got %+v", fs)
	}
}

func TestDefinitionIsValidated(t *testing.T) {
	const good = `{"version":1,"slug":"a-b","kind":"growth","name":"n","subject":"amazon","measure":"m","definition":"d","items":[{"series":"a.b","label":"x"}],"views":["value"],"types":["bar"],"order":1}`
	if _, err := spec.Parse(figure.Chart{Slug: "a-b", Spec: []byte(good)}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, old, new, says string }{
		{"a name that is not known", `"order":1`, `"ordre":1`, "cannot be read"},
		{"another version", `"version":1`, `"version":2`, "version"},
		{"another slug", `"slug":"a-b"`, `"slug":"b"`, "slug"},
		{"a kind without a builder", `"growth"`, `"pie"`, "kind"},
		{"a view that does not exist", `["value"]`, `["value","no"]`, "views"},
		{"a view twice", `["value"]`, `["value","value"]`, "twice"},
		{"no view", `["value"]`, `[]`, "views"},
		{"a type that does not exist", `["bar"]`, `["3d"]`, "types"},
		{"no name", `"name":"n"`, `"name":" "`, "name"},
		{"no items", `{"series":"a.b","label":"x"}`, ``, "items"},
		{"an item without a label", `"label":"x"`, `"label":""`, "items[0]"},
		{"an item that is no key", `"a.b"`, `"A B"`, "items[0]"},
		{"the same series twice", `{"series":"a.b","label":"x"}`, `{"series":"a.b","label":"x"},{"series":"a.b","label":"y"}`, "items[1]"},
		{"nothing shown", `"label":"x"`, `"label":"x","off":true`, "items"},
		{"a bad period", `"order":1`, `"from":"FY2020"`, "from"},
		{"something behind it", `"order":1}`, `"order":1}{}`, "after the definition"},
	} {
		t.Run(c.name, func(t *testing.T) {
			bad := strings.Replace(good, c.old, c.new, 1)
			if bad == good {
				t.Fatal("the row changes nothing")
			}
			_, err := spec.Parse(figure.Chart{Slug: "a-b", Spec: []byte(bad)})
			if fault.KindOf(err) != fault.Invalid || err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want an Invalid fault saying %q", err, c.says)
			}
		})
	}
}

func FuzzParseState(f *testing.F) {
	for _, s := range []string{"", "view=yoy&asof=2026-03-17", "from=2018&to=2020Q3&series=amazon,oracle", "view=a&view=b", "release=1&x=%zz", "series=%00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		q, _ := url.ParseQuery(raw)
		s, err := spec.ParseState(q)
		if err != nil {
			if fault.KindOf(err) != fault.Invalid || len(fault.Fields(err)) == 0 {
				t.Fatalf("%q: a fault that names no parameter: %v", raw, err)
			}
			return
		}
		n, err := s.Check(sample())
		if err != nil {
			if fault.KindOf(err) != fault.Invalid || len(fault.Fields(err)) == 0 {
				t.Fatalf("%q: a fault that names no parameter: %v", raw, err)
			}
			return
		}
		once := n.Query(sample())
		again, _ := url.ParseQuery(once)
		s2, err := spec.ParseState(again)
		if err != nil {
			t.Fatalf("%q became %q, which is refused: %v", raw, once, err)
		}
		if twice := s2.Query(sample()); twice != once {
			t.Fatalf("%q became %q and then %q", raw, once, twice)
		}
	})
}

func TestEventsByKind(t *testing.T) {
	for _, c := range []struct{ in, want, bad string }{
		{"0", "0", ""}, {"1", "1", ""}, {"deal,earnings", "earnings,deal", ""}, {"market-reaction,market-reaction", "market-reaction", ""},
		{"0,deal", "", "events"}, {"parties", "", "events"}, {"deal,", "", "events"},
	} {
		s, err := spec.ParseState(url.Values{"events": {c.in}})
		if fs := fault.Fields(err); (c.bad != "") != (len(fs) == 1) || s.Events != c.want {
			t.Errorf("events=%s gives %q and %v", c.in, s.Events, err)
		}
	}
	s := spec.State{Events: "market-reaction"}
	if on, asked := s.Shows("market reaction"); !on || !asked {
		t.Error("a kind that is asked for is not shown")
	}
	if on, _ := s.Shows("deal"); on {
		t.Error("a kind that is not asked for is shown")
	}
	if on, asked := (spec.State{}).Shows("deal"); !on || asked {
		t.Error("without a choice all of the chart's events are shown")
	}
}

func TestBarsTakeNoLogarithm(t *testing.T) {
	sp := sample()
	sp.Log, sp.Views, sp.Types = true, []spec.View{spec.Value, spec.YoY}, []spec.Type{spec.Bar, spec.Line, spec.Stacked, spec.Donut}
	n, err := spec.State{Scale: "log"}.Check(sp)
	if err != nil || n.TypeOf(sp) != spec.Line || n.Type != "" {
		t.Errorf("a logarithmic scale is drawn as %q: %v", n.TypeOf(sp), err)
	}
	for _, c := range []struct {
		q    spec.State
		name string
	}{
		{spec.State{Scale: "log", Type: spec.Bar}, "scale"}, {spec.State{Scale: "log", Type: spec.Donut}, "scale"},
		{spec.State{View: spec.YoY, Type: spec.Stacked}, "type"}, {spec.State{View: spec.YoY, Type: spec.Donut}, "type"},
	} {
		_, err := c.q.Check(sp)
		if fs := fault.Fields(err); len(fs) != 1 || fs[0].Name != c.name || !strings.Contains(fs[0].Message, "type=line") {
			t.Errorf("%+v: %v", c.q, err)
		}
		if _, err := c.q.Without(c.name).Check(sp); err != nil {
			t.Errorf("%+v without %s: %v", c.q, c.name, err)
		}
	}
}
