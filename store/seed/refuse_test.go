package seed_test

import (
	"io/fs"
	"maps"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"megacycle/store/fault"
	"megacycle/store/seed"
)

// original copies the files that the program carries.
func original(t *testing.T) fstest.MapFS {
	t.Helper()
	m := fstest.MapFS{}
	err := fs.WalkDir(seed.Files(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(seed.Files(), name)
		m[name] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// changed gives the files with one replacement, and the line on which it is made.
func changed(t *testing.T, files fstest.MapFS, name, old, new string) (fstest.MapFS, int) {
	t.Helper()
	text := string(files[name].Data)
	i := strings.Index(text, old)
	if i < 0 {
		t.Fatalf("%s does not hold %q", name, old)
	}
	out := maps.Clone(files)
	out[name] = &fstest.MapFile{Data: []byte(text[:i] + new + text[i+len(old):])}
	return out, 1 + strings.Count(text[:i], "\n") + strings.Count(new[:len(new)-len(strings.TrimLeft(new, "\n"))], "\n")
}

func TestLoadRefusesTheWholeLoadAndNamesTheLine(t *testing.T) {
	files := original(t)
	const aws = "amazon.aws.revenue,2026Q2,2026-06-30,42232,USD_millions,actual,,"
	for _, c := range []struct{ name, file, old, new, want string }{
		{"an unknown series", "figures.csv", aws, strings.Replace(aws, "amazon.aws.revenue", "amazon.aws.revenues", 1), `"amazon.aws.revenues" is not in series.csv`},
		{"an unknown source", "figures.csv", aws, aws + "nowhere;", `the source "nowhere" is not in sources.csv`},
		{"no source", "events.csv", "robhof-2015", "", "every line needs a source"},
		{"a bad period", "figures.csv", aws, strings.Replace(aws, "2026Q2", "2026Q5", 1), `"2026Q5" is not a period`},
		{"a year in a quarterly series", "figures.csv", aws, strings.Replace(aws, "2026Q2", "2026", 1), "which has quarters"},
		{"a calendar year for a fiscal one", "figures.csv", "microsoft.capex.fy,FY2026", "microsoft.capex.fy,2026", "which has fiscal years"},
		{"a duplicate with another value", "figures.csv", aws, strings.Replace(aws, "42232", "42233", 1) + "amzn-pr-2026q2,,,2026-07-30,seen\n" + aws, "stands at figures.csv:"},
		{"an exact duplicate", "figures.csv", aws, aws + "amzn-pr-2026q2,,,2026-07-30,seen\n" + aws, "already, with the same value"},
		{"a value that is no number", "figures.csv", aws, strings.Replace(aws, "42232", "42.232.1", 1), `"42.232.1" is not a number`},
		{"a value with separators", "figures.csv", aws, strings.Replace(aws, "42232", `"42,232"`, 1), `"42,232" is not a number`},
		{"no value", "figures.csv", aws, strings.Replace(aws, "42232", "", 1), "value is empty"},
		{"a period that does not fit its end", "figures.csv", aws, strings.Replace(aws, "2026-06-30", "2026-05-31", 1), "2026-05-31 is not the end of 2026Q2"},
		{"Nvidia filed by its end date", "figures.csv", "nvidia.datacenter.revenue,2026Q2,2026-07-26", "nvidia.datacenter.revenue,2026Q3,2026-07-26", "is not the end of 2026Q3"},
		{"a report filed by its end date", "report_dates.csv", "nvidia,2026Q2,FY27 Q2", "nvidia,2026Q3,FY27 Q2", "lies in 2026Q2, not in 2026Q3"},
		{"an unknown unit", "series.csv", "amazon.aws.revenue,AWS revenue by quarter,amazon,amazon,USD_millions", "amazon.aws.revenue,AWS revenue by quarter,amazon,amazon,EUR_millions", `"EUR_millions" is not one of`},
		{"another unit than the series", "figures.csv", aws, strings.Replace(aws, "USD_millions", "percent", 1), "is in USD_millions"},
		{"an unknown status", "figures.csv", aws, strings.Replace(aws, "actual", "final", 1), `"final" is not one of actual`},
		{"an unknown kind of event", "events.csv", "robhof-2015,earnings", "robhof-2015,party", `"party" is not one of earnings`},
		{"an unknown kind of series", "series.csv", "quarter,sum,reported,cloud_segment_revenue", "quarter,sum,guessed,cloud_segment_revenue", `"guessed" is not one of reported`},
		{"an unknown evidence", "figures.csv", "2014-04-16,sum_checked", "2014-04-16,believed", `"believed" is not one of seen`},
		{"an unknown company", "series.csv", "alphabet.capex,Alphabet capital expenditure,alphabet,", "alphabet.capex,Alphabet capital expenditure,alphabets,", `the company "alphabets" is not in companies.csv`},
		{"a bad address", "sources.csv", "https://robhof", "javascript:alert(1)//robhof", "is not an http or https address"},
		{"no address and no reason", "sources.csv", "a public file whose address was not kept", "", "say in no_link why"},
		{"a bad colour", "companies.csv", "#C8850D", "red", `"red" is not a colour`},
		{"a bad month", "companies.csv", "Nasdaq,12", "Nasdaq,13", "is not a month"},
		{"a control character", "figures.csv", aws, strings.Replace(aws, "actual", "act\x07ual", 1), "control character U+0007"},
		{"a mark that turns text round", "events.csv", "First AWS disclosure", "First \u202eAWS disclosure", "control character U+202E"},
		{"text that is no UTF-8", "events.csv", "First AWS disclosure", "First \xff disclosure", "not valid UTF-8"},
		{"published after the figures were gathered", "figures.csv", aws + "amzn-pr-2026q2", aws + "amzn-pr-2026q2,,,2027-01-01,seen\n" + strings.Replace(aws, "2026Q2", "2026Q1", 1) + "amzn-pr-2026q2", "is after the day up to which"},
		{"an actual of before its period ended", "figures.csv", "amazon.aws.revenue,2026Q1,2026-03-31,37587,USD_millions,actual", "amazon.aws.revenue,2026Q2,2026-06-30,37587,USD_millions,actual", "before the period ended"},
		{"a range the wrong way round", "statements.csv", "2026,175000,185000", "2026,195000,185000", "195000 is more than high"},
		{"a statement in another house's series", "statements.csv", "bigtech.capex_estimate.reuters,reuters", "bigtech.capex_estimate.reuters,bridgewater", "each publisher has a series of its own"},
		{"two statements of one publisher on one day", "statements.csv", "alphabet.capex_guidance,alphabet,2026,180000,190000,USD_millions,range,guidance,2026-04-29", "alphabet.capex_guidance,alphabet,2026,180000,190000,USD_millions,range,guidance,2026-02-04", "with another value, 175000 to 185000"},
		{"a calendar entry that is past but not reported", "calendar.csv", "alphabet,2026Q4,Q4 2026,2026-10-01,2026-12-31,2027-02-03,expected", "alphabet,2026Q4,Q4 2026,2026-10-01,2026-12-31,2027-02-03,past", "not in report_dates.csv"},
		{"a claim about an unknown series", "claims.csv", "amazon.aws.revenue,600000", "amazon.aws.turnover,600000", `"amazon.aws.turnover" is not in series.csv`},
		{"a target without a unit", "claims.csv", "amazon.aws.revenue,600000,USD_millions", "amazon.aws.revenue,600000,", "unit is empty"},
		{"spaces at the ends", "events.csv", "First AWS disclosure", " First AWS disclosure", "spaces at its ends"},
		{"a key like a file name", "series.csv", "alphabet.capex.fy,", "alphabet.capex.csv,", "may not end like a file name"},
	} {
		t.Run(c.name, func(t *testing.T) {
			bad, no := changed(t, files, c.file, c.old, c.new)
			got, err := seed.LoadFS(bad)
			if err == nil || got != nil || fault.KindOf(err) != fault.Invalid {
				t.Fatalf("got %d changes, %v", len(got), err)
			}
			for _, f := range fault.Fields(err) {
				name, line, _ := strings.Cut(f.Name, ":")
				if name == c.file && strings.Contains(f.Message, c.want) && near(line, no) {
					return
				}
			}
			t.Errorf("no problem near %s:%d says %q; got %+v", c.file, no, c.want, fault.Fields(err))
		})
	}
}

// near says whether the line is the one that was changed, or the one that the
// change put after it.
func near(line string, no int) bool {
	for _, n := range []int{no, no + 1} {
		if line == strconv.Itoa(n) {
			return true
		}
	}
	return false
}

func TestLineNumbersCountLinesInsideQuotes(t *testing.T) {
	files := original(t)
	files, _ = changed(t, files, "events.csv", ",First AWS disclosure,", ",\"First\nAWS\ndisclosure\",")
	text := string(files["events.csv"].Data)
	files, _ = changed(t, files, "events.csv", "devoncroft-2016", "nowhere-2016")
	_, err := seed.LoadFS(files)
	want := "events.csv:" + strconv.Itoa(1+strings.Count(text[:strings.Index(text, "devoncroft-2016")], "\n"))
	if fs := fault.Fields(err); len(fs) != 1 || fs[0].Name != want {
		t.Errorf("got %+v, want one problem at %s", fs, want)
	}
}

func TestLoadListsEveryProblem(t *testing.T) {
	files := original(t)
	files, _ = changed(t, files, "companies.csv", "#C8850D", "red")
	files, _ = changed(t, files, "figures.csv", "42232", "many")
	files, _ = changed(t, files, "claims.csv", "USD_millions", "dollars")
	delete(files, "calendar.csv")
	_, err := seed.LoadFS(files)
	seen := map[string]bool{}
	for _, f := range fault.Fields(err) {
		name, _, _ := strings.Cut(f.Name, ":")
		seen[name] = true
	}
	for _, name := range []string{"companies.csv", "figures.csv", "claims.csv", "calendar.csv"} {
		if !seen[name] {
			t.Errorf("%s is not named: %+v", name, fault.Fields(err))
		}
	}
	if err == nil || !strings.Contains(err.Error(), "nothing was loaded") || !strings.Contains(err.Error(), "more)") {
		t.Errorf("message: %v", err)
	}
}

func TestChartsMustNameWhatExists(t *testing.T) {
	for name, c := range map[string][2]string{
		"broken JSON":   {`{"version":1,`, "not JSON"},
		"unknown field": {`{"version":1,"slug":"x","surprise":1}`, "cannot be read"},
		"another slug":  {`{"version":1,"slug":"y"}`, "slug"},
	} {
		files := original(t)
		files["charts/x.json"] = &fstest.MapFile{Data: []byte(c[0])}
		_, err := seed.LoadFS(files)
		ok := false
		for _, f := range fault.Fields(err) {
			ok = ok || (f.Name == "charts/x.json" && strings.Contains(f.Message, c[1]))
		}
		if !ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}
