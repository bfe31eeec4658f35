package command

import "testing"

func TestMemoryFlag(t *testing.T) {
	for _, c := range []struct {
		in   string
		want int64 // 0 = refused
	}{
		{"8GiB", 8 << 30}, {"8gb", 8 << 30}, {"8G", 8 << 30}, {" 512 MiB ", 512 << 20}, {"1.5TiB", 3 << 39}, {"64KiB", 64 << 10},
		{"8", 0}, {"", 0}, {"GiB", 0}, {"-1GiB", 0}, {"0GiB", 0}, {"1e300GiB", 0}, {"8BiG", 0}, {"NaNGiB", 0}, {"8 B", 0},
	} {
		var m memoryFlag
		if err := m.Set(c.in); (err == nil) != (c.want > 0) || int64(m) != c.want {
			t.Errorf("%q: %d, %v; want %d", c.in, m, err, c.want)
		}
	}
}

func TestMemoryOfTheCollector(t *testing.T) {
	for budget, want := range map[memoryFlag]int64{12 << 30: 11 << 30, 146 << 20: 122 << 20, 1 << 20: 512 << 10} {
		if got := budget.collected(); got != want {
			t.Errorf("of %d bytes: %d, want %d", budget, got, want)
		}
	}
}

func TestMemoryOfTheMachine(t *testing.T) {
	for text, want := range map[string]int64{
		"max\n": 0, "536870912\n": 512 << 20, "MemTotal:       24576000 kB\nMemFree: 1 kB\n": 24576000 << 10, "": 0, "MemFree: 1 kB\n": 0,
	} {
		if got := memoryIn([]byte(text)); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

// TestRoomBesideWhatIsInUse: whatever is in use, the collector is left so much beside it that it works seldom.
func TestRoomBesideWhatIsInUse(t *testing.T) {
	const mib = 1 << 20
	for live, want := range map[uint64]uint64{40 * mib: 256 * mib, 245 * mib: 373 * mib, 512 * mib: 640 * mib, 2048 * mib: (2048 + 256 + 256) * mib} {
		if got := roomFor(live); got != want {
			t.Errorf("%d MiB in use: %d MiB, want %d", live/mib, got/mib, want/mib)
		}
	}
}
