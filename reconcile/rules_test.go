package reconcile

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// Every reason of every rule has an action with both sentences, a known recipient and a severity, and no action is idle.
func TestRulesAreWhole(t *testing.T) {
	acts, used := map[string]Action{}, map[string]bool{ActionApprove: true, ActionApproveAfter: true} // what agrees is no finding
	for _, a := range Actions() {
		if _, twice := acts[a.Code]; twice || a.VI == "" || a.EN == "" || !strings.HasSuffix(a.VI, ".") || !strings.HasSuffix(a.EN, ".") {
			t.Errorf("action %q: twice, or a sentence is missing or unfinished", a.Code)
		}
		acts[a.Code] = a
	}
	to := map[string]bool{"": true}
	for _, r := range Recipients() {
		to[r.Code] = true
	}
	codes := map[string]bool{}
	for _, r := range Rules() {
		if codes[r.Code] || len(r.Protocol) == 0 || r.VI == "" || r.EN == "" || len(r.Reasons) == 0 {
			t.Errorf("rule %s is there twice or not whole", r.Code)
		}
		codes[r.Code] = true
		if r.Criterion != record.Dung && r.Criterion != record.Du && r.Criterion != record.Sach && r.Criterion != record.Song {
			t.Errorf("rule %s: criterion %q", r.Code, r.Criterion)
		}
		for _, why := range r.Reasons {
			if why.Word == "" && len(r.Reasons) > 1 || why.Word != "" && (why.VI == "" || why.EN == "") {
				t.Errorf("rule %s, reason %q has no label", r.Code, why.Word)
			}
			if !to[why.Recipient] || !to[why.RegisterRecipient] || why.Recipient == "" || why.Severity != High && why.Severity != Medium && why.Severity != Low {
				t.Errorf("rule %s, reason %q: recipient or severity", r.Code, why.Word)
			}
			for _, a := range []string{why.Action, why.RegisterAction} {
				if _, ok := acts[a]; !ok && (a != "" || a == why.Action) {
					t.Errorf("rule %s, reason %q: no action %q", r.Code, why.Word, a)
				}
				used[a] = true
			}
		}
	}
	for code := range acts {
		if !used[code] {
			t.Errorf("action %s is nobody's", code)
		}
	}
	if len(Rules()) > maxRules {
		t.Errorf("%d rules, room for %d", len(Rules()), maxRules)
	}
	for _, w := range verdictWords[different:] {
		if _, ok := specs()[reasonKey{CodeFieldMismatch, w}]; !ok {
			t.Errorf("verdict %q is no reason", w)
		}
	}
}

// Every code is explained in both languages, and its protocol rules are rules of the protocol.
func TestRulesAreExplained(t *testing.T) {
	known := map[string]bool{}
	for _, p := range protocolRules() {
		known[p.Code] = true
	}
	papers, cited := map[string]bool{}, map[string]bool{}
	for _, c := range citations() {
		if papers[c.Code] || c.VI == "" || c.EN == "" || c.Source == "" {
			t.Errorf("paper %q is there twice or not whole", c.Code)
		}
		papers[c.Code] = true
	}
	e := explanations()
	for _, r := range Rules() {
		x, ok := e[r.Code]
		if !ok || x.WhenVI == "" || x.WhenEN == "" || x.ExampleVI == "" || x.ExampleEN == "" || len(x.Cites) == 0 {
			t.Errorf("%s is not explained", r.Code)
		}
		for _, code := range x.Cites {
			cited[code] = true
			if !papers[code] {
				t.Errorf("%s cites %q, which is no paper", r.Code, code)
			}
		}
		delete(e, r.Code)
		for _, p := range r.Protocol {
			if !known[p] {
				t.Errorf("%s stands for %s, which is no rule of the protocol", r.Code, p)
			}
		}
	}
	for code := range e {
		t.Errorf("%s is explained, but no code", code)
	}
	for code := range papers {
		if !cited[code] {
			t.Errorf("nothing cites %s", code)
		}
	}
}

// The pages are what `go generate ./reconcile` makes of the registry.
func TestPagesAreFresh(t *testing.T) {
	for path, vietnamese := range map[string]bool{"../docs/vi/quy-tac.md": true, "../docs/en/rules.md": false} {
		var b bytes.Buffer
		if err := WritePage(&b, vietnamese); err != nil {
			t.Fatal(err)
		}
		page, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(bytes.ReplaceAll(page, []byte("\r\n"), []byte("\n")), b.Bytes()) {
			t.Errorf("%s is stale: run go generate ./reconcile", path)
		}
	}
}

// Every rule of the protocol that this package carries out has a test named by its number.
func TestEveryProtocolRuleHasATest(t *testing.T) {
	named := map[string]bool{}
	number := regexp.MustCompile(`(?m)^func Test((?:[A-F][0-9])+)`)
	single := regexp.MustCompile(`[A-F][0-9]`)
	err := filepath.WalkDir(".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range number.FindAllSubmatch(text, -1) {
			for _, n := range single.FindAllString(string(m[1]), -1) {
				named[n] = true
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range protocolRules() {
		switch p.Code {
		case "A5", "A6", "G1": // lists out and back, their reports, and their security: other packages
		default:
			if !named[p.Code] {
				t.Errorf("no test is named by rule %s: %s", p.Code, p.EN)
			}
		}
	}
}
