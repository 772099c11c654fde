"""The digest: what a monitor sends round in the morning, each line with its sources."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from concord.analysis.measures import plural
from concord.model import ONE_EVENT
from concord.publishing.chronology import write_item
from concord.publishing.digest_positions import Held, position_lines
from concord.publishing.statement import say_edition, say_reviewed
from concord.report import words
from concord.report.citations import Source, cite
from concord.report.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.codebook.book import Codebook
    from concord.model import Assertion, Document, Incident, Statistic, Verdict
    from concord.record.view import View

VERDICTS = {
    "holds": "holds",
    "holds_under": "holds under some definitions",
    "differs": "differs from this record",
    "does_not_hold": "does not hold",
    "cannot_be_checked": "cannot be checked here",
}
TOLLS = (("killed", "Killed"), ("injured", "Injured"), ("killed_attackers", "Attackers killed"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: its words, what is doubtful about it, its sources, and the incident it is about."""

    words: str
    sources: tuple[Source, ...]
    marks: tuple[str, ...] = ()
    incident_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the digest; ``empty`` is what it says where there is no line."""

    title: str
    lines: tuple[Line, ...]
    empty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What documents published since a day brought; ``basis`` says what it rests on."""

    title: str
    since: date
    parts: tuple[Part, ...]
    basis: tuple[str, ...]
    documents: int


def make_digest(
    view: View,
    book: Codebook,
    since: date,
    *,
    before: Sequence[Held] = (),
    after: Sequence[Held] = (),
    verdicts: Sequence[Verdict] = (),
) -> Digest:
    """Return what is new in documents published on or after ``since``.

    ``view`` has no window of days. ``before`` and ``after`` are the positions taken in statements
    before and since that day, ``verdicts`` those on the statistics published since.
    """
    desk = _DigestDesk(view, book, since)
    fresh = [each for each in view.headings.values() if desk.is_new(each.id)]
    parts = (
        Part(title="New incidents", lines=tuple(_new(desk)), empty="No new incident."),
        Part(title="Tolls that changed", lines=tuple(_tolls(desk)), empty="No toll changed."),
        Part(title="Claims and denials", lines=tuple(_claims(desk)), empty="No new claim."),
        *(
            Part(title=title, lines=tuple(_said(lines, desk)), empty=empty)
            for title, lines, empty in position_lines(before, after, book)
        ),
        Part(
            title="Statistics published",
            lines=tuple(_statistics(desk, verdicts)),
            empty="No statistic was published.",
        ),
    )
    counted = [each for each in view.counted() if desk.touched(each)]
    return Digest(
        title=f"Since {words.say_day(since)}",
        since=since,
        parts=parts,
        basis=(
            (
                f"New is what documents published on or after {since.isoformat()} brought:"
                f" {plural(len(fresh), 'document')}."
            ),
            f"Counted: {view.inclusion.words()}",
            say_edition(view),
            f"Data set: {', '.join(view.scope.datasets)}. {say_reviewed(counted)}",
        ),
        documents=len(fresh),
    )


class _DigestDesk(Desk):
    """A desk that knows which documents are new."""

    def __init__(self, view: View, book: Codebook, since: date) -> None:
        super().__init__(view, book)
        self.since = since

    def is_new(self, document_id: str) -> bool:
        """Return whether the document was published since; undated ones are not new."""
        heading = self.view.headings.get(document_id)
        day = heading.published_on if heading else None
        return day is not None and day >= self.since

    def touched(self, incident: Incident) -> bool:
        """Return whether a new document tells of the incident."""
        return any(self.is_new(each) for each in incident.document_ids)

    def sources(self, document_ids: Sequence[str]) -> tuple[Source, ...]:
        """Return the documents as sources, in their order, each once."""
        found: dict[str, Document] = {
            each: self.view.headings[each] for each in document_ids if each in self.view.headings
        }
        return tuple(cite(each, self.hide((key,))) for key, each in found.items())


def _new(desk: _DigestDesk) -> Iterator[Line]:
    for incident in desk.view.incidents():
        documents = incident.document_ids
        if incident.dataset == "own" and documents and all(map(desk.is_new, documents)):
            item = write_item(incident, desk)
            marks = [] if incident.id in desk.counted else ["counted apart"]
            when = incident.facts.happened[0] if incident.facts.happened else None
            if when and when.last and when.last < desk.since:
                marks.append("happened before, told of now")
            if item.disputed:
                marks.append(f"sources disagree on {', '.join(item.disputed)}")
            if incident.origins <= 1:
                marks.append("one independent source")
            yield Line(
                words=f"{item.day}: {item.sentence}",
                sources=item.sources,
                marks=tuple(marks),
                incident_id=incident.id,
            )


