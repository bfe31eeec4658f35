package synth

import (
	"bytes"
	"os"
	"path/filepath"
	"time"

	"github.com/doisanh/doisanh/record"
)

// madeUp stands in the first line of the job of every province that is made up.
const madeUp = "made up with seed"

// changedAfter is how much later than the truth, which is written to the end, a file of a province is somebody's.
const changedAfter = 5 * time.Minute

// keepOthers refuses a folder in which a file would be replaced that no earlier province has put there, or that somebody has changed since: an office's own
// lists are called by their sectors too, and lie beside a job.yaml.
func keepOthers(cfg Config, dir string) error {
	names := []string{"job.yaml"}
	for _, code := range append([]string{registerSector.code}, cfg.Sectors...) {
		names = append(names, code+".csv", code+".tsv")
	}
	for _, table := range []string{"links", "clusters", "findings", "faults"} {
		names = append(names, filepath.Join("truth", table+".csv"))
	}
	var there []os.FileInfo
	var paths []string
	for _, name := range names {
		path := filepath.Join(dir, name)
		if file, err := os.Lstat(path); err == nil {
			there, paths = append(there, file), append(paths, path)
		}
	}
	if len(there) == 0 {
		return nil
	}
	job, _ := os.ReadFile(filepath.Join(dir, "job.yaml")) // where it is not there, or cannot be read, it is none of ours
	title, _, _ := bytes.Cut(job, []byte("\n"))
	truth, err := os.Stat(filepath.Join(dir, "truth", "links.csv"))
	if err != nil || !bytes.Contains(title, []byte(madeUp)) {
		return &record.Problem{ID: record.ProblemOutputForeign, File: paths[0]}
	}
	for i, file := range there {
		if file.ModTime().Sub(truth.ModTime()) > changedAfter {
			return &record.Problem{ID: record.ProblemOutputChanged, File: paths[i]}
		}
	}
	return nil
}
