"""The contract's rows: one flat function per kind, nested values nested, nulls where unknown.

Everything that leaves the record (exports, tables, reports) goes through these rows, so that a
field has one meaning and one name everywhere, and so that redaction happens in one place.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from concord.errors import ConcordError
from concord.model import (
    Decision,
    Document,
    Event,
    Incident,
    PolicyAct,
    Position,
    Problem,
    Relation,
    Statement,
    Statistic,
    Verdict,
    When,
)
from concord.record.rows_events import event_row, incident_row
from concord.record.rows_quotes import QuoteMasks, mask_verdict
from concord.record.rows_redaction import Redactor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from concord.codebook.book import Codebook

Row: TypeAlias = dict[str, Any]
KINDS = (
    "documents",
    "events",
    "incidents",
    "statements",
    "positions",
    "relations",
    "statistics",
    "verdicts",
    "decisions",
    "agreement",
    "acts",
    "problems",
)


class Readable(Protocol):
    """What rows are made from: a ``record.view.View``, or anything that reads like one."""

    @property
    def headings(self) -> Mapping[str, Document]:
        """Return the documents by id, with or without their texts."""
        ...

    def documents(self) -> Sequence[Document]:
        """Return the documents in scope, with their texts."""
        ...

    def events(self) -> Sequence[Event]:
        """Return the events in scope, decisions applied."""
        ...

    def incidents(self) -> Sequence[Incident]:
        """Return the incidents in scope, decisions applied."""
        ...

    def statements(self) -> Sequence[Statement]:
        """Return the statements in scope."""
        ...

    def relations(self) -> Sequence[Relation]:
        """Return the relations in scope."""
        ...

    def statistics(self) -> Sequence[Statistic]:
        """Return the published statistics in scope."""
        ...

    def decisions(self) -> Sequence[Decision]:
        """Return the decisions, oldest first."""
        ...

    def problems(self) -> Sequence[Problem]:
        """Return the problems met while reading and coding."""
        ...


class UnknownKindError(ConcordError):
    """A kind of row that does not exist."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"There are no rows of kind {kind!r}. Choose one of: {', '.join(KINDS)}.")


class NotComputedError(ConcordError):
    """Rows of an analysis that nobody has computed."""

    def __init__(self, kind: str, advice: str) -> None:
        super().__init__(f"No {kind} have been computed for this record: {advice}")


def rows(
    view: Readable,
    kind: str,
    book: Codebook,
    *,
    with_names: bool = False,
    computed: Sequence[Position] | Sequence[PolicyAct] | Sequence[Verdict] | Sequence[Row] = (),
) -> Iterator[Row]:
    """Return the rows of one kind, lazily, in the order of the view.

    ``computed`` carries what a view does not store: the Positions for ``positions``, the
    PolicyActs for ``acts``, the Verdicts for ``verdicts``, the rows of ``analysis.agreement`` for
    ``agreement``. ``with_names`` leaves victims' and private persons' names in place. The fields
    are those of docs/reference/exports.md. Raises UnknownKindError, and NotComputedError for
    ``verdicts`` of statistics that nobody has checked (``checking.check_statistics`` does).
    """
    if kind == "verdicts" and view.statistics() and not computed:
        raise NotComputedError(kind, "published statistics have not been checked yet.")
    if kind not in KINDS:
        raise UnknownKindError(kind)
    redactor = Redactor(book, with_names=with_names)
    makers: Mapping[str, Callable[[], Iterable[Row]]] = {
        "documents": lambda: document_rows(view, redactor),
        "events": lambda: event_rows(view, redactor),
        "incidents": lambda: incident_rows(view, redactor),
        "statements": lambda: statement_rows(view, redactor),
        "relations": lambda: relation_rows(view, redactor),
        "statistics": lambda: statistic_rows(view, redactor),
        "decisions": lambda: (decision_row(d, redactor) for d in view.decisions()),
        "problems": lambda: map(problem_row, view.problems()),
        "positions": lambda: map(position_row, (p for p in computed if isinstance(p, Position))),
        "agreement": lambda: (row for row in computed if isinstance(row, dict)),
        "acts": lambda: map(act_row, (a for a in computed if isinstance(a, PolicyAct))),
        "verdicts": lambda: verdict_rows(
            view, redactor, [v for v in computed if isinstance(v, Verdict)]
        ),
    }
    return iter(makers[kind]())


