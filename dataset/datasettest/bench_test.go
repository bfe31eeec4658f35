package datasettest

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/ipc"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/compress"
	"github.com/apache/arrow/go/v15/parquet/file"
	"github.com/jackc/pgx/v5"
	"github.com/klauspost/compress/zstd"
	"github.com/xuri/excelize/v2"

	"github.com/doisanh/doisanh/dataset"
)

var rowsWanted = flag.Int("rows", 100_000, "rows the formats are measured on")

// benchRows is the number of rows.
func benchRows() int { return *rowsWanted }

// BenchmarkFormats reads the same table out of every format: into a Table, and beside it by the library for that format alone, which
// makes texts of the cells and drops them.
func BenchmarkFormats(b *testing.B) {
	rows := Rows(benchRows())
	text := func(_ *excelize.File, text string, _ bool) any { return text }
	for _, f := range []struct {
		name string
		Format
		alone string
		read  func(path string) (rows int, err error)
	}{
		{"csv", Format{Ext: ".csv", Write: WriteCSV}, "encoding/csv", readCSV},
		{"gzip", Format{Ext: ".csv.gz", Write: packed(gzipped)}, "gzip+encoding/csv", readGzip},
		{"zstd", Format{Ext: ".csv.zst", Write: packed(zstded)}, "zstd+encoding/csv", readZstd},
		{"zip", Format{Ext: ".zip", Write: packed(inZIP)}, "zip+encoding/csv", readZIP},
		{"xlsx", Format{Ext: ".xlsx", Write: workbook(text)}, "excelize", readXLSX},
		{"parquet", Format{Ext: ".parquet", Write: writeParquet(true, compress.Codecs.Zstd, 1<<20)}, "column readers", readParquet},
		{"arrow", Format{Ext: ".arrow", Write: writeArrow(true, true, arrow.BinaryTypes.String)}, "ipc", readArrow},
		{"jsonl", Format{Ext: ".jsonl", Write: writeJSON(false)}, "encoding/json", readJSON},
		{"dbf", Format{Ext: ".dbf", Write: writeDBF(inEncoding("vni"), false)}, "", nil},
		{"xml", Format{Ext: ".xml", Write: writeClaims}, "encoding/xml", readXML},
		{"sqlite", Format{Ext: ".sqlite", Write: writeSQLite}, "database/sql", readSQLite},
	} {
		path := filepath.Join(b.TempDir(), "list"+f.Ext)
		if err := f.Write(path, rows); err != nil {
			b.Fatal(err)
		}
		sector := "bhxh"
		if f.name == "xml" {
			sector = "bhyt"
		}
		p, err := dataset.Builtin(sector)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(f.name+"/doisanh", func(b *testing.B) {
			throughput(b, func() (int, error) {
				l, err := dataset.Load(context.Background(), dataset.Source{Profile: p, Files: []string{path}}, dataset.Options{Threads: 1})
				if err != nil {
					return 0, err
				}
				return l.RowsIn, nil
			})
		})
		if f.read != nil {
			b.Run(f.name+"/"+f.alone, func(b *testing.B) { throughput(b, func() (int, error) { return f.read(path) }) })
		}
	}
}

