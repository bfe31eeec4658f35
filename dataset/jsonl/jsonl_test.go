package jsonl

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/dataset/stream"
	"github.com/doisanh/doisanh/dataset/stream/streamtest"
)

func read(text string) (lines []string, rows *Rows, err error) {
	rows, err = Open([]byte(text))
	if err != nil {
		return nil, nil, err
	}
	lines, err = streamtest.Lines(rows, func(row *stream.Row) string { return row.Reason + streamtest.Cells(row) })
	return lines, rows, err
}

func TestRows(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"lines", "{\"a\":\"x\",\"b\":1}\n\n{\"b\":2,\"c\":null}\n", "a|b|c, x|1|, |2|"},
		{"array", " [ {\"a\": true} ,\n {\"a\": -1.50e1}, {\"a\":42063817449.0} ]\n", "a, TRUE, -15, 42063817449"},
		{"empty array", "[]", ""},
		{"several lines an object", "{\n \"a\": \"x\"\n}\n{\"a\":\"y\"}", "a, x, y"},
		{"escapes", `{"a":"\u1ec5\n\"\\\/ \ud83d\ude00 \ud83d"}`, "a, ễ\n\"\\/ 😀 \uFFFD"},
		{"broken lines", "{\"a\":1}\n{\"a\":2\n{\"a\":3}\nx\n{\"a\":4}{\"a\":5}\n{\"a\":\"6\n{\"a\":7}", "a, 1, syntax{\"a\":2, 3, syntaxx, syntax{\"a\":4}{\"a\":5}, syntax{\"a\":\"6, 7"},
		{"nested", `{"a":{"b":[1,{"c":2}]},"d":[],"e":1}`, "a|d|e, ||1"},
		{"a key twice", `{"a":1,"a":2}`, "a, 2"},
	} {
		got, rows, err := read(c.in)
		if err != nil || strings.Join(got, ", ") != c.want {
			t.Errorf("%s: got %q, %v, want %q", c.name, got, err, c.want)
		}
		if c.name == "nested" && (len(rows.Nested) != 1 || rows.Nested[0] != "object") {
			t.Errorf("nested %v", rows.Nested)
		}
	}
	for _, in := range []string{`[{"a":1}`, `[{"a":1},x]`, `[{"a":1}] x`, `[{"a":1,}]`} {
		if _, _, err := read(in); !errors.Is(err, ErrCut) {
			t.Errorf("%s: %v", in, err)
		}
	}
}

// FuzzRows holds the reading of single objects to encoding/json.
func FuzzRows(f *testing.F) {
	for _, s := range []string{`{"a":"x","b":[1,{"c":null}]}`, `{"a":"\u1ec5\ud83d\ude00"}`, `{"a":1e3}`, "[{\"a\":1}]", "{}\n{\"a\":true}"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, rows, err := read(string(data))
		if err != nil {
			return
		}
		var want map[string]any
		d := json.NewDecoder(bytes.NewReader(data))
		d.UseNumber()
		valid := d.Decode(&want) == nil && want != nil && json.Valid(data)
		if !valid || bytes.Contains(data, []byte("\\u")) || !bytes.Equal(data, bytes.ToValidUTF8(data, nil)) {
			return
		}
		if len(got) != 2 || len(rows.names) != len(want) {
			t.Fatalf("%q: %d rows of %d columns, encoding/json finds %d", data, len(got), len(rows.names), len(want))
		}
		for key, v := range want {
			col := rows.keys[key]
			cell := string(rows.text[rows.cells[col][0]:rows.cells[col][1]])
			if s, ok := v.(string); ok && s != cell {
				t.Fatalf("%q: %q is %q, want %q", data, key, cell, s)
			}
		}
	})
}
