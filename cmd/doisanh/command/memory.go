package command

import (
	"errors"
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"strings"

	"github.com/spf13/pflag"
)

// memoryFlag is --memory: how much memory the work may take, in bytes, 0 for no limit.
type memoryFlag int64

func (m *memoryFlag) addTo(f *pflag.FlagSet) {
	f.Var(m, "memory", "bộ nhớ được dùng, `SIZE` ví dụ 8GiB; nếu không chọn thì lấy của máy, thiếu thì thêm tệp tạm cạnh kết quả / memory to keep within, `SIZE` such as 8GiB; the machine's if not given, and a temporary file beside the output where it is short")
}

// String implements pflag.Value.
func (m *memoryFlag) String() string {
	if *m == 0 {
		return ""
	}
	return strconv.FormatInt(int64(*m)>>20, 10) + "MiB"
}

// mebibytes rounds up.
func mebibytes(n int64) int64 { return (n + 1<<20 - 1) >> 20 }

// Type implements pflag.Value.
func (m *memoryFlag) Type() string { return "bytes" }

// Set implements pflag.Value: a number and a unit, KiB MiB GiB TiB, or K M G T with or without a B, all of 1,024.
func (m *memoryFlag) Set(s string) error {
	text := strings.ToUpper(strings.TrimSpace(s))
	digits := strings.TrimRight(text, "KMGTIB ")
	n, err := strconv.ParseFloat(digits, 64)
	power := strings.IndexByte("KMGT", (strings.TrimSpace(text[len(digits):]) + " ")[0]) + 1
	if err != nil || power == 0 || !(n > 0) || math.IsInf(n, 0) || n*math.Pow(1024, float64(power)) > 1<<60 {
		return errors.New("want a number and its unit, as 8GiB or 512MiB")
	}
	*m = memoryFlag(n * math.Pow(1024, float64(power)))
	return nil
}

// collected is the part of the budget that the collector is given. The rest, a twelfth, is for what is not its own; in a small one more, for the
// program's code takes what it takes.
func (m memoryFlag) collected() int64 {
	const code = 24 << 20
	return int64(m - max(m/12, min(m/2, code)))
}

// keep makes the garbage collector keep within the budget. Where there is none it returns what makes
// the collector keep near a forecast, for what is collected late takes other programs' room.
func (m memoryFlag) keep() (forecast func(bytes int64)) {
	if m > 0 {
		debug.SetMemoryLimit(m.collected())
		return nil
	}
	return func(bytes int64) { keepTo(uint64(spare * float64(bytes))) }
}

// spare is how many times the memory that is forecast the collector may let be taken. The forecast is the least a job does with: kept
// to it, the collector works all the time, in a run for an eighth of the CPU, and the peak is the same (docs/speed-history.md).
const spare = 1.35

// roomFor is the memory the collector is left at the least where so many bytes are in use. Each time it works it goes through all of
// them, so where there are many it is left more to work seldom. Where there are few it is left alone, and beside them it is always left as much as every machine has.
func roomFor(live uint64) uint64 {
	const few, beside, many = 256 << 20, 128 << 20, 1 << 30
	room := max(live+max(live/8, beside), few)
	if live > many {
		room += (live - many) / 4
	}
	return room
}

// keepTo makes the collector keep to a forecast, but where it was too low leave it the room it needs to work seldom. It looks again
// whenever it has worked: a finalizer runs then.
func keepTo(forecast uint64) {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	debug.SetMemoryLimit(int64(max(forecast, roomFor(sample[0].Value.Uint64()))))
	runtime.SetFinalizer(new([16]byte), func(*[16]byte) { keepTo(forecast) })
}
