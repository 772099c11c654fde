"""The facets beside a list: what can be chosen, how often it occurs, where each choice leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from concord.analysis.periods import begin
from concord.record.misspelt import Unknown, find_unknown, nearest
from concord.report import words
from concord.web.lines import type_label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from concord.record.choosing import Chosen
    from concord.web.asked import Asked
    from concord.web.shelf import Shelf

SHOWN, MOST = 8, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One word of a facet: its label, how many incidents have it, the address that (un)chooses."""

    label: str
    count: int
    link: str
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One facet; ``more`` choices are folded away."""

    title: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...] = ()

    @property
    def on(self) -> bool:
        """Return whether something of it is chosen."""
        return any(choice.on for choice in (*self.choices, *self.more))


def facets(shelf: Shelf, asked: Asked, chosen: Chosen, path: str) -> tuple[Facet, ...]:
    """Return the facets of a list at ``path``; those without a choice are left out."""
    places = asked.given.get("places", ())
    provinces = {name for name, _ in chosen.facet("provinces")}
    made = [
        _facet(shelf, asked, chosen, path, ("Category", "categories", "categories")),
        _facet(shelf, asked, chosen, path, ("Type", "types", "types")),
        _facet(shelf, asked, chosen, path, ("Country", "countries", "countries")),
        _facet(shelf, asked, chosen, path, ("Province", "provinces", "places")),
    ]
    if any(place in provinces for place in places):
        made.append(_districts(asked, chosen, path))
    made += [
        _facet(shelf, asked, chosen, path, ("Actor", "actors", "actors")),
        _facet(shelf, asked, chosen, path, ("Target", "targets", "targets")),
        _thresholds(asked, chosen, path),
        _facet(shelf, asked, chosen, path, ("Source", "sources", "sources")),
        _doubts(asked, chosen, path),
        _facet(shelf, asked, chosen, path, ("Review", "review", "review")),
        _facet(shelf, asked, chosen, path, ("Status", "statuses", "statuses")),
    ]
    if shelf.datasets():
        made.append(_facet(shelf, asked, chosen, path, ("Data set", "datasets", "datasets")))
    return tuple(facet for facet in made if facet.choices)


def _facet(
    shelf: Shelf, asked: Asked, chosen: Chosen, path: str, named: tuple[str, str, str]
) -> Facet:
    title, name, key = named
    label = _labels(shelf, name)
    found = [
        Choice(
            label=label(word),
            count=count,
            link=asked.toggle(key, word, path),
            on=asked.has(key, word),
        )
        for word, count in chosen.facet(name, MOST)
        if "," not in word
    ]
    return _folded(title, found)


def _folded(title: str, found: list[Choice]) -> Facet:
    """Return the facet with what is chosen first, and the rarer choices folded."""
    ordered = sorted(found, key=lambda choice: not choice.on)
    kept = max(SHOWN, sum(choice.on for choice in ordered))
    return Facet(title=title, choices=tuple(ordered[:kept]), more=tuple(ordered[kept:]))


def _districts(asked: Asked, chosen: Chosen, path: str) -> Facet:
    """Return the districts of the chosen provinces: one of them takes their place."""
    inside = chosen.narrowed("admin1", asked.given.get("places", ()))
    found = [
        Choice(label=word, count=count, link=asked.link(path, places=word), on=False)
        for word, count in inside.facet("districts", MOST)
        if "," not in word
    ]
    return _folded("District", found)


def _labels(shelf: Shelf, name: str) -> Callable[[str], str]:
    book = shelf.book
    named: dict[str, Callable[[str], str]] = {
        "types": lambda code: type_label(shelf, code),
        "categories": lambda code: (
            book.categories[code].label if code in book.categories else words.label(code)
        ),
        "statuses": lambda code: words.STATUSES.get(code, code),
        "countries": lambda code: str(book.gazetteer.country_name(code)),
        "actors": lambda code: book.actors[code].name if code in book.actors else code,
        "targets": lambda code: (
            book.classes[code].label if code in book.classes else words.label(code)
        ),
        "review": lambda code: words.REVIEWS.get(code, code),
        "datasets": lambda code: "this record" if code == "own" else code,
    }
    return named.get(name, str)


def _thresholds(asked: Asked, chosen: Chosen, path: str) -> Facet:
    found = [
        Choice(
            label=f"{least} or more killed" if least else "no deaths or none stated",
            count=count,
            link=asked.link(path, killed=None if asked.has("killed", str(least)) else str(least)),
            on=asked.has("killed", str(least)),
        )
        for least, count in chosen.at_least("killed", (1, 5, 10, 25, 100))
        if count or asked.has("killed", str(least))
    ]
    return Facet(title="Toll", choices=tuple(found))


def _doubts(asked: Asked, chosen: Chosen, path: str) -> Facet:
    counts = dict(chosen.at_least("origins", (2, 3)))
    disputed = int(chosen.count_flag("disputed"))
    found = [
        Choice(
            label="sources disagree",
            count=disputed,
            link=asked.link(path, disputed=None if asked.has("disputed", "true") else "true"),
            on=asked.has("disputed", "true"),
        )
    ]
    found += [
        Choice(
            label=f"{least} or more independent speakers",
            count=count,
            link=asked.link(path, origins=None if asked.has("origins", str(least)) else str(least)),
            on=asked.has("origins", str(least)),
        )
        for least, count in counts.items()
    ]
    return Facet(title="Agreement", choices=tuple(c for c in found if c.count or c.on))


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """One year: incidents that began in it, its share of the fullest year, and its address."""

    name: str
    count: int
    height: int
    link: str
    on: bool


TALLEST = 40


def years(asked: Asked, chosen: Chosen, path: str) -> tuple[Year, ...]:
    """Return every year from the first to the last with an incident.

    A few old incidents that lie far before the rest are one step, as a timeline has it.
    """
    counts = dict(chosen.years())
    if not counts:
        return ()
    days = [date(year, 1, 1).toordinal() for year, count in counts.items() for _ in range(count)]
    start = date.fromordinal(begin(sorted(days))).year
    early = sum(count for year, count in counts.items() if year < start)
    most = max(counts.values())
    since, until = asked.scope.since, asked.scope.until
    found = [_years_before(asked, path, start, early)] if early else []
    for year in range(start, max(counts) + 1):
        exact = asked.has("since", str(year)) and asked.has("until", str(year))
        inside = (since is None or since.year <= year) and (until is None or year <= until.year)
        link = (
            asked.link(path, since=None, until=None)
            if exact
            else asked.link(path, since=str(year), until=str(year))
        )
        count = counts.get(year, 0)
        height = max(1, round(TALLEST * count / most)) if count else 0
        on = inside and (since is not None or until is not None)
        found.append(Year(name=str(year), count=count, height=height, link=link, on=on))
    return tuple(found)


def _years_before(asked: Asked, path: str, start: int, count: int) -> Year:
    """Return the years before the first that stands for itself, as one."""
    last = str(start - 1)
    on = asked.has("until", last) and asked.scope.since is None
    link = asked.link(path, until=None if on else last, since=None)
    return Year(name=f"before {start}", count=count, height=2, link=link, on=on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One condition in force, in words, and the address without it.

    ``unknown`` says of a name that it is known nowhere; ``instead`` is the address with the nearest
    name in its place.
    """

    key: str
    words: str
    link: str
    unknown: Unknown | None = None
    instead: str | None = None


