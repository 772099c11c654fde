"""Statistics that the texts publish, and relations between actors, ready to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from concord.report import words
from concord.report.citations import Source, cite
from concord.report.quotes import quote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from concord.codebook.book import Codebook
    from concord.model import Document, Relation, Statistic
    from concord.record.view import View
    from concord.report.masks import Mask, Masks


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticLine:
    """One published number: what it measures, for what, by whom, and the words."""

    measure: str
    value: str
    about: str
    period: str
    comparator: str
    given_by: str
    quote: Markup
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationLine:
    """One relation between two actors and the words behind it."""

    subject: str
    relation: str
    object: str
    day: str
    quote: Markup
    source: Source


def statistic_lines(view: View, book: Codebook, masks: Masks) -> tuple[StatisticLine, ...]:
    """Return the view's statistics in its order."""
    documents = {document.id: document for document in view.documents()}
    return tuple(_statistic(item, book, masks, documents) for item in view.statistics())


def relation_lines(view: View, book: Codebook, masks: Masks) -> tuple[RelationLine, ...]:
    """Return the view's relations in its order."""
    documents = {document.id: document for document in view.documents()}
    return tuple(_relation(item, book, masks, documents) for item in view.relations())


def _statistic(
    item: Statistic, book: Codebook, masks: Masks, documents: Mapping[str, Document]
) -> StatisticLine:
    hide = masks.hide((item.document_id,))
    actors = [book.actors[a].name if a in book.actors else hide(a) for a in item.actors]
    low, high = words.say_value(item.low, item.unit), words.say_value(item.high, item.unit)
    value = words.say_value(item.value, item.unit)
    given = dict.fromkeys(name for name in (item.source, item.origin, item.quoted_via) if name)
    return StatisticLine(
        measure=words.label(item.measure),
        value=f"{low} to {high}" if item.value is None and low != high else value,
        about="; ".join((*actors, *item.places)),
        period=words.say_when(item.period) if item.period else words.NOT_STATED,
        comparator=words.say_when(item.comparator) if item.comparator else "",
        given_by=", ".join(hide(name) for name in given) or "the text itself",
        quote=quote(item.quote, hide),
        source=cite(documents.get(item.document_id), hide),
    )


def _relation(
    item: Relation, book: Codebook, masks: Masks, documents: Mapping[str, Document]
) -> RelationLine:
    hide = masks.hide((item.document_id,))
    found = book.relations.get(item.relation)
    return RelationLine(
        subject=_actor(item.subject, item.subject_id, book, hide),
        relation=found.label if found else words.label(item.relation),
        object=_actor(masks.private(item.object, item.object_id), item.object_id, book, hide),
        day=words.say_when(item.when) if item.when else "",
        quote=quote(item.quote, hide),
        source=cite(documents.get(item.document_id), hide),
    )


def _actor(text: str, actor_id: str | None, book: Codebook, hide: Mask) -> str:
    known = book.actors.get(actor_id) if actor_id else None
    return known.name if known else hide(text)
