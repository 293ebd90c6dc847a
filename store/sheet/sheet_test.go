package sheet_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"megacycle/store/fault"
	"megacycle/store/figure"
	"megacycle/store/seed"
	"megacycle/store/sheet"
)

const header = "series,period,value,status,published_on,source_title,source_url,note\n"

// loaded gives the state of the first release, looked at in November 2026.
func loaded(t testing.TB) *figure.State {
	t.Helper()
	cs, err := seed.Load()
	if err != nil {
		t.Fatal(err)
	}
	s, err := (&figure.Ledger{}).With(figure.Release{N: 1, PublishedAt: time.Unix(0, 0)}, cs).At(0, "", "2026-11-24")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// fields writes the problems of an error as "line 2: message".
func fields(err error) string {
	var b strings.Builder
	for _, f := range fault.Fields(err) {
		fmt.Fprintf(&b, "%s: %s\n", f.Name, f.Message)
	}
	return b.String()
}

func TestImportOfANewQuarter(t *testing.T) {
	file := "\uFEFF" + strings.ReplaceAll(header+
		"amazon.aws.revenue,2026Q3,\"44,400\",actual,2026-10-29,Amazon.com Announces Third Quarter Results,https://ir.aboutamazon.com/q3-2026,\n"+
		"amazon.capex_net,2026Q3,$58.1bn,actual,2026-10-29,Amazon.com Announces Third Quarter Results,https://ir.aboutamazon.com/q3-2026,net\n"+
		"nvidia.datacenter.revenue,2026Q3,101.5 billion,actual,2026-11-18,Nvidia results,https://nvidianews.nvidia.com/fy27q3,\n", "\n", "\r\n")
	plan, err := sheet.Import(loaded(t), strings.NewReader(file))
	if err != nil {
		t.Fatal(err, fields(err))
	}
	if got := plan.Summary(); got != "3 new" {
		t.Errorf("summary %q", got)
	}
	if len(plan.Changes) != 5 || plan.Changes[0].Source == nil || plan.Changes[1].Source == nil {
		t.Fatalf("want two sources, then three figures; got %d changes", len(plan.Changes))
	}
	aws, capex, nvda := plan.Changes[2].Figure, plan.Changes[3].Figure, plan.Changes[4].Figure
	if aws.Value.String() != "44400" || aws.FiscalLabel != "Q3 2026" || aws.Start != "2026-07-01" || aws.End != "2026-09-30" || aws.Evidence != "seen" {
		t.Errorf("AWS: %+v", aws)
	}
	if capex.Value.String() != "58100" || capex.Sources[0] != aws.Sources[0] {
		t.Errorf("one release is one source: %v %v", capex.Sources, aws.Sources)
	}
	if nvda.Value.String() != "101500" || nvda.FiscalLabel != "FY27 Q3" || nvda.End != "2026-10-25" {
		t.Errorf("Nvidia: %+v", nvda)
	}
}

func TestImportReadsOtherSeparatorsAndOrders(t *testing.T) {
	for name, file := range map[string]string{
		"tabs":           "published_on\tseries\tperiod\tstatus\tsource_url\tsource_title\tvalue\n2026-10-29\tamazon.aws.revenue\t2026Q3\tActual\thttps://a.example/x\tT\t44,400\n",
		"semicolons":     "published_on;series;period;status;source_url;source_title;value\n2026-10-29;amazon.aws.revenue;2026Q3;actual;https://a.example/x;T;44,400\n\n;;;;;;\n",
		"spare columns":  "published_on,series,period,status,source_url,source_title,value,,\n2026-10-29,amazon.aws.revenue,2026Q3,actual,https://a.example/x,T,44400,,\n",
		"old line ends":  strings.ReplaceAll(header+"amazon.aws.revenue,2026Q3,44400,actual,2026-10-29,T,https://a.example/x,\n", "\n", "\r"),
		"no public link": "series,period,value,status,published_on,source_title,source_url,no_link\namazon.aws.revenue,2026Q3,44400,actual,2026-10-29,T,,heard on the call\n",
	} {
		plan, err := sheet.Import(loaded(t), strings.NewReader(file))
		if err != nil || len(plan.Lines) != 1 || plan.Lines[0].New.Value.String() != "44400" {
			t.Errorf("%s: %v %s", name, err, fields(err))
		}
	}
}

func TestImportListsEveryBadLine(t *testing.T) {
	file := header +
		"amazon.aws.revenu,2026Q3,44400,actual,2026-10-29,T,https://a.example/x,\n" +
		"amazon.aws.revenue,2026Q5,44400,actual,2026-10-29,T,https://a.example/x,\n" +
		"amazon.aws.revenue,2026Q3,1.234,actual,2026-10-29,T,https://a.example/x,\n" +
		"amazon.aws.revenue,2026Q3,44400,final,2026-10-29,T,https://a.example/x,\"two\nlines\"\n" +
		"amazon.aws.revenue,2026Q3,44400,actual,2026-13-29,T,https://a.example/x,\n" +
		"amazon.aws.revenue,2026Q3,44400,actual,2026-10-29,,https://a.example/x,\n" +
		"amazon.aws.revenue,2026Q3,44400,actual,2026-10-29,T,javascript:alert(1),\n" +
		"amazon.aws.revenue,2026Q3,44400,actual,2026-10-29,T,,\n" +
		"amazon.aws.revenue,2026,44400,actual,2026-10-29,T,https://a.example/x,\n" +
		"amazon.aws.revenue,2026Q3,44400,actual,2026-12-29,T,https://a.example/x,\n" +
		"bigtech.capex_as_guided,2026Q3,44400,actual,2026-10-29,T,https://a.example/x,\n" +
		"share.aws,2026Q3,$28,estimate,2026-10-29,T,https://a.example/x,\n" +
		"amazon.aws.revenue,2026Q3,44400,actual,2026-10-29,T,https://a.example/x\n" +
		"amazon.aws.revenue,2026Q3,,actual,2026-10-29,T,https://a.example/x,\n" +
		"amazon.capex,2026Q3,44400,actual,2026-10-29,T,https://a.example/x,ok\n" +
		"amazon.capex,2026Q3,44401,actual,2026-10-29,T,https://a.example/x,twice\n" +
		"amazon.capex,2026Q3,44401,actual,2026-10-28,T,https://a.example/x,\"a \x07 bell\"\n"
	plan, err := sheet.Import(loaded(t), strings.NewReader(file))
	if err == nil || len(plan.Changes) != 0 {
		t.Fatal("a bad file must change nothing")
	}
	got := fields(err)
	for _, want := range []string{
		"line 2: series: there is no series \"amazon.aws.revenu\"; did you mean amazon.aws.revenue?", "line 3: period:", "line 4: value: \"1.234\" can be read in two ways",
		"line 5: status: \"final\"", "line 7: published_on:", "line 8: source_title is empty", "line 9: source_url:", "line 10: source_url is empty",
		"line 11: period: 2026 is not right for amazon.aws.revenue, which has quarters", "line 12: published_on: 2026-12-29 is in the future",
		"line 13: series: bigtech.capex_as_guided is computed", "line 14: value: \"$28\" is in dollars, but the series is in percent",
		"line 15: has 7 columns, but the header has 8", "line 16: value is empty", "line 18: amazon.capex of 2026Q3, published on 2026-10-29, stands in line 17 already",
		"line 19: note holds the control character U+0007",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("missing: %s", want)
		}
	}
	if strings.Contains(got, "line 17:") || strings.Contains(got, "line 6:") {
		t.Error("a good line is named")
	}
	if t.Failed() {
		t.Log(got)
	}
}

