package dataset

import (
	"bytes"
	"compress/gzip"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/charmap"

	"github.com/doisanh/doisanh/normalize/legacy"
	"github.com/doisanh/doisanh/normalize/legacy/legacytest"
	"github.com/doisanh/doisanh/record"
)

const packedList = "Mã hồ sơ,Họ và tên,Ngày sinh\nB1,Nguyễn Văn Hưởng,01/02/1985\nB2,Trần Thị Thuỷ,03/04/1990\nB3,Đặng Hữu Phước,05/06/1977\n" +
	"B4,Lê Thị Ngọc Diễm,05/06/1978\nB5,Vũ Đức Thắng,05/06/1979\nB6,Phạm Quốc Khánh,05/06/1980\n"

// loadBytes loads a bhxh list from a file of that name and content.
func loadBytes(t *testing.T, name string, content []byte) (*Loaded, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := Builtin("bhxh")
	if err != nil {
		t.Fatal(err)
	}
	return Load(t.Context(), Source{Name: "bhxh", Profile: p, Files: []string{path}}, Options{Threads: 2})
}

func names(l *Loaded) string {
	c := l.Table.Column(record.FullName)
	var all []string
	for row := range l.Table.Rows() {
		all = append(all, c.At(row))
	}
	return strings.Join(all, "|")
}

func TestPackedFilesReadAsTheirContent(t *testing.T) {
	var gz bytes.Buffer
	z := gzip.NewWriter(&gz)
	_, _ = z.Write([]byte(packedList))
	_ = z.Close()
	enc, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := loadBytes(t, "a.csv", []byte(packedList))
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{"a.csv.gz": gz.Bytes(), "a.csv.zst": enc.EncodeAll([]byte(packedList), nil)} {
		l, err := loadBytes(t, name, content)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if names(l) != names(plain) {
			t.Errorf("%s: %s", name, names(l))
		}
		_, err = loadBytes(t, name, content[:len(content)/2])
		var p *record.Problem
		if !errors.As(err, &p) || p.ID != record.ProblemFileDamaged {
			t.Errorf("%s cut off: %v", name, err)
		}
	}
}

func TestBombIsRefused(t *testing.T) {
	var gz bytes.Buffer
	z := gzip.NewWriter(&gz)
	block := make([]byte, 1<<20)
	for i := range block {
		block[i] = 'a'
	}
	for range 80 {
		_, _ = z.Write(block)
	}
	_ = z.Close()
	if _, err := unpack(gz.Bytes()); !errors.Is(err, errExpands) {
		t.Errorf("80 MiB from %d bytes: %v", gz.Len(), err)
	}
}

func TestRawLegacyFiles(t *testing.T) {
	for _, name := range []string{"tcvn3", "vni", "cp1258"} {
		e, ok := legacy.Parse(name)
		if !ok {
			t.Fatal(name)
		}
		content, ok := legacytest.EncodeBytes(e, packedList)
		if !ok {
			t.Fatalf("%s cannot hold the list", name)
		}
		l, err := loadBytes(t, "a.csv", content)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got, want := names(l), "Nguyễn Văn Hưởng|Trần Thị Thuỷ|Đặng Hữu Phước|Lê Thị Ngọc Diễm|Vũ Đức Thắng|Phạm Quốc Khánh"; got != want {
			t.Errorf("%s: %s", name, got)
		}
		if len(l.Notes) == 0 || l.Notes[0].ID != NoteEncoding {
			t.Errorf("%s: notes %v", name, l.Notes)
		}
	}
	// One broken line in a UTF-8 file is a broken line.
	l, err := loadBytes(t, "a.csv", []byte(packedList+"B7,Tr\xe7n,01/01/1990\n"))
	if err != nil || len(l.Rejects) != 1 || l.Rejects[0].Reason != "encoding" || l.Table.Rows() != 6 {
		t.Errorf("one broken line: %v, %+v", err, l)
	}
}

// TestWesternTexts: lists that Windows wrote in a western language are read; where the bytes may be anything they are rejected as before.
func TestWesternTexts(t *testing.T) {
	const list = "id,name,city\n1,Jürgen Müller,Köln\n2,Anna Weiß,Düsseldorf\n3,José García,Málaga\n4,Zoë Lefèvre,Besançon\n5,Paul Smith,Leeds\n"
	content, err := charmap.Windows1252.NewEncoder().Bytes([]byte(list))
	if err != nil {
		t.Fatal(err)
	}
	text, encoding, err := decodeRaw(content)
	if err != nil || encoding != "windows-1252" || string(text) != list {
		t.Errorf("%v, %q: %s", err, encoding, text)
	}
	for _, other := range []string{
		"id,name\n1,B\xffc\n2,Anna\n3,Bert\n",                                       // one broken line
		"id,name\n1,\xcf\xe5\xf2\xf0\n2,\xc0\xed\xed\xe0\n3,\xce\xeb\xfc\xe3\xe0\n", // Cyrillic
		"id,name\n1,abcdef\xa4\xa6\n2,abcdef\xa7\xa9\n3,abcdef\xac\xae\n",
	} {
		if text, encoding, err := decodeRaw([]byte(other)); err != nil || encoding != "" || string(text) != other {
			t.Errorf("%q: read as %q, %v", other, encoding, err)
		}
	}
}
