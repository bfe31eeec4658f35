"""read_province.py DIR: DuckDB merely reads every list of a province: rows, and the bytes of all cells."""
import glob, sys
import duckdb
rows = size = 0
db = duckdb.connect()
for f in sorted(glob.glob(sys.argv[1] + '/*.?sv')):
    source = f"read_csv('{f}', all_varchar=true, header=true)"
    columns = [c[0] for c in db.execute(f'describe select * from {source}').fetchall()]
    got = db.execute('select count(*), ' + ', '.join(f'coalesce(sum(strlen("{c}")), 0)' for c in columns) + f' from {source}').fetchone()
    rows, size = rows + got[0], size + int(sum(got[1:]))
print(rows, size)
