"""Votes: how much of a text is about which country, by the places that it names."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.codebook.entries import Place
    from concord.coding.places import PlaceMention

CANDIDATES = 40  # entries of a name that are weighed
CAP = 8.5  # weight above which a place is as well known as any
_REPEATED = 0.3  # how much a name that stands again adds to what a text is about


@dataclass(frozen=True, slots=True)
class Votes:
    """The votes for each country, all together and by the name that casts them."""

    total: Mapping[str, float]
    by_name: Mapping[str, Mapping[str, float]]

    def of_all(self) -> Mapping[str, float]:
        """Return the share of each country in all votes."""
        return _shares(self.total)

    def of_others(self, name: str) -> Mapping[str, float]:
        """Return the shares in the votes of all other names: none votes for its own namesakes."""
        own = self.by_name.get(name)
        if not own:
            return _shares(self.total)
        rest = {country: votes - own.get(country, 0.0) for country, votes in self.total.items()}
        return _shares({country: max(votes, 0.0) for country, votes in rest.items()})


def take_votes(mentions: Sequence[PlaceMention], countries: Mapping[str, float]) -> Votes:
    """Return the votes of a text's places, namesakes by how known they are.

    ``countries`` are votes from elsewhere in the text, by ISO code.
    """
    total = {country: float(weight) for country, weight in countries.items()}
    by_name: dict[str, dict[str, float]] = {}
    for mention in mentions:
        name = mention.text.casefold()
        own = by_name.get(name)
        factor = 1.0 if own is None else _REPEATED
        own = by_name.setdefault(name, {})
        for country, share in _votes_of(mention.candidates).items():
            own[country] = own.get(country, 0.0) + factor * share
            total[country] = total.get(country, 0.0) + factor * share
    return Votes(total, by_name)


def _votes_of(candidates: Sequence[Place]) -> Mapping[str, float]:
    """Return how likely each country is by the candidates alone; a country's own name counts 2."""
    best = max((place.weight for place in candidates), default=0.0)
    weights: dict[str, float] = {}
    for place in candidates[:CANDIDATES]:
        if place.country:
            weight = math.exp(min(place.weight, CAP) - min(best, CAP))
            weights[place.country] = weights.get(place.country, 0.0) + weight
    whole = 2.0 if candidates and candidates[0].kind in {"country", "admin1"} else 1.0
    return {country: whole * share for country, share in _shares(weights).items()}


def _shares(weights: Mapping[str, float]) -> Mapping[str, float]:
    total = sum(weights.values()) or 1.0
    return {country: weight / total for country, weight in weights.items()}
