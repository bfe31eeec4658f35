package reconcile

import (
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// Every reason of every rule has an action with both sentences, a known recipient and a severity, and no action is idle.
func TestRulesAreWhole(t *testing.T) {
	acts, used := map[string]Action{}, map[string]bool{}
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
