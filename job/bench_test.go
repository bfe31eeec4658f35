package job_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/doisanh/doisanh/job"
	"github.com/doisanh/doisanh/job/stage"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/synth"
)

// province writes a made-up province and returns its plan.
func province(tb testing.TB, people int, seed uint64, sectors []string, threads int) (plan *job.Plan, dir string) {
	tb.Helper()
	dir = tb.TempDir()
	cfg := synth.Default()
	cfg.People, cfg.Seed, cfg.Sectors = people, seed, sectors
	if _, err := synth.Generate(context.Background(), cfg, dir, func(int64) {}); err != nil {
		tb.Fatal(err)
	}
	file, err := job.ReadFile(filepath.Join(dir, "job.yaml"))
	if err != nil {
		tb.Fatal(err)
	}
	plan, err = file.Resolve("job.yaml", dir, record.MakeDate(2025, 10, 1))
	if err != nil {
		tb.Fatal(err)
	}
	plan.Threads = threads
	return plan, dir
}

// stageClock adds up the time of each stage.
type stageClock struct {
	seconds map[stage.Name]float64
	stage   stage.Name
	start   time.Time
}

func (c *stageClock) Start(s stage.Name, _ string, _ int64) { c.stage, c.start = s, time.Now() }
func (c *stageClock) Add(int64)                             {}
func (c *stageClock) Done()                                 { c.seconds[c.stage] += time.Since(c.start).Seconds() }

// BenchmarkRun is the whole run over 100,000 people and about 50,000 sector rows. It prints the milliseconds of each stage, the rows a second,
// and the process's peak memory so far, the generator's part included.
func BenchmarkRun(b *testing.B) {
	plan, _ := province(b, 100_000, 1, []string{"thue"}, runtime.GOMAXPROCS(0))
	clock := &stageClock{seconds: map[stage.Name]float64{}}
	rows := 0
	b.ReportAllocs()
	for b.Loop() {
		plan.Output = b.TempDir()
		result, err := job.Run(context.Background(), plan, job.Env{Now: time.Now, Progress: clock})
		if err != nil {
			b.Fatal(err)
		}
		rows = result.Summary.RowsIn
	}
	for stage, s := range clock.seconds {
		b.ReportMetric(s*1000/float64(b.N), "ms/"+string(stage))
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
	b.ReportMetric(peakMiB(), "peak-MiB")
}

// peakMiB is the most memory the process has held: the system's figure on Linux, the Go runtime's elsewhere.
func peakMiB() float64 {
	if text, err := os.ReadFile("/proc/self/status"); err == nil {
		for line := range strings.SplitSeq(string(text), "\n") {
			if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
				if kib, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 64); err == nil {
					return kib / 1024
				}
			}
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.Sys) / (1 << 20)
}
