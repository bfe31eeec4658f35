package spill

import (
	"errors"
	"io"
	"os"
	"runtime"
	"slices"
	"sync"
	"testing"

	"github.com/doisanh/doisanh/record"
)

func TestArraysComeBack(t *testing.T) {
	dir := t.TempDir()
	f, err := Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			keys, hashes, text := make([]uint32, 1000*i), make([]uint64, 10*i), []byte("Nguyễn Văn Hùng"[:i])
			for k := range keys {
				keys[k] = uint32(i * k)
			}
			for k := range hashes {
				hashes[k] = ^uint64(i * k)
			}
			a, errA := Write(f, keys)
			b, errB := Write(f, hashes)
			c, errC := Write(f, text)
			gotA, errD := Read(f, a, make([]uint32, 3, 5000))
			gotB, errE := Read(f, b, nil)
			gotC, errF := Read(f, c, nil)
			if err := errors.Join(errA, errB, errC, errD, errE, errF); err != nil {
				t.Error(err)
			}
			if !slices.Equal(gotA, keys) || !slices.Equal(gotB, hashes) || !slices.Equal(gotC, text) {
				t.Errorf("arrays of worker %d came back otherwise", i)
			}
		})
	}
	wg.Wait()
	if want := int64(190 * (4000 + 80 + 1)); f.Bytes() != want {
		t.Errorf("%d bytes written, want %d", f.Bytes(), want)
	}
}

// TestNothingToOpen holds that nobody else can open the file, and that nothing is left of it.
func TestNothingToOpen(t *testing.T) {
	dir := t.TempDir()
	f, err := Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	left, _ := os.ReadDir(dir)
	if runtime.GOOS != "windows" && len(left) > 0 {
		t.Errorf("%s has a name while it is used", left[0].Name())
	}
	if _, err := Write(f, []uint32{1, 2, 3}); err != nil {
		t.Fatal(err)
	}
	f.Close()
	if left, _ = os.ReadDir(dir); len(left) > 0 {
		t.Errorf("%s is left", left[0].Name())
	}
}

type full struct{ room int64 }

func (d *full) WriteAt(b []byte, at int64) (int, error) {
	if at+int64(len(b)) > d.room {
		return 0, errors.New("no space left on device")
	}
	return len(b), nil
}
func (d *full) ReadAt([]byte, int64) (int, error) { return 0, io.EOF }
func (d *full) Close() error                      { return nil }

func TestFullDisk(t *testing.T) {
	f := New("/out", &full{room: 8})
	p, err := Write(f, []uint32{1, 2})
	if err != nil {
		t.Fatal(err)
	}
	_, err = Write(f, []uint32{3})
	isProblem(t, err)
	_, err = Read(f, p, nil) // cut off
	isProblem(t, err)
	_, err = Create("/nowhere/at/all")
	isProblem(t, err)
}

func isProblem(t *testing.T, err error) {
	t.Helper()
	var p *record.Problem
	if !errors.As(err, &p) || p.ID != record.ProblemSpill || p.File == "" || p.Err == nil {
		t.Errorf("error %v, want a Problem that names the folder", err)
	}
}
