"""Periods: figures that sum what happened over months or years belong to no single event."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.coding.tolls import Figure

_FEW = 10
_PERIOD = lazy_regex(
    r"\bsince\s+(?:the\s+)?(?:\w+\s+)?(?:\d{4}|start|beginning|outbreak|it\s+began|January|February|March|April|May|June|July"
    r"|August|September|October|November|December|war|conflict|insurgency)\b(?!(?:\s+\d{4})?(?:,?\s+when|,\s+which)\b)|\b(?:so\s+far\s+this\s+year|in\s+(?:the\s+)?(?:past|last|recent)"
    r"\s+(?:\w+\s+)?(?:years?|months?|decades?)|over\s+the\s+(?:past|last|years)|this\s+year\s+alone|(?:a|per)\s+year|every\s+year|(?:\d+-year|decades?-(?:old|long)|years?-(?:old|long)|long-running|long)(?:\s+\w+)?\s+(?:conflict|insurgency|war|struggle|rebellion|campaign)"
    r"|in\s+the\s+first\s+\w+\s+(?:months|half|quarter))",
    re.IGNORECASE,
)
_SUMMED = lazy_regex(
    r"\b(?:attacks|bombings|incidents|strikes|operations|killings|lives|conflict|insurgency|war|violence)\b",
    re.IGNORECASE,
)


_FEARED = lazy_regex(
    # "may" only in small letters: "on May 2 killed" is a day.
    r"\b(?:fear(?:s|ed|ing)?|could|might|(?-i:may)|threaten\w*|vow\w*|plann\w*)\b[^.;]*$",
    re.IGNORECASE,
)


def is_over_a_period(figure: Figure, text: str) -> bool:
    """Return whether a figure sums what happened over months or years."""
    return bool(_PERIOD.search(text, figure.sentence.start, figure.sentence.end)) and (
        figure.figure.low >= _FEW
        or bool(_SUMMED.search(text, figure.sentence.start, figure.sentence.end))
    )


def is_feared(figure: Figure, text: str) -> bool:
    """Return whether a figure is only feared or possible."""
    start = figure.figure.start or 0
    return bool(_FEARED.search(text[max(figure.sentence.start, start - 40) : start]))
