package xmlscan

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// events reads a whole document into one line an event.
func events(r io.Reader) (string, error) {
	s := New(r)
	var b strings.Builder
	var text []byte
	flush := func() {
		if len(text) > 0 {
			fmt.Fprintf(&b, "%q ", text)
			text = nil
		}
	}
	for {
		kind, err := s.Next()
		if err != nil {
			flush()
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return strings.TrimSpace(b.String()), err
		}
		switch kind {
		case Text:
			text = s.AppendText(text)
		case Start:
			flush()
			fmt.Fprintf(&b, "<%s", s.Name)
			s.EachAttr(func(k, _ []byte) {
				v, _ := s.Attr(string(local(k)))
				fmt.Fprintf(&b, " %s=%s", local(k), v)
			})
			b.WriteString("> ")
		case End:
			flush()
			fmt.Fprintf(&b, "</%s> ", s.Name)
		}
	}
}

func TestScan(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`<?xml version="1.0"?><a><b/>x &amp; y</a>`, `<a> <b> </b> "x & y" </a>`},
		{"\xef\xbb\xbf<!-- a -- b --><x:a r:id='1>2' y = \"&lt;\"><![CDATA[<&amp;>]]> t\r\n</x:a>\n", `<a id=1>2 y=<> "<&amp;> t\n" </a>`},
		{`<a>&#7877;&#x1EC5;&none;&#0;& </a>`, `<a> "ễễ&none;&#0;& " </a>`},
		{"\xff\xfe<\x00a\x00>\x00\xc5\x1e<\x00/\x00a\x00>\x00", `<a> "ễ" </a>`},
		{`<!DOCTYPE a><a/>`, `<a> </a>`},
	} {
		for _, r := range []io.Reader{strings.NewReader(c.in), iotest.OneByteReader(strings.NewReader(c.in))} {
			if got, err := events(r); got != c.want || err != nil {
				t.Errorf("%q: got %s, %v; want %s", c.in, got, err, c.want)
			}
		}
	}
}

func TestFaults(t *testing.T) {
	for _, c := range []struct {
		in   string
		want error
	}{
		{"", ErrCut}, {"<a>", ErrCut}, {"<a", ErrCut}, {"<a><b></a></b>", ErrNesting}, {"</a>", ErrNesting}, {"<a><!-- ", ErrCut},
		{`<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>`, ErrEntity},
		{strings.Repeat("<a>", MaxDepth+1), ErrDepth},
		{"<a b=\"" + strings.Repeat("x", MaxTag+chunk), ErrTag},
	} {
		if _, err := events(strings.NewReader(c.in)); !errors.Is(err, c.want) {
			t.Errorf("%.40q: got %v, want %v", c.in, err, c.want)
		}
	}
	if _, err := events(io.MultiReader(strings.NewReader("<a>xx"), iotest.ErrReader(iotest.ErrTimeout))); !errors.Is(err, iotest.ErrTimeout) {
		t.Errorf("an error of the reader: %v", err)
	}
}

func TestLongText(t *testing.T) {
	long := strings.Repeat("Nguyễn &amp;\r\n", 40_000)
	want := strings.ReplaceAll(strings.ReplaceAll(long, "&amp;", "&"), "\r\n", "\n")
	s := New(strings.NewReader("<a>" + long + "</a>"))
	var got []byte
	for {
		kind, err := s.Next()
		if err != nil {
			break
		}
		if kind == Text {
			got = s.AppendText(got)
		}
	}
	if string(got) != want {
		t.Errorf("%d bytes of text, want %d", len(got), len(want))
	}
}

// FuzzScan holds the scanner to encoding/xml: what that reads without a fault, this reads as the same elements and texts.
func FuzzScan(f *testing.F) {
	for _, s := range []string{`<a b="c">d<e/></a>`, `<a>&amp;&#65;<![CDATA[x]]></a>`, "<?xml version='1.0'?>\n<a>\r\n</a>", "<x:a y:b='1'/>", "<!DOCTYPE a><a/>"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := events(bytes.NewReader(data))
		if err != nil {
			return
		}
		one, err1 := events(iotest.OneByteReader(bytes.NewReader(data)))
		if one != got || err1 != nil {
			t.Fatalf("byte by byte: %s, %v; want %s", one, err1, got)
		}
		d := xml.NewDecoder(bytes.NewReader(data))
		var b strings.Builder
		var text []byte
		flush := func() {
			if len(text) > 0 {
				fmt.Fprintf(&b, "%q ", text)
				text = nil
			}
		}
		depth := 0
		for {
			tok, err := d.RawToken()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return
			}
			switch x := tok.(type) {
			case xml.StartElement:
				flush()
				if x.Name.Local == "" || len(x.Attr) > 0 {
					return // attributes are compared by the table test
				}
				depth++
				fmt.Fprintf(&b, "<%s> ", x.Name.Local)
			case xml.Directive, xml.ProcInst:
				return // these may hold quotation marks, which are not looked at here
			case xml.EndElement:
				flush()
				depth--
				fmt.Fprintf(&b, "</%s> ", x.Name.Local)
			case xml.CharData:
				if depth > 0 {
					text = append(text, x...)
				}
			}
		}
		if want := strings.TrimSpace(b.String()); want != got && !strings.Contains(string(data), ":") {
			t.Fatalf("%q: got %s, encoding/xml finds %s", data, got, want)
		}
	})
}
