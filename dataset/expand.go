package dataset

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/record"
)

// Expand returns the files a path or glob pattern names, sorted. A pattern that names none is a *record.Problem
// (glob.empty), a path that does not exist another (file.missing). A file whose name holds the pattern's own special
// characters is taken as it is. Of a folder the files in it are taken that are called like tables, those of the folders in it not.
func Expand(pattern string) ([]string, error) {
	st, err := os.Stat(pattern)
	switch {
	case err == nil && st.IsDir():
		return tablesOf(pattern)
	case err == nil:
		return []string{pattern}, nil
	case !strings.ContainsAny(pattern, `*?[`):
		return nil, fileProblem(pattern, err)
	}
	found, err := filepath.Glob(pattern)
	if err != nil {
		return nil, &record.Problem{ID: record.ProblemGlobEmpty, File: pattern, Err: err}
	}
	files := slices.DeleteFunc(found, func(path string) bool {
		st, err := os.Stat(path)
		return err == nil && st.IsDir() || strings.HasPrefix(filepath.Base(path), "~$") || isMemo(path) // ~$: a spreadsheet's lock file
	})
	files = lists(files)
	if len(files) == 0 {
		// A folder that may not be looked into seems empty to the pattern.
		if dir := filepath.Dir(pattern); !strings.ContainsAny(dir, `*?[`) {
			if _, err := os.ReadDir(dir); errors.Is(err, fs.ErrPermission) {
				return nil, fileProblem(dir, err)
			}
		}
		return nil, &record.Problem{ID: record.ProblemGlobEmpty, File: pattern}
	}
	slices.Sort(files)
	return files, nil
}

// Passed lists what a folder or a pattern holds that Expand leaves out of the files it names, sorted: files that are no lists, and in a folder the
// folders in it. Memo files are read with their tables.
func Passed(pattern string) []string {
	var found []string
	st, err := os.Stat(pattern)
	switch {
	case err == nil && st.IsDir():
		entries, err := os.ReadDir(pattern)
		if err != nil {
			return nil
		}
		for _, e := range entries {
			found = append(found, filepath.Join(pattern, e.Name()))
		}
	case err == nil || !strings.ContainsAny(pattern, `*?[`):
		return nil
	default:
		if found, err = filepath.Glob(pattern); err != nil {
			return nil
		}
	}
	taken, err := Expand(pattern)
	if err != nil {
		return nil
	}
	read := map[string]bool{}
	for _, file := range taken {
		read[file] = true
	}
	var passed []string
	for _, file := range found {
		if read[file] || isMemo(file) {
			continue
		}
		name := filepath.Base(file)
		if st, err := os.Stat(file); err == nil && st.IsDir() {
			name += "/"
		}
		passed = append(passed, name)
	}
	slices.Sort(passed)
	return passed
}

// tablesOf lists the files of a folder that are called like tables, or like other files that hold lists, of which the reader tells why it cannot read them.
func tablesOf(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fileProblem(dir, err)
	}
	var files []string
	for _, e := range entries { // sorted by name
		if name := e.Name(); !e.IsDir() && !isForeign(name) && !isMemo(name) {
			files = append(files, filepath.Join(dir, name))
		}
	}
	files = lists(files)
	if len(files) == 0 {
		return nil, &record.Problem{ID: record.ProblemGlobEmpty, File: dir}
	}
	return files, nil
}

// displayNames returns the base name of each path, with as much of its folder as tells two of one name apart.
func displayNames(paths []string) []string {
	names := make([]string, len(paths))
	for depth := 1; ; depth++ {
		count := map[string]int{}
		for i, p := range paths {
			names[i] = tail(p, depth)
			count[names[i]]++
		}
		if len(count) == len(paths) || depth > 64 {
			return names
		}
	}
}

// tail returns the last elements of a path.
func tail(path string, depth int) string {
	parts := strings.Split(filepath.ToSlash(filepath.Clean(path)), "/")
	return strings.Join(parts[max(0, len(parts)-depth):], "/")
}
