package viet_test

import (
	"strings"
	"testing"

	"github.com/doisanh/doisanh/internal/viet"
)

func TestIsSyllable(t *testing.T) {
	for _, w := range strings.Fields(`Nguyễn Văn THỊ Huỳnh Hòa Hoà Quốc Quý Quí Quỳnh quyết gì gìn Giêng giặt Nghiêm ngoèo nghiêng
		Lý Lí Kỳ khuỷu thuở yến Yên Ưng Ý Ó y a Đức khuya Tuyết hoắc Thuyền Ghềnh Thướt xoong rượu người cười`) {
		if !viet.IsSyllable(w) {
			t.Errorf("%s is a syllable", w)
		}
	}
	for _, w := range strings.Fields(`Nguyeãn José Müller Thơng Hng cía kà gê nge nghà Họcc tat hocp Đ Ng w Jan zu nguyễễn ngúyễn
		Nguyênx 12 V¨n Lª qo quu â ă oă`) {
		if viet.IsSyllable(w) {
			t.Errorf("%s is none", w)
		}
	}
	if viet.IsSyllable("") {
		t.Error("the empty word is none")
	}
}

func BenchmarkIsSyllable(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		viet.IsSyllable("Nguyễn")
	}
}
