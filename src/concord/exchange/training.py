"""What people ruled, as training data: one JSON line a ruling, offsets into the document's text.

The text itself stays as it is in the record (standoff): a line names the document, its hash, the
place of the event, the sentence around it, what the machine read and what a person says.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from concord.record.audits import latest
from concord.record.rows_events import event_row
from concord.record.rows_redaction import Redactor
from concord.record.rulings import read_rulings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from concord.codebook.book import Codebook
    from concord.model import Anchor, Document, Event
    from concord.record import Record
    from concord.record.attachment import Attached

RULED = ("accept", "reject", "correct")


def write_corrections(record: Record, book: Codebook, out: Path) -> int:
    """Write a line for each ruling that holds and each sentence marked as missed; return how many.

    Rulings that lost their subject are left out, since no place in a text is theirs.
    """
    count = 0
    with out.open("w", encoding="utf-8", newline="\n") as file:
        for line in corrections(record, book):
            file.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
            count += 1
    return count


def corrections(record: Record, book: Codebook) -> Iterator[dict[str, Any]]:
    """Yield what people ruled on events, oldest first, then what an audit found to be missed.

    ``kind`` is accept, reject, correct or missed; a correction has ``field``, the ``machine``'s
    value and the person's ``value``, with ``spans`` where the value's words stand in the sentence.
    """
    run = record.chosen_run()
    redactor = Redactor(book, with_names=True)
    for each in read_rulings(record.database, run).attached:
        if each.decision.kind in RULED and not each.lost:
            for event_id, anchor in zip(each.events, each.decision.anchors, strict=False):
                yield _line(record, each, event_id, anchor, redactor)
    for answer in latest(record.answers(), "audit").values():
        document = next(iter(record.documents([answer.document_id])), None)
        for span in answer.spans if document else ():
            yield {
                "kind": "missed",
                "who": answer.who,
                "recorded": answer.recorded,
                "note": answer.note,
                **_about(document),
                "sentence": _span(document, span.start, span.end),
            }


def _line(
    record: Record, each: Attached, event_id: str, anchor: Anchor, redactor: Redactor
) -> dict[str, Any]:
    decision = each.decision
    document = next(iter(record.documents([anchor.document_id])), None)
    event = _event(record, anchor.document_id, event_id)
    line: dict[str, Any] = {
        "kind": decision.kind,
        "number": decision.sequence,
        "who": decision.who,
        "recorded": decision.recorded.isoformat(),
        "note": decision.note,
        "event_id": event_id,
        "family": anchor.family,
        "type": event.type if event else None,
        **_about(document),
        "anchor": _span(document, event.start, event.end) if event else None,
        "sentence": _span(document, anchor.sentence_start, anchor.sentence_end),
    }
    if decision.field is None:
        return line
    read = event_row(event, document, None, redactor).get(decision.field) if event else None
    spans = _find(document, decision.value, anchor.sentence_start, anchor.sentence_end)
    return {**line, "field": decision.field, "machine": read, "value": decision.value,
            "spans": spans}  # fmt: skip


def _event(record: Record, document_id: str, event_id: str) -> Event | None:
    """Return an event as it was read, before anybody corrected it."""
    for run in record.runs_with_hand(record.chosen_run()):
        coding = record.coding(run, document_id)
        for event in coding.events if coding else ():
            if event.id == event_id:
                return event
    return None


def _about(document: Document | None) -> dict[str, Any]:
    if document is None:
        return {"document_id": None, "text_hash": None, "url": None}
    return {"document_id": document.id, "text_hash": document.text_hash, "url": document.url}


def _span(document: Document | None, start: int, end: int) -> dict[str, Any]:
    words = document.text[start:end] if document else ""
    return {"start": start, "end": end, "text": words}


def _find(document: Document | None, value: object, start: int, end: int) -> list[dict[str, Any]]:
    """Return where the words of a value stand: in the sentence, or else anywhere in the text."""
    names: list[object] = []
    if isinstance(value, str | int) and not isinstance(value, bool):
        names = [value]
    if isinstance(value, list):
        names = [e.get("text") or e.get("name") for e in value if isinstance(e, dict)]
    found = []
    for name in (str(each) for each in names if each not in (None, "")):
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        match = document and (
            pattern.search(document.text, start, end) or pattern.search(document.text)
        )
        if match and document:
            found.append(_span(document, match.start(), match.end()))
    return found
