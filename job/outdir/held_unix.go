//go:build unix

package outdir

import (
	"os"
	"syscall"
)

// hold locks a hidden folder for as long as its program lives; nil where the file system has no such locks.
func hold(dir string) *os.File {
	f, err := os.Open(dir)
	if err != nil {
		return nil
	}
	if syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != nil {
		f.Close()
		return nil
	}
	return f
}

// abandoned reports whether nobody holds a hidden folder. Where locks cannot be asked for, as on a network's disk, which refuses
// them on folders, it may be held.
func abandoned(dir string) bool {
	f := hold(dir)
	if f == nil {
		return false
	}
	f.Close()
	return true
}
