"""gen.py --people N --seed N --level brutal --out DIR: a made-up province with brutal lists for measuring record linkage, with its truth.

A third generator beside `doisanh synth` and bench/second, whose author had not read the program, and which shares with it only the tables of refdata/data. Here
errors are not drawn for a field but have causes, and a cause spoils what it touches: an office with its keyboard, its clerk's ear and its spreadsheet (offices.py); a
form that one member filled for the whole house; a card that is blurred or torn; a name given by telephone; an older paper with another name or year
(people.py, causes.py); files joined a row off, numbers looked up by name, a column sorted by itself (merges.py). Where a namesake of the register lives near, a
row keeps what tells them apart: a person who read all of it could decide.

Writes DIR/job.yaml, dan_cu.csv and a file per sector; DIR/truth/links.csv (each record with each of its person's rows of the register; blank if none) and
DIR/truth/clusters.csv (records of one list that are one), as `doisanh evaluate --truth` and bench/splink_levels.py read them; DIR/truth/errors.csv: per list the
rows, and the shares with two errors or more, without a number, with a year only, and of persons whom the register does not have; and DIR/truth/causes.csv: how many
rows of a list each cause touched. With --debug also DIR/truth/rows.tsv: who each record is and what was done to it. No row is a real person.
"""
import argparse, collections, csv, os, random
import lists
from columns import COLS, FACT
from dates import ASOF
from offices import SPEC
from people import World
from register import register


def table(path, head, rows, delimiter=","):
    with open(path, "w", encoding="utf-8", newline="") as f:
        o = csv.writer(f, lineterminator="\n", delimiter=delimiter)
        o.writerow(head)
        o.writerows(rows)


def clusters(w, made):
    """(dataset, person or fact, record) of every record that is not the only one of its person or fact in its list."""
    out = [("dan_cu", f"N{p.id}", r) for p in w.people if len(p.pids) > 1 for r in p.pids]
    for s, rows in made.items():
        groups = collections.defaultdict(list)
        for r in rows:
            groups[(r["_entry"], *(r[q] for q in FACT.get(s, ())))].append(r["rid"])
        many = [g for g in groups.values() if len(g) > 1]
        out += [(s, f"{s}-{i}", rid) for i, g in enumerate(many, 1) for rid in g]
    return out


def errors(s, rows):
    def share(test):
        return round(sum(map(test, rows)) / len(rows), 4)

    cols = [q for _, q in COLS[s]]
    return (s, len(rows), share(lambda r: r.err >= 2), share(lambda r: not r["id"]), share(lambda r: any(m.startswith("chi_nam") for m in r.mech)) if "dob" in cols else "",
            share(lambda r: not r.p.pids))


def causes(s, rows, legacy):
    n = collections.Counter(m for r in rows for m in set(r.mech))
    n.update("ngoai_so:" + r.p.why for r in rows if not r.p.pids)
    if legacy:
        n["tcvn3"] = len(rows)
    return [(s, k, v) for k, v in sorted(n.items(), key=lambda x: (-x[1], x[0]))]


def main():
    a = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    a.add_argument("--people", type=int, default=20000)
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--level", choices=["brutal"], default="brutal")
    a.add_argument("--out", required=True)
    a.add_argument("--debug", action="store_true", help="write truth/rows.tsv too")
    a = a.parse_args()
    truth = os.path.join(a.out, "truth")
    os.makedirs(truth, exist_ok=True)
    w = World(a.seed, a.people)
    legacy = ["quan_su", "an_sinh", "mot_cua", None][a.seed % 4]
    register(w, a.out)
    made, files = {}, {}
    for i, s in enumerate(SPEC):
        rng = random.Random(a.seed * 1009 + i)
        made[s] = lists.listing(w, s, rng)
        files[s] = lists.write(s, made[s], w, s == legacy, a.out, rng)
    every = [(s, r) for s, rows in made.items() for r in rows]
    table(f"{truth}/links.csv", ["dataset", "record_id", "population_id"], [(s, r["rid"], pid) for s, r in every for pid in r.p.pids or [""]])
    table(f"{truth}/clusters.csv", ["dataset", "person", "record_id"], clusters(w, made))
    table(f"{truth}/errors.csv", ["dataset", "rows", "two_errors", "number_missing", "year_only", "not_in_register"], [errors(s, rows) for s, rows in made.items()])
    table(f"{truth}/causes.csv", ["dataset", "cause", "rows"], [c for s, rows in made.items() for c in causes(s, rows, s == legacy)])
    if a.debug:
        table(f"{truth}/rows.tsv", ["dataset", "record_id", "population_id", "person", "causes"],
              [(s, r["rid"], "|".join(r.p.pids), f"{r.p.name} {r.p.dob} {r.p.nid} {r.p.cmnd} {r.p.why} {r.p.hh.commune.oldname}/{r.p.hh.ham}", " ".join(r.mech)) for s, r in every], "\t")
    with open(f"{a.out}/job.yaml", "w", encoding="utf-8") as f:
        f.write(f"# Made up by bench/third/gen.py with seed {a.seed}, level {a.level}. No row is a real person.\nname: third-{a.level}-{a.seed}\nas_of: {ASOF}\n"
                "population: {sector: dan_cu, path: dan_cu.csv}\ndatasets:\n")
        for s, name in files.items():
            f.write(f"  - {{sector: {s}, path: {name}}}\n")
        f.write("output: out\n")


if __name__ == "__main__":
    main()
