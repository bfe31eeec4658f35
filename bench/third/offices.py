"""offices.py: what each list holds, and the offices and households that write it."""
from tables import skip


def spec(frac, low, out, noid, cmnd, yo, ocr=0., dic=0., slp=.1, copy=.02, alt=.4, form=False, dead=.0, born=.0, old=.45, other=.03, dmin=0, dmax=130, hearform=.12):
    """What a list holds: its share of the people, the least rows, the share from outside the register; shares without a number, with a 9-digit one, with a year
    alone; cards read by machine, dictation by telephone, slips, lines copied; names in their other form; whether a form is filled for the whole house; the dead
    and newborn among those outside; addresses of the old era; another's number; ages; a form filled by ear."""
    return dict(frac=frac, low=low, out=out, noid=noid, cmnd=cmnd, yo=yo, ocr=ocr, dic=dic, slp=slp, copy=copy, alt=alt, form=form, dead=dead, born=born, old=old, other=other, dmin=dmin, dmax=dmax, hearform=hearform)


SPEC = {
    "cu_tru": spec(.22, 300, .07, .46, .22, .26, ocr=.22, slp=.10, copy=.05, alt=.6, form=True, dead=.25, born=.02, old=.8),
    "can_cuoc": spec(.18, 300, .09, .14, .50, .22, ocr=.40, slp=.06, copy=.015, alt=.65, dead=.15, old=.92, dmin=14, other=.01),
    "bhxh": spec(.14, 250, .06, .40, .16, .20, dic=.06, slp=.14, copy=.03, alt=.5, dead=.05, old=.6, dmin=18),
    "bhyt": spec(.25, 400, .07, .46, .07, .28, dic=.12, slp=.12, copy=.05, form=True, dead=.04, born=.12, old=.6, other=.07, hearform=.2),
    "thue": spec(.12, 200, .05, .34, .22, .24, slp=.14, copy=.02, alt=.4, dead=.06, old=.62, dmin=18),
    "tiem_chung": spec(.13, 300, .10, .50, .06, .34, dic=.30, slp=.16, copy=.04, form=True, born=.2, old=.45, other=.08, hearform=.25),
    "ho_tich": spec(.04, 150, .14, .52, .10, .22, ocr=.18, dic=.08, slp=.10, copy=.03, dead=.3, born=.35, old=.7),
    "giao_duc": spec(.12, 250, .05, .50, .0, .10, dic=.08, slp=.14, copy=.06, form=False, old=.6, other=.05, dmin=3, dmax=18),
    "evn": spec(.15, 250, .13, .72, .12, 1., dic=.22, slp=.2, copy=.04, alt=.55, dead=.65, old=.75, dmin=22, other=.02),
    "an_sinh": spec(.06, 200, .06, .46, .16, .55, dic=.16, slp=.14, copy=.06, form=True, dead=.35, born=.08, old=.6, other=.08, hearform=.2),
    "lao_dong": spec(.06, 200, .10, .40, .14, .32, dic=.05, slp=.16, copy=.04, old=.5, dmin=17, dmax=62),
    "toa_an": spec(.012, 120, .15, .62, .12, .72, dic=.12, slp=.10, copy=.02, alt=.5, dead=.05, old=.6, dmin=20),
    "quan_su": spec(.022, 120, .08, .45, .04, .18, dic=.12, slp=.14, copy=.07, old=.6, dmin=17, dmax=28),
    "mot_cua": spec(.035, 150, .06, .36, .10, .34, slp=.20, copy=.02, old=.35, dmin=16, dead=.02),
}
DFMT = ["%d/%m/%Y", "%d/%m/%Y", "%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%d.%m.%Y", "d/m/Y", "d/m/y", "text", "serial"]


class Office:
    """One office that keeps list s in commune c: its keyboard, forms, software and habits, and how careful it is."""

    def __init__(self, s, c, rng):
        sp = SPEC[s]
        self.c = c
        r = rng.random()
        self.ime = "nomarks" if r < .06 else "telex" if r < .09 else "vni" if r < .11 else "tone" if r < .3 else "ok"
        if s == "evn" and r < .25:
            self.ime = "nomarks"
        self.slip = sp["slp"] * rng.choice([.3, .6, 1, 1.6, 2.4])
        self.caps = rng.random() < (.5 if s in ("evn", "thue", "bhxh") else .18)
        self.dic = sp["dic"] * rng.choice([.3, 1, 1, 2])
        self.ocr = sp["ocr"] * rng.choice([.4, .8, 1, 1.5])
        self.dfmt = rng.choice(DFMT)
        self.yo = min(.97, sp["yo"] * rng.choice([.4, .8, 1, 1.3, 2.0]))
        self.stand = rng.random() < .25            # this clerk types 01/01 where only the year is known
        self.mdy = rng.random() < .06              # the office's software swaps what it can
        self.eraold = min(1, sp["old"] * rng.choice([.5, 1, 1.2]))
        self.style = rng.choice(["full", "full", "short", "names", "noprov", "dash", "reverse", "nodist"])
        self.copy = sp["copy"] * rng.choice([0, .3, 1, 3])
        self.noid = min(.95, sp["noid"] * rng.choice([.5, .8, 1, 1.2, 1.5]))
        self.zero = rng.random() < .14             # Excel ate the zeros
        self.idfmt = "sci" if rng.random() < .015 else rng.choice(["", "", "", "", "", "", "'", "sp", ".0"])
        self.dropmid = .02 if rng.random() < .8 else .15
        self.abbr = .01 if rng.random() < .85 else .2
        skip(rng)
        self.givenpar = .03 if rng.random() < .75 else .4   # parents by given name only
        self.agecol = rng.choice([-1, 1, 1]) if rng.random() < (.05 if s in ("an_sinh", "tiem_chung", "toa_an", "cu_tru", "bhyt") else .01) else 0
        self.sexdef = rng.choice(["Nam", "Nam", "Nữ", ""]) if rng.random() < .05 else None
        self.nopar = rng.random() < .22
        self.swappar = rng.random() < .03
        self.noham = rng.random() < .12
        self.agent = "09" + "".join(rng.choice("0123456789") for _ in range(8)) if rng.random() < (.2 if s in ("tiem_chung", "mot_cua", "an_sinh") else .03) else ""
        self.tuoimu = rng.random() < (.1 if s in ("tiem_chung", "an_sinh", "cu_tru", "toa_an") else .01)


def form_of(h, s, rng):
    """A form one member filled for all the house."""
    f = h.form.get(s)
    if f is None:
        sp = SPEC[s]
        f = h.form[s] = dict(idall=rng.random() < sp["other"] * 1.2, hear=rng.random() < sp["hearform"], year=rng.random() < .15, mu=rng.random() < .05,
                             swap=rng.random() < .025, par=rng.random() < .1, addr=rng.choice(["cur"] * 12 + ["prev", "prev", "home"]))
        skip(rng)
        f["mosur"] = rng.random() < .03
        skip(rng)
        f["era"], f["noid"] = None, rng.random()
    return f
