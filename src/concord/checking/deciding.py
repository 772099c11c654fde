"""Which answer the reckonings give: the publisher's own first, then the record's, then others."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from concord.checking.stated import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.checking.questions import Question
    from concord.model import Answer, Reckoning

    Decision: TypeAlias = tuple[Answer, str, tuple[Reckoning, ...]]


def decide(question: Question, reckonings: Sequence[Reckoning]) -> Decision:
    """Return the answer, why, and the reckonings with the deciding one first."""
    sound = [r for r in reckonings if r.computed is not None and r.role != "other"]
    others = [r for r in reckonings if r.role == "other" and r.agrees]
    agreeing = [r for r in sound if r.agrees]
    own = [r for r in sound if r.role == "publisher"]
    if own:
        return _decide_by_publisher(question, reckonings, own, agreeing, others)
    default = next((r for r in sound if r.role == "default"), None)
    if default is not None and default.agrees and question.origin is None and not question.doer:
        return (
            "holds",
            f"{default.definition} gives {_number(default)}",
            _first(default, reckonings),
        )
    found = _agreed(question, reckonings, sound, agreeing)
    return found or _disagreed(reckonings, sound, default, others)


def _agreed(
    question: Question,
    reckonings: Sequence[Reckoning],
    sound: Sequence[Reckoning],
    agreeing: Sequence[Reckoning],
) -> Decision | None:
    if agreeing:
        count = len({r.definition for r in agreeing})
        tried = len({r.definition for r in sound})
        reason = f"it holds under {count} of {tried} definitions, first: {agreeing[0].definition}"
        return "holds_under", reason, _first(agreeing[0], reckonings)
    near = next((r for r in sound if _within(question, r)), None)
    if near is None:
        return None
    reason = f"within the range of {near.definition}, whose best figure is {_number(near)}"
    return "holds_under", reason, _first(near, reckonings)


def _disagreed(
    reckonings: Sequence[Reckoning],
    sound: Sequence[Reckoning],
    default: Reckoning | None,
    others: Sequence[Reckoning],
) -> Decision:
    if default is not None and default.matches:
        reason = f"{default.definition} gives {_number(default)}, and no definition tried agrees"
        return "does_not_hold", _also(reason, others), _first(default, reckonings)
    if sound:
        first = default or sound[0]
        reason = (
            f"{first.definition} gives {_number(first)}; it does not count the same, or is not"
            " declared complete, so that it cannot contradict"
        )
        return "differs", _also(reason, others), _first(first, reckonings)
    if others:
        return "differs", _also("nothing counts this", others), _first(others[0], reckonings)
    reasons = [r.reason for r in reckonings if r.reason]
    why = reasons[0] if reasons else "nothing at hand covers it: nothing here counts this"
    return "cannot_be_checked", why, tuple(reckonings)


def _decide_by_publisher(
    question: Question,
    reckonings: Sequence[Reckoning],
    own: Sequence[Reckoning],
    agreeing: Sequence[Reckoning],
    others: Sequence[Reckoning],
) -> tuple[Answer, str, tuple[Reckoning, ...]]:
    hit = next((r for r in own if r.agrees), None)
    if hit is not None:
        return "holds", f"{hit.definition} gives {_number(hit)}", _first(hit, reckonings)
    same = [r for r in agreeing if r.source == own[0].source]
    if same:
        reason = (
            f"not by the publisher's own count ({_number(own[0])}), but under {same[0].definition}"
        )
        return "holds_under", reason, _first(same[0], reckonings)
    if _within(question, own[0]):
        reason = f"within the publisher's range, whose best figure is {_number(own[0])}"
        return "holds_under", reason, _first(own[0], reckonings)
    reason = f"the publisher's own figure is {_number(own[0])} ({own[0].definition})"
    if agreeing:
        reason += f"; it is true of another publisher: {agreeing[0].definition}"
    answer: Answer = "does_not_hold" if own[0].matches else "differs"
    return answer, _also(reason, others), _first(own[0], reckonings)


def _also(reason: str, others: Sequence[Reckoning]) -> str:
    if not others:
        return reason
    return f"{reason}; it is true of another measure: {others[0].definition} ({_number(others[0])})"


def _within(question: Question, reckoning: Reckoning) -> bool:
    """Return whether the printed number lies in the range of a toll."""
    if question.stated is None or reckoning.low is None or reckoning.high is None:
        return False
    if question.kind not in {"total", "average"} or reckoning.low == reckoning.high:
        return False
    low, high = question.stated.bounds()
    return low <= reckoning.high and high >= reckoning.low


def _first(chosen: Reckoning, reckonings: Sequence[Reckoning]) -> tuple[Reckoning, ...]:
    return (chosen, *(r for r in reckonings if r is not chosen))


def _number(reckoning: Reckoning) -> str:
    if reckoning.computed is None:
        return "nothing"
    return f"{say(reckoning.computed)}{reckoning.unit}"
