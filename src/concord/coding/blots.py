"""What is no part of a report, blotted out before coding: runs that are no words, and pointers.

Nothing that a reporter writes has hundreds of characters without a blank, or hundreds of blanks.
Patterns that start at every character and look ahead to a word's end would take time that grows
with the square of such a run, so it is cut into short pieces of a character that no pattern knows.
"Also read: Blast kills 10 in ..." is the headline of another report, and nothing that this one
tells.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.coding import furniture
from concord.coding.wordpatterns import places_of
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.model import Document

LONGEST_RUN = 250  # characters: longer than any word or figure, and than most web addresses
_RUN = lazy_regex(rf"\S{{{LONGEST_RUN + 1},}}|\s{{{LONGEST_RUN + 1},}}")
# A line, or the end of one behind a sentence, that points to another report by its headline.
_POINTER = lazy_regex(
    r"(?:(?<=^)|(?<=\n)|(?<=[.!?\u201d]\s))[ \t]*(?:also\s+read|read\s+also|read\s+more|see\s+also"
    r"|related(?:\s+(?:story|stories|article|articles|news))?|recommended|you\s+may\s+also\s+like)"
    r"[ \t]*[:|\u2013\u2014-][ \t]*[^\n.]{8,200}(?=[\n.]|\Z)",
    re.IGNORECASE,
)
_POINTING = frozenset(["also", "read", "see", "related", "recommended", "you"])
_BLOT = "\ufffc"  # OBJECT REPLACEMENT CHARACTER: neither letter nor mark of punctuation
_PIECE = 78
_LED = 24  # characters looked back over blanks


def blot_runs(text: str) -> str:
    """Return the text, of the same length, with every such run and pointer replaced by blots.

    Blots stand in paragraphs of their own, so that what is written around them is coded as ever.
    """
    if _may_point(text):
        text = _POINTER.sub(lambda match: _blots(len(match.group())), text)
    return _RUN.sub(lambda match: _blots(len(match.group())), text)


def _may_point(text: str) -> bool:
    """Return whether a line or what follows a sentence begins with a word that pointers have."""
    for at in places_of(text, _POINTING):
        led = text[max(0, at - _LED) : at].rstrip(" \t")
        if not led or led[-1] in "\n.!?\u201d" or led[-1].isspace():
            return True
    return False


def blot_document(document: Document) -> Document:
    """Return the document without what is no part of its report; most come back unchanged."""
    text = blot_runs(furniture.blank(document.text, published=document.published_on))
    return document if text == document.text else replace(document, text=text)


def _blots(length: int) -> str:
    whole, rest = divmod(length - 4, _PIECE + 2)
    return "\n\n" + (_BLOT * _PIECE + "\n\n") * whole + _BLOT * rest + "\n\n"
