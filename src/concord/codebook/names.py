"""Names made comparable: case, diacritics, apostrophes, hyphens and transliterations folded."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from concord.regexes import lazy_regex

if TYPE_CHECKING:
    import re

# Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {
        "\u0131": "i",  # dotless i
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ə": "e",
        "ħ": "h",
        "ŋ": "n",
    }
)
_APOSTROPHES = lazy_regex("['\u2019\u2018`\u00b4\u02bb\u02bc\u02bf\u02be\u0301]")
_DOTTED = lazy_regex(r"\b((?:[^\W\d_]\.\s?){1,5})(?=\s|$|[^\W\d_])")
_GAPS = lazy_regex(r"[^\w]+|_+")
# In ASCII one table says the same: letters in lower case, apostrophes dropped, all else a gap.
_ASCII = {
    code: letter.lower() if (letter := chr(code)).isalnum() else None if letter in "'`" else " "
    for code in range(128)
}
_DOUBLED = lazy_regex(r"([b-df-hj-np-tv-z])\1")
_LONG_VOWELS = (("ee", "i"), ("oo", "u"), ("ou", "u"), ("aa", "a"), ("ii", "i"), ("uu", "u"))
# Spellings of one sound in names carried over from Urdu, Pashto, Persian, Arabic, Hindi.
_SOUNDS = (("q", "k"), ("w", "v"), ("ph", "f"), ("sch", "sh"), ("zh", "j"))
_LEADING = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_EZAFE = {"e": "e", "i": "e", "ye": "e"}
_SHORTEST_FOLDED = 3


@lru_cache(maxsize=8192)
def strip_marks(text: str) -> str:
    """Return the text in lower case without diacritics and apostrophes; length may change."""
    lowered = _APOSTROPHES.sub("", text).casefold()
    if lowered.isascii():
        return lowered
    parts = unicodedata.normalize("NFKD", lowered.translate(_LETTERS))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def make_plain(name: str) -> str:
    """Return a name's plain key, not from the cache: see ``plain_name``."""
    undotted = _DOTTED.sub(_join_initials, name) if "." in name else name
    if name.isascii():
        words = undotted.translate(_ASCII).split()
    else:
        words = _GAPS.sub(" ", strip_marks(undotted)).split()
    if not words:
        return ""
    words[0] = _LEADING.get(words[0], words[0])
    if words[0] == "the" and len(words) > 1:
        del words[0]
    return " ".join(words)


@lru_cache(maxsize=8192)
def plain_name(name: str) -> str:
    """Return a name's plain key: lower case, no marks, single spaces ("St." is "saint")."""
    return make_plain(name)


def _join_initials(match: re.Match[str]) -> str:
    """Return "D.I. " as "DI "; a lone "St." keeps its space."""
    return match.group(1).replace(".", "").replace(" ", "") + " "


@lru_cache(maxsize=8192)
def fold_word(word: str) -> str:
    """Return a plain word with long vowels, doubled consonants and like sounds made one."""
    if word in _EZAFE:
        return _EZAFE[word]
    if len(word) < _SHORTEST_FOLDED:
        return word
    for long, short in _LONG_VOWELS:
        word = word.replace(long, short)
    for spelling, sound in _SOUNDS:
        word = word.replace(spelling, sound)
    return _DOUBLED.sub(r"\1", word)


@lru_cache(maxsize=8192)
def near_key(name: str) -> str:
    """Return the key under which close spellings meet: words joined, long vowels short.

    "Miran Shah" and "Miranshah", "Kalat" and "Qalat"; it is safe where no country is known.
    """
    return _DOUBLED.sub(r"\1", "".join(fold_word(word) for word in plain_name(name).split()))


@lru_cache(maxsize=8192)
def sound_key(name: str) -> str:
    """Return the key under which spelling variants of one place of a country meet.

    It is its ``near_key`` in which e and i, o and u are one vowel each, a final -pura is -pur, a
    final h after a vowel is dropped: "Pishin" and "Peshin".
    """
    return sound_of(near_key(name))


def sound_of(near: str) -> str:
    """Return the sound key of a name from its ``near_key``."""
    joined = near.replace("kh", "k").replace("gh", "g")
    for long, short in (("y", "i"), ("e", "i"), ("o", "u"), ("aa", "a"), ("ii", "i"), ("uu", "u")):
        joined = joined.replace(long, short)
    if joined.endswith("pura"):
        return joined[:-1]
    if joined.endswith(("ah", "ih")):
        return joined[:-1]
    return joined
