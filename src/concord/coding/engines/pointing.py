"""Pointing: which of several attacks the words of a claim or a denial mean.

"Claimed the Kalat attack", "the one in Kalat" and "claimed the shooting" mean the attack that a
text told of that place or kind, wherever the claim stands; "all but the grenade" means the others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.model import Span
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from concord.coding.prepared import Prepared

_AHEAD = 90  # characters after a cue in which stands what is claimed
# Where the words for what is claimed end: at why, at what else is said, at what is not claimed.
_ENDS = lazy_regex(
    r"[.;:\n\u201c\"]|,\s+(?:which|who|that|saying|and|but|in|on|a|an|the|as)\b"
    r"|\b(?:in\s+(?:retaliation|revenge|response|reprisal|a\s+(?:statement|message|call|video|tweet))"
    r"|revenge|avenge|retaliat\w+|after|following|because|said|saying|says|but|though|while|whereas"
    r"|to\s+avenge|not|nor|denied|for\s+the\s+(?:killing|death|arrest))\b",
    re.IGNORECASE,
)
_EXCEPT = lazy_regex(
    r"\b(?:all|everything|each|every\s+one|series)(?:\s+of\s+\w+)?\s+(?:\w+\s+)?"
    r"(?:but|except(?:\s+for)?|save|bar)\s+(?:the|that|those)\s+(?P<noun>[\w-]{4,})",
    re.IGNORECASE,
)
_THE_ONE = lazy_regex(
    r"\b(?:the|that)\s+(?:one|former|latter|other)\s+(?:in|at|on|near|outside)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def named_by_place(
    prepared: Prepared,
    heads: Sequence[tuple[Span, int]],
    sentence: Span,
    cue: tuple[int, int],
    default: int | None,
    labels: Mapping[int, str | None],
) -> int | None:
    """Return the act told before a claim that happened where the claim says, else the default.

    ``heads`` are the clauses that tell the acts, with the numbers of their head triggers;
    ``labels`` their types. Of several acts there, one of the type of the default, else the last.
    """
    span = Span(start=cue[0], end=_end(prepared.text, sentence, cue[1]))
    earlier = [(clause, n) for clause, n in heads if clause.end <= sentence.start]
    told = [(at, n) for clause, n in earlier if (at := _where(prepared, span, clause)) is not None]
    there = [n for at, n in told if at == min(told)[0]]  # the place that the claim names first
    if not there or default in there:
        return default
    alike = [n for n in there if labels.get(n) == labels.get(default or 0)]
    return (alike or there)[-1]


def _where(prepared: Prepared, span: Span, clause: Span) -> int | None:
    """Return where the words of a claim name a place of a clause first, or None.

    "The Zarbad attack" is no mention of a place by itself: the name is looked for.
    """
    words = prepared.text[span.start : span.end]
    names = {
        p.text
        for p in prepared.places
        if clause.start <= p.start < clause.end and not p.dateline and p.text in words
    }
    found = [
        span.start + match.start()
        for name in sorted(names)
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", words)
    ]
    taken = [(a.start, a.end) for a in prepared.actors if a.name and a.nature != "country"]
    return min((at for at in found if not any(s <= at < e for s, e in taken)), default=None)


def _end(text: str, sentence: Span, start: int) -> int:
    """Return where the words for what is claimed end."""
    limit = min(sentence.end, start + _AHEAD)
    stop = _ENDS.search(text, start, limit)
    return stop.start() if stop else limit


def left_out(text: str, sentence: Span, cue: tuple[int, int]) -> str | None:
    """Return the noun of what a claim of several leaves out: "all but the grenade"."""
    match = _EXCEPT.search(text, cue[0], min(sentence.end, cue[1] + _AHEAD))
    return match["noun"].lower() if match else None


def tells_of(prepared: Prepared, clause: Span, noun: str) -> bool:
    """Return whether a clause has a noun, in the singular or the plural."""
    return bool(
        re.search(
            rf"\b{re.escape(noun)}s?\b", prepared.text[clause.start : clause.end], re.IGNORECASE
        )
    )


def is_of_another(text: str, at: int) -> bool:
    """Return whether a place is that of an act taken up by a pronoun: "the one in Zarbad"."""
    return bool(_THE_ONE.search(text, max(0, at - 30), at))
