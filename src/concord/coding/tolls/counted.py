"""How many people a few words name, apart from any word of what befell them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.coding.tolls import names, tokens
from concord.coding.tolls.groups import Reader

if TYPE_CHECKING:
    from concord.coding.tolls.people import Group
    from concord.coding.tolls.words import Lexicon
    from concord.model import Span

_OPENING = 2  # tokens that may stand before the people ("the abducted")


def count(text: str, span: Span, lexicon: Lexicon) -> Group | None:
    """Return the people whom a span of a text names, None if no number, article or name tells.

    "Three road workers" are three, "the owner of a pharmacy" and "Omid Karra" one; of "labourers"
    nobody knows.
    """
    listed = tokens.tokenise(text, span.start, span.end)
    reader = Reader(text, listed, lexicon, set())
    groups = [group for group in reader.read() if not group.bare]
    if groups and groups[0].first <= _OPENING:
        return groups[0]
    return names.person(reader, 0) if listed else None
