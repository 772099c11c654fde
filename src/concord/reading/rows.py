"""A row of named values (a JSON object, a line of a table) to a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.model import Problem
from concord.reading.drafts import FIELDS, make_draft

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from concord.reading.drafts import Draft


def draft_row(row: Mapping[str, object], *, where: str, media: str) -> Iterator[Draft | Problem]:
    """Yield a problem for each value that is no text or number, then the draft if there is text."""
    text = row.get("text")
    if not isinstance(text, str):
        yield Problem(
            where=where,
            code="no_text",
            message="The row has no text in 'text'; it was skipped.",
        )
        return
    fields: dict[str, str] = {}
    for name in FIELDS:
        value = row.get(name)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            fields[name] = str(value)
        elif value is not None:
            yield Problem(
                where=where,
                code="bad_field",
                message=f"{name!r} must be text; the row was read without it.",
            )
    yield make_draft(fields, where=where, text=text, media=media)
