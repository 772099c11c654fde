"""Why two editions differ on an incident: decisions, documents, coders, packs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.record.releases_facts import FACTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.model import Decision, Incident
    from concord.record.attachment import Attached
    from concord.record.view import View

_SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One reason for a change: ``decision``, ``document``, ``run``, ``codebook``, ``linking``.

    ``reference`` is the number of the decision, or the id of the document or run.
    """

    kind: str
    reference: str
    words: str


def causes_of(
    kind: str,
    before: Sequence[Incident],
    after: Sequence[Incident],
    earlier: View,
    later: View,
) -> tuple[Cause, ...]:
    """Return what differs in the making of these incidents, the most telling first; never empty.

    All that could have caused the change is listed, since several things may have worked together.
    """
    found = (
        *_decisions(kind, before, after, earlier, later),
        *_documents(before, after, earlier, later),
        *_runs(earlier, later),
    )
    return found or (Cause(kind="linking", reference="", words="linked anew"),)


def _decisions(
    kind: str,
    before: Sequence[Incident],
    after: Sequence[Incident],
    earlier: View,
    later: View,
) -> Iterator[Cause]:
    then = {each.decision.sequence: each for each in earlier.rulings.attached}
    now = {each.decision.sequence: each for each in later.rulings.attached}
    events = {event for each in (*before, *after) for event in each.event_ids}
    for sequence in sorted(now.keys() - then.keys()):
        if _concerns(now[sequence], events, kind):
            yield _decision_cause(now[sequence].decision, "decision")
    for sequence in sorted(then.keys() - now.keys()):
        if _concerns(then[sequence], events, kind):
            yield _decision_cause(then[sequence].decision, "no longer: decision")


def _concerns(attached: Attached, events: set[str], kind: str) -> bool:
    decision = attached.decision
    if events.isdisjoint(attached.events):
        return False
    if decision.kind == "accept":
        return False
    if decision.kind != "correct":
        return True
    fields = next((fact.fields for fact in FACTS if fact.change == kind), None)
    field = decision.field or ""
    return fields is None or any(field == name or field.startswith(f"{name}_") for name in fields)


def _decision_cause(decision: Decision, word: str) -> Cause:
    what = f" {decision.field}" if decision.field else ""
    note = f": {decision.note}" if decision.note else ""
    words = f"{word} {decision.sequence} ({decision.kind}{what} by {decision.who}{note})"
    return Cause(kind="decision", reference=str(decision.sequence), words=words)


def _documents(
    before: Sequence[Incident], after: Sequence[Incident], earlier: View, later: View
) -> Iterator[Cause]:
    had = {each for incident in before for each in incident.document_ids}
    has = {each for incident in after for each in incident.document_ids}
    new = sorted((has - had) - earlier.headings.keys())
    gone = sorted((had - has) - later.headings.keys())
    for word, ids, view in (("new document", new, later), ("without document", gone, earlier)):
        for each in ids[:_SHOWN]:
            heading = view.headings.get(each)
            by = f" ({heading.publisher})" if heading and heading.publisher else ""
            yield Cause(kind="document", reference=each, words=f"{word} {each}{by}")
        if len(ids) > _SHOWN:
            yield Cause(kind="document", reference="", words=f"and {len(ids) - _SHOWN} more")


def _runs(earlier: View, later: View) -> Iterator[Cause]:
    then, now = earlier.run, later.run
    if then is None or now is None or then.id == now.id:
        return
    names = ("engine", "coder_version", "model_version", "codebook_version")
    differ = [
        f"{name.removesuffix('_version')} {getattr(then, name)} -> {getattr(now, name)}"
        for name in names
        if getattr(then, name) != getattr(now, name)
    ]
    words = f"coded anew by run {now.id} ({', '.join(differ)})"
    yield Cause(kind="run", reference=now.id, words=words)
