"""Agreement of pairs of actors, per option and over all: Discourse Network Analysis with intervals.

Formulas: ``concord.analysis.congruence``. The interval is that of ``subtract``, by resampling the
utterances (or documents) of each actor; explained in docs/explanation/analyses/agreement.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from concord.analysis.congruence import (
    NORMALISATIONS,
    Array,
    Normalisation,
    divide,
    divisor,
    sum_pair,
)
from concord.analysis.measures import plural, say_option, say_run, state_positions
from concord.analysis.stretches import stretches
from concord.analysis.tallies import (
    FEWEST_TO_RESAMPLE,
    Resample,
    draw_weights,
    interval,
    tally,
    units_of,
)
from concord.analysis.votes import (
    Duplicates,
    Evidence,
    Level,
    UnknownRuleError,
    pairs_of,
    read_votes,
    say_abroad,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from concord.analysis.stretches import Stretch, Unit
    from concord.analysis.tallies import Tally
    from concord.analysis.votes import Votes
    from concord.codebook.book import Codebook
    from concord.model import Finding, Value
    from concord.record.view import View

COLUMNS = (
    "actor_a",
    "name_a",
    "actor_b",
    "name_b",
    "option",
    "from",
    "to",
    "congruence",
    "conflict",
    "subtract",
    "normalisation",
    "interval_low",
    "interval_high",
    "n",
    "n_a",
    "n_b",
    "ignore",
    "agreeing",
    "options",
    "enough",
    "consensus",
)
# An option on which so large a part of so many actors stands on one side divides nobody.
CONSENSUS, CONSENSUS_ACTORS = 0.9, 3
DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How agreement is counted; every default is printed with the finding.

    ``minimum`` is how many statements each of the two must have made on the options that both
    spoke on, for a pair to be shown as evidence. ``draws`` 0 leaves the intervals out. Pairs are of
    one country, unless ``across_countries``.
    """

    level: Level = "actor"
    duplicates: Duplicates = "document"
    normalisations: tuple[Normalisation, ...] = ("none", "average_activity")
    evidence: Evidence = "plain"
    minimum: int = 2
    resample: Resample = "utterance"
    draws: int = 1000
    seed: int = 0
    across_countries: bool = False

    def words(self) -> str:
        """Return the rules in one sentence."""
        taken = {
            "plain": "own plain statements and acts",
            "own": "own statements and acts, with conditional, hedged and forecast ones",
        }[self.evidence]
        once = {
            "include": "every utterance counts",
            "document": "those of one actor, option and side in one document count once",
            "across": "those of one actor, option and side count once",
        }.get(self.duplicates, f"those of one actor, option and side in one {self.duplicates} once")
        drawn = (
            f" Intervals: 95%, of subtract, {self.draws:,} draws of each actor's"
            f" {self.resample}s (seed {self.seed})."
            if self.draws
            else " No intervals asked for."
        )
        pairs = "also across countries" if self.across_countries else "of one country"
        return (
            f"Level: {self.level}. Evidence: {taken}; an utterance counts once however many outlets"
            f" carry it, {once}. Pairs: {pairs}. Minimum: {plural(self.minimum, 'statement')} of"
            f" each.{drawn}"
        )


def agreement(
    view: View,
    rules: Rules | None = None,
    *,
    window: Unit = "all",
    moving: int | None = None,
    actors: Sequence[str] = (),
) -> Finding:
    """Return rows per window and pair of actors: one per option that both spoke on, then over all.

    ``congruence``, ``conflict``, ``subtract`` and ``ignore`` are divided by ``normalisation``;
    ``interval_low`` and ``interval_high`` are the 95 % bounds of ``subtract``, None where one of
    the two has fewer than three utterances or the draws do not spread. ``n`` = ``n_a`` + ``n_b``
    statements after the duplicates rule, ``options`` how many options both spoke on, ``agreeing``
    the share of pairs of statements (one of each) on the same side. ``enough`` is false below the
    minimum: such a pair is counted here and shown nowhere. ``consensus`` marks an option on which
    nearly everyone stands on one side, so that agreeing on it says little. A pair without a row
    has no option in common: no evidence, which is not disagreement. ``actors`` keeps pairs of
    these, by id or name, whatever their countries. Raises UnknownRuleError.
    """
    rules = rules or Rules()
    if actors:  # who names them asks for them, whatever their countries
        rules = replace(rules, across_countries=True)
    for name in rules.normalisations:
        if name not in NORMALISATIONS:
            raise UnknownRuleError("normalisation", name, NORMALISATIONS)
    votes = read_votes(view, level=rules.level, evidence=rules.evidence)
    found = stretches(votes.items, window, moving)
    rows = [row for stretch in found for row in _window_rows(stretch, rules)]
    if actors:
        wanted = {name.casefold() for name in actors}
        rows = [row for row in rows if _is_between(row, wanted)]
    return state_positions(
        view,
        title=_title(rows),
        words=_words(rows, votes),
        columns=COLUMNS,
        rows=rows,
        checks=_checks(rows, votes, window, view.book)
        + say_abroad(votes.items, across=rules.across_countries),
        definition=rules.words(),
    )


