"""Where a text plays: its country and day, by which bare titles and "the army" are resolved."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from concord.codebook.actors import ActorMatch, existed
from concord.codebook.book import Codebook
from concord.codebook.offices import OfficeMatch
from concord.coding.wordpatterns import WordPattern, may_begin, plain_pattern
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.codebook.entries import Actor

_EVIDENCE = 2  # one name of a country in passing is not where a text plays
_CAPITAL = lazy_regex(r"[ ](?P<word>[A-Z][a-z][\w-]*)")
_CALENDAR = frozenset(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June
    July August September October November December
    """.split()  # noqa: SIM905 - words read better than a list of strings
)
# "closed the border with X": a text about X's neighbour.
_WITH = lazy_regex(
    r"\b(?:border|borders|frontier|crossing|crossings|ties|relations)\s+with\s+(?:the\s+)?$"
)
_DATELINE = lazy_regex(r"(?P<town>[A-Z]{3,}(?:\s[A-Z]{3,})?)(?:\s*[:\u2014\u2013-]|,|\s*\()")
_REGION = lazy_regex(r"\b([A-Z]\w+(?:\s[A-Z]\w+)?)\s(?:State|Province|state|province)\b")
_REGIONS = ("state", "province")
_YEAR = lazy_regex(r"\b(19[89]\d|20[0-4]\d)\b")


@dataclass(frozen=True, slots=True)
class Setting:
    """A text with its codebook, the day to resolve offices on, and the country it is about.

    ``actors`` and ``offices`` are the codebook's names found in the text, in order. ``on`` is the
    day of publication; for an undated text the end of the last year it names, used for offices
    only and never as a date of a statement.
    """

    text: str
    book: Codebook
    on: date | None
    home: str | None
    actors: tuple[ActorMatch, ...]
    offices: tuple[OfficeMatch, ...]

    def actor(self, actor_id: str | None) -> Actor | None:
        """Return the codebook's actor, or None."""
        return self.book.actors.get(actor_id) if actor_id else None

    def state(self, prefix: str, country: str | None = None) -> Actor | None:
        """Return a country's government (gov), military (mil) or police (pol) of the day.

        Where a state changed hands, the government that stood on the day is returned.
        """
        code = country or self.home
        if code is None:
            return None
        usual = self.book.actors.get(f"{prefix}-{code.lower()}")
        if usual is None or self.on is None or existed(usual, self.on):
            return usual
        others = (
            a
            for a in self.book.actors.values()
            if a.country == code and a.kind == usual.kind and a.level == usual.level
        )
        return next((a for a in others if existed(a, self.on)), usual)

    def speaks_for(self, actor: Actor) -> Actor:
        """Return the body that an actor speaks for: a ministry for its government."""
        parent = self.actor(actor.parent)
        if parent is None or actor.level == "provincial":
            return actor
        ministry = actor.kind == parent.kind == "government"
        wing = actor.side == parent.side == "military"
        return parent if ministry or wing else actor

    def country_in(self, words: str) -> str | None:
        """Return the last country named in some words, by name, demonym or capital."""
        found = None
        for match in _names(self.book)[0].finditer(words):
            found = _names(self.book)[1][match.group()]
        return found


@lru_cache(maxsize=4)
def _names(book: Codebook) -> tuple[WordPattern, dict[str, str]]:
    names: dict[str, str] = {}
    for country in book.countries.values():
        for name in (country.name, *country.names, *country.demonyms, country.capital):
            if name:
                names.setdefault(name, country.iso2)
    return plain_pattern(names, r"\b(?:{})\b"), names


def reference_day(text: str, published: str | None, book: Codebook) -> date | None:
    """Return the day on which offices are looked up, or None if the text gives no hint.

    A publication date of which only the month or year is known counts as its last day but three.
    """
    given = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", published or "")
    if given:
        return date(int(given[1]), int(given[2] or 12), int(given[3] or 28))
    years = [int(year) for year in _YEAR.findall(text)]
    hints = [date(max(years), 12, 31)] if years else []
    held = _tenures(text, book)
    hints += [min(held)] if held else []
    return max(hints, default=None)


_TITLED = lazy_regex(
    r"\b(?:President|Minister|PM|Premier|Chief|Governor|minister|president|premier)\s+$"
)


def _tenures(text: str, book: Codebook) -> list[date]:
    """Return the last days in office of the holders whom a text calls by a title."""
    held = {
        (match.office_id, match.person)
        for match in book.find_offices(text)
        if match.person and _TITLED.search(text[max(0, match.start - 20) : match.start])
    }
    return [
        tenure.until - timedelta(days=1)
        for office_id, person in sorted(held)
        for tenure in book.offices[office_id].holders
        if tenure.person == person and tenure.until is not None
    ]


