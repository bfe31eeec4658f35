package ods

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/dataset/stream/streamtest"
	"github.com/doisanh/doisanh/dataset/xlsx"
)

// document is a document's content around its sheets.
func document(sheets string) []byte {
	return []byte(`<?xml version="1.0" encoding="UTF-8"?><office:document-content><office:automatic-styles><style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>` +
		`<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>` + sheets + `</office:spreadsheet></office:body></office:document-content>`)
}

// read returns a sheet's rows, and what is to be known of it.
func read(b *Book, s Sheet) (lines []string, facts xlsx.Facts, err error) {
	r := b.Rows(s)
	lines, err = streamtest.Lines(r, streamtest.Numbered)
	return lines, r.Facts, err
}

func TestSheets(t *testing.T) {
	b, err := Open(document(`<table:table table:name="Xã A" table:style-name="ta1"><table:table-column/>
<table:table-header-rows><table:table-row><table:table-cell office:value-type="string" table:number-columns-spanned="2"><text:p>Tên</text:p></table:table-cell><table:covered-table-cell/><table:table-cell office:value-type="string"><text:p>Số</text:p></table:table-cell></table:table-row></table:table-header-rows>
<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
<table:table-row table:visibility="collapse"><table:table-cell office:value-type="string" table:number-rows-spanned="2"><office:annotation><text:p>xem lại</text:p></office:annotation><text:p>Yên<text:s text:c="2"/>Hồ</text:p><text:p>thôn<text:tab/>1</text:p></table:table-cell><table:table-cell/><table:table-cell office:value-type="float" office:value="42080000001"><text:p>042080000001</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:covered-table-cell/><table:table-cell office:value-type="float" office:value="42080000001" table:number-columns-repeated="2"><text:p>4,21E+10</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="date" office:date-value="1980-03-05"><text:p>05/03/80</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="1905-06-02"><text:p>1905</text:p></table:table-cell><table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell><table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2020-01-02T03:04:05"><text:p>x</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="16000000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>
<table:table table:name="Nháp" table:style-name="ta2"><table:table-row><table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row></table:table>`))
	if err != nil || len(b.Sheets) != 2 || b.Sheets[0].Name != "Xã A" || b.Sheets[0].Hidden || !b.Sheets[1].Hidden {
		t.Fatalf("%v, sheets %+v", err, b)
	}
	got, facts, err := read(b, b.Sheets[0])
	want := []string{"1:Tên||Số", "5:Yên  Hồ\nthôn\t1||042080000001", "6:|42080000001|42080000001", "7:|42080000001|42080000001", "8:1980-03-05|1980|TRUE||2020-01-02 03:04:05"}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v, rows %q", err, got)
	}
	if want := (xlsx.Facts{HiddenRows: 1, Errors: 1, Years: 1, Merged: []xlsx.Merge{{Row: 5, LastRow: 6}}}); !reflect.DeepEqual(facts, want) {
		t.Errorf("facts %+v", facts)
	}
}

func TestRefused(t *testing.T) {
	for body, want := range map[string]error{
		`<table:table-row><table:table-cell>`:               ErrDamaged,
		`<table:table-row table:number-rows-repeated="0"/>`: ErrDamaged,
		`<table:table-row table:number-rows-repeated="2000000"><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>`:                                ErrDamaged,
		`<table:table-row><table:table-cell table:number-columns-repeated="20000"><text:p>a</text:p></table:table-cell></table:table-row>`:                               ErrDamaged,
		`<table:table-row table:number-rows-repeated="1000000"><table:table-cell><text:p>` + strings.Repeat("a", 100) + `</text:p></table:table-cell></table:table-row>`: ErrExpands,
	} {
		content := document(`<table:table table:name="a">` + body + `</table:table>`)
		b, err := Open(content)
		if err == nil {
			_, _, err = read(b, b.Sheets[0])
		}
		if !errors.Is(err, want) {
			t.Errorf("%.60s: %v", body, err)
		}
	}
}

func FuzzRows(f *testing.F) {
	f.Add(document(`<table:table table:name="a"><table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row></table:table>`))
	f.Fuzz(func(t *testing.T, content []byte) {
		b, err := Open(content)
		if err != nil {
			return
		}
		for _, s := range b.Sheets[:min(len(b.Sheets), 10)] {
			_, _, _ = read(b, s)
		}
	})
}