def document_rows(view: Readable, redactor: Redactor) -> Iterator[Row]:
    """Yield one row per document; the text itself only when names may be shown.

    Its published headline is shown, with the names of victims masked that the coding found.
    """
    told: defaultdict[str, list[Event]] = defaultdict(list)
    if not redactor.with_names:
        for event in view.events():
            told[event.document_id].append(event)
    for document in view.documents():
        yield {
            "document_id": document.id,
            "document_external_id": document.external_id,
            "document_url": document.url,
            "source": document.source,
            "publisher": document.publisher,
            "title": redactor.headline(document.title, told.get(document.id, ())),
            "published": document.published,
            "language": document.language,
            "media": document.media,
            "supersedes": document.supersedes,
            "text_hash": document.text_hash,
            "characters": len(document.text),
            "text": document.text if redactor.with_names else None,
        }


def event_rows(view: Readable, redactor: Redactor) -> Iterator[Row]:
    """Yield one row per event, with the incident that it belongs to in this view."""
    documents = view.headings
    incidents = {event: item.id for item in view.incidents() for event in item.event_ids}
    for event in view.events():
        document = documents.get(event.document_id)
        yield event_row(event, document, incidents.get(event.id), redactor)


def incident_rows(view: Readable, redactor: Redactor) -> Iterator[Row]:
    """Yield one row per incident: the event fields reconciled, then what only incidents have."""
    documents = view.headings
    for incident in view.incidents():
        yield incident_row(incident, documents, redactor)


def statement_rows(view: Readable, redactor: Redactor) -> Iterator[Row]:
    """Yield one row per statement."""
    documents, masks = view.headings, quote_masks(view, redactor)
    for item in view.statements():
        hide = redactor.statement_mask(item)
        yield {
            "statement_id": item.id,
            **_document_fields(item.document_id, documents),
            "speaker": hide(item.speaker),
            "speaker_id": item.speaker_id,
            "speaker_name": item.speaker_name,
            "person": hide(item.person),
            "office": item.office,
            "speaker_side": item.speaker_side,
            "voice": item.voice,
            "cue": item.cue,
            "stance": item.stance,
            "option": item.option,
            "target": hide(item.target),
            "target_id": item.target_id,
            "hedged": item.hedged,
            "forecast": item.forecast,
            "condition": masks.hide(item.document_id, hide(item.condition) or "") or None,
            "reported_by": item.reported_by,
            "utterance_id": item.utterance_id,
            "said_from": _first(item.said),
            "said_to": _last(item.said),
            "quote": masks.hide(item.document_id, hide(item.quote) or ""),
            "start": item.start,
            "end": item.end,
            "confidence": item.confidence,
        }


def relation_rows(view: Readable, redactor: Redactor) -> Iterator[Row]:
    """Yield one row per relation between two actors."""
    documents, masks = view.headings, quote_masks(view, redactor)
    for item in view.relations():
        private = [
            text
            for text, known in ((item.subject, item.subject_id), (item.object, item.object_id))
            if not known
        ]
        hide = redactor.mask_of(*private)
        yield {
            "relation_id": item.id,
            **_document_fields(item.document_id, documents),
            "subject": hide(item.subject),
            "subject_id": item.subject_id,
            "relation": item.relation,
            "object": hide(item.object),
            "object_id": item.object_id,
            "when_from": _first(item.when),
            "when_to": _last(item.when),
            "quote": masks.hide(item.document_id, hide(item.quote)),
            "start": item.start,
            "end": item.end,
            "confidence": item.confidence,
        }


def quote_masks(view: Readable, redactor: Redactor) -> QuoteMasks:
    """Return what hides the private names in the quotes of the view's documents."""
    return QuoteMasks(view.events(), view.statements(), redactor)


