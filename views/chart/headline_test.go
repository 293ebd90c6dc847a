package chart_test

import (
	"strings"
	"testing"

	"megacycle/store/figure"
	"megacycle/views/chart"
)

func TestHeadline(t *testing.T) {
	l := ledger(t)
	for _, c := range []struct {
		asOf            figure.Date
		text, sub, miss string
	}{
		{"", "AWS revenue is up 36.8%. Amazon’s capital spending is up 69.2%. Does the revenue catch up?",
			"Q2 2026 against a year earlier; spending is Amazon’s as a whole, net of proceeds, not only AI.", "Q3 2026 was due on 29 Oct 2026 and is not entered yet."},
		{"2026-03-17", "AWS revenue is up 23.6%.", "Q4 2025 against a year earlier", ""},
		{"2019-02-01", "AWS revenue is up 45.3%.", "Q4 2018", ""},
	} {
		h, err := chart.Headline(at(t, l, c.asOf))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(h.Text(), c.text) || !strings.HasPrefix(h.Sub, c.sub) || h.Missing != c.miss || h.Empty != "" {
			t.Errorf("as of %q: %q / %q / %q / %q", c.asOf, h.Text(), h.Sub, h.Missing, h.Empty)
		}
	}
}

func TestKeyFigures(t *testing.T) {
	l := ledger(t)
	say := func(asOf figure.Date) []string {
		ks, err := chart.KeyFigures(at(t, l, asOf))
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, k := range ks {
			if k.Empty != "" {
				out = append(out, k.Label+" | "+k.Empty)
				continue
			}
			if len(k.Spark) == 0 || k.Chart == "" {
				t.Errorf("%s has no sparkline or no chart", k.Label)
			}
			out = append(out, strings.TrimSpace(k.Label+" | "+strings.TrimSpace(k.Pre+" "+k.Value+" "+k.Post)+" | "+strings.TrimSpace(k.Strong+" "+k.Change))+" | "+k.SourceText+" | "+string(k.SourceMark))
		}
		return out
	}
	for asOf, want := range map[figure.Date][]string{
		"": {
			"AWS revenue, trailing four quarters | $148.4B | +27.5% on a year earlier | Our sum, to 30 Jul 2026 | ours",
			"Growth needed for $600B by the end of 2036 | 14.2% a year | 16.6% counted from 2025 | Our calculation, Q2 2026 | ours",
			"Amazon capital spending guided for 2026 | about $220B | was $200B until July | Amazon, 30 Jul 2026 | company",
			"Amazon free cash flow, trailing | −$7.6B | was +$18.2B a year earlier | Amazon, 30 Jul 2026 | company",
			"Four companies’ guidance for 2026, our sum | $720–745B | quoted in February: $650B | Our sum, 30 Jul 2026 | ours",
			"Cloud share: AWS, Microsoft, Google | 28 / 20 / 15 % | quoted in March: 30 / 21 / 14 | Synergy Research, Q2 2026 | estimate",
		},
		"2026-03-17": {
			"AWS revenue, trailing four quarters | $128.7B | +19.7% on a year earlier | Our sum, to 5 Feb 2026 | ours",
			"Growth needed for $600B by the end of 2036 | 15.0% a year | 16.6% counted from 2025 | Our calculation, Q4 2025 | ours",
			"Amazon capital spending guided for 2026 | about $200B | given on 5 Feb 2026 | Amazon, 5 Feb 2026 | company",
			"Amazon free cash flow, trailing | $11.2B | was +$38.2B a year earlier | Amazon, 5 Feb 2026 | company",
			"Four companies’ guidance for 2026, our sum | Microsoft had not guided to 2026",
			"Cloud share: AWS, Microsoft, Google | 28 / 21 / 15 % | | Synergy Research, Q4 2025 | estimate",
		},
	} {
		got := say(asOf)
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("as of %q:\n got %s\nwant %s", asOf, got[i], want[i])
			}
		}
	}
}

func TestAStateWithoutFiguresSaysSo(t *testing.T) {
	l := (&figure.Ledger{}).With(figure.Release{N: 1}, nil)
	st := at(t, l, "")
	if h, err := chart.Headline(st); err != nil || h.Empty == "" || h.Text() != "" {
		t.Errorf("%+v %v", h, err)
	}
	ks, err := chart.KeyFigures(st)
	if err != nil || len(ks) != 6 {
		t.Fatal(ks, err)
	}
	for _, k := range ks {
		if k.Empty == "" || k.Value != "" {
			t.Errorf("%s has a value without figures", k.Label)
		}
	}
}
