package synth

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

func TestBig(t *testing.T) {
	dir := os.Getenv("SYNTH_DIR")
	if dir == "" {
		t.Skip()
	}
	c, err := ReadConfig(strings.NewReader(os.Getenv("SYNTH_CFG")))
	if err != nil {
		t.Fatal(err)
	}
	t0 := time.Now()
	s, err := Generate(context.Background(), c, dir, nil)
	fmt.Println(s, err, time.Since(t0))
}
