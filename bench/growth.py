"""growth.py MEASURED.csv PEOPLE: the table and the chart of bench/growth.sh. PEOPLE is the size run with one thread too, as "one"."""
import csv
import sys

rows = {r[0]: [float(x) for x in r[1:4]] for r in csv.reader(open(sys.argv[1]))}
one = rows.pop("one", None)
sizes = sorted(rows, key=int)
print("| people | sector rows | wall s | CPU s | CPU µs a record | peak MB | bytes a record |")
print("|---|---|---|---|---|---|---|")
each = {}
for n in sizes:
    wall, cpu, peak = rows[n]
    records = int(n) * 1.525
    each[n] = cpu / records * 1e6
    print(f"| {int(n):,} | {int(n) * 0.52:,.0f} | {wall:.1f} | {cpu:.1f} | {each[n]:.2f} | {peak:,.0f} | {peak * 2**20 / records:,.0f} |")
print("\nCPU time a record:\n\n```")
most = max(each.values())
for n in sizes:
    print(f"{int(n):>12,} {'█' * round(40 * each[n] / most)} {each[n]:.2f} µs")
print("```")
if one and sys.argv[2] in rows:
    two = rows[sys.argv[2]]
    print(f"\n{int(sys.argv[2]):,} people with one thread: {one[0]:.1f} s, with two {two[0]:.1f} s: {one[0] / two[0]:.2f} times as fast.")