def agreement_matrix(finding: Finding, measure: str = "subtract") -> Finding:
    """Return the pairs over all options as a square table of actors by name, one row for each.

    Cells are ``measure`` under the first normalisation of the finding and in its last window, None
    where a pair has no option in common (no evidence), said too little, or is one actor.
    """
    found = [dict(zip(finding.columns, row, strict=True)) for row in finding.rows]
    over_all = [row for row in found if row["option"] is None]
    first = over_all[0]["normalisation"] if over_all else ""
    last = max((str(row["to"]) for row in over_all), default="")
    cells: dict[tuple[str, str], Value] = {}
    for row in over_all:
        if row["normalisation"] == first and str(row["to"]) == last and row["enough"]:
            a, b = str(row["actor_a"]), str(row["actor_b"])
            cells[a, b] = cells[b, a] = row[measure]
    actors = sorted({actor for pair in cells for actor in pair})
    names = _names(over_all, actors)
    return replace(
        finding,
        title=f"{measure.capitalize()} of {plural(len(actors), 'actor')}, normalisation: {first}",
        words=f"{finding.words} An empty cell is no evidence.",
        columns=("actor", *(names[actor] for actor in actors)),
        rows=tuple((names[a], *(cells.get((a, b)) for b in actors)) for a in actors),
    )


def _names(rows: Sequence[Mapping[str, Value]], actors: Sequence[str]) -> Mapping[str, str]:
    """Return the name of each actor; two of one name are told apart by their ids."""
    called = {str(row[f"actor_{side}"]): str(row[f"name_{side}"]) for row in rows for side in "ab"}
    found = [called[actor] for actor in actors]
    return {
        actor: name if found.count(name) == 1 else f"{name} ({actor})"
        for actor, name in zip(actors, found, strict=True)
    }


