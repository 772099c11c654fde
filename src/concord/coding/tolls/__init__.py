"""Figures of killed, injured, abducted, arrested (and surrendered, missing, displaced) in a text.

``find`` returns every figure that the wording gives, with its class, range, offsets and marks; the
event assembler decides to which event a figure belongs and on which side its people stood. A
figure over many events, or one that the text takes back, is returned and marked, never dropped.
"""

from __future__ import annotations

from concord.coding.tolls.counted import count
from concord.coding.tolls.echoes import contradicts
from concord.coding.tolls.figures import find
from concord.coding.tolls.making import Figure
from concord.coding.tolls.repeats import distinct, tells_again
from concord.coding.tolls.words import Lexicon, lexicon_of

__all__ = [
    "Figure",
    "Lexicon",
    "contradicts",
    "count",
    "distinct",
    "find",
    "lexicon_of",
    "tells_again",
]
