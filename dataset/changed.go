package dataset

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/record"
)

// Seen is how files were when the work on them began. Whatever reads or hashes one of them later is to find it as it was: else what was read is partly of
// one file and partly of another, or the manifest tells the hash of data that were not read.
type Seen struct {
	files map[string]os.FileInfo // by absolute path; nil where nothing was there
	memos map[string]string      // by the absolute path of a dBase table, that of its memo file
}

// Look looks at files, as Expand returns them, and at the memo files that are read with them.
func Look(lists ...[]string) *Seen {
	s := &Seen{files: map[string]os.FileInfo{}, memos: map[string]string{}}
	for _, paths := range lists {
		for _, path := range paths {
			s.look(path)
			if memo := memoRead(path); memo != "" {
				s.look(memo)
				s.memos[absolute(path)] = memo
			}
		}
	}
	return s
}

func (s *Seen) look(path string) {
	info, err := os.Stat(path)
	if err != nil {
		info = nil // reading will tell
	}
	s.files[absolute(path)] = info
}

// memoRead returns the memo file that is read with a file, empty where none is. Tables of another name than .dbf are not asked: that would list the folder of a list
// of thousands of files for each of them.
func memoRead(path string) string {
	if !strings.EqualFold(filepath.Ext(path), ".dbf") {
		return ""
	}
	return memoOf(path)
}

// WithMemos returns the paths of files and, behind each dBase table, that of the memo file which is read with it.
func WithMemos(paths []string) []string {
	all := make([]string, 0, len(paths))
	for _, path := range paths {
		all = append(all, path)
		if memo := memoRead(path); memo != "" {
			all = append(all, memo)
		}
	}
	return all
}

// Unchanged returns a Problem for the first of some files, and of their memo files, that is no longer as it was looked at: of another size or time of change. (The
// number the system has for a file is not asked for: some network folders give a file another one from time to time.) One that was not looked at, such as a file that
// has come into a folder since, has changed.
func (s *Seen) Unchanged(paths []string) error {
	for _, path := range paths {
		if err := s.unchanged(path); err != nil {
			return err
		}
		for _, memo := range slices.Compact([]string{s.memos[absolute(path)], memoRead(path)}) {
			if memo == "" {
				continue
			}
			if err := s.unchanged(memo); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Seen) unchanged(path string) error {
	was, looked := s.files[absolute(path)]
	now, err := os.Stat(path)
	if err != nil && looked && was == nil { // it never was there, which reading tells
		return nil
	}
	if err == nil && was != nil && was.Size() == now.Size() && was.ModTime().Equal(now.ModTime()) {
		return nil
	}
	return &record.Problem{ID: record.ProblemFileChanged, File: path, Err: err}
}

// changed is what Unchanged says of files that have been read, or could not be: one that is replaced meanwhile may seem damaged. Whoever has stopped the work
// is not told.
func changed(ctx context.Context, seen *Seen, paths []string) error {
	if ctx.Err() != nil {
		return nil
	}
	return seen.Unchanged(paths)
}

func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}
