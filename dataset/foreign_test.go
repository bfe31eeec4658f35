package dataset

import (
	"archive/zip"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/doisanh/doisanh/record"
)

const readme = "Đây là dữ liệu bảo hiểm xã hội của huyện gửi để đối sánh tháng này.\n\nMọi thắc mắc xin liên hệ phòng nghiệp vụ, đầu mối là chị Hoa.\nCác cột theo mẫu đã thống nhất trong cuộc họp giao ban.\n"

// What is plainly no list is passed over and told; whatever may be one is read, or refused.
func TestFilesBesideLists(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	list := "Mã hồ sơ;Họ và tên;Ngày sinh\nB1;Nguyễn Văn An;01/02/1985\n"
	put("a.csv", list)
	put("b.txt", list)
	for _, name := range []string{"README.txt", "doc.txt"} {
		put(name, readme)
	}
	for _, name := range []string{".DS_Store", "Thumbs.db", "~$a.xlsx", "giay-moi.pdf", "bia.docx", "._a.csv"} {
		put(name, "\x00\x01")
	}
	if err := os.Mkdir(filepath.Join(dir, "xa-b"), 0o700); err != nil {
		t.Fatal(err)
	}
	p, err := Builtin("bhxh")
	if err != nil {
		t.Fatal(err)
	}
	for _, pattern := range []string{dir, filepath.Join(dir, "*")} {
		files, passed, err := Sift(pattern)
		if err != nil {
			t.Fatal(err)
		}
		if len(files) != 2 || filepath.Base(files[0]) != "a.csv" || filepath.Base(files[1]) != "b.txt" {
			t.Errorf("%s: %v", pattern, files)
		}
		for _, name := range []string{"README.txt", "doc.txt", "Thumbs.db", "~$a.xlsx", "giay-moi.pdf", "bia.docx", "xa-b/"} {
			if !slices.Contains(passed, name) {
				t.Errorf("%s: %s is passed over in silence: %v", pattern, name, passed)
			}
		}
		l, err := Load(t.Context(), Source{Profile: p, Files: files, Passed: passed}, Options{})
		if err != nil || l.Table.Rows() != 2 {
			t.Fatal(err)
		}
		if i := slices.IndexFunc(l.Notes, func(n Note) bool { return n.ID == NoteFilesPassed }); i < 0 || !strings.Contains(l.Notes[i].Args[0].(string), "giay-moi.pdf") {
			t.Errorf("%s: %v", pattern, l.Notes)
		}
	}
	// Whoever gives a pattern may call lists as he likes.
	put("xa-d.dat", list)
	if files, err := Expand(filepath.Join(dir, "*")); err != nil || len(files) != 3 || filepath.Base(files[2]) != "xa-d.dat" {
		t.Error(files, err)
	}
	if err := os.Remove(filepath.Join(dir, "xa-d.dat")); err != nil {
		t.Fatal(err)
	}
	// A packed list is none that may be left out, be it called like a table or not.
	put("xa-b.gz", "\x1f\x8b")
	if files, err := Expand(dir); err != nil || len(files) != 3 || filepath.Base(files[2]) != "xa-b.gz" {
		t.Fatal(files, err)
	}
	if err := os.Remove(filepath.Join(dir, "xa-b.gz")); err != nil {
		t.Fatal(err)
	}
	put("xa-c.rar", "Rar!\x1a\x07\x00xx")
	files, err := Expand(dir)
	if err != nil || len(files) != 3 {
		t.Fatal(files, err)
	}
	_, err = Load(t.Context(), Source{Profile: p, Files: files}, Options{})
	_ = problem(t, err, record.ProblemFileBinary)

	// By itself a file is what it is called to be, and is told what is wrong with it.
	if files, err := Expand(filepath.Join(dir, "README.txt")); err != nil || len(files) != 1 {
		t.Error(files, err)
	}
	if files, err := Expand(filepath.Join(dir, "*.pdf")); err != nil || len(files) != 1 {
		t.Error(files, err)
	}
}

