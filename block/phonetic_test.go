package block

import (
	"testing"

	"github.com/doisanh/doisanh/refdata/soundtest"
)

func TestSoundGain(t *testing.T) {
	soundtest.Gain(t, sound, soundtest.Want{North: .9, Central: .9, South: .9, Apart: 100})
}

func TestSoundMerges(t *testing.T) {
	soundtest.Merges(t, sound, "d v", "gi v", "r g", "qu w", "qu hu", "qu o", "iu ưu", "iêu ươu",
		"Tài Tời", "Sơn San", "Tùng Tòng", "An Yên", "Chu Châu", "Trường Tràng", "Đang Đương")
}
