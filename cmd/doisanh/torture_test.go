package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/doisanh/doisanh/internal/testsize"
)

var torture = flag.Int("torture", 0, "rounds of each ordeal of TestTorture; 0: a few")

// TestTorture has the program killed, interrupted, run out of disk and of memory, run beside itself, and fed with spoilt files. Whatever
// happens, a run folder under its final name is whole, no row goes missing, an error says what to do, and no message holds a person's data.
// `make torture` has many rounds of it.
func TestTorture(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no process can be sent a signal there, nor be held to a size of files")
	}
	rounds := *torture
	if rounds == 0 {
		rounds = testsize.Of(t, "rounds of each ordeal", 12, 2)
	}
	v := newVictim(t)
	t.Run("kill", func(t *testing.T) { v.struck(t, rounds, syscall.SIGKILL) })
	t.Run("interrupt", func(t *testing.T) { v.struck(t, rounds, syscall.SIGINT) })
	t.Run("replace", func(t *testing.T) { v.replaced(t, rounds) })
	t.Run("disk", func(t *testing.T) { v.fullDisk(t, rounds) })
	t.Run("memory", func(t *testing.T) { v.shortMemory(t, rounds) })
	t.Run("crowd", func(t *testing.T) { v.crowd(t, min(rounds, 8)) })
	t.Run("spoilt", func(t *testing.T) { v.spoilt(t, rounds) })
	t.Run("formats", func(t *testing.T) { v.spoiltFormats(t, rounds) })
}

// victim is a small made-up province and what a run of it yields when nobody disturbs it.
type victim struct {
	dir, job string
	files    []string // its inputs
	outputs  map[string]string
	largest  int64 // bytes of the largest output
	lasts    time.Duration
	personal []string // names, numbers and birth dates in the inputs
}

func newVictim(t *testing.T) *victim {
	t.Helper()
	v := &victim{dir: t.TempDir()}
	v.job = filepath.Join(v.dir, "job.yaml")
	made := v.start(t, "synth", "--people", "300", "--seed", "11", "--level", "hard", "--sectors", "bhxh,cu_tru,giao_duc,tiem_chung", "--out", v.dir, "--quiet")
	if code, _ := made.wait(t); code != 0 {
		t.Fatalf("synth ends with %d", code)
	}
	for _, pattern := range []string{"*.csv", "*.tsv"} {
		files, err := filepath.Glob(filepath.Join(v.dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		v.files = append(v.files, files...)
	}
	v.personal = personalOf(t, v.files)
	out := filepath.Join(t.TempDir(), "out")
	began := time.Now()
	if code, stderr := v.run(t, out).wait(t); code != 0 {
		t.Fatalf("a run nobody disturbs ends with %d: %s", code, stderr)
	}
	v.lasts = time.Since(began)
	v.outputs = v.published(t, out)[0]
	for name := range v.outputs {
		if info, err := os.Stat(filepath.Join(out, "latest", name)); err == nil {
			v.largest = max(v.largest, info.Size())
		}
	}
	return v
}

// personalColumns are headers of what no message may hold.
var personalColumns = regexp.MustCompile(`(?i)họ|tên|sinh|định danh|căn cước|cccd|cmnd|điện thoại`)

// personalOf returns the values of personal columns that are long enough not to stand in a message by chance.
func personalOf(t *testing.T, files []string) (values []string) {
	t.Helper()
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
		header, _, _ := bytes.Cut(text, []byte("\n"))
		for _, comma := range ",;\t" {
			if bytes.Count(header, []byte(string(comma))) > bytes.Count(header, []byte(string(r.Comma))) {
				r.Comma = comma
			}
		}
		rows, err := r.ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", filepath.Base(path), err)
		}
		for at, header := range rows[0] {
			if !personalColumns.MatchString(header) {
				continue
			}
			for _, row := range rows[1:] {
				if utf8.RuneCountInString(row[at]) >= 8 {
					values = append(values, row[at])
				}
			}
		}
	}
	slices.Sort(values)
	return slices.Compact(values)
}

// process is the program at work.
type process struct {
	cmd    *exec.Cmd
	stderr bytes.Buffer
	v      *victim
}

// limited starts the program under a limit that is a command of the shell; start does so under none.
func (v *victim) limited(t *testing.T, limit string, args ...string) *process {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{cmd: exec.Command(self, args...), v: v}
	if limit != "" {
		p.cmd = exec.Command("bash", append([]string{"-c", limit + ` && exec -a doisanh "$0" "$@"`, self}, args...)...)
	} else {
		p.cmd.Args[0] = "doisanh"
	}
	p.cmd.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0")
	p.cmd.Dir, p.cmd.Stderr = v.dir, &p.stderr
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return p
}

