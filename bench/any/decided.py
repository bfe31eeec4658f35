"""decided.py DOISANH KIND [N] [SEED]: what officers' decisions are worth to `link` and `dedupe` of a kind of gen.py or kinds.py, as rows of a Markdown
table: F1 without any; with those on 50, 200 or 1000 pairs of probability 0.1–0.9, and on 200 of all pairs reported, as the truth has them, where they
are honoured alone (the model being that of the run without them) and where they are learned from too.
"""
import csv, os, random, subprocess, sys, tempfile

doisanh, kind = sys.argv[1:3]
n, seed = (sys.argv[3:] + ['500', '31'][len(sys.argv) - 3:])[:2]
HERE = os.path.dirname(os.path.abspath(__file__))
work = tempfile.mkdtemp()
script = 'gen.py' if kind in ('persons', 'families', 'historical', 'products') else 'kinds.py'
subprocess.run([sys.executable, f'{HERE}/{script}', kind, work, n, seed], check=True)
files = [f'{work}/{f}.csv' for f in 'ab' if os.path.exists(f'{work}/{f}.csv')]
truth = [{r['id']: r['truth'] for r in csv.DictReader(open(f, newline=''))} for f in files]


def f1(out, *more):
    command = [doisanh, '--quiet', 'link' if len(files) == 2 else 'dedupe', *files, '--id', 'id', '--ignore', 'truth', '--out', f'{work}/{out}', *more]
    subprocess.run(command, check=True)
    said = subprocess.run([sys.executable, f'{HERE}/score.py', f'{work}/{out}', 'truth', *files], check=True, capture_output=True, text=True).stdout
    return said.split(' F1 ')[1].split()[0]


plain = f1('plain')
pairs = sorted(csv.reader(open(f'{work}/plain/pairs.csv', newline='')))
pairs = [p for p in pairs if p[0] not in ('left_id', 'id_a')]
band = [p for p in pairs if .1 <= float(p[2]) <= .9]
before = 0
for name, of, most in (('0.1–0.9', band, 50), ('0.1–0.9', band, 200), ('0.1–0.9', band, 1000), ('any', pairs, 200)):
    asked = random.Random(1).sample(of, min(most, len(of)))
    if of is band and len(asked) == before:
        continue  # there are no more
    before = len(asked)
    with open(f'{work}/decisions.csv', 'w', newline='') as f:
        w = csv.writer(f)
        w.writerow(['record_a', 'record_b', 'decision'])
        for p in asked:
            w.writerow([p[0], p[1], 'same' if truth[0][p[0]] == truth[-1][p[1]] else 'different'])
    heard = f1('heard', '--decisions', f'{work}/decisions.csv', '--model', f'{work}/plain/model.json')
    learned = f1('learned', '--decisions', f'{work}/decisions.csv')
    print(f'| {kind}, {n}, {seed} | {name} | {len(asked)} | {plain} | {heard} | {learned} |', flush=True)
