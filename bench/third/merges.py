"""merges.py: what happens to a list's rows after they were written: files joined, looked up and sorted."""
import bisect, datetime
from causes import note


def shift(s, rows, cols, rng):
    """Two files joined with one column a row off, for a stretch."""
    cand = [q for q in ("id", "dob", "phone", "father", "mother", "addr") if q in cols and not (s == "evn" and q == "addr")]
    for _ in range(rng.choice([0, 1, 1, 2, 3]) if len(rows) > 300 else rng.choice([0, 1])):
        kk = rng.choice(cand)
        n = rng.randint(8, max(9, min(60, len(rows) // 30)))
        a = rng.randrange(0, max(1, len(rows) - n))
        v = [rows[i].get(kk) for i in range(a, a + n)]
        for i in range(n):
            q = rows[a + i]
            if i and q["_heavy"] == 0 and v[i - 1] != q.get(kk) and abs(rows[a + i - 1].p.dob.year - q.p.dob.year) > 1 and not q["_need"]:
                q[kk] = v[i - 1]
                if kk in ("id", "dob"):
                    q["_heavy"] = 1
                note(q, "lech_dong_" + kk)


def vlookup(w, s, rows, rng):
    """Numbers fetched by full name alone: every namesake gets the first one's."""
    if s not in ("thue", "bhxh", "giao_duc", "lao_dong", "an_sinh", "mot_cua", "bhyt") or rng.random() < .25:
        return
    first = {}
    for p in w.people:
        if p.present and not p.dead:
            first.setdefault(p.name.lower(), p)
    keys = sorted(first)
    off = {id(o): rng.random() for o in sorted({r["_o"] for r in rows}, key=lambda o: o.c.old)}
    for r in rows:
        v = off[id(r["_o"])]
        if v < .3 and not r["id"] and r["_heavy"] == 0 and r["dob"][1] == "d" and not r["_need"]:
            n = r["name"].lower()
            q = first.get(n)
            if q is None and v < .06:     # the approximate form of the function: the name before it
                i = bisect.bisect(keys, n)
                q = first[keys[i - 1]] if i else None
                if q and abs(q.dob.year - r.p.dob.year) < 3:
                    q = None
            if q and q is not r.p and q.father is not r.p.father:
                r["id"] = q.nid
                r["_heavy"] = 1
                note(r, "do_so_theo_ten")


def blocks(rows, cols, rng):
    """A column sorted by itself, and a cell dragged down."""
    cand = [q for q in ("id", "dob", "phone", "father") if q in cols]
    for _ in range(max(1, len(rows) // 700)):
        if rng.random() < .6 and len(rows) > 60:
            kk, n = rng.choice(cand), rng.randint(6, 22)
            a = rng.randrange(len(rows) - n)
            blk = [q for q in rows[a:a + n] if not q["_heavy"] and not q["_need"]]
            v = sorted((q.get(kk) or "" for q in blk), key=str)
            for q, x in zip(blk, v):
                if x != (q.get(kk) or "") and not (kk == "dob" and x[0].year == q.p.dob.year):
                    q[kk] = x
                    if kk in ("id", "dob"):
                        q["_heavy"] = 1
                    note(q, "sap_xep_rieng_cot_" + kk)
        if rng.random() < .6 and len(rows) > 60:
            kk, n = rng.choice(["id", "dob"]), rng.randint(3, 12)
            a = rng.randrange(len(rows) - n)
            x = rows[a].get(kk)
            if kk not in cols or not x or kk == "id" and not (x.isdigit() and len(x) == 12):
                continue
            for i in range(1, n):
                q = rows[a + i]
                if q["_heavy"] or q["_need"] or abs(q.p.dob.year - rows[a].p.dob.year) < 2:
                    continue
                q[kk] = f"{int(x) + i:012d}" if kk == "id" else (x[0] + datetime.timedelta(days=i), x[1])
                q["_heavy"] = 1
                note(q, "keo_o_tang_dan_" + kk)
