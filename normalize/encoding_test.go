package normalize

import (
	"context"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/normalize/legacy"
	"github.com/doisanh/doisanh/normalize/legacy/legacytest"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

// drawNames draws names by the frequencies of refdata.
func drawNames(n int) []string {
	r := rand.New(rand.NewPCG(11, 11))
	weight := func(x refdata.Token) int { return x.Male + x.Female }
	out := make([]string, n)
	for i := range out {
		out[i] = draw(r, refdata.Surnames()[:80], func(s refdata.Surname) int { return s.Count }).Text + " " +
			draw(r, refdata.MiddleNames(), weight).Text + " " + draw(r, refdata.GivenNames(), weight).Text
	}
	return out
}

func encoded(e legacy.Encoding, values []string) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i], _ = legacytest.Encode(e, v)
	}
	return out
}

// A table typed for the old fonts reads like one in Unicode; its own columns stay, and the report says what was found.
func TestTableInLegacyEncodings(t *testing.T) {
	plain := drawNames(300)
	var sexes, places []string
	for i := range plain {
		sexes = append(sexes, []string{"Nam", "Nữ"}[i%2])
		places = append(places, []string{"Xã Đức Thọ, huyện Đức Thọ, tỉnh Hà Tĩnh", "Thị trấn Nghèn, huyện Can Lộc, tỉnh Hà Tĩnh",
			"Xã Yên Hồ, huyện Đức Thọ, tỉnh Hà Tĩnh"}[i%3])
	}
	want, _ := run(t, Options{}, column(record.FullName, record.KindName, plain...), column(record.Sex, record.KindSex, sexes...),
		column(record.PermanentAddress, record.KindPlace, places...))
	for _, e := range []legacy.Encoding{legacy.TCVN3, legacy.VNI, legacy.VISCII, legacy.Mojibake} {
		names := column(record.FullName, record.KindName, encoded(e, plain)...)
		got, r := run(t, Options{Threads: 2}, names, column(record.Sex, record.KindSex, encoded(e, sexes)...),
			column(record.PermanentAddress, record.KindPlace, encoded(e, places)...))
		wrong := 0
		for row := range plain {
			a, b := got.Names[record.FullName].At(row), want.Names[record.FullName].At(row)
			if a.Full != b.Full {
				wrong++
			}
			if original := names.At(row); original != plain[row] && a.Full == b.Full && !a.Faults.Has(record.RepairedCode) {
				t.Errorf("%v: %q was decoded without saying so", e, original)
			}
			if got.Coded[record.Sex].At(row) != want.Coded[record.Sex].At(row) {
				t.Fatalf("%v: sex %+v, want %+v", e, got.Coded[record.Sex].At(row), want.Coded[record.Sex].At(row))
			}
			if a, b := got.Places[record.PermanentAddress].At(row), want.Places[record.PermanentAddress].At(row); a.Unit != b.Unit {
				t.Fatalf("%v: place %d, want %d", e, a.Unit, b.Unit)
			}
		}
		if wrong > 3 { // TCVN3 has no capital letters with marks
			t.Errorf("%v: %d of %d names differ", e, wrong, len(plain))
		}
		c := r.column(record.FullName)
		if c.Encoding != e.String() || c.Confidence < 0.9 || !strings.Contains(c.Evidence, "marked values") {
			t.Errorf("%v: report %q %v %q", e, c.Encoding, c.Confidence, c.Evidence)
		}
	}
}

// In a file of the old fonts, dates written in words and words for "not known" are in them too, and what is told of a row is told decoded.
func TestDatesAndBlanksInLegacyEncodings(t *testing.T) {
	plain := drawNames(60)
	var dates, numbers, phones []string
	for i := range plain {
		dates = append(dates, []string{"ngày 5 tháng 3 năm 1980", "ngày 12 tháng 11 năm 1971", "không rõ"}[i%3])
		numbers = append(numbers, []string{"042080001234", "Không rõ"}[i%2])
		phones = append(phones, []string{"0912345678", "Chưa có"}[i%2])
	}
	for _, e := range []legacy.Encoding{legacy.TCVN3, legacy.VNI, legacy.Mojibake} {
		names := column(record.FullName, record.KindName, encoded(e, plain)...)
		p, r := run(t, Options{}, names, column(record.BirthDate, record.KindDate, encoded(e, dates)...),
			column(record.PersonalIDNo, record.KindPersonalID, encoded(e, numbers)...), column(record.Phone, record.KindPhone, encoded(e, phones)...))
		for row, want := range []string{"1980-03-05", "1971-11-12", "", "1980-03-05"} {
			if v := p.Dates[record.BirthDate].At(row); v.Date.String() != want {
				t.Errorf("%v: date %v (%v), want %s", e, v.Date, v.Faults.Words(), want)
			}
		}
		if c := r.column(record.PersonalIDNo); c.Missing != 30 || c.Unreadable != 0 {
			t.Errorf("%v: %d numbers missing and %d unreadable, want 30 and 0", e, c.Missing, c.Unreadable)
		}
		if v := p.Texts[record.Phone].At(1); v != "" {
			t.Errorf("%v: telephone %q", e, v)
		}
		shown := p.Table.Column(record.FullName).At(0)
		if legible, _ := legacy.Decode(e, names.At(0)); shown != legible || names.At(0) == shown {
			t.Errorf("%v: %q is told as %q, want %q", e, names.At(0), shown, legible)
		}
	}
}

// A clean table is read as it is.
func TestCleanTableIsNotDecoded(t *testing.T) {
	_, r := run(t, Options{}, column(record.FullName, record.KindName, drawNames(2000)...),
		column(record.PermanentAddress, record.KindPlace, "Xã Đức Thọ, Hà Tĩnh", "X. Yên Hồ", "TT Nghèn"))
	for _, c := range r.Columns {
		for _, f := range c.Faults {
			if c.Encoding != "" || f.Fault == record.RepairedCode {
				t.Errorf("%s: %q, %v in %d rows", c.Field, c.Encoding, f.Fault, f.Rows)
			}
		}
	}
}

// The encoding of a column can be set by hand, where nothing tells it.
func TestEncodingByHand(t *testing.T) {
	names := column(record.FullName, record.KindName, "Lª Nam")
	p, r := run(t, Options{Encodings: map[record.Field]string{record.FullName: "TCVN-3"}}, names)
	if n := p.Names[record.FullName].At(0); n.Full != "Lê Nam" || !n.Faults.Has(record.RepairedCode) || names.At(0) != "Lª Nam" {
		t.Errorf("%+v of %q", n, names.At(0))
	}
	if c := r.column(record.FullName); c.Encoding != "tcvn3" || c.Faults[len(c.Faults)-1] != (FaultCount{record.RepairedCode, 1}) {
		t.Errorf("report %+v", c)
	}
	_, _, err := Table(context.Background(), table(names), Options{Encodings: map[record.Field]string{record.FullName: "koi8"}})
	if problem := (*record.Problem)(nil); !errors.As(err, &problem) || problem.ID != record.ProblemJobInvalid {
		t.Errorf("an encoding nobody knows: %v", err)
	}
}