func TestImportRefusesFilesAsAWhole(t *testing.T) {
	for name, c := range map[string][2]string{
		"nothing at all":    {"", "no header"},
		"a header only":     {header, "no lines"},
		"an unknown column": {strings.Replace(header, "note", "remark", 1) + "x,x,x,x,x,x,x,x\n", `"remark" is not known`},
		"a missing column":  {strings.Replace(header, ",status", "", 1), `"status" is missing`},
		"a column twice":    {strings.Replace(header, "note", "value", 1), `"value" stands twice`},
		"UTF-16":            {"\xff\xfes\x00e\x00", "UTF-8"},
		"open quotes":       {header + "a,\"b\n", "quotation marks"},
		"too large":         {header + strings.Repeat("x", sheet.MaxBytes), "larger than 5 MiB"},
		"too many lines":    {header + strings.Repeat("amazon.capex,2026Q3,1,actual,2026-10-29,T,https://a.example/x,\n", sheet.MaxRows+1), "more than 50000 lines"},
	} {
		_, err := sheet.ReadImport(strings.NewReader(c[0]))
		if err == nil || fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error()+fields(err), c[1]) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestVerdicts(t *testing.T) {
	st := loaded(t)
	old, _ := st.Figure("amazon.aws.revenue", figure.QuarterOf(2026, 2))
	rowWith := func(f func(*figure.Row)) figure.Row { r := old; f(&r); return r }
	for _, c := range []struct {
		name string
		row  figure.Row
		want sheet.Verdict
	}{
		{"the same again is unchanged", old, sheet.Unchanged},
		{"another value on the same day is our correction", rowWith(func(r *figure.Row) { r.Value = figure.IntAmount(1) }), sheet.Corrected},
		{"another note on the same day is our correction", rowWith(func(r *figure.Row) { r.Note = "n" }), sheet.Corrected},
		{"another value on a later day is a revision", rowWith(func(r *figure.Row) { r.Value, r.PublishedOn = figure.IntAmount(1), "2026-10-29" }), sheet.Revised},
		{"another period is new", rowWith(func(r *figure.Row) { r.Period = figure.QuarterOf(2026, 3) }), sheet.New},
	} {
		if got, was := sheet.Judge(st, c.row); got != c.want || (got != sheet.New && !was.Value.Equal(old.Value)) {
			t.Errorf("%s: %s, was %s", c.name, got, was.Value)
		}
	}
}

func TestAnEqualSourceIsUsedAgain(t *testing.T) {
	st := loaded(t)
	old, _ := st.Source("amzn-pr-2026q2")
	file := header + "amazon.aws.revenue,2026Q3,44400,actual,2026-10-29,\"" + old.Title + "\"," + old.URL + ",\n"
	plan, err := sheet.Import(st, strings.NewReader(file))
	if err != nil {
		t.Fatal(fields(err))
	}
	if len(plan.Changes) != 1 || plan.Changes[0].Figure.Sources[0] != old.ID {
		t.Errorf("want the source %s again, got %+v", old.ID, plan.Changes[0])
	}
	a, b := sheet.NewSource("", "T", "https://www.a.example/x", "", ""), sheet.NewSource("", "T", "https://www.a.example/x", "", "2026")
	if a.ID != b.ID || a.Publisher != "a.example" || !strings.HasPrefix(a.ID, "a-example-") {
		t.Errorf("the id of a source must follow from what it is: %q %q", a.ID, b.ID)
	}
}

func TestExportComesBackUnchanged(t *testing.T) {
	st := loaded(t)
	var rows []figure.Row
	for _, k := range st.SeriesKeys() {
		for _, r := range st.Rows(k) {
			rows = append(rows, st.Vintages(k, r.Period)...)
		}
	}
	odd := rows[0]
	odd.PublishedOn, odd.Note, odd.Value = "2026-01-02", "=HYPERLINK(\"x\")", amount(t, "1.234")
	gone := rows[0]
	gone.PublishedOn, gone.Value, gone.Reason = "2026-01-03", figure.Amount{}, figure.NotDisclosed
	next, err := st.Ledger().With(figure.Release{N: 2}, []figure.Change{{Figure: &odd}, {Figure: &gone}}).At(0, "", "2026-11-24")
	if err != nil {
		t.Fatal(err)
	}
	rows = append(rows, odd, gone)
	var b bytes.Buffer
	if err := sheet.WriteFigures(&b, next, rows); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), ",=HYPERLINK") || strings.Contains(b.String(), "\"=HYPERLINK") {
		t.Error("a formula was written as one")
	}
	plan, err := sheet.Import(next, bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(fields(err))
	}
	if plan.Count(sheet.Unchanged) != len(rows) || len(plan.Changes) != 0 {
		t.Errorf("%d rows came back as %s", len(rows), plan.Summary())
		for _, l := range plan.Lines {
			if l.Verdict != sheet.Unchanged {
				t.Logf("%+v\n%+v", l.Old, l.New)
				break
			}
		}
	}
}

func amount(t *testing.T, s string) figure.Amount {
	t.Helper()
	a, err := figure.ParseAmount(s)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func FuzzReadImport(f *testing.F) {
	f.Add([]byte(header + "amazon.aws.revenue,2026Q3,44400,actual,2026-10-29,T,https://a.example/x,\n"))
	f.Add([]byte("\uFEFFseries;period\n\"a"))
	f.Add([]byte("series\tperiod\tvalue\tstatus\tpublished_on\tsource_title\tsource_url\n\t\t\t\t\t\t\r\n"))
	st := loaded(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		plan, err := sheet.Import(st, bytes.NewReader(body))
		if err != nil && fault.KindOf(err) != fault.Invalid {
			t.Fatal(err)
		}
		if err != nil && len(plan.Changes) > 0 {
			t.Fatal("a refused file gave changes")
		}
		for _, c := range plan.Changes {
			if c.Figure != nil && len(c.Figure.Sources) == 0 {
				t.Fatal("a figure without a source")
			}
		}
	})
}
