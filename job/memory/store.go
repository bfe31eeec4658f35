package memory

import (
	"os"
	"path/filepath"

	"github.com/doisanh/doisanh/internal/spill"
	"github.com/doisanh/doisanh/record"
)

// Store keeps a run's tables within a budget of memory. As long as all is forecast to fit it does nothing. From then on the tables' columns
// are written to a temporary file and let go, and read back for as long as they are worked on.
type Store struct {
	budget Budget
	output string                                   // the folder on whose disk the file lies
	Needs  [2]Peak                                  // with all in memory; with tables put away
	Create func(output string) (*spill.File, error) // makes the file
	File   *spill.File                              // nil as long as all fits
	Sizes  []Size
	Part   float64 // of the inputs' bytes, what has been read
	Tables []*record.Table
	away   map[*record.Table]*away
}

// NewStore returns a store for so many bytes, 0 for no limit, beside an output folder. memory and spilled forecast the work with all in memory
// and with tables put away.
func NewStore(b int64, output string, memory, spilled Peak) *Store {
	return &Store{budget: Budget(b), output: output, Needs: [2]Peak{memory, spilled}, Part: 1, Create: makeSpill, away: map[*record.Table]*away{}}
}

// Add takes a table that has just been read. Where even with tables put away the work would not fit, the problem says what it would take;
// name is told as what brought it there.
func (s *Store) Add(name string, t *record.Table) error {
	s.Sizes, s.Tables = append(s.Sizes, SizeOf(t)), append(s.Tables, t)
	if s.File == nil && s.budget.Fits(name, s.Needs[0](s.Sizes), s.Part) == nil {
		return nil
	}
	if err := s.budget.Fits(name, s.Need(), s.Part); err != nil {
		return err
	}
	if s.File == nil {
		var err error
		if s.File, err = s.Create(s.output); err != nil {
			return err
		}
	}
	for _, t := range s.Tables {
		if s.away[t] != nil {
			continue
		}
		var err error
		if s.away[t], err = putAway(s.File, t); err != nil {
			return err
		}
	}
	return nil
}

// Short reports whether tables are put away. A nil Store puts none away.
func (s *Store) Short() bool { return s != nil && s.File != nil }

// Spilled returns how many bytes have been put away.
func (s *Store) Spilled() int64 {
	if !s.Short() {
		return 0
	}
	return s.File.Bytes()
}

// Need forecasts the memory of the work.
func (s *Store) Need() int64 { return min(s.Needs[0](s.Sizes), s.Needs[1](s.Sizes)) }

// Fetch reads a table's columns back.
func (s *Store) Fetch(t *record.Table) error {
	if !s.Short() {
		return nil
	}
	return s.away[t].fetch(t)
}

// Drop lets go of a table's columns in memory.
func (s *Store) Drop(t *record.Table) {
	if s.Short() {
		for _, c := range t.Columns {
			dropColumn(c)
		}
	}
}

// DropTexts lets go of a table's values as read. Its rows' codes stay, which what was made of the values is found by.
func (s *Store) DropTexts(t *record.Table) {
	if s.Short() {
		for _, c := range t.Columns {
			c.Dict = record.Texts{}
		}
	}
}

// Close removes the file. A nil Store has none.
func (s *Store) Close() {
	if s != nil {
		s.File.Close()
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
