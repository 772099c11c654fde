"""Which entry of the gazetteer a place name means in its text.

Every candidate is scored by what speaks for it: how well known it is, how much of the text is about
its country, the unit said with the name, the names that it stands in a chain with, the regions that
the text names, and how near it lies to the other places. What a chain says of a name in one place
("Paris, Texas") holds for the same name in the rest of the text.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from concord.codebook.entries import Place
from concord.codebook.names import make_plain
from concord.coding.locations import COUNTRY, PROVINCE, contains, kilometres, level
from concord.coding.places import BIG, PlaceMention
from concord.coding.placewords import UNIT_KINDS
from concord.coding.votes import CANDIDATES, CAP, Votes, take_votes
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from concord.codebook.gazetteer import Gazetteer

_NEAR_KM = 100.0  # a place and the town or district that it is said to be in
_COHERENT_KM = 150.0  # places of one story
_COHERENT_DEGREES = 3.0  # about as much, wide enough to leave out quickly what is far
# Shares of a text's places that lie in one country.
_MOST, _THIRD, _SOME = 0.5, 0.3, 0.15
_REACHED_KM = 300.0  # from another place of the text: over the border, and no namesake abroad
_LIKENESS = 0.72  # of spelling, by difflib: Miramshah and Miran Shah have 0.84
_STEM = 4  # letters that a unit shares with its town: Belgorod, Belgorodskaya
_ARTICLE = lazy_regex(r"^(?:al|el|ad|an|ar|as|ash|at|az)[-\s]")
_PICKS = 25
_VILLAGE = 30_000  # people: a place whose name others share that nobody lists
_ENOUGH = 2  # other names that say in which province a text is
_FAMOUS = 500_000  # people: a city that a text on another country may well be about
# What speaks for a candidate. Set on the development sets named in benchmarks/places.py.
_PRIOR, _STATE_CAP = 0.7, 10.0
_COUNTRY, _REGION, _COHERENCE = 3.0, 1.2, 0.5
_UNIT, _OTHER_UNIT = 2.0, -0.5
_CHAIN, _SAME_NAME = 3.5, 3.0


@dataclass(frozen=True, slots=True)
class _Context:
    """What a text is about: votes for countries, regions named by themselves, places meant."""

    votes: Votes
    regions: frozenset[tuple[str, str]]
    picks: tuple[tuple[str, Place], ...]


def resolve(
    mentions: Sequence[PlaceMention],
    gazetteer: Gazetteer,
    *,
    countries: Mapping[str, float],
    sure: bool = False,
) -> tuple[PlaceMention, ...]:
    """Return the mentions with the entry that the context supports first among candidates.

    ``countries`` are weights by ISO code from elsewhere in the text (actors, nationalities). Names
    that no entry bears exactly take the entries of a like spelling in the country of the text. A
    name that hardly is a place here loses its entries, unless all are ``sure`` to be places.
    """
    votes = take_votes(mentions, countries)
    kept: Sequence[PlaceMention] = mentions
    if not sure:
        kept = [_at_home(m, mentions, votes) for m in kept]
    kept = [_named_after_town(m, gazetteer) for m in _respelled(kept, gazetteer, votes)]
    if not sure:
        kept = [_inside(m, kept, gazetteer) for m in kept]
        kept = [_in_its_province(m, kept) for m in kept]
    chains = [_chain_support(m, near, gazetteer) for m, near in _neighbours(kept)]
    context = _Context(votes, _regions(kept), ())
    first = _choose(kept, chains, context)
    context = _Context(take_votes(first, countries), _regions(first), _picks(first))
    return _choose(kept, chains, context)


def _choose(
    mentions: Sequence[PlaceMention],
    chains: Sequence[Mapping[str, float]],
    context: _Context,
) -> tuple[PlaceMention, ...]:
    """Return the mentions with their candidates in the order of their support."""
    told: dict[str, Counter[str]] = {}
    for mention, chain in zip(mentions, chains, strict=True):
        told.setdefault(mention.text.casefold(), Counter()).update(chain.keys())
    first: dict[str, PlaceMention] = {}
    alone: dict[str, dict[str, float]] = {}
    chosen = []
    for mention, chain in zip(mentions, chains, strict=True):
        name = mention.text.casefold()
        first.setdefault(name, mention)
        if len(mention.candidates) <= 1:
            chosen.append(mention)  # there is nothing to choose
            continue
        if name not in alone:
            alone[name] = {p.id: _support(p, name, context) for p in first[name].candidates}
        here = alone[name]
        same = {} if chain else told[name]
        scores = {
            place.id: here.get(place.id, 0.0)
            + chain.get(place.id, 0.0)
            + _SAME_NAME * (place.id in same)
            + _unit_support(place, mention)
            for place in mention.candidates
        }
        ordered = sorted(
            enumerate(mention.candidates), key=lambda item: (-scores[item[1].id], item[0])
        )
        chosen.append(replace(mention, candidates=tuple(place for _, place in ordered)))
    return tuple(chosen)


def _support(place: Place, name: str, context: _Context) -> float:
    """Return what the text as a whole says for an entry, whatever stands beside the name."""
    known = place.kind in {"country", "continent"}
    votes = context.votes.of_others(name)
    score = _PRIOR * min(place.weight, _STATE_CAP if known else CAP)
    score += _COUNTRY * votes.get(place.country, 0.0)
    if place.kind != "admin1" and (place.country, place.admin1) in context.regions:
        score += _REGION
    near = sum(other != name and _is_near(place, pick) for other, pick in context.picks)
    return score + _COHERENCE * math.sqrt(near)


def _is_near(place: Place, pick: Place) -> bool:
    if pick.kind in {"country", "continent"} or place.latitude is None or pick.latitude is None:
        return False
    if abs(place.latitude - pick.latitude) > _COHERENT_DEGREES:
        return False
    return kilometres(place, pick) <= _COHERENT_KM


def _unit_support(place: Place, mention: PlaceMention) -> float:
    kinds = UNIT_KINDS.get(mention.unit.rstrip("s") or mention.cue)
    if kinds is None:
        return 0.0
    return _UNIT if place.kind in kinds else _OTHER_UNIT


def _neighbours(
    mentions: Sequence[PlaceMention],
) -> Iterable[tuple[PlaceMention, tuple[PlaceMention, ...]]]:
    """Yield each mention with those of its chain that stand next to it, two on each side."""
    for at, mention in enumerate(mentions):
        around = (*mentions[max(0, at - 2) : at], *mentions[at + 1 : at + 3])
        yield mention, tuple(m for m in around if m.chain == mention.chain)


def _holds(parent: Place, place: Place, gazetteer: Gazetteer) -> bool:
    """Return whether a unit holds a place, or held it when the unit was last there (FATA)."""
    if contains(parent, place):
        return True
    last = gazetteer.last_day_of(parent)
    return last is not None and contains(parent, gazetteer.as_of(place, last))


def _chain_support(
    mention: PlaceMention, near: Sequence[PlaceMention], gazetteer: Gazetteer
) -> Mapping[str, float]:
    """Return what the chain says for each entry that lies in another name's entry, or holds it."""
    found = {}
    for place in mention.candidates:
        for other in near:
            if other.text.casefold() == mention.text.casefold():
                continue
            entries = other.candidates[:CANDIDATES]
            if any(_holds(e, place, gazetteer) or contains(place, e) for e in entries):
                found[place.id] = _CHAIN
    return found


