"""Breakdowns: of what classes those of a toll were, by the parts that a text tells of it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.events.accounts import Account
    from concord.coding.tolls import Figure
    from concord.model import TollFigure

LOOSE = frozenset({"unknown", "civilian"})  # classes that "people" and "persons" may stand for
AMONG = lazy_regex(r"\bof\s+(?:them|whom|these|those)\b", re.IGNORECASE)

# Words that may stand for anybody who died or was hurt.
PERSONS = lazy_regex(
    r"(?:\b(?:people|persons?|bodies|corpses|dead|deaths|fatalities|others|lives|injured|wounded)|\d"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))\W*$",
    re.IGNORECASE,
)


def tells_more(figure: Figure, base: Account) -> bool:
    """Return whether a part says of what class some of the whole were.

    One of them by name, or a number of the same, says nothing that the whole does not.
    """
    class_ = figure.figure.victim_class
    if figure.part:
        return not (figure.named and class_ in LOOSE)  # "the injured included Omid Karra"
    return not (figure.named or class_ in base.classes)


def _is_told_part(figure: Figure, base: Account) -> bool:
    """Return whether a part of the whole is told beside it, and not as some of another part."""
    toll = figure.figure
    plain = figure.part and not toll.total and toll.victim_class != "unknown"
    return plain and figure not in base.whole and not AMONG.search(toll.text)


def parts(accounts: Sequence[Account], base: Account, least: int) -> list[TollFigure]:
    """Return the parts told with the whole and the largest one of each other class that fit in."""
    own = [f for f in base.figures if _is_told_part(f, base)]
    taken = {f.figure.victim_class for f in own}
    best: dict[str, TollFigure] = {}
    for account in accounts:
        for figure in account.figures:
            class_ = figure.figure.victim_class
            if class_ in taken | {"unknown"} or figure in base.whole or figure.figure.total:
                continue
            if class_ not in best or figure.figure.low > best[class_].low:
                best[class_] = replace(figure.figure, total=False)
    kept: list[TollFigure] = []
    room = least
    listed = [*(f.figure for f in own), *best.values()]
    for part in sorted(listed, key=lambda f: (-f.low, f.start or 0)):
        if part.low < least and part.low <= room:
            kept.append(part)
            room -= part.low
    return kept
