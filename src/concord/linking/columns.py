"""Profiles as columns: what a million events hold for the comparison, in a few hundred megabytes.

Values that repeat (a place's words, a pair of toll figures, a group's names) are kept once and
stand in the columns as numbers, so that they are compared once for each pair of values and not for
each pair of events.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np

from concord.linking.profiles import COARSE_PLACES, FINE_PLACES
from concord.linking.windows import PRECISIONS

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from concord.codebook.tolls import Range
    from concord.linking.profiles import Profile

Numbers: TypeAlias = "np.ndarray[Any, np.dtype[Any]]"

# The chosen reading, two others, and the week before the news.
MOST_WINDOWS = 4
UNKNOWN = -1
NO_DAY = np.iinfo(np.int32).min


class PlaceWords(NamedTuple):
    """The words of the finest named place, and those of what it lies in."""

    leaf: frozenset[str]
    outer: frozenset[str]


class Who(NamedTuple):
    """What is compared of the perpetrators, and whether the type has two sides (a clash)."""

    actors: frozenset[str]
    kinds: frozenset[str]
    at_home: bool
    groups: tuple[frozenset[str], ...]


class Whom(NamedTuple):
    """What is compared of the targets."""

    actors: frozenset[str]
    classes: frozenset[str]


class Count(NamedTuple):
    """A range of dead, and whether its text has a day (else a rise cannot be told from a fall)."""

    low: int | None
    best: int | None
    high: int | None
    dated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Lists of numbers of uneven length, end to end: row n is ``values[starts[n]:starts[n + 1]]``.

    The numbers of a row ascend.
    """

    starts: Numbers
    values: Numbers

    def lengths(self, rows: Numbers) -> Numbers:
        """Return how long each of the rows is."""
        found: Numbers = self.starts[rows + 1] - self.starts[rows]
        return found

    def gather(self, rows: Numbers) -> tuple[Numbers, Numbers]:
        """Return the values of the rows end to end, and for each the position of its row."""
        lengths = self.lengths(rows)
        owners = np.repeat(np.arange(len(rows)), lengths)
        within = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return self.values[self.starts[rows[owners]] + within], owners


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The profiles of events in their order, one row each.

    ``first``, ``last`` and ``precision`` hold the windows (day numbers, -1 for none), ``day`` and
    ``reported`` a day number or NO_DAY; coordinates are degrees, NaN where the place has none that
    may be compared; ``radius`` km. ``country``, ``admin1`` and ``place`` are numbers, -1 for none.
    ``words``, ``killed``, ``who`` and ``whom`` index the values of the same name in ``values``.
    ``injured`` and ``attackers`` are persons, -1 where unknown. ``names`` are the words of victims
    by event, ``stories`` those of the text by ``document``. ``said`` keeps what was found out of
    values while they are compared.
    """

    ids: Sequence[str]
    first: Numbers
    last: Numbers
    precision: Numbers
    day: Numbers
    reported: Numbers
    country: Numbers
    admin1: Numbers
    place: Numbers
    latitude: Numbers
    longitude: Numbers
    radius: Numbers
    fine: Numbers
    words: Numbers
    type: Numbers
    killed: Numbers
    injured: Numbers
    attackers: Numbers
    who: Numbers
    whom: Numbers
    document: Numbers
    names: Rows
    stories: Rows
    values: Mapping[str, Sequence[Any]]
    said: dict[str, Numbers] = field(default_factory=dict, compare=False)

    def __len__(self) -> int:
        """Return the number of events."""
        return len(self.ids)


class _Numbering:
    """Numbers values in the order in which they come."""

    def __init__(self) -> None:
        self.known: dict[Any, int] = {}

    def number(self, value: Hashable | None) -> int:
        return UNKNOWN if value is None else self.known.setdefault(value, len(self.known))


class Filling:
    """Columns that grow, one profile at a time; it may be kept as a file and go on later."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.starts = array("q")
        self.windows = {"first": array("i"), "last": array("i"), "precision": array("b")}
        self.whole = {name: array("i") for name in _WHOLE}
        self.real = {name: array("d") for name in ("latitude", "longitude", "radius")}
        self.lists = {name: (array("q", [0]), array("i")) for name in ("names", "stories")}
        self.numbering = {name: _Numbering() for name in _NUMBERED}

    def add(self, item: Profile) -> None:
        """Add one event."""
        self.ids.append(item.event.id)
        self.starts.append(item.event.start)
        for window in item.windows[:MOST_WINDOWS]:
            self.windows["first"].append(window.first.toordinal())
            self.windows["last"].append(window.last.toordinal())
            self.windows["precision"].append(PRECISIONS.index(window.precision))
        for _ in range(MOST_WINDOWS - len(item.windows)):
            for column in self.windows.values():
                column.append(UNKNOWN)
        for name, value in self._whole_of(item).items():
            self.whole[name].append(value)
        place = item.place
        known = place.precision not in COARSE_PLACES and None not in (
            place.latitude,
            place.longitude,
        )
        self.real["latitude"].append(place.latitude or 0.0 if known else np.nan)
        self.real["longitude"].append(place.longitude or 0.0 if known else np.nan)
        self.real["radius"].append(place.radius_km or 0.0)
        self._append("names", item.names)

    def _whole_of(self, item: Profile) -> dict[str, int]:
        number = {name: each.number for name, each in self.numbering.items()}
        documents = len(self.numbering["document"].known)
        document = number["document"](item.event.document_id)
        if document == documents:
            self._append("stories", item.story)
        return {
            "day": item.day.toordinal() if item.day else NO_DAY,
            "reported": item.reported.toordinal() if item.reported else NO_DAY,
            "country": number["country"](item.place.country),
            "admin1": number["admin1"](item.admin1),
            "place": number["place"](item.place.place_id),
            "fine": item.place.precision in FINE_PLACES,
            "words": number["words"](PlaceWords(item.leaf, item.outer)),
            "type": number["type"](item.event.type),
            "killed": number["killed"](_count(item.killed, dated=item.reported is not None)),
            "injured": _persons(item.injured),
            "attackers": _persons(item.attackers),
            "who": number["who"](Who(item.actors, item.kinds, item.at_home, item.groups)),
            "whom": number["whom"](Whom(item.target_actors, item.target_classes)),
            "document": document,
            "published": number["published"](item.order[1] or None),
        }

    def columns(self) -> Columns:
        """Return the columns of what was added, in the order of the events; nothing is kept.

        Each is let go as its copy is made, so that two of all are never held.
        """
        order = self._order()
        ids = [self.ids[n] for n in order.tolist()]
        kept = {name: tuple(self.numbering[name].known) for name in _KEPT}
        self.ids, self.numbering = [], {}
        real, whole, windows = self.real, self.whole, self.windows
        del whole["published"]
        of_floats = {name: _taken(real, name, order) for name in sorted(real)}
        of_numbers = {name: _taken(whole, name, order) for name in sorted(whole)}
        of_numbers["fine"] = of_numbers["fine"].astype(bool)
        of_windows = {
            name: _taken(windows, name, order, width=MOST_WINDOWS) for name in sorted(windows)
        }
        return Columns(
            ids=ids,
            **of_windows,
            **of_numbers,
            **of_floats,
            names=_reordered(_rows(self.lists.pop("names")), order),
            stories=_rows(self.lists.pop("stories")),
            values=kept,
        )

    def _order(self) -> Numbers:
        """Return the numbers of the events in their order (``profiles.order``), undated ones last.

        Numbers and no tuples are sorted: those of a million events take hundreds of megabytes.
        """
        published = np.array(self.whole["published"], dtype=np.int64)
        days = np.append(_ranks(self.numbering["published"].known), len(self.ids))[published]
        documents = _ranks(self.numbering["document"].known)
        document = documents[np.array(self.whole["document"], dtype=np.int64)]
        return np.lexsort((_ranks(self.ids), np.array(self.starts), document, days))

    def _append(self, name: str, words: Iterable[str]) -> None:
        starts, values = self.lists[name]
        number = self.numbering["word"].number
        values.extend(sorted(number(word) for word in words))
        starts.append(len(values))


