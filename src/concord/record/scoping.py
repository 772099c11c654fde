"""A scope as people write it, and which nouns it admits."""

from __future__ import annotations

import calendar
import difflib
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any, get_args
from urllib.parse import urlsplit

from concord.errors import ConcordError
from concord.model import Document, Event, Location, Relation, Scope, Statement, Status, When

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from concord.codebook.book import Codebook

SCOPE_NAMES = tuple(each.name for each in fields(Scope))
_LISTS = tuple(each.name for each in fields(Scope) if str(each.type).startswith("tuple"))
_DATE_PARTS = 3
# The data set of what we coded ourselves; every other name is that of an imported one.
OWN = "own"
# Stands between the name of a data set and its edition.
EDITION_MARK = "@"


class InvalidScopeError(ConcordError):
    """A scope that names an unknown option, or a value that the option cannot have."""


def parse_scope(**options: Any) -> Scope:
    """Return the scope of options as a person writes them; None means that an option is not used.

    A single word stands for a list of one. ``since="2023-05"`` is the first, ``until="2023-05"``
    the last day of that month. Raises InvalidScopeError, which lists what there is.
    """
    values: dict[str, Any] = {}
    for name, value in options.items():
        if name not in SCOPE_NAMES:
            raise InvalidScopeError(
                f"There is no scope option {name!r}. Use: {', '.join(SCOPE_NAMES)}."
            )
        if value is None:
            continue
        if name in ("since", "until"):
            values[name] = _bound(name, value)
        elif name in _LISTS:
            values[name] = (value,) if isinstance(value, str) else tuple(value)
        else:
            values[name] = value
    scope = Scope(**values)
    _check(scope)
    return scope


def _check(scope: Scope) -> None:
    if scope.since and scope.until and scope.since > scope.until:
        raise InvalidScopeError(
            f"since ({scope.since}) lies after until ({scope.until}): exchange the two."
        )
    if scope.release is not None and scope.run is not None:
        raise InvalidScopeError("A release has its own run: leave out run, or release.")
    for status in scope.statuses:
        if status not in get_args(Status):
            raise InvalidScopeError(say_unknown("status", status, get_args(Status)))


def check_known(scope: Scope, datasets: Iterable[str], book: Codebook | None = None) -> None:
    """Return if the record and the codebook know what the scope names; raises InvalidScopeError.

    A misspelt name would else be answered by an empty table, which reads like a finding.
    """
    _check_names("data set", scope.datasets, (OWN, *datasets))
    if book is not None:
        _check_names("event type", scope.types, book.types)
        _check_names("category", scope.categories, book.categories)


def _check_names(what: str, asked: Iterable[str], known: Iterable[str]) -> None:
    names = tuple(known)
    for name in asked:
        if name not in names:
            raise InvalidScopeError(say_unknown(what, name, names))