def _is_between(row: tuple[Value, ...], wanted: set[str]) -> bool:
    return all(
        {str(row[COLUMNS.index(f"{name}_{side}")]).casefold() for name in ("actor", "name")}
        & wanted
        for side in ("a", "b")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """One actor of a pair on some options: its counts and its draws, None if too few to draw."""

    counts: Array
    draws: Array | None

    def on(self, options: Sequence[int]) -> _Side:
        return _Side(
            counts=self.counts[options, :],
            draws=None if self.draws is None else self.draws[:, options, :],
        )

    @property
    def said(self) -> int:
        return int(self.counts.sum())


def _window_rows(stretch: Stretch, rules: Rules) -> Iterator[tuple[Value, ...]]:
    counted = tally(stretch.votes, rules.duplicates)
    agreed = consensus(counted)
    sides = _sides(counted, rules)
    for a, b in pairs_of(stretch.votes, across=rules.across_countries):
        shared = [
            n
            for n in range(len(counted.options))
            if sides[a].counts[n].sum() and sides[b].counts[n].sum()
        ]
        names = (a, counted.names[a], b, counted.names[b])
        for n in shared:
            option = counted.options[n]
            pair = (sides[a].on([n]), sides[b].on([n]))
            said = (pair[0].said, pair[1].said, 1)
            yield from _pair_rows(
                (*names, option, *stretch.bounds), pair, said, rules, shared_by_all=agreed[option]
            )
        if shared:
            # Activity is over all options, as in DNA; evidence is what was said on shared ones.
            said = (sides[a].on(shared).said, sides[b].on(shared).said, len(shared))
            head = (*names, None, *stretch.bounds)
            yield from _pair_rows(head, (sides[a], sides[b]), said, rules)


def _sides(counted: Tally, rules: Rules) -> Mapping[str, _Side]:
    found = {}
    for actor, votes in counted.votes.items():
        draws = None
        if rules.draws and len({vote.utterance for vote in votes}) >= FEWEST_TO_RESAMPLE:
            units = units_of(votes, counted.options, rules.duplicates, rules.resample)
            weights = draw_weights(units, rules.draws, (rules.seed, actor))
            draws = units.count(weights)
        found[actor] = _Side(counts=counted.counts[actor], draws=draws)
    return found


def _pair_rows(
    head: tuple[Value, ...],
    pair: tuple[_Side, _Side],
    said: tuple[int, int, int],
    rules: Rules,
    *,
    shared_by_all: bool = False,
) -> Iterator[tuple[Value, ...]]:
    ours, theirs = pair
    n_a, n_b, options = said
    sums = sum_pair(ours.counts, theirs.counts)
    enough = min(n_a, n_b) >= rules.minimum
    for name in rules.normalisations:
        by = divisor(ours.counts, theirs.counts, name)
        bounds = _bounds(ours, theirs, name) if enough else (None, None)
        values = [
            _rounded(divide(each, by)) for each in (sums.congruence, sums.conflict, sums.subtract)
        ]
        yield (
            *head,
            *values,
            name,
            *bounds,
            n_a + n_b,
            n_a,
            n_b,
            _rounded(divide(sums.ignore, by)),
            _rounded(sums.agreeing),
            options,
            enough,
            shared_by_all,
        )


def _bounds(
    ours: _Side, theirs: _Side, name: Normalisation
) -> tuple[float | None, float | None]:  # fmt: skip
    if ours.draws is None or theirs.draws is None:
        return None, None
    by = divisor(ours.draws, theirs.draws, name)
    draws = divide(sum_pair(ours.draws, theirs.draws).subtract, by)
    found = interval(np.asarray(draws))
    return (_rounded(found[0]), _rounded(found[1])) if found else (None, None)


def consensus(counted: Tally) -> Mapping[str, bool]:
    """Return, by option, whether nearly everyone who spoke on it stands on one side."""
    found = {}
    for n, option in enumerate(counted.options):
        leans = [np.sign(cells[n, 1] - cells[n, 0]) for cells in counted.counts.values()]
        spoke = [lean for cells, lean in zip(counted.counts.values(), leans, strict=True)
                 if cells[n].sum()]  # fmt: skip
        most = max(spoke.count(1.0), spoke.count(-1.0)) if spoke else 0
        found[option] = len(spoke) >= CONSENSUS_ACTORS and most >= CONSENSUS * len(spoke)
    return found


def _rounded(value: object) -> float:
    return round(float(str(value)), DIGITS)


def _shown(rows: Sequence[tuple[Value, ...]]) -> list[dict[str, Value]]:
    """Return the rows over all options with enough statements, one for each pair and window.

    Of several normalisations it is the last, as the chart has it.
    """
    records = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    over_all = [r for r in records if r["option"] is None and r["enough"]]
    seen: dict[tuple[str, ...], dict[str, Value]] = {}
    for each in over_all:
        seen[tuple(str(each[c]) for c in ("actor_a", "actor_b", "from", "to"))] = each
    return list(seen.values())


def _title(rows: Sequence[tuple[Value, ...]]) -> str:
    if not rows:
        return "No two actors took a side on the same option"
    shown = _shown(rows)
    if not shown:
        return "No two actors said enough on the same options to be compared"
    last = [r for r in shown if r["to"] == max(str(each["to"]) for each in shown)] or shown
    if all(float(str(r["agreeing"])) == 1 for r in last):
        return f"All {plural(len(last), 'pair')} with enough statements agree"
    # The first of the chart: by what it draws, and by how much was said where that is the same.
    apart = min(last, key=lambda r: (float(str(r["subtract"])), -int(str(r["n"])), r["name_a"]))
    share, said = float(str(apart["agreeing"])), plural(int(str(apart["n"])), "utterance")
    names = f"{apart['name_a']} and {apart['name_b']}"
    return f"Furthest apart: {names}, {share:.0%} of their pairs of statements agree ({said})"


def _words(rows: Sequence[tuple[Value, ...]], votes: Votes) -> str:
    actors = len({vote.actor for vote in votes.items})
    options = len({vote.option for vote in votes.items})
    if not rows:
        return (
            f"{plural(len(votes.items), 'signed utterance')} of {plural(actors, 'actor')} on"
            f" {plural(options, 'option')}; silence is no evidence of either."
        )
    return (
        f"{plural(len(votes.items), 'signed utterance')} of {plural(actors, 'actor')} on"
        f" {plural(options, 'option')}; {plural(len(_shown(rows)), 'pair')} with enough statements."
        " A pair that is not listed has no option in common: no evidence, not disagreement."
    )


def _checks(
    rows: Sequence[tuple[Value, ...]], votes: Votes, window: Unit, book: Codebook | None
) -> list[str]:
    records = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    found = []
    few = {(r["actor_a"], r["actor_b"]) for r in records if r["option"] is None}
    few -= {(r["actor_a"], r["actor_b"]) for r in records if r["enough"]}
    if few:
        found.append(f"{plural(len(few), 'pair')} below the minimum: counted, not to be shown.")
    if votes.unknown_speakers:
        found.append(
            f"{plural(votes.unknown_speakers, 'signed statement')} by speakers that the codebook"
            " does not name left out: two such speakers are not one actor."
        )
    undated = sum(vote.day is None for vote in votes.items)
    if undated and window != "all":
        found.append(f"{plural(undated, 'undated utterance')} in no window.")
    easy = sorted({say_option(str(r["option"]), book) for r in records if r["consensus"]})
    if easy:
        found.append(
            f"Nearly everyone agrees on {say_run(easy)}: agreement there says little about a pair."
        )
    if any(r["enough"] and r["interval_low"] is None for r in records):
        found.append(
            "Without an interval where somebody has fewer than three utterances or all point one"
            " way: resampling cannot tell what was not said."
        )
    return found
