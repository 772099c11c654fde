"""Statistics that the texts publish, and relations between actors, ready to show."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from concord.model import ONE_EVENT
from concord.report import words
from concord.report.citations import Source, cite, in_context

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
    """Return the first ``most`` of the view's published statistics, in its order.

    What one attack cost stands with its incident; a published statistic sums, compares or ranks.
    """
    return tuple(_statistic(item, desk) for item in published(desk)[:most])


def published(desk: Desk) -> tuple[Statistic, ...]:
    """Return the view's statistics that are more than the toll of one event."""
    return tuple(s for s in desk.view.statistics() if ONE_EVENT not in (s.unit or ""))


def relation_lines(desk: Desk, most: int) -> tuple[RelationLine, ...]:
    """Return the first ``most`` of the view's relations, in its order."""
    return tuple(_relation(item, desk) for item in desk.view.relations()[:most])


def count_relations(desk: Desk) -> str:
    """Return how many relations of each kind the view holds, in words, most first."""
    counts = Counter(relation_label(item.relation, desk) for item in desk.view.relations())
    ordered = sorted(counts, key=lambda name: (-counts[name], name))
    return "; ".join(f"{name}: {counts[name]:,}" for name in ordered)


def relation_label(code: str, desk: Desk) -> str:
    """Return the relation's label in the codebook, or its code as words."""
    found = desk.book.relations.get(code)
    return found.label if found else words.label(code)


def _statistic(item: Statistic, desk: Desk) -> StatisticLine:
    hide, document = desk.hide((item.document_id,)), desk.document(item.document_id)
    actors = [_actor(hide(actor), actor, desk) for actor in item.actors]
    low, high = words.say_value(item.low, item.unit), words.say_value(item.high, item.unit)
    value = words.say_value(item.value, item.unit)
    given = dict.fromkeys(name for name in (item.source, item.origin, item.quoted_via) if name)
    return StatisticLine(
        measure=words.say_measure(item.measure),
        value=f"{low} to {high}" if item.value is None and low != high else value,
        about="; ".join((*actors, *item.places)),
        period=words.say_when(item.period) if item.period else words.NOT_STATED,
        comparator=words.say_when(item.comparator) if item.comparator else "",
        given_by=", ".join(hide(name) for name in given) or "the text itself",
        quote=in_context(document, item, "statistic", hide),
        source=cite(document, hide),
    )


def _relation(item: Relation, desk: Desk) -> RelationLine:
    hide, document = desk.hide((item.document_id,)), desk.document(item.document_id)
    named = desk.redactor.private(item.object, item.object_id)
    return RelationLine(
        subject=_actor(hide(item.subject), item.subject_id, desk),
        relation=relation_label(item.relation, desk),
        object=_actor(hide(named), item.object_id, desk),
        day=words.say_when(item.when) if item.when else "",
        quote=in_context(document, item, item.relation, hide),
        source=cite(document, hide),
    )


def _actor(text: str, actor_id: str | None, desk: Desk) -> str:
    known = desk.book.actors.get(actor_id) if actor_id else None
    return known.name if known else text
