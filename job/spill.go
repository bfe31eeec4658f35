package job

import (
	"os"
	"path/filepath"

	"github.com/doisanh/doisanh/internal/spill"
	"github.com/doisanh/doisanh/record"
)

// store keeps a run's tables within a budget of memory. As long as all is forecast to fit it does nothing. From then on the tables' columns
// are written to a temporary file and let go, and read back for as long as they are worked on.
type store struct {
	budget budget
	output string  // the folder on whose disk the file lies
	needs  [2]peak // with all in memory; with tables put away
	create func(output string) (*spill.File, error)
	file   *spill.File // nil as long as all fits
	sizes  []tableSize
	part   float64 // of the inputs' bytes, what has been read
	tables []*record.Table
	away   map[*record.Table]*away
}

func newStore(b int64, output string, memory, spilled peak) *store {
	return &store{budget: budget(b), output: output, needs: [2]peak{memory, spilled}, part: 1, create: makeSpill, away: map[*record.Table]*away{}}
}

// add takes a table that has just been read. Where even with tables put away the work would not fit, the problem says what it would take;
// name is told as what brought it there.
func (s *store) add(name string, t *record.Table) error {
	s.sizes, s.tables = append(s.sizes, sizeOfTable(t)), append(s.tables, t)
	if s.file == nil && s.budget.fits(name, s.needs[0](s.sizes), s.part) == nil {
		return nil
	}
	if err := s.budget.fits(name, s.need(), s.part); err != nil {
		return err
	}
	if s.file == nil {
		var err error
		if s.file, err = s.create(s.output); err != nil {
			return err
		}
	}
	for _, t := range s.tables {
		if s.away[t] != nil {
			continue
		}
		var err error
		if s.away[t], err = putAway(s.file, t); err != nil {
			return err
		}
	}
	return nil
}

// short reports whether tables are put away. A nil store puts none away.
func (s *store) short() bool { return s != nil && s.file != nil }

// spilled returns how many bytes have been put away.
func (s *store) spilled() int64 {
	if !s.short() {
		return 0
	}
	return s.file.Bytes()
}

// need forecasts the memory of the work.
func (s *store) need() int64 { return min(s.needs[0](s.sizes), s.needs[1](s.sizes)) }

// fetch reads a table's columns back.
func (s *store) fetch(t *record.Table) error {
	if !s.short() {
		return nil
	}
	return s.away[t].fetch(t)
}

// drop lets go of a table's columns in memory.
func (s *store) drop(t *record.Table) {
	if s.short() {
		for _, c := range t.Columns {
			dropColumn(c)
		}
	}
}

// dropTexts lets go of a table's values as read. Its rows' codes stay, which what was made of the values is found by.
func (s *store) dropTexts(t *record.Table) {
	if s.short() {
		for _, c := range t.Columns {
			c.Dict = record.Texts{}
		}
	}
}

// close removes the file. A nil store has none.
func (s *store) close() {
	if s != nil {
		s.file.Close()
	}
}

// makeSpill makes the temporary file of a run that writes to a folder, which need not be there yet. It lies on the same disk: the system's
// folder for temporary files is often memory.
func makeSpill(output string) (*spill.File, error) {
	dir := filepath.Clean(output)
	for dir != filepath.Dir(dir) {
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			break
		}
		dir = filepath.Dir(dir)
	}
	return spill.Create(dir)
}

// away are a table's columns on disk.
type away struct {
	file    *spill.File
	columns []awayColumn
}

type awayColumn struct {
	codes spill.Place[uint32]
	cells spill.Place[byte]
	long  []spill.Place[byte]
}

// putAway writes a table's columns and lets go of them.
func putAway(f *spill.File, t *record.Table) (*away, error) {
	a := &away{file: f, columns: make([]awayColumn, len(t.Columns))}
	for i, c := range t.Columns {
		var err error
		to := &a.columns[i]
		cells, long := c.Dict.Flat()
		if to.codes, err = spill.Write(f, c.Codes); err != nil {
			return nil, err
		}
		if to.cells, err = spill.Write(f, cells); err != nil {
			return nil, err
		}
		to.long = make([]spill.Place[byte], len(long))
		for k, b := range long {
			if to.long[k], err = spill.Write(f, b); err != nil {
				return nil, err
			}
		}
		dropColumn(c)
	}
	return a, nil
}

// fetch reads the columns back, as far as they are not there. They stay on disk, so that they may be let go again.
func (a *away) fetch(t *record.Table) error {
	for i, c := range t.Columns {
		from := &a.columns[i]
		if c.Codes == nil {
			var err error
			if c.Codes, err = spill.Read(a.file, from.codes, nil); err != nil {
				return err
			}
		}
		if c.Dict.Len() > 0 {
			continue
		}
		cells, err := spill.Read(a.file, from.cells, nil)
		if err != nil {
			return err
		}
		long := make([][]byte, len(from.long))
		for k, p := range from.long {
			if long[k], err = spill.Read(a.file, p, nil); err != nil {
				return err
			}
		}
		c.Dict = record.TextsOfFlat(cells, long)
	}
	return nil
}

func dropColumn(c *record.Column) { c.Codes, c.Dict = nil, record.Texts{} }