_WHOLE = (
    "day", "reported", "country", "admin1", "place", "fine", "words", "type", "killed", "injured",
    "attackers", "who", "whom", "document", "published",
)  # fmt: skip
_NUMBERED = (
    "country", "admin1", "place", "words", "type", "killed", "who", "whom", "document", "word",
    "published",
)  # fmt: skip


def fill(profiles: Iterable[Profile]) -> Columns:
    """Return the columns of profiles, in the order of the events, whatever order they come in.

    No profile is kept.
    """
    filling = Filling()
    for item in profiles:
        filling.add(item)
    return filling.columns()


_KEPT = ("words", "type", "killed", "who", "whom")


def _taken(columns: dict[str, array[Any]], name: str, order: Numbers, width: int = 1) -> Any:
    column = np.asarray(columns.pop(name)).reshape(-1, width)[order]
    return column[:, 0] if width == 1 else column


def _rows(listed: tuple[array[int], array[int]]) -> Rows:
    starts, values = listed
    return Rows(starts=np.asarray(starts), values=np.asarray(values))


def _ranks(names: Iterable[str]) -> Numbers:
    """Return for each of the names, by its position, how many come before it."""
    listed = list(names)
    ranks = np.zeros(len(listed), dtype=np.int64)
    ranks[sorted(range(len(listed)), key=listed.__getitem__)] = np.arange(len(listed))
    return ranks


def _reordered(rows: Rows, order: Numbers) -> Rows:
    values, _ = rows.gather(order)
    starts = np.concatenate(([0], np.cumsum(rows.lengths(order))))
    return Rows(starts=starts, values=values)


def _persons(value: Range) -> int:
    return UNKNOWN if value.best is None else value.best


def _count(value: Range, *, dated: bool) -> Count:
    return Count(value.low, value.best, value.high, dated)
