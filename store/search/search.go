package search

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Kind is what an entry is.
type Kind string

// The kinds, in the order in which results show them.
const (
	Chart   Kind = "chart"
	Series  Kind = "series"
	Company Kind = "company"
	Event   Kind = "event"
)

// Kinds lists the kinds in the order in which results show them.
var Kinds = []Kind{Chart, Series, Company, Event}

// Entry is one thing that can be found.
type Entry struct {
	Kind  Kind
	Key   string // slug, series key or event id
	Title string // weighs most
	Names string // other names: key, subject, labels
	Text  string // definitions and notes; weighs least
	Order int    // among equals
}

// Hit is an entry that was found.
type Hit struct {
	Kind  Kind
	Key   string
	Score float64 // only good for comparing within one result
}

// Result is what a query found, by kind, best first.
type Result struct {
	Hits map[Kind][]Hit
	Some bool // no entry has every word: these have some of them
}

// N gives the number of hits of every kind.
func (r Result) N() int {
	n := 0
	for _, h := range r.Hits {
		n += len(h)
	}
	return n
}

// Index finds entries. It is immutable and safe to share.
type Index struct {
	entries []Entry
	titles  []string          // words of each title with spaces around
	keys    []string          // words of each key, likewise
	order   map[string]int    // of each kind and key
	posting map[string][]post // by word
	vocab   []string          // sorted, for beginnings of words
}

// post says how much a word weighs in an entry.
type post struct {
	entry  int
	weight float64
}

// The weights of the places of an entry, chosen so that one word of a title
// outweighs any number of words of a definition.
const (
	inTitle = 8
	inNames = 4
	inText  = 1

	asPrefix = 0.6 // of a word that only begins with what was typed
	asMeant  = 0.7 // of what a short form stands for
	asSlip   = 0.3 // of a word that is one slip away

	asKey    = 1000 // added when the query is the key itself
	asPhrase = 20   // added when a title has the query in a row; twice when it begins with it
)

// New indexes entries.
func New(entries []Entry) *Index {
	ix := &Index{entries: entries, order: map[string]int{}, posting: map[string][]post{}}
	for i, e := range entries {
		ix.titles, ix.keys = append(ix.titles, row(words(e.Title, 0))), append(ix.keys, row(words(e.Key, 0)))
		ix.order[string(e.Kind)+e.Key] = e.Order
		w := map[string]float64{}
		for _, place := range []struct {
			text   string
			weight float64
		}{{e.Title, inTitle}, {e.Names, inNames}, {e.Text, inText}} {
			for _, word := range words(place.text, 0) {
				w[word] = max(w[word], place.weight)
			}
		}
		for word, weight := range w {
			ix.posting[word] = append(ix.posting[word], post{i, weight})
		}
	}
	for word := range ix.posting {
		ix.vocab = append(ix.vocab, word)
	}
	slices.Sort(ix.vocab)
	return ix
}

// row sets words in a row with spaces around, so that a phrase can be sought in it.
func row(words []string) string { return " " + strings.Join(words, " ") + " " }

// Find gives what has every word of the query; when nothing has, what has some of
// them. A query without words finds nothing.
func (ix *Index) Find(query string) Result {
	asked := words(query, maxQuery)
	if kept := slices.DeleteFunc(slices.Clone(asked), small); len(kept) > 0 {
		asked = kept
	}
	if len(asked) == 0 {
		return Result{}
	}
	score := make([]float64, len(ix.entries))
	has := make([]int, len(ix.entries))
	for _, w := range asked {
		for i, s := range ix.word(w) {
			score[i] += s
			has[i]++
		}
	}
	for i := range score {
		switch phrase := row(asked); {
		case has[i] < len(asked):
		case ix.keys[i] == phrase:
			score[i] += asKey
		case strings.HasPrefix(ix.titles[i], phrase):
			score[i] += 2 * asPhrase
		case strings.Contains(ix.titles[i], phrase):
			score[i] += asPhrase
		}
	}
	for need := len(asked); need > 0; need-- {
		if r := ix.collect(score, has, need); r.N() > 0 {
			r.Some = need < len(asked)
			return r
		}
	}
	return Result{}
}

// collect gives the entries that have at least need words.
func (ix *Index) collect(score []float64, has []int, need int) Result {
	r := Result{Hits: map[Kind][]Hit{}}
	for i, e := range ix.entries {
		if has[i] >= need {
			r.Hits[e.Kind] = append(r.Hits[e.Kind], Hit{e.Kind, e.Key, score[i]})
		}
	}
	for _, h := range r.Hits {
		slices.SortFunc(h, func(a, b Hit) int {
			return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(ix.order[string(a.Kind)+a.Key], ix.order[string(b.Kind)+b.Key]), cmp.Compare(a.Key, b.Key))
		})
	}
	return r
}

// word scores every entry that has a word, as it stands, as a beginning, as what
// it stands for, or, when there is none of these, with one slip.
func (ix *Index) word(w string) map[int]float64 {
	out := map[int]float64{}
	add := func(word string, factor float64) {
		list := ix.posting[word]
		// Rare words tell more (Spärck Jones 1972).
		rare := 1 + math.Log(float64(len(ix.entries)+1)/float64(len(list)+1))
		for _, p := range list {
			out[p.entry] = max(out[p.entry], p.weight*factor*rare)
		}
	}
	from, _ := slices.BinarySearch(ix.vocab, w)
	for _, v := range ix.vocab[from:] {
		if !strings.HasPrefix(v, w) {
			break
		}
		if v == w {
			add(v, 1)
		} else {
			add(v, asPrefix)
		}
	}
	for _, list := range meant(w) {
		for i, s := range ix.all(list) {
			out[i] = max(out[i], s*asMeant)
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, v := range ix.vocab {
		if near(w, v) {
			add(v, asSlip)
		}
	}
	return out
}

// all scores the entries that have every word of a list, as it stands.
func (ix *Index) all(list []string) map[int]float64 {
	sum, n := map[int]float64{}, map[int]int{}
	for _, w := range list {
		for _, p := range ix.posting[w] {
			sum[p.entry] += p.weight / float64(len(list))
			n[p.entry]++
		}
	}
	for i := range sum {
		if n[i] < len(list) {
			delete(sum, i)
		}
	}
	return sum
}
