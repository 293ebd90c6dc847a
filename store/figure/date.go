package figure

import (
	"time"

	"megacycle/store/fault"
)

// Date is a UTC calendar day in ISO form, such as "2026-07-30". The empty Date
// is "no date". Dates order as strings.
type Date string

// ParseDate reads an ISO day and refuses anything else, such as 2026-02-30.
func ParseDate(s string) (Date, error) {
	if len(s) == 10 {
		if _, err := time.Parse(time.DateOnly, s); err == nil {
			return Date(s), nil
		}
	}
	return "", fault.New(fault.Invalid, "%q is not a date; write it like 2026-07-30", clip(s))
}

// DateOf gives the UTC day of an instant.
func DateOf(t time.Time) Date { return Date(t.UTC().Format(time.DateOnly)) }

// Time gives midnight UTC of d; the zero time when d is empty.
func (d Date) Time() time.Time {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return time.Time{}
	}
	return t
}

// AddDays gives the day n days later.
func (d Date) AddDays(n int) Date {
	if d == "" {
		return ""
	}
	return DateOf(d.Time().AddDate(0, 0, n))
}

// LatestOf gives the latest day that a date known only to the year ("2026") or
// the month ("2026-07") can be, and whether it had to be approximated. So an
// as-of view never knows too early.
func LatestOf(s string) (d Date, approximate bool, err error) {
	switch len(s) {
	case 4:
		if t, e := time.Parse("2006", s); e == nil {
			return DateOf(t.AddDate(1, 0, -1)), true, nil
		}
	case 7:
		if t, e := time.Parse("2006-01", s); e == nil {
			return DateOf(t.AddDate(0, 1, -1)), true, nil
		}
	}
	d, err = ParseDate(s)
	return d, false, err
}

// clip shortens strangers' text for an error message.
func clip(s string) string {
	r := []rune(s)
	if len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
