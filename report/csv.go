package report

import (
	"fmt"
	"io"
	"strings"
)

// flushAt is how many bytes are gathered before they go to the writer.
const flushAt = 64 << 10

// WriteCSV writes the sheet as CSV. It writes to w in blocks of about 64 KiB and buffers nothing afterwards.
// encoding/csv is right but wants a []string a row; this writes cells straight into the block.
func WriteCSV(w io.Writer, s Sheet) error {
	buf := make([]byte, 0, flushAt+flushAt/4)
	for i := range s.Columns {
		if i > 0 {
			buf = append(buf, ',')
		}
		buf = appendCell(buf, s.Columns[i].Name)
	}
	buf = append(buf, '\n')
	for row := range s.Rows {
		start := len(buf)
		for i := range s.Columns {
			c := &s.Columns[i]
			if i > 0 {
				buf = append(buf, ',')
			}
			if c.Kind == Text {
				buf = appendCell(buf, c.text(row))
			} else {
				buf = appendNumber(buf, c.number(row))
			}
		}
		if len(buf) == start {
			buf = append(buf, '"', '"') // a lone blank cell would be a blank line, which readers skip
		}
		buf = append(buf, '\n')
		if len(buf) >= flushAt {
			if _, err := w.Write(buf); err != nil {
				return fmt.Errorf("%s.csv: %w", s.Name, err)
			}
			buf = buf[:0]
		}
	}
	if _, err := w.Write(buf); err != nil {
		return fmt.Errorf("%s.csv: %w", s.Name, err)
	}
	return nil
}

// appendCell appends a text cell, quoted where RFC 4180 wants it, and where a leading blank might be trimmed by readers.
func appendCell(b []byte, s string) []byte {
	if s == "" || s[0] != ' ' && s[0] != '\t' && !strings.ContainsAny(s, "\",\r\n") {
		return append(b, s...)
	}
	b = append(b, '"')
	for {
		i := strings.IndexByte(s, '"')
		if i < 0 {
			break
		}
		b = append(b, s[:i+1]...)
		b = append(b, '"')
		s = s[i+1:]
	}
	b = append(b, s...)
	return append(b, '"')
}
