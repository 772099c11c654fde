"""Settling: what a speaker says plainly in a text outweighs what is only read into a mention."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.model import Statement

_SIGNS = {"supports": 1, "calls_for": 1, "opposes": -1, "rejects": -1, "condemns": -1}


def settle(statements: Sequence[Statement], weak: set[str]) -> list[Statement]:
    """Return the statements, each weak one that a plain one contradicts as a neutral report.

    ``weak`` are the ids of statements whose stance only the mention of an option shows. A speaker
    who opposes an option in so many words is not its supporter for naming it elsewhere in the text,
    nor its opponent for words that only look like it.
    """
    plain = {
        (*_who(s), _SIGNS[s.stance]) for s in statements if s.id not in weak and s.stance in _SIGNS
    }
    return [
        replace(s, stance="neutral_report")
        if s.id in weak and (*_who(s), -_SIGNS.get(s.stance, 0)) in plain
        else s
        for s in statements
    ]


def _who(statement: Statement) -> tuple[str, str | None]:
    name = statement.speaker_id or statement.speaker_name or statement.speaker
    return name.casefold(), statement.option
