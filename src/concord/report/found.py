"""Statistics that the texts publish, and relations between actors, ready to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from concord.report import words
from concord.report.citations import Source, cite
from concord.report.quotes import quote

if TYPE_CHECKING:
    from concord.model import Relation, Statistic
    from concord.report.desk import Desk


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


def statistic_lines(desk: Desk, most: int) -> tuple[StatisticLine, ...]:
    """Return the first ``most`` of the view's statistics, in its order."""
    return tuple(_statistic(item, desk) for item in desk.view.statistics()[:most])


def relation_lines(desk: Desk, most: int) -> tuple[RelationLine, ...]:
    """Return the first ``most`` of the view's relations, in its order."""
    return tuple(_relation(item, desk) for item in desk.view.relations()[:most])


def _statistic(item: Statistic, desk: Desk) -> StatisticLine:
    hide = desk.hide((item.document_id,))
    actors = [_actor(hide(actor), actor, desk) for actor in item.actors]
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
        source=cite(desk.document(item.document_id), hide),
    )


def _relation(item: Relation, desk: Desk) -> RelationLine:
    hide = desk.hide((item.document_id,))
    named = desk.redactor.private(item.object, item.object_id)
    found = desk.book.relations.get(item.relation)
    return RelationLine(
        subject=_actor(hide(item.subject), item.subject_id, desk),
        relation=found.label if found else words.label(item.relation),
        object=_actor(hide(named), item.object_id, desk),
        day=words.say_when(item.when) if item.when else "",
        quote=quote(item.quote, hide),
        source=cite(desk.document(item.document_id), hide),
    )


def _actor(text: str, actor_id: str | None, desk: Desk) -> str:
    known = desk.book.actors.get(actor_id) if actor_id else None
    return known.name if known else text