func TestFilesBesideListsInArchives(t *testing.T) {
	list := "Mã hồ sơ;Họ và tên;Ngày sinh\nB1;Nguyễn Văn An;01/02/1985\n"
	for _, first := range []string{"0", "z"} {
		l, err := loadBytes(t, "x.zip", archive(t, "a.csv", list, first+"doc.txt", readme, "Thumbs.db", "x", ".DS_Store", "x", "thu.pdf", "%PDF", "~$a.xlsx", "x"))
		if err != nil || l.Table.Rows() != 1 {
			t.Fatal(err)
		}
		i := slices.IndexFunc(l.Notes, func(n Note) bool { return n.ID == NoteMembersPassed })
		if i < 0 {
			t.Fatal(l.Notes)
		}
		for _, name := range []string{first + "doc.txt", "Thumbs.db", ".DS_Store", "thu.pdf", "~$a.xlsx"} {
			if !strings.Contains(l.Notes[i].Args[0].(string), name) {
				t.Errorf("%s is not told: %v", name, l.Notes[i])
			}
		}
	}
	for name, data := range map[string][]byte{
		"an archive beside a list": archive(t, "a.csv", list, "b.zip", "PK\x03\x04x"),
		"a .rar beside a list":     archive(t, "a.csv", list, "b.rar", "Rar!\x1a\x07\x00xx"),
		"a list without a header":  archive(t, "a.csv", list, "b.txt", "Y Blim Niê\nSùng A Páo\n"),
		"a readme alone":           archive(t, "doc.txt", readme),
	} {
		if l, err := loadBytes(t, "x.zip", data); err == nil {
			t.Errorf("%s: read with %d rows, %v", name, l.Table.Rows(), l.Notes)
		}
	}
}

// Lists in whatever form are no prose.
func TestProse(t *testing.T) {
	for text, want := range map[string]bool{
		readme: true,
		"":     false,
		"Nguyễn Văn An\nTrần Thị Bình\nLê Hoa\n": false,
		"Y Blim Niê\nSùng A Páo\n":               false,
		"1 Nguyễn Văn An Nam 01/02/1985 Thôn Đông xã Đức Thọ\n2 Trần Thị B Nữ 1990 Thôn Tây xã Đức Thọ\n":                         false,
		"Nguyễn Văn An     Nam     Thôn Đông, xã Đức Thọ, huyện Đức Thọ\n":                                                        false,
		"Nguyễn Văn An,Nam,Thôn Đông xã Đức Thọ huyện A\nTrần Thị Bình,Nữ,Thôn Tây xã Đức Thọ huyện A\n":                          false,
		"Họ và tên  Quê quán\nNguyễn Văn Hòa  Thôn Đông xã Đức Thọ huyện Đức Thọ\nTrần Khải  Thôn Tây xã Đức Thọ huyện Đức Thọ\n": false,
		"Họ và tên;Ngày sinh\n": false,
		"Nguyễn Văn An ở thôn Đông xã Đức Thọ huyện Đức Thọ số 042085000001\n": false,
	} {
		if got := isProse("x.txt", []byte(text)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	if isProse("x.csv", []byte(readme)) {
		t.Error("a .csv is taken for prose")
	}
	if !isProse("README.txt", []byte("Dữ liệu tháng này\n")) || isProse("README.txt", []byte("Nguyễn Văn An\n")) {
		t.Error("a readme of one line")
	}
}

// An archive of very many pictures beside a list is looked through at once.
func TestManyBesideAList(t *testing.T) {
	z := &zip.Reader{File: []*zip.File{{FileHeader: zip.FileHeader{Name: "a.csv"}}}}
	for i := range 200_000 {
		z.File = append(z.File, &zip.File{FileHeader: zip.FileHeader{Name: fmt.Sprintf("anh/chup/%09d.jpg", i)}})
	}
	start := time.Now()
	members, passed := tablesIn(z)
	if took := time.Since(start); len(members) != 1 || len(passed) != 200_000 || took > 10*time.Second {
		t.Errorf("%d members and %d others after %v", len(members), len(passed), took)
	}
}
