"""Windows around an act of policy: which months are compared, and why some cannot be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.analysis.act_calendar import Act
    from concord.analysis.outcomes import Series

COLUMNS = (
    "act_id",
    "act",
    "date",
    "option",
    "outcome",
    "specification",
    "months_before",
    "months_after",
    "before_per_month",
    "after_per_month",
    "expected_per_month",
    "ratio",
    "low",
    "high",
    "placebos",
    "placebo_p",
    "autocorrelation",
    "dispersion",
    "note",
)
MAIN = "main"
PARTY, ALL = "party", "all"
# About three for each parameter of the model: with fewer, a ratio is one or two incidents.
FEWEST_INCIDENTS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The months compared: so many before and after; ``gap`` months right before are left out."""

    before: int = 60
    after: int = 24
    gap: int = 0
    fewest_before: int = 24
    fewest_after: int = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A window of a series: where it begins, where the act lies in it, why it cannot be fitted."""

    start: int
    at: int
    counts: tuple[float, ...]
    reason: str | None

    def mean(self, *, after: bool) -> float | None:
        """Return the mean count of a month on one side, None without a month."""
        part = np.asarray(self.counts[self.at :] if after else self.counts[: self.at])
        known = part[np.isfinite(part)]
        return round(float(known.mean()), 2) if len(known) else None

    def months(self, *, after: bool) -> int:
        """Return how many months of one side are in the fit."""
        part = self.counts[self.at :] if after else self.counts[: self.at]
        return int(np.isfinite(part).sum())


def cut_series(series: Series, act: Act, span: Window) -> Cut | None:
    """Return the act's window, or None if the act lies outside of all months."""
    at = series.index(act.day)
    if at is None:
        return None
    return cut_counts(series.counts, at, span, partial=act.day.day > 1)


def cut_counts(counts: Sequence[float], at: int, span: Window, *, partial: bool) -> Cut:
    """Return the window around a month; a partial month of the act is left out of it."""
    start = max(0, at - span.before)
    # The month in which an act falls is half before and half after it: it is left out.
    end = min(len(counts), at + span.after + partial)
    kept = list(counts[start:end])
    left_out = [*range(at - span.gap, at), *([at] if partial else [])]
    for month in left_out:
        if start <= month < end:
            kept[month - start] = float("nan")
    cut = Cut(start=start, at=at - start, counts=tuple(kept), reason=None)
    return replace(cut, reason=_reason(cut, span))


def _reason(cut: Cut, span: Window) -> str | None:
    before, after = cut.months(after=False), cut.months(after=True)
    if before < span.fewest_before or after < span.fewest_after:
        return (
            f"too short: {before} months before and {after} after, where {span.fewest_before} and"
            f" {span.fewest_after} are needed"
        )
    if not cut.mean(after=False) or not cut.mean(after=True):
        side = "before" if not cut.mean(after=False) else "after"
        return f"no incident at all {side} the act: a ratio has no interval"
    total = float(np.nansum(cut.counts))
    if total < FEWEST_INCIDENTS:
        return f"too few: {total:.0f} in the window, where {FEWEST_INCIDENTS} are needed"
    return None
