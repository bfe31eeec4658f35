package officers

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// Names finds datasets by what officers call them. The names of the job go first; a sector's code and titles and a file's name, in any case, with marks or
// without, name the one dataset that is called so.
type Names struct {
	names map[string]bool
	also  map[string]string // folded → the dataset's name, "" where several are called so
}

// NewNames returns the names of no dataset yet.
func NewNames() *Names { return &Names{names: map[string]bool{}, also: map[string]string{}} }

// Add takes a dataset in, of a sector and read from files.
func (n *Names) Add(name string, sector record.Sector, files []string) {
	n.names[name] = true
	for _, s := range slices.Concat([]string{name, sector.Code, sector.TitleVI, sector.TitleEN}, files) {
		base := filepath.Base(s)
		for _, s := range []string{s, base, strings.TrimSuffix(base, filepath.Ext(base))} {
			key := viet.Words(s)
			if was, known := n.also[key]; key == "" || known && was != name {
				n.also[key] = ""
			} else {
				n.also[key] = name
			}
		}
	}
}

// Find returns the name of the dataset an officer means, or what he wrote where there is none or not one alone.
func (n *Names) Find(s string) string {
	if name := n.also[viet.Words(s)]; !n.names[s] && name != "" {
		return name
	}
	return s
}
