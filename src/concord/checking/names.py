"""Who and where a printed statistic is about: groups, areas, its publisher, and names unknown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.checking.questions import Area
from concord.coding.times.words import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.checking.vocabulary import Vocabulary
    from concord.codebook.book import Codebook
    from concord.codebook.entries import Place

_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*")
_LONGEST = 5  # words of a place name
_JOINING = frozenset({"of", "e", "i", "ul", "al", "and", "&"})
_GROUPS = frozenset({"armed_group", "criminal", "movement", "communal", "tribal"})
_PLACES = ("admin1", "admin2", "country", "town", "area", "tehsil")
# Capitalised words that name neither a group nor a place.
_ORDINARY = frozenset(
    [
        *MONTHS,
        *WEEKDAYS,
        "islamic",
        "muslim",
        "muslims",
        "sunni",
        "shia",
        "shias",
        "pakistani",
        "pakistanis",
        "afghan",
        "afghans",
        "indian",
        "american",
        "british",
        "chinese",
        "iranian",
        "western",
        "baloch",
        "sindhi",
        "pashtun",
        "punjabi",
        "mohajir",
        "i",
        "operation",
        "security",
        "report",
        "annual",
        "index",
        "global",
        "terrorism",
        "database",
        "dataset",
        "data",
        "set",
        "event",
        "georeferenced",
        "program",
        "programme",
        "conflict",
        "ramadan",
        "ramzan",
        "institute",
        "centre",
        "center",
        "university",
        "ministry",
        "senate",
        "parliament",
        "government",
        "army",
        "province",
        "district",
        "ged",
        "acled",
        "gtd",
        "figures",
        "north",
        "south",
        "east",
        "west",
        "northwest",
        "southwest",
        "provinces",
    ]
)
_SAYS = (
    r"(?:say|says|said|report|reports|reported|record|records|recorded|count|counts|counted|list"
    r"|lists|listed|log|logs|logged|put|puts|estimate|estimates|estimated|document|documents"
    r"|documented|register|registers|registered|find|finds|found|show|shows|showed|tally|tallied"
    r"|code|codes|coded|has|had|note|notes|noted|calculates|calculated|gives|give|gave)"
)
_ACCORDING = re.compile(
    r"\b(?:according to|based on|in the (?:data|figures|count) of|data (?:from|of|by|compiled by)"
    r"|figures (?:from|of|by|compiled by)|as (?:recorded|counted|reported) by|by the count of"
    r"|citing|compiled by|published by|released by)\b[^,;:]*",
    re.IGNORECASE,
)
_REPORTING = re.compile(
    rf"^(?:The\s+)?[^,;:]{{2,90}}?\s(?:(?:has|have|had|also|itself)\s)?{_SAYS}\b(?:\s+that)?"
)
# Words that begin a sentence and name nothing, whatever stands behind them.
_STARTERS = frozenset(
    [
        "a",
        "about",
        "across",
        "after",
        "all",
        "almost",
        "among",
        "an",
        "and",
        "as",
        "at",
        "before",
        "between",
        "both",
        "but",
        "by",
        "during",
        "each",
        "eight",
        "every",
        "fewer",
        "five",
        "for",
        "four",
        "from",
        "half",
        "however",
        "if",
        "in",
        "its",
        "less",
        "many",
        "more",
        "most",
        "much",
        "nearly",
        "nine",
        "no",
        "none",
        "of",
        "on",
        "one",
        "only",
        "our",
        "out",
        "outside",
        "inside",
        "excluding",
        "elsewhere",
        "over",
        "overall",
        "roughly",
        "seven",
        "since",
        "six",
        "some",
        "still",
        "such",
        "ten",
        "than",
        "that",
        "the",
        "their",
        "there",
        "these",
        "this",
        "those",
        "though",
        "three",
        "throughout",
        "to",
        "two",
        "under",
        "until",
        "up",
        "when",
        "while",
        "with",
        "within",
        "without",
        "yet",
    ]
)
_DATELINE = re.compile(
    r"^\s*[A-Z][A-Z .,'/-]{2,40}(?:\([\w .]{2,20}\))?\s*(?::|--?|[\u2013\u2014])\s"
)
_POSSESSIVE = re.compile(r"['\u2019]s?$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a sentence: exactly one of ``area``, ``group`` and ``origin`` is set, or none."""

    start: int
    end: int
    text: str
    area: Area | None = None
    group: str | None = None
    origin: str | None = None

    @property
    def unknown(self) -> bool:
        """Return whether nobody knows what the name stands for."""
        return self.area is None and self.group is None and self.origin is None


