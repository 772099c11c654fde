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
_MONTHS = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
)
# "201 rebels killed from January to June 16", "40 in different operations last month": only counts
# of many.
_STRETCH = lazy_regex(
    rf"\b(?:from|between)\s+(?:\d{{1,2}}\s+)?{_MONTHS}(?:\s+\d{{1,4}})?,?\s+(?:to|and|until|till)\s+(?:\d{{1,2}}\s+)?{_MONTHS}"
    r"|\bin\s+(?:different|various|several|separate|multiple|other)\s+(?:[\w-]+\s+){0,2}"
    r"(?:operations|attacks|incidents|encounters|raids|clashes)\b[^.;\n]{0,60}?\b(?:last|this|past|previous)\s+(?:month|year|quarter)",
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
    if figure.figure.low >= _FEW and _STRETCH.search(
        text, figure.sentence.start, figure.sentence.end
    ):
        return True
    return bool(_PERIOD.search(text, figure.sentence.start, figure.sentence.end)) and (
        figure.figure.low >= _FEW
        or bool(_SUMMED.search(text, figure.sentence.start, figure.sentence.end))
    )


def is_feared(figure: Figure, text: str) -> bool:
    """Return whether a figure is only feared or possible."""
    start = figure.figure.start or 0
    return bool(_FEARED.search(text[max(figure.sentence.start, start - 40) : start]))
