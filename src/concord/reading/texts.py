"""What is made the same in every text: line ends, and code points that no store can hold."""

from __future__ import annotations

import re

LONGEST_FIELD = 2_000
# NUL breaks databases; half a surrogate pair breaks UTF-8. One code point each, so offsets hold.
_UNFIT = re.compile("[\x00\ud800-\udfff]")
_REPLACEMENT = "\ufffd"


def normalise_line_ends(text: str) -> str:
    """Return the text with every CR LF and lone CR as one LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def normalise_text(text: str) -> str:
    """Return the text as it is kept: LF line ends, no byte-order mark, no unfit code points."""
    return _UNFIT.sub(_REPLACEMENT, normalise_line_ends(text.removeprefix("\ufeff")))


def normalise_field(words: str | None) -> str | None:
    """Return a title, name or the like on one line; None if nothing is left or it is endless."""
    if words is None or len(words) > LONGEST_FIELD:
        return None
    return _UNFIT.sub(_REPLACEMENT, " ".join(words.split())) or None
