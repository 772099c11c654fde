"""What every printed table says of itself: rule, release, data set, review, geography, tolls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.analysis.measures import plural
from concord.codebook.book import load
from concord.codebook.districts import Harmonised, count_divided
from concord.codebook.tolls import RULES
from concord.report import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.model import Incident
    from concord.record.view import View

GEOGRAPHY = "Districts and provinces are those of the day on which it happened."
REGIONS = "Reporting regions join the names before and after."
SIDES = (
    "“Killed” are targets and bystanders (in a clash, all dead), attackers stand apart; by class,"
    " all sides are counted. A dash stands where no report gives a figure: that is not nought."
)


def state_basis(view: View, counted: Sequence[Incident], *, regions: bool) -> tuple[str, ...]:
    """Return the lines that stand under every table of an edition."""
    rules = sorted({each.toll_rule for each in counted}) or ["latest_independent"]
    said = "; ".join(f"{words.label(rule)}: {RULES[rule].words}" for rule in rules)
    return (
        f"Counted: {view.inclusion.words()}",
        f"Unit: {view.scope.unit}. Scope: {words.say_scope(view.scope)}.",
        say_edition(view),
        f"Data set: {', '.join(view.scope.datasets)}. {say_reviewed(counted)}",
        f"Geography: {say_geography(view, counted)}{f' {REGIONS}' if regions else ''}",
        f"Tolls: {said}. Low and high are sums of the lows and highs. {SIDES}",
    )


def say_geography(view: View, counted: Sequence[Incident]) -> str:
    """Return of which day the districts are, and how many incidents a year's districts leave."""
    if view.harmonised is None:
        return GEOGRAPHY
    year, book = view.harmonised.year, view.book or load()
    divided = count_divided((each.facts for each in counted), book.gazetteer, year)
    return Harmonised(year=year, divided=divided).words()


def say_edition(view: View) -> str:
    """Return the release that the figures hold for, or that they hold for no release."""
    release = getattr(view, "release", None)
    run = f"run {view.run.id} ({view.run.engine})" if view.run else "no run"
    if release is not None:
        return f"Edition: {release.words()}, {run}."
    book = f", codebook {view.book.version}" if view.book else ""
    return (
        f"Edition: the working record, {run}{book}; no release, so that these figures may change."
    )


def say_reviewed(counted: Sequence[Incident]) -> str:
    """Return how many of the counted incidents a person has ruled on."""
    done = sum(each.review != "machine" for each in counted)
    return f"Reviewed by a person: {done:,} of {plural(len(counted), 'incident')}."
