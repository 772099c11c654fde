"""Many wordings as one expression, in which those that begin alike share their beginning.

Alternatives side by side are each tried at every place. Where case does not matter, CPython's
matcher does not even look at their first letters before: of five hundred words it tries all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_Branches = dict[str, "_Branches"]
_END = ""


def any_of(wordings: Iterable[str]) -> str:
    """Return the expression of any of some wordings, of which the longest is tried first.

    A straight apostrophe stands for a typographic one too.
    """
    tree: _Branches = {}
    for wording in wordings:
        branches = tree
        for letter in wording:
            piece = "['\u2019]" if letter == "'" else re.escape(letter)
            branches = branches.setdefault(piece, {})
        branches[_END] = {}
    return _joined(tree) or r"(?!)"


def _joined(branches: _Branches) -> str:
    ways = [piece + _joined(further) for piece, further in sorted(branches.items()) if piece]
    if len(ways) == 1 and _END not in branches:
        return ways[0]
    whole = f"(?:{'|'.join(ways)})" if ways else ""
    return f"{whole}?" if ways and _END in branches else whole
