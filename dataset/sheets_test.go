package dataset

import (
	"archive/zip"
	"bytes"
	"slices"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// zipOf packs members, each a name and what it holds.
func zipOf(t *testing.T, members ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(members); i += 2 {
		w, err := z.Create(members[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(members[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestOfficeFiles: what looks like a spreadsheet and is none is refused by the name of what it is.
func TestOfficeFiles(t *testing.T) {
	const odf = "application/vnd.oasis.opendocument."
	for name, c := range map[string]struct {
		data []byte
		id   string
		kind any
	}{
		"Word":             {zipOf(t, "[Content_Types].xml", "<a/>", "word/document.xml", "<a/>"), record.ProblemFileBinary, "docx"},
		"Writer":           {zipOf(t, "mimetype", odf+"text", "content.xml", "<a/>"), record.ProblemFileBinary, "odt"},
		"RTF":              {[]byte(`{\rtf1\ansi {\b Họ tên}}`), record.ProblemFileBinary, "rtf"},
		"one-file page":    {[]byte("MIME-Version: 1.0\nX-Document-Type: Workbook\n"), record.ProblemFileBinary, "mht"},
		"frames":           {[]byte("<html><frameset></frameset></html>"), record.ProblemFileBinary, "html"},
		"locked ODS":       {zipOf(t, "mimetype", odf+"spreadsheet", "content.xml", "\x01\x02", "META-INF/manifest.xml", "<m><encryption-data/></m>"), record.ProblemFileLocked, nil},
		"ODS of no sheets": {zipOf(t, "mimetype", odf+"spreadsheet", "content.xml", "<a/>"), record.ProblemFileEmpty, nil},
		"cut ODS":          {zipOf(t, "mimetype", odf+"spreadsheet", "content.xml", "<a>"), record.ProblemFileDamaged, nil},
		"cut page":         {[]byte("<html><table><tr><td>Họ tên</td>"), record.ProblemFileDamaged, nil},
		"cut XML":          {[]byte(`<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table>`), record.ProblemFileDamaged, nil},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := loadBytes(t, "x.xls", c.data)
			if q := problem(t, err, c.id); c.kind != nil && !slices.Equal(q.Args, []any{c.kind}) {
				t.Errorf("%v", q.Args)
			}
		})
	}
}

// A page may hold several tables, of which those with the list's header are read below one another, merged cells like a workbook's.
func TestTablesOfAPage(t *testing.T) {
	const head = "<tr><th>Mã hồ sơ<th>Họ và tên<th>Thường trú</tr>"
	l, err := loadBytes(t, "x.xls", []byte("<html><table><tr><td>UBND XÃ</td></tr></table><table><tr><td colspan=3>DANH SÁCH</td></tr>"+head+
		"<tr><td>1<td>Lê Thị Hoa<td rowspan=2>Xã Yên Hồ<tr><td>2<td>Trần Văn An</table><table>"+head+"<tr><td>3<td>Vũ An<td>Xã Kỳ Xuân</table></html>"))
	if err != nil {
		t.Fatal(err)
	}
	if got := valuesOf(l, record.PermanentAddress); !slices.Equal(got, []string{"Xã Yên Hồ", "Xã Yên Hồ", "Xã Kỳ Xuân"}) {
		t.Errorf("%q", got)
	}
	if got := slices.Collect(l.Table.IDs.Values()); !slices.Equal(got, []string{"1", "2", "3"}) {
		t.Errorf("%q", got)
	}
	if !slices.Contains(notes(l), NoteKind) || !slices.Contains(notes(l), NoteTablesStacked) {
		t.Errorf("notes %q", notes(l))
	}
}
