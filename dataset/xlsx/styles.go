package xlsx

import (
	"strconv"

	"github.com/doisanh/doisanh/dataset/numfmt"
	"github.com/doisanh/doisanh/dataset/xmlscan"
)

// readStyles reads the number format of each cell style.
func (b *Book) readStyles(name string) error {
	codes := map[int]numfmt.Style{}
	depth := 0 // of the list cell styles stand in
	return b.each(name, func(s *xmlscan.Scanner) error {
		number := func(attr string) int {
			v, _ := s.Attr(attr)
			n, err := strconv.Atoi(string(v))
			if err != nil {
				return -1
			}
			return n
		}
		switch string(s.Name) {
		case "numFmt":
			if code, ok := s.Attr("formatCode"); ok && depth == 0 {
				codes[number("numFmtId")] = numfmt.Parse(string(code))
			}
		case "cellXfs":
			depth = s.Depth()
		case "xf":
			if depth > 0 && s.Depth() == depth+1 {
				id := number("numFmtId")
				st, ok := codes[id]
				if !ok {
					st = numfmt.Builtin(id)
				}
				b.styles = append(b.styles, st)
			}
		case "cellStyles", "dxfs":
			depth = 0
		}
		return nil
	})
}
