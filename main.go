// Megacycle is the public dashboard of the AI megacycle: what the big cloud
// companies earn, what they spend to earn it, and whether the bets pay off.
package main

import (
	"os"

	"megacycle/web/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:])) }
