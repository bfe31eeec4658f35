"""splink_levels.py PROVINCE NORMALIZED [SECTOR…]: a tuned Splink on every sector of a province that `doisanh synth`, second/gen.py or third/gen.py made.

For each sector one JSON line: the best F1 that any threshold gives, chosen with the truth, with its precision and recall.
Splink is helped where it can be: it reads the values `doisanh normalize` made (NORMALIZED/<sector>.csv), so names, dates, numbers
and units of both maps are mended and comparable before it begins; it links a record to its best candidate alone; and a
link to any of the register's rows of the right person counts as right.
"""
import csv, json, logging, os, re, sys
import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

logging.getLogger('splink').setLevel(logging.ERROR)
province, normalized = sys.argv[1:3]
only = set(sys.argv[3:])
con = duckdb.connect()


def text(col):
    return f"nullif(trim(lower({col})), '')"


def plain(col):
    return f"nullif(lower(replace(replace(strip_accents({col}), 'đ', 'd'), 'Đ', 'D')), '')"


# our column: (columns of the normalized file it is made of, SQL)
COLUMNS = {
    'cccd': (['personal_id'], "case when length(personal_id) = 12 then personal_id end"),
    'name': (['full_name'], text('full_name')),
    'namek': (['full_name'], plain('full_name')),
    'sex': (['sex'], text('sex')),
    'ethnic': (['ethnicity'], text('ethnicity')),
    'father': (['father_name'], plain('father_name')),
    'mother': (['mother_name'], plain('mother_name')),
    'spouse': (['spouse_name'], plain('spouse_name')),
    'head': (['head_name'], plain('head_name')),
    'phone': (['phone'], text('phone')),
    'blood': (['blood_type'], text('blood_type')),
    'unit': (['permanent_address_unit'], text('permanent_address_unit')),
    'here': (['current_address_unit'], text('current_address_unit')),
    'town': (['home_town_unit'], text('home_town_unit')),
    'born_at': (['birth_place_unit'], text('birth_place_unit')),
    'hamlet': (['permanent_address'], f"nullif(trim(string_split(replace({plain('permanent_address')}, ' - ', ', '), ', ')[1]), '')"),
    'born': (['birth_date'], "nullif(birth_date, '')"),
}


def columns(table):
    return [r[0] for r in con.execute(f'describe select * from {table}').fetchall()]


def load(table, path):
    cols = columns(f"read_csv('{path}', all_varchar=true, header=true)")
    has = {k for k, (need, _) in COLUMNS.items() if all(n in cols for n in need)}
    if 'service_address_unit' in cols and 'unit' not in has:
        COLUMNS_HERE = {**COLUMNS, 'unit': (['service_address_unit'], text('service_address_unit'))}
        has.add('unit')
    else:
        COLUMNS_HERE = COLUMNS
    cmnd = ["case when length(personal_id) = 9 then personal_id end"] if 'personal_id' in cols else []
    if 'old_id' in cols:
        cmnd.append("case when length(old_id) = 9 then old_id end")
    if cmnd:
        has.add('cmnd')
    sel = ', '.join(f"{sql} as {k}" for k, (_, sql) in COLUMNS_HERE.items() if k in has)
    if cmnd:
        sel += f", coalesce({', '.join(cmnd)}) as cmnd"
    con.execute(f"create or replace table {table}_a as select record_id as id, {sel} from read_csv('{path}', all_varchar=true, header=true)")
    more = ''
    if 'name' in has:
        more += ", string_split(namek, ' ')[1] as sur, string_split(namek, ' ')[-1] as giv"
    if 'born' in has:
        more += """, case when length(born) = 10 then born end as dob, try_cast(born[1:4] as int) as yob,
            case when length(born) = 10 then born[6:7] end as mob, case when length(born) = 10 then born[9:10] end as day,
            case when length(born) = 10 then born[1:4] || '-' || born[9:10] || '-' || born[6:7] end as swapped"""
    for c in ('father', 'mother', 'spouse'):
        if c in has:
            more += f", string_split({c}, ' ')[1] || ' ' || string_split({c}, ' ')[-1] as {c}2"
    con.execute(f"create or replace table {table} as select *{more} from {table}_a")
    return has


