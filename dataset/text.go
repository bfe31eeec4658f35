package dataset

import (
	"bytes"
	"os"
)

// ReadText reads a file that somebody writes in an editor (a job, a profile, a model) as UTF-8 without a byte order mark, which Notepad sets; its "Unicode" is
// UTF-16. The error is a fileProblem.
func ReadText(path string) ([]byte, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fileProblem(path, err)
	}
	return bytes.TrimPrefix(decodeUTF16(text), []byte("\ufeff")), nil
}
