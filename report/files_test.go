package report

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"testing"
)

// failing fails its first write and takes all later ones.
type failing struct {
	err   error
	taken int
}

func (f *failing) Write(p []byte) (int, error) {
	if err := f.err; err != nil {
		f.err = nil
		return 0, err
	}
	f.taken += len(p)
	return len(p), nil
}

// TestDigestStaysFailed: what could not be written leaves a gap, so nothing is written after it, and the error is still known at the end, whoever overlooked it.
func TestDigestStaysFailed(t *testing.T) {
	full := errors.New("no room")
	f := &failing{err: full}
	d := &digest{ctx: t.Context(), w: f, hash: sha256.New()}
	for range 3 {
		if n, err := io.WriteString(d, "a row"); n != 0 || !errors.Is(err, full) {
			t.Errorf("%d bytes, %v", n, err)
		}
	}
	if f.taken != 0 || !errors.Is(d.err, full) {
		t.Errorf("%d bytes beyond the gap, %v", f.taken, d.err)
	}
}

// TestOverlookedErrorIsTold: a writer that swallows the error of a file does not make it a whole one.
func TestOverlookedErrorIsTold(t *testing.T) {
	full := errors.New("no room")
	failed := &temporary{path: "links.csv", sum: &digest{ctx: t.Context(), w: &failing{err: full}, hash: sha256.New()}}
	_, _ = io.WriteString(failed.sum, "a row")
	whole := &temporary{path: "links.parquet", sum: &digest{}}
	for name, told := range map[string]error{"overlooked": nil, "told": context.DeadlineExceeded} {
		if err := ofPair([2]*temporary{failed, whole}, told); err == nil || told == nil && !errors.Is(err, full) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := ofPair([2]*temporary{whole, whole}, nil); err != nil {
		t.Errorf("none failed: %v", err)
	}
}
