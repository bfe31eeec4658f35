"""dates.py: the day the lists are of, and the lunar calendar."""
import datetime

D = datetime.date
ASOF = D(2025, 12, 15)


def lunar(d):
    """The lunar (year, month, day) of a date, near enough: older people were registered by it."""
    jd = d.toordinal() + 1721424.5
    k = int((jd - 2415021.077) / 29.530588853)
    nm = 2415021.077 + k * 29.530588853
    day = int(jd - nm) + 1
    doy = (D.fromordinal(int(nm - 1721424.5)) - D(D.fromordinal(int(nm - 1721424.5)).year, 1, 1)).days
    # the principal term inside the month that starts at doy: term m at 50 + 30.44 (m-1)
    m = int((doy + 29.53 - 50) // 30.44) + 1
    y = D.fromordinal(int(nm - 1721424.5)).year
    if m < 1:
        m += 12
        y -= 1
    if m > 12:
        m, y = m - 12, y + 1
    return y, m, min(day, 30)


def safe(y, m, d):
    """The date, or the last day before it that the month has."""
    while True:
        try:
            return D(y, m, d)
        except ValueError:
            d -= 1
