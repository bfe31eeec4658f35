package dataset

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// archive packs files given as name, text, name, text…
func archive(t *testing.T, pairs ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		w, err := z.Create(pairs[i])
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write([]byte(pairs[i+1])) // a buffer takes all
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestArchive(t *testing.T) {
	data := archive(t, "b/ds.csv", packedList, "a.jsonl", `{"Mã hồ sơ":"J1","Họ và tên":"Lý Văn Jê"}`, "đọc.docx", "x", "__MACOSX/a.csv", "x", "b/", "")
	l, err := loadBytes(t, "gói.zip", data)
	if err != nil {
		t.Fatal(err)
	}
	if got := names(l); !strings.HasPrefix(got, "Lý Văn Jê|Nguyễn") || l.Table.Rows() != 7 || l.Table.IDs.At(0) != "J1" {
		t.Errorf("names %s, ids %v", got, l.Table.IDs)
	}
	if got := strings.Join(l.Table.Files, " "); got != "gói.zip/a.jsonl gói.zip/b/ds.csv" {
		t.Errorf("files %s", got)
	}
	if len(l.Notes) == 0 || l.Notes[0].ID != NoteMembersPassed || l.Notes[0].Args[0] != "__MACOSX/, đọc.docx" {
		t.Errorf("notes %v", l.Notes)
	}
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"no tables": {archive(t, "a.docx", "x"), record.ProblemFileBinary}, "an empty one": {archive(t, "a.csv", ""), record.ProblemFileEmpty},
		"an archive in it": {archive(t, "a.zip", string(data)), record.ProblemFileBinary}, "cut off": {data[:len(data)-30], record.ProblemFileDamaged},
		"a bomb":          {archive(t, "a.csv", "Họ và tên\n"+strings.Repeat("aaaaaaaaaaaaaaa\n", 5<<20)), record.ProblemFileLimit},
		"a broken member": {bytes.Replace(data, []byte("PK\x03\x04"), []byte("PK\x03\x05"), 2), record.ProblemFileBinary},
	} {
		_, err := loadBytes(t, "x.zip", c.data)
		t.Run(name, func(t *testing.T) { _ = problem(t, err, c.want) })
	}
}

// TestKind: a name that promises another kind than the content is told, and the content counts.
func TestKind(t *testing.T) {
	l, err := loadBytes(t, "x.xlsx", []byte(packedList))
	if err != nil || l.Table.Rows() != 6 || len(l.Notes) == 0 || l.Notes[0].ID != NoteKind {
		t.Errorf("%+v, %v", l, err)
	}
}

// TestClaims: XML1 is read with the health-insurance profile; other markup is refused by its name.
func TestClaims(t *testing.T) {
	path := write(t, "a.xml", `<?xml version="1.0" encoding="UTF-8"?><DSACH_TONG_HOP><TONG_HOP><MA_LK>L1</MA_LK><MA_BN>P1</MA_BN><HO_TEN>Nguyễn Văn An</HO_TEN><SO_CCCD>042085000001</SO_CCCD>`+
		`<NGAY_SINH>198501020000</NGAY_SINH><GIOI_TINH>1</GIOI_TINH><DIA_CHI>Yên Hồ</DIA_CHI><MA_THE_BHYT>GD4420123456789</MA_THE_BHYT></TONG_HOP><TONG_HOP><MA_LK>L2</MA_LK><MA_BN>P1</MA_BN></TONG_HOP></DSACH_TONG_HOP>`)
	p, err := Builtin("bhyt")
	if err != nil {
		t.Fatal(err)
	}
	l, err := Load(t.Context(), Source{Profile: p, Files: path}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for f, want := range map[record.Field]string{record.FullName: "Nguyễn Văn An", record.PersonalIDNo: "042085000001", record.BirthDate: "1985-01-02", record.Sex: "Nam", record.CardNumber: "GD4420123456789"} {
		if c := l.Table.Column(f); c == nil || c.At(0) != want {
			t.Errorf("%s: %+v", f, c)
		}
	}
	if ids := slices.Collect(l.Table.IDs.Values()); !slices.Equal(ids, []string{"L1", "L2"}) { // the visit, not the patient
		t.Errorf("ids %q", ids)
	}
	_, err = loadBytes(t, "a.xls", []byte("<html><p>Họ tên</p></html>"))
	if q := problem(t, err, record.ProblemFileBinary); q.Args[0] != "html" {
		t.Errorf("%v", q)
	}
}

// FuzzAnyFile: whatever stands in a file called like a spreadsheet, it is refused by one problem, or all its rows are accounted for.
func FuzzAnyFile(f *testing.F) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range map[string]string{"a.csv": packedList, "b.jsonl": `{"Họ và tên":"A"}`} {
		w, err := z.Create(name)
		if err != nil {
			f.Fatal(err)
		}
		_, _ = w.Write([]byte(text)) // a buffer takes all
	}
	if err := z.Close(); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	for _, s := range []string{packedList, "PK\x03\x04", "\x1f\x8b\x08\x00", "\x28\xb5\x2f\xfd", "PAR1", "ARROW1\x00\x00", "\xff\xff\xff\xff\x10\x00", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "<a>", "[{", "\x03\x7d\x06\x0f"} {
		f.Add([]byte(s))
	}
	p, err := Builtin("bhxh")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "x.xlsx")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		l, err := Load(t.Context(), Source{Profile: p, Files: []string{path}}, Options{Threads: 2})
		var q *record.Problem
		switch {
		case errors.As(err, &q):
		case err != nil:
			t.Fatal(err)
		case l.RowsIn != l.Table.Rows()+len(l.Rejects):
			t.Fatalf("%d in, %d loaded, %d rejected", l.RowsIn, l.Table.Rows(), len(l.Rejects))
		}
	})
}