// throughput tells the rows a second.
func throughput(b *testing.B, read func() (int, error)) {
	b.ReportAllocs()
	for b.Loop() {
		if n, err := read(); err != nil || n != benchRows() {
			b.Fatalf("%d rows, %v", n, err)
		}
	}
	b.ReportMetric(float64(benchRows())*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func readCSVFrom(r io.Reader) (int, error) {
	c := csv.NewReader(r)
	c.ReuseRecord = true
	for n := -1; ; n++ { // the header is none
		if _, err := c.Read(); errors.Is(err, io.EOF) {
			return n, nil
		} else if err != nil {
			return n, err
		}
	}
}

// opened reads a file.
func opened(path string, read func(f *os.File) (int, error)) (int, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	return read(f)
}

func readCSV(path string) (int, error) {
	return opened(path, func(f *os.File) (int, error) { return readCSVFrom(f) })
}

func readGzip(path string) (int, error) {
	return opened(path, func(f *os.File) (int, error) {
		z, err := gzip.NewReader(f)
		if err != nil {
			return 0, err
		}
		return readCSVFrom(z)
	})
}

func readZstd(path string) (int, error) {
	return opened(path, func(f *os.File) (int, error) {
		z, err := zstd.NewReader(f, zstd.WithDecoderConcurrency(1))
		if err != nil {
			return 0, err
		}
		defer z.Close()
		return readCSVFrom(z)
	})
}

func readZIP(path string) (int, error) {
	z, err := zip.OpenReader(path)
	if err != nil {
		return 0, err
	}
	defer z.Close()
	r, err := z.File[0].Open()
	if err != nil {
		return 0, err
	}
	defer r.Close()
	return readCSVFrom(r)
}

func readXLSX(path string) (int, error) {
	f, err := excelize.OpenFile(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	rows, err := f.Rows("Sheet1")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	n := -1
	for rows.Next() {
		if _, err := rows.Columns(); err != nil {
			return n, err
		}
		n++
	}
	return n, rows.Error()
}

// readParquet goes through the column readers: the library's record reader would bring half of gRPC into go.mod.
func readParquet(path string) (int, error) {
	f, err := file.OpenParquetFile(path, false)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	levels := make([]int16, 1024)
	for g := range f.NumRowGroups() {
		for i := range f.MetaData().Schema.NumColumns() {
			column, err := f.RowGroup(g).Column(i)
			if err != nil {
				return 0, err
			}
			for column.HasNext() {
				switch c := column.(type) {
				case *file.ByteArrayColumnChunkReader:
					_, _, err = c.ReadBatch(1024, make([]parquet.ByteArray, 1024), levels, nil)
				case *file.Int32ColumnChunkReader:
					_, _, err = c.ReadBatch(1024, make([]int32, 1024), levels, nil)
				case *file.Int64ColumnChunkReader:
					_, _, err = c.ReadBatch(1024, make([]int64, 1024), levels, nil)
				}
				if err != nil {
					return 0, err
				}
			}
		}
	}
	return int(f.NumRows()), nil
}

// cellsOf makes texts of a batch's cells, and returns its rows.
func cellsOf(batch arrow.Record) int {
	for _, c := range batch.Columns() {
		for i := range c.Len() {
			_ = c.ValueStr(i)
		}
	}
	return int(batch.NumRows())
}

func readArrow(path string) (int, error) {
	return opened(path, func(f *os.File) (int, error) {
		r, err := ipc.NewFileReader(f)
		if err != nil {
			return 0, err
		}
		n := 0
		for i := range r.NumRecords() {
			batch, err := r.Record(i)
			if err != nil {
				return n, err
			}
			n += cellsOf(batch)
		}
		return n, r.Close()
	})
}

func readJSON(path string) (int, error) {
	return opened(path, func(f *os.File) (int, error) {
		lines := bufio.NewScanner(f)
		n := 0
		for ; lines.Scan(); n++ {
			var row map[string]string
			if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
				return n, err
			}
		}
		return n, lines.Err()
	})
}

// writeClaims stores a table as claims of health insurance.
func writeClaims(path string, rows [][]string) error {
	names := []string{"MA_BHXH", "MA_LK", "HO_TEN", "NGAY_SINH", "GIOI_TINH", "SO_CCCD", "DIA_CHI", "MA_DANTOC", "NOI_LV", "DIEN_THOAI", "GHI_CHU"}
	var b bytes.Buffer
	b.WriteString("<DSACH_TONG_HOP>")
	for _, row := range rows[1:] {
		b.WriteString("<TONG_HOP>")
		for i, v := range row {
			fmt.Fprintf(&b, "<%s>", names[i])
			if err := xml.EscapeText(&b, []byte(v)); err != nil {
				return err
			}
			fmt.Fprintf(&b, "</%s>", names[i])
		}
		b.WriteString("</TONG_HOP>")
	}
	b.WriteString("</DSACH_TONG_HOP>")
	return os.WriteFile(path, b.Bytes(), 0o600)
}

func readXML(path string) (int, error) {
	return opened(path, func(f *os.File) (int, error) {
		d := xml.NewDecoder(bufio.NewReader(f))
		n := 0
		for {
			tok, err := d.Token()
			if errors.Is(err, io.EOF) {
				return n, nil
			}
			if err != nil {
				return n, err
			}
			if e, ok := tok.(xml.StartElement); ok && e.Name.Local == "TONG_HOP" {
				n++
			}
		}
	})
}

func readSQLite(path string) (int, error) {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return 0, err
	}
	defer db.Close()
	rows, err := db.Query("select * from danh_sach")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return 0, err
	}
	cells := make([]any, len(names))
	for i := range cells {
		cells[i] = new(sql.NullString)
	}
	n := 0
	for ; rows.Next(); n++ {
		if err := rows.Scan(cells...); err != nil {
			return n, err
		}
	}
	return n, rows.Err()
}

