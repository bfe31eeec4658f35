package healthxml

import (
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/dataset/stream/streamtest"
)

func read(text string) (lines []string, err error) {
	rows, err := Open([]byte(text))
	if err != nil {
		return nil, err
	}
	lines, err = streamtest.Lines(rows, streamtest.Cells)
	return lines, err
}

const claim = `<TONG_HOP><MA_LK>L1</MA_LK><HO_TEN><![CDATA[Nguyễn Văn An]]></HO_TEN><NGAY_SINH>198501020000</NGAY_SINH><GIOI_TINH>1</GIOI_TINH></TONG_HOP>`

func TestRows(t *testing.T) {
	packed := base64.StdEncoding.EncodeToString([]byte(`<?xml version="1.0"?>` + claim))
	other := base64.StdEncoding.EncodeToString([]byte(`<CHITIEU_CHITIET_THUOC/>`))
	for name, c := range map[string]struct{ in, want string }{
		"list": {`<DSACH_TONG_HOP>` + claim + `<TONG_HOP><MA_LK>L2</MA_LK><NGAY_SINH>195000000000</NGAY_SINH><GIOI_TINH>2</GIOI_TINH><NGAY_VAO>202501020830</NGAY_VAO></TONG_HOP></DSACH_TONG_HOP>`,
			"MA_LK|HO_TEN|NGAY_SINH|GIOI_TINH|NGAY_VAO, L1|Nguyễn Văn An|1985-01-02|Nam|, L2||1950|Nữ|2025-01-02 08:30:00"},
		"packed": {`<GIAMDINHHS><DANHSACHHOSO><HOSO><FILEHOSO><LOAIHOSO>XML1</LOAIHOSO><NOIDUNGFILE>` + packed[:20] + "\n" + packed[20:] + `</NOIDUNGFILE></FILEHOSO><FILEHOSO><NOIDUNGFILE>` + other +
			`</NOIDUNGFILE></FILEHOSO></HOSO></DANHSACHHOSO></GIAMDINHHS>`, "MA_LK|HO_TEN|NGAY_SINH|GIOI_TINH, L1|Nguyễn Văn An|1985-01-02|Nam"},
		"unpacked": {`<GIAMDINHHS><HOSO><FILEHOSO><NOIDUNGFILE>` + claim + `</NOIDUNGFILE></FILEHOSO><FILEHOSO><NOIDUNGFILE><DSACH_THUOC><MA_LK>L1</MA_LK></DSACH_THUOC></NOIDUNGFILE></FILEHOSO></HOSO></GIAMDINHHS>`,
			"MA_LK|HO_TEN|NGAY_SINH|GIOI_TINH, L1|Nguyễn Văn An|1985-01-02|Nam"},
		"unpacked text": {`<GIAMDINHHS><NOIDUNGFILE>` + strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace(claim) + `</NOIDUNGFILE></GIAMDINHHS>`,
			"MA_LK|HO_TEN|NGAY_SINH|GIOI_TINH, L1|Nguyễn Văn An|1985-01-02|Nam"},
	} {
		if !Is([]byte(c.in)) {
			t.Errorf("%s is not seen", name)
		}
		if got, err := read(c.in); err != nil || strings.Join(got, ", ") != c.want {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
	}
	for _, in := range []string{claim[:60], `<GIAMDINHHS><NOIDUNGFILE>%%</NOIDUNGFILE></GIAMDINHHS>`, `<!DOCTYPE a [<!ENTITY b "c">]>` + claim} {
		if _, err := read(in); !errors.Is(err, ErrDamaged) {
			t.Errorf("%.40s: %v", in, err)
		}
	}
}

func FuzzRows(f *testing.F) {
	f.Add(claim)
	f.Add(`<GIAMDINHHS><NOIDUNGFILE>` + base64.StdEncoding.EncodeToString([]byte(claim)) + `</NOIDUNGFILE></GIAMDINHHS>`)
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := read(text); err != nil && !errors.Is(err, ErrDamaged) {
			t.Fatal(err)
		}
	})
}
