"""The card of a fitted model: what it was made of, and how it did; no word of any document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_CARD = """# {version}

A reading model whose heads were fitted to what people ruled, by `concord train`. Its encoder and
its vocabulary are those of {base}, whose card says what that was taught and under which licences.

Rulings on {documents} documents taught it. Each head was examined on documents that it was not
taught by (five parts), and on the regression texts that Concord ships; one that did worse was left
as it was.

{lines}

It has learnt what was ruled on in one record. On other subjects, places or spellings it is at best
what the shipped model is.
"""


def write_card(base: str, documents: int, verdicts: Sequence[str]) -> str:
    """Return the card; ``{version}`` stands for the version, which depends on the weights."""
    lines = "\n".join(f"- {verdict}" for verdict in verdicts)
    return _CARD.format(version="{version}", base=base, documents=documents, lines=lines)