def _picks(mentions: Sequence[PlaceMention]) -> tuple[tuple[str, Place], ...]:
    picks = {m.text.casefold(): m.candidates[0] for m in mentions if m.candidates}
    return tuple(picks.items())[:_PICKS]


def _regions(mentions: Sequence[PlaceMention]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (place.country, place.name)
        for mention in mentions
        for place in mention.candidates[:1]
        if place.kind == "admin1"
    )


def _at_home(mention: PlaceMention, mentions: Sequence[PlaceMention], told: Votes) -> PlaceMention:
    """Return a small place abroad as unknown, in a text whose other places lie in one country.

    Where the name is that of a building or a junction ("the Santa Lucia church"), a large place
    abroad is no more likely than a small one.
    """
    candidates = mention.candidates
    if not candidates or any(_may_stand_alone(p, mention) for p in candidates):
        return mention
    chained = [
        place.country
        for other in mentions
        if other.chain == mention.chain and other is not mention
        for place in other.candidates[:3]
    ]
    name = mention.text.casefold()
    inside = [
        m for m in mentions if m.candidates and level(m) < COUNTRY and m.text.casefold() != name
    ]
    votes = told.of_others(name) if inside else told.of_all()
    least = _MOST if any(votes.get(p.country) for p in candidates) else _THIRD
    if not chained and max(votes.values(), default=0.0) < least:
        return mention
    if chained and any(p.country in chained for p in candidates):
        return mention
    enough = _MOST if mention.site else _SOME
    at_home = tuple(
        place
        for place in candidates
        if votes.get(place.country, 0.0) >= enough
        or place.country in chained
        or any(kilometres(place, other.candidates[0]) <= _REACHED_KM for other in inside)
    )
    return replace(mention, candidates=at_home)


def _may_stand_alone(place: Place, mention: PlaceMention) -> bool:
    if place.kind in {"continent", "country"} or place.population >= _FAMOUS:
        return True
    if mention.site:
        return False
    said = mention.where or mention.cue or mention.dateline
    return place.kind == "admin1" or (place.population >= BIG and bool(said))


