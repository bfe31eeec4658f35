package normalize

import "testing"

func TestHouseholdPrefixes(t *testing.T) {
	for in, want := range map[string]string{
		"Hộ ông Nguyễn Văn Huy":         "Nguyễn Văn Huy",
		"Hộ Nguyễn Văn Kha":             "Nguyễn Văn Kha",
		"Hộ GĐ Hồ Đức Nam":              "Hồ Đức Nam",
		"Hộ gia đình bà Trần Thị Lan":   "Trần Thị Lan",
		"HỘ KINH DOANH NGUYỄN THỊ BÌNH": "Nguyễn Thị Bình",
		"HKD Lê Văn Tám":                "Lê Văn Tám",
		"Ho Van Nam":                    "Ho Van Nam",
		"Hồ Gia Đình":                   "Hồ Gia Đình",
	} {
		if got := ParseName(in).Full; got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// VNI tone keys left inside a word are tone keys whatever the rest is typed with; a digit at the end may number namesakes.
func TestToneDigitsInsideWords(t *testing.T) {
	for in, want := range map[string]string{
		"Võ Thị Tha1i":    "Võ Thị Thái",
		"Nguyễn Văn An1":  "Nguyễn Văn An",
		"Huynh2 Yến Lệ":   "Huỳnh Yến Lệ",  // no number stands within a name
		"Trần Thảo Cuc1":  "Trần Thảo Cúc", // no syllable without its tone
		"Hoa2ng Văn Nam":  "Hoàng Văn Nam",
		"Pha5m Thi5 Lan2": "Phạm Thị Làn",
	} {
		if got := ParseName(in).Full; got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestDatesInWordsAndBlanks(t *testing.T) {
	for in, want := range map[string]string{
		"xx/xx/1950":                          "1950",
		"??/05/1962":                          "1962-05",
		"ngày mồng 5 tháng tám năm 1980":      "1980-08-05",
		"ngày 12 tháng năm năm 1975":          "1975-05-12",
		"ngày 3 tháng mười hai năm 1999":      "1999-12-03",
		"ngày 3 tháng mười năm 1999":          "1999-10-03",
		"ngày 5 tháng Giêng năm 1980":         "1980-01-05",
		"ngày 5 tháng Giêng năm 1980 âm lịch": "1980",
	} {
		if got := ParseDate(in, DateContext{}).Date.String(); got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
}

// TestGivenNameThatIsATitle: Anh stands first as a given name where Thị, which ends no name, stands last.
func TestGivenNameThatIsATitle(t *testing.T) {
	for in, want := range map[string]string{
		"Anh Nguyễn Thị":      "Nguyễn Thị Anh",
		"ANH ĐẶNG THỊ":        "Đặng Thị Anh",
		"Anh Nguyễn Văn Bình": "Nguyễn Văn Bình",
	} {
		if got := ParseName(in).Full; got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
