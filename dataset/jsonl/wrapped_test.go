package jsonl

import "testing"

func TestUnwrapped(t *testing.T) {
	const list = `[{"a":1},{"a":2}]`
	for text, want := range map[string]string{
		`{"data":` + list + `,"total":2}`:                           list,
		` {"page":{"n":1},"danh_sach":` + list + "}\n":              list,
		`{"status":"ok","result":{"total":2,"Items":` + list + `}}`: list,
		`{"data":[],"total":0}`:                                     `[]`,
		list:                                                        list,
		`{"ten":"A","con":` + list + `}`:                            "",
		`{"data":` + list + `,"items":` + list + `}`:                "",
		`{"data":` + list + `} {"data":` + list + `}`:               "",
		`{"data":[1,2]}`:                                            "",
		`{"data":` + list:                                           "",
		`{"data":{"data":{"data":{"data":` + list + `}}}}`:          "",
		`{}`: "",
		`x`:  "",
	} {
		if want == "" {
			want = text
		}
		if got := string(Unwrapped([]byte(text))); got != want {
			t.Errorf("%s: %s", text, got)
		}
	}
}
