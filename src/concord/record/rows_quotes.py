"""Private names in what a document is quoted with, whatever row the quote stands in.

A name that one event or statement of a document hides is hidden in every quote of the document:
the sentence of a statistic names the dead as that of the attack does.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from concord.model import Event, Statement, Verdict
    from concord.record.rows_redaction import Redactor


class QuoteMasks:
    """The masks of each document, made when they are first asked for."""

    def __init__(
        self, events: Iterable[Event], statements: Iterable[Statement], redactor: Redactor
    ) -> None:
        self._redactor = redactor
        self._events: defaultdict[str, list[Event]] = defaultdict(list)
        self._statements: defaultdict[str, list[Statement]] = defaultdict(list)
        self._masks: dict[str, tuple[Callable[[str], str], ...]] = {}
        if redactor.with_names:
            return
        for event in events:
            self._events[event.document_id].append(event)
        for statement in statements:
            self._statements[statement.document_id].append(statement)

    def hide(self, document_id: str, text: str) -> str:
        """Return the words of a document with its private names masked."""
        for mask in self._of(document_id):
            text = mask(text)
        return text

    def _of(self, document_id: str) -> tuple[Callable[[str], str], ...]:
        if document_id not in self._masks:
            events = self._events.pop(document_id, [])
            said = self._statements.pop(document_id, [])
            self._masks[document_id] = (
                *(self._redactor.event_mask(each) for each in events),
                *(_of_text(self._redactor.statement_mask(each)) for each in said),
            )
        return self._masks[document_id]


def _of_text(mask: Callable[[str | None], str | None]) -> Callable[[str], str]:
    return lambda text: mask(text) or ""


def mask_verdict(verdict: Verdict, hide: Callable[[str], str]) -> Verdict:
    """Return a verdict whose words hide what ``hide`` does: they repeat those of the document."""
    return replace(
        verdict,
        quote=hide(verdict.quote),
        reason=hide(verdict.reason),
        understood=hide(verdict.understood),
        notes=tuple(map(hide, verdict.notes)),
        reckonings=tuple(
            replace(each, definition=hide(each.definition), reason=hide(each.reason))
            for each in verdict.reckonings
        ),
    )
