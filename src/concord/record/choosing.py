"""Which rows of a listing a scope admits, what a search finds, and how many a facet has of each.

The rows that a scope admits are those of the view of that scope: one test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from concord.codebook.counting import load_inclusion
from concord.record.externals import MixedDataSetsError
from concord.record.listing import Listing, Truths

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from concord.codebook.counting import Clause
    from concord.record.listing import Numbers
    from concord.record.scoping import Filter

KILLED, BEST = 0, 1
# What a facet is about -> the column that it counts, and the condition that it leaves aside.
FACETS = {
    "types": "type",
    "categories": "category",
    "statuses": "status",
    "countries": "country",
    "provinces": "admin1",
    "districts": "admin2",
    "targets": "target_class",
    "datasets": "edition",
    "review": "review",
    "actors": "actors",
    "sources": "outlets",
}
_ASIDE = {"provinces": "places"}


@dataclass(frozen=True, slots=True, eq=False)
class Matched:
    """What a search found: the numbers of documents that count."""

    numbers: npt.NDArray[np.int64]


def match(numbers: Sequence[int], aside: Iterable[int]) -> Matched:
    """Return the documents that were found, without those that count no more, by their numbers."""
    found = np.array(numbers, dtype=np.int64)
    return Matched(found[~np.isin(found, np.array(tuple(aside), dtype=np.int64))])


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a list asks for beside its scope; an unset wish asks for nothing.

    ``killed`` and ``sources`` are least numbers (of persons, of independent speakers); ``words``
    holds the documents that a search found, ``ids`` the only incidents that are wanted.
    """

    targets: tuple[str, ...] = ()
    killed: int | None = None
    sources: int | None = None
    disputed: bool | None = None
    counted: bool | None = None
    review: tuple[str, ...] = ()
    ids: frozenset[str] | None = None
    words: Matched | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The rows of a listing that are asked for: one truth a row for each condition that is set."""

    listing: Listing
    conditions: Mapping[str, Truths]
    rows: Truths

    def __len__(self) -> int:
        return int(np.count_nonzero(self.rows))

    def without(self, name: str) -> Truths:
        """Return the rows that fit all conditions but one: what its facet counts."""
        if name not in self.conditions:
            return self.rows
        kept = [each for key, each in self.conditions.items() if key != name]
        return _all(kept, len(self.listing))

    def facet(self, name: str, most: int = 1000) -> tuple[tuple[str, int], ...]:
        """Return the words of a facet of FACETS with their numbers of incidents, most first.

        A facet's own choice does not narrow it, so that a second word can be added to the first.
        """
        rows = self.rows if name == "districts" else self.without(_ASIDE.get(name, name))
        column = FACETS[name]
        if column in self.listing.pairs:
            pairs = self.listing.pairs[column]
            names, codes = pairs.names, pairs.codes[rows[pairs.rows]]
        else:
            words = self.listing.words[column]
            names, codes = words.names, words.codes[rows]
        counts = np.bincount(codes, minlength=len(names))
        found = [(names[code], int(counts[code])) for code in np.flatnonzero(counts)]
        found.sort(key=lambda pair: (-pair[1], pair[0]))
        return tuple(pair for pair in found if pair[0])[:most]

    def facet_of(self, column: str) -> tuple[str, ...]:
        """Return the words of a column that the rows have, in the order of the alphabet."""
        words = self.listing.words[column]
        return tuple(sorted(words.names[code] for code in np.unique(words.codes[self.rows])))

    def narrowed(self, column: str, wanted: Iterable[str]) -> Chosen:
        """Return the rows that also have one of these words; places are left aside before."""
        only = self.listing.words[column].among(wanted)
        rows = self.without("places") & only
        return Chosen(listing=self.listing, conditions={"places": only}, rows=rows)

    def at_least(self, what: str, bounds: Iterable[int]) -> tuple[tuple[int, int], ...]:
        """Return for each bound how many incidents reach it: "killed" persons or "origins"."""
        listing = self.listing
        column = listing.tolls[:, KILLED, BEST] if what == "killed" else listing.origins
        values = column[self.without(what)]
        return tuple((bound, int(np.count_nonzero(values >= bound))) for bound in bounds)

    def count_flag(self, name: str) -> int:
        """Return how many incidents have a flag of the listing, whether it is asked for or not."""
        return int(np.count_nonzero(self.without(name) & self.listing.flags[name]))

    def years(self) -> tuple[tuple[int, int], ...]:
        """Return each year with its number of incidents that began in it, the window left aside."""
        rows = self.without("days") & (self.listing.days[:, 0] > 0)
        days = self.listing.days[rows, 0].astype("int64")
        # Day 1 of the calendar is 0001-01-01; numpy counts from 1970-01-01.
        dates = (days - 719163).astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
        years, counts = np.unique(dates, return_counts=True)
        return tuple(zip(years.tolist(), counts.tolist(), strict=True))

    def page(self, sort: str, start: int, size: int) -> tuple[str, ...]:
        """Return the ids of ``size`` incidents from ``start`` on, in the order of SORTS."""
        order = sorted_rows(self.listing, sort)
        kept = order[self.rows[order]][start : start + size]
        return tuple(self.listing.ids[row] for row in kept)


def choose(listing: Listing, asked: Filter, wishes: Wishes | None = None) -> Chosen:
    """Return the rows that a scope and the wishes beside it admit."""
    conditions = {
        **_scope_conditions(listing, asked),
        **_wish_conditions(listing, wishes, asked.scope.inclusion),
    }
    rows = _all(conditions.values(), len(listing))
    return Chosen(listing=listing, conditions=conditions, rows=rows)


def _all(conditions: Iterable[Truths], size: int) -> Truths:
    return reduce(np.logical_and, conditions, np.ones(size, dtype=bool))


def _scope_conditions(listing: Listing, asked: Filter) -> dict[str, Truths]:
    scope, size = asked.scope, len(listing)
    found: dict[str, Truths] = {"datasets": _of_datasets(listing, scope.datasets)}
    if scope.since is not None or scope.until is not None:
        found["days"] = _in_window(listing, asked)
    for name, column in (("types", "type"), ("categories", "category"), ("statuses", "status")):
        if wanted := getattr(scope, name):
            found[name] = listing.words[column].among(wanted)
    if asked.countries:
        found["countries"] = _folded(listing, "country", asked.countries)
    if asked.places:
        found["places"] = listing.pairs["levels"].among(asked.places, size)
    if asked.actors:
        found["actors"] = listing.pairs["named"].among(asked.actors, size)
    own = listing.words["dataset"].among(("own",))
    if asked.sources:
        published = listing.pairs["sources"].among(asked.sources, size)
        cited = listing.documents.among(listing.find_papers(asked.sources), size)
        found["sources"] = own & (published | cited)
    if scope.reviewed is not None:
        machine = listing.words["review"].among(("machine",))
        found["reviewed"] = own & ~machine if scope.reviewed else machine
    return found


def _of_datasets(listing: Listing, names: tuple[str, ...]) -> Truths:
    """Return the rows of data sets that are named, with an edition or without."""
    return listing.words["dataset"].among(names) | listing.words["edition"].among(names)


def _in_window(listing: Listing, asked: Filter) -> npt.NDArray[np.bool_]:
    since, until = asked.scope.since, asked.scope.until
    first, last = listing.days[:, 0], listing.days[:, 1]
    end, begin = np.where(last > 0, last, first), np.where(first > 0, first, last)
    inside = end > 0
    if since is not None:
        inside &= end >= since.toordinal()
    if until is not None:
        inside &= begin <= until.toordinal()
    return inside


def _folded(listing: Listing, column: str, wanted: frozenset[str]) -> Truths:
    words = listing.words[column]
    return words.among(name for name in words.names if name.casefold() in wanted)


def _wish_conditions(listing: Listing, wishes: Wishes | None, inclusion: str) -> dict[str, Truths]:
    found: dict[str, Truths] = {}
    if wishes is None:
        return found
    if wishes.targets:
        found["targets"] = listing.words["target_class"].among(wishes.targets)
    if wishes.killed is not None:
        found["killed"] = listing.tolls[:, KILLED, BEST] >= wishes.killed
    if wishes.sources is not None:
        found["origins"] = listing.origins >= wishes.sources
    if wishes.disputed is not None:
        found["disputed"] = listing.flags["disputed"] == wishes.disputed
    if wishes.counted is not None:
        found["counted"] = counted_by(listing, inclusion) == wishes.counted
    if wishes.review:
        found["review"] = listing.words["review"].among(wishes.review)
    if wishes.ids is not None:
        found["group"] = np.array([each in wishes.ids for each in listing.ids], dtype=bool)
    if wishes.words is not None:
        found["words"] = listing.documents.among(wishes.words.numbers, len(listing))
    return found


SORTS = ("newest", "oldest", "deadliest", "sources")


@lru_cache(maxsize=8)
def sorted_rows(listing: Listing, sort: str) -> Numbers:
    """Return all rows in an order of SORTS; of equals, the newest and then the id come first."""
    newest = _newest(listing)
    if sort == "oldest":
        return listing.order
    if sort == "deadliest":
        key = -listing.tolls[newest, KILLED, BEST]
    elif sort == "sources":
        key = -listing.origins[newest]
    else:
        return newest
    return newest[np.argsort(key, kind="stable")]


def _newest(listing: Listing) -> Numbers:
    """Return the rows, last day first, undated ones last all the same."""
    first = listing.days[listing.order, 0]
    dated, undated = listing.order[first > 0], listing.order[first == 0]
    return np.concatenate([dated[::-1], undated])


def counted_by(listing: Listing, inclusion: str) -> Truths:
    """Return the rows that an inclusion rule counts; raises InclusionNotFoundError."""
    rule = load_inclusion(inclusion)
    flags, size = listing.flags, len(listing)
    fits = [_clause_rows(listing, clause) for clause in rule.clauses]
    found: Truths = reduce(np.logical_or, fits, np.zeros(size, dtype=bool))
    if rule.statuses:
        found &= listing.words["status"].among(rule.statuses)
    if not rule.summaries:
        found &= ~flags["summary"]
    if not rule.background:
        found &= ~flags["background"]
    return found & flags["lethal"] if rule.lethal else found


def check_unmixed(listing: Listing, rows: Truths) -> None:
    """Return if the rows are of one data set and edition; raises MixedDataSetsError."""
    editions = listing.words["edition"]
    found = np.unique(editions.codes[rows]).tolist()
    if len(found) > 1:
        raise MixedDataSetsError(sorted(editions.names[code] for code in found))


def _clause_rows(listing: Listing, clause: Clause) -> Truths:
    asked = (("family", clause.families), ("type", clause.types), ("category", clause.categories))
    fits = [listing.words[name].among(wanted) for name, wanted in asked if wanted]
    return _all(fits, len(listing))
