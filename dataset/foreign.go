package dataset

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/doisanh/doisanh/internal/viet"
)

// Folders and archives as officers send them hold what is no list: a readme, a letter, what the system or a spreadsheet leaves beside files. That must not stop
// the lists beside it, and is told by its name. Whatever may be a list is read, and refused where it cannot be: a list left out in passing is a commune missing.

// macFolder is where macOS puts what else it knows of the files it packs.
const macFolder = "__MACOSX/"

// isForeign reports whether a file of a folder or archive is called like none that holds a list, or like a list and is none: system and lock files.
func isForeign(name string) bool {
	base := strings.ToLower(path.Base(strings.ReplaceAll(name, `\`, "/")))
	return isLeftover(name) || !isTable(base) && !mayBeList(base)
}

// isLeftover reports whether a file is what the system or a spreadsheet leaves beside files.
func isLeftover(name string) bool {
	base := strings.ToLower(path.Base(strings.ReplaceAll(name, `\`, "/")))
	return strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$") || slices.Contains([]string{"thumbs.db", "ehthumbs.db", "desktop.ini"}, base)
}

// isDocument reports whether a file is called like a letter, a picture or a program.
func isDocument(name string) bool {
	return slices.Contains([]string{".pdf", ".doc", ".docx", ".rtf", ".odt", ".ppt", ".pptx", ".md", ".htm", ".html", ".msg", ".eml", ".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".heic",
		".mp3", ".mp4", ".exe", ".lnk", ".url"}, strings.ToLower(path.Ext(name)))
}

// mayBeList reports whether a file is called like one that holds lists and is not read: packed ones, and those of other databases and spreadsheets.
func mayBeList(name string) bool {
	return slices.Contains([]string{".gz", ".zst", ".rar", ".7z", ".tar", ".tgz", ".bz2", ".xz", ".xlsb", ".et", ".numbers", ".mdb", ".accdb", ".sav", ".dta"}, strings.ToLower(path.Ext(name)))
}

// proseEnding is how files end that may be prose.
const proseEnding = ".txt"

// usualName is how many words most names have.
const usualName = 3

// longestProse is the size in bytes above which a text is not taken for a readme.
const longestProse = 64 << 10

// isProse reports whether a text file is plainly none of rows: short, without anything that parts cells, hardly a figure in it, and of lines as long as
// sentences are, unless its name says that it is there to be read. A list of names, alone or with other columns behind them, or in columns made by blanks, is none.
func isProse(name string, text []byte) bool {
	if strings.ToLower(path.Ext(name)) != proseEnding || len(text) == 0 || len(text) > longestProse {
		return false
	}
	text = bytes.TrimPrefix(decodeUTF16(text), []byte("\ufeff"))
	if !utf8.Valid(text) {
		return false
	}
	lines, figures, sentences, names := 0, 0, 0, 0
	commas := map[int]int{}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if strings.ContainsAny(line, "\t|;\x00") || strings.Contains(line, "   ") {
			return false
		}
		lines++
		commas[strings.Count(line, ",")]++
		if strings.ContainsAny(line, "0123456789") {
			figures++
		}
		words := strings.Fields(line)
		if len(words) > longestName {
			sentences++
		}
		if isName(strings.Join(words[:min(len(words), usualName)], " ")) {
			names++
		}
	}
	for n, of := range commas {
		if n > 0 && of > 1 && 3*of >= lines {
			return false
		}
	}
	stem := viet.Words(strings.TrimSuffix(path.Base(name), path.Ext(name)))
	toRead := slices.ContainsFunc([]string{"readme", "read me", "doc truoc", "huong dan", "ghi chu", "luu y", "thuyet minh", "license"}, func(s string) bool { return strings.HasPrefix(stem, s) })
	return lines > 0 && 3*figures <= lines && 3*names <= lines && (toRead || 2*sentences >= lines)
}

// isForeignFile reports whether a file that a pattern names is plainly none that holds a list, by its name and, where it is a text, by what it holds. Whoever gives a
// pattern may call lists as he likes: one of an ending that is not known is read.
func isForeignFile(file string) bool {
	if base := filepath.Base(file); isLeftover(base) || isDocument(base) {
		return true
	}
	if strings.ToLower(filepath.Ext(file)) != proseEnding {
		return false
	}
	f, err := os.Open(file)
	if err != nil {
		return false // the reader tells
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, longestProse+1))
	return err == nil && isProse(filepath.Base(file), text)
}

// lists parts several files into those that may be lists and the others; all may be where none of them is.
func lists(files []string) (kept, others []string) {
	for _, file := range files {
		if isForeignFile(file) {
			others = append(others, file)
		} else {
			kept = append(kept, file)
		}
	}
	if len(kept) == 0 {
		return files, nil
	}
	return kept, others
}

// someOf lists names for a note, not too many of them.
func someOf(names []string) string {
	if more := len(names) - mostShown; more > 0 {
		names = append(slices.Clone(names[:mostShown]), fmt.Sprintf("… (+%d)", more))
	}
	return strings.Join(names, ", ")
}