def _inside(
    mention: PlaceMention, mentions: Sequence[PlaceMention], gazetteer: Gazetteer
) -> PlaceMention:
    """Return "A in B" with A unknown where no A of the gazetteer lies in or near a B.

    A list of places of one level ("Lahore, Karachi and Quetta") says nothing of the kind.
    """
    after = next(
        (m for m in mentions if m.chain == mention.chain and m.start > mention.start), None
    )
    if after is None or not mention.candidates or not after.candidates:
        return mention
    if level(mention) > level(after) or (level(after) > PROVINCE and after.cue != "in"):
        return mention
    inside = after.cue in {"in", "near", "of"} or mention.cue == "town"  # "the village of A, B"
    if level(mention) == level(after) and not inside:
        return mention
    near = any(
        a.id == b.id or _holds(b, a, gazetteer) or kilometres(a, b) <= _NEAR_KM
        for a in mention.candidates
        for b in after.candidates
    )
    return mention if near else replace(mention, candidates=())


def _in_its_province(mention: PlaceMention, mentions: Sequence[PlaceMention]) -> PlaceMention:
    """Return a village as unknown where all that its text names lies in another province, far off.

    It has namesakes that no gazetteer knows. What is said beside it is left to say so itself.
    """
    entries = mention.candidates
    if not entries or not all(_is_small(place) for place in entries):
        return mention
    ids = {place.id for place in entries}
    others = [m for m in mentions if m.candidates and m.candidates[0].id not in ids]
    if any(m.chain == mention.chain and level(m) < COUNTRY for m in others):
        return mention
    rest = {
        m.text.casefold(): m for m in others if level(m) < COUNTRY and not m.dateline and m.where
    }
    provinces = {p.admin1 for m in rest.values() for p in m.candidates[:1]}
    if len(rest) < _ENOUGH or len(provinces) != 1 or None in provinces:
        return mention
    far = all(
        kilometres(place, other.candidates[0]) > _COHERENT_KM
        for place in entries
        for other in rest.values()
    )
    elsewhere = all(place.admin1 not in provinces for place in entries)
    return replace(mention, candidates=()) if far and elsewhere else mention


def _is_small(place: Place) -> bool:
    return place.kind in {"town", "area", "site"} and place.population < _VILLAGE


def _respelled(
    mentions: Sequence[PlaceMention], gazetteer: Gazetteer, votes: Votes
) -> Sequence[PlaceMention]:
    """Give unknown names the entries of a like spelling, in the likeliest country alone."""
    shares = votes.of_all()
    country = max(sorted(shares), key=lambda iso2: shares[iso2], default=None)
    if country is None:
        return mentions
    alike = [m if m.candidates else _like(m, gazetteer, country) for m in mentions]
    return [m if m.candidates else _part_of(m, alike) for m in alike]


def _part_of(mention: PlaceMention, mentions: Sequence[PlaceMention]) -> PlaceMention:
    """Return an unknown "New Karachi" as a part of the Karachi that the text names too."""
    name = mention.text.casefold()
    whole = next(
        (m for m in mentions if m.candidates and name.endswith(f" {m.text.casefold()}")), None
    )
    return replace(mention, candidates=whole.candidates) if whole else mention


def _named_after_town(mention: PlaceMention, gazetteer: Gazetteer) -> PlaceMention:
    """Give "Kharkiv region" the unit that the town lies in, where that is called after the town.

    Its own name in the gazetteer is another ("Kharkivs'ka Oblast'").
    """
    kinds = UNIT_KINDS.get(mention.unit.rstrip("s"), ())
    if not mention.candidates or any(p.kind in kinds for p in mention.candidates):
        return mention
    units: list[Place] = []
    for town in mention.candidates[:_PICKS]:
        for kind, name in (("admin1", town.admin1), ("admin2", town.admin2)):
            if town.kind == "town" and name and kind in kinds and _is_called_after(name, town.name):
                found = gazetteer.find(name, country=town.country, similar=False)
                units += [p for p in found if p.kind == kind and p.country == town.country]
    return replace(mention, candidates=(*dict.fromkeys(units), *mention.candidates))


def _is_called_after(unit: str, town: str) -> bool:
    one, other = make_plain(unit), make_plain(town)
    return one.startswith(other[: max(len(other) - 1, _STEM)])


def _like(mention: PlaceMention, gazetteer: Gazetteer, country: str) -> PlaceMention:
    found = gazetteer.find(mention.text, country=country)
    alike = tuple(p for p in found if p.country == country and _alike(p.name, mention.text))
    return replace(mention, candidates=alike)


def _alike(one: str, other: str) -> bool:
    """Return whether two names are spelled alike, an article before one of them left aside."""
    names = (one.lower(), _ARTICLE.sub("", one.lower()))
    return any(SequenceMatcher(None, name, other.lower()).ratio() >= _LIKENESS for name in names)