CHIP_WORDS = {
    "since": "since", "until": "until", "places": "place", "countries": "country",
    "actors": "actor", "categories": "category", "types": "type", "statuses": "status",
    "datasets": "data set", "sources": "source", "run": "run", "release": "release",
    "inclusion": "counted by", "reviewed": "reviewed", "q": "words", "targets": "target",
    "review": "review", "killed": "killed, at least", "origins": "independent speakers, at least",
    "disputed": "disputed", "counted": "counted", "group": "group",
}  # fmt: skip
_FACET_OF = {
    "types": "types", "categories": "categories", "statuses": "statuses", "countries": "countries",
    "actors": "actors", "targets": "targets", "review": "review", "datasets": "datasets",
}  # fmt: skip


def chips(shelf: Shelf, asked: Asked, path: str) -> tuple[Chip, ...]:
    """Return one chip for each word of each condition."""
    unknown = {(each.what, each.name): each for each in _unknown(shelf, asked)}
    found = []
    for key, values in asked.given.items():
        label, what = _labels(shelf, _FACET_OF.get(key, "")), CHIP_WORDS.get(key, key)
        for value in values:
            missing = unknown.get((what, value))
            near = missing.nearest if missing else None
            others = tuple(near or each if each == value else each for each in values)
            found.append(
                Chip(
                    key=key,
                    words=f"{what}: {label(value)}",
                    link=asked.toggle(key, value, path),
                    unknown=missing,
                    instead=asked.link(path, **{key: others}) if near else None,
                )
            )
    return tuple(found)


def _unknown(shelf: Shelf, asked: Asked) -> Iterator[Unknown]:
    """Yield the names of the conditions that neither the codebook nor the record knows."""
    yield from find_unknown(asked.scope, shelf.book, lambda kind: shelf.told(asked.scope, kind))
    for name in asked.wishes.targets:
        known = (*shelf.book.classes, *shelf.listing(asked.edition).words["target_class"].names)
        if name not in known:
            yield Unknown("target", name, nearest(name, {each: each for each in known}))
