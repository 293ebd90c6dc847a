package figure

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"megacycle/store/fault"
)

// PeriodKind says what a Period spans.
type PeriodKind uint8

// The kinds of period.
const (
	NoPeriod   PeriodKind = iota
	Quarter               // a calendar quarter, 2025Q4
	Year                  // a calendar year, 2025
	FiscalYear            // a company's fiscal year, FY2025, named by the year in which it ends
)

// Period is a span of time that a figure is about. The zero Period is "none".
// Periods are comparable with ==.
type Period struct {
	Kind PeriodKind
	Year int
	Q    int // 1 to 4 for a quarter, else 0
}

// QuarterOf makes a calendar quarter.
func QuarterOf(year, q int) Period { return Period{Quarter, year, q} }

// YearOf makes a calendar year.
func YearOf(year int) Period { return Period{Year, year, 0} }

// QuarterAt gives the calendar quarter that contains d.
func QuarterAt(d Date) Period {
	t := d.Time()
	return QuarterOf(t.Year(), (int(t.Month())-1)/3+1)
}

// QuarterOfSpan files a fiscal quarter: the calendar quarter that contains the
// midpoint of start..end (the rule of the SEC's frames; decisions in
// docs/architecture.md).
func QuarterOfSpan(start, end Date) Period {
	days := int(end.Time().Sub(start.Time()).Hours() / 24)
	return QuarterAt(start.AddDays(days / 2))
}

// ParsePeriod reads 2025Q4, 2025 or FY2025.
func ParsePeriod(s string) (Period, error) {
	bad := fault.New(fault.Invalid, "%q is not a period; write a quarter like 2026Q2 or a year like 2025", clip(s))
	kind, rest := Year, s
	if r, ok := strings.CutPrefix(s, "FY"); ok {
		kind, rest = FiscalYear, r
	}
	q := 0
	if len(rest) == 6 && rest[4] == 'Q' && kind == Year {
		kind, q = Quarter, int(rest[5]-'0')
		if q < 1 || q > 4 {
			return Period{}, bad
		}
		rest = rest[:4]
	}
	if len(rest) != 4 {
		return Period{}, bad
	}
	y, err := strconv.Atoi(rest)
	if err != nil || y < 1900 || y > 2199 {
		return Period{}, bad
	}
	return Period{kind, y, q}, nil
}

// String gives 2025Q4, 2025 or FY2025; "" for the zero Period.
func (p Period) String() string {
	switch p.Kind {
	case Quarter:
		return fmt.Sprintf("%04dQ%d", p.Year, p.Q)
	case Year:
		return fmt.Sprintf("%04d", p.Year)
	case FiscalYear:
		return fmt.Sprintf("FY%04d", p.Year)
	}
	return ""
}

// IsZero says whether p is no period.
func (p Period) IsZero() bool { return p.Kind == NoPeriod }

// index counts periods of one kind from year 0.
func (p Period) index() int {
	if p.Kind == Quarter {
		return p.Year*4 + p.Q - 1
	}
	return p.Year
}

// Add gives the period n later of the same kind; n may be negative.
func (p Period) Add(n int) Period {
	if p.Kind == Quarter {
		i := p.index() + n
		return QuarterOf(i/4, i%4+1)
	}
	p.Year += n
	return p
}

// Sub gives how many periods p lies after o; both must be of one kind.
func (p Period) Sub(o Period) int { return p.index() - o.index() }

// Start gives the first day of a calendar period; for a fiscal year the first
// day of the calendar year of its name, as its true dates belong to a company.
func (p Period) Start() Date {
	m := time.January
	if p.Kind == Quarter {
		m = time.Month(3*p.Q - 2)
	}
	return DateOf(time.Date(p.Year, m, 1, 0, 0, 0, 0, time.UTC))
}

// End gives the last day of the period, see Start.
func (p Period) End() Date { return p.Add(1).Start().AddDays(-1) }

// Compare orders periods by their start, then quarters before years.
func (p Period) Compare(o Period) int {
	if c := strings.Compare(string(p.Start()), string(o.Start())); c != 0 {
		return c
	}
	return int(p.Kind) - int(o.Kind)
}

// Range gives the periods from a to b, both included; nil when b is before a.
func Range(a, b Period) []Period {
	var out []Period
	for p := a; p.Sub(b) <= 0; p = p.Add(1) {
		out = append(out, p)
	}
	return out
}

// MarshalText writes the period as text, so that JSON maps and fields read well.
func (p Period) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (p *Period) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*p = Period{}
		return nil
	}
	v, err := ParsePeriod(string(b))
	*p = v
	return err
}