func (v *victim) start(t *testing.T, args ...string) *process { return v.limited(t, "", args...) }

func (v *victim) run(t *testing.T, out string, more ...string) *process {
	return v.start(t, append([]string{"run", v.job, "--out", out, "--quiet"}, more...)...)
}

// wait returns the exit code, −1 of a program that was killed, and what it said, which must not be what a person's record holds.
func (p *process) wait(t *testing.T) (code int, stderr string) {
	t.Helper()
	_ = p.cmd.Wait() // the exit code is what is asked for
	stderr = p.stderr.String()
	for _, value := range p.v.personal {
		if strings.Contains(stderr, value) {
			t.Errorf("a message holds a personal value of %d letters", utf8.RuneCountInString(value))
		}
	}
	return p.cmd.ProcessState.ExitCode(), stderr
}

// explained checks that a run that failed said what is wrong and what to do, and that it was no error of the program itself.
func explained(t *testing.T, code int, stderr string) {
	t.Helper()
	switch {
	case code != 1 && code != 2:
		t.Errorf("exit code %d:\n%s", code, stderr)
	case !strings.HasPrefix(stderr, "error: ") || !strings.Contains(stderr, "\nhint: "):
		t.Errorf("no error and hint:\n%s", stderr)
	case strings.Contains(stderr, "goroutine ") || strings.Contains(stderr, "panic"):
		t.Errorf("the program itself failed:\n%s", stderr)
	}
}

// published returns the outputs of each run that stands under its final name, by name with their SHA-256, but for manifest.json. They have
// to be what the manifest says.
func (v *victim) published(t *testing.T, out string) (runs []map[string]string) {
	t.Helper()
	entries, err := os.ReadDir(out)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(out, e.Name(), "manifest.json"))
		if err != nil {
			t.Errorf("a run without a manifest: %v", err)
			continue
		}
		var manifest struct {
			Outputs []struct {
				Name   string `json:"name"`
				SHA256 string `json:"sha256"`
			} `json:"outputs"`
		}
		if err := json.Unmarshal(text, &manifest); err != nil {
			t.Errorf("%s: %v", e.Name(), err)
			continue
		}
		sums := map[string]string{}
		for _, o := range manifest.Outputs {
			if sums[o.Name] = sumOf(t, filepath.Join(out, e.Name(), o.Name)); sums[o.Name] != o.SHA256 {
				t.Errorf("%s/%s is not what the manifest says", e.Name(), o.Name)
			}
		}
		runs = append(runs, sums)
	}
	if _, err := os.Stat(filepath.Join(out, "latest")); len(runs) > 0 && err != nil {
		t.Errorf("latest leads nowhere: %v", err)
	}
	return runs
}

// nothingLeft checks that a run that ended by itself left no unfinished folder.
func nothingLeft(t *testing.T, out string) {
	t.Helper()
	if left, _ := filepath.Glob(filepath.Join(out, ".*")); len(left) > 0 {
		t.Errorf("left behind: %d hidden files", len(left))
	}
}

// struck sends the program a signal at random moments. The next run is as if nothing had happened.
func (v *victim) struck(t *testing.T, rounds int, signal syscall.Signal) {
	moments := rand.New(rand.NewPCG(1, 2))
	hit := 0
	for range rounds {
		out := filepath.Join(t.TempDir(), "out")
		p := v.run(t, out)
		time.Sleep(time.Duration(moments.Int64N(int64(v.lasts))))
		_ = p.cmd.Process.Signal(signal) // it may have ended
		code, stderr := p.wait(t)
		runs := v.published(t, out)
		switch {
		case code == 0 && len(runs) == 1: // the signal came too late
		case signal == syscall.SIGINT && code == 130:
			nothingLeft(t, out)
			if !strings.Contains(stderr, "error: ") || !strings.Contains(stderr, "hint: ") {
				t.Errorf("interrupted without a word: %q", stderr)
			}
			hit++
		case code == -1: // also an interrupt before the program listens for it
			hit++
		default:
			t.Errorf("exit code %d, %d runs:\n%s", code, len(runs), stderr)
		}
		if code, stderr := v.run(t, out).wait(t); code != 0 {
			t.Errorf("the next run ends with %d:\n%s", code, stderr)
		}
		if again := v.published(t, out); len(again) == len(runs)+1 && len(runs) == 0 {
			v.same(t, again[0])
		} else if len(runs) == 0 {
			t.Errorf("%d runs after the next one", len(again))
		}
	}
	t.Logf("%d of %d runs were struck", hit, rounds)
}