def home_country(
    text: str, actors: tuple[ActorMatch, ...], offices: tuple[OfficeMatch, ...], book: Codebook
) -> str | None:
    """Return the country that a text is about, by the weight of what it names; the first on a tie.

    Home institutions (parties, provinces, offices) weigh more than the names of countries, which
    news about neighbours is full of; armed groups, who cross borders, weigh least.
    """
    counts: Counter[str] = Counter()
    for match in actors:
        actor = book.actors[match.actor_id]
        if actor.country and not _is_neighbour(text, match.start):
            home = actor.kind in {"party", "judiciary"} or actor.level == "provincial"
            counts[actor.country] += 4 if home else 2
    pattern, names = _names(book)
    for found in pattern.finditer(text):
        counts[names[found.group()]] += not _is_neighbour(text, found.start())
    foreign: bool | None = None  # looked for where it decides
    for office in offices:
        country = book.offices[office.office_id].country
        if country and office.person is None and country not in counts:
            # A title that any country may have ("the interior minister") says little.
            foreign = _is_elsewhere(text, book) if foreign is None else foreign
            country = None if foreign else country
        if country:
            counts[country] += 3
    for region in _REGION.findall(text) if may_begin(text, _REGIONS) else ():
        places = book.gazetteer.find(region)
        if places and places[0].kind == "admin1" and places[0].country:
            counts[places[0].country] += 1
    best = counts.most_common(1)
    if best and best[0][1] >= _EVIDENCE:
        return best[0][0]
    return _where_filed(text, book) if not best else None


def _is_neighbour(text: str, start: int) -> bool:
    return _WITH.search(text[max(0, start - 40) : start]) is not None


def _where_filed(text: str, book: Codebook) -> str | None:
    """Return the country of the town that a text is filed from, if it names no country itself."""
    line = _DATELINE.match(text)
    places = book.gazetteer.find(line["town"].title()) if line else ()
    return places[0].country or None if places else None


_NATION = lazy_regex(
    r"(?:^|[a-z,.]\s)(?P<owner>[A-Z]\w{3,})['\u2019]s\s+(?:\w+\s+){0,2}(?:government|president|prime\s+minister"
    r"|parliament|army|military|capital|constitution|junta|rulers|\w+\s+minister)\b"
    r"|^[A-Z][A-Za-z ]+\((?P<line>[A-Z][a-z]+)\)\s*[-\u2013\u2014]",
    re.MULTILINE,
)


def _is_elsewhere(text: str, book: Codebook) -> bool:
    """Return whether a text names a state that neither packs nor the gazetteer list."""
    listed = _names(book)[1]
    for match in _NATION.finditer(text):
        name = match["owner"] or match["line"]
        if name not in listed and not book.gazetteer.find(name) and not _is_holder(name, book):
            return True
    return False


def _is_holder(name: str, book: Codebook) -> bool:
    return any(
        name in tenure.person for office in book.offices.values() for tenure in office.holders
    )


def read_setting(text: str, published: str | None, book: Codebook) -> Setting:
    """Return the setting of a text: who of the codebook is named, where and when."""
    on = reference_day(text, published, book)
    first = _whole(text, book.find_actors(text, on=on, metonyms=True))
    home = home_country(text, first, _theirs(text, book.find_offices(text, on=on)), book)
    actors = _whole(text, book.find_actors(text, on=on, country=home, metonyms=True))
    offices = _theirs(text, book.find_offices(text, on=on, country=home, bare=home is not None))
    return Setting(text, book, on, home, actors, offices)


def _whole(text: str, matches: tuple[ActorMatch, ...]) -> tuple[ActorMatch, ...]:
    """Return the names without capitals of states that begin another name ("Sana Behroz")."""
    return tuple(m for m in matches if not (m.metonym and _goes_on(text, m.end)))


def _theirs(text: str, matches: tuple[OfficeMatch, ...]) -> tuple[OfficeMatch, ...]:
    """Return the titles and holders without names that somebody else's longer name begins with."""
    return tuple(m for m in matches if m.person is None or not _is_other(text, m))


def _goes_on(text: str, end: int) -> bool:
    after = _CAPITAL.match(text, end)
    return after is not None and after["word"] not in _CALENDAR


def _is_other(text: str, match: OfficeMatch) -> bool:
    after = _CAPITAL.match(text, match.end)
    if after is None or after["word"] in _CALENDAR:
        return False
    return after["word"].casefold() not in (match.person or "").casefold() and " " in match.text
