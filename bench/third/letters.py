"""letters.py: what hearing, typing and reading do to words and digits."""
import functools, re, unicodedata
from tables import ref

nf = unicodedata.normalize
TONE = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
VTONE = {"s": "1", "f": "2", "r": "3", "x": "4", "j": "5"}
TELEX = {"â": "aa", "ê": "ee", "ô": "oo", "ă": "aw", "ơ": "ow", "ư": "uw", "đ": "dd"}
VNI = {"â": "a6", "ê": "e6", "ô": "o6", "ă": "a8", "ơ": "o7", "ư": "u7", "đ": "d9"}


@functools.cache
def split_tone(w):
    """(word without its tone mark, tone letter, index of the marked vowel)"""
    out, t, pos = [], "", -1
    for ch in nf("NFD", w):
        if ch in TONE:
            t, pos = TONE[ch], len(nf("NFC", "".join(out))) - 1
        else:
            out.append(ch)
    return nf("NFC", "".join(out)), t, pos


def join_tone(b, t, pos):
    if not t:
        return b
    comb = [c for c, k in TONE.items() if k == t][0]
    if pos < 0 or pos >= len(b):
        return b
    return nf("NFC", b[:pos + 1] + comb + b[pos + 1:])


@functools.cache
def bare(s):
    return "".join(c for c in nf("NFD", s) if not unicodedata.combining(c)).replace("đ", "d").replace("Đ", "D").replace("ƀ", "b")


def cap(w):
    return w[:1].upper() + w[1:]


@functools.cache
def fold(n):
    """A name as a careless eye sees it: no marks, no case, no H' or hyphens."""
    r = re.sub(r"[’' -]+", " ", bare(n).lower()).strip()
    return re.sub(r"^h ?(?=[a-z]+ )", "h ", r) if n[:1] == "H" and n[1:2] in "'’ -" else r


def hear(tok, dia, rng):
    """What a clerk writes who hears TOK in the dialect of the speaker."""
    low = tok.lower()
    b, t, pos = split_tone(low)
    opt = []
    if dia in ("n", "t"):
        for a, c in (("tr", "ch"), ("ch", "tr"), ("l", "n"), ("n", "l"), ("s", "x"), ("x", "s"), ("gi", "d"), ("d", "gi"), ("r", "d")):
            if b.startswith(a) and not (a == "n" and b[1:2] in ("g", "h")) and len(b) > len(a):
                if (a, c) in (("l", "n"), ("n", "l")) and dia != "n":
                    continue
                if a == "d" and b[1:2] == "i":
                    continue
                opt.append((c + b[len(a):], t, pos + len(c) - len(a)))
        if "ươu" in b:
            opt.append((b.replace("ươu", "iêu"), t, pos))
        if b.endswith("ưu"):
            opt.append((b[:-2] + "iu", t, pos))
    if dia in ("c", "s", "t"):
        if t in "rx" and t:
            opt += [(b, "x" if t == "r" else "r", pos)] * 3
    if dia == "t" and t in ("x", "j"):
        opt.append((b, "j" if t == "x" else "x", pos))
    if dia in ("c", "s"):
        if re.search(r"(a|ă|â|o|ơ|u|ư|iê|ươ|uô)n$", b):
            opt.append((b + "g", t, pos))
        elif re.search(r"(a|ă|â|o|u|ư|iê|ươ|uô)ng$", b):
            opt.append((b[:-1], t, pos))
        if re.search(r"(a|ă|â|u|ư|iê|ươ)t$", b):
            opt.append((b[:-1] + "c", t, pos))
        elif re.search(r"(a|ă|â|u|ư|iê|ươ)c$", b):
            opt.append((b[:-1] + "t", t, pos))
        if b.endswith("inh"):
            opt.append((b[:-1], t, pos))
        elif re.search("[^uy]in$|ên$", b):
            opt.append((b + "h", t, pos))
        if b.endswith("iêu"):
            opt.append((b[:-3] + "iu", t, pos - 1))
        if b.startswith("qu") and len(b) > 3 and b[2] != "ê":
            opt.append(("h" + "o" + b[2:], t, pos) if b[2] in "aă" else ("h" + b[1:], t, pos))
        elif b.startswith("hoa"):
            opt.append(("qu" + b[2:], t, pos))
        for a, c in (("s", "x"), ("x", "s"), ("gi", "d")):
            if b.startswith(a):
                opt.append((c + b[len(a):], t, pos + len(c) - len(a)))
    if dia == "s":
        if b.startswith("v"):
            opt.append(("d" + b[1:], t, pos))
        elif b.startswith("d") and b[1:2] != "i":
            opt.append(("v" + b[1:], t, pos))
    if not opt:
        return tok
    r = join_tone(*rng.choice(opt))
    return cap(r) if tok[:1].isupper() else r


