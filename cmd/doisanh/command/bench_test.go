package command

import (
	"context"
	"flag"
	"io"
	"os"
	"testing"
	"time"
)

// BenchmarkCommand runs the command line that stands behind --, for bench/profile.sh.
func BenchmarkCommand(b *testing.B) {
	args := flag.Args()
	if len(args) == 0 {
		b.Skip("no command line behind --")
	}
	for b.Loop() {
		e := env{stdout: io.Discard, stderr: os.Stderr, getenv: os.Getenv, now: time.Now, dir: "."}
		if code := run(context.Background(), args, e); code != exitDone {
			b.Fatalf("%v: exit code %d", args, code)
		}
	}
}
