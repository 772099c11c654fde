"""Facts: the day, the place and the weapon of a happening."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from concord.coding import locations
from concord.coding.events.candidates import OLD, day_of, is_stretch
from concord.coding.forms import compile_forms
from concord.coding.offsets import FAR_KM
from concord.coding.placewords import BROUGHT
from concord.coding.times.spans import precision_of
from concord.model import Location, When
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from concord.codebook.book import Codebook
    from concord.codebook.gazetteer import Gazetteer
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
    others: Sequence[Happening] = (),
) -> tuple[Location, ...]:
    """Return the readings of its place, the chosen one first.

    News that says no place, or no more than a country, happened where the rest of the text is,
    unless only its history (among ``others``) is there.
    """
    on = next((when.first for when in times if when.first is not None), None)
    on = on or prepared.document.published_on
    own = _own_places(happening, prepared.text)
    pool: Sequence[PlaceMention] = own
    wide = all(locations.level(p) >= locations.COUNTRY for p in own)
    back = _points_back(happening, others, prepared) if wide else []
    if wide and (not background or (not own and back is not None)):
        pool = _around(own, back or _elsewhere(prepared, _of_history(happening, others)))
    chosen = _chosen(happening, pool)
    if not chosen:
        return ()
    near = [
        p for p in own if locations.level(p) <= locations.PROVINCE and not _trust(p, prepared.text)
    ]
    for around in (near, _free(happening, others, prepared), prepared.places):
        chosen = _with_container(chosen, around, prepared.text, book.gazetteer)
    located = locations.locate(chosen, book.gazetteer, text=prepared.text, on=on)
    if located is None:
        return ()
    more = (
        locations.locate([place], book.gazetteer, text=prepared.text, on=on)
        for place in _further(chosen, own)
    )
    return (located, *(place for place in more if place is not None))


def _own_places(happening: Happening, text: str) -> list[PlaceMention]:
    """Return the places told with a happening that may be its scene."""
    told = [p for p in happening.places if not p.dateline and not p.speaker]
    told = [p for p in told if not _is_beside(p, text)] or told
    scenes = [p for p in told if not _is_brought_to(p, text)]
    return scenes if any(p.where for p in scenes) else told


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


def _of_history(happening: Happening, others: Sequence[Happening]) -> frozenset[int]:
    """Return where the places stand that only older happenings have."""
    old = {
        place.start
        for other in others
        if other is not happening and (other.first.has("history") or other.first.is_old)
        for place in other.places
    }
    return frozenset(old - {place.start for place in happening.places})


def _elsewhere(prepared: Prepared, past: frozenset[int]) -> list[PlaceMention]:
    """Return the places of the rest of the text: said to be scenes, else a dateline's, else any."""
    known = [p for p in prepared.places if p.start not in past]
    body = [p for p in known if not p.dateline and p.where]
    dated = [p for p in known if p.dateline]
    named = [
        p for p in known if p.candidates and not p.speaker and not _is_beside(p, prepared.text)
    ]
    return body[:3] or dated[:2] or named[:2]


