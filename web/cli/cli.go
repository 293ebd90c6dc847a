package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"megacycle/store/fault"
	"megacycle/web/config"
)

// Exit codes of the program.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// commands is the command line as kong reads it. Without a command the site is
// served.
type commands struct {
	config.Options

	Serve   serveCmd   `cmd:"" default:"1" help:"Serve the site (what happens without a command)."`
	User    userCmd    `cmd:"" help:"Editors: add, list, reset a password, disable."`
	Import  importCmd  `cmd:"" help:"Import figures from a CSV file into a change set, or publish them."`
	Backup  backupCmd  `cmd:"" help:"Write a consistent copy of the database, also while serving."`
	Restore restoreCmd `cmd:"" help:"Replace the database by a verified backup; the old file is kept."`
	Check   checkCmd   `cmd:"" help:"Verify the database: integrity, releases, arithmetic, versions."`
}

// env is what every command gets.
type env struct {
	ctx    context.Context
	opt    config.Options
	in     io.Reader
	out    io.Writer
	errOut io.Writer
	now    func() time.Time
	log    *slog.Logger
}

// Main runs the program with the process's own streams and signals.
func Main(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return Run(ctx, args, os.Stdin, os.Stdout, os.Stderr)
}

// Run runs one command until it is done or ctx ends and gives the exit code.
func Run(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) (code int) {
	var c commands
	exited := -1
	parser, err := kong.New(&c, kong.Name("megacycle"), kong.Writers(out, errOut), kong.Exit(func(n int) { exited = n; panic(exitPanic{}) }),
		kong.Description("The public dashboard of the AI megacycle. Each option can also be set by the environment variable in brackets; the command line wins."),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		fmt.Fprintln(errOut, "megacycle:", err)
		return exitFailed
	}
	defer func() {
		if p := recover(); p != nil {
			if _, ok := p.(exitPanic); !ok {
				panic(p)
			}
			code = exited
		}
	}()
	k, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(errOut, "megacycle: %v\nRun megacycle --help for what is allowed.\n", err)
		return exitUsage
	}
	if err := c.Options.Validate(); err != nil {
		fmt.Fprintf(errOut, "megacycle: %s\n", fault.Message(err))
		return exitUsage
	}
	e := &env{ctx: ctx, opt: c.Options, in: in, out: out, errOut: errOut, now: time.Now, log: logger(c.Options, errOut)}
	if err := k.Run(e); err != nil {
		return report(errOut, err)
	}
	return exitDone
}

// exitPanic leaves kong after --help, which asks to exit the process.
type exitPanic struct{}

// report writes an error for the operator: the sentence, then each named input.
func report(w io.Writer, err error) int {
	var u usageError
	if errors.As(err, &u) {
		fmt.Fprintf(w, "megacycle: %v\n", err)
		return exitUsage
	}
	m := fault.Message(err)
	if m == "" {
		m = err.Error()
	}
	fmt.Fprintf(w, "megacycle: %s\n", m)
	if fields := fault.Fields(err); len(fields) > 1 || (len(fields) == 1 && fields[0].Name+": "+fields[0].Message != m) {
		for _, f := range fields {
			fmt.Fprintf(w, "  %s: %s\n", f.Name, f.Message)
		}
	}
	return exitFailed
}

// usageError is a wrong use of a command: exit code 2.
type usageError struct{ msg string }

// Error gives the sentence.
func (u usageError) Error() string { return u.msg }

func usage(format string, args ...any) error { return usageError{fmt.Sprintf(format, args...)} }

func logger(o config.Options, w io.Writer) *slog.Logger {
	levels := map[string]slog.Level{"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError}
	h := &slog.HandlerOptions{Level: levels[o.LogLevel]}
	if o.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, h))
	}
	return slog.New(slog.NewTextHandler(w, h))
}
