// Command doisanh holds sector datasets against the population register. See docs/en/architecture.md.
package main

import (
	"os"

	"github.com/doisanh/doisanh/cmd/doisanh/command"
)

func main() { os.Exit(command.Main()) }
