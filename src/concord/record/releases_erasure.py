"""What a release loses when a document is forgotten: the words, never the facts.

The right to have a text erased goes before the wish to keep an edition whole. Values, dates, places
and counts stay, so that every published figure can still be computed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from concord.model import (
    Document,
    Event,
    Incident,
    Location,
    Participant,
    Problem,
    Relation,
    Statement,
    Statistic,
)
from concord.record import tables
from concord.record.listing_filing import file_release
from concord.record.payload import PARTS, decode, encode
from concord.record.releases import all_releases, hash_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

_NOUNS: dict[str, type] = {
    **PARTS,
    "documents": Document,
    "incidents": Incident,
    "problems": Problem,
}


def erase_from_releases(connection: Connection, document_id: str) -> int:
    """Erase the words of a document from every release; return how many rows lost some."""
    rows, frozen = tables.release_rows.c, tables.frozen.c
    query = (
        select(rows.kind, frozen.hash, frozen.payload)
        .distinct()
        .join(tables.frozen, frozen.hash == rows.hash)
        .where(rows.kind.in_(list(_NOUNS)), frozen.payload.contains(document_id, autoescape=True))
    )
    changed = 0
    for kind, old, payload in connection.execute(query).all():
        noun: Any = decode(payload, _NOUNS[kind])
        bare = encode(without_words(noun, document_id))
        if bare != payload:
            changed += 1
            _exchange(connection, old, bare)
    if changed:
        # What lists know of places came from its words, too.
        for release in all_releases(connection):
            file_release(connection, release)
    return changed


def _exchange(connection: Connection, old: str, payload: str) -> None:
    new = hash_of(payload)
    frozen = tables.frozen.c
    known = connection.execute(select(frozen.hash).where(frozen.hash == new)).scalar()
    if known is None:
        connection.execute(insert(tables.frozen).values(hash=new, payload=payload))
    rows = tables.release_rows
    connection.execute(update(rows).where(rows.c.hash == old).values(hash=new))
    connection.execute(delete(tables.frozen).where(frozen.hash == old))


def without_words(noun: Any, document_id: str) -> Any:
    """Return a noun without what a document says in it; one that does not cite it is unchanged."""
    bare = noun
    if isinstance(noun, Incident):
        if document_id in noun.document_ids:
            bare = _bare_incident(noun, document_id)
    elif isinstance(noun, Problem):
        if document_id in noun.where:
            bare = replace(noun, message="(forgotten)")
    elif isinstance(noun, Document):
        if noun.id == document_id:
            bare = replace(noun, text="", title=None, url=None, source="")
    elif noun.document_id == document_id:
        bare = _bare_part(noun)
    return bare


def _bare_part(part: Event | Statement | Relation | Statistic) -> Any:
    match part:
        case Event():
            return _bare_event(part)
        case Statement():
            return _bare_statement(part)
        case Relation():
            subject, object_ = part.subject_id or "", part.object_id or ""
            return replace(part, quote="", subject=subject, object=object_)
        case Statistic():
            return replace(part, quote="", source=part.origin, quoted_via=None)


def _bare_incident(incident: Incident, document_id: str) -> Incident:
    """Return the incident without the document's quotes.

    The reconciled facts do not say which words came from which document, so all of theirs go.
    """
    said = tuple(
        replace(each, quote="") if each.document_id == document_id else each
        for each in incident.assertions
    )
    return replace(incident, facts=_bare_event(incident.facts), assertions=said)


def _bare_event(event: Event) -> Event:
    return replace(
        event,
        happened=tuple(replace(when, text="") for when in event.happened),
        places=tuple(_bare_place(place) for place in event.places),
        perpetrators=tuple(_bare_participant(each) for each in event.perpetrators),
        targets=tuple(_bare_participant(each) for each in event.targets),
        tolls=tuple(replace(figure, text="") for figure in event.tolls),
        evidence=(),
        summary="",
    )


def _bare_place(place: Location) -> Location:
    return replace(place, text=place.name or "")


def _bare_participant(each: Participant) -> Participant:
    return replace(each, text=each.name or (each.victim_class or ""))


def _bare_statement(item: Statement) -> Statement:
    known = item.speaker_name or item.office or ""
    return replace(
        item,
        quote="",
        speaker=known,
        person=item.person if item.office else None,
        condition=None,
        cue=None,
        target=item.target if item.target_id else None,
    )
