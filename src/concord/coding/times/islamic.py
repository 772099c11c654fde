"""Days of the Islamic calendar that news is dated by: Ramadan, Muharram, Ashura, both Eids.

The conversion is the Umm al-Qura calendar of the ``hijridate`` library (1924 to 2077). The new
moon is seen a day later in South Asia than in Mecca as a rule, so a feast is given as two days.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hijridate import Gregorian, Hijri

from concord.coding.times.spans import Stretch

if TYPE_CHECKING:
    from concord.model import Precision

# Month, first day, number of days.
FEASTS = {
    "ramadan": (9, 1, 30),
    "muharram": (1, 1, 30),
    "ashura": (1, 10, 1),
    "eid al-fitr": (10, 1, 3),
    "eid al-adha": (12, 10, 3),
    "eid milad": (3, 12, 1),
    "arbaeen": (2, 20, 1),
    "shab-e-barat": (8, 15, 1),
    "hajj": (12, 8, 6),
}
NAMES = (
    r"(?:(?:the\s+)?(?:holy\s+|fasting\s+|Muslim\s+holy\s+|Islamic\s+)*(?:month\s+of\s+)?"
    r"(?:Ramad[ah]*an|Ramazan|Ramzan|Muharram|Moharram)|Ashura|Ashoura|Youm[-\s]e[-\s]Ashur[a]?|"
    r"Eid[\s-](?:al|ul|ur|e|uz)[\s-]?(?:Fitr|Fitar|Adha|Azha|Zuha|Milad|Miladun\s+Nabi)|"
    r"Eid[\s-]Milad(?:[\s-]un[\s-]Nabi)?|Arbaeen|Chehlum|Shab[\s-]e[\s-]Barat)"
)
# "Eid" alone: which of the two is known from the day of publication only.
EID = r"Eid(?![\s-]*(?:al|ul|ur|e|uz|Milad|Gah)\b)"
_NEAR = 34  # days: half of what lies between the two
_WEEK = 7  # days
_FIRST, _LAST = date(1924, 8, 1), date(2077, 11, 16)


_SPELLINGS = (
    ("harram", "muharram"),  # before "ram", which it holds
    ("ram", "ramadan"),
    ("ashu", "ashura"),
    ("ashou", "ashura"),
    ("milad", "eid milad"),
    ("arba", "arbaeen"),
    ("cheh", "arbaeen"),
    ("barat", "shab-e-barat"),
    ("fit", "eid al-fitr"),
)


def feast_of(name: str) -> str:
    """Return the key of FEASTS that a spelling stands for."""
    lower = name.lower().replace("-", " ")
    return next((feast for piece, feast in _SPELLINGS if piece in lower), "eid al-adha")


def in_year(name: str, year: int) -> Stretch | None:
    """Return the feast that begins in the Gregorian ``year``, or None outside 1925 to 2076.

    Two may begin in one year (every 33 years); the first is given.
    """
    if not _FIRST.year < year < _LAST.year:
        return None
    hijri_year = Gregorian(year, 1, 1).to_hijri().year
    for candidate in (hijri_year, hijri_year + 1):
        stretch = _stretch(name, candidate)
        if stretch.first.year == year:
            return stretch
    return None


def before(name: str, reference: date) -> Stretch | None:
    """Return the feast that ``reference`` falls in, or else the last one before it."""
    if not _FIRST.year + 1 < reference.year < _LAST.year:
        return None
    hijri_year = Gregorian(reference.year, reference.month, reference.day).to_hijri().year
    for candidate in (hijri_year, hijri_year - 1):
        stretch = _stretch(name, candidate)
        if stretch.first <= reference:
            return stretch
    return None


def after(name: str, reference: date) -> Stretch | None:
    """Return the first feast that begins after ``reference``."""
    if not _FIRST.year + 1 < reference.year < _LAST.year - 1:
        return None
    hijri_year = Gregorian(reference.year, reference.month, reference.day).to_hijri().year
    for candidate in (hijri_year, hijri_year + 1):
        stretch = _stretch(name, candidate)
        if stretch.first > reference:
            return stretch
    return None


def eid_near(reference: date) -> Stretch | None:
    """Return the Eid, of the two, that lies within five weeks of ``reference``, None if none."""
    found = [
        feast
        for name in ("eid al-fitr", "eid al-adha")
        for feast in (before(name, reference), after(name, reference))
        if feast is not None and _gap(feast, reference) <= _NEAR
    ]
    return min(found, key=lambda feast: _gap(feast, reference), default=None)


def _gap(feast: Stretch, at: date) -> int:
    return max((feast.first - at).days, (at - feast.last).days, 0)


def day_of_feast(feast: Stretch, number: int) -> Stretch | None:
    """Return the nth day of a feast or month as two days: the moon may be seen a day later."""
    first = feast.first + timedelta(days=number - 1)
    if number < 1 or first >= feast.last:
        return None
    last = first + timedelta(days=1)
    return Stretch(first, last, f"{first.isoformat()}/{last.isoformat()}", "week")


def _stretch(name: str, hijri_year: int) -> Stretch:
    month, day, length = FEASTS[name]
    at = Hijri(hijri_year, month, day).to_gregorian()
    first = date(at.year, at.month, at.day)
    last = first + timedelta(days=length)
    precision: Precision = "month" if length > _WEEK else "week"
    return Stretch(first, last, f"{first.isoformat()}/{last.isoformat()}", precision)
