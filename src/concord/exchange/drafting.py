"""A first map for a user's table: its columns, each with the field that its name suggests."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from concord.exchange.foreign import open_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ID = re.compile(r"(?:id|no|nr|number|ref\w*|#|\w+[ _](?:id|no))\.?$")
# field -> the names that columns for it have; an earlier field takes a column first.
_GUESSES = tuple(
    (field, re.compile(rf"(?:{names})$"))
    for field, names in (
        ("happened_from", r"(?:event[ _])?(?:date|day)|when|happened\w*|date[ _]from|from"),
        ("happened_to", r"end[ _]date|date[ _]to|until|to"),
        ("type", r"(?:event[ _]|attack[ _])?(?:type|kind)|what|category"),
        ("place", r"place|town|city|village|location|where|site"),
        ("admin2", r"district|admin2|county"),
        ("admin1", r"province|state|region|admin1"),
        ("country", r"country"),
        ("latitude", r"lat(?:itude)?"),
        ("longitude", r"lon(?:gitude|g)?|lng"),
        ("perpetrators", r"group|perpetrators?|actor|by|by whom|attackers?|who"),
        ("targets", r"targets?|victims?"),
        ("killed", r"killed|dead|deaths|fatalities|fatal"),
        ("injured", r"injured|wounded|hurt|injuries"),
        ("abducted", r"abducted|kidnapped|hostages"),
        ("weapon", r"weapons?|means"),
        ("summary", r"summary|notes?|description|what happened|details|text"),
    )
)


def draft_map(file: Path) -> str:
    """Return the text of a map for ``concord import table`` to be corrected by hand.

    Raises ForeignFileError if the table cannot be read.
    """
    table = open_table(file, needed=())
    fields, rest = _guess(table.header)
    names = [name for name in table.header if ID.match(name.casefold())]
    chosen = names[0] if names else table.header[0] if table.header else "ID"
    lines = [
        f"dataset: {_short(file.stem)}",
        "version: 1",
        f"id: {json.dumps(chosen, ensure_ascii=False)}",
        'dates: "%Y-%m-%d"',
        "columns:",
        *(f"  {field}: {json.dumps(name, ensure_ascii=False)}" for field, name in fields.items()),
    ]
    if "type" not in fields:
        lines.append("  # type: the column that says what happened; it is needed")
    left = [name for name in rest if name != chosen]
    if left:
        lines.append(f"  # not read: {', '.join(left)}")
    return "\n".join(lines)


def _guess(header: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Return the column for each field that a name suggests, and the columns that are left."""
    left, fields = list(header), {}
    for field, names in _GUESSES:
        found = next((name for name in left if names.match(name.strip().casefold())), None)
        if found is not None:
            fields[field] = found
            left.remove(found)
    return fields, left


def _short(stem: str) -> str:
    return re.sub(r"\W+", "_", stem.casefold()).strip("_") or "our_incidents"