// replaced kills the program while it writes one result over the other. What has a summary is whole, and the next one takes its place.
func (v *victim) replaced(t *testing.T, rounds int) {
	moments := rand.New(rand.NewPCG(5, 6))
	out := filepath.Join(t.TempDir(), "out")
	dedupe := func() *process {
		return v.start(t, "dedupe", "bhxh.csv", "--id", "Mã hồ sơ", "--out", out, "--quiet")
	}
	sums := func() map[string]string {
		sums := map[string]string{}
		files, err := filepath.Glob(filepath.Join(out, "*.*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range files {
			if name := filepath.Base(path); name[0] != '.' && name != "manifest.json" {
				sums[name] = sumOf(t, path)
			}
		}
		return sums
	}
	began := time.Now()
	if code, stderr := dedupe().wait(t); code != 0 {
		t.Fatalf("dedupe ends with %d:\n%s", code, stderr)
	}
	lasts, want := time.Since(began), sums()
	for range rounds {
		p := dedupe()
		time.Sleep(lasts/2 + time.Duration(moments.Int64N(int64(lasts)))/2)
		_ = p.cmd.Process.Kill() // it may have ended
		if code, stderr := p.wait(t); code != 0 && code != -1 {
			t.Errorf("exit code %d:\n%s", code, stderr)
		}
		if got := sums(); got["summary.json"] != "" && !maps.Equal(got, want) {
			t.Error("a result with a summary is not whole")
		}
	}
	if code, stderr := dedupe().wait(t); code != 0 || !maps.Equal(sums(), want) {
		t.Errorf("the last one ends with %d, and its result is not as it should be:\n%s", code, stderr)
	}
}

// sumOf returns a file's SHA-256.
func sumOf(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Error(err)
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// same checks that a run's outputs are those of one that nobody disturbed.
func (v *victim) same(t *testing.T, outputs map[string]string) {
	t.Helper()
	for name, sum := range v.outputs {
		if outputs[name] != sum {
			t.Errorf("%s is not as it should be", name)
		}
	}
	if len(outputs) != len(v.outputs) {
		t.Errorf("%d outputs instead of %d", len(outputs), len(v.outputs))
	}
}

// fullDisk lets no file grow beyond a size, from nothing to what the largest output takes.
func (v *victim) fullDisk(t *testing.T, rounds int) {
	const block = 1024 // bytes, bash's unit
	blocks := v.largest/block + 1
	for i := range int64(rounds) {
		out := filepath.Join(t.TempDir(), "out")
		code, stderr := v.limited(t, fmt.Sprintf("ulimit -f %d", blocks*i/int64(rounds)), "run", v.job, "--out", out, "--quiet").wait(t)
		explained(t, code, stderr)
		if runs := v.published(t, out); len(runs) > 0 {
			t.Errorf("a run that could not be written is there: exit code %d", code)
		}
		nothingLeft(t, out)
	}
}

// shortMemory gives a run budgets of memory from next to nothing on: it is refused or done, and what is done is the same.
func (v *victim) shortMemory(t *testing.T, rounds int) {
	refused := 0
	for i := range rounds {
		out := filepath.Join(t.TempDir(), "out")
		code, stderr := v.run(t, out, "--memory", fmt.Sprintf("%dKiB", 1<<(8+i*14/rounds))).wait(t)
		runs := v.published(t, out)
		if code == 0 && len(runs) == 1 {
			v.same(t, runs[0])
			continue
		}
		refused++
		explained(t, code, stderr)
		nothingLeft(t, out)
	}
	t.Logf("%d of %d budgets were refused", refused, rounds)
}

// crowd starts runs with one output folder at once. Each is published whole.
func (v *victim) crowd(t *testing.T, n int) {
	out := filepath.Join(t.TempDir(), "out")
	var all []*process
	for range n {
		all = append(all, v.run(t, out))
	}
	for _, p := range all {
		if code, stderr := p.wait(t); code != 0 {
			t.Errorf("exit code %d:\n%s", code, stderr)
		}
	}
	if runs := v.published(t, out); len(runs) != n {
		t.Errorf("%d runs of %d are there", len(runs), n)
	}
	nothingLeft(t, out)
}

// spoilt has a run read inputs that were cut off, exchanged in places, torn or mixed. It refuses them or loads them, and then every row is
// loaded or rejected.
func (v *victim) spoilt(t *testing.T, rounds int) {
	refused := 0
	for round := range rounds {
		random := rand.New(rand.NewPCG(3, uint64(round)))
		sick := *v
		sick.dir = t.TempDir()
		sick.job = filepath.Join(sick.dir, "job.yaml")
		victim := v.files[round%len(v.files)]
		for _, path := range append(slices.Clone(v.files), v.job) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if path == victim {
				text = spoil(text, random)
			}
			if err := os.WriteFile(filepath.Join(sick.dir, filepath.Base(path)), text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		out := filepath.Join(sick.dir, "out")
		code, stderr := sick.run(t, out).wait(t)
		if code != 0 {
			refused++
			explained(t, code, stderr)
			nothingLeft(t, out)
			continue
		}
		sick.addsUp(t, out)
	}
	t.Logf("%d of %d spoilt files were refused", refused, rounds)
}

// spoiltFormats has the commands that take one file read it in other formats, spoilt.
func (v *victim) spoiltFormats(t *testing.T, rounds int) {
	dir := t.TempDir()
	var texts [][]byte
	formats := []string{".xlsx", ".parquet", ".arrow", ".tsv", ".csv.gz"}
	for _, format := range formats {
		path := filepath.Join(dir, "list"+format)
		if format == ".csv.gz" {
			zip(t, filepath.Join(v.dir, "bhxh.csv"), path)
		} else if code, stderr := v.start(t, "convert", "bhxh.csv", path, "--quiet").wait(t); code != 0 {
			t.Fatalf("convert to %s ends with %d:\n%s", format, code, stderr)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, text)
	}
	refused := 0
	for round := range rounds {
		random := rand.New(rand.NewPCG(4, uint64(round)))
		path := filepath.Join(dir, "spoilt"+formats[round%len(formats)])
		if err := os.WriteFile(path, spoil(texts[round%len(formats)], random), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{
			{"inspect", path},
			{"normalize", path, "--sector", "bhxh", "--out", filepath.Join(dir, "normalized.csv")},
			{"dedupe", path, "--id", "Mã hồ sơ", "--out", filepath.Join(dir, "pairs")},
		} {
			if code, stderr := v.start(t, append(args, "--quiet")...).wait(t); code != 0 {
				refused++
				if explained(t, code, stderr); t.Failed() {
					t.Fatalf("%s of round %d", args[0], round)
				}
			}
		}
	}
	t.Logf("%d of %d commands were refused", refused, 3*rounds)
}

// zip packs a file with gzip.
func zip(t *testing.T, from, to string) {
	t.Helper()
	text, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// spoil does to a file what happens to files on their way.
func spoil(text []byte, random *rand.Rand) []byte {
	at := func() int { return random.IntN(len(text) + 1) }
	switch random.IntN(9) {
	case 0: // the end is missing
		return text[:at()]
	case 1: // a disk's fault
		text = slices.Clone(text)
		for range 1 + random.IntN(200) {
			text[random.IntN(len(text))] ^= byte(1 << random.IntN(8))
		}
		return text
	case 2: // a hole, as after a power cut
		text = slices.Clone(text)
		from := at()
		clear(text[from:min(from+4096, len(text))])
		return text
	case 3: // a piece twice
		from := at()
		to := from + random.IntN(len(text)-from+1)
		return slices.Concat(text[:to], text[from:])
	case 4: // a quotation mark that nothing ends
		from := at()
		return slices.Concat(text[:from], []byte(`"`), text[from:])
	case 5: // lines of another system, some of them
		return bytes.Replace(text, []byte("\n"), []byte("\r\n"), random.IntN(50))
	case 6: // two files in one
		return slices.Concat(text, text)
	case 7: // the header alone, or not even that
		line, _, _ := bytes.Cut(text, []byte("\n"))
		return line[:random.IntN(len(line)+1)]
	}
	return slices.Concat(text[:at()], bytes.Repeat([]byte{byte(random.IntN(256))}, random.IntN(1<<16)), text[at():]) // rubbish in the middle
}

// addsUp checks that the rows of every dataset are those that were loaded and those that were rejected, and that each record is in links.csv once.
func (v *victim) addsUp(t *testing.T, out string) {
	t.Helper()
	v.published(t, out)
	var summary struct {
		Datasets map[string]struct {
			Sector                   string
			RowsIn, Loaded, Rejected int
		}
	}
	text, err := os.ReadFile(filepath.Join(out, "latest", "summary.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(bytes.ReplaceAll(text, []byte("rows_in"), []byte("RowsIn")), &summary); err != nil {
		t.Fatal(err)
	}
	links, rejects := map[string]int{}, map[string]int{}
	for name, count := range map[string]map[string]int{"links.csv": links, "rejects.csv": rejects} {
		file, err := os.ReadFile(filepath.Join(out, "latest", name))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, row := range rows[1:] {
			count[row[0]]++
		}
	}
	for name, d := range summary.Datasets {
		if d.RowsIn != d.Loaded+d.Rejected || rejects[name] != d.Rejected || d.Sector != "dan_cu" && links[name] != d.Loaded {
			t.Errorf("%s: %d rows in, %d loaded (%d in links.csv), %d rejected (%d in rejects.csv)", name, d.RowsIn, d.Loaded, links[name], d.Rejected, rejects[name])
		}
	}
}
