package direct

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// TestWriter: a file holds what was written, whatever its length and in whatever pieces it came.
func TestWriter(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, length := range []int{0, 1, block - 1, block, block + 1, 2*block - 7, 2 * block, 5*block + align, 9*block + 12345} {
		for _, piece := range []int{17 << 10, block, 3*block + 5} {
			want := make([]byte, length)
			for i := range want {
				want[i] = byte(rng.Uint32())
			}
			f, err := os.Create(filepath.Join(t.TempDir(), "x"))
			if err != nil {
				t.Fatal(err)
			}
			w := New(f)
			for at := 0; at < length; {
				end := min(length, at+1+rng.IntN(piece))
				n, err := w.Write(want[at:end])
				if err != nil || n != end-at {
					t.Fatal(n, err)
				}
				at = end
			}
			if err := errors.Join(w.Close(), w.Close()); err != nil {
				t.Fatal(err)
			}
			if _, err := w.Write([]byte("x")); err == nil {
				t.Error("a writer that was closed takes bytes in")
			}
			if _, err := f.Seek(0, io.SeekStart); err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(f)
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("%d bytes in pieces of at most %d: %d read, equal: %v, %v", length, piece, len(got), bytes.Equal(got, want), err)
			}
			_ = f.Close()
		}
	}
}

// TestWriterFails: an error of the disk comes back from one of the next calls, and none hangs.
func TestWriterFails(t *testing.T) {
	f, err := os.Create(filepath.Join(t.TempDir(), "x"))
	if err != nil {
		t.Fatal(err)
	}
	w := New(f)
	if _, err := w.Write(make([]byte, block)); err != nil {
		t.Fatal(err)
	}
	_ = f.Close()
	var failed error
	for range 20 {
		_, err := w.Write(make([]byte, block))
		failed = errors.Join(failed, err)
	}
	if failed = errors.Join(failed, w.Close()); !errors.Is(failed, os.ErrClosed) {
		t.Errorf("got %v", failed)
	}
}

func TestSyncDir(t *testing.T) {
	if err := SyncDir(t.TempDir()); err != nil {
		t.Error(err)
	}
	if err := SyncDir(filepath.Join(t.TempDir(), "none")); !errors.Is(err, os.ErrNotExist) && runtime.GOOS != "windows" {
		t.Errorf("a folder that is not there: %v", err)
	}
}
