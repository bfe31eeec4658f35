package command

import (
	"runtime"
	"testing"
)

// More threads than a few for each processor only wait for each other.
func TestMostThreads(t *testing.T) {
	root := newRoot(&global{})
	cmd, _, err := root.Find([]string{"normalize"})
	if err != nil {
		t.Fatal(err)
	}
	for given, want := range map[string]int{"0": 0, "8": 8, "100000": max(leastMostThreads, 4*runtime.NumCPU())} {
		if err := cmd.Flags().Set("threads", given); err != nil {
			t.Fatal(err)
		}
		if err := root.PersistentPreRunE(cmd, nil); err != nil {
			t.Fatal(err)
		}
		if got, _ := cmd.Flags().GetInt("threads"); got != want {
			t.Errorf("--threads %s is %d threads, want %d", given, got, want)
		}
	}
}