def say_unknown(what: str, name: str, known: Sequence[str]) -> str:
    """Return that there is no such name, which is nearest to it, and which there are."""
    near = difflib.get_close_matches(name.casefold(), known, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    return f"There is no {what} {name!r}.{hint} Use: {', '.join(known)}."


def _bound(name: str, value: object) -> date:
    if isinstance(value, date):
        # A datetime is a date too; its day is meant.
        return date(value.year, value.month, value.day)
    parts = str(value).split("-")
    try:
        if len(parts) == _DATE_PARTS:
            return date.fromisoformat(str(value))
        year, month = int(parts[0]), int(parts[1]) if parts[1:] else None
        if name == "since":
            return date(year, month or 1, 1)
        return date(year, month or 12, calendar.monthrange(year, month or 12)[1])
    except (ValueError, calendar.IllegalMonthError) as error:
        raise InvalidScopeError(
            f"{name} cannot be {value!r}: give a day, month or year such as 2023-01-30, 2023-01 "
            "or 2023."
        ) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A scope made ready to be asked: names folded, actors rolled up, sources resolved.

    A stretch of days is admitted if any of its days lies in the window, so that a month is not
    lost at a window that begins in its middle; what is undated is admitted only without a window.
    """

    scope: Scope
    actors: frozenset[str]
    places: frozenset[str]
    countries: frozenset[str]
    sources: frozenset[str]

    def admits_event(self, event: Event) -> bool:
        """Return whether the facts of an event or incident lie in the scope (sources aside)."""
        scope = self.scope
        return (
            _among(event.type, scope.types)
            and _among(event.category, scope.categories)
            and _among(event.status, scope.statuses)
            and self.admits_days(event.happened[0] if event.happened else None)
            and self._admits_place(event.places[0] if event.places else None)
            and self.admits_actors(_actors_of(event))
        )

    def admits_statement(self, statement: Statement, document: Document | None) -> bool:
        """Return whether a statement lies in the scope; undated ones go by their document."""
        named = (
            statement.speaker,
            statement.speaker_id,
            statement.speaker_name,
            statement.target,
            statement.target_id,
        )
        return self.admits_actors(named) and self._admits_saying(statement.said, document)

    def admits_relation(self, relation: Relation, document: Document | None) -> bool:
        """Return whether a relation lies in the scope; undated ones go by their document."""
        named = (relation.subject, relation.subject_id, relation.object, relation.object_id)
        return self.admits_actors(named) and self._admits_saying(relation.when, document)

    def _admits_saying(self, when: When | None, document: Document | None) -> bool:
        dated = when is not None and when.first is not None
        return self.admits_days(when) if dated else self.admits_published(document)

    def admits_published(self, document: Document | None) -> bool:
        """Return whether a document was published in the window."""
        day = document.published_on if document else None
        return self._in_window(day, day)

    def admits_days(self, when: When | None) -> bool:
        """Return whether a stretch of days touches the window."""
        return self._in_window(when.first if when else None, when.last if when else None)

    def _in_window(self, first: date | None, last: date | None) -> bool:
        since, until = self.scope.since, self.scope.until
        if since is None and until is None:
            return True
        if first is None and last is None:
            return False
        after = since is None or (last or first or since) >= since
        return after and (until is None or (first or last or until) <= until)

    def _admits_place(self, place: Location | None) -> bool:
        if not self.places and not self.countries:
            return True
        if place is None:
            return False
        country = (place.country or "").casefold()
        if self.countries and country not in self.countries:
            return False
        levels = (place.place_id, place.name, place.text, place.admin2, place.admin1, country)
        return not self.places or any(
            level is not None and level.casefold() in self.places for level in levels
        )

    def admits_actors(self, named: Iterable[str | None]) -> bool:
        """Return whether one of the ids and names is asked for."""
        return not self.actors or any(
            name is not None and name.casefold() in self.actors for name in named
        )

    def admits_source(self, document: Document | None) -> bool:
        """Return whether a document is of one of the publishers, hosts, URLs or paths asked for."""
        if not self.sources:
            return True
        return document is not None and not self.sources.isdisjoint(sources_of(document))


def ready(scope: Scope, book: Codebook | None = None) -> Filter:
    """Return the filter of a scope; with a codebook, groups take their factions along."""
    return Filter(
        scope=scope,
        actors=_roll_up(scope.actors, book),
        places=_spellings(scope.places, book),
        countries=_countries(scope.countries, book),
        sources=frozenset(each.casefold() for each in scope.sources),
    )


def _among(value: str, allowed: tuple[str, ...]) -> bool:
    return not allowed or value in allowed


def _actors_of(event: Event) -> Iterable[str | None]:
    for participant in (*event.perpetrators, *event.targets):
        yield participant.actor_id
        yield participant.name
    for claim in event.claimed_by:
        yield claim.actor_id
        yield claim.name


def sources_of(document: Document) -> Iterable[str]:
    """Yield the names, casefolded, by which a scope may ask for a document; the host comes last."""
    yield document.id.casefold()
    yield document.source.casefold()
    if document.publisher:
        yield document.publisher.casefold()
    if document.url:
        yield document.url.casefold()
        yield host_of(document.url)


def host_of(url: str | None) -> str:
    """Return the host of an address, without its www; empty where it has none."""
    return (urlsplit(url).hostname or "").removeprefix("www.") if url else ""


def _roll_up(names: tuple[str, ...], book: Codebook | None) -> frozenset[str]:
    if book is None or not names:
        return frozenset(name.casefold() for name in names)
    asked = {name.casefold() for name in names}
    ids = {
        actor.id
        for actor in book.actors.values()
        if asked & {n.casefold() for n in (actor.id, actor.name, *actor.aliases)}
    }
    for actor_id in book.actors:
        if ids.intersection(ancestors(actor_id, book)):
            ids.add(actor_id)
    rolled = {name.casefold() for i in ids for name in (i, book.actors[i].name)}
    return frozenset(asked | rolled)


def ancestors(actor_id: str, book: Codebook) -> set[str]:
    """Return the ids of the movements that an actor belongs to, at any remove."""
    found: set[str] = set()
    actor = book.actors.get(actor_id)
    while actor is not None and actor.parent and actor.parent not in found:
        found.add(actor.parent)
        actor = book.actors.get(actor.parent)
    return found


def _spellings(names: tuple[str, ...], book: Codebook | None) -> frozenset[str]:
    found = {name.casefold() for name in names}
    if book is not None:
        for name in names:
            for place in book.gazetteer.find(name):
                found |= {place.id.casefold(), place.name.casefold()}
    return frozenset(found)


def _countries(names: tuple[str, ...], book: Codebook | None) -> frozenset[str]:
    found = {name.casefold() for name in names}
    if book is not None:
        for name in names:
            for place in book.gazetteer.find(name):
                found |= {place.country.casefold()} if place.kind == "country" else set()
    return frozenset(found)
