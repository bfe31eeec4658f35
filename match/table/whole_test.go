package table

import (
	"testing"

	"github.com/doisanh/doisanh/match/edit"
	"github.com/doisanh/doisanh/record"
)

// TestWholeNames: an error makes no other name, and what those of one home are called is another name however long the surname they share.
func TestWholeNames(t *testing.T) {
	cases := []struct{ a, b, level string }{
		{"laura samaind", "samaind laura", "typo"},
		{"laura samaind", "luara samaind", "typo"},
		{"laura samaind", "luara samaid", "near"},
		{"anna van der berg", "anna vanderberg", "typo"},
		{"l samaind", "laura samaind", "part"},
		{"alex kowalczyk", "alexander kowalczyk", "part"},
		{"maria samaind", "maria lopez samaind", "part"},
		{"samaind", "laura samaind", "half"},
		{"marta samaind", "martin samaind", "most"},
		{"laura samaind", "raul samaind", "half"},
		{"ana samaind", "eva samaind", "half"},
		{"nguyen thi hoa", "nguyen thi lan", "words"},
		{"ana garcia lopez", "eva ruiz lopez", "few"},
		{"laura samaind", "peter brown", "other"},
		{"木 村 清", "木 村 実", "words"}, // another sign is another name, not a slip of the hand
		{"松 本 文 子", "松 本 亮", "half"},
		{"김 철 수", "김 영 희", "few"},
		{"林 亮", "林 䠮", "half"}, // the kernel has one symbol for both
	}
	f := column{kind: record.KindText}
	for _, c := range cases {
		for _, s := range []string{c.a, c.b} {
			f.values, f.count = append(f.values, newValue(s, f.kind)), append(f.count, 1)
			f.total++
		}
	}
	f.cutWords()
	if f.whole = f.findWhole(record.RoleFullName); !f.whole {
		t.Fatal("these are whole names")
	}
	if f.findWhole(record.RoleText) {
		t.Error("texts of another role are no names")
	}
	firms := column{kind: f.kind, total: 2, count: []float64{1, 1}, values: []value{newValue("laura foods ltd", f.kind), newValue("samaind brown", f.kind)}}
	firms.cutWords()
	if firms.findWhole(record.RoleFullName) {
		t.Error("firms are no persons")
	}
	k := new(edit.Kernel)
	for i, c := range cases {
		for _, turned := range []int{0, 1} {
			level := f.compare(&f.values[2*i+turned], &f.values[2*i+1-turned], k)
			if got := priorLevels(f.kind)[level-1].name; got != c.level {
				t.Errorf("%s, %s: %s, want %s", c.a, c.b, got, c.level)
			}
		}
	}
}

// TestOtherNamesAreCapped: no more matches than the prior has share few words of their names or none, whatever EM made of those of a home.
func TestOtherNamesAreCapped(t *testing.T) {
	f := newField("name", record.RoleFullName, record.KindText)
	for j := range f.Levels {
		f.Levels[j].M, f.Levels[j].Poor = .05, .05
	}
	f.Levels[0].M, f.Levels[8].M = .4, .2
	f.capOthers("few", "other")
	few, other, exact := f.Levels[7], f.Levels[8], f.Levels[0]
	if few.M != .02 || other.M != .03 || few.Poor != .02 || other.Poor != .03 {
		t.Errorf("few %v, other %v", few, other)
	}
	if got, want := exact.M, .4+.03+.17; got < want-1e-9 || got > want+1e-9 {
		t.Errorf("the rest goes to the same name: %v, want %v", got, want)
	}
}
