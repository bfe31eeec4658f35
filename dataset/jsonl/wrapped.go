package jsonl

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
)

// wrappers are the names under which programs answer with a list, without case and signs.
var wrappers = []string{
	"data", "items", "item", "results", "result", "rows", "records", "list", "content", "contents", "value", "values", "body", "payload", "response",
	"danhsach", "ds", "dulieu", "ketqua",
}

// deepest is the number of objects a list stands within at most.
const deepest = 3

// Unwrapped returns the array of objects that a text holds as an answer of a program does: {"data": [{…}, …], "total": 40}, or one such object within
// another. Any other text is returned as it is. An object of which a list is but a part, a person with her children, is no such answer: it is told by
// the list's name.
func Unwrapped(text []byte) []byte {
	inner := text
	for range deepest {
		found := answer(inner)
		if found == nil {
			return text
		}
		if inner = found; inner[0] == '[' {
			return inner
		}
	}
	return text
}

// answer returns the one value of an object that is called like an answer and is an array of objects, or an object; nil where the text is no single
// object, or has none or several of them.
func answer(text []byte) (found []byte) {
	r := &Rows{data: text}
	r.skip()
	if !r.at('{') {
		return nil
	}
	for {
		r.skip()
		mark := len(r.text)
		if r.str() != nil {
			return nil
		}
		name := string(r.text[mark:])
		r.text = r.text[:0]
		r.skip()
		if !r.at(':') {
			return nil
		}
		r.skip()
		from := r.pos
		if _, err := r.value(); err != nil {
			return nil
		}
		r.text = r.text[:0]
		if v := r.data[from:r.pos]; isWrapper(name) && (v[0] == '{' || IsJSON(v) && v[0] == '[') {
			if found != nil {
				return nil
			}
			found = v
		}
		r.skip()
		if r.at('}') {
			break
		}
		if !r.at(',') {
			return nil
		}
	}
	if len(bytes.TrimSpace(r.data[r.pos:])) > 0 {
		return nil
	}
	return found
}

func isWrapper(name string) bool {
	name = strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) {
			return unicode.ToLower(c)
		}
		return -1
	}, name)
	return slices.Contains(wrappers, name)
}