def _older(desk: _DigestDesk) -> Iterator[Incident]:
    """Yield the incidents that were known before and of which something new is told."""
    for incident in desk.view.incidents():
        if desk.touched(incident) and not all(map(desk.is_new, incident.document_ids)):
            yield incident


def _tolls(desk: _DigestDesk) -> Iterator[Line]:
    for incident in _older(desk):
        for name, label in TOLLS:
            said = [each for each in incident.assertions if each.field == name]
            told = sorted(said, key=lambda each: (each.reported or "", each.document_id))
            old = [each for each in told if not desk.is_new(each.document_id)]
            new = [each for each in told if desk.is_new(each.document_id)]
            if old and new and _number(old[-1]) != _number(new[-1]):
                yield _toll_line(incident, label, (old[-1], new[-1]), desk)


def _number(each: Assertion) -> tuple[object, int | None, int | None]:
    return each.value, each.low, each.high


def _toll_line(
    incident: Incident, label: str, change: tuple[Assertion, Assertion], desk: _DigestDesk
) -> Line:
    old, new = change
    hide = desk.hide(incident.document_ids)
    by = f", says {hide(new.said_by)}" if new.said_by else ""
    return Line(
        words=(f"{_name(incident, desk)}: {label.lower()} {_say(old)}, now {_say(new)}{by}"),
        sources=desk.sources((new.document_id, old.document_id)),
        marks=("by a party to the conflict",) if new.party else (),
        incident_id=incident.id,
    )


def _say(each: Assertion) -> str:
    best = each.value if isinstance(each.value, int) else None
    return words.say_range(each.low, best, each.high)


def _name(incident: Incident, desk: Desk) -> str:
    facts = incident.facts
    when = words.say_when(facts.happened[0] if facts.happened else None)
    place = facts.places[0] if facts.places else None
    where = (place.name or place.text) if place else "place not known"
    return f"{desk.type_label(facts.type)} in {where}, {when}"


def _claims(desk: _DigestDesk) -> Iterator[Line]:
    verbs = {"claimed_by": "claimed by", "denied_by": "denied by"}
    for incident in desk.view.incidents():
        if not desk.touched(incident):
            continue
        known = {
            (each.field, str(each.value))
            for each in incident.assertions
            if each.field in verbs and not desk.is_new(each.document_id)
        }
        seen: dict[tuple[str, str], list[str]] = {}
        for each in incident.assertions:
            key = (each.field, str(each.value))
            if each.field in verbs and key not in known and desk.is_new(each.document_id):
                seen.setdefault(key, []).append(each.document_id)
        for (field, name), documents in seen.items():
            yield Line(
                words=f"{_name(incident, desk)}: {verbs[field]} {name}",
                sources=desk.sources(documents),
                incident_id=incident.id,
            )


def _said(lines: Sequence[tuple[str, tuple[str, ...]]], desk: _DigestDesk) -> Iterator[Line]:
    """Yield lines about positions, with the documents of the statements behind them."""
    documents = {each.id: each.document_id for each in desk.view.statements()}
    for text, statement_ids in lines:
        ids = [documents[each] for each in statement_ids if each in documents]
        yield Line(words=text, sources=desk.sources(ids))


def _statistics(desk: _DigestDesk, verdicts: Sequence[Verdict]) -> Iterator[Line]:
    answers = {each.statistic_id: each for each in verdicts}
    for each in desk.view.statistics():
        # The toll of one event stands with its incident.
        if desk.is_new(each.document_id) and ONE_EVENT not in (each.unit or ""):
            yield _statistic(each, answers.get(each.id), desk)


def _statistic(item: Statistic, verdict: Verdict | None, desk: _DigestDesk) -> Line:
    hide = desk.hide((item.document_id,))
    by = f" ({hide(item.origin or item.source or '')})" if item.origin or item.source else ""
    figure = words.say_value(item.value, item.unit) if item.value is not None else ""
    measure = words.say_measure(item.measure)
    named = measure.casefold() in figure.casefold()
    about = f", {figure}{'' if named else f' {measure}'}" if figure else ""
    line = Line(
        words=f"“{hide(item.quote)}”{by}{hide(about)}",
        sources=desk.sources((item.document_id,)),
    )
    if verdict is None:
        return replace(line, marks=("not checked",))
    said = f"{VERDICTS.get(verdict.verdict, verdict.verdict)}: {hide(verdict.reason)}"
    return replace(line, words=f"{line.words}: {said}")
