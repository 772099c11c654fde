"""Days of the Islamic calendar that news is dated by: Ramadan, Muharram, Ashura, both Eids.

The conversion is the Umm al-Qura calendar of the ``hijridate`` library (1924 to 2077). The new
moon is seen a day later in South Asia than in Mecca as a rule, so a feast is given as two days.
"""

from __future__ import annotations

import re
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
# Months as they are written in English; those that are people's names too need a day or a year.
_MONTHS = (
    r"Muharram|Moharram",
    r"Safar",
    r"Rabi[\s-]*(?:al|ul|u)?[\s-]*(?:awwal|awal|I\b)",
    r"Rabi[\s-]*(?:al|ul|us|ath|as)?[\s-]*(?:thani|sani|akhir|II\b)",
    r"J[ua]m[ao]d[ai][\s-]*(?:al|ul)?[\s-]*(?:awwal|ula|I\b)",
    r"J[ua]m[ao]d[ai][\s-]*(?:al|ul|us|ath|as)?[\s-]*(?:thani|sani|akhira?|II\b)",
    r"Rajab",
    r"Sha['\u2019]?ban|Shaaban",
    r"Ramad[ah]*an|Ramazan|Ramzan",
    r"Shaw+al",
    r"(?:Dhu|Dhul|Zul|Zi|Dhi)[\s-]*(?:al|ul|l)?[\s-]*[QK]a['\u2019]?[ae]?d[ae]h?",
    r"(?:Dhu|Dhul|Zul|Zi|Zil|Dhi)[\s-]*(?:al|ul|l)?[\s-]*(?:Hij+[ae]h?|Haj+)",
)
MONTH = rf"(?:{'|'.join(_MONTHS)})(?!\w)"
HIJRI_YEAR = r"(?:1[34]\d\d)(?!\d)"
NAMES = (
    r"(?:(?:the\s+)?(?:holy\s+|fasting\s+|Muslim\s+holy\s+|Islamic\s+)*(?:month\s+of\s+)?"
    r"(?:Ramad[ah]*an|Ramazan|Ramzan|Muharram|Moharram)|Ashura|Ashoura|Youm[-\s]e[-\s]Ashur[a]?|"
    r"Eid[\s-](?:al|ul|ur|e|uz)[\s-]?(?:Fitr|Fitar|Adha|Azha|Zuha|Milad|Miladun\s+Nabi)|"
    r"Eid[\s-]Milad(?:[\s-]un[\s-]Nabi)?|Mawlid(?:\s+al[\s-]Nabi)?|Arbaeen|Chehlum|Shab[\s-]e[\s-]Barat|"
    r"Kurban\s+Bayram[\u0131i]?|Tabaski|Bakrid|Bakra\s+Eid|Lebaran|Hari\s+Raya\s+(?:Aidilfitri|Aidiladha|"
    r"Puasa|Haji)|Feast\s+of\s+(?:the\s+)?Sacrifice)"
)
# "Eid" alone: which of the two is known from the day of publication only.
EID = r"Eid(?![\s-]*(?:al|ul|ur|e|uz|Milad|Gah)\b)"
_NEAR = 34  # days: half of what lies between the two
_WEEK = 7  # days
_MONTH_DAYS = 31
_FIRST, _LAST = date(1924, 8, 1), date(2077, 11, 16)


_SPELLINGS = (
    ("kurban", "eid al-adha"),  # this and the next before "ram", which they hold
    ("harram", "muharram"),
    ("ram", "ramadan"),
    ("ashu", "ashura"),
    ("ashou", "ashura"),
    ("milad", "eid milad"),
    ("mawlid", "eid milad"),
    ("lebaran", "eid al-fitr"),
    ("puasa", "eid al-fitr"),
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


def month_of(words: str) -> int:
    """Return the number (1 to 12) of an Islamic month by one of its spellings, 0 for none."""
    for number, pattern in enumerate(_MONTHS, start=1):
        if re.fullmatch(pattern, words, re.IGNORECASE):
            return number
    return 0


def hijri(year: int, month: int = 0, day: int = 0) -> Stretch | None:
    """Return a year, month or day of the Islamic calendar, with a day to spare for the moon.

    None for days that the month does not have, and for years outside 1343 to 1500.
    """
    try:
        begun = Hijri(year, month or 1, day or 1)
        begun_on = _gregorian(begun)
        if day:
            return _spared(begun_on, begun_on)
        end = begun.month_length() if month else 1
        last = _gregorian(Hijri(year, month, end)) if month else _gregorian(Hijri(year + 1, 1, 1))
    except (ValueError, OverflowError):
        return None
    return _spared(begun_on, last if month else last - timedelta(days=1))


def hijri_before(month: int, day: int, reference: date) -> Stretch | None:
    """Return the last day or month of that number that had begun by ``reference``."""
    if not _FIRST.year + 1 < reference.year < _LAST.year:
        return None
    this = Gregorian(reference.year, reference.month, reference.day).to_hijri().year
    for year in (this, this - 1):
        found = hijri(year, month, day)
        if found is not None and found.first <= reference:
            return found
    return None


def _spared(first: date, last: date) -> Stretch:
    last += timedelta(days=1)
    value = f"{first.isoformat()}/{last.isoformat()}"
    length = (last - first).days
    precision: Precision = (
        "week" if length <= _WEEK else "month" if length <= _MONTH_DAYS else "year"
    )
    return Stretch(first, last, value, precision)


def _gregorian(at: Hijri) -> date:
    day = at.to_gregorian()
    return date(day.year, day.month, day.day)


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
