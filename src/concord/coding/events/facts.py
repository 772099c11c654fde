"""Facts: the day, the place and the weapon of a happening."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from concord.coding import locations
from concord.coding.events.candidates import day_of, is_stretch
from concord.coding.events.standing import OLD
from concord.coding.forms import compile_forms
from concord.coding.times.spans import precision_of
from concord.model import Location, When

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from concord.codebook.book import Codebook
    from concord.coding.events.happenings import Happening
    from concord.coding.events.standing import Setting
    from concord.coding.places import PlaceMention
    from concord.coding.prepared import Prepared


def whens(
    happening: Happening, others: Sequence[Happening], setting: Setting, *, background: bool
) -> tuple[When, ...]:
    """Return the readings of its time, the chosen one first.

    News that says no time of its own happened when the document's other news did, else on the day
    of publication. History that says no time stays undated.
    """
    found: list[When] = []
    chosen = happening.when
    for when in [chosen, *(w for c in happening.candidates for w in c.whens)]:
        if when is not None and when not in found and not is_stretch(when):
            found.append(when)
    if setting.remembered is not None and happening is others[0]:
        return (_on(setting.remembered, "relative"), *found)
    if any(when.first is not None for when in found) or background:
        return tuple(found)
    known = _fallback(others, setting)
    return (known, *found) if known is not None else tuple(found)


def _fallback(others: Sequence[Happening], setting: Setting) -> When | None:
    """Return the likeliest time of news that says none.

    That of the other news, else the first recent day that the text tells, else the day on which
    somebody spoke of it, else the day of publication.
    """
    if setting.reference is None:
        return _within(setting)
    shared = [h.when for h in others if day_of(h.when) is not None]
    for when in (*shared, *setting.told, *setting.reported):
        day = day_of(when)
        if when and day is not None and timedelta(0) <= setting.reference - day <= OLD:
            return replace(_on(day, "published"), last=when.last)
    return _on(setting.reference, "published")


def _within(setting: Setting) -> When | None:
    """Return the month or year of publication where no day of it is known."""
    if setting.within is None:
        return None
    first, last = setting.within
    precision = precision_of(first, last)
    return When(first=first, last=last, precision=precision, basis="published")


def _on(day: date, basis: str) -> When:
    return When(first=day, last=day, precision="day", basis=basis)


def places_of(
    happening: Happening,
    prepared: Prepared,
    book: Codebook,
    times: Sequence[When],
    *,
    background: bool,
) -> tuple[Location, ...]:
    """Return the readings of its place, the chosen one first."""
    on = next((when.first for when in times if when.first is not None), None)
    on = on or prepared.document.published_on
    own = [p for p in happening.places if not p.dateline and not p.speaker]
    pool = own or ([] if background else _elsewhere(prepared))
    chosen = _chosen(happening, pool)
    if not chosen:
        return ()
    chosen = _with_container(chosen, own) if own else chosen
    chosen = _with_container(chosen, prepared.places)
    located = locations.locate(chosen, book.gazetteer, text=prepared.text, on=on)
    if located is None:
        return ()
    more = (
        locations.locate([place], book.gazetteer, text=prepared.text, on=on)
        for place in _further(chosen, own)
    )
    return (located, *(place for place in more if place is not None))


def _further(chosen: Sequence[PlaceMention], own: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return the other words that place a happening: what contains the chosen place, or is in it.

    Each name stands once, in the order of the text.
    """
    smallest = min(chosen, key=lambda place: (locations.level(place), place.start))
    named = {smallest.text.lower()}
    found = []
    for place in sorted({p.start: p for p in (*chosen, *own)}.values(), key=lambda p: p.start):
        tied = place in chosen or any(locations.related(place, other) for other in chosen)
        if tied and place.text.lower() not in named:
            named.add(place.text.lower())
            found.append(place)
    return found


def _elsewhere(prepared: Prepared) -> list[PlaceMention]:
    """Return the places of the rest of the text: those outside a dateline, else the dateline's."""
    body = [p for p in prepared.places if not p.dateline and p.where]
    return body[:3] or [p for p in prepared.places if p.dateline][:2]


_POOL = 40  # places of one happening that are weighed against each other: the nearest


def _chosen(happening: Happening, pool: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return the chain of mentions that locates best: said to be there, small, early, near."""
    if not pool:
        return []
    if len(pool) > _POOL:
        pool = sorted(
            sorted(pool, key=lambda p: _apart(happening, p))[:_POOL], key=lambda p: p.start
        )
    best = max(pool, key=lambda place: (_score(happening, place, pool), -place.start))
    return [place for place in pool if place.chain == best.chain]


def _apart(happening: Happening, place: PlaceMention) -> int:
    return min(abs(place.start - c.head.start) for c in happening.candidates)


def _score(happening: Happening, place: PlaceMention, pool: Sequence[PlaceMention]) -> float:
    at = _apart(happening, place)
    first = happening.candidates[0]
    score = (
        1.5 * place.where
        + {0: 1.2, 1: 1.2, 2: 1.0, 3: 0.8, 4: -0.5, 5: -1.5}[locations.level(place)]
    )
    score += 1.0 * (first.clause.start <= place.start < first.clause.end)
    score += 0.3 * sum(locations.related(place, other) for other in pool if other is not place)
    return score - min(at, 400) / 400 + 0.5 * bool(place.candidates)


def _with_container(
    chosen: Sequence[PlaceMention], around: Iterable[PlaceMention]
) -> list[PlaceMention]:
    """Add the nearest district or province to a chain that the gazetteer cannot place at all."""
    if any(place.candidates for place in chosen):
        return list(chosen)
    at = chosen[0].start
    least = locations.DISTRICT if _is_settlement(chosen[0]) else 0
    known = [p for p in around if p.candidates and not p.speaker and least <= _widest(p)]
    inner = [p for p in known if locations.level(p) <= locations.PROVINCE]
    known = inner or [p for p in known if p.where and not p.dateline]
    nearest = min(known, key=lambda p: (not p.where, p.dateline, abs(p.start - at)), default=None)
    return [*chosen, nearest] if nearest is not None else list(chosen)


def _is_settlement(place: PlaceMention) -> bool:
    """Return whether a place is called a town or village: it lies in no other town."""
    return place.cue == "town" or place.unit.rstrip("s") in {"town", "village", "city"}


def _widest(place: PlaceMention) -> int:
    """Return how large a place may be: a town and its district often have one name."""
    kinds = {p.kind for p in place.candidates}
    return locations.DISTRICT if "admin2" in kinds else locations.level(place)


def weapon(happening: Happening, prepared: Prepared, book: Codebook, key: str) -> str | None:
    """Return the first class of weapon (or tactic) whose words stand with the happening."""
    for entry in book.lexicon("weapons").get(key, ()):
        pattern = compile_forms(entry["forms"])
        for candidate in happening.candidates:
            if pattern.search(prepared.text, candidate.clause.start, candidate.clause.end):
                return str(entry["code"])
    return None
