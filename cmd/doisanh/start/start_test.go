package start

import (
	"runtime/debug"
	"testing"
)

func TestOver(t *testing.T) {
	if was := debug.SetGCPercent(-1); was != -1 {
		t.Errorf("the collector works at %d%% at the start", was)
	}
	Over()
	if now := debug.SetGCPercent(percent); now != percent || now < 0 {
		t.Errorf("the collector works at %d%% afterwards, %d%% was wanted", now, percent)
	}
}
