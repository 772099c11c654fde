"""Nations that no pack lists: which country a text is about, by what it calls that country's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.coding.speakers.descriptions import NAME
from concord.coding.speakers.persons import is_organisation
from concord.coding.times import words as times
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from concord.coding.speakers.descriptions import Description

_COUNTRY = rf"(?P<name>{NAME}(?:\s{NAME})?)"
_STATE = (
    r"(?:federal\s+|central\s+|military\s+|national\s+|interim\s+|ruling\s+|new\s+|defence\s+|foreign\s+"
    r"|interior\s+|home\s+|finance\s+|apex\s+|main\s+|acting\s+|deputy\s+|caretaker\s+){0,2}"
    r"(?:government|president|prime\s+minister|minister|ministry|premier|parliament|army|military|constitution"
    r"|junta|rulers|capital|generals|colonels|opposition|senate|congress|electoral\s+commission|border|borders"
    r"|security\s+(?:council|forces|committee)|state)\b"
)
# What names a country, with its weight: how surely only a country is called so.
_TOWN = r"\A[A-Z\u00c0-\u00dd][\w.'-]+(?:\s[A-Z][\w.'-]+)?"
_OFFICES = (
    r"(?:[Gg]overnment|[Pp]resident|[Rr]epublic|[Rr]ulers|[Pp]rime\s+[Mm]inister|[Pp]arliament"
    r"|[Aa]rmy|[Cc]olonels|[Pp]eople|[Cc]onstitution|[Ss]overeignty)"
)
_IN = r"(?:across|throughout|neighbouring|neighboring|between|in|of)"
_SIGNS = (
    (lazy_regex(rf"{_TOWN}\s\({_COUNTRY}\)\s*[:\u2014\u2013-]"), 6),
    (lazy_regex(rf"{_TOWN},\s{_COUNTRY}\s*(?:[:\u2014\u2013]|-{{1,2}}\s)"), 6),
    (lazy_regex(rf"(?:^|[^\w]){_COUNTRY}['\u2019]s?\s+{_STATE}", re.MULTILINE), 3),
    (lazy_regex(rf"\b{_OFFICES}\s+of\s+{_COUNTRY}"), 3),
    (lazy_regex(rf"\b{_IN}\s+{_COUNTRY}"), 1),
)
_PARTS = lazy_regex(
    r"\s*(?:State|Province|province|state|county|County|valley|Valley|region|district|District)\b"
)
_NEIGHBOUR = lazy_regex(r"\bneighbou?ring\s+$")
_LEAST = 3
_LONE = lazy_regex(rf"(?<![\w.'\u2019-])(?<!\s[A-Z]\.\s){NAME}(?:\s+{NAME})*")
_GOVERNED = lazy_regex(
    r"\b(?:[Gg]overnor|[Cc]hief\s+[Mm]inister|[Pp]rovince|[Vv]alley|[Rr]egion|[Dd]istrict|[Ss]tate)\s+of\s+$"
)
_GOVERNS = lazy_regex(r"['\u2019]s\s+(?:\w+\s+)?(?:chief\s+minister|governor|provincial)\b")
# Adjectives that are made of a country's name: Karsava, Karsavan.
_ADJECTIVES = ("i", "n", "an", "ian", "ese", "ish")
_ADJECTIVE, _LEAST_LETTERS, _ONCE = 4, 5, 0.5
_TIMES = times.MONTHS.keys() | times.WEEKDAYS.keys()
_NOT_COUNTRIES = frozenset(["The", "Mr", "Mrs", "Dr", "General", "Colonel", "God", "Parliament"])


def find_nation(text: str, described: Iterable[Description]) -> str | None:
    """Return the country that a text without a listed one is about, or None if it names none.

    What a dateline, "X's government" or "the president of X" says weighs more than a name behind
    "in"; the name that a description of its rulers gives first wins a tie.
    """
    scores: dict[str, float] = {}
    for found in described:
        if found.kind == "national" and found.names and not found.proper:
            if _is_time(found.names[-1]):
                continue
            scores[found.names[-1]] = scores.get(found.names[-1], 0.0) + _LEAST
    for pattern, sure in _SIGNS:
        for match in pattern.finditer(text):
            if _may_be_country(text, match.start("name"), match.end("name")):
                scores[match["name"]] = scores.get(match["name"], 0.0) + sure
    for name, weight in _lone_names(text).items():
        scores[name] = scores.get(name, 0.0) + weight
    best = max(scores.items(), key=lambda item: item[1], default=("", 0.0))
    return best[0] if best[1] >= _LEAST else None


def _is_time(name: str) -> bool:
    """Return whether a name is a month or a day of the week: "the army said in April"."""
    return name.split(maxsplit=1)[0].casefold() in _TIMES


def _may_be_country(text: str, start: int, end: int) -> bool:
    before, name = text[max(0, start - 24) : start], text[start:end]
    if _is_time(name):
        return False
    apart = _PARTS.match(text, end) or _NEIGHBOUR.search(before) or _GOVERNED.search(before)
    return not apart and not is_organisation(name) and name.split()[0] not in _NOT_COUNTRIES


def _lone_names(text: str) -> dict[str, float]:
    """Return names of one word that no longer name ends with, by how often they stand alone.

    One of which the text has the adjective too ("Karsava", "Karsavan") is surely a country's.
    """
    found = [(m.group(), m.start(), m.end()) for m in _LONE.finditer(text)]
    surnames = {name.split()[-1] for name, _, _ in found if " " in name}
    singles = {name for name, _, _ in found if " " not in name}
    weights: dict[str, float] = {}
    for name, start, end in found:
        if " " in name or name in surnames or len(name) < _LEAST_LETTERS:
            continue
        if _GOVERNS.match(text, end):
            weights[name] = weights.get(name, 0.0) - _LEAST
        elif re.search(r"\w\s$", text[max(0, start - 2) : start]) and _may_be_country(
            text, start, end
        ):
            weights[name] = weights.get(name, 0.0) + _ONCE
    for name in list(weights):
        if any(name + ending in singles for ending in _ADJECTIVES):
            weights[name] += _ADJECTIVE
    return {name: weight for name, weight in weights.items() if weight > 0}
