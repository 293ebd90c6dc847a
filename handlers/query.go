package handlers

import (
	"net/url"
	"slices"
	"strings"

	"megacycle/store/fault"
)

// Query reads the part of an address after the question mark: the parameters in
// names, as often as they stand there. What others append to a link is passed
// over, however it is written; one of ours that cannot be read is Invalid.
func Query(raw string, names []string) (url.Values, error) {
	out := url.Values{}
	for pair := range strings.SplitSeq(raw, "&") {
		key, value, _ := strings.Cut(pair, "=")
		name, err := url.QueryUnescape(key)
		if err != nil || !slices.Contains(names, name) {
			continue
		}
		text, err := url.QueryUnescape(value)
		if err != nil {
			return nil, fault.BadField(name, "a percent sign is not followed by two hexadecimal digits; write %%25 for the sign itself")
		}
		out[name] = append(out[name], text)
	}
	return out, nil
}
