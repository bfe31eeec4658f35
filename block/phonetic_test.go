package block

import (
	"testing"

	"github.com/doisanh/doisanh/refdata/soundtest"
)

func TestSoundGain(t *testing.T) {
	soundtest.Gain(t, sound, soundtest.Want{North: .9, Central: .9, South: .9, Apart: 100})
}
