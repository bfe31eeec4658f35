"""What the size of a Parquet file's row groups costs and brings: row_groups.py (needs pyarrow and duckdb: make outside).

Writes 2,000,000 rows of the shape of links.csv in groups of three sizes and prints each file's size and the CPU seconds of reading it.
"""
import os
import tempfile
import time

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

ROWS = 2_000_000


def table():
    rng = np.random.default_rng(1)
    pick = lambda *words: np.array(words)[rng.integers(0, len(words), ROWS)]
    return pa.table({
        "dataset": pick("bhxh", "bhyt", "thue", "evn"),
        "record_id": [f"HS{i:08d}" for i in range(ROWS)],
        "population_id": [f"CD{x:08d}" for x in rng.integers(0, 10**6, ROWS)],
        "decision": pick("match", "review", "none"),
        "commune": [f"{x:05d}" for x in rng.integers(0, 300, ROWS)],
        "name": [f"Nguyễn Văn {x}" for x in rng.integers(0, 60000, ROWS)],
        "probability": rng.integers(0, 10**6, ROWS) / 1e6,
    })


def cpu(do):
    least = float("inf")
    for _ in range(3):
        start = time.process_time()
        do()
        least = min(least, time.process_time() - start)
    return least


if __name__ == "__main__":
    t = table()
    with tempfile.TemporaryDirectory() as folder:
        for rows in (131_072, 262_144, 1_048_576):
            path = os.path.join(folder, f"{rows}.parquet")
            pq.write_table(t, path, compression="zstd", compression_level=1, row_group_size=rows)
            whole = cpu(lambda: pq.read_table(path))
            sums = cpu(lambda: duckdb.sql(f"select count(distinct record_id), max(name), sum(probability) from '{path}'").fetchall())
            one = cpu(lambda: duckdb.sql(f"select * from '{path}' where record_id = 'HS01500000'").fetchall())
            print(f"{rows:9,} rows a group: {os.path.getsize(path) / 1e6:.1f} MB; pyarrow, whole {whole:.2f} s; DuckDB, sums {sums:.2f} s, one id {one:.3f} s")
