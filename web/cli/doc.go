// Package cli is the command line: it reads options, opens the store and runs
// the server or one of the operator's commands. It is the top of the program;
// only main imports it.
//
// Exit codes: 0 done, 1 the command failed or refused, 2 a wrong option.
package cli
