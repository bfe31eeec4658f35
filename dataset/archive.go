package dataset

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/dataset/xlsx"
	"github.com/doisanh/doisanh/record"
)

// Limits of an archive.
const (
	maxMembers    = 10_000
	maxAllMembers = 64 << 30 // bytes unpacked, one after the other
)

// each calls do for every file an input holds: itself, or the tables in an archive one after the other.
func (l *loader) each(ctx context.Context, in input, do func(context.Context, input) error) error {
	first, err := in.begin()
	if err != nil {
		return err
	}
	if kind, _ := binaryKind(first); kind != kindZIP {
		return do(ctx, in)
	}
	var c contents
	defer c.Close()
	at, err := in.at(&c)
	if err != nil {
		return err
	}
	z, err := zip.NewReader(at, c.size)
	if err != nil {
		return in.problem(record.ProblemFileDamaged, err)
	}
	if xlsx.IsBook(z) || officeKind(z) != "" {
		return do(ctx, in)
	}
	members, passed := tablesIn(z)
	if len(members) > maxMembers {
		return in.problem(record.ProblemFileLimit, fmt.Errorf("%d files in an archive", len(members)))
	}
	if len(members) == 0 {
		return in.problem(record.ProblemFileBinary, nil, kindZIP)
	}
	defer func() {
		if len(passed) > 0 {
			l.note(in.name, NoteMembersPassed, someOf(passed))
		}
	}()
	read, left := 0, int64(maxAllMembers)
	for i, f := range members {
		member := input{path: in.path, name: in.name + "/" + memberName(f), file: path.Base(memberName(f)), packed: int64(f.CompressedSize64)}
		if member.data, err = in.member(f, left); err != nil {
			return err
		}
		if left -= int64(len(member.data)); kindOfName(member.file) == kindDBF {
			if member.beside, err = in.memoBeside(z, f, left); err != nil {
				return err
			}
		}
		if others := i+1 < len(members) || read > 0; others && isProse(member.file, member.data) {
			passed = append(passed, memberName(f))
			continue
		}
		read++
		if err := do(ctx, member); err != nil {
			return err
		}
	}
	return nil
}

// tablesIn lists an archive's members that may be tables, sorted by name, and the names of the others.
func tablesIn(z *zip.Reader) (members []*zip.File, passed []string) {
	mac := false
	for _, f := range z.File {
		name := memberName(f)
		base := path.Base(name)
		switch {
		case strings.HasSuffix(name, "/"), besideTable(base):
		case strings.HasPrefix(name, macFolder): // one for every file of the archive
			mac = true
		case isForeign(name):
			passed = append(passed, name)
		default:
			members = append(members, f)
		}
	}
	if mac {
		passed = append(passed, macFolder)
	}
	slices.SortStableFunc(members, func(a, b *zip.File) int { return strings.Compare(memberName(a), memberName(b)) })
	slices.Sort(passed)
	return members, passed
}

// memberName is a member's name with forward slashes and in UTF-8.
func memberName(f *zip.File) string {
	return strings.ToValidUTF8(strings.ReplaceAll(f.Name, `\`, "/"), "\uFFFD")
}

// member unpacks a member of an archive into memory.
func (in *input) member(f *zip.File, left int64) ([]byte, error) {
	if f.Flags&1 != 0 {
		return nil, in.problem(record.ProblemFileLocked, nil)
	}
	r, err := f.Open()
	if err != nil {
		return nil, in.problem(record.ProblemFileDamaged, err)
	}
	defer r.Close()
	limit := min(left, maxUnpacked, max(freeUnpacked, maxExpansion*int64(min(f.CompressedSize64, maxUnpacked))))
	var b bytes.Buffer
	b.Grow(int(min(uint64(limit), f.UncompressedSize64, 1<<30)))
	if _, err := io.Copy(&b, io.LimitReader(r, limit+1)); err != nil {
		return nil, in.problem(record.ProblemFileDamaged, fmt.Errorf("%s: %w", memberName(f), err))
	}
	if int64(b.Len()) > limit {
		return nil, in.problem(record.ProblemFileLimit, errExpands)
	}
	if b.Len() == 0 {
		return nil, in.problem(record.ProblemFileEmpty, errors.New(memberName(f)))
	}
	return b.Bytes(), nil
}

// memoBeside unpacks the memo file of a table in an archive, nil where there is none.
func (in *input) memoBeside(z *zip.Reader, table *zip.File, left int64) ([]byte, error) {
	stem := strings.TrimSuffix(memberName(table), path.Ext(memberName(table)))
	for _, f := range z.File {
		if isMemoOf(memberName(f), stem) {
			return in.member(f, left)
		}
	}
	return nil, nil
}

// besideTable reports whether a file is called like the memo file or an index of a dBase or FoxPro table, which is no table itself.
func besideTable(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".fpt", ".dbt", ".cdx", ".idx", ".ndx", ".mdx":
		return true
	}
	return false
}

// isTable reports whether a file is called like one that is read.
func isTable(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	if ext == ".gz" || ext == ".zst" {
		ext = strings.ToLower(filepath.Ext(name[:len(name)-len(ext)]))
	}
	return kindOfName(name) != "" || ext == ".txt"
}
