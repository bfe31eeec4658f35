package datasettest

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"
)

// delimited writes text with a delimiter, and line ends and a byte-order mark of choice.
func delimited(comma rune, crlf bool, bom string) func(string, [][]string) error {
	return func(path string, rows [][]string) error {
		var b strings.Builder
		b.WriteString(bom)
		w := csv.NewWriter(&b)
		w.Comma, w.UseCRLF = comma, crlf
		if err := w.WriteAll(rows); err != nil {
			return err
		}
		text := b.String()
		if crlf { // the writer ends lines inside cells the same way
			text = strings.NewReplacer("\r\nĐức Thọ", "\nĐức Thọ", "xã\r\nYên", "xã\nYên").Replace(text)
		}
		return os.WriteFile(path, []byte(text), 0o600)
	}
}

func TestDelimited(t *testing.T) {
	for name, f := range map[string]Format{
		"comma":         {Ext: ".csv", Write: delimited(',', false, "")},
		"comma crlf":    {Ext: ".csv", Write: delimited(',', true, "\ufeff")},
		"semicolon bom": {Ext: ".csv", Write: delimited(';', false, "\ufeff")},
		"tab":           {Ext: ".tsv", Write: delimited('\t', false, "")},
		"bar":           {Ext: ".txt", Write: delimited('|', true, "")},
	} {
		t.Run(name, func(t *testing.T) { Run(t, f) })
	}
}
