"""splink_any.py DIR: Splink on DIR/a.csv and DIR/b.csv, with the settings somebody would choose who has looked at the columns for a minute:
Jaro-Winkler levels with term frequencies for every text, equality for columns of few values, blocking on every column and on every two that
make few pairs. It prints the best F1 that any threshold gives, chosen with the truth, a row of b going to its best row of a alone."""
import itertools, logging, sys
import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

logging.getLogger('splink').setLevel(logging.ERROR)
folder = sys.argv[1]
con = duckdb.connect()
count = lambda sql: con.execute(sql).fetchall()[0][0]
for t in 'ab':
    con.execute(f"create table {t}0 as select * from read_csv('{folder}/{t}.csv', all_varchar=true, header=true)")
cols = [r[0] for r in con.execute('describe a0').fetchall()]
cols = [c for c in cols if c in {r[0] for r in con.execute('describe b0').fetchall()} and c not in ('id', 'truth')]
plain = {c: 'c_' + ''.join(x if x.isalnum() else '_' for x in c.lower()) for c in cols}
for t in 'ab':
    con.execute(f'create table {t} as select id, ' + ', '.join(f"nullif(lower(trim(\"{c}\")), '') as {p}" for c, p in plain.items()) + f' from {t}0')
cols = [p for p in plain.values() if count(f'select count({p}) from b') > 0]
few = [c for c in cols if count(f'select count(distinct {c}) from a') <= 40]
rules = []
for k in (1, 2):
    for some in itertools.combinations(cols, k):
        on = ' and '.join(f'a.{c} = b.{c}' for c in some)
        if not any(set(r) <= set(some) for r in rules) and count(f'select count(*) from a join b on {on}') <= 1_000_000 / k:
            rules.append(some)
comparisons = [cl.ExactMatch(c) if c in few else cl.JaroWinklerAtThresholds(c, [.92, .8]).configure(term_frequency_adjustments=True) for c in cols]
settings = SettingsCreator(link_type='link_only', unique_id_column_name='id', comparisons=comparisons, blocking_rules_to_generate_predictions=[block_on(*r) for r in rules],
    retain_intermediate_calculation_columns=False, retain_matching_columns=False)
api = DuckDBAPI(connection=con)
linker = Linker([api.register(con.table(t), dataset_display_name=f'{t}_rows') for t in 'ab'], settings)
linker.training.estimate_probability_two_random_records_match([block_on(*r) for r in rules[:2]], recall=.8)
linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
for r in rules[:3]:
    try:
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*r), estimate_without_term_frequencies=True)
    except Exception as e:  # nothing left to learn
        print(f'{r}: {e}'[:150], file=sys.stderr)
found = linker.inference.predict(threshold_match_weight=-10).physical_name
truth = {t: dict(con.execute(f'select id, truth from {t}0').fetchall()) for t in 'ab'}
known = set(truth['a'].values())
n = sum(v in known for v in truth['b'].values())
best, right = (0, 0, 0), 0
rows = con.execute(f'select id_r, arg_max(id_l, (match_weight, id_l)), max(match_weight) w from {found} group by 1 order by w desc').fetchall()
for i, (r, l, w) in enumerate(rows):
    right += truth['b'][r] == truth['a'][l]
    if i + 1 == len(rows) or rows[i + 1][2] != w:
        best = max(best, (2 * right / (i + 1 + n), right / (i + 1), right / max(n, 1)))
print('P %.4f R %.4f F1 %.4f' % (best[1], best[2], best[0]))
