"""Incidents of two data sets matched with each other, by the features that link news reports.

Data sets have checked their days and count each happening once. So two records whose days are both
exact and differ speak against each other, all dead are compared (not those of one side), a type
that a data set does not tell is no evidence, and of several that fit the best pair is taken first:
each incident is matched with one of the other set, the rest that fits is named beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from concord.codebook.tolls import NOTHING, Range, summarise
from concord.linking.clusters import score_candidates
from concord.linking.columns import fill
from concord.linking.levels import WEIGHTS, reweighted
from concord.linking.profiles import Profile, profile
from concord.linking.rulings import read_rulings
from concord.linking.scores import Judge, Score, score_pairs
from concord.model import Incident

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from concord.codebook.book import Codebook

# Chosen on the headlines of UCDP GED Pakistan, 1989-2019 (benchmarks/ged_links.py).
THRESHOLD, MEAN, LEAST = 5.2, 5.0, 4.7
# Across data sets the type is often no evidence, so that the sum is lower by about a half.
MATCH_THRESHOLD = 4.5
# Two days that coders checked and that differ; the night between them is already forgiven.
OTHER_DAY = -3.0
# A type that one of the two only implies (a battle, an attack) may be off by a family.
LOOSE_TYPE = -0.6
# Data sets whose rows say who fought and how many died, and not with what.
UNTYPED = frozenset({"ged", "ged-candidate"})


# Every pair within a cluster must fit: no record is drawn in by a third.
EXACT = Judge(
    weights=reweighted(WEIGHTS, {"exact days": {"both exact, and differ": OTHER_DAY}}),
    threshold=THRESHOLD,
    mean=MEAN,
    least=LEAST,
)
_TYPES = {level: max(weight, LOOSE_TYPE) for level, weight in WEIGHTS["type"].items()}
TYPED = replace(
    EXACT,
    weights=reweighted(EXACT.weights, {"type": _TYPES}),
    threshold=MATCH_THRESHOLD,
    mean=MATCH_THRESHOLD,
    least=MATCH_THRESHOLD,
)
NOT_TYPED = replace(TYPED, weights=reweighted(TYPED.weights, {"type": dict.fromkeys(_TYPES, 0.0)}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Two incidents of two data sets that are one happening.

    ``killed`` are all dead in each, ``disagree`` whether the two ranges share no figure. ``also``
    are further incidents of the other set that would fit.
    """

    one: Incident
    other: Incident
    score: Score
    killed: tuple[Range, Range]
    also: tuple[str, ...] = ()

    @property
    def disagree(self) -> bool:
        """Return whether both say how many died and no figure lies in both ranges."""
        one, other = self.killed
        if not one.known or not other.known:
            return False
        highs = [x.high if x.high is not None else float("inf") for x in (one, other)]
        return (one.low or 0) > highs[1] or (other.low or 0) > highs[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """What two data sets have in common, and what only one of them holds."""

    matched: tuple[Match, ...]
    only_one: tuple[Incident, ...]
    only_other: tuple[Incident, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """One incident, the set it is of (0 or 1), and its digest."""

    incident: Incident
    side: int
    profile: Profile


def match(one: Sequence[Incident], other: Sequence[Incident], book: Codebook) -> Matching:
    """Return which incidents of two data sets are one happening, best pairs first.

    The result depends on the incidents alone, not on their order. Of one data set, two editions may
    be given.
    """
    records = sorted(
        (_record(each, side, book) for side, part in enumerate((one, other)) for each in part),
        key=lambda r: (r.profile.order, r.side, r.incident.id),
    )
    links = sorted(_links(records), key=lambda link: (-link[0].total, link[1], link[2]))
    partner: dict[int, tuple[int, Score]] = {}
    for found, i, j in links:
        if i not in partner and j not in partner:
            partner[i], partner[j] = (j, found), (i, found)
    further: dict[int, list[str]] = {}
    for _, i, j in links:
        if i in partner and partner[i][0] != j and j not in partner:
            further.setdefault(i, []).append(records[j].incident.id)
    singles = [r for n, r in enumerate(records) if n not in partner]
    return Matching(
        matched=tuple(
            _match(record, records[j], found, further.get(n, []))
            for n, record in enumerate(records)
            if record.side == 0 and n in partner
            for j, found in (partner[n],)
        ),
        only_one=tuple(r.incident for r in singles if r.side == 0),
        only_other=tuple(r.incident for r in singles if r.side == 1),
    )


def _record(incident: Incident, side: int, book: Codebook) -> _Record:
    toll = summarise(incident.facts.type, incident.facts.tolls, incident.toll_rule)
    # A record is its own text: two editions of one row are compared, too.
    facts = replace(incident.facts, document_id=f"{side}:{incident.id}")
    digest = profile(facts, {}, book)
    # Attackers are among the dead of every data set; only the whole can be compared.
    whole = replace(digest, killed=toll.killed_total, attackers=NOTHING)
    return _Record(incident=incident, side=side, profile=whole)


def _links(records: Sequence[_Record]) -> list[tuple[Score, int, int]]:
    """Return the pairs across the two sets that fit, each as score and positions, side 0 first."""
    found = []
    sides = np.array([record.side for record in records], dtype=np.int8)
    told = np.array([record.incident.dataset not in UNTYPED for record in records], dtype=bool)
    profiles = [record.profile for record in records]
    columns = fill(profiles)
    for judge, typed in ((TYPED, True), (NOT_TYPED, False)):
        pairs = score_candidates(columns, read_rulings((), ()), judge)
        wanted = (told[pairs.one] & told[pairs.other]) == typed
        one, other, _ = pairs.only(wanted & (sides[pairs.one] != sides[pairs.other]))
        chosen = list(zip(one.tolist(), other.tolist(), strict=True))
        for score, (i, j) in zip(score_pairs(profiles, chosen, judge), chosen, strict=True):
            found.append((score, i, j) if records[i].side == 0 else (score, j, i))
    return found


def _match(one: _Record, other: _Record, found: Score, also: Sequence[str]) -> Match:
    return Match(
        one=one.incident,
        other=other.incident,
        score=found,
        killed=(one.profile.killed, other.profile.killed),
        also=tuple(also),
    )


def common_days(one: Iterable[Incident], other: Iterable[Incident]) -> tuple[date, date] | None:
    """Return the first and last day of the span that both sets cover; None if there is none."""
    spans = []
    for part in (one, other):
        days = [
            day
            for each in part
            for when in each.facts.happened[:1]
            for day in (when.first, when.last)
        ]
        known = [day for day in days if day is not None]
        if not known:
            return None
        spans.append((min(known), max(known)))
    first, last = max(s[0] for s in spans), min(s[1] for s in spans)
    return (first, last) if first <= last else None