def find_names(text: str, book: Codebook, words: Vocabulary) -> tuple[Name, ...]:
    """Return the names of a sentence in order: groups, areas, publishers, and unknown ones."""
    home = book.homes[0] if book.homes else None
    found = _found(text, book, words, home)
    # "Bandits" and "the Movement" are groups of the country that the sentence is about.
    countries = {n.area.country for n in found if n.area}
    if len(countries) == 1 and home not in countries:
        found = _found(text, book, words, *countries)
    head = _DATELINE.match(text)
    found = [n for n in found if head is None or n.start >= head.end()]
    sayings = [m.span() for m in _ACCORDING.finditer(text)]
    if (m := _REPORTING.match(text)) and any(n.origin for n in found if n.start < m.end()):
        sayings.append((0, m.end()))
    return tuple(
        sorted(
            (
                n
                for n in found
                if not (n.unknown and any(a <= n.start and n.end <= b for a, b in sayings))
            ),
            key=lambda n: n.start,
        )
    )


def _found(text: str, book: Codebook, words: Vocabulary, country: str | None) -> list[Name]:
    found = list(_actors(text, book, country))
    found += [n for n in _worded(text, book, words) if not _taken(found, n.start, n.end)]
    found += _scanned(text, book, found)
    return found


def _taken(found: Sequence[Name], start: int, end: int) -> bool:
    return any(start < n.end and n.start < end for n in found)


def _actors(text: str, book: Codebook, country: str | None) -> Iterator[Name]:
    for match in book.find_actors(text, country=country):
        actor = book.actors[match.actor_id]
        group = actor.id if actor.kind in _GROUPS else None
        origin = actor.id if actor.kind in {"institute", "media", "international"} else None
        if group or origin:
            yield Name(match.start, match.end, match.text, group=group, origin=origin)
        elif not _as_place(match.text, book):
            yield Name(match.start, match.end, match.text, origin=actor.id)


def _worded(text: str, book: Codebook, words: Vocabulary) -> Iterator[Name]:
    for name, pattern in words.areas:
        for match in pattern.finditer(text):
            area = _as_place(name, book)
            if area is not None:
                end = match.start() + len(match.group().rstrip())
                yield Name(match.start(), end, text[match.start() : end], area=area)


def _scanned(text: str, book: Codebook, taken: Sequence[Name]) -> Iterator[Name]:
    """Yield areas by the longest run of capitalised words, and capitalised words unknown."""
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        word = words[at]
        if not word.group()[0].isupper() or _taken(taken, word.start(), word.end()):
            at += 1
            continue
        hit = _longest(text, words, at, book)
        if hit is not None:
            area, size = hit
            end = words[at + size - 1].end()
            written = _POSSESSIVE.sub("", text[word.start() : end])
            yield Name(word.start(), word.start() + len(written), written, area=area)
            at += size
            continue
        if _is_name(text, words, at):
            yield Name(word.start(), word.end(), word.group())
        at += 1


def _longest(
    text: str, words: Sequence[re.Match[str]], at: int, book: Codebook
) -> tuple[Area, int] | None:
    for size in range(min(_LONGEST, len(words) - at), 0, -1):
        run = words[at : at + size]
        if not all(w.group()[0].isupper() or w.group() in _JOINING for w in run):
            continue
        if not run[-1].group()[0].isupper() or "," in text[run[0].start() : run[-1].end()]:
            continue
        name = _POSSESSIVE.sub("", text[run[0].start() : run[-1].end()])
        if name.casefold() in _ORDINARY:
            continue
        area = _as_place(name, book)
        if area is not None:
            return area, size
    return None


def _as_place(name: str, book: Codebook) -> Area | None:
    for home in (*book.homes, None):
        found = [
            p
            for p in book.gazetteer.find(name, country=home, similar=False)
            if p.kind in _PLACES and (p.country == home or (home is None and _is_great(p)))
        ]
        if found:
            best = min(found, key=lambda p: _PLACES.index(p.kind))
            admin1 = best.name if best.kind == "admin1" else best.admin1
            return Area(
                id=best.id, name=best.name, kind=best.kind, country=best.country, admin1=admin1
            )
    return None


def _is_great(place: Place) -> bool:
    """Return whether a place abroad is meant by its bare name: a country, a great city."""
    return place.kind in {"country", "admin1"} or place.population > 1_000_000  # noqa: PLR2004 - people


def _is_name(text: str, words: Sequence[re.Match[str]], at: int) -> bool:
    """Return whether a capitalised word names something that is not known."""
    word = words[at].group()
    bare = _POSSESSIVE.sub("", word)
    if bare.casefold() in _ORDINARY or len(bare) < 2:  # noqa: PLR2004 - one letter names nothing
        return False
    if all(part.casefold() in _ORDINARY for part in bare.split("-")):
        return False
    if bare.casefold() in _STARTERS:
        return False
    starts = at == 0 or re.search(r"[.!?:\u201c\"]\s*$", text[: words[at].start()]) is not None
    if not starts:
        return True
    shouted = bare.isupper() or (
        bare.count("-") and any(p[:1].isupper() for p in bare.split("-")[1:])
    )
    follows = at + 1 < len(words) and words[at + 1].group()[0].isupper()
    joined = follows and text[words[at].end() : words[at + 1].start()] == " "
    return bool(shouted) or (joined and words[at + 1].group().casefold() not in _ORDINARY)
