"""Agreement of pairs of actors, from their positions: Discourse Network Analysis, plainly.

Source: Leifeld (2017), "Discourse Network Analysis", in The Oxford Handbook of Political Networks;
Leifeld, Gruber and Bossner (2019), Discourse Network Analyzer Manual, section "Network export":
congruence counts the concepts on which two actors agree, conflict those on which they disagree,
subtract is their difference; average activity divides by the mean number of concepts per actor.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.model import Position


def agreement_rows(positions: Sequence[Position]) -> Iterator[dict[str, Any]]:
    """Yield rows per window and pair of actors: one per shared option, then all options together.

    A position of None (no plain evidence) or 0 (as many for as against) has no sign and counts for
    neither side. ``n`` is the number of options on which both actors have a sign. The intervals
    are null: no resampling is done here.
    """
    windows = sorted({(p.first or "", p.last or "") for p in positions})
    for window in windows:
        inside = [p for p in positions if (p.first or "", p.last or "") == window]
        for a, b in combinations(sorted({_actor(p) for p in inside}), 2):
            yield from _pair(_signs(inside, a), _signs(inside, b), (a, b), window)


def _pair(
    ours: dict[str, int], theirs: dict[str, int], names: tuple[str, str], window: tuple[str, str]
) -> Iterator[dict[str, Any]]:
    shared = sorted(set(ours) & set(theirs))
    if not shared:
        return
    for option in shared:
        alike = ours[option] == theirs[option]
        yield _row(names, option, window, (float(alike), float(not alike), 1, "none"))
    same = sum(ours[option] == theirs[option] for option in shared)
    apart = len(shared) - same
    activity = (len(ours) + len(theirs)) / 2
    yield _row(names, None, window, (float(same), float(apart), len(shared), "none"))
    scaled = (same / activity, apart / activity, len(shared), "average_activity")
    yield _row(names, None, window, scaled)


def _row(
    names: tuple[str, str],
    option: str | None,
    window: tuple[str, str],
    counts: tuple[float, float, int, str],
) -> dict[str, Any]:
    congruence, conflict, shared, normalisation = counts
    return {
        "actor_a": names[0],
        "actor_b": names[1],
        "option": option,
        "from": window[0] or None,
        "to": window[1] or None,
        "congruence": congruence,
        "conflict": conflict,
        "subtract": congruence - conflict,
        "normalisation": normalisation,
        "interval_low": None,
        "interval_high": None,
        "n": shared,
    }


def _actor(position: Position) -> str:
    return position.actor_id or position.actor_name


def _signs(positions: Sequence[Position], actor: str) -> dict[str, int]:
    return {
        p.option: 1 if p.stance > 0 else -1
        for p in positions
        if _actor(p) == actor and p.stance is not None and p.stance != 0
    }
