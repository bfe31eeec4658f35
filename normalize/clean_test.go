package normalize

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

// draw picks a name by its frequency.
func draw[T any](r *rand.Rand, list []T, count func(T) int) T {
	total := 0
	for _, x := range list {
		total += count(x)
	}
	k := r.IntN(total)
	for _, x := range list {
		if k -= count(x); k < 0 {
			return x
		}
	}
	panic("unreachable")
}

// Names drawn by the frequencies of refdata, with their marks and without, come through without a repair.
func TestCleanNamesAreNotRepaired(t *testing.T) {
	const seed = 7
	r := rand.New(rand.NewPCG(seed, seed))
	weight := func(x refdata.Token) int { return x.Male + x.Female }
	bad := 0
	for range 5000 {
		s := draw(r, refdata.Surnames(), func(s refdata.Surname) int { return s.Count + 1 })
		parts := []string{s.Text}
		for range r.IntN(3) {
			parts = append(parts, draw(r, refdata.MiddleNames(), weight).Text)
		}
		in := strings.Join(append(parts, draw(r, refdata.GivenNames(), weight).Text), " ")
		if strings.HasSuffix(s.Text, "'") {
			continue
		}
		for _, v := range []string{in, strings.ToUpper(in), viet.Fold(in), strings.ToUpper(viet.Fold(in))} {
			n := ParseName(v)
			if n.Faults&^(record.FaultUnmarked|record.FaultInitials) != 0 {
				bad++
				if bad < 40 {
					t.Logf("seed %d: %q = %q %v", seed, v, n.Full, n.Faults)
				}
			}
			if f := ParseName(in).Folded; n.Folded != f {
				t.Errorf("seed %d: %q folds to %q, %q to %q", seed, in, f, v, n.Folded)
			}
		}
	}
	// Ông as a title and rare surnames that are given names more often are the few that cannot be told.
	if bad > 20 {
		t.Errorf("seed %d: %d of 20000 clean names repaired", seed, bad)
	}
}

// Only plain blanks are squeezed, and all of them.
func TestSqueeze(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "  ": "", "a b": "a b", " a   b  c ": "a b c", "a \t b": "a \t b", "ấ  ấ": "ấ ấ",
	} {
		if got := squeeze(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]record.Fault{"Lý  An ": 0, "Ly\u0301  An": 0, "Lý \tAn": record.RepairedChars, "Lý  Ðan": record.RepairedChars} {
		if got, faults := Clean(in); strings.Contains(got, "  ") || faults != want {
			t.Errorf("%q: %q %v, want %v", in, got, faults, want)
		}
	}
}

// Letters written as web pages write them are letters; an ampersand alone stays.
func TestLettersOfWebPages(t *testing.T) {
	for in, want := range map[string]string{
		"Nguy&#7877;n Th&#x1ECB; H&ograve;a": "Nguyễn Thị Hòa", "Công ty A & B; chi nhánh": "Công ty A & B; chi nhánh", "&&#272;&agrave;o": "&Đào", "&#7877": "&#7877",
	} {
		got, fault := Clean(in)
		if got != want || (fault != 0) != (in != want) {
			t.Errorf("%q: %q %v, want %q", in, got, fault.Words(), want)
		}
	}
	p := NewPlaceParser(refdata.Units(), testDay, 0)
	if got, want := p.Parse("X&atilde; Y&ecirc;n H&#7891;, huy&#7879;n &#272;&#7913;c Th&#7885;, H&agrave; T&#297;nh"), p.Parse("Xã Yên Hồ, huyện Đức Thọ, Hà Tĩnh"); got.Unit != want.Unit || want.Unit == 0 {
		t.Errorf("place %d, want %d", got.Unit, want.Unit)
	}
}