def telex(tok, vni=False):
    """The keys of a word where the typing program was off."""
    b, t, _ = split_tone(tok.lower())
    m = VNI if vni else TELEX
    r = "".join(m.get(c, c) for c in b) + (VTONE.get(t, "") if vni else t)
    return cap(r)


KEY = {"s": "fdx", "f": "srj", "r": "fxs", "x": "srj", "j": "fx"}  # neighbours of the tone keys


def slip(tok, rng):
    """A slip of a Telex typist: wrong tone key, a lost mark, a doubled letter that did not fire."""
    b, t, pos = split_tone(tok.lower())
    k = rng.random()
    if t and k < .30:
        nt = rng.choice([c for c in KEY[t] if c in VTONE])
        r = join_tone(b, nt, pos)
    elif t and k < .60:
        r = b
    elif any(c in TELEX for c in b) and k < .9:
        i = rng.choice([i for i, c in enumerate(b) if c in TELEX])
        r = join_tone(b[:i] + bare(b[i]) + b[i + 1:], t, pos)
    elif len(b) > 2 and k < .95:
        i = rng.randrange(1, len(b) - 1)
        r = join_tone(b, t, pos)
        r = r[:i] + r[i + 1] + r[i] + r[i + 2:]
    else:
        r = telex(tok).lower()
    return cap(r)


OCRL = [("n", "u"), ("u", "n"), ("a", "o"), ("o", "a"), ("h", "k"), ("l", "t"), ("rn", "m"), ("m", "rn"), ("ư", "u"), ("ơ", "o"),
        ("ă", "a"), ("â", "a"), ("i", "l"), ("g", "q"), ("c", "e"), ("e", "c"), ("y", "g"), ("t", "l"), ("v", "u"), ("h", "b"), ("ê", "e"), ("ô", "o")]
OCRD = {"1": "7", "7": "1", "0": "6", "6": "0", "3": "8", "8": "3", "4": "9", "9": "4", "5": "6", "2": "7"}


def ocr_word(tok, rng):
    """A word as a reading program takes it off a blurred card."""
    low = tok.lower()
    b, t, pos = split_tone(low)
    if t and rng.random() < .4:   # a tone stroke read as another, or as dirt
        return cap(join_tone(b, rng.choice(["", "s", "f", "r", "x", "j"]), pos))
    c = [(x, y) for x, y in OCRL if x in low]
    if not c:
        return tok
    x, y = rng.choice(c)
    i = rng.choice([m.start() for m in re.finditer(re.escape(x), low)])
    return cap(low[:i] + y + low[i + len(x):])


def ocr_digits(s, rng, n=1):
    idx = [i for i, c in enumerate(s) if c in OCRD]
    for i in rng.sample(idx, min(n, len(idx))):
        s = s[:i] + OCRD[s[i]] + s[i + 1:]
    return s


TCVN3 = {r["unicode"]: r["as_cp1252"] or chr(int(r["bytes_hex"], 16)) for r in ref("encodings/tcvn3.csv")}


def tcvn3(s):
    """What a reader of today sees of a text in the old font encoding; its capitals are the letters of another font, so small ones stand for them."""
    return "".join(TCVN3.get(c) or TCVN3.get(c.lower()) or c if ord(c) > 127 else c for c in nf("NFC", s))
