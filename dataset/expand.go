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
// characters is taken as it is. Of a folder the files in it are taken that are called like tables, or like other files that hold lists, of which the
// reader tells why it cannot read them; those of the folders in it not.
func Expand(pattern string) ([]string, error) {
	files, _, err := Sift(pattern)
	return files, err
}

// Sift is Expand that also lists what a folder or a pattern holds beside the files it names, by name and sorted: files that are no lists, and in a
// folder the folders in it. Memo files are read with their tables.
func Sift(pattern string) (files, passed []string, err error) {
	st, err := os.Stat(pattern)
	folder := err == nil && st.IsDir()
	var found []string
	switch {
	case folder:
		entries, err := os.ReadDir(pattern)
		if err != nil {
			return nil, nil, fileProblem(pattern, err)
		}
		for _, e := range entries { // sorted by name
			found = append(found, filepath.Join(pattern, e.Name()))
		}
	case err == nil:
		return []string{pattern}, nil, nil
	case !strings.ContainsAny(pattern, `*?[`):
		return nil, nil, fileProblem(pattern, err)
	default:
		if found, err = filepath.Glob(pattern); err != nil {
			return nil, nil, &record.Problem{ID: record.ProblemGlobEmpty, File: pattern, Err: err}
		}
	}
	for _, file := range found {
		name := filepath.Base(file)
		switch st, err := os.Stat(file); {
		case besideTable(name):
		case err == nil && st.IsDir():
			passed = append(passed, name+"/")
		case folder && isForeign(name), strings.HasPrefix(name, "~$"): // ~$: a spreadsheet's lock file
			passed = append(passed, name)
		default:
			files = append(files, file)
		}
	}
	files, others := lists(files)
	for _, file := range others {
		passed = append(passed, filepath.Base(file))
	}
	if len(files) == 0 {
		// A folder that may not be looked into seems empty to the pattern.
		if dir := filepath.Dir(pattern); !folder && !strings.ContainsAny(dir, `*?[`) {
			if _, err := os.ReadDir(dir); errors.Is(err, fs.ErrPermission) {
				return nil, nil, fileProblem(dir, err)
			}
		}
		return nil, nil, &record.Problem{ID: record.ProblemGlobEmpty, File: pattern}
	}
	slices.Sort(files)
	slices.Sort(passed)
	return files, passed, nil
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