def comparison(name, levels):
    return {'output_column_name': name, 'comparison_levels': levels}


def lev(sql, label, **k):
    return dict(sql_condition=sql, label_for_charts=label, **k)


def null(c):
    return lev(f'{c}_l is null or {c}_r is null', 'null', is_null_level=True)


ELSE = lev('ELSE', 'else')


def exact(c):
    return lev(f'{c}_l = {c}_r', 'exact')


def tf(c):
    return dict(tf_adjustment_column=c, tf_adjustment_weight=1.0)


def comparisons(has):
    out = []
    if 'name' in has:
        out.append(comparison('full_name', [null('namek'), lev('name_l = name_r', 'exact', **tf('namek')),
            lev('namek_l = namek_r', 'no marks', **tf('namek')), lev('sur_l = sur_r and giv_l = giv_r', 'surname and given'),
            lev('jaro_winkler_similarity(namek_l, namek_r) >= 0.94', 'jw94'), lev('giv_l = giv_r', 'given'),
            lev('jaro_winkler_similarity(namek_l, namek_r) >= 0.86', 'jw86'), ELSE]))
    if 'born' in has:
        out.append(comparison('birth', [null('yob'), lev('dob_l = dob_r', 'exact'), lev('dob_l = swapped_r', 'swapped'),
            lev('yob_l = yob_r and (dob_l is null or dob_r is null)', 'year only'),
            lev('day_l = day_r and mob_l = mob_r and abs(yob_l - yob_r) = 1', 'year +-1'),
            lev('yob_l = yob_r and (mob_l = mob_r or day_l = day_r)', 'one part off'), lev('yob_l = yob_r', 'year'),
            lev('damerau_levenshtein(dob_l, dob_r) <= 1', 'slip'), lev('abs(yob_l - yob_r) = 1', 'near year'), ELSE]))
    if 'cccd' in has:
        out.append(comparison('cccd', [null('cccd'), exact('cccd'), lev('damerau_levenshtein(cccd_l, cccd_r) <= 1', 'slip'),
            lev('cccd_l[1:6] = cccd_r[1:6]', 'prefix'), ELSE]))
    if 'cmnd' in has:
        out.append(comparison('cmnd', [null('cmnd'), exact('cmnd'), lev('damerau_levenshtein(cmnd_l, cmnd_r) <= 1', 'slip'), ELSE]))
    for c in ('father', 'mother', 'spouse'):
        if c in has:
            out.append(comparison(c, [null(c), lev(f'{c}_l = {c}_r', 'exact', **tf(c)),
                lev(f'jaro_winkler_similarity({c}_l, {c}_r) >= 0.93', 'jw93'), lev(f'{c}2_l = {c}2_r', 'surname and given'), ELSE]))
    if 'unit' in has:
        home = [null('unit')]
        if 'hamlet' in has:
            home.append(lev('unit_l = unit_r and hamlet_l = hamlet_r', 'hamlet'))
        out.append(comparison('home', home + [lev('unit_l = unit_r', 'commune', **tf('unit')), ELSE]))
    for c in ('town', 'born_at'):
        if c in has:
            out.append(comparison(c, [null(c), lev(f'{c}_l = {c}_r', 'commune', **tf(c)), ELSE]))
    if 'phone' in has:
        out.append(comparison('phone', [null('phone'), exact('phone'), ELSE]))
    for c in ('sex', 'blood'):
        if c in has:
            out.append(cl.ExactMatch(c))
    if 'ethnic' in has:
        out.append(cl.ExactMatch('ethnic').configure(term_frequency_adjustments=True))
    return out


