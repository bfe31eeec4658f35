package reconcile

import (
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// E2: a death the register does not show.
func TestE2DeathNotRecorded(t *testing.T) {
	pop := table(t, sector("dan_cu"), "record_id | status\nP1 | living\nP2 | dead\nP3 |\nP4 | living\nP5 | dead").cluster(3, 4)
	events := table(t, sector("ho_tich"), "record_id | event_type\n1 | death\n2 | death\n3 | birth\n4 | death\n5 | death").link(t, "0", "1", "2", "?2", "3")
	s := table(t, sector("bhxh"), "record_id | status\n1 | dead\n2 | active\n3 | dead").link(t, "2", "2", "-")
	run(t, pop, events, s).want(t, []string{CodeDeathUnrecorded}, "bhxh/1 death_not_recorded", "ho_tich/1 death_not_recorded")
}

// A2, E2: a death before birth, or after as_of, is impossible, and nobody is dead by it: neither a death to record, nor a sector that still pays
// the dead, nor a surplus, nor an event to carry over. Whom the register has dead needs no death recorded, whatever its day.
func TestE2DeathThatCannotHaveBeen(t *testing.T) {
	home := "18409/436/42"
	pop := table(t, sector("dan_cu"), strings.ReplaceAll(`
record_id | birth_date | status | status_date | permanent_address
P1        | 1980-05-03 | living |             | HOME
P2        | 1980-05-03 | dead   | 1970-05-03  | HOME
P3        | 1980-05-03 | living |             | HOME
P4        | 1980-05-03 | living |             | HOME
P5        | 1980-05-03 | living |             | HOME
P6        |            | living |             | HOME`, "HOME", home))
	events := table(t, sector("ho_tich"), `
record_id | event_type | event_date
1         | death      | 1960-05-03
2         | death      | 2020-05-03
3         | death      | 2026-05-03
4         | death      | 1980
6         | death      | 1960-05-03`).link(t, "0", "1", "2", "3", "5")
	paid := table(t, record.Sector{Code: "bhxh", Active: true}, `
record_id | status | status_date
1         | active |
2         | active |
3         | active |
4         | active |
5         | dead   | 1960-05-03
6         | active |`).link(t, "0", "1", "2", "3", "4", "5")
	run(t, pop, events, paid).want(t, []string{CodeDeathUnrecorded, CodeActiveAfterDeath, CodeImpossible},
		"bhxh/2 active_after_death status", "bhxh/4 active_after_death status", "bhxh/5 impossible/death_before_birth status_date", "bhxh/6 active_after_death status",
		"dan_cu/P2 impossible/death_before_birth status_date",
		"ho_tich/1 impossible/death_before_birth event_date", "ho_tich/3 impossible/future event_date",
		"ho_tich/4 death_not_recorded", "ho_tich/6 death_not_recorded")
	books := table(t, sector("cu_tru"), strings.ReplaceAll(`
record_id | status | status_date | permanent_address
1         | dead   | 1960-05-03  | HOME
2         | living |             | HOME
3         | dead   | 2020-05-03  | HOME`, "HOME", home)).link(t, "0", "1", "2")
	run(t, pop, books).want(t, []string{CodeSurplus},
		"dan_cu/P1 surplus/unexplained", "dan_cu/P3 surplus/dead_or_missing", "dan_cu/P4 surplus/unexplained",
		"dan_cu/P5 surplus/unexplained", "dan_cu/P6 surplus/unexplained")
}

// E2: marriages and divorces.
func TestE2MarriageAndDivorce(t *testing.T) {
	pop := table(t, sector("dan_cu"), `
record_id | marital_status | updated_at
P1        | single         |
P2        | married        |
P3        | single         |
P4        | divorced       | 2024-01-01
P5        | divorced       | 2010-01-01
P6        | married        |
P7        |                |`)
	s := table(t, sector("ho_tich"), `
record_id | event_type | event_date
01        | marriage   | 2020-01-01
02        | marriage   | 2020-01-01
03        | marriage   | 2020-01-01
04        | divorce    | 2021-01-01
05        | marriage   | 2020-01-01
06        | marriage   | 2020-01-01
07        | divorce    | 2020-01-01
08        | divorce    | 2019-01-01
09        | marriage   | 2021-01-01
10        | marriage   | 2020-01-01
11        | divorce    | 2020-01-01
12        | marriage   | 2020-01-01`).link(t, "0", "1", "2", "2", "3", "4", "1", "5", "5", "6", "4", "?0")
	// P2 married in 2020 and divorced in 2020: both days are one, so neither is later; the register still says married.
	run(t, pop, s).want(t, []string{CodeMarriageMissing, CodeDivorceMissing},
		"ho_tich/01 marriage_not_recorded marital_status", "ho_tich/06 marriage_not_recorded marital_status",
		"ho_tich/07 divorce_not_recorded marital_status", "ho_tich/10 marriage_not_recorded marital_status")
	run(t, table(t, sector("dan_cu"), "record_id | phone\nP1 |"), table(t, sector("ho_tich"), "record_id | event_type\n1 | marriage").link(t, "0")).
		want(t, []string{CodeMarriageMissing}) // a register without the field cannot show it
}

// E2: corrections.
func TestE2CorrectionNotApplied(t *testing.T) {
	pop := table(t, sector("dan_cu"), `
record_id | full_name      | birth_date | sex    | ethnicity
P1        | Nguyễn Thị Hòa | 1980-05-03 | female | 01
P2        | Lê Văn Bình    | 1980-05-03 | male   | 02`)
	s := table(t, sector("ho_tich"), `
record_id | event_type | event_date | corrected_field | old_value      | new_value
01        | correction | 2020-01-01 | full_name       | Nguyễn Thị Hoa | NGUYỄN THỊ HOÀ
02        | correction | 2020-01-01 | full_name       | Lê Văn Bình    | Lê Văn Bính
03        | correction | 2020-01-01 | birth_date      | 04/05/1980     | 03/05/1980
04        | correction | 2020-01-01 | birth_date      | 03/05/1980     | 04/05/1980
05        | correction | 2020-01-01 | sex             | male           | female
06        | correction | 2019-01-01 | sex             | female         | male
07        | correction | 2020-01-01 |                 | Lê Văn Bình    | Lê Văn Bích
08        | correction | 2020-01-01 |                 | Lê Văn Bích    | Lê Văn Bình
09        | correction | 2020-01-01 | sex             | male           |
10        | correction | 2020-01-01 | sex             | male           | female`).link(t, "0", "1", "0", "1", "0", "0", "1", "1", "1", "-")
	run(t, pop, s).want(t, []string{CodeCorrection},
		"ho_tich/02 correction_not_applied full_name", "ho_tich/04 correction_not_applied birth_date", "ho_tich/07 correction_not_applied full_name")
}

// E2: recognitions of parents.
func TestE2ParentNotRecorded(t *testing.T) {
	pop := table(t, sector("dan_cu"), `
record_id | father_name   | mother_name
P1        |               | Lê Thị Hoa
P2        | Nguyễn Văn An | Lê Thị Hoa`)
	s := table(t, sector("ho_tich"), `
record_id | event_type         | father_name   | mother_name | new_value
1         | parent_recognition | Nguyễn Văn An | Lê Thị Hoa  |
2         | parent_recognition | Nguyễn Văn An | Lê Thị Hoa  |
3         | parent_recognition | Trần Văn Ba   |             |
4         | parent_recognition |               |             | Nguyễn Văn An
5         | parent_recognition |               |             | Nguyễn Văn An
6         | birth              | Trần Văn Ba   |             |`).link(t, "0", "1", "1", "0", "1", "1")
	run(t, pop, s).want(t, []string{CodeParentMissing},
		"ho_tich/1 parent_not_recorded father_name", "ho_tich/3 parent_not_recorded father_name", "ho_tich/4 parent_not_recorded")
}

// E1: settled abroad, still counted.
func TestE1MoveNotRecorded(t *testing.T) {
	pop := table(t, sector("dan_cu"), "record_id | status\nP1 | living\nP2 | abroad\nP3 |")
	s := table(t, sector("xuat_nhap_canh"), "record_id | notice_kind\n1 | settled_abroad\n2 | settled_abroad\n3 | exit\n4 | settled_abroad").link(t, "0", "1", "2", "-")
	run(t, pop, s).want(t, nil, "xuat_nhap_canh/1 move_not_recorded")
}

// E1: the books of another commune have somebody as newly come. An address that merely differs is verified; who is struck out, a
// temporary resident, or known there by a second record of the register has not moved.
func TestE1ArrivalNotRecorded(t *testing.T) {
	pop := table(t, sector("dan_cu"), `
record_id | permanent_address | updated_at | status
P0        | 18409/436/42      | 2024-01-01 |
P1        | 18409/436/42      | 2024-01-01 |
P2        | 18409/436/42      | 2024-01-01 |
P3        | 18409/436/42      | 2024-01-01 |
P4        | 18409/436/42      | 2024-01-01 | dead
P5        | 18409/436/42      | 2024-01-01 |
P6        | 18412/436/42      | 2024-01-01 |
P7        | 18409/436/42      |            |`).cluster(5, 6)
	books := table(t, sector("cu_tru"), `
record_id | permanent_address | status           | status_date | residence_kind
0-came    | 18412/436/42      | ?Mới chuyển đến  |             |
1-dated   | 18412/436/42      |                  | 2025-01-01  |
1-before  | 18412/436/42      |                  | 2023-01-01  |
2-left    | 18409/436/42      | moved            | 2025-01-01  |
2-there   | 18412/436/42      |                  |             |
3-same    | 18409/436/42      | ?Chuyển đến      | 2025-01-01  |
3-guest   | 18412/436/42      | ?Chuyển đến      | 2025-01-01  | temporary
4-dead    | 18412/436/42      | ?Chuyển đến      | 2025-01-01  |
5-second  | 18412/436/42      | ?Chuyển đến      | 2025-01-01  |
7-not     | 18412/436/42      | ?Chưa chuyển đến | 2025-01-01  |
7-split   | 18413/436/42>18414,18415/42 | ?Chuyển đến | 2025-01-01 |
7-nowhere |                   | ?Chuyển đến      | 2025-01-01  |`).link(t, "0", "1", "1", "2", "2", "3", "3", "4", "5", "7", "7", "7")
	run(t, pop, books).want(t, []string{CodeMoveMissing}, "cu_tru/0-came move_not_recorded permanent_address",
		"cu_tru/1-dated move_not_recorded permanent_address", "cu_tru/2-there move_not_recorded permanent_address",
		"cu_tru/7-split move_not_recorded permanent_address")
}

// E1: struck out as moved where the register still has the person. Who came back, is held elsewhere, was only a guest, or whose move the
// register shows is not told again.
func TestE1StruckOutNotRecorded(t *testing.T) {
	pop := table(t, sector("dan_cu"), `
record_id | permanent_address | status
P0        | 18409/436/42      |
P1        | 18409/436/42      |
P2        | 18409/436/42      |
P3        | 18409/436/42      |
P4        | 18412/436/42      |
P5        | 18409/436/42      | moved
P6        | 18409/436/42      |`)
	books := table(t, sector("cu_tru"), `
record_id | permanent_address | status       | residence_kind
0-left    | 18409/436/42      | moved        |
1-left    | 18409/436/42      | moved        |
1-back    | 18409/436/42      |              |
2-left    | 18409/436/42      | moved        |
2-there   | 18412/436/42      |              |
3-guest   | 18409/436/42      | moved        | temporary
4-known   | 18409/436/42      | moved        |
5-known   | 18409/436/42      | moved        |
6-abroad  | 18409/436/42      | abroad       |
6-struck  | 18409/436/42      | deregistered |`).link(t, "0", "1", "1", "2", "2", "3", "4", "5", "6", "6")
	run(t, pop, books).want(t, []string{CodeMoveMissing}, "cu_tru/0-left move_not_recorded permanent_address",
		"cu_tru/2-there move_not_recorded permanent_address", "cu_tru/6-abroad move_not_recorded permanent_address")
}

// E2, E4: still paid after death.
func TestE4ActiveAfterDeath(t *testing.T) {
	pop := table(t, sector("dan_cu"), "record_id | status | status_date\nP1 | dead | 2024-03-01\nP2 | living |\nP3 | living |")
	events := table(t, sector("ho_tich"), "record_id | event_type | event_date\n1 | death | 2025-01-10").link(t, "1")
	s := table(t, record.Sector{Code: "bhxh", Active: true}, `
record_id | status  | valid_to
1         | active  |
2         | stopped |
3         | dead    |
4         |         | 2024-12-31
5         |         | 2026-12-31
6         | active  |
7         | active  |
8         | active  |`).link(t, "0", "0", "0", "0", "0", "1", "2", "-")
	run(t, pop, events, s).want(t, []string{CodeActiveAfterDeath},
		"bhxh/1 active_after_death status", "bhxh/5 active_after_death status", "bhxh/6 active_after_death status")
	passive := table(t, sector("tiem_chung"), "record_id | status\n1 | active").link(t, "0")
	run(t, pop, passive).want(t, []string{CodeActiveAfterDeath})
	// The residence books tell of a death too; a record that does not say whether it is in force is judged by what was last paid.
	books := table(t, sector("cu_tru"), "record_id | status | status_date\n1 | dead | 2025-02-01").link(t, "2")
	paid := table(t, record.Sector{Code: "an_sinh", Active: true}, `
record_id | status  | last_paid
1         | active  |
2         |         | 2025-01-15
3         |         | 2025-05-15`).link(t, "2", "2", "2")
	run(t, pop, books, paid).want(t, []string{CodeActiveAfterDeath},
		"an_sinh/1 active_after_death status", "an_sinh/3 active_after_death status")
}

// E2: the register is told of a marriage through the one of the two that it holds, and of a correction whose cells carry their label.
func TestE2EitherSpouseAndLabelledCorrections(t *testing.T) {
	pop := table(t, sector("dan_cu"), `
record_id | personal_id  | full_name       | marital_status | ethnicity
P1        | 042185000001 | Lê Thị Hoa      | single         | Kinh
P2        | 042085000002 | Trần Văn Nam    | married        | Kinh`)
	s := table(t, sector("ho_tich"), `
record_id | event_type | full_name    | spouse_name | spouse_id    | old_value      | new_value
1         | marriage   | Võ Văn Bình  | Lê Thị Hoa  | 042185000001 |                |
2         | marriage   | Trần Văn Nam | Lê Thị Hoa  | 042185000001 |                |
3         | marriage   | Võ Văn Bình  | Đỗ Thị Xa   | 042185000009 |                |
4         | correction | Trần Văn Nam |             |              | Dân tộc: Mường | Dân tộc: Kinh
5         | correction | Trần Văn Nam |             |              | Dân tộc: Kinh  | Dân tộc: Mường`).link(t, "-", "1", "-", "1", "1")
	run(t, pop, s).want(t, []string{CodeMarriageMissing, CodeNotInPopulation, CodeCorrection},
		"ho_tich/1 marriage_not_recorded marital_status", // the groom is not in the register, the bride is, single
		"ho_tich/3 not_in_population", "ho_tich/5 correction_not_applied ethnicity")
}

// B4, E1: a CMND as the only number.
func TestE1OldIDInUse(t *testing.T) {
	pop := table(t, sector("dan_cu"), "record_id | personal_id | old_id\nP1 | 042080000001 |\nP2 | | 183000002")
	s := func() *set {
		return table(t, sector("thue"), `
record_id | personal_id  | old_id
1         | 183000001    |
2         |              | 183000002
3         | 042080000001 | 183000001
6         | 04208!length | 183000006
4         | 183000004    |
5         |              |`).link(t, "0", "1", "0", "0", "-", "0")
	}
	codes := []string{CodeOldIDInUse}
	run(t, pop, s()).want(t, codes, "thue/1 old_id_in_use personal_id", "thue/4 old_id_in_use personal_id")
	runAt(t, record.MakeDate(2024, 12, 31), pop, s()).want(t, codes, "thue/1 old_id_in_use personal_id")
	only := table(t, sector("evn"), "record_id | old_id\n1 | 183000001\n2 |").link(t, "0", "0") // no column for the personal ID
	run(t, pop, only).want(t, append(codes, CodeFieldMismatch), "evn/1 field_mismatch/old_id personal_id", "evn/1 old_id_in_use personal_id")
}

// A personal ID that stands as the tax code answers for the person only where the file has no column of its own for it.
func TestNumbersStandInTheirOwnColumns(t *testing.T) {
	pop := table(t, sector("dan_cu"), "record_id | personal_id\nP1 | 042080000001\nP2 | 042080000002")
	own := table(t, sector("thue"), "record_id | personal_id\n1 | 183000001\n2 |").link(t, "0", "0")
	none := table(t, sector("bhxh"), "record_id | phone\n1 |\n2 |").link(t, "0", "0")
	for _, s := range []*set{own, none} {
		s.People.ID12 = []uint64{42080000001, 42080000002} // as normalization finds them in the tax codes
	}
	run(t, pop, own, none).want(t, []string{CodeOldIDInUse, CodeFieldMismatch, CodeIDOfAnother},
		"bhxh/2 field_mismatch/different personal_id", "bhxh/2 id_of_another personal_id",
		"thue/1 field_mismatch/old_id personal_id", "thue/1 old_id_in_use personal_id")
}

// E1: addresses in abolished units.
func TestE1OldUnitInUse(t *testing.T) {
	pop := table(t, sector("dan_cu"), "record_id | permanent_address | birth_place\nP1 | 18000/436/42>18409/42! | 18000/436/42!\nP2 | 18409/436/42 |")
	s := table(t, sector("thue"), "record_id | permanent_address | current_address\n1 | 18409/436/42 | 18000/436/42!\n2 | | 18409/436/42").link(t, "0", "-")
	run(t, pop, s).want(t, []string{CodeOldUnitInUse}, "dan_cu/P1 old_unit_in_use permanent_address", "thue/1 old_unit_in_use current_address")
}

// E2: whom any of his rows of the register has dead is dead on all of them.
func TestDeadByAnotherRow(t *testing.T) {
	pop := table(t, sector("dan_cu"), "record_id | status\nP1 | living\nP2 | dead\nP3 | living").cluster(0, 1)
	paid := table(t, record.Sector{Code: "bhxh", Active: true}, "record_id | status\n1 | active\n2 | active").link(t, "0", "2")
	run(t, pop, paid).want(t, []string{CodeActiveAfterDeath}, "bhxh/1 active_after_death status")
}

// TestReadsAs: a day that is none is not another one.
func TestReadsAs(t *testing.T) {
	d := record.MakeDate(1989, 6, 17)
	for s, want := range map[string]bool{
		"17/6/1989": true, "17-06-1989": true, "1989-06-17": true, "19890617": true, "17061989": true,
		"17/22/1989": false, "49/06/1989": false, "1989-22-17": false, "06/17/1989": false, "17/06/1988": false, "6/1989": false, "": false,
		"17/6/1989 10:20": true, "1989": true, "17061988": false, "18061989": false, "17071989": false, "19890618": false, "19880617": false, "1989-06-18": false, "1988-06-17": false, "1988": false,
	} {
		if got := readsAs(s, d); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
	if !readsAs("06/1989", record.MakeDate(1989, 6, 0)) || !readsAs("1989", record.MakeDate(1989, 0, 0)) {
		t.Error("a day not told")
	}
	if readsAs("05/1989", record.MakeDate(1989, 6, 0)) || readsAs("06/1988", record.MakeDate(1989, 6, 0)) || readsAs("0", 0) || readsAs("", 0) {
		t.Error("another month, or no date")
	}
}

// TestWrites: two cells write one value whatever the case, the separators and the vowel the tone is on.
func TestWrites(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Hòa", "Hoà", true}, {"HOÀ", "hòa", true}, {"Thuỷ", "Thủy", true}, {"Đức", "Ðức", true}, {"Ea-Tu", "Ea Tu", true}, {"Ea  Tu.", "Ea Tu", true}, {"H’Hen", "H'Hen", true}, {"An €", "An", true}, {"12", "12.", true},
		{"", "", false}, {"-", ".", false}, {"Hòa", "Hoa", false}, {"Mỹ", "Mỷ", false}, {"Lạng", "Lãng", false}, {"Hà", "Há", false}, {"Căn", "Can", false}, {"Dung", "Đung", false}, {"Lê An", "Lê Ân", false},
		{"Tổ 1", "Tổ 2", false}, {"Tổ 9", "Tổ", false}, {"Tổ 0", "Tổ", false}, {"Za", "a", false}, {"Hòa An", "Hoa Àn", false}, {"Lê An", "LêAn", false},
	} {
		if writes(c.a, c.b) != c.want || writes(c.b, c.a) != c.want {
			t.Errorf("%q and %q write one value: %v", c.a, c.b, !c.want)
		}
	}
}

func TestLabelled(t *testing.T) {
	for cell, want := range map[string][2]string{
		"Dân tộc: Kinh": {"ethnicity", "Kinh"}, "DÂN TỘC : Kinh": {"ethnicity", "Kinh"}, "Ngày sinh 11/08/1996": {"birth_date", "11/08/1996"}, "Họ và tên Lê An": {"full_name", "Lê An"}, "Họ chữ đệm và tên Lê An": {"full_name", "Lê An"},
		"Tên: Lê An": {"full_name", "Lê An"}, "Kinh": {"", "Kinh"}, "Tên Hà": {"", "Tên Hà"}, "Dân tộc": {"", "Dân tộc"}, "Ghi chú: Kinh": {"", "Ghi chú: Kinh"}, "Số nhà: ngày sinh": {"", "Số nhà: ngày sinh"}, "": {"", ""},
	} {
		if f, value := labelled(cell); string(f) != want[0] || value != want[1] {
			t.Errorf("%q: %q, %q; want %q", cell, f, value, want)
		}
	}
}

// TestHoldsValue: a cell holds a value as it is written there and as it is read, and a code as any of the column's words for it.
func TestHoldsValue(t *testing.T) {
	s := table(t, sector("dan_cu"), `
record_id | full_name   | birth_date            | sex  | home_town    | religion
P1        | Lê Văn Bình | 1980-05-03~1980-03-05 | Nam  | 18409/436/42 | Phật
P2        | Lê Thị Hoa  | 1980-05-03            | Giới | 18412/436/42 |
P3        |             |                       | Nữ   |              |`)
	p := s.People
	p.Table.Column(record.HomeTown).Dict = record.TextsOf("", "Xã Yên Hồ", "Xã Đức Thọ")
	p.Names[record.FullName].Dict[1].Full = "Lê Văn Bính"
	for code, sex := range map[int]record.Coded{1: {Code: record.SexMale, Known: true}, 2: {Code: record.SexMale, Known: true}, 3: {Code: record.SexFemale, Known: true}} {
		p.Coded[record.Sex].Dict[code] = sex
	}
	v := &view{cells: &cells{table: p.Table}, people: p}
	for _, c := range []struct {
		field record.Field
		row   int
		value string
		want  bool
	}{
		{record.FullName, 0, "LÊ VĂN BÌNH", true}, {record.FullName, 0, "Lê Văn Bính", true}, {record.FullName, 0, "Lê Văn Binh", false}, {record.FullName, 2, "Lê Văn Bình", false},
		{record.BirthDate, 0, "03/05/1980", true}, {record.BirthDate, 0, "5.3.1980", true}, {record.BirthDate, 0, "04/05/1980", false}, {record.BirthDate, 1, "05/03/1980", false}, {record.BirthDate, 2, "0", false},
		{record.Sex, 0, "nam", true}, {record.Sex, 0, record.SexMale, true}, {record.Sex, 0, "Giới", true}, {record.Sex, 0, "Nữ", false}, {record.Sex, 0, record.SexFemale, false}, {record.Sex, 2, "Nữ", true},
		{record.HomeTown, 0, "Yên Hồ", true}, {record.HomeTown, 0, "Xã Yên Hồ, Đức Thọ", true}, {record.HomeTown, 0, "Đức Thọ", false}, {record.HomeTown, 0, "", false}, {record.HomeTown, 2, "Yên Hồ", false},
		{record.Religion, 0, "PHẬT", true}, {record.Religion, 0, "Phật giáo", false}, {record.Ethnicity, 0, "01", false},
	} {
		if got := v.holdsValue(c.field, c.row, c.value); got != c.want {
			t.Errorf("%s of row %d holds %q: %v", c.field, c.row, c.value, got)
		}
	}
	p.Coded[record.Sex].Dict[2].Known = false
	if v.holdsValue(record.Sex, 0, "Giới") {
		t.Error("a word that is not understood is taken for the code")
	}
}
