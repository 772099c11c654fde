"""Positions: where an actor stands on an option in a window, from what it said and did itself.

Polarity for agreement networks: supports and calls_for are +1; opposes, rejects and condemns (with
an option) are -1; the other stances name a topic only. Plain evidence is what an actor says in its
own words or does; conditional, hedged and forecast statements, other people's accounts and
analysts' readings are counted apart and never move the stance.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from concord.errors import ConcordError
from concord.model import Position, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SIGNS: dict[str, int] = {
    "supports": 1,
    "calls_for": 1,
    "opposes": -1,
    "rejects": -1,
    "condemns": -1,
}
WINDOWS = ("all", "year", "quarter", "month")
_QUARTER = 3
_DECEMBER = 12


class UnknownWindowError(ConcordError):
    """A window that positions cannot be computed for."""

    def __init__(self, window: str) -> None:
        super().__init__(f"There is no window {window!r}: use one of {', '.join(WINDOWS)}.")


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of days, ISO and inclusive; both None for statements without a date."""

    first: str | None
    last: str | None


def sign(statement: Statement) -> int:
    """Return +1, -1, or 0 where the statement only names a topic (or no option)."""
    return SIGNS.get(statement.stance, 0) if statement.option else 0


def is_plain(statement: Statement) -> bool:
    """Return whether a statement is plain evidence of its speaker's own position."""
    bound = statement.hedged or statement.forecast or bool(statement.condition)
    return statement.voice in {"own", "act"} and not bound and sign(statement) != 0


def positions(statements: Sequence[Statement], *, window: str = "all") -> tuple[Position, ...]:
    """Return the positions of all speakers, by actor, option and window, in this order.

    ``window`` is all, year, quarter or month. A statement belongs to the window of the day it was
    said; one without a date to a window without dates (under ``all`` every statement is in one
    window, whose bounds are the first and last dated days). Raises UnknownWindowError.
    """
    if window not in WINDOWS:
        raise UnknownWindowError(window)
    grouped: dict[tuple[str, str, Window], list[Statement]] = {}
    for statement in statements:
        if statement.option:
            key = (actor_key(statement), statement.option, _window(statement, window))
            grouped.setdefault(key, []).append(statement)
    made = [_position(key[2], members) for key, members in grouped.items()]
    return tuple(
        sorted(
            made,
            key=lambda p: (p.actor_name, p.actor_id or "", p.option, p.first or "", p.last or ""),
        )
    )


def actor_key(statement: Statement) -> str:
    """Return what two statements of one actor have in common: its id, else its name."""
    name = statement.speaker_name or statement.speaker
    return statement.speaker_id or " ".join(name.casefold().split())


def _window(statement: Statement, window: str) -> Window:
    said = statement.said.first if statement.said else None
    if window == "all" or said is None:
        return Window(None, None)
    first, last = bounds(said, window)
    return Window(first.isoformat(), last.isoformat())


def bounds(day: date, window: str) -> tuple[date, date]:
    """Return the first and last day of the year, quarter or month that a day lies in."""
    if window == "year":
        return date(day.year, 1, 1), date(day.year, _DECEMBER, 31)
    months = _QUARTER if window == "quarter" else 1
    begin = (day.month - 1) // months * months + 1
    end = begin + months
    after = date(day.year + (end > _DECEMBER), (end - 1) % _DECEMBER + 1, 1)
    return date(day.year, begin, 1), after - timedelta(days=1)


def _position(window: Window, members: Sequence[Statement]) -> Position:
    ordered = sorted(members, key=lambda s: (_day(s) or "", s.document_id, s.start, s.id))
    plain = [s for s in ordered if is_plain(s)]
    signs = _by_utterance(plain)
    stance = round(sum(signs) / len(signs), 4) if signs else None
    first, last = _span(window, ordered)
    head = ordered[0]
    return Position(
        actor_id=head.speaker_id,
        actor_name=_name(ordered),
        option=head.option or "",
        first=first,
        last=last,
        stance=stance,
        n_plain=sum(s.voice == "own" for s in plain),
        n_acts=sum(s.voice == "act" for s in plain),
        n_conditional=sum(bool(s.condition) for s in ordered),
        n_hedged=sum(s.hedged or s.forecast for s in ordered),
        n_attributed=sum(s.voice in {"attributed", "analyst"} for s in ordered),
        utterances=len({s.utterance_id or s.id for s in ordered}),
        statement_ids=tuple(s.id for s in ordered),
        certainty=_certainty(signs),
        words=_words(signs),
    )


def _by_utterance(plain: Iterable[Statement]) -> list[float]:
    """Return the mean sign of each utterance: one speech in twelve outlets counts once."""
    grouped: dict[str, list[int]] = {}
    for statement in plain:
        grouped.setdefault(statement.utterance_id or statement.id, []).append(sign(statement))
    return [sum(signs) / len(signs) for signs in grouped.values()]


def _day(statement: Statement) -> str | None:
    first = statement.said.first if statement.said else None
    return first.isoformat() if first else None


def _span(window: Window, ordered: Sequence[Statement]) -> tuple[str | None, str | None]:
    if window.first is not None:
        return window.first, window.last
    days = [day for day in map(_day, ordered) if day]
    return (min(days), max(days)) if days else (None, None)


def _name(ordered: Sequence[Statement]) -> str:
    """Return the name most often given to the actor, the first one on a tie."""
    names = [s.speaker_name or s.speaker for s in ordered]
    return max(dict.fromkeys(names), key=names.count)


def _certainty(signs: Sequence[float]) -> str:
    if not signs:
        return "no evidence"
    return "one utterance" if len(signs) == 1 else f"{len(signs)} utterances"


def _words(signs: Sequence[float]) -> str:
    if not signs:
        return "no plain statement"
    if all(s > 0 for s in signs):
        return "supports"
    return "opposes" if all(s < 0 for s in signs) else "mixed"
