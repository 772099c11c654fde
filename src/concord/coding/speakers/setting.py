"""Where a text plays: its country and day, by which bare titles and "the army" are resolved."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from concord.codebook.actors import ActorMatch
from concord.codebook.book import Codebook
from concord.codebook.entries import Actor
from concord.codebook.offices import OfficeMatch

_YEAR = re.compile(r"\b(19[89]\d|20[0-4]\d)\b")


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
        """Return a country's government (gov), military (mil) or police (pol)."""
        code = country or self.home
        return self.book.actors.get(f"{prefix}-{code.lower()}") if code else None


def reference_day(text: str, published: str | None) -> date | None:
    """Return the day on which offices are looked up, or None if the text gives no hint.

    A publication date of which only the month or year is known counts as its last day but three.
    """
    given = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", published or "")
    if given:
        return date(int(given[1]), int(given[2] or 12), int(given[3] or 28))
    years = [int(year) for year in _YEAR.findall(text)]
    return date(max(years), 12, 31) if years else None


def home_country(actors: tuple[ActorMatch, ...], book: Codebook) -> str | None:
    """Return the country that most of the named actors belong to; the first named on a tie."""
    counts: Counter[str] = Counter()
    for match in actors:
        country = book.actors[match.actor_id].country
        if country:
            counts[country] += 1
    return counts.most_common(1)[0][0] if counts else None


def read_setting(text: str, published: str | None, book: Codebook) -> Setting:
    """Return the setting of a text: who of the codebook is named, where and when."""
    on = reference_day(text, published)
    first = book.find_actors(text, on=on, metonyms=True)
    home = home_country(first, book)
    actors = book.find_actors(text, on=on, country=home, metonyms=True)
    offices = book.find_offices(text, on=on, country=home, bare=home is not None)
    return Setting(text, book, on, home, actors, offices)
