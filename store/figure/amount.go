package figure

import (
	"strings"

	"github.com/shopspring/decimal"

	"megacycle/store/fault"
)

// Amount is an exact decimal number as it was reported, never a float. The
// zero Amount is "no amount", which is not the number 0.
type Amount struct {
	d   decimal.Decimal
	set bool
}

// ParseAmount reads plain decimal text such as -1234.5: an optional minus, digits,
// an optional point and digits. Separators, exponents and signs such as + are
// refused; package sheet reads what people paste.
func ParseAmount(s string) (Amount, error) {
	bad := fault.New(fault.Invalid, "%q is not a number; write it like 42232 or -7604.5", clip(s))
	t := strings.TrimPrefix(s, "-")
	whole, frac, point := strings.Cut(t, ".")
	if !digits(whole) || (point && !digits(frac)) || len(s) > 40 {
		return Amount{}, bad
	}
	d, err := decimal.NewFromString(s)
	if err != nil {
		return Amount{}, bad
	}
	return Amount{d, true}, nil
}

func digits(s string) bool {
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}

// IntAmount makes a whole amount.
func IntAmount(n int64) Amount { return Amount{decimal.NewFromInt(n), true} }

// IsSet says whether there is an amount at all.
func (a Amount) IsSet() bool { return a.set }

// String gives the exact decimal text, "" when there is no amount.
func (a Amount) String() string {
	if !a.set {
		return ""
	}
	return a.d.String()
}

// Float gives the nearest float64, for ratios and drawing only.
func (a Amount) Float() float64 { return a.d.InexactFloat64() }

// Decimals gives how many digits stand after the point.
func (a Amount) Decimals() int {
	if e := a.d.Exponent(); e < 0 {
		return int(-e)
	}
	return 0
}

// Add gives a + b exactly; both must be set.
func (a Amount) Add(b Amount) Amount { return Amount{a.d.Add(b.d), a.set && b.set} }

// Sub gives a - b exactly; both must be set.
func (a Amount) Sub(b Amount) Amount { return Amount{a.d.Sub(b.d), a.set && b.set} }

// Half gives a / 2 exactly.
func (a Amount) Half() Amount { return Amount{a.d.Mul(decimal.RequireFromString("0.5")), a.set} }

// Shift gives a times ten to the power n, exactly; n may be negative.
func (a Amount) Shift(n int) Amount { return Amount{a.d.Shift(int32(n)), a.set} }

// Cmp orders two amounts: -1, 0 or +1.
func (a Amount) Cmp(b Amount) int { return a.d.Cmp(b.d) }

// Equal says whether both are the same number, or both are not set.
func (a Amount) Equal(b Amount) bool { return a.set == b.set && a.d.Equal(b.d) }

// Sign gives -1, 0 or +1.
func (a Amount) Sign() int { return a.d.Sign() }

// MarshalText writes the exact decimal text.
func (a Amount) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (a *Amount) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*a = Amount{}
		return nil
	}
	v, err := ParseAmount(string(b))
	*a = v
	return err
}
