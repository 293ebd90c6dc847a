// Package visit resolves one public request to one state of the figures: which
// parameters it carries, which release and as-of day they mean, and the frame of
// the page that answers it. "Current" is resolved here, once per request, so an
// answer never mixes two releases.
//
// It may import handlers, views/layout, views/format and the pure packages under
// store.
package visit
