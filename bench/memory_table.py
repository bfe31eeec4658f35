"""memory_table.py META MEASURED.csv MANIFEST: the table of bench/memory.sh; META is of the data, MANIFEST is of the run in the least memory."""
import csv
import json
import os
import sys

print("# The least memory\n")
rows = list(csv.reader(open(sys.argv[2])))
load = max(float(r[4]) for r in rows)
data = json.load(open(sys.argv[1]))
print(f"Made by `make bench-memory`; do not edit. {data['pop_rows']:,} × {data['sector_rows']:,} rows; {os.cpu_count()} cores; load before each job at most {load:.1f} (0 = an idle machine).\n")
print("| job | wall s | CPU s | peak MiB |")
print("|---|---|---|---|")
for name, wall, cpu, peak, _ in rows:
    print(f"| `{name}` | {float(wall):.1f} | {float(cpu):.1f} | {float(peak):,.0f} |")
print(f"\nThe outputs are the same bytes, `manifest.json` apart. The run in the least memory put {json.load(open(sys.argv[3]))['spilled_bytes'] / 2**20:,.0f} MiB on disk for the while.")
