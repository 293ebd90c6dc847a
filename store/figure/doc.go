// Package figure holds the domain: companies, series, periods, figures with
// both their times, sources, events, bets, releases, and the Ledger that
// answers "what was known then".
//
// It is pure: no SQL, no HTTP, no clock. It imports fault and the decimal
// library only, and everything else imports it.
package figure
