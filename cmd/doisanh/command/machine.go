package command

import (
	"bufio"
	"bytes"
	"os"
	"strconv"
	"strings"
)

// limit returns how much memory the work may take: what the flag says, or else what the machine has, 0 where that cannot be told.
// A run that would not fit is refused, and not begun and killed.
func (m memoryFlag) limit() int64 {
	if m > 0 {
		return int64(m)
	}
	least := int64(0)
	for _, path := range []string{"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes", "/proc/meminfo"} {
		text, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		if n := memoryIn(text); n > 0 && (least == 0 || n < least) {
			least = n
		}
	}
	return least
}

// memoryIn reads the number of bytes a control group's limit gives, or that Linux' meminfo gives as the total; 0 for none ("max").
func memoryIn(text []byte) int64 {
	if n, err := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64); err == nil {
		return n
	}
	lines := bufio.NewScanner(bytes.NewReader(text))
	for lines.Scan() {
		if f := strings.Fields(lines.Text()); len(f) == 3 && f[0] == "MemTotal:" && f[2] == "kB" {
			n, _ := strconv.ParseInt(f[1], 10, 64)
			return n << 10
		}
	}
	return 0
}
