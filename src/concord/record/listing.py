"""Every incident of a run in columns: what lists, facets, maps and sums of a page are made from.

One row for each incident as a view shows it, decisions applied, and one for each row of an imported
data set. A column holds numbers, or codes of a short list of words, so that a question about a
hundred thousand incidents is answered in milliseconds. The incidents themselves stay in the record
and are read for the rows that are shown. A listing holds for one state of the record.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from concord.codebook import tolls
from concord.model import Location
from concord.record.externals import EDITION_MARK
from concord.record.scoping import OWN, ancestors, sources_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from concord.codebook.book import Codebook
    from concord.codebook.tolls import Toll
    from concord.model import Document, Event, Incident
    from concord.record.view import View

Numbers = npt.NDArray[np.int32]
Truths = npt.NDArray[np.bool_]
TOLLS = ("killed", "killed_attackers", "killed_total", "injured", "abducted", "arrested")
# A figure that is not given, or (as a high one) is open-ended.
NONE = -1
WORDS = (
    "type", "family", "category", "status", "country", "admin1", "admin2", "target_class",
    "dataset", "edition", "review", "precision",
)  # fmt: skip
FLAGS = ("disputed", "summary", "background", "lethal")
PAIRS = ("actors", "named", "levels", "sources", "outlets", "documents")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A column of words: one code a row, an index of ``names``; the word "" stands for none."""

    names: tuple[str, ...]
    codes: Numbers

    def among(self, wanted: Iterable[str]) -> Truths:
        """Return for each row whether its word is one of those."""
        codes = [self.names.index(name) for name in set(wanted) if name in self.names]
        return np.isin(self.codes, np.array(sorted(codes), dtype=np.int32))


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """A column of any number of words a row: pairs of a row and a code, an index of ``names``."""

    names: tuple[str, ...]
    index: Mapping[str, int]
    rows: Numbers
    codes: Numbers

    def among(self, wanted: Iterable[str], size: int) -> Truths:
        """Return for each of ``size`` rows whether one of its words is one of those."""
        codes = [self.index[name] for name in wanted if name in self.index]
        chosen = np.zeros(len(self.names), dtype=bool)
        chosen[codes] = True
        return self.holding(chosen, size)

    def holding(self, chosen: Truths, size: int) -> Truths:
        """Return the same where the words are chosen by a truth for each of ``names``."""
        found = np.zeros(size, dtype=bool)
        found[self.rows[chosen[self.codes]]] = True
        return found


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Listing:
    """The columns; two listings are equal only if they are one.

    ``days`` are first and last as ordinals of the calendar, 0 for unknown; ``exact`` whether dated
    to the day; ``tolls`` is low, best, high of each of TOLLS, in persons, NONE where unknown, and
    ``party`` whether it rests on a party to the fight alone; ``reports`` how many events a row was
    joined from, ``confidence`` the coder's own in thousandths. ``spot`` numbers ``spots``, the
    places as maps draw them. ``flags`` are by the names of FLAGS; ``order`` has the rows by first
    day.
    """

    ids: tuple[str, ...]
    positions: Mapping[str, int]
    days: Numbers
    exact: Truths
    words: Mapping[str, Coded]
    pairs: Mapping[str, Paired]
    tolls: Numbers
    party: Truths
    outlets: Numbers
    origins: Numbers
    reports: Numbers
    confidence: Numbers
    flags: Mapping[str, Truths]
    spot: Numbers
    spots: tuple[Location | None, ...]
    order: Numbers

    def __len__(self) -> int:
        return len(self.ids)


def list_incidents(view: View, book: Codebook) -> Listing:
    """Return the columns of a view's incidents, which are passed on one by one, never held."""
    return _Columns(view.headings, book).filled(view.each_incident())


class _Words:
    """Numbers words in the order in which they are met."""

    def __init__(self) -> None:
        self.index: dict[str, int] = {"": 0}
        self.codes = array("i")

    def code(self, word: str | None) -> int:
        return self.index.setdefault(word or "", len(self.index))

    def add(self, word: str | None) -> None:
        self.codes.append(self.code(word))

    def coded(self) -> Coded:
        return Coded(names=tuple(self.index), codes=np.array(self.codes, dtype=np.int32))


class _Pairs(_Words):
    def __init__(self) -> None:
        super().__init__()
        self.rows = array("i")

    def put(self, row: int, words: Iterable[str | None]) -> None:
        for word in dict.fromkeys(words):
            if word:
                self.rows.append(row)
                self.add(word)

    def paired(self) -> Paired:
        coded = self.coded()
        rows = np.array(self.rows, dtype=np.int32)
        return Paired(names=coded.names, index=self.index, rows=rows, codes=coded.codes)


