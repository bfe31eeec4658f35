"""lists.py: whom each list is about, its rows office by office, and its file."""
import collections, csv, os
from causes import base, note
from columns import COLS, COPY, extras, fmt_date, fmt_id, rid
from letters import bare, fold, tcvn3
from merges import blocks, shift, vlookup
from offices import SPEC, Office
from places import address
from tables import Weighted


def eligible(s, p, rng):
    """Whether list s may hold p."""
    a = 2025 - p.dob.year
    sp = SPEC[s]
    if not sp["dmin"] <= a <= sp["dmax"]:
        return False
    if p.dead:
        # a list can hold the dead only from the time they lived
        if p.dead.year - p.dob.year < 16 and s not in ("cu_tru", "ho_tich"):
            return False
        if p.dead.year < {"tiem_chung": 2021, "bhyt": 2023, "toa_an": 2022, "mot_cua": 2023, "bhxh": 2015, "thue": 2012, "lao_dong": 2013, "an_sinh": 2016, "quan_su": 2030, "giao_duc": 2030}.get(s, 0):
            return False
        if p.present and rng.random() < .5:
            return False
    if s == "quan_su" and p.sex != "m":
        return False
    if s == "tiem_chung":
        return a < 7 or rng.random() < .45
    if s == "an_sinh":
        return a > 70 or a < 3 or rng.random() < .35
    return True


def choose(w, s, rng):
    """The people a list is about: whole houses, or persons, then those the register does not hold."""
    sp = SPEC[s]
    size = max(sp["low"], int(sp["frac"] * w.target))
    nout = int(size * min(.15, max(.03, sp["out"] * rng.uniform(.75, 1.15))))
    got = []
    inh = [h for h in w.hh if not h.away]
    if s == "evn":
        rng.shuffle(inh)
        outs = 0
        for h in inh:
            if len(got) >= size - nout:
                break
            live = [p for p in h.members if p.present and not p.dead]
            deadp = [p for p in h.members if p.dead]
            if h.head and h.head.father and h.head.father.dead and h.head.father not in deadp and rng.random() < .3:
                deadp.append(h.head.father)
            if deadp and rng.random() < .7:
                p = rng.choice(deadp)
            elif live:
                p = h.head if h.head in live and rng.random() < .8 else rng.choice([q for q in live if 2025 - q.dob.year > 22] or live)
            else:
                continue
            if not p.present:
                if outs >= nout:
                    continue
                outs += 1
            got.append((p, h))
            if rng.random() < .06:
                got.append((p, h))
        nout -= outs
    elif sp["form"] or s == "can_cuoc":
        own = set(rng.sample(range(len(w.com)), max(4, int(len(w.com) * rng.uniform(.45, .8)))))
        ix = {id(c): i for i, c in enumerate(w.com)}
        rng.shuffle(inh)
        inh = [h for h in inh if ix.get(id(h.commune)) in own] + [h for h in inh if ix.get(id(h.commune)) not in own and not h.commune.out]
        for h in inh:
            if len(got) >= size - nout:
                break
            for p in h.members:
                if p.present and eligible(s, p, rng) and (s != "can_cuoc" or rng.random() < .6):
                    got.append((p, h))
    else:
        pool = [p for p in w.people if p.present and eligible(s, p, rng)]
        got = [(p, p.hh) for p in rng.sample(pool, min(len(pool), size - nout))]
        if len(got) < size - nout:
            nout = int(len(got) * nout / max(1, size - nout))
    ab = collections.defaultdict(list)
    for p in w.people:
        if not p.present and eligible(s, p, rng):
            ab[p.why].append(p)
    wt = Weighted([("da_chet", sp["dead"]), ("moi_sinh", sp["born"]), ("di_xa", .25), ("moi_chuyen_den", .14), ("ngoai_tinh", .22), ("chua_thu_thap", .08), ("da_chuyen_di", .09)])
    for v in ab.values():
        rng.shuffle(v)
    have = {id(p) for p, _ in got}
    tries = 0
    while nout > 0 and tries < 20 * nout + 200:
        tries += 1
        v = ab.get(wt(rng))
        if v:
            p = v.pop()
            if id(p) not in have:
                got.append((p, p.home if p.dead else p.hh))
                nout -= 1
    return got