def rules(has):
    def on(*cols):
        base = {'yob': 'born', 'dob': 'born', 'sur': 'name', 'giv': 'name', 'namek': 'name', 'father2': 'father', 'mother2': 'mother'}
        return block_on(*cols) if all(base.get(c, c) in has for c in cols) else None
    r = [on('cccd'), on('cmnd'), on('namek', 'yob'), on('dob', 'giv'), on('dob', 'sur', 'sex'), on('father', 'sur', 'giv'), on('mother', 'sur', 'giv'),
         on('father', 'mother'), on('namek', 'unit'), on('dob', 'father2'), on('dob', 'mother2'), on('dob', 'unit'), on('phone'),
         on('spouse', 'giv'), on('yob', 'unit', 'giv')]
    if 'born' in has and 'name' in has:
        r.append('l.dob = r.swapped and l.giv = r.giv')
    return [x for x in r if x is not None]


def truth(sector):
    person = {}
    with open(f'{province}/truth/clusters.csv', newline='') as f:
        for r in csv.DictReader(f):
            if r['dataset'] == 'dan_cu':
                person[r['record_id']] = r['person']
    links = {}
    with open(f'{province}/truth/links.csv', newline='') as f:
        for r in csv.DictReader(f):
            if r['dataset'] == sector and r['population_id']:
                links.setdefault(r['record_id'], set()).add(person.get(r['population_id'], r['population_id']))
    return person, links


def best_f1(sector, predicted):
    """The best F1 over all thresholds of best links, ties in score taken together."""
    person, links = truth(sector)
    rows = con.execute(f"""select s, arg_max(d, (w, d)) d, max(w) w from (select id_l d, id_r s, match_weight w from {predicted})
        group by s order by w desc""").fetchall()
    best, right = (0.0, 0.0, 0.0, 0.0), 0
    for i, (s, d, w) in enumerate(rows):
        right += person.get(d, d) in links.get(s, ())
        if i + 1 < len(rows) and rows[i + 1][2] == w:
            continue
        f = 2 * right / (i + 1 + len(links))
        best = max(best, (f, right / (i + 1), right / max(len(links), 1), w))
    return best, len(links)


have = {}
register = load('register', f'{normalized}/dan_cu.csv')
sectors = [s for s in re.findall(r'sector: (\w+),', open(f'{province}/job.yaml').read()) if s != 'dan_cu']
for sector in sectors:
    if only and sector not in only or not os.path.exists(f'{normalized}/{sector}.csv'):
        continue
    has = load('sector', f'{normalized}/{sector}.csv')
    both = register & has
    cols = [c for c in columns('sector') if c in set(columns('register'))]
    for t in ('register', 'sector'):
        con.execute(f"create or replace table in_{t} as select {', '.join(cols)} from {t}")
    settings = SettingsCreator(link_type='link_only', unique_id_column_name='id', blocking_rules_to_generate_predictions=rules(both),
        comparisons=comparisons(both), retain_intermediate_calculation_columns=False, retain_matching_columns=False)
    api = DuckDBAPI(connection=con)
    # Table names decide which side is left: a_… < b_….
    linker = Linker([api.register(con.table('in_register'), dataset_display_name=f'a_{sector}'), api.register(con.table('in_sector'), dataset_display_name=f'b_{sector}')], settings)
    sure = [b for b in rules(both)[:3]]
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    passes = [block_on('cccd') if 'cccd' in both else block_on('cmnd') if 'cmnd' in both else block_on('namek', 'unit')]
    passes.append(block_on('namek', 'dob') if 'born' in both else block_on('namek', 'unit'))
    for b in passes:
        try:
            linker.training.estimate_parameters_using_expectation_maximisation(b, estimate_without_term_frequencies=True)
        except Exception as e:  # too few pairs of a small sector
            print(f'{sector}: {b}: {e}'[:200], file=sys.stderr)
    p = linker.inference.predict(threshold_match_probability=0.001)
    (f, precision, recall, weight), n = best_f1(sector, p.physical_name)
    print(json.dumps(dict(sector=sector, links=n, f1=round(f, 5), precision=round(precision, 5), recall=round(recall, 5), threshold=round(weight, 2))), flush=True)
