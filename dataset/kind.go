package dataset

import (
	"path/filepath"
	"strings"
)

// kindOfName says what kind a file's name promises, "" where it promises none that is read.
func kindOfName(name string) string {
	ext := strings.ToLower(filepath.Ext(name))
	if ext == ".gz" || ext == ".zst" {
		ext = strings.ToLower(filepath.Ext(strings.TrimSuffix(strings.ToLower(name), ext)))
	}
	switch ext {
	case ".csv", ".tsv", ".tab":
		return kindText
	case ".xlsx", ".xlsm", ".xltx", ".xltm":
		return kindXLSX
	case ".xls", ".xlt":
		return kindXLS
	case ".ods", ".ots":
		return kindODS
	case ".parquet", ".pq":
		return kindParquet
	case ".arrow", ".feather", ".ipc", ".arrows":
		return kindArrow
	case ".json", ".jsonl", ".ndjson":
		return kindJSON
	case ".dbf":
		return kindDBF
	case ".db", ".sqlite", ".sqlite3":
		return kindSQLite
	case ".xml":
		return kindXML
	case ".zip":
		return kindZIP
	}
	return ""
}

// fits reports whether a kind of content may bear the name of another.
func fits(expected, kind string) bool { return expected == kind }
