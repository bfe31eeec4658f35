package synth

import (
	"context"
	"crypto/sha256"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// generated returns the files a configuration gives, by path below the folder.
func generated(t *testing.T, cfg Config) map[string]string {
	t.Helper()
	dir := t.TempDir()
	if _, err := Generate(context.Background(), cfg, dir, nil); err != nil {
		t.Fatal(err)
	}
	return files(t, dir)
}

func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, pattern := range []string{"*", "truth/*"} {
		names, _ := filepath.Glob(filepath.Join(dir, pattern))
		for _, n := range names {
			b, err := os.ReadFile(n)
			if err != nil {
				continue
			}
			rel, _ := filepath.Rel(dir, n)
			out[rel] = string(b)
		}
	}
	return out
}

func config(t *testing.T, text string) Config {
	t.Helper()
	c, err := ReadConfig(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSameBytesWhateverTheThreads(t *testing.T) {
	cfg := config(t, "people: 6000")
	cfg.Threads = 1
	one := generated(t, cfg)
	cfg.Threads = 5
	five := generated(t, cfg)
	if len(one) != len(five) || len(one) < 7 {
		t.Fatalf("%d and %d files", len(one), len(five))
	}
	for name, text := range one {
		if sha256.Sum256([]byte(text)) != sha256.Sum256([]byte(five[name])) {
			t.Errorf("%s differs between 1 and 5 threads", name)
		}
	}
	cfg.Seed++
	if other := generated(t, cfg); other["dan_cu.csv"] == one["dan_cu.csv"] {
		t.Error("another seed gave the same register")
	}
}
