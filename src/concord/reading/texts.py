"""What is made the same in every text: line ends, blanks, what no store can hold."""

from __future__ import annotations

import re

LONGEST_FIELD = 2_000
# NUL breaks databases; half a surrogate pair breaks UTF-8. One code point each, so offsets hold.
_UNFIT = re.compile("[\x00\ud800-\udfff]")
_REPLACEMENT = "\ufffd"
# What nobody sees on a page, and may stand inside words: zero-width space, soft hyphen, joiners.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
# Blanks of all widths, but not between digits, where they part thousands.
_BLANK = re.compile(
    "(?<!\\d)[\u00a0\u2000-\u200a\u202f\u205f\u3000]|[\u00a0\u2000-\u200a\u202f\u205f\u3000](?!\\d)"
)
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}


def normalise_line_ends(text: str) -> str:
    """Return the text with every CR LF and lone CR as one LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def normalise_text(text: str) -> str:
    """Return the text as it is kept: LF line ends, plain blanks, letters for their ligatures.

    Code points that are unfit are replaced, those that nobody sees are left out.
    """
    kept = _UNFIT.sub(_REPLACEMENT, normalise_line_ends(text.removeprefix("\ufeff")))
    if kept.isascii():
        return kept
    return _BLANK.sub(" ", _UNSEEN.sub("", kept)).translate(_LIGATURES)


def normalise_field(words: str | None) -> str | None:
    """Return a title, name or the like on one line; None if nothing is left or it is endless."""
    if words is None or len(words) > LONGEST_FIELD:
        return None
    return _UNFIT.sub(_REPLACEMENT, " ".join(words.split())) or None
