package embed

import (
	"regexp"
	"strconv"
	"strings"
)

// path finds a path of straight lines between absolute points.
var path = regexp.MustCompile(` d="M[0-9.\- ]+(?:L[0-9.\- ]+){3,}"`)

// lighter leaves out the points of level runs, which change nothing of what is
// seen: a chart of statements has one for each day of half a year.
func lighter(svg string) string {
	return path.ReplaceAllStringFunc(svg, func(d string) string {
		points := strings.Split(d[len(` d="M`):len(d)-1], "L")
		level := func(i int) string { return points[i][strings.LastIndexByte(points[i], ' ')+1:] }
		kept := points[:0:0]
		for i, p := range points {
			if i > 0 && i < len(points)-1 && level(i) == level(i-1) && level(i) == level(i+1) && rising(points[i-1:i+2]) {
				continue
			}
			kept = append(kept, p)
		}
		return ` d="M` + strings.Join(kept, "L") + `"`
	})
}

// rising says whether points go on in one direction, so that a line that turns
// back keeps its ends. Points are "x y" with a sign only when negative.
func rising(points []string) bool {
	for _, p := range points {
		if x, y, ok := strings.Cut(p, " "); !ok || x == "" || strings.Contains(y, " ") || strings.HasPrefix(x, "-") {
			return false
		}
	}
	return less(points[0], points[1]) && less(points[1], points[2])
}

func less(a, b string) bool {
	x, _ := strconv.ParseFloat(a[:strings.IndexByte(a, ' ')], 64) // the pattern lets only numbers in
	y, _ := strconv.ParseFloat(b[:strings.IndexByte(b, ' ')], 64)
	return x < y
}
