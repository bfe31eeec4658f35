package tables

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/doisanh/doisanh/record"
)

// TestRefusedLinkSaysWhatFits: what a link of tables of any kind that does not fit is said to take is what it takes, whichever of the tables it was refused at.
func TestRefusedLinkSaysWhatFits(t *testing.T) {
	dir := t.TempDir()
	var paths []string
	for _, side := range []string{"a", "b"} {
		var b strings.Builder
		b.WriteString("id,name,town\n")
		for i := range 8000 {
			fmt.Fprintf(&b, "%s%d,Person%d Smith%d,Town%d\n", side, i, i, i%977, i%211)
		}
		paths = append(paths, filepath.Join(dir, side+".csv"))
		if err := os.WriteFile(paths[len(paths)-1], []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	load := func(mib int64) error {
		_, _, err := newRun(context.Background(), paths, Options{ID: "id", Ignore: []string{"town"}, Memory: mib << 20})
		return err
	}
	told := func(mib int64) int64 {
		var p *record.Problem
		if err := load(mib); !errors.As(err, &p) || p.ID != record.ProblemMemory {
			t.Fatalf("with %d MiB: %v", mib, err)
		}
		return p.Args[0].(int64)
	}
	least := told(1)
	for mib := least - 8; mib < least; mib++ {
		if got := told(mib); got != least {
			t.Errorf("with %d MiB it is said to take %d, and with 1 MiB %d", mib, got, least)
		}
	}
	counted, err := Blocks(context.Background(), paths, Options{ID: "id", Ignore: []string{"town"}}, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	if mib := (counted.Datasets[0].Bytes + 1<<20 - 1) >> 20; mib != least {
		t.Errorf("block says %d MiB, link %d", mib, least)
	}
	if err := load(least); err != nil {
		t.Errorf("with the %d MiB it is said to take: %v", least, err)
	}
}
