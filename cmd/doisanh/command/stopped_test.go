package command

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// stopping is a context that is cancelled when it has been asked so many times whether it is.
type stopping struct {
	context.Context
	stop func()
	left atomic.Int64
}

func (s *stopping) Err() error {
	if s.left.Add(-1) == 0 {
		s.stop()
	}
	return s.Context.Err()
}

// A command that is stopped says so and ends with the code of it, wherever it was, and leaves nothing half written: convert, which asks at no cost.
func TestStopped(t *testing.T) {
	dir := t.TempDir()
	list := filepath.Join(dir, "list.csv")
	if err := os.WriteFile(list, []byte("Mã,Họ và tên,Ngày sinh\n1,Nguyễn Văn An,1/2/1985\n2,Trần Thị Hoa,3/4/1990\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"convert", list, filepath.Join(dir, "out.xlsx")},
		{"convert", list, filepath.Join(dir, "out.arrow")},
	} {
		stopped := 0
		for polls := int64(1); polls < 100; polls++ {
			inner, stop := context.WithCancel(context.Background())
			ctx := &stopping{Context: inner, stop: stop}
			ctx.left.Store(polls)
			var errs bytes.Buffer
			code := run(ctx, args, env{stdout: &bytes.Buffer{}, stderr: &errs, getenv: func(string) string { return "" }, now: time.Now, dir: dir})
			stop()
			made, _ := filepath.Glob(filepath.Join(dir, "*out*"))
			if code == exitDone {
				for _, path := range made {
					_ = os.RemoveAll(path)
				}
				if ctx.left.Load() > 0 {
					break // it was not asked so often
				}
				continue // it was stopped when it had nothing left to do
			}
			if stopped++; code != exitInterrupted || len(made) > 0 {
				t.Errorf("%s: stopped at question %d: code %d, left %v: %s", args[0], polls, code, made, errs.String())
			}
		}
		if stopped == 0 {
			t.Errorf("%s was never stopped", args[0])
		}
	}
}

// full is a disk that is full.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestOutputFull(t *testing.T) {
	for _, args := range [][]string{{"rules"}, {"rules", "--page"}, {"version"}, {"synth", "--print-config"}} {
		var errs bytes.Buffer
		code := run(context.Background(), args, env{stdout: full{}, stderr: &errs, getenv: func(string) string { return "" }, now: time.Now})
		if code != exitFailed || !strings.HasPrefix(errs.String(), "error: stdout: không ghi được") || !strings.Contains(errs.String(), "no space left") {
			t.Errorf("%v: code %d: %s", args, code, errs.String())
		}
	}
}
