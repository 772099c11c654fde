"""What the record and the published series say of the statistics in the texts, ready to show."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.checking import say_number
from concord.record.rows_quotes import mask_verdict
from concord.report import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.model import Reckoning, Verdict
    from concord.report.desk import Desk

ANSWERS = {
    "holds": "Holds",
    "holds_under": "Holds under some definitions",
    "differs": "Differs from what is at hand",
    "does_not_hold": "Does not hold",
    "cannot_be_checked": "Cannot be checked",
}
# The order in which a reader needs them: what is wrong first, what says nothing last.
_ORDER = ("does_not_hold", "differs", "holds_under", "holds", "cannot_be_checked")
_SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictLine:
    """One verdict: the words, how they were read, the answer with its reason and its sources."""

    quote: str
    understood: str
    answer: str
    reason: str
    given: tuple[str, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    tried: int
    checked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """The verdicts that a page shows, and how many of each kind there are."""

    lines: tuple[VerdictLine, ...] = ()
    counts: str = ""


def describe_verdicts(verdicts: Sequence[Verdict], desk: Desk, most: int) -> Verdicts:
    """Return the first ``most`` verdicts by need, and the counts of all, in words."""
    counts: Counter[str] = Counter(v.verdict for v in verdicts)
    ordered = sorted(verdicts, key=lambda v: _ORDER.index(v.verdict))
    said = [f"{ANSWERS[name].lower()}: {counts[name]:,}" for name in _ORDER if counts[name]]
    return Verdicts(
        lines=tuple(_line(each, desk) for each in ordered[:most]), counts="; ".join(said)
    )


def _line(verdict: Verdict, desk: Desk) -> VerdictLine:
    verdict = mask_verdict(verdict, desk.hide((verdict.document_id,)))
    counted = [r for r in verdict.reckonings if r.computed is not None]
    told = [r for r in counted if r.role != "other" or r.agrees]
    citations = dict.fromkeys(c for r in told[:_SHOWN] for c in r.citations)
    return VerdictLine(
        quote=verdict.quote,
        understood=verdict.understood,
        answer=ANSWERS[verdict.verdict],
        reason=words.label(verdict.reason) if not verdict.reason else _sentence(verdict.reason),
        given=tuple(_given(r) for r in told[:_SHOWN]),
        notes=tuple(_sentence(note) for note in verdict.notes),
        sources=tuple(citations),
        tried=verdict.tried,
        checked=verdict.verdict != "cannot_be_checked",
    )


def _given(reckoning: Reckoning) -> str:
    number = say_number(reckoning.computed or 0)
    other = "another measure, " if reckoning.role == "other" else ""
    mark = "agrees" if reckoning.agrees else "not"
    return f"{number} ({other}{mark}): {reckoning.definition}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"
