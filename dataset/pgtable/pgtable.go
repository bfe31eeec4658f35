// Package pgtable reads the result of a query on PostgreSQL as rows of text: in a read-only transaction, through a cursor of the
// server's, so that neither side holds more than some thousand rows.
package pgtable

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/doisanh/doisanh/dataset/celltext"
	"github.com/doisanh/doisanh/dataset/stream"
)

// Faults of a query. None carries the DSN, or a value of the tables.
var (
	ErrDSN     = errors.New("the DSN is not one of PostgreSQL")
	ErrConnect = errors.New("no connection")
	ErrSilent  = errors.New("the server does not answer")
	ErrQuery   = errors.New("the query failed")
)

// fetched is the number of rows asked for at a time.
const fetched = 5000

// Rows are the rows of a query, the first being the columns' names. It is a stream.Rows.
type Rows struct {
	Nested map[int]string // columns that hold lists, and their types: read as empty

	ctx    context.Context // that of the load: a stream is read within it
	conn   *pgx.Conn
	tx     pgx.Tx
	names  []string
	oids   []uint32
	batch  *pgconn.ResultReader
	inHand int // rows of the batch so far
	number int
}

// Open runs a query. The connection asks for a read-only session, and so does the transaction; the statement is sent alone, so that
// nothing can end the transaction within it.
func Open(ctx context.Context, dsn, query string) (*Rows, error) {
	cfg, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, ErrDSN // the error would show the DSN
	}
	for name, value := range map[string]string{
		"default_transaction_read_only": "on", "timezone": "UTC", "datestyle": "ISO, DMY", "intervalstyle": "iso_8601", "bytea_output": "escape",
		"application_name": "doisanh", "client_encoding": "UTF8",
	} {
		cfg.RuntimeParams[name] = value
	}
	if cfg.ConnectTimeout == 0 {
		cfg.ConnectTimeout = 30 * time.Second
	}
	r := &Rows{Nested: map[int]string{}, ctx: ctx}
	if r.conn, err = pgx.ConnectConfig(ctx, cfg); err != nil {
		return nil, told(ErrConnect, err)
	}
	if err := r.begin(query); err != nil {
		_ = r.Close() // nothing was changed
		return nil, err
	}
	return r, nil
}

// begin opens the cursor and learns its columns.
func (r *Rows) begin(query string) (err error) {
	if r.tx, err = r.conn.BeginTx(r.ctx, pgx.TxOptions{AccessMode: pgx.ReadOnly, IsoLevel: pgx.RepeatableRead}); err != nil {
		return told(ErrConnect, err)
	}
	query = strings.TrimRight(strings.TrimSpace(query), "; \n\t")
	declare := r.conn.PgConn().ExecParams(r.ctx, "declare doisanh no scroll cursor for "+query, nil, nil, nil, nil).Read()
	if declare.Err != nil {
		return told(ErrQuery, declare.Err)
	}
	d, err := r.conn.PgConn().Prepare(r.ctx, "doisanh_fetch", fmt.Sprintf("fetch forward %d from doisanh", fetched), nil)
	if err != nil {
		return told(ErrQuery, err)
	}
	for i, f := range d.Fields {
		r.names, r.oids = append(r.names, f.Name), append(r.oids, f.DataTypeOID)
		if t, ok := r.conn.TypeMap().TypeForOID(f.DataTypeOID); ok {
			if _, list := t.Codec.(*pgtype.ArrayCodec); list {
				r.Nested[i] = t.Name
			}
		}
	}
	return nil
}

// told makes an error that may be shown. What the server says may quote a value, except where it is about the statement's form, the
// names in it, rights, or the server itself.
func told(kind, err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, context.Canceled) {
		return err
	}
	var p *pgconn.PgError
	if !errors.As(err, &p) {
		if errors.Is(kind, ErrConnect) {
			return ErrSilent
		}
		return fmt.Errorf("%w: the connection broke", kind)
	}
	switch p.Code[:min(2, len(p.Code))] {
	case "28", "3D", "3F", "42", "53", "57", "25":
		return fmt.Errorf("%w: %s (%s)", kind, p.Message, p.Code)
	}
	return fmt.Errorf("%w (SQLSTATE %s)", kind, p.Code)
}

// Close ends the transaction and the connection.
func (r *Rows) Close() error {
	ctx, stop := context.WithTimeout(context.WithoutCancel(r.ctx), 5*time.Second)
	defer stop()
	if r.batch != nil && r.ctx.Err() == nil {
		_, _ = r.batch.Close() // what is left of a batch; the connection ends with it
	}
	return r.conn.Close(ctx)
}

// Next reads the next row, as stream.Rows says. A row without any value is given too.
func (r *Rows) Next(to *stream.Row) error {
	to.Reset()
	r.number++
	to.Number = r.number
	if r.number == 1 {
		for _, name := range r.names {
			to.Add(name)
		}
		return nil
	}
	for {
		if r.batch == nil {
			r.batch = r.conn.PgConn().ExecPrepared(r.ctx, "doisanh_fetch", nil, nil, nil)
			r.inHand = 0
		}
		if r.batch.NextRow() {
			break
		}
		_, err := r.batch.Close()
		r.batch = nil
		if err != nil {
			return told(ErrQuery, err)
		}
		if r.inHand < fetched {
			return io.EOF
		}
	}
	r.inHand++
	for i, v := range r.batch.Values() {
		if v != nil && r.Nested[i] == "" {
			to.Text = appendValue(to.Text, v, r.oids[i])
		}
		to.End()
	}
	return nil
}

// appendValue appends the text of a value the server gives as text.
func appendValue(to, v []byte, oid uint32) []byte {
	switch oid {
	case pgtype.BoolOID:
		return celltext.Bool(to, len(v) > 0 && v[0] == 't')
	case pgtype.Float4OID, pgtype.Float8OID:
		if f, err := strconv.ParseFloat(string(v), 64); err == nil {
			bits := 64
			if oid == pgtype.Float4OID {
				bits = 32
			}
			return celltext.Float(to, f, bits)
		}
	case pgtype.NumericOID:
		if bytes.IndexByte(v, '.') >= 0 {
			v = bytes.TrimRight(bytes.TrimRight(v, "0"), ".")
		}
		if string(v) == "NaN" {
			return to
		}
	case pgtype.TimestampOID, pgtype.TimestamptzOID:
		v = bytes.TrimSuffix(v, []byte("+00"))
		v = bytes.TrimSuffix(v, []byte(" 00:00:00"))
	}
	return append(to, v...)
}
