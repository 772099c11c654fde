"""Runs of characters that are no words (data, markup, rules of dashes), blotted out before coding.

Nothing that a reporter writes has hundreds of characters without a blank, or hundreds of blanks.
Patterns that start at every character and look ahead to a word's end would take time that grows
with the square of such a run, so it is cut into short pieces of a character that no pattern knows.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concord.model import Document

LONGEST_RUN = 250  # characters: longer than any word or figure, and than most web addresses
_RUN = re.compile(rf"\S{{{LONGEST_RUN + 1},}}|\s{{{LONGEST_RUN + 1},}}")
_BLOT = "\ufffc"  # OBJECT REPLACEMENT CHARACTER: neither letter nor mark of punctuation
_PIECE = 78


def blot_runs(text: str) -> str:
    """Return the text, of the same length, with every such run replaced by short blots.

    Blots stand in paragraphs of their own, so that what is written around them is coded as ever.
    """
    return _RUN.sub(lambda match: _blots(len(match.group())), text)


def blot_document(document: Document) -> Document:
    """Return the document with its text as ``blot_runs`` gives it; most come back unchanged."""
    text = blot_runs(document.text)
    return document if text == document.text else replace(document, text=text)


def _blots(length: int) -> str:
    whole, rest = divmod(length - 4, _PIECE + 2)
    return "\n\n" + (_BLOT * _PIECE + "\n\n") * whole + _BLOT * rest + "\n\n"