def clarify(w, s, r, p, h, rng):
    """Keeps a row decidable: where a registered namesake of the place could as well be meant, the row says which;
    where it could not say (a dead man's contract) there is no such row."""
    r["_need"] = False
    k = {id((p.home or p.hh).commune), id(p.hh.commune), id(r.get("_c")), id(h.commune)}
    names = {fold(p.name), fold(r["name"])}
    if not r["addr"] and r["dob"][1] != "d" and not r["id"]:      # nothing left but a name: no such row is kept
        r["addr"] = address(h.commune, h.ham, h.house, "old", "full", rng)
    if p.twin and not r["id"] and fold(r["name"]).split()[-1:] == fold(p.twin.name).split()[-1:]:
        r["id"] = p.nid                    # the slip made the one twin's name the other's
    others = [q for c in k for n in names for q in w.byname.get((n, c), ()) if q is not p]
    if r["_heavy"] or "bo_chu_dem" in r.mech or "viet_tat" in r.mech:
        for n in names:
            t = n.split()
            if len(t) > 1:
                others += [q for c in k for q in w.bypair.get((t[0], t[-1], c), ()) if q is not p and q.sex == p.sex and abs(q.dob.year - p.dob.year) < 2]
    if not others:
        return True
    r["_need"] = True
    if r["id"] and r["id"] in (p.nid, p.cmnd):
        return True
    if s == "evn":
        if p.dead:
            return False
        if any(q.hh.ham == p.hh.ham for q in others) or not p.present or r["_heavy"]:
            r["id"] = p.nid
        elif h.ham not in r["addr"] and bare(h.ham).lower() not in bare(r["addr"]).lower():
            r["addr"] = address(h.commune, h.ham, h.house, "old", "full", rng)
        return True
    if any(abs(q.dob.year - p.dob.year) <= 3 for q in others):
        if r["_heavy"]:
            r["id"] = p.nid
        elif r["dob"][1] != "d" or r["dob"][0].year != p.dob.year:
            r["dob"] = (p.dob, "d")
    return True


def listing(w, s, rng):
    """The rows of list s, office by office, as they are after its files were merged."""
    sp = SPEC[s]
    got = choose(w, s, rng)
    by = collections.defaultdict(list)
    for p, h in got:
        c = h.commune
        if c.out and not (p.home and p.home is not h and not p.home.commune.out):
            c = rng.choice(w.com)        # a stranger is written by some office here
        elif c.out:
            c = p.home.commune
        by[id(c)].append((p, h, c))
    rows = []
    order = list(by)
    rng.shuffle(order)
    for k in order:
        items = by[k]
        c = items[0][2]
        o = Office(s, c, rng)
        if sp["form"]:
            items.sort(key=lambda x: (x[1].id, x[0].id))
        elif rng.random() < .4:
            items.sort(key=lambda x: bare(x[0].name.split()[-1]))     # by given name, as lists are
        else:
            rng.shuffle(items)
        prev = None
        for e, (p, h, _) in enumerate(items):
            for i in range(rng.choice([1, 1, 2, 2, 3]) if s == "tiem_chung" else 1 if rng.random() < .985 else 2):
                r = base(w, p, s, o, rng)
                r["_o"] = o
                r["_entry"] = k, e
                r["hhid"] = f"SHK{h.id:06d}"
                extras(w, s, r, p, h, o, rng, i)
                if not clarify(w, s, r, p, h, rng):
                    continue
                if prev is not None and rng.random() < o.copy:        # the clerk's eye slips to the line above
                    ks = [q for _, q in COLS[s] if q in COPY]
                    kk = Weighted([(q, COPY[q]) for q in ks])(rng)
                    if r["_need"]:
                        kk = "eth"
                    if kk in ("dob", "id") and (r["_heavy"] or abs(prev.p.dob.year - p.dob.year) < 2):
                        kk = "addr"
                    if prev.get(kk) and prev.get(kk) != r.get(kk):
                        r[kk] = prev[kk]
                        if kk in ("dob", "id"):
                            r["_heavy"] += 1
                        note(r, "chep_dong_tren_" + kk)
                rows.append(r)
                prev = r
    cols = [q for _, q in COLS[s]]
    shift(s, rows, cols, rng)
    vlookup(w, s, rows, rng)
    blocks(rows, cols, rng)
    return rows


def write(s, rows, w, legacy, out, rng):
    """Writes the file of list s, in the old font encoding if legacy, gives the rows their numbers, and returns the file's name."""
    cols = [q for _, q in COLS[s]]
    lines = []
    for n, r in enumerate(rows, 1):
        r["rid"] = rid(s, n, r, w)
        r["dob"] = fmt_date(r["dob"], r["_o"], rng)
        r["id"] = fmt_id(r["id"], r["_o"])
        line = [r.get(q, "") or "" for q in cols]
        if legacy:
            line = [tcvn3(x) if q in ("name", "addr", "father", "mother", "eth", "head", "que") else x for x, q in zip(line, cols)]
        lines.append(line)
    tsv = s == "toa_an"
    fn = s + (".tsv" if tsv else ".csv")
    with open(os.path.join(out, fn), "w", encoding="utf-8-sig" if s in ("thue", "giao_duc") else "utf-8", newline="") as f:
        o = csv.writer(f, lineterminator="\r\n" if s in ("thue", "bhxh") else "\n", delimiter="\t" if tsv else ",")
        o.writerow([a for a, _ in COLS[s]])
        o.writerows(lines)
    return fn
