package datasettest

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/doisanh/doisanh/normalize/legacy"
	"github.com/doisanh/doisanh/normalize/legacy/legacytest"
)

// shortNames are the headers of Rows as tables of old call them, which have ten letters for it.
var shortNames = map[string]string{
	"Mã số BHXH": "SOBHXH", "Mã hồ sơ": "MAHOSO", "Họ và tên": "HOTEN", "Ngày sinh": "NGAYSINH", "Giới tính": "GIOITINH", "Số CCCD": "SOCCCD", "Nơi thường trú": "DIACHI",
	"Dân tộc": "DANTOC", "Đơn vị làm việc": "DONVI", "Số điện thoại": "DIENTHOAI", "Ghi chú": "GHICHU",
}

// dbfBytes lays a table out: days as days, the last column as memos where a memo file is asked for, the rest as texts.
func dbfBytes(rows [][]string, encode func(string) []byte, memos bool) (table, memo []byte) {
	n := len(rows[0])
	widths := make([]int, n)
	kinds := bytes.Repeat([]byte{'C'}, n)
	for i := range n {
		day := len(rows) > 1
		for _, row := range rows[1:] {
			widths[i] = max(widths[i], len(encode(row[i])), 1)
			_, err := time.Parse(time.DateOnly, row[i])
			day = day && (err == nil || row[i] == "")
		}
		if day {
			kinds[i], widths[i] = 'D', 8
		}
	}
	if memos {
		kinds[n-1], widths[n-1] = 'M', 10
		memo = append(binary.BigEndian.AppendUint32(nil, 8), 0, 0, 0, 64)
		memo = append(memo, make([]byte, 512-len(memo))...)
	}
	width := 1
	for _, w := range widths {
		width += w
	}
	head := make([]byte, 32)
	head[0], head[1], head[2], head[3] = 0x03, 125, 6, 15
	if memos {
		head[0] = 0xF5
	}
	binary.LittleEndian.PutUint32(head[4:], uint32(len(rows)-1))
	binary.LittleEndian.PutUint16(head[8:], uint16(33+32*n))
	binary.LittleEndian.PutUint16(head[10:], uint16(width))
	for i, name := range rows[0] {
		d := make([]byte, 32)
		if s := shortNames[name]; s != "" {
			name = s
		}
		copy(d, name)
		d[11], d[16], d[17] = kinds[i], byte(widths[i]), byte(widths[i]>>8)
		head = append(head, d...)
	}
	out := append(head, 0x0D)
	for _, row := range rows[1:] {
		out = append(out, ' ')
		for i, text := range row {
			cell := encode(text)
			switch {
			case kinds[i] == 'D':
				cell = []byte(strings.ReplaceAll(text, "-", ""))
			case kinds[i] == 'M' && text != "":
				block := len(memo) / 64
				memo = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(memo, 1), uint32(len(cell)))
				memo = append(memo, cell...)
				memo = append(memo, make([]byte, (64-len(memo)%64)%64)...)
				cell = fmt.Appendf(nil, "%10d", block)
			}
			out = append(append(out, cell...), bytes.Repeat([]byte{' '}, widths[i]-len(cell))...)
		}
	}
	return append(out, 0x1A), memo
}

func writeDBF(encode func(string) []byte, memos bool) func(string, [][]string) error {
	return func(path string, rows [][]string) error {
		table, memo := dbfBytes(rows, encode, memos)
		if memos {
			if err := os.WriteFile(strings.TrimSuffix(path, ".dbf")+".FPT", memo, 0o600); err != nil {
				return err
			}
		}
		return os.WriteFile(path, table, 0o600)
	}
}

func plainText(s string) []byte { return []byte(s) }

func inEncoding(name string) func(string) []byte {
	e, ok := legacy.Parse(name)
	if !ok {
		panic(name)
	}
	return func(s string) []byte {
		b, ok := legacytest.EncodeBytes(e, s)
		if !ok {
			panic("no such letters in " + name + ": " + s)
		}
		return b
	}
}

func TestDBF(t *testing.T) {
	for name, f := range map[string]Format{
		"utf-8": {Ext: ".dbf", Write: writeDBF(plainText, false), Renames: true},
		"tcvn3": {Ext: ".dbf", Write: writeDBF(inEncoding("tcvn3"), true), Renames: true, Spell: strings.NewReplacer("Ẩ", "Â", "Ổ", "Ô", "Ỷ", "Y", "Ả", "A").Replace},
		"vni":   {Ext: ".dbf", Write: writeDBF(inEncoding("vni"), true), Renames: true},
	} {
		t.Run(name, f.table)
	}
}

// writeJSON writes an object a row; array puts them in one list.
func writeJSON(array bool) func(string, [][]string) error {
	return func(path string, rows [][]string) error {
		return create(path, func(w io.Writer) error {
			var b bytes.Buffer
			for i, row := range rows[1:] {
				switch {
				case array && i == 0:
					b.WriteString("[\n")
				case array:
					b.WriteString(",\n")
				}
				b.WriteByte('{')
				for k, v := range row {
					key, err := json.Marshal(rows[0][k])
					if err != nil {
						return err
					}
					value, err := json.Marshal(v)
					if err != nil {
						return err
					}
					if k > 0 {
						b.WriteByte(',')
					}
					fmt.Fprintf(&b, "%s: %s", key, value)
				}
				b.WriteByte('}')
				if !array {
					b.WriteByte('\n')
				}
			}
			if array {
				b.WriteString("]\n")
			}
			_, err := w.Write(b.Bytes())
			return err
		})
	}
}

func TestJSON(t *testing.T) {
	for name, f := range map[string]Format{
		"lines": {Ext: ".jsonl", Fixed: true, Ragged: true, Write: writeJSON(false)},
		"array": {Ext: ".json", Fixed: true, Ragged: true, Write: writeJSON(true)},
	} {
		t.Run(name, func(t *testing.T) { Run(t, f) })
	}
}
