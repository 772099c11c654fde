"""Names of a scope that neither the codebook nor the record knows.

A misspelt name is answered by an empty table, which reads like a finding.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.record.rows_redaction import Redactor
from concord.record.scoping import host_of, sources_of

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from concord.codebook.book import Codebook
    from concord.model import Event, Scope
    from concord.record.store import Record
    from concord.record.view import View

# Names for which the nearest is sought: each is compared with every name of the record.
MOST_SOUGHT = 8
# How much of a name is repeated.
LONGEST = 80
# How many near names are looked at for one that may be shown.
NEAR = 4


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that is known nowhere: of an actor, a place, ...; the nearest that is, or None."""

    what: str
    name: str
    nearest: str | None = None

    def __str__(self) -> str:
        hint = f"Did you mean {self.nearest!r}?" if self.nearest else "Check the spelling."
        return f"{self.said} {hint}"

    @property
    def said(self) -> str:
        """Return that it is unknown and what follows from that, without the nearest name."""
        return (
            f"No {self.what} {self.name[:LONGEST]!r} is known to the codebook or the record:"
            " nothing can match it."
        )


def find_unknown(
    scope: Scope, book: Codebook, told: Callable[[str], Mapping[str, str]]
) -> tuple[Unknown, ...]:
    """Return the names of a scope that are known nowhere, each with the nearest that is.

    ``told`` returns the names of a kind of KINDS that the record has, by the casefolded name; it is
    called only for names that the codebook does not know.
    """
    actors = _missing(scope.actors, _actors(scope.actors, book))
    places = _missing(scope.places, _places(scope.places, book))
    countries = _missing(scope.countries, _countries(scope.countries, book))
    public = is_public(book) if actors else None
    return (
        *_unknown("country", countries, lambda: _folded(_country_names(book))),
        *_unknown("actor", _left(actors, "actor", told), lambda: told("actor"), public),
        *_unknown("place", _left(places, "place", told), lambda: told("place")),
        *_unknown("source", _left(scope.sources, "source", told), lambda: told("outlet")),
    )


def find_unknown_in(record: Record, scope: Scope, book: Codebook) -> tuple[Unknown, ...]:
    """Return the names of a scope that neither the codebook nor this record knows."""
    view = record.view(book=book, run=scope.run, release=scope.release, datasets=scope.datasets)
    return find_unknown(scope, book, lambda kind: read_told(view, kind, book))


def read_told(view: View, kind: str, book: Codebook) -> dict[str, str]:
    """Return the names of a kind of KINDS that a view has, by the casefolded name: all is read.

    Those of actors have the codebook's with them, to be near a misspelt one.
    """
    told = _folded(KINDS[kind](view))
    if kind == "actor":
        told |= _folded(actor.name for actor in book.actors.values())
    return told


def nearest(
    name: str, known: Mapping[str, str], admits: Callable[[str], bool] | None = None
) -> str | None:
    """Return the name among those known, by themselves casefolded, that is most like this one."""
    near = difflib.get_close_matches(name.casefold(), known, n=NEAR)
    return next((known[each] for each in near if admits is None or admits(known[each])), None)


def _unknown(
    what: str,
    names: Sequence[str],
    near: Callable[[], Mapping[str, str]],
    admits: Callable[[str], bool] | None = None,
) -> Iterator[Unknown]:
    known = near() if names else {}
    for number, name in enumerate(names):
        yield Unknown(what, name, nearest(name, known, admits) if number < MOST_SOUGHT else None)


def _left(
    names: Sequence[str], kind: str, told: Callable[[str], Mapping[str, str]]
) -> tuple[str, ...]:
    """Return those names that the record does not have either."""
    return _missing(names, told(kind)) if names else ()


def is_public(book: Codebook) -> Callable[[str], bool]:
    """Return what says whether a name may be shown to anybody: it is no private person's."""
    redactor = Redactor(book)
    return lambda name: redactor.private(name, None) == name


def _missing(asked: Iterable[str], known: Container[str]) -> tuple[str, ...]:
    return tuple(name for name in asked if name.casefold() not in known)


def _folded(names: Iterable[str]) -> dict[str, str]:
    return {name.casefold(): name for name in names}


def _countries(names: Iterable[str], book: Codebook) -> frozenset[str]:
    return frozenset(
        name.casefold()
        for name in names
        if book.gazetteer.country_name(name.upper()) != name.upper()
        or any(place.kind == "country" for place in book.gazetteer.find(name))
    )


def _places(names: Iterable[str], book: Codebook) -> frozenset[str]:
    return frozenset(
        name.casefold()
        for name in names
        if book.gazetteer.find(name) or book.gazetteer.country_name(name.upper()) != name.upper()
    )


def _actors(names: Iterable[str], book: Codebook) -> frozenset[str]:
    asked = {name.casefold() for name in names}
    if not asked:
        return frozenset()
    return frozenset(
        name.casefold()
        for actor in book.actors.values()
        for name in (actor.id, actor.name, *actor.aliases)
        if name.casefold() in asked
    )


def _country_names(book: Codebook) -> Iterator[str]:
    yield from (country.name for country in book.countries.values())


def _facts(view: View) -> Iterator[Event]:
    yield from view.events()
    yield from (row.facts for row in view.externals())


def _told_actors(view: View) -> Iterator[str]:
    for event in _facts(view):
        yield from (p.name for p in (*event.perpetrators, *event.targets) if p.name)
        yield from (c.name for c in (*event.claimed_by, *event.denied_by) if c.name)
    for said in view.statements():
        yield from (name for name in (said.speaker, said.speaker_name, said.target) if name)


def _told_places(view: View) -> Iterator[str]:
    for event in _facts(view):
        for place in event.places:
            levels = (place.name, place.text, place.admin2, place.admin1, place.place_id)
            yield from (level for level in levels if level)


def _told_sources(view: View) -> Iterator[str]:
    for document in view.headings.values():
        yield from sources_of(document)


def _told_outlets(view: View) -> Iterator[str]:
    """Yield publishers and hosts: the sources that a person writes."""
    for document in view.headings.values():
        yield from (name for name in (host_of(document.url), document.publisher) if name)


KINDS = {
    "actor": _told_actors,
    "place": _told_places,
    "source": _told_sources,
    "outlet": _told_outlets,
}
