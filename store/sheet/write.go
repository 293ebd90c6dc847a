package sheet

import (
	"encoding/csv"
	"io"
	"strings"

	"megacycle/store/fault"
	"megacycle/store/figure"
)

// WriteFigures writes rows as CSV with the columns of an import, so that reading
// the file back changes nothing. Numbers stay numbers; text that a spreadsheet
// would run as a formula gets an apostrophe in front.
func WriteFigures(w io.Writer, st *figure.State, rows []figure.Row) error {
	cw := csv.NewWriter(w)
	if err := cw.Write(Columns()); err != nil {
		return fault.Wrap(fault.Internal, err, "writing the header")
	}
	for _, r := range rows {
		var src figure.Source
		if len(r.Sources) > 0 {
			src, _ = st.Source(r.Sources[0])
		}
		approximate := ""
		if r.Approximate {
			approximate = "yes"
		}
		cells := map[string]string{
			"series": r.Series, "period": r.Period.String(), "value": plain(r.Value), "low": plain(r.Low), "high": plain(r.High),
			"status": string(r.Status), "published_on": string(r.PublishedOn), "qualifier": r.Qualifier, "reason": string(r.Reason),
			"approximate": approximate, "evidence": r.Evidence, "fiscal_label": guard(r.FiscalLabel),
			"source_title": guard(src.Title), "source_url": guard(src.URL), "source_publisher": guard(src.Publisher), "no_link": guard(src.NoLink),
			"source_ids": strings.Join(r.Sources, ";"), "note": guard(r.Note), "derivation": guard(r.Derivation),
		}
		line := make([]string, 0, len(cells))
		for _, c := range Columns() {
			line = append(line, cells[c])
		}
		if err := cw.Write(line); err != nil {
			return fault.Wrap(fault.Internal, err, "writing %s of %s", r.Series, r.Period)
		}
	}
	cw.Flush()
	if err := cw.Error(); err != nil {
		return fault.Wrap(fault.Internal, err, "writing the figures")
	}
	return nil
}

// plain writes an amount so that ParseNumber can read it in one way only: a
// fraction of three digits behind at most three gets a zero more.
func plain(a figure.Amount) string {
	s := a.String()
	whole, frac, _ := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	if len(frac) == 3 && len(whole) <= 3 && whole[0] != '0' {
		return s + "0"
	}
	return s
}
