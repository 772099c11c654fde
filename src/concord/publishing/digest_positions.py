"""Positions newly taken, reversed, and pairs of actors that have come to diverge."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.codebook.book import Codebook
    from concord.model import Position

Held: TypeAlias = "Position"
Key: TypeAlias = tuple[str, str]
Lines: TypeAlias = "list[tuple[str, tuple[str, ...]]]"
_MOST_STATEMENTS = 6
# Words of two years ago are no other side of what is said today.
LONGEST_APART = timedelta(days=365)


def position_lines(
    before: Sequence[Position], after: Sequence[Position], book: Codebook
) -> Iterator[tuple[str, Lines, str]]:
    """Yield title, lines (words, statement ids) and the words for none, of three parts.

    A position is signed by its plain statements and acts; none, or as many for as against, is no
    sign. ``after`` are the positions in what was said since; what an actor did not repeat stands.
    """
    then, now = _signed(before), _signed(after)
    taken = [(each, "") for key, each in now.items() if key not in then]
    turned = [
        (each, f" (before: {_verb(then[key])})")
        for key, each in now.items()
        if key in then and _sign(then[key]) != _sign(each)
    ]
    yield "Positions newly taken", _told(taken, book), "No position newly taken."
    yield "Positions reversed", _told(turned, book), "No position reversed."
    yield "New divergences", _divergences(then, now, book), "No new divergence."


def _signed(positions: Sequence[Position]) -> dict[Key, Position]:
    return {
        (p.actor_id or p.actor_name, p.option): p
        for p in sorted(positions, key=lambda p: (p.option, p.actor_name, p.actor_id or ""))
        if p.stance
    }


def _sign(position: Position) -> int:
    return 1 if (position.stance or 0) > 0 else -1


def _verb(position: Position) -> str:
    return "for" if _sign(position) > 0 else "against"


def _told(positions: Sequence[tuple[Position, str]], book: Codebook) -> Lines:
    return [
        (
            f"{each.actor_name}: {_verb(each)} {book.option_label(each.option)}{more}",
            each.statement_ids[:_MOST_STATEMENTS],
        )
        for each, more in positions
    ]


def _divergences(then: dict[Key, Position], now: dict[Key, Position], book: Codebook) -> Lines:
    """Return the pairs that stand against each other now and did not before.

    Only actors of the codebook are paired: a name that stands for nobody known diverges from all.
    Both must have spoken within a year of each other; without dates nobody can say so.
    """
    stands = then | now
    by_option: dict[str, list[Position]] = {}
    for each in stands.values():
        if each.actor_id:
            by_option.setdefault(each.option, []).append(each)
    found: Lines = []
    for option in sorted(by_option):
        for a, b in combinations(by_option[option], 2):
            keys = [(str(each.actor_id), option) for each in (a, b)]
            is_new = any(key in now for key in keys)
            opposed = _sign(a) != _sign(b) and _at_one_time(a, b)
            if is_new and opposed and not _diverged(then, keys):
                pro, contra = (a, b) if _sign(a) > 0 else (b, a)
                text = f"{book.option_label(option)}: {_holder(pro)} for, {_holder(contra)} against"
                ids = (*pro.statement_ids[:2], *contra.statement_ids[:2])
                found.append((text, ids))
    return found


def _holder(position: Position) -> str:
    return f"{position.actor_name} ({position.last})"


def _at_one_time(one: Position, other: Position) -> bool:
    if not (one.first and one.last and other.first and other.last):
        return False
    gap = max(_day(one.first) - _day(other.last), _day(other.first) - _day(one.last))
    return gap <= LONGEST_APART


def _day(text: str) -> date:
    """Return the first day of a day, month or year."""
    return date.fromisoformat(f"{text}-01-01"[: len("2024-01-01")])


def _diverged(then: dict[Key, Position], keys: Sequence[Key]) -> bool:
    held = [then[key] for key in keys if key in then]
    return len(held) == len(keys) and _sign(held[0]) != _sign(held[1])
