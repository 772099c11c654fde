"""What followed an act of policy: an interrupted time series per act, with placebo dates.

The model is in ``concord.analysis.interrupted``; docs/explanation/analyses/effects.md says what
the comparison can show and what it cannot.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from concord.analysis import effects_words
from concord.analysis.act_calendar import acts_of
from concord.analysis.effect_windows import (
    ALL,
    COLUMNS,
    MAIN,
    PARTY,
    Cut,
    Window,
    cut_counts,
    cut_series,
)
from concord.analysis.effects_words import SPIKE_MONTHS
from concord.analysis.interrupted import Model, check_errors, fit_shift
from concord.analysis.measures import plural, state
from concord.analysis.outcomes import BLAMED, Outcome, monthly, outcome_of
from concord.analysis.periods import say_day
from concord.errors import ConcordError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from concord.analysis.act_calendar import Act
    from concord.analysis.congruence import Array
    from concord.analysis.dependence import Errors
    from concord.analysis.interrupted import Fit
    from concord.analysis.outcomes import Series
    from concord.model import Finding, Value
    from concord.record.view import View

MOST_PLACEBOS = 60
FEWEST_PLACEBOS = 10
# Beyond this correlation of neighbouring months simulated intervals covered less than promised.
TRUSTED_CORRELATION = 0.35
LOW_COUNT = 2.0
_RATIO = COLUMNS.index("ratio")
INTERVALS: Mapping[Errors, str] = MappingProxyType(
    {
        "ar1": "AR(1) intervals",
        "newey_west": "Newey-West intervals",
        "block_bootstrap": "block bootstrap intervals",
    }
)


class UnknownActError(ConcordError):
    """An act that is not in the calendar."""

    def __init__(self, name: str, acts: Sequence[Act]) -> None:
        known = "; ".join(f"{act.id} {act.name} ({act.day})" for act in acts[:10]) or "none"
        super().__init__(f"There is no act {name!r} in the calendar. Acts: {known}.")


def effects(
    view: View,
    acts: Sequence[Act] | None = None,
    *,
    window: Window | None = None,
    errors: Errors = "ar1",
    sensitivity: bool = True,
) -> Finding:
    """Return rows per act: the attacks of its parties in its places, then all attacks there.

    ``acts`` is a calendar (``read_calendar``), by default what the record's texts report. Each
    outcome has a row ``main`` and, with ``sensitivity``, one for each other window, definition and
    model; where ``main`` cannot be fitted, only for those that can. Counts are incidents a month by
    the view's inclusion rule (persons, where the specification says deaths). ``ratio`` is the level
    after the act against the level that trend
    and season before it would give, with its 95 % interval ``low`` to ``high``; ``placebo_p`` the
    share of dates before the act, ``placebos`` in number, whose ratio is as far from 1.
    ``ratio`` is None where the ``note`` says why. ``errors`` is how the intervals of the main rows
    are made (``concord.analysis.dependence``). A ratio is no effect: see the checks.

    Raises:
        UnknownRuleError: no such kind of errors.
    """
    check_errors(errors)
    calendar = acts_of(view) if acts is None else tuple(acts)
    span = window or Window()
    rows = [
        row
        for act in calendar
        for row in _act_rows(view, act, span, errors=errors, sensitivity=sensitivity)
    ]
    told = {row[COLUMNS.index("act_id")] for row in rows if row[_RATIO] is not None}
    measured = [act for act in calendar if act.id in told]
    return state(
        view,
        title=effects_words.title(rows),
        words=effects_words.words(rows, calendar),
        columns=COLUMNS,
        rows=rows,
        checks=[
            *effects_words.limits(rows, calendar),
            *effects_words.turning(rows),
            *effects_words.about(view, measured, calendar, span),
        ],
    )


def find_act(acts: Sequence[Act], name: str) -> Act:
    """Return the act of that id, name or ISO day; raises UnknownActError."""
    for act in acts:
        if name in (act.id, act.day.isoformat()) or name.casefold() in act.name.casefold():
            return act
    raise UnknownActError(name, acts)


def effect_series(
    view: View,
    act: Act,
    *,
    outcome: str = PARTY,
    window: Window | None = None,
    errors: Errors = "ar1",
) -> Finding:
    """Return one row per month of an act's window: observed, fitted, and expected without it.

    ``expected`` is what trend and season before and after give without the shift, with its 95 %
    band; ``phase`` is before, act (the month of the act, left out of the fit unless it begins it)
    or after. Values are incidents a month.
    """
    series = monthly(view, _main_outcome(view, act, outcome))
    cut = cut_series(series, act, window or Window())
    fit = fit_shift(cut.counts, cut.at, Model(errors=errors)) if cut and not cut.reason else None
    columns = ("month", "phase", "observed", "fitted", "expected", "low", "high")
    rows = list(_month_rows(series, cut, fit)) if cut else []
    told = f"{_counted_words(act, outcome)} each month around {say_day(act.day)}."
    if fit is not None and cut is not None:
        told += (
            " Bars: counted. Line: the model. Dashed, from the act on: expected without a shift,"
            f" with its 95% band. Level against expected: {fit.ratio:.2f} times ({fit.low:.2f} to"
            f" {fit.high:.2f})."
        )
        caution = _caution(fit, cut, errors)
        told += f" Caution: {caution}." if caution else ""
    return state(
        view,
        title=f"{act.name}: {_result(fit, cut)}",
        words=told,
        columns=columns,
        rows=rows,
        checks=[cut.reason] if cut and cut.reason else list(effects_words.LIMITS),
    )


def _result(fit: Fit | None, cut: Cut | None) -> str:
    if fit is None or cut is None:
        return "not enough months on both sides"
    if _is_extrapolated(fit, cut):
        return "set against a trend that expects more than was ever seen, so no finding"
    if fit.low <= 1 <= fit.high:
        return "no change beyond what trend and season leave open"
    return f"the level {'fell' if fit.ratio < 1 else 'rose'} against trend and season"


def effect_placebos(
    view: View, act: Act, *, outcome: str = PARTY, window: Window | None = None
) -> Finding:
    """Return the ratio at each placebo date, and at the act itself in the last row."""
    series = monthly(view, _main_outcome(view, act, outcome))
    span = window or Window()
    cut = cut_series(series, act, span)
    fit = fit_shift(cut.counts, cut.at) if cut and cut.reason is None else None
    found = list(_placebos(series, act, span)) if fit else []
    rows: list[tuple[Value, ...]] = [(day, round(ratio, 4), False) for day, ratio in found]
    if fit:
        rows.append((act.day.isoformat()[:7], round(fit.ratio, 4), True))
    return state(
        view,
        title=_placebo_title(act, fit, [ratio for _, ratio in found]),
        words=(
            "Ratios that the same model finds at dates before the act, where there was no such act;"
            f" the whole window of each lies before it. {_counted_words(act, outcome)}."
        ),
        columns=("month", "ratio", "act"),
        rows=rows,
    )


def _placebo_title(act: Act, fit: Fit | None, ratios: Sequence[float]) -> str:
    if fit is None or not ratios:
        return f"{act.name}: no date before it can stand for a placebo"
    far = sum(abs(np.log(ratio)) >= abs(np.log(fit.ratio)) for ratio in ratios)
    return (
        f"{act.name}: {far} of {plural(len(ratios), 'placebo date')} before it lie as far from 1 as"
        f" its {fit.ratio:.2f}"
    )


def _act_rows(
    view: View, act: Act, span: Window, *, errors: Errors, sensitivity: bool
) -> Iterator[tuple[Value, ...]]:
    for name in (PARTY, ALL) if act.parties else (ALL,):
        outcome = _main_outcome(view, act, name)
        series = monthly(view, outcome)
        main = _row(act, (name, MAIN), series, span, model=Model(errors=errors), placebo=True)
        yield main
        for label, other, window, model in _variants(outcome, span, errors) if sensitivity else ():
            counts = monthly(view, other) if other != outcome else series
            row = _row(act, (name, label), counts, window, model=model)
            if main[_RATIO] is not None or row[_RATIO] is not None:
                yield row


def _main_outcome(view: View, act: Act, name: str) -> Outcome:
    outcome = outcome_of(act, view)
    return outcome if name == PARTY else replace(outcome, parties=frozenset())


def _variants(
    outcome: Outcome, span: Window, errors: Errors
) -> Iterator[tuple[str, Outcome, Window, Model]]:
    model = Model(errors=errors)
    for months in (36, 120):
        yield f"{months} months before", outcome, replace(span, before=months), model
    for months in (12, 36):
        yield f"{months} months after", outcome, replace(span, after=months), model
    gap = replace(span, gap=SPIKE_MONTHS)
    yield f"without the {SPIKE_MONTHS} months before", outcome, gap, model
    yield "no trend", outcome, span, replace(model, trend=False)
    yield "no season", outcome, span, replace(model, season=False)
    for kind, words in INTERVALS.items():
        if kind != errors:
            yield words, outcome, span, Model(errors=kind)
    yield "fatal incidents", replace(outcome, fatal=True), span, model
    yield "deaths, all sides", replace(outcome, deaths=True), span, model
    if outcome.parties:
        yield "blamed and suspected too", replace(outcome, levels=BLAMED), span, model


def _row(
    act: Act,
    names: tuple[str, str],
    series: Series,
    span: Window,
    *,
    model: Model | None = None,
    placebo: bool = False,
) -> tuple[Value, ...]:
    head = (act.id, act.name, act.day.isoformat(), act.option or None, *names)
    cut = cut_series(series, act, span)
    if cut is None:
        return (*head, *[None] * 12, "outside the months of the record")
    sides = [cut.months(after=False), cut.months(after=True)]
    means = [cut.mean(after=False), cut.mean(after=True)]
    fit = fit_shift(cut.counts, cut.at, model) if cut.reason is None else None
    if fit is None:
        return (*head, *sides, *means, *[None] * 8, cut.reason or "the fit does not converge")
    after = np.isfinite(cut.counts[cut.at :])
    ratios = [ratio for _, ratio in _placebos(series, act, span)] if placebo else []
    return (
        *head,
        *sides,
        *means,
        round(float(fit.expected[cut.at :][after].mean()), 2),
        *(round(value, 3) for value in (fit.ratio, fit.low, fit.high)),
        len(ratios) if placebo else None,
        _placebo_p(ratios, fit.ratio),
        round(fit.correlation, 2),
        round(fit.dispersion, 2),
        _caution(fit, cut, model.errors if model else "ar1"),
    )


def _caution(fit: Fit, cut: Cut, errors: Errors) -> str | None:
    """Return a warning where simulated intervals covered less than they promise."""
    notes = []
    if errors != "ar1":
        notes.append(f"{INTERVALS[errors]} cover too seldom in series this short")
    if _is_extrapolated(fit, cut):
        notes.append("extrapolated: the trend expects more than any month before had")
    if fit.correlation > TRUSTED_CORRELATION:
        notes.append(f"months correlate ({fit.correlation:.2f}): the interval may be too narrow")
    if (cut.mean(after=False) or 0) < LOW_COUNT:
        notes.append("small counts: fewer than two a month before")
    return "; ".join(notes) or None


def _is_extrapolated(fit: Fit, cut: Cut) -> bool:
    """Return whether the trend expects more after the act than any month before it had."""
    after = np.isfinite(cut.counts[cut.at :])
    return bool(fit.expected[cut.at :][after].mean() > np.nanmax(cut.counts[: cut.at]))


def _placebos(series: Series, act: Act, span: Window) -> Iterator[tuple[str, float]]:
    """Yield month and ratio for dates whose whole window lies before the act, evenly spread."""
    at = series.index(act.day)
    if at is None:
        return
    partial = act.day.day > 1
    last = at - span.after - partial
    dates = range(span.fewest_before, last + 1)
    for month in dates[:: -(-len(dates) // MOST_PLACEBOS) or 1]:
        cut = cut_counts(series.counts, month, span, partial=partial)
        fit = fit_shift(cut.counts, cut.at) if cut.reason is None else None
        if fit is not None:
            yield series.months[month].name, fit.ratio


def _placebo_p(ratios: Sequence[float], ratio: float) -> float | None:
    if len(ratios) < FEWEST_PLACEBOS:
        return None
    far = np.abs(np.log(ratios)) >= abs(np.log(ratio))
    return round((1 + int(far.sum())) / (1 + len(ratios)), 3)


def _month_rows(series: Series, cut: Cut, fit: Fit | None) -> Iterator[tuple[Value, ...]]:
    for n, count in enumerate(cut.counts):
        month = series.months[cut.start + n]
        phase = "act" if np.isnan(count) and n >= cut.at else "after" if n >= cut.at else "before"
        values: list[Any] = [None] * 4
        if fit is not None:
            arrays: tuple[Array, ...] = (
                fit.fitted, fit.expected, fit.expected_low, fit.expected_high,
            )  # fmt: skip
            values = [round(float(each[n]), 2) for each in arrays]
        yield month.name, phase, series.counts[cut.start + n], *values


def _counted_words(act: Act, outcome: str) -> str:
    where = f" in {', '.join(act.places)}" if act.places else ""
    whose = f" of {', '.join(act.parties)}" if outcome == PARTY and act.parties else ""
    return f"Incidents{whose}{where}"