def statistic_rows(view: Readable, redactor: Redactor) -> Iterator[Row]:
    """Yield one row per statistic that a document publishes."""
    yield from _statistic_rows(view, quote_masks(view, redactor))


def _statistic_rows(view: Readable, masks: QuoteMasks) -> Iterator[Row]:
    documents = view.headings
    for item in view.statistics():
        hide = functools.partial(masks.hide, item.document_id)
        yield {
            "statistic_id": item.id,
            **_document_fields(item.document_id, documents),
            "measure": item.measure,
            "value": item.value,
            "low": item.low,
            "high": item.high,
            "unit": item.unit,
            "actors": [hide(actor) for actor in item.actors],
            "places": list(item.places),
            "period_from": _first(item.period),
            "period_to": _last(item.period),
            "comparator_from": _first(item.comparator),
            "comparator_to": _last(item.comparator),
            "source": hide(item.source) if item.source else item.source,
            "origin": item.origin,
            "quoted_via": item.quoted_via,
            "quote": hide(item.quote),
            "start": item.start,
            "end": item.end,
        }


def verdict_rows(view: Readable, redactor: Redactor, verdicts: Sequence[Verdict]) -> Iterator[Row]:
    """Yield one row per verdict: the fields of its statistic, then what was found of it."""
    masks = quote_masks(view, redactor)
    statistics = {row["statistic_id"]: row for row in _statistic_rows(view, masks)}
    for each in verdicts:
        item = mask_verdict(each, functools.partial(masks.hide, each.document_id))
        yield {
            **statistics.get(item.statistic_id, {"statistic_id": item.statistic_id}),
            "origin": item.origin,
            "verdict": item.verdict,
            "computed": item.computed,
            "definition": item.definition,
            "reason": item.reason,
            "incident_ids": list(item.incident_ids),
            "understood": item.understood,
            "tried": item.tried,
            "notes": list(item.notes),
        }


def position_row(item: Position) -> Row:
    """Return the row of one actor's position on one option in one window."""
    return {
        "actor_id": item.actor_id,
        "actor_name": item.actor_name,
        "option": item.option,
        "from": item.first,
        "to": item.last,
        "stance": item.stance,
        "n_plain": item.n_plain,
        "n_acts": item.n_acts,
        "n_conditional": item.n_conditional,
        "n_hedged": item.n_hedged,
        "n_attributed": item.n_attributed,
        "utterances": item.utterances,
        "statements": list(item.statement_ids),
        "certainty": item.certainty,
        "words": item.words,
    }


def act_row(item: PolicyAct) -> Row:
    """Return the row of one dated act of policy."""
    return {
        "act_id": item.id,
        "actor": item.actor,
        "actor_id": item.actor_id,
        "option": item.option,
        "act": item.act,
        "date": item.date,
        "statements": list(item.statement_ids),
    }


def decision_row(item: Decision, redactor: Redactor) -> Row:
    """Return the row of one decision, as it was ruled."""
    return {
        "sequence": item.sequence,
        "kind": item.kind,
        "subjects": list(item.subjects),
        "field": item.field,
        "value": redactor.mask_value(item.value),
        "note": redactor.mask_value(item.note),
        "undoes": item.undoes,
        "who": item.who,
        "recorded": item.recorded.isoformat(),
    }


def problem_row(item: Problem) -> Row:
    """Return the row of one problem, with its place."""
    return {
        "where": item.where,
        "code": item.code,
        "message": item.message,
        "stage": item.stage,
    }


def _document_fields(document_id: str, documents: Mapping[str, Document]) -> Row:
    document = documents.get(document_id)
    return {
        "document_id": document_id,
        "document_external_id": document.external_id if document else None,
        "document_url": document.url if document else None,
    }


def _first(when: When | None) -> str | None:
    return when.first.isoformat() if when and when.first else None


def _last(when: When | None) -> str | None:
    return when.last.isoformat() if when and when.last else None
