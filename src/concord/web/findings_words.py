"""How a page heads the columns of a finding, and what it calls the codes in them.

Codes are the columns of the download and of ``concord analyse``; a reader is told in words.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from concord.report import words

if TYPE_CHECKING:
    from collections.abc import Mapping

# Where the code with its first letter raised would not be understood.
_HEADINGS: Mapping[str, str] = MappingProxyType(
    {
        "label": "Period",
        "name": "Actor",
        "name_a": "First actor",
        "name_b": "Second actor",
        "admin1": "Province",
        "drawn": "On the map",
        "precision": "Known to",
        "incidents_possible": "With coarse dates",
        "killed_low": "Killed, low",
        "killed_best": "Killed, best",
        "killed_high": "Killed, high",
        "open_ended": "Open-ended",
        "unstated": "Without a figure",
        "party": "By a party alone",
        "share_attributed": "Share of attributed",
        "share_known": "Share of known",
        "share_all_low": "Share of all, low",
        "share_all_high": "Share of all, high",
        "share_killed": "Share of killed",
        "rolling": "Rolling mean",
        "cumulative": "Added up",
        "stance_a": "Stance of the first",
        "stance_b": "Stance of the second",
        "n_a": "Utterances of the first",
        "n_b": "Utterances of the second",
        "statements_a": "Said by the first",
        "statements_b": "Said by the second",
        "state": "Compared",
        "n": "Utterances",
        "enough": "Enough to compare",
        "outcome": "Attacks counted",
        "specification": "How counted",
        "before_per_month": "A month before",
        "after_per_month": "A month after",
        "expected_per_month": "Expected a month",
        "placebos": "Placebo dates",
        "placebo_p": "Of these as far from 1",
        "agreeing": "Share that agree",
        "ignore": "On one side only",
        "consensus": "Nearly all agree on it",
        "options": "Options in common",
        "level": "Level of the stretch",
        "change": "A stretch begins",
        "sources_per_incident": "Sources an incident",
        "one_source_share": "With one source",
        "delay_days": "Days until in print",
        "to_a_town_share": "Known to a town",
        "to_a_district_share": "Known to a district",
        "coarser_share": "Known less exactly",
        "report_characters": "Characters of a report",
    }
)
# Columns that hold codes, and the words that all pages have for these.
_WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "measure": words.MEASURES,
        "status": {code: said.capitalize() for code, said in words.STATUSES.items()},
        "precision": words.PLACE_PRECISIONS,
        "outcome": {"party": "its party's", "all": "all"},
        "specification": {"main": "as usual"},
    }
)
_CODES = frozenset({"category", "figure", "part"}) | _WORDS.keys()


def head(column: str) -> str:
    """Return the words over a column of a finding."""
    return _HEADINGS.get(column) or words.label(column).capitalize()


def say_code(column: str, value: str) -> str | None:
    """Return the words for a code of a column, or None for a column that holds no codes."""
    if column not in _CODES:
        return None
    return _WORDS.get(column, {}).get(value) or words.label(value)
