package direct

import (
	"errors"
	"os"
	"runtime"
	"syscall"
)

// SyncDir makes the renames in a folder durable. Not every file system can sync a folder (some of networks, and Windows): what was renamed stands all the same.
func SyncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	if err = d.Sync(); errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		err = nil
	}
	return errors.Join(err, d.Close())
}
