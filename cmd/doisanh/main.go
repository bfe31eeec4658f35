// Command doisanh holds sector datasets against the population register. See docs/en/architecture.md.
package main

import (
	"os"

	"github.com/doisanh/doisanh/cmd/doisanh/command"
)

//go:generate go run . synth --people 2000 --seed 42 --out ../../testdata/sample --quiet --lang en

func main() { os.Exit(command.Main()) }