// BenchmarkPostgreSQL reads a table from a server, and beside it by pgx alone. It tells what the table takes in memory, and what was taken
// at most while it was read: no more than the table as it grows, for the rows come some thousand at a time.
func BenchmarkPostgreSQL(b *testing.B) {
	dsn, ctx := server(b), context.Background()
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, fmt.Sprintf(`create table danh_sach as select 'HS' || i as "Mã hồ sơ", 'Nguyễn Văn ' || i %% 5003 as "Họ và tên", date '1930-01-01' + (i::bigint * 7919 %% 33000)::int as "Ngày sinh",
		lpad((42000000000 + i)::text, 12, '0') as "Số CCCD", 'Thôn ' || i %% 12 || ', xã Yên Hồ, huyện Đức Thọ, tỉnh Hà Tĩnh' as "Nơi thường trú" from generate_series(1, %d) i`, benchRows()))
	if err != nil {
		b.Fatal(err)
	}
	p, err := dataset.Builtin("bhxh")
	if err != nil {
		b.Fatal(err)
	}
	const query = "select * from danh_sach"
	b.Run("doisanh", func(b *testing.B) {
		var peak, kept uint64
		throughput(b, func() (int, error) {
			stop := watchHeap(&peak)
			l, err := dataset.Load(ctx, dataset.Source{Profile: p, SQL: &dataset.Query{Env: "BENCH_DSN", DSN: dsn, Query: query}}, dataset.Options{Threads: 1})
			stop()
			if err != nil {
				return 0, err
			}
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			kept = m.HeapAlloc
			return l.Table.Rows(), nil
		})
		b.ReportMetric(float64(peak)/1e6, "peak-MB")
		b.ReportMetric(float64(kept)/1e6, "table-MB")
	})
	b.Run("pgx", func(b *testing.B) {
		throughput(b, func() (int, error) {
			conn, err := pgx.Connect(ctx, dsn)
			if err != nil {
				return 0, err
			}
			defer conn.Close(ctx)
			rows, err := conn.Query(ctx, query)
			if err != nil {
				return 0, err
			}
			defer rows.Close()
			n := 0
			for ; rows.Next(); n++ {
				if _, err := rows.Values(); err != nil {
					return n, err
				}
			}
			return n, rows.Err()
		})
	})
}

// watchHeap keeps the most that was in use until what it returns is called.
func watchHeap(peak *uint64) (stop func()) {
	done, gone := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		var m runtime.MemStats
		for tick := time.NewTicker(10 * time.Millisecond); ; {
			runtime.ReadMemStats(&m)
			*peak = max(*peak, m.HeapInuse)
			select {
			case <-done:
				tick.Stop()
				return
			case <-tick.C:
			}
		}
	}()
	return func() { close(done); <-gone }
}
