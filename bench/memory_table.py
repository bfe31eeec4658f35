"""memory_table.py MEASURED.csv MANIFEST: the table of bench/memory.sh; MANIFEST is of the run in the least memory."""
import csv
import json
import os
import sys

print("# The least memory\n")
print("Made by `make bench-memory`; do not edit. %d cores.\n" % os.cpu_count())
print("| job | wall s | CPU s | peak MiB |")
print("|---|---|---|---|")
for name, wall, cpu, peak, _ in csv.reader(open(sys.argv[1])):
    print(f"| `{name}` | {float(wall):.1f} | {float(cpu):.1f} | {float(peak):,.0f} |")
print(f"\nThe outputs are the same bytes, `manifest.json` apart. The run in the least memory put {json.load(open(sys.argv[2]))['spilled_bytes'] / 2**20:,.0f} MiB on disk for the while.")
