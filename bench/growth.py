"""growth.py MEASURED.csv PEOPLE: the table and the chart of bench/growth.sh, of each size the medians of its rounds. PEOPLE is the size run with
one thread too, as "link-one", beside "run-one" and "run-two"."""
import collections
import csv
import statistics
import sys

rounds = collections.defaultdict(list)
for r in csv.reader(open(sys.argv[1])):
    rounds[r[0]].append([float(x) for x in r[1:4]])
rows = {name: [statistics.median(column) for column in zip(*measured)] for name, measured in rounds.items()}
threads = {name: rows.pop(name) for name in ("link-one", "run-one", "run-two") if name in rows}
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
for a, b in zip(sizes, sizes[1:]):
    paired = [y[1] / x[1] / int(b) * int(a) for x, y in zip(rounds[a], rounds[b])]
    wall = [y[0] / x[0] / int(b) * int(a) for x, y in zip(rounds[a], rounds[b])]
    print(f"\n{int(a):,} to {int(b):,}: CPU time a record × {', '.join(f'{x:.2f}' for x in paired)} by round, by the clock × {', '.join(f'{x:.2f}' for x in wall)}.")
if threads:
    threads["link-two"] = rows[sys.argv[2]]
    print(f"\n{int(sys.argv[2]):,} people, two threads against one, GOMAXPROCS likewise:\n")
    for job in "link", "run":
        one, two = threads[job + "-one"][0], threads[job + "-two"][0]
        print(f"- `{job}`: {one:.1f} s with one, {two:.1f} s with two: {one / two:.2f} times as fast")
