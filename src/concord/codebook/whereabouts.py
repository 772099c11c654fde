"""In which country a name that no pack knows is likely at home: a guess for a stub."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from concord.codebook.book import Codebook
    from concord.codebook.suggest import Sighting
    from concord.model import Event


class Whereabouts:
    """Guesses of the country of a name: where what its documents tell happened, else the home."""

    def __init__(self, events: Iterable[Event], book: Codebook) -> None:
        self._home = book.homes[-1] if book.homes else None
        self._countries: dict[str, Counter[str]] = {}
        for event in events:
            for place in event.places[:1]:
                if place.country:
                    counts = self._countries.setdefault(event.document_id, Counter())
                    counts[place.country] += 1

    def country_of(self, group: Sequence[Sighting]) -> str | None:
        """Return the likeliest country; of a place the one in which it was read to lie."""
        lies = Counter(s.place.country for s in group if s.place and s.place.country)
        told: Counter[str] = Counter()
        for document_id in sorted({sighting.document_id for sighting in group}):
            told += self._countries.get(document_id, Counter())
        likeliest = lies or told
        if not likeliest:
            return self._home
        # The home of the packs wins where nothing speaks for another country.
        return min(likeliest, key=lambda code: (-likeliest[code], code != self._home, code))
