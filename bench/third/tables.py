"""tables.py: the tables of refdata/data, and weighted draws from them."""
import bisect, csv, os

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "refdata", "data")


def ref(n):
    with open(os.path.join(DATA, n), encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


class Weighted:
    """Weighted choice."""
    def __init__(self, items):
        self.v, self.c, s = [], [], 0.0
        for x, w in items:
            if w > 0:
                s += w
                self.v.append(x)
                self.c.append(s)
        self.s = s

    def __call__(self, rng):
        return self.v[min(bisect.bisect(self.c, rng.random() * self.s), len(self.v) - 1)]


def skip(rng, *sizes):
    """Draws that nothing uses, of one number below each size, or of one fraction: without them a seed would make another province than the one measured."""
    if not sizes:
        rng.random()
    for n in sizes:
        rng.randrange(n)
