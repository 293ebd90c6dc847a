package editor

import (
	"strconv"

	"github.com/a-h/templ"
)

// current marks the entry of the navigation that the page belongs to.
func (p Page) current(section string) templ.Attributes {
	if p.Section != section {
		return templ.Attributes{}
	}
	return templ.Attributes{"aria-current": "page"}
}

// aria ties a field to the message beside it.
func aria(id string, f Field) templ.Attributes {
	if f.Problem == "" {
		return templ.Attributes{}
	}
	return templ.Attributes{"aria-invalid": "true", "aria-describedby": id + "-problem"}
}

func bad(f Field) string {
	if f.Problem != "" {
		return "isbad"
	}
	return ""
}

func sourceBad(s SourceFields) bool {
	return s.Publisher.Problem+s.Title.Problem+s.Link.Problem+s.NoLink.Problem != ""
}

func ownBad(r Row) bool { return sourceBad(r.Source) || r.Note.Problem != "" }

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

func countProblems(n int) string { return plural(n, "thing to put right", "things to put right") }

// width gives the width of the usual band in the drawing.
func (b Band) width() string {
	low, err1 := strconv.ParseFloat(b.Low, 64)
	high, err2 := strconv.ParseFloat(b.High, 64)
	if err1 != nil || err2 != nil {
		return "0"
	}
	return strconv.FormatFloat(high-low, 'f', 1, 64)
}

// changedCount says how many headline figures change.
func changedCount(all []KeyChange) string {
	n := 0
	for _, k := range all {
		if k.Changed {
			n++
		}
	}
	return strconv.Itoa(n)
}
