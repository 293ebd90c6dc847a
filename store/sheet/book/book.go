package book

import (
	"bytes"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"megacycle/store/fault"
	"megacycle/store/figure"
)

// Limits of the format (Excel specifications and limits, Microsoft).
const (
	maxText = 32767   // characters of a cell
	maxRows = 1048576 // rows of a sheet
)

// Book is a workbook.
type Book struct {
	Title   string
	Subject string
	At      time.Time // when what it holds was published
	Sheets  []Sheet
}

// Sheet is one sheet: a head and rows below it.
type Sheet struct {
	Name   string // 1 to 31 characters, none of : \ / ? * [ ]
	Head   []string
	Widths []float64 // of the columns, in characters; 0 or missing means 14
	Rows   [][]Cell
	Plain  bool // names and values, not a table to sort and filter
}

// Cell is one value. The zero Cell is an empty cell.
type Cell struct {
	text string
	kind kind
}

type kind int

const (
	empty kind = iota
	word
	number
	day
	long
)

// Text makes a cell of text. It is never read as a formula or a number.
func Text(s string) Cell {
	if s == "" {
		return Cell{}
	}
	return Cell{s, word}
}

// Long makes a cell of text that wraps over several lines.
func Long(s string) Cell {
	if s == "" {
		return Cell{}
	}
	return Cell{s, long}
}

// Number makes a cell of a number in plain decimal text, "42232" or "-0.5".
// Spreadsheets keep about 15 digits of it. Text that is no number stays text.
func Number(s string) Cell {
	if _, err := figure.ParseAmount(s); err != nil {
		return Text(s)
	}
	return Cell{s, number}
}

// Int makes a cell of a whole number, empty for 0.
func Int(n int) Cell {
	if n == 0 {
		return Cell{}
	}
	return Cell{strconv.Itoa(n), number}
}

// Day makes a cell of a day. Text that is no full day stays text.
func Day(d figure.Date) Cell {
	if _, err := figure.ParseDate(string(d)); err != nil {
		return Text(string(d))
	}
	return Cell{string(d), day}
}

// Write makes the file. The same book gives the same cells, not always the same bytes.
func (b Book) Write() ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	at := b.At.UTC().Format(time.RFC3339)
	err := f.SetDocProps(&excelize.DocProperties{Title: clean(b.Title), Subject: clean(b.Subject), Creator: "Megacycle", LastModifiedBy: "Megacycle", Created: at, Modified: at})
	if err != nil {
		return nil, failed(err, "its properties")
	}
	st, err := newStyles(f)
	if err != nil {
		return nil, failed(err, "its styles")
	}
	for i, s := range b.Sheets {
		if i == 0 {
			err = f.SetSheetName("Sheet1", s.Name)
		} else {
			_, err = f.NewSheet(s.Name)
		}
		if err == nil {
			err = s.write(f, st, i)
		}
		if err != nil {
			return nil, failed(err, "the sheet "+s.Name)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		return nil, failed(err, "the file")
	}
	return out.Bytes(), nil
}

func failed(err error, what string) error {
	return fault.Wrap(fault.Internal, err, "the workbook cannot be written: %s", what)
}

// write streams one sheet: its columns, then its rows from top to bottom.
func (s Sheet) write(f *excelize.File, st styles, nth int) error {
	if len(s.Rows)+1 > maxRows {
		return fault.New(fault.Invalid, "%d rows are more than a sheet can hold", len(s.Rows))
	}
	w, err := f.NewStreamWriter(s.Name)
	if err != nil {
		return err
	}
	for i := range s.Head {
		width := 14.0
		if i < len(s.Widths) && s.Widths[i] > 0 {
			width = s.Widths[i]
		}
		if err := w.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if !s.Plain {
		if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
			return err
		}
	}
	head := make([]any, len(s.Head))
	for i, h := range s.Head {
		head[i] = excelize.Cell{StyleID: st.head, Value: h}
	}
	if err := w.SetRow("A1", head); err != nil {
		return err
	}
	for i, r := range s.Rows {
		line := make([]any, len(r))
		for j, c := range r {
			line[j] = st.value(c)
		}
		if err := w.SetRow("A"+strconv.Itoa(i+2), line); err != nil {
			return err
		}
	}
	if !s.Plain && len(s.Rows) > 0 {
		end, err := excelize.CoordinatesToCellName(len(s.Head), len(s.Rows)+1)
		if err != nil {
			return err
		}
		if err := w.AddTable(&excelize.Table{Range: "A1:" + end, Name: "T" + strconv.Itoa(nth+1), StyleName: "TableStyleLight1"}); err != nil {
			return err
		}
	}
	return w.Flush()
}

// styles are the cell styles of one file, by their number in it.
type styles struct {
	head, whole, broken, day, text, wrap int
}

func newStyles(f *excelize.File) (st styles, err error) {
	whole, broken, iso, text := "#,##0", "#,##0.0##", "yyyy-mm-dd", "@"
	for _, x := range []struct {
		to *int
		s  excelize.Style
	}{
		{&st.head, excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&st.whole, excelize.Style{CustomNumFmt: &whole, Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&st.broken, excelize.Style{CustomNumFmt: &broken, Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&st.day, excelize.Style{CustomNumFmt: &iso, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left"}}},
		{&st.text, excelize.Style{CustomNumFmt: &text, Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&st.wrap, excelize.Style{CustomNumFmt: &text, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}},
	} {
		if *x.to, err = f.NewStyle(&x.s); err != nil {
			return st, err
		}
	}
	return st, nil
}

// value gives a cell as excelize takes it. Text is of the text format, so that it
// stays text when somebody edits the cell.
func (st styles) value(c Cell) any {
	switch c.kind {
	case empty:
		return nil
	case number:
		n, err := strconv.ParseFloat(c.text, 64)
		if err != nil {
			break
		}
		style := st.whole
		if strings.Contains(c.text, ".") {
			style = st.broken
		}
		return excelize.Cell{StyleID: style, Value: n}
	case day:
		return excelize.Cell{StyleID: st.day, Value: figure.Date(c.text).Time()}
	case long:
		return excelize.Cell{StyleID: st.wrap, Value: clean(c.text)}
	}
	return excelize.Cell{StyleID: st.text, Value: clean(c.text)}
}

// clean takes out what XML 1.0 cannot carry and what no cell can hold.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n':
			return r
		case r == '\r':
			return '\n'
		case r < 0x20 || r == 0xfffe || r == 0xffff || r == utf8.RuneError:
			return '\uFFFD'
		}
		return r
	}, s)
	if utf8.RuneCountInString(s) > maxText {
		s = string([]rune(s)[:maxText-1]) + "…"
	}
	return s
}