def _around(own: Sequence[PlaceMention], found: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return the places of a happening and those found elsewhere that lie in its country."""
    countries = {p.candidates[0].country for p in own if p.candidates}
    return [
        *own,
        *(p for p in found if not own or (p.candidates and p.candidates[0].country in countries)),
    ]


def _free(
    happening: Happening, others: Sequence[Happening], prepared: Prepared
) -> list[PlaceMention]:
    """Return the places, no larger than a province, that may hold a happening's unknown place.

    Not those that the text comes to only with another happening that it tells after it.
    """
    own = {place.start for place in happening.places}
    told = prepared.sentences[happening.candidates[0].sentence].end
    later = {p.start for h in others if h is not happening for p in h.places if p.start >= told}
    small = [p for p in prepared.places if locations.level(p) <= locations.PROVINCE]
    return [p for p in small if p.start not in later - own and not _is_beside(p, prepared.text)]


def _points_back(
    happening: Happening, others: Sequence[Happening], prepared: Prepared
) -> list[PlaceMention] | None:
    """Return the places of the happening told before that this one is said to have been at.

    "There", "the same barrier": none where nobody knows which, and None where nothing says so.
    """
    first = happening.candidates[0]
    sentences = {c.sentence for h in others if h is not happening for c in h.candidates}
    spans = [c.clause for c in happening.candidates]
    if first.sentence not in sentences:
        spans.append(prepared.sentences[first.sentence])
    if any(_SAME.search(prepared.text, span.start, span.end) for span in spans):
        told = [h for h in others if h is not happening and h.first.sentence < first.sentence]
        placed = [places for h in told if (places := _own_places(h, prepared.text))]
        return placed[-1] if placed else []
    same = any(
        _SAME_PLACE.search(prepared.text, c.clause.start, c.clause.end)
        for c in happening.candidates
    )
    return [] if same else None


def _is_beside(place: PlaceMention, text: str) -> bool:
    """Return whether a place is only a neighbour, or where somebody came from or went."""
    return bool(
        _BESIDE.search(text, max(0, place.start - 30), place.start)
        or _BEYOND.match(text, place.end)
    )


def _is_brought_to(place: PlaceMention, text: str) -> bool:
    """Return whether a place is where the hurt or the held were brought."""
    before = BROUGHT.search(text, max(0, place.start - 90), place.start)
    return place.cue == "to" and before is not None


_SAME_PLACE = lazy_regex(
    r"\b(?:there|here|(?:in|at|on|near|across|around)\s+(?:the|that|this)\s+(?:same\s+|restive\s+|troubled\s+|north\w*\s+"
    r"|south\w*\s+|east\w*\s+|west\w*\s+)?(?:city|town|area|district|region|province|state|valley"
    r"|village|square|market|mosque|capital|place|spot|neighbou?rhood))\b",
    re.IGNORECASE,
)
_SAME = lazy_regex(
    r"\b(?:the|that|this)\s+(?:very\s+)?same\s+(?:[\w-]+\s+){0,2}?(?:barangays?|barracks|barriers?|bases?|bazaars?|bends?"
    r"|blocks?|bridges?|buildings?|camps?|checkpoints?|church(?:es)?|city|compounds?|corridors?|count(?:y|ies)|courts?"
    r"|crest|crossings?|culverts?|districts?|fields?|forests?|gates?|hamlets?|headquarters|highways?|hills?|hospitals?"
    r"|hotels?|houses?|islands?|junctions?|lanes?|localit(?:y|ies)|markets?|mosques?|mountains?|municipality|neighbou?rhoods?"
    r"|offices?|outposts?|parks?|places?|plazas?|points?|ports?|positions?|posts?|premises|prisons?|provinces?|quarters?"
    r"|regions?|restaurants?|ridges?|rivers?|roads?|routes?|schools?|shops?|shrines?|sites?|spots?|squares?|stations?"
    r"|streets?|stretch(?:es)?|suburbs?|temples?|terminals?|towns?|townships?|universit(?:y|ies)|valleys?|villages?|wards?"
    r"|wells?|yards?)\b",
    re.IGNORECASE,
)
_BESIDE = lazy_regex(
    r"\b(?:border(?:s|ing)?(?:\s+(?:with|of))?|neighbou?ring|adjoining|adjacent(?:\s+to)?|fled\s+to"
    r"|bound\s+for|on\s+(?:its|the|their)\s+way\s+to)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# "a Zarbad-bound train", "on the Zarbad border".
_BEYOND = lazy_regex(r"-bound\b|(?:\s+[Ss]tate)?\s+(?:border|boundary|frontier)\b", re.IGNORECASE)
# "natives of X", "belonged to X": where people are from.
_ORIGIN = lazy_regex(
    r"\b(?:belong(?:s|ed|ing)?\s+to|hail(?:s|ed|ing)?\s+from|(?:native|resident|inhabitant|citizen)s?\s+of"
    r"|from)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
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
    wide = locations.PROVINCE if locations.is_long(place, "area") else locations.level(place)
    score = 1.5 * place.where + {0: 1.2, 1: 1.2, 2: 1.0, 3: 0.8, 4: -0.5, 5: -1.5}[wide]
    score -= 1.0 * _is_far_off(place)
    score += 1.0 * (first.clause.start <= place.start < first.clause.end)
    score += 0.3 * sum(locations.related(place, other) for other in pool if other is not place)
    return score - min(at, 400) / 400 + 0.5 * bool(place.candidates)


def _with_container(
    chosen: Sequence[PlaceMention],
    around: Iterable[PlaceMention],
    text: str,
    gazetteer: Gazetteer,
) -> list[PlaceMention]:
    """Add the nearest district or province to a chain that the gazetteer cannot place at all.

    Where only somebody speaks of the event ("police in Quetta") comes after where something is,
    and before a mere country. Of another town, a town or village has the province alone.
    """
    if any(place.candidates and not locations.is_long(place, "road") for place in chosen):
        return list(chosen)
    at = chosen[0].start
    least = locations.DISTRICT if _is_settlement(chosen[0]) else 0
    known = [_unit_of(p, least, gazetteer) for p in around if p.candidates and not _is_far_off(p)]
    known = [p for p in known if least <= _widest(p)]
    inner = [p for p in known if locations.level(p) <= locations.PROVINCE]
    inner = [p for p in inner if not _is_beside(p, text)] or inner
    inner = [p for p in inner if not p.speaker] or inner
    known = inner or [p for p in known if p.where and not p.dateline and not p.speaker]
    known = [p for p in known if not locations.is_long(p)]
    nearest = min(known, key=lambda p: (_trust(p, text), abs(p.start - at)), default=None)
    return [*chosen, nearest] if nearest is not None else list(chosen)


def _is_far_off(place: PlaceMention) -> bool:
    """Return whether a place only says how far something lies from it."""
    return place.km is not None and place.km > FAR_KM


def _trust(place: PlaceMention, text: str) -> int:
    """Return how little a place says where the text is: 0 where it tells of things there.

    Then comes where it was written, and then what is named otherwise ("the minister of X").
    """
    if _ORIGIN.search(text, max(0, place.start - 40), place.start):
        return 3
    return 0 if place.where else 1 if place.dateline else 2


def _unit_of(place: PlaceMention, least: int, gazetteer: Gazetteer) -> PlaceMention:
    """Return a place, or its province where it is smaller than what may hold another one."""
    if _widest(place) >= least or not place.candidates[0].admin1:
        return place
    first = place.candidates[0]
    units = gazetteer.find(first.admin1 or "", country=first.country)
    inside = [u for u in units if u.kind == "admin1" and u.country == first.country]
    return replace(place, candidates=tuple(inside[:1])) if inside else place


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
