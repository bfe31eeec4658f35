package normalize

import (
	"fmt"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestChineseNamesInTwoScripts: what one table has in characters and the other in pinyin is compared in Latin letters, where that is how it is read; and names that have no
// script in common, and are not, are not compared at all.
func TestChineseNamesInTwoScripts(t *testing.T) {
	const rows = 300
	id := func(i int) string { return fmt.Sprintf("A%07d", i*7919) }
	names := func(of ...string) func(i int) string { return func(i int) string { return of[i%len(of)] } }
	chinese := names("单晓明", "欧阳健宇", "陳 麗", "王宇", "李旭", "吕晶")
	for what, c := range map[string]struct {
		left, right func(i int) string
		want        []string // as both are read; nil = not compared
	}{
		"in pinyin":     {chinese, names("Shan, Xiao-ming", "OUYANG Jianyu", "Li Chen", "Wang Yu", "Xu Li", "LÜ Jing"), strings.Split("shan xiaoming,ouyang jianyu,chen li,wang yu,li xu,lu jing", ",")},
		"in characters": {chinese, chinese, strings.Split("单 晓 明,欧 阳 健 宇,陳 麗,王 宇,李 旭,吕 晶", ",")},
		"in Japan":      {names("佐藤 健", "鈴木 一郎", "高橋 恵", "田中 実"), names("Sato Ken", "Suzuki Ichiro", "Takahashi Megumi", "Tanaka Minoru"), nil},
		"in Arabic":     {names("محمد علي", "أحمد حسن", "يوسف عمر"), names("Mohammed Ali", "Ahmad Hassan", "Youssef Omar"), nil},
	} {
		p := Any(nil, randomTable(rows, "姓名", func(i int) string { return chosen(c.left(i), i) }, "id", id), randomTable(rows, "name", func(i int) string { return chosen(c.right(i), i) }, "id", id))
		left, right := p[0].Texts["姓名"], p[1].Texts["姓名"]
		if c.want == nil {
			if left != nil {
				t.Errorf("%s: %q is compared with %q", what, left.At(0), right.At(0))
			}
			continue
		}
		if left == nil {
			t.Fatalf("%s: not compared", what)
		}
		for i, want := range c.want {
			if x, y := inOrder(left.At(i)), inOrder(right.At(i)); x != inOrder(want) || y != inOrder(want) {
				t.Errorf("%s: %q and %q, want %q", what, x, y, want)
			}
		}
	}
	if got := pinyinName("单", record.RoleSurname) + " " + pinyinName("晓单", record.RoleGivenName); got != "shan xiaodan" {
		t.Errorf("%s, want shan xiaodan", got)
	}
}

// chosen is a cell, in the first rows, and behind them with a second given name, so that there are enough of them.
func chosen(name string, i int) string {
	if i < 24 {
		return name
	}
	if strings.ContainsFunc(name, isHan) {
		return name + string([]rune("明健宇麗旭晶实")[i%7])
	}
	return name + []string{"ming", "jian", "yu", "li", "xu", "jing", "shi"}[i%7]
}
