"""Names of a scope that neither the codebook nor the record knows.

A misspelt name is answered by an empty table, which reads like a finding.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from concord.record.scoping import sources_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from concord.codebook.book import Codebook
    from concord.record.store import Record
    from concord.record.view import View


def find_unknown(view: View, record: Record, book: Codebook) -> tuple[str, ...]:
    """Return one line for each name of the view's scope that is known nowhere, with the nearest.

    The record is read only for names that the codebook does not know.
    """
    scope = view.scope
    return (
        *_lines("country", scope.countries, _countries(scope.countries, book), ()),
        *_lines("actor", scope.actors, _actors(scope.actors, book), _told_actors(record, book)),
        *_lines("place", scope.places, _places(scope.places, book), _told_places(record, book)),
        *_lines("source", scope.sources, frozenset(), _told_sources(view)),
    )


def _lines(
    what: str, asked: Iterable[str], known: frozenset[str], told: Iterable[str]
) -> Iterator[str]:
    left = [name for name in asked if name.casefold() not in known]
    if not left:
        return
    names = {name.casefold(): name for name in told}
    for name in left:
        if name.casefold() in names:
            continue
        near = difflib.get_close_matches(name.casefold(), names, n=1)
        hint = f" Did you mean {names[near[0]]!r}?" if near else " Check the spelling."
        yield (
            f"No {what} {name!r} is known to the codebook or the record: what is empty is so for"
            f" that reason.{hint}"
        )


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


def _told_actors(record: Record, book: Codebook) -> Iterator[str]:
    yield from (actor.name for actor in book.actors.values())
    view = record.view(book=book)
    for event in view.events():
        yield from (p.name for p in (*event.perpetrators, *event.targets) if p.name)
        yield from (c.name for c in (*event.claimed_by, *event.denied_by) if c.name)
    for said in view.statements():
        yield from (name for name in (said.speaker, said.speaker_name, said.target) if name)


def _told_places(record: Record, book: Codebook) -> Iterator[str]:
    for event in record.view(book=book).events():
        for place in event.places:
            levels = (place.name, place.text, place.admin2, place.admin1, place.place_id)
            yield from (level for level in levels if level)


def _told_sources(view: View) -> Iterator[str]:
    for document in view.record.view().headings.values():
        yield from sources_of(document)
