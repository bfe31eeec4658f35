package record_test

import (
	"slices"
	"testing"

	"github.com/doisanh/doisanh/record"
)

func TestTakeNumbers(t *testing.T) {
	dict := []record.PersonalID{{}, {Number: 42085078573}, {Old: 182655307}, {Number: 42085078574, Old: 182655308}}
	id12, id9 := make([]uint64, 4), make([]uint64, 4)
	record.TakeNumbers(id12, id9, record.PersonalIDNo, []uint32{1, 2, 2, 3}, dict)
	record.TakeNumbers(id12, id9, record.OldID, []uint32{2, 3, 0, 1}, dict)
	record.TakeNumbers(id12, id9, record.DocumentNumber, []uint32{3, 3, 3, 2}, dict)
	if want := []uint64{42085078573, 42085078574, 42085078574, 42085078574}; !slices.Equal(id12, want) {
		t.Errorf("personal IDs %v, want %v", id12, want)
	}
	if want := []uint64{182655307, 182655308, 182655307, 182655308}; !slices.Equal(id9, want) {
		t.Errorf("CMNDs %v, want %v", id9, want)
	}
}
