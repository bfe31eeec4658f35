"""score.py OUT KEY FILE [FILE]: what `link` or `dedupe` wrote to OUT against the truth in column KEY of its tables:
pairs inside clusters (precision, recall, F1) and B³, of one table or across two."""
import collections, csv, sys

out, key, files = sys.argv[1], sys.argv[2], sys.argv[3:]
truth = []
for f in files:
    truth.append({r[ID]: r[key] for r in csv.DictReader(open(f, newline='')) for ID in [next(iter(r))]})
C2 = lambda n: n * (n - 1) // 2
if len(files) == 2:
    links = list(csv.DictReader(open(f'{out}/links.csv', newline='')))
    right = sum(truth[0][r['left_id']] == truth[1][r['right_id']] for r in links)
    a, b = collections.Counter(truth[0].values()), collections.Counter(truth[1].values())
    n = sum(a[k] * b[k] for k in b)
    made = len(links)
else:
    cluster, size, both = {}, collections.Counter(), collections.Counter()
    for r in csv.DictReader(open(f'{out}/clusters.csv', newline='')):
        cluster[r['record_id']] = r['cluster_id']
    size = collections.Counter(cluster.values())
    of = collections.Counter(truth[0].values())
    both = collections.Counter((cluster[i], k) for i, k in truth[0].items())
    made, right, n = (sum(C2(v) for v in c.values()) for c in (size, both, of))
    bp = sum(v * v / size[c] for (c, _), v in both.items()) / len(cluster)
    br = sum(v * v / of[k] for (_, k), v in both.items()) / len(cluster)
p, r = right / max(made, 1), right / max(n, 1)
line = f'P {p:.4f} R {r:.4f} F1 {2 * right / max(made + n, 1):.4f} ({made} made, {n} true)'
if len(files) == 1:
    line += f' B3 {2 * bp * br / (bp + br):.4f} (P {bp:.4f} R {br:.4f})'
print(line)
