"""Reads a run folder with pyarrow, pandas, DuckDB and sqlite3 and holds every table's forms against each other: read.py RUN."""
import csv
import glob
import os
import re
import sqlite3
import sys

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

RISKY = re.compile(r"[=@\t\r\n]|[+-].*[^0-9 .,-]", re.DOTALL)


def unguard(cell):
    """Takes off the apostrophe that keeps a spreadsheet from seeing a formula (docs/en/contract.md)."""
    return cell[1:] if cell.startswith("'") and RISKY.match(cell.lstrip("'")) else cell


def same(cell, value):
    if value is None:
        return cell == ""
    return unguard(cell) == value if isinstance(value, str) else abs(float(cell) - value) < 1e-9


def check(run, path):
    name = os.path.basename(path)[: -len(".parquet")]
    table = pq.read_table(path, page_checksum_verification=True)
    rows = [tuple(r.values()) for r in table.to_pylist()]
    frame = pd.read_parquet(path)
    assert list(frame.columns) == table.column_names and len(frame) == len(rows), f"{name}.parquet by pandas"
    arrow = pa.ipc.open_file(f"{run}/{name}.arrow").read_all()
    assert arrow.column_names == table.column_names, name
    assert [tuple(r.values()) for r in arrow.to_pylist()] == rows, f"{name}.arrow"
    assert sqlite3.connect(f"{run}/run.sqlite").execute(f'select * from "{name}"').fetchall() == rows, f"{name} of run.sqlite"
    assert duckdb.connect().execute(f"select * from '{path}'").fetchall() == rows, f"{name}.parquet by DuckDB"
    with open(f"{run}/{name}.csv", newline="", encoding="utf-8") as f:
        header, *lines = csv.reader(f)
    assert header == table.column_names and len(lines) == len(rows), f"{name}.csv"
    for line, row in zip(lines, rows):
        assert all(map(same, line, row)), f"{name}.csv differs from {name}.parquet"
    for column, kind in zip(table.column_names, table.schema.types):
        assert kind in (pa.string(), pa.int64(), pa.float64()), f"{name}.{column} is {kind}"
    return len(rows)


if __name__ == "__main__":
    files = sorted(glob.glob(sys.argv[1] + "/*.parquet"))
    print(len(files), "tables,", sum(check(sys.argv[1], f) for f in files), "rows")
