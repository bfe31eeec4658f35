package viet

import "strings"

// keyRows are the keys of a keyboard by their rows; keys that touch in a row or the next are neighbours.
var keyRows = [...]string{"1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"}

// keyNeighbours holds a bit for each letter next to a letter.
var keyNeighbours = func() (t [26]uint32) {
	at := func(row, col int) (byte, bool) {
		if row < 1 || row >= len(keyRows) || col < 0 || col >= len(keyRows[row]) {
			return 0, false
		}
		return keyRows[row][col] - 'a', true
	}
	for row := 1; row < len(keyRows); row++ {
		for col := range len(keyRows[row]) {
			k, _ := at(row, col)
			// Each row stands half a key to the right of the one above.
			for _, p := range [...][2]int{{row, col - 1}, {row, col + 1}, {row - 1, col}, {row - 1, col + 1}, {row + 1, col}, {row + 1, col - 1}} {
				if o, ok := at(p[0], p[1]); ok {
					t[k] |= 1 << o
				}
			}
		}
	}
	return t
}()

// telexTones are the keys of the tones, by number: huyền, hỏi, ngã, sắc, nặng.
const telexTones = " frxsj"

// AppendKeystrokes appends the keys by which TELEX types a syllable, in lower case: Nguyễn is nguyeenx. What TELEX does not
// make is left as it is.
func AppendKeystrokes(b []byte, syllable string) []byte {
	t := syllableLetters()
	tone := uint8(0)
	for _, r := range syllable {
		if r >= rune(len(t)) || t[r].base == 0 {
			b = append(b, string(FoldRune(r))...)
			continue
		}
		l := t[r]
		if l.tone != 0 {
			tone = l.tone
		}
		switch s := letterText(l.base); s {
		case "ă":
			b = append(b, 'a', 'w')
		case "ơ":
			b = append(b, 'o', 'w')
		case "ư":
			b = append(b, 'u', 'w')
		case "â", "ê", "ô", "đ":
			f := byte(FoldRune(firstRune(s)))
			b = append(b, f, f)
		default:
			b = append(b, s...)
		}
	}
	if tone != 0 {
		b = append(b, telexTones[tone])
	}
	return b
}

// TypingNeighbours reports whether two syllables differ by one slip of the hand on a TELEX keyboard: a key left out or
// struck twice, two keys changed about, or a neighbouring key struck. Equal ones do not differ.
func TypingNeighbours(a, b string) bool {
	var ka, kb [32]byte
	x, y := AppendKeystrokes(ka[:0], a), AppendKeystrokes(kb[:0], b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(y)-len(x) > 1 || string(x) == string(y) {
		return false
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	if len(x) < len(y) {
		return string(x[i:]) == string(y[i+1:])
	}
	if string(x[i+1:]) == string(y[i+1:]) {
		return areNeighbours(x[i], y[i])
	}
	return i+1 < len(x) && x[i] == y[i+1] && x[i+1] == y[i] && string(x[i+2:]) == string(y[i+2:])
}

func areNeighbours(a, b byte) bool {
	return strings.IndexByte(keyRows[1]+keyRows[2]+keyRows[3], a) >= 0 && b >= 'a' && b <= 'z' && keyNeighbours[a-'a']&(1<<(b-'a')) != 0
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

// letterTexts are the letters of syllableAlphabet, each by itself.
var letterTexts = func() (t [32]string) {
	i := 0
	for _, r := range syllableAlphabet {
		i++
		t[i] = string(r)
	}
	return t
}()

func letterText(base uint8) string { return letterTexts[base] }
