package job

import (
	"time"

	"github.com/doisanh/doisanh/internal/spill"
	"github.com/doisanh/doisanh/job/stage"
)

// Env is what a run takes from outside.
type Env struct {
	Now      func() time.Time
	Version  string
	Progress stage.Progress // may be nil

	// Forecast is told the bytes the work is forecast to hold, once all is read, so that the collector of garbage can keep to it. It may
	// be nil.
	Forecast func(bytes int64)

	spill func(output string) (*spill.File, error) // in tests, instead of a file on the output's disk
}
