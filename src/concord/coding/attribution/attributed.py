"""An attribution: who says something, by which words, and which stretches are said."""

from __future__ import annotations

from dataclasses import dataclass

from concord.coding.speakers import Source
from concord.model import Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody says something: the source (resolved and as written), the cue, the content spans.

    ``reported_by`` is the outer speaker of a nested attribution. ``cue`` is None where a quotation
    goes on without a verb of its own. ``sentence`` is the span of the sentence.
    """

    source: Source
    written: str
    source_start: int
    cue: str | None
    kind: str
    form: str
    content: tuple[Span, ...]
    sentence: Span
    reported_by: Source | None = None
    cue_start: int | None = None
