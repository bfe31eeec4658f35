"""levels_table.py WORK PEOPLE "LEVEL…" "SEED…": the table of bench/levels.sh, in Markdown."""
import collections, csv, json, os, sys

work, people, levels, seeds = sys.argv[1], sys.argv[2], sys.argv[3].split(), sys.argv[4].split()


def ours(folder):
    """Per sector: links made, right ones, true ones, and right ones that were left to review."""
    person = {}
    with open(f'{folder}/truth/clusters.csv', newline='') as f:
        for r in csv.DictReader(f):
            if r['dataset'] == 'dan_cu':
                person[r['record_id']] = r['person']
    true = collections.defaultdict(set)
    with open(f'{folder}/truth/links.csv', newline='') as f:
        for r in csv.DictReader(f):
            if r['population_id']:
                true[r['dataset'], r['record_id']].add(person.get(r['population_id'], r['population_id']))
    n = collections.defaultdict(lambda: [0, 0, 0, 0])
    for k in true:
        n[k[0]][2] += 1
    with open(f'{folder}/out/latest/links.csv', newline='') as f:
        for r in csv.DictReader(f):
            right = person.get(r['population_id'], r['population_id']) in true.get((r['dataset'], r['record_id']), ())
            c = n[r['dataset']]
            if r['decision'] == 'match':
                c[0] += 1
                c[1] += right
            elif r['decision'] == 'review':
                c[3] += right
    return n


def splink(folder):
    out = {}
    if os.path.exists(f'{folder}/splink.jsonl'):
        for line in open(f'{folder}/splink.jsonl'):
            r = json.loads(line)
            n = r['links']
            right = round(r['recall'] * n)
            out[r['sector']] = [round(right / r['precision']) if r['precision'] else 0, right, n]
    return out


def figures(made, right, true):
    return 2 * right / max(made + true, 1), right / max(made, 1), right / max(true, 1)


gen = os.environ.get('GEN')
title, first = (f'Links in the provinces of {gen}', f'GEN={gen} LEVELS="{" ".join(levels)}" ') if gen else ('Links at three hardness levels', '')
print(f'# {title}\n\nMade by `{first}PEOPLE={people} SEEDS="{" ".join(seeds)}" bench/levels.sh`. F1 of the links to the register: doisanh at the decision it '
      'makes by itself (`match`), a tuned Splink at the threshold that the truth says is best for the sector, fed with the values doisanh normalized.')
for level in levels:
    a, b = collections.defaultdict(lambda: [0, 0, 0, 0]), collections.defaultdict(lambda: [0, 0, 0])
    for seed in seeds:
        folder = f'{work}/{level}-{people}-{seed}'
        for k, v in ours(folder).items():
            a[k] = [x + y for x, y in zip(a[k], v)]
        for k, v in splink(folder).items():
            b[k] = [x + y for x, y in zip(b[k], v)]
    print(f'\n## {level}\n\n| sector | links | F1 | precision | recall | right, in review | Splink F1 | precision | recall | our error / Splink\'s |\n|---|---|---|---|---|---|---|---|---|---|')
    total_a, total_b = [0] * 4, [0] * 3
    for k in sorted(a):
        total_a = [x + y for x, y in zip(total_a, a[k])]
        total_b = [x + y for x, y in zip(total_b, b[k])]
    for k, x, y in [(k, a[k], b[k]) for k in sorted(a)] + [('all', total_a, total_b)]:
        f, p, r = figures(*x[:3])
        g, q, s = figures(*y)
        row = [k, x[2], f'{f:.4f}', f'{p:.4f}', f'{r:.4f}', f'{x[3] / max(x[2], 1):.4f}']
        row += [f'{g:.4f}', f'{q:.4f}', f'{s:.4f}', f'{(1 - f) / (1 - g):.2f}' if g < 1 else '–'] if y[2] else ['–'] * 4
        print('| ' + ' | '.join(map(str, row)) + ' |')
