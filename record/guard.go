package record

// Spreadsheets take a cell that begins with = + - or @ (behind a tab or a line end too) for a formula and work it
// out: a name field filled in with `=HYPERLINK(…)` by whoever registers online would run on the officer's machine (CWE-1236). So
// in CSV such a text gets an apostrophe before it, which Guard writes and Unguard takes off again. Texts that are but a
// number with its sign, a telephone number such as +84 912 345 678 among them, stand as they are: no formula can come of them,
// and programs that read numbers are not disturbed. Parquet and the other typed files hold the texts unguarded.

// Risky reports whether a spreadsheet might take the text for a formula.
func Risky[T string | []byte](s T) bool {
	if len(s) == 0 {
		return false
	}
	switch s[0] {
	case '=', '@', '\t', '\r', '\n':
		return true
	case '+', '-':
		return !signedNumber(s[1:])
	}
	return false
}

// signedNumber reports whether what follows a sign is a number as people write them: digits, and blanks, dots, commas and hyphens
// between them. A lone sign stands for "none" in many files and is none either.
func signedNumber[T string | []byte](s T) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
		case c == ' ' || c == '.' || c == ',' || c == '-':
		default:
			return false
		}
	}
	return true
}

// Guarded reports whether the text gets an apostrophe in CSV: it is risky, or would be taken for a risky one that has got its
// apostrophes already.
func Guarded[T string | []byte](s T) bool {
	for len(s) > 0 && s[0] == '\'' {
		s = s[1:]
	}
	return Risky(s)
}

// Guard returns a text as it stands in CSV, with an apostrophe before it where a spreadsheet might take it for a formula.
func Guard(s string) string {
	if Guarded(s) {
		return "'" + s
	}
	return s
}

// Unguard returns the text that Guard made the cell of: Unguard(Guard(s)) == s for every s.
func Unguard(cell string) string {
	if cell != "" && cell[0] == '\'' && Guarded(cell[1:]) {
		return cell[1:]
	}
	return cell
}
