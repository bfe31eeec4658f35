"""table.py MEASURED.csv SCORES.txt PEOPLE FORMAT: the results as a Markdown table, medians with the spread."""
import os, platform, re, statistics, subprocess, sys
measured, scores, people, form = sys.argv[1:5]
WHAT = {
    'doisanh-run': '`doisanh run`: every table of the contract, CSV and Parquet',
    'doisanh-link': '`doisanh link`: pairs, links and clusters',
    'splink': 'Splink 5 on DuckDB, tuned',
    'sql-jaro-winkler': "an analyst's SQL in DuckDB, Jaro–Winkler",
    'sql-exact': 'exact joins in DuckDB',
    'read-duckdb': 'DuckDB merely reading the files',
    'read-polars': 'Polars merely reading the files',
    'wc': '`wc -l`',
}
rows = {}
for line in open(measured):
    name, *numbers = line.strip().split(',')
    rows.setdefault(name, []).append([float(x) for x in numbers])
f1 = {}
for line in open(scores):
    name, _, text = line.partition('\t')
    m = re.search(r'best F1 ([\d.]+)', text)
    if m:
        f1[name] = m.group(1)
def middle(name, k): return statistics.median(r[k] for r in rows[name])
def cell(name, k, form):
    v = [r[k] for r in rows[name]]
    return f'{form % statistics.median(v)} ({form % min(v)}–{form % max(v)})'
def ratio(name, ours, k):
    return f'{middle(name, k) / middle(ours, k):.2g}×' if ours in rows and name != ours else ''
cpu = next((l.split(':')[1].strip() for l in open('/proc/cpuinfo') if l.startswith('model name')), platform.processor()) if os.path.exists('/proc/cpuinfo') else platform.processor()
commit = subprocess.run(['git', 'rev-parse', '--short', 'HEAD'], capture_output=True, text=True).stdout.strip()
load = statistics.mean(r[3] for v in rows.values() for r in v)
print(f'''# doisanh beside its peers

Made by `make bench-peers`; do not edit. {int(people):,} people × about {int(people) * 52 // 100:,} sector rows, from {form.upper()}. {max(map(len, rows.values()))} rounds in turn, medians (least–most).
{os.cpu_count()} × {cpu}, {platform.system()}; mean load before each job {load:.1f} (0 = an idle machine: with others at work only CPU seconds and their ratios mean much). Commit {commit}.

| job | wall s | CPU s | peak MB | F1 | wall to `run` | CPU to `run` | wall to `link` | CPU to `link` |
|---|---|---|---|---|---|---|---|---|''')
for name, what in WHAT.items():
    if name in rows:
        print(f"| {what} | {cell(name, 0, '%.2f')} | {cell(name, 1, '%.2f')} | {cell(name, 2, '%.0f')} | {f1.get(name, '')} "
              f"| {ratio(name, 'doisanh-run', 0)} | {ratio(name, 'doisanh-run', 1)} | {ratio(name, 'doisanh-link', 0)} | {ratio(name, 'doisanh-link', 1)} |")
print('''
F1: the best link of each sector record against the truth: the decided links of doisanh; for the others at the threshold the truth itself would
choose.''')
