"""scale_table.py MEASURED.csv OUT: the table of bench/scale.sh."""
import csv, json, os, platform, sys

rows = {r[0]: [float(x) for x in r[1:]] for r in csv.reader(open(sys.argv[1]))}
cpu = next((l.split(':')[1].strip() for l in open('/proc/cpuinfo') if l.startswith('model name')), platform.processor())
load = max(r[3] for r in rows.values())
print(f'''# The large jobs

Made by `make scale-test`; do not edit. {os.cpu_count()} × {cpu}; load before each job at most {load:.1f} (0 = an idle machine).

| job | wall s | CPU s | peak MB | |
|---|---|---|---|---|''')


def line(name, what, more=''):
    if name in rows:
        wall, cpu, peak, _ = rows[name]
        print(f'| {what} | {wall:.1f} | {cpu:.1f} | {peak:,.0f} | {more} |')


if 'seven' in rows:
    pairs = json.load(open(sys.argv[2] + '/seven/summary.json'))['pairs_scored']
    line('seven', '`dedupe`, 7,000,000 records, rules of `bench/billion.yaml`',
         f'{pairs:,} comparisons: {pairs / rows["seven"][1] / 1e6:.2f} million a second and core, reading and writing included')
line('ten', '`link --memory 8GiB`, 10,050,000 × 5,200,000 records')
line('eight', '`run`, 1,300,000 people and their eight larger sectors, every table and report')
line('eight-read', 'DuckDB merely reading those files')
