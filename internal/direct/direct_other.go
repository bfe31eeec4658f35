//go:build !linux

package direct

import (
	"errors"
	"os"
)

func set(*os.File, bool) error { return errors.ErrUnsupported }
