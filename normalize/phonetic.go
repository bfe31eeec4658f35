package normalize

import "github.com/doisanh/doisanh/internal/viet"

// Region is a set of sounds that speakers of some part of the country do not tell apart, for PhoneticKey.
type Region = viet.Region

// The regions of PhoneticKey; docs/en/phonetic.md lists what each merges.
const (
	Spelling  = viet.Spelling  // nothing but two spellings of one sound
	North     = viet.North     // ch tr, s x, d gi r
	RedRiver  = viet.RedRiver  // North, and l n
	Central   = viet.Central   // hỏi ngã, final n ng and t c
	NgheTinh  = viet.NgheTinh  // ngã nặng
	South     = viet.South     // Central, and d v, iêu iu
	AnyRegion = viet.AnyRegion // North, Central, South, and the doublets of names
)

// PhoneticKey returns the phonetic code of a name: names have one code where the region says them alike. Marks count: the
// code of a name without marks is another one.
func PhoneticKey(name string, r Region) string { return viet.PhoneticKey(viet.NFC(name), r) }

// PlainPhoneticKey is PhoneticKey as far as a writing without marks tells, so that a name has one code with its marks and
// without.
func PlainPhoneticKey(name string, r Region) string { return viet.PlainPhoneticKey(viet.NFC(name), r) }
