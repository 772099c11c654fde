"""Statements in few words, for the analyses of who stands where."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.invented import FakeView

from concord.model import Statement, When

SIGNED = {"+": "supports", "-": "opposes", "0": "neutral_report"}


def said(line: str, number: int = 0, **fields: Any) -> Statement:
    """Return the statement of a line such as ``2020-03-01 army + talks``; ``-`` for no day."""
    day, actor, mark, option = line.split()
    on = None if day == "-" else date.fromisoformat(day)
    given: dict[str, Any] = {
        "id": f"s{number}",
        "document_id": f"d{number}",
        "speaker": actor,
        "speaker_id": actor,
        "speaker_name": actor.title(),
        "speaker_side": "armed_group" if actor.startswith("group") else "national_government",
        "stance": SIGNED[mark],
        "voice": "own",
        "option": option,
        "said": When(first=on, last=on, precision="day", basis="explicit") if on else None,
        "quote": f"{actor} {mark} {option}",
    }
    return Statement(start=0, end=10, **given | fields)


def heard(text: str) -> FakeView:
    """Return a view of the statements of the lines, each in a document of its own."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return FakeView(held={"statements": tuple(said(line, n) for n, line in enumerate(lines))})
