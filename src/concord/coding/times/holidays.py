"""Holidays that news dates by: Christmas, Easter, New Year, Thanksgiving, Nowruz, May Day."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.easter import EASTER_ORTHODOX, easter

NAMES = (
    r"(?:(?:Orthodox|Coptic)\s+(?:Christmas|Easter)|Christmas(?:\s+(?:Eve|Day))?|Easter(?:\s+Sunday|\s+Monday)?|Good\s+Friday|Palm\s+Sunday|"
    r"New\s+Year['\u2019]?s?\s+(?:Eve|Day)|Thanksgiving(?:\s+Day)?|Nowruz|Nauroz|May\s+Day|"
    r"Valentine['\u2019]?s\s+Day|Halloween)"
)
_FIXED = {
    "christmas": (12, 25),
    "christmas eve": (12, 24),
    "orthodox christmas": (1, 7),
    "new years eve": (12, 31),
    "new years day": (1, 1),
    "nowruz": (3, 21),
    "may day": (5, 1),
    "valentines day": (2, 14),
    "halloween": (10, 31),
}
# Days after Easter Sunday (western reckoning).
_EASTER = {"easter": 0, "easter monday": 1, "good friday": -2, "palm sunday": -7}
_THURSDAY = 3


def key_of(words: str) -> str:
    """Return the key of a holiday by one of its spellings."""
    lower = " ".join(words.lower().replace("\u2019", "").replace("'", "").split())
    lower = lower.replace("coptic", "orthodox")
    lower = lower.replace("new year e", "new years e").replace("new year d", "new years d")
    return {
        "christmas day": "christmas",
        "easter sunday": "easter",
        "thanksgiving day": "thanksgiving",
        "nauroz": "nowruz",
    }.get(lower, lower)


def in_year(name: str, year: int) -> date:
    """Return the day of a holiday in a year; Thanksgiving is that of the United States."""
    if name == "orthodox easter":
        return easter(year, EASTER_ORTHODOX)
    if name in _EASTER:
        return easter(year) + timedelta(days=_EASTER[name])
    if name == "thanksgiving":
        first = date(year, 11, 1)
        return first + timedelta(days=(_THURSDAY - first.weekday()) % 7 + 21)
    month, day = _FIXED[name]
    return date(year, month, day)
