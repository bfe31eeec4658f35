package datasettest

import (
	"encoding/binary"
	"encoding/csv"
	"os"
	"strings"
	"testing"
	"unicode/utf16"
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

// apostrophes writes every cell between apostrophes.
func apostrophes(path string, rows [][]string) error {
	var b strings.Builder
	for _, row := range rows {
		for i, c := range row {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString("'" + strings.ReplaceAll(c, "'", "''") + "'")
		}
		b.WriteByte('\n')
	}
	return os.WriteFile(path, []byte(b.String()), 0o600)
}

// inUTF16 writes UTF-16, with a byte-order mark or without.
func inUTF16(order binary.AppendByteOrder, bom string) func(string, [][]string) error {
	return func(path string, rows [][]string) error {
		var text strings.Builder
		if err := csv.NewWriter(&text).WriteAll(rows); err != nil {
			return err
		}
		var out []byte
		for _, u := range utf16.Encode([]rune(bom + text.String())) {
			out = order.AppendUint16(out, u)
		}
		return os.WriteFile(path, out, 0o600)
	}
}

func TestDelimited(t *testing.T) {
	for name, f := range map[string]Format{
		"comma":         {Ext: ".csv", Write: delimited(',', false, "")},
		"comma crlf":    {Ext: ".csv", Write: delimited(',', true, "\ufeff")},
		"semicolon bom": {Ext: ".csv", Write: delimited(';', false, "\ufeff")},
		"tab":           {Ext: ".tsv", Write: delimited('\t', false, "")},
		"bar":           {Ext: ".txt", Write: delimited('|', true, "")},
		"apostrophes":   {Ext: ".csv", Write: apostrophes},
		"utf-16":        {Ext: ".csv", Write: inUTF16(binary.LittleEndian, "\ufeff")},
		"utf-16 plain":  {Ext: ".csv", Write: inUTF16(binary.BigEndian, "")},
	} {
		t.Run(name, func(t *testing.T) { Run(t, f) })
	}
}