class _Columns:
    """The columns while they grow."""

    def __init__(self, headings: Mapping[str, Document], book: Codebook) -> None:
        self._headings = headings
        self._book = book
        self._kin: dict[str, tuple[str, ...]] = {}
        self._told: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self.ids: list[str] = []
        self.days = array("i")
        self.exact = bytearray()
        self.tolls = array("i")
        self.party = bytearray()
        self.counts = array("i")
        self.flags = bytearray()
        self.spot = array("i")
        self.spots: dict[str, int] = {}
        self.places: list[Location | None] = []
        self.words = {name: _Words() for name in WORDS}
        self.pairs = {name: _Pairs() for name in PAIRS}

    def filled(self, incidents: Iterable[Incident]) -> Listing:
        for incident in incidents:
            self._add(incident)
        return self._listing()

    def _add(self, incident: Incident) -> None:
        facts, row = incident.facts, len(self.ids)
        place = facts.places[0] if facts.places else None
        self.ids.append(incident.id)
        self._add_words(incident, place)
        self._add_days(facts)
        self._add_tolls(tolls.summarise(facts.type, facts.tolls, incident.toll_rule))
        certain = round(facts.confidence * 1000)
        self.counts.extend((incident.outlets, incident.origins, len(incident.event_ids), certain))
        lethal = any(figure.effect == "killed" and figure.best for figure in facts.tolls)
        self.flags.extend(
            (bool(incident.disputed), facts.part_of == "summary", facts.background, lethal)
        )
        self.spot.append(self._spot(place))
        self._pair_actors(row, facts)
        self.pairs["levels"].put(row, _levels(place))
        self._pair_sources(row, incident)

    def _add_words(self, incident: Incident, place: Location | None) -> None:
        facts, words = incident.facts, self.words
        for name in ("type", "family", "category", "status", "target_class"):
            words[name].add(getattr(facts, name))
        for name in ("country", "admin1", "admin2", "precision"):
            words[name].add(getattr(place, name) if place else None)
        words["dataset"].add(incident.dataset)
        words["edition"].add(edition_of(incident))
        words["review"].add(incident.review)

    def _add_days(self, facts: Event) -> None:
        when = facts.happened[0] if facts.happened else None
        first = when.first if when else None
        last = when.last if when else None
        self.days.extend((first.toordinal() if first else 0, last.toordinal() if last else 0))
        self.exact.append(bool(when) and when is not None and when.precision == "day")

    def _add_tolls(self, toll: Toll) -> None:
        for name in TOLLS:
            known = getattr(toll, name)
            bounds = (known.low, known.best, known.high)
            self.tolls.extend(NONE if each is None else each for each in bounds)
            self.party.append(known.party)

    def _spot(self, place: Location | None) -> int:
        key = spot_key(place)
        if key not in self.spots:
            self.spots[key] = len(self.places)
            self.places.append(place)
        return self.spots[key]

    def _pair_actors(self, row: int, facts: Event) -> None:
        known = [(p.actor_id, p.name) for p in (*facts.perpetrators, *facts.targets)]
        known += [(claim.actor_id, claim.name) for claim in facts.claimed_by]
        names = (name.casefold() for pair in known for name in pair if name)
        self.pairs["named"].put(row, names)
        kin = (each for ident, _ in known if ident for each in self._with_kin(ident))
        self.pairs["actors"].put(row, kin)

    def _with_kin(self, actor_id: str) -> tuple[str, ...]:
        if actor_id not in self._kin:
            above = sorted(ancestors(actor_id, self._book))
            self._kin[actor_id] = (actor_id, *above)
        return self._kin[actor_id]

    def _pair_sources(self, row: int, incident: Incident) -> None:
        self.pairs["documents"].put(row, incident.document_ids)
        for document_id in incident.document_ids:
            names, outlets = self._source(document_id)
            self.pairs["sources"].put(row, names)
            self.pairs["outlets"].put(row, outlets)

    def _source(self, document_id: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if document_id not in self._told:
            heading = self._headings.get(document_id)
            names = tuple(sources_of(heading)) if heading else ()
            outlet = (heading.publisher,) if heading and heading.publisher else names[-1:]
            self._told[document_id] = (names, outlet)
        return self._told[document_id]

    def _listing(self) -> Listing:
        size = len(self.ids)
        days = np.array(self.days, dtype=np.int32).reshape(size, 2)
        flags = np.array(self.flags, dtype=bool).reshape(size, len(FLAGS))
        counts = np.array(self.counts, dtype=np.int32).reshape(size, 4)
        return Listing(
            ids=tuple(self.ids),
            positions={ident: row for row, ident in enumerate(self.ids)},
            days=days,
            exact=np.array(self.exact, dtype=bool),
            words={name: words.coded() for name, words in self.words.items()},
            pairs={name: pairs.paired() for name, pairs in self.pairs.items()},
            tolls=np.array(self.tolls, dtype=np.int32).reshape(size, len(TOLLS), 3),
            party=np.array(self.party, dtype=bool).reshape(size, len(TOLLS)),
            outlets=counts[:, 0],
            origins=counts[:, 1],
            reports=counts[:, 2],
            confidence=counts[:, 3],
            flags={name: flags[:, at] for at, name in enumerate(FLAGS)},
            spot=np.array(self.spot, dtype=np.int32),
            spots=tuple(self.places),
            order=order_rows(self.ids, days),
        )


def order_rows(ids: Sequence[str], days: Numbers) -> Numbers:
    """Return the rows by first day and id, undated ones last, as a view has its incidents."""
    first = np.where(days[:, 0] == 0, np.iinfo(np.int32).max, days[:, 0])
    order: Numbers = np.lexsort((np.array(ids, dtype=str), first)).astype(np.int32)
    return order


def edition_of(incident: Incident) -> str:
    """Return the data set that an incident is of, with its edition where it was imported."""
    if incident.dataset == OWN:
        return OWN
    return f"{incident.dataset}{EDITION_MARK}{incident.release or ''}"


def spot_key(place: Location | None) -> str:
    """Return what tells one place of a map from another; "" for none."""
    if place is None:
        return ""
    names = (place.name or place.text, place.admin2, place.admin1, place.country)
    return "|".join((place.precision, place.place_id or "", *(name or "" for name in names)))


def _levels(place: Location | None) -> Sequence[str]:
    if place is None:
        return ()
    levels = (place.place_id, place.name, place.text, place.admin2, place.admin1, place.country)
    return [level.casefold() for level in levels if level]
