package charts

import (
	"net/url"
	"strings"
)

// pairs splits a canonical query into names and values, in its order.
func pairs(query string) [][2]string {
	var out [][2]string
	for part := range strings.SplitSeq(query, "&") {
		name, value, ok := strings.Cut(part, "=")
		if !ok {
			continue
		}
		n, err1 := url.QueryUnescape(name)
		v, err2 := url.QueryUnescape(value)
		if err1 == nil && err2 == nil {
			out = append(out, [2]string{n, v})
		}
	}
	return out
}
