"""Which names of a sentence belong to which of its numbers: "36 in Sindh and 7 in Punjab"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.checking.names import Name
    from concord.checking.reader import Sentence
    from concord.coding.figures import Figure

_RIVAL = re.compile(
    r"\b(?:than|against|compared (?:to|with)|versus|vs\.?|ahead of|behind)"
    r"\s+(?:(?:in|those|the|of)\s+){0,3}$",
    re.IGNORECASE,
)
# "Balochistan, with 345 deaths": the number is of the name before it alone.
_BEARS = re.compile(
    r",?\s+(?:with|at)\s+(?:(?:some|about|only|just|nearly|over)\s+)?", re.IGNORECASE
)
_OF_ALL = re.compile(r"(?:^|[,;:]\s*)of\s+(?:the|all|these|some)?\s*$", re.IGNORECASE)
# A number, years and days of a month apart.
_NUMBER = re.compile(
    r"(?<![\w.,-])(?!(?:19|20)\d\d\b)\d[\d,]*(?:\.\d+)?(?![\w-])"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b",
    re.IGNORECASE,
)


def own_names(sentence: Sentence, figure: Figure, names: Sequence[Name]) -> list[Name]:
    """Return the names that a number counts for, out of those of its clause.

    The other side of a comparison ("39 in Bannu, more than in Swat") and, in a list, the names of
    the other numbers ("Sindh 36, Punjab 7") are not its own. A base ("of the 900 killed, 300 died
    in Sindh") has only what is said before the next number.
    """
    bearer = next(
        (n for n in sentence.names if _BEARS.fullmatch(sentence.text[n.end : figure.start])), None
    )
    if bearer is not None:
        return [bearer]
    kept = _own_side(sentence, figure, names)
    if _OF_ALL.search(sentence.text[: figure.start]):
        following = _NUMBER.search(sentence.text, figure.end)
        limit = following.start() if following else len(sentence.text)
        return [n for n in kept if n.start < limit]
    return _listed(sentence, figure, kept)


def takes_turns(sentence: Sentence, figure: Figure) -> bool:
    """Return whether a number is a member of a list: "33 in Balochistan, 36 in Sindh"."""
    start, end = sentence.clause(figure.start)
    names = [n for n in sentence.names if start <= n.start < end]
    kinds = ([n for n in names if n.area], [n for n in names if n.group])
    return any(_turn(sentence, figure, kind) is not None for kind in kinds)


def _own_side(sentence: Sentence, figure: Figure, names: Sequence[Name]) -> list[Name]:
    at = next((n.start for n in names if _RIVAL.search(sentence.text[: n.start])), None)
    if at is None:
        return list(names)
    return [n for n in names if (n.start < at) == (figure.start < at)]


def _listed(sentence: Sentence, figure: Figure, names: Sequence[Name]) -> list[Name]:
    """Return the names of one member of a list, if numbers and names of one kind take turns."""
    areas = [n for n in names if n.area]
    groups = [n for n in names if n.group]
    for kind in (areas, groups):
        mine = _turn(sentence, figure, kind)
        if mine is not None:
            return [n for n in names if n not in kind or n is mine]
    return list(names)


def _turn(sentence: Sentence, figure: Figure, names: Sequence[Name]) -> Name | None:
    if len(names) < 2 or len({n.area.kind if n.area else "" for n in names}) > 1:  # noqa: PLR2004 - a list
        return None
    start, end = sentence.clause(figure.start)
    spans = [(n.start, n.end) for n in sentence.names] + [(t.start, t.end) for t in sentence.times]
    numbers = [
        m.start() if not figure.start <= m.start() < figure.end else figure.start
        for m in _NUMBER.finditer(sentence.text, start, end)
        if not any(a <= m.start() < b for a, b in spans)
    ]
    numbers = sorted({*numbers, figure.start})
    if len(numbers) != len(names):
        return None
    order = sorted([(n, None) for n in numbers] + [(n.start, n) for n in names], key=lambda p: p[0])
    if any((one is None) == (two is None) for (_, one), (_, two) in pairwise(order)):
        return None
    at = next(i for i, (place, name) in enumerate(order) if name is None and place == figure.start)
    ahead = order[0][1] is not None
    return order[at - 1][1] if ahead else order[at + 1][1]
