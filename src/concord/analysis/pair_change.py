"""Did two actors draw together or apart between two periods? A permutation test of each pair.

The measure is the share of pairs of statements, one of each actor on the same option, that stand
on the same side: it does not grow with how much is said, so periods of unequal length compare. The
test shuffles which of an actor's utterances fall in which period (Good 2005, "Permutation,
Parametric and Bootstrap Tests of Hypotheses"); with many pairs, p is adjusted after Benjamini and
Hochberg (1995).
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

from concord.analysis.agreement import Rules
from concord.analysis.congruence import sum_pair
from concord.analysis.measures import plural, state_positions
from concord.analysis.tallies import units_of
from concord.analysis.votes import pairs_of, read_votes, say_abroad

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from concord.analysis.congruence import Array
    from concord.analysis.tallies import Units
    from concord.analysis.votes import Vote
    from concord.model import Finding, Value
    from concord.record.view import View

COLUMNS = (
    "actor_a",
    "name_a",
    "actor_b",
    "name_b",
    "agreeing_before",
    "n_before",
    "agreeing_after",
    "n_after",
    "change",
    "p",
    "p_adjusted",
)
Stretch = tuple["date", "date"]
DIGITS = 4


def agreement_change(
    view: View, before: Stretch, after: Stretch, rules: Rules | None = None
) -> Finding:
    """Return rows per pair of actors with enough statements in both periods (days inclusive).

    ``agreeing_before`` and ``agreeing_after`` are shares from 0 to 1 over the options that both
    spoke on in the period, ``n_`` the statements behind them, ``change`` their difference, ``p``
    that of the permutation test (two-sided; None where shuffling leaves a pair without a common
    option too often) and ``p_adjusted`` the same for as many pairs as there are.
    """
    rules = rules or Rules()
    votes = read_votes(view, level=rules.level, evidence=rules.evidence).items
    parts = [[v for v in votes if v.day and first <= v.day <= last] for first, last in
             (before, after)]  # fmt: skip
    rows = _adjusted(list(_rows(parts, rules)))
    significant = sum(row[-1] is not None and float(str(row[-1])) < 0.05 for row in rows)  # noqa: PLR2004 - the usual level
    return state_positions(
        view,
        title=_title(significant, len(rows)),
        words=(
            f"Agreement from {before[0]} to {before[1]} against {after[0]} to {after[1]}, with"
            f" {rules.draws:,} shuffles (seed {rules.seed})."
        ),
        columns=COLUMNS,
        rows=rows,
        checks=[
            "A pair that is not listed said too little on common options in one of the two.",
            *say_abroad(votes, across=rules.across_countries),
        ],
        definition=rules.words(),
    )


def _title(significant: int, compared: int) -> str:
    if not compared:
        return "No two actors took sides on the same option in both periods"
    return f"{plural(significant, 'pair')} of {compared} changed more than chance would"


def _rows(parts: Sequence[Sequence[Vote]], rules: Rules) -> Iterator[tuple[Value, ...]]:
    both = [vote for part in parts for vote in part]
    options = sorted({vote.option for vote in both})
    names = {vote.actor: vote.name for vote in both}
    units = {
        actor: units_of(
            [v for v in both if v.actor == actor], options, rules.duplicates, rules.resample
        )
        for actor in sorted(names)
    }
    early = {vote.utterance if rules.resample == "utterance" else vote.document_id
             for vote in parts[0]}  # fmt: skip
    masks = {
        actor: np.array([name in early for name in found.names], dtype=float)
        for actor, found in units.items()
    }
    for a, b in pairs_of(both, across=rules.across_countries):
        counts = [_split(units[each], masks[each][None]) for each in (a, b)]
        shares = [_share(counts[0][part], counts[1][part]) for part in (0, 1)]
        said = [_said(counts[0][part][0], counts[1][part][0]) for part in (0, 1)]
        if min(min(pair) for pair in said) < rules.minimum:
            continue
        values = [float(share[0]) for share in shares]
        drawn = [
            _split(units[each], _shuffled(masks[each], rules.draws, (rules.seed, each)))
            for each in (a, b)
        ]
        change = values[1] - values[0]
        p = _p(_share(drawn[0][1], drawn[1][1]) - _share(drawn[0][0], drawn[1][0]), change)
        told = (round(values[0], DIGITS), sum(said[0]), round(values[1], DIGITS), sum(said[1]))
        yield (a, names[a], b, names[b], *told, round(change, DIGITS), p, None)


def _split(units: Units, early: Array) -> tuple[Array, Array]:
    """Return the counts of the earlier and of the later units, ``(draws, options, 2)`` each."""
    return units.count(early), units.count(1 - early)


def _share(ours: Array, theirs: Array) -> Array:
    return sum_pair(ours, theirs).agreeing


def _said(ours: Array, theirs: Array) -> tuple[int, int]:
    """Return how many statements each made on options that both spoke on."""
    shared = (ours.sum(axis=-1) > 0) & (theirs.sum(axis=-1) > 0)
    return int(ours[shared].sum()), int(theirs[shared].sum())


def _shuffled(mask: Array, draws: int, seed: tuple[int, str]) -> Array:
    generator = np.random.default_rng([seed[0], zlib.crc32(seed[1].encode())])
    return generator.permuted(np.tile(mask, (draws, 1)), axis=1)


def _p(drawn: Array, change: float) -> float | None:
    known = drawn[np.isfinite(drawn)]
    if not len(known) or len(known) * 2 < len(drawn):
        return None
    far = int((np.abs(known) >= abs(change) - 1e-12).sum())
    return round((1 + far) / (1 + len(known)), DIGITS)


def _adjusted(rows: Sequence[tuple[Value, ...]]) -> list[tuple[Value, ...]]:
    known = [n for n, row in enumerate(rows) if row[-2] is not None]
    if not known:
        return list(rows)
    raw = [float(str(rows[n][-2])) for n in known]
    from scipy import stats

    adjusted = dict(zip(known, stats.false_discovery_control(raw), strict=True))
    return [
        (*row[:-1], round(float(adjusted[n]), DIGITS)) if n in adjusted else row
        for n, row in enumerate(rows)
    ]
