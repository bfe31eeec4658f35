package match

import (
	"strings"
	"sync"

	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

// Peoples of the Central Highlands put a particle before the given name, Y for men and H' for women, and the clan behind it: Y Wăn Niê Kdăm, H'Ñuê Kbuôr. Clerks write the
// clan first as often (Kbuôr H'Ñuê), or leave out the particle (Kbuôr Ñuê). normalize takes a name that a particle leads for a given name as a whole, since its form does not tell where the
// clan stands. But the clans that refdata has are told by themselves: the parts of such a name are the clan as surname, the particle as middle name, and what is between as given name. So brothers
// and sisters are seen to share the clan, which is most of the letters, and a name is known again in the other order. Its letters stay as they are written.

// longestClan is how many words a clan has at most: Niê Kdăm, Buôn Yă.
const longestClan = 2

// clans are the folded surnames of the peoples who put a particle before the given name.
var clans = sync.OnceValue(func() map[string]bool {
	of := map[string]bool{}
	for _, s := range refdata.Surnames() {
		for _, people := range s.Ethnic {
			if ascii := strings.ToLower(s.ASCII); len(ascii) > len("h'") && (people == "Ê-đê" || people == "Gia-rai" || people == "Mnông") {
				of[ascii] = true
			}
		}
	}
	return of
})

// nameParts are the surname, the middle name and the given name of a name.
type nameParts [3]string

// partsOf returns the parts of a name, folded and with their marks, and whether they are those that normalize tells.
func partsOf(n record.Name) (folded, marked nameParts, told bool) {
	folded, marked = nameParts{n.FSurname(), n.FMiddle(), n.FGiven()}, nameParts{n.Surname(), n.Middle(), n.Given()}
	if folded[1] != "" || particle(folded[2]) == 0 || !clans()[folded[0]] {
		clan := clanBehind(n.Folded)
		if clan == 0 {
			return folded, marked, true
		}
		folded[2], folded[0] = cutWords(n.Folded, clan)
		marked[2], marked[0] = cutWords(n.Full, clan)
	}
	at := particle(folded[2])
	folded[1], folded[2], marked[1], marked[2] = "", folded[2][at:], "", marked[2][min(at, len(marked[2])):]
	return folded, marked, false
}

// particle returns how many letters of a folded name are a particle in front: Y or H by itself, H' and K', or an H whose apostrophe was left out: no Vietnamese syllable begins with it and another consonant.
func particle(folded string) int {
	if len(folded) < len("y a") {
		return 0
	}
	switch p, next := folded[0], folded[1]; {
	case next == ' ' && (p == 'y' || p == 'h' || p == 'k'), next == '\'' && (p == 'h' || p == 'k'):
		return 2
	case p == 'h' && next >= 'a' && next <= 'z' && strings.IndexByte("aeiouy", next) < 0:
		return 1
	}
	return 0
}

// clanBehind returns how many words at the end of a folded name that a particle leads are a clan, at least one word before it being the given name. 0 is none.
func clanBehind(folded string) int {
	lead := particle(folded)
	if lead == 0 {
		return 0
	}
	for n := min(longestClan, strings.Count(folded[lead:], " ")); n > 0; n-- {
		if _, clan := cutWords(folded, n); clans()[clan] {
			return n
		}
	}
	return 0
}

// cutWords parts a text before its last n words, of which it has more.
func cutWords(s string, n int) (before, words string) {
	at := len(s)
	for range n {
		at = strings.LastIndexByte(s[:max(at, 0)], ' ')
	}
	return s[:max(at, 0)], s[at+1:]
}
