// Package config holds the options of the program: which there are, what they
// may be, and where a value came from. Command line flags win over MEGACYCLE_*
// environment variables, which win over the defaults.
//
// It imports fault only, so that every other part of web can be given its values.
package config
