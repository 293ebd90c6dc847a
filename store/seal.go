package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/gowebpki/jcs"

	"megacycle/store/figure"
)

// canonical gives v as RFC 8785 JSON: one spelling for one content.
func canonical(v any) ([]byte, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return jcs.Transform(b)
}

// digest gives SHA-256 in hex.
func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// pack gives changes as a JSON array whose elements are canonical, and reads
// them back, so that what is shown is exactly what is kept.
func pack(changes []figure.Change) (text []byte, kept []figure.Change, err error) {
	parts := make([][]byte, len(changes))
	kept = make([]figure.Change, len(changes))
	for i, c := range changes {
		if parts[i], err = canonical(c); err != nil {
			return nil, nil, fmt.Errorf("change %d: %w", i, err)
		}
		if err = json.Unmarshal(parts[i], &kept[i]); err != nil {
			return nil, nil, fmt.Errorf("change %d: %w", i, err)
		}
	}
	text = append([]byte{'['}, bytes.Join(parts, []byte{','})...)
	return append(text, ']'), kept, nil
}

// unpack reads what pack wrote, with the digest of each element.
func unpack(text string) (changes []figure.Change, sums []string, err error) {
	var parts []json.RawMessage
	if err := json.Unmarshal([]byte(text), &parts); err != nil {
		return nil, nil, err
	}
	changes, sums = make([]figure.Change, len(parts)), make([]string, len(parts))
	for i, p := range parts {
		if err := json.Unmarshal(p, &changes[i]); err != nil {
			return nil, nil, fmt.Errorf("change %d: %w", i, err)
		}
		sums[i] = digest(p)
	}
	return changes, sums, nil
}

// sealed is a release as its row has it. Names are not in it.
type sealed struct {
	n                int
	prev, hash       string
	publishedAt      string
	title, note      string
	author, approver *int64
	policy           string
	changeSet        *int64
	changes          string   // as stored
	sums             []string // the digest of each change
}

// compute gives the hash that the content of the release should have: SHA-256
// over the canonical JSON of the object below. The changes enter by one digest
// each, so that one of them could be blacked out by law without breaking the
// chain.
func (r sealed) compute() (string, error) {
	b, err := canonical(map[string]any{
		"approver_id":  r.approver,
		"author_id":    r.author,
		"change_set":   r.changeSet,
		"changes":      r.sums,
		"note":         r.note,
		"policy":       r.policy,
		"prev":         r.prev,
		"published_at": r.publishedAt,
		"release":      r.n,
		"title":        r.title,
	})
	if err != nil {
		return "", err
	}
	return digest(b), nil
}

// compact gives text without the space around it, at most n runes of it.
func compact(text string, n int) string {
	r := []rune(strings.TrimSpace(text))
	if len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return string(r)
}
