package series

// Reason says why a value cannot be computed.
type Reason string

// The reasons. OK means that there is a value.
const (
	OK            Reason = ""
	NoFigure      Reason = "no figure"
	NotYet        Reason = "not yet reported"
	NotDisclosed  Reason = "not disclosed"
	Withdrawn     Reason = "withdrawn"
	GapInWindow   Reason = "gap in the window"
	BaseZero      Reason = "base is zero"
	BaseNegative  Reason = "base is negative"
	Break         Reason = "definition break"
	Mixed         Reason = "mixed definitions"
	NotSummable   Reason = "does not add up over quarters"
	NoYear        Reason = "a year cannot be made of quarters"
	IncompleteSum Reason = "a member is missing"
	NoSpan        Reason = "no time in between"
	TooShort      Reason = "less than a year"
)

// Sentence says the reason to people; "" for OK.
func (r Reason) Sentence() string {
	switch r {
	case OK:
		return ""
	case NoFigure:
		return "No figure was found for this period."
	case NotYet:
		return "It is not yet reported."
	case NotDisclosed:
		return "It is not disclosed for this period."
	case Withdrawn:
		return "The figure was withdrawn."
	case GapInWindow:
		return "A period that the calculation needs has no figure."
	case BaseZero:
		return "The figure it is compared with is zero."
	case BaseNegative:
		return "The figure it is compared with is below zero, so a rate of growth would mislead."
	case Break:
		return "The definition changed in between, so the two periods cannot be compared."
	case Mixed:
		return "The figures follow different definitions and must not be put together."
	case NotSummable:
		return "Figures of this kind do not add up over quarters."
	case NoYear:
		return "A year cannot be made of the quarters of this series."
	case IncompleteSum:
		return "Not all members of the sum have a figure for this period."
	case TooShort:
		return "There is less than a year between the two periods, so a rate of growth a year would mislead."
	case NoSpan:
		return "There is no time between the two periods."
	}
	return "It cannot be computed."
}
