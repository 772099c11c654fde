"""Why an incident is one: every link with its named features, and what people ruled."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from concord.linking.profiles import Profile, profile
from concord.linking.rulings import read_rulings
from concord.linking.scores import THRESHOLD, Score, score_pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from concord.codebook.book import Codebook
    from concord.model import Decision, Document, Event, Incident


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One pair of events of an incident: its score, and the ruling of a person if there is one."""

    one: str
    other: str
    score: Score
    ruling: str | None

    @property
    def words(self) -> str:
        """Return the link on one line: the sum against the threshold, then what makes it up."""
        parts = [f"{f.name} {f.seen} {f.weight:+.1f}" for f in self.score.features]
        verdict = self.ruling or ("linked" if self.score.linked else "not linked by itself")
        if not self.score.barred:
            verdict += f", {self.score.chance:.0%} likely"
        return (
            f"{self.one} - {self.other}: {verdict}, {self.score.total:+.1f} of "
            f"{THRESHOLD:+.1f}: {'; '.join(parts)}"
        )


def explain(
    incident: Incident,
    events: Iterable[Event],
    documents: Mapping[str, Document],
    decisions: Sequence[Decision],
    book: Codebook,
) -> tuple[Link, ...]:
    """Return every pair of the incident's events, best link first; none for a single report.

    ``events`` may hold more than the incident's; decisions that were undone count for nothing.
    """
    members = [event for event in events if event.id in incident.event_ids]
    rulings = read_rulings(decisions, {event.id for event in members})
    profiles = sorted((profile(e, documents, book) for e in members), key=lambda p: p.order)
    together = {frozenset(pair) for pair in rulings.together}
    pairs = list(combinations(range(len(profiles)), 2))
    links = [
        _link(profiles[a], profiles[b], found, together)
        for (a, b), found in zip(pairs, score_pairs(profiles, pairs), strict=True)
    ]
    return tuple(sorted(links, key=lambda link: (-link.score.total, link.one, link.other)))


def _link(a: Profile, b: Profile, found: Score, together: set[frozenset[str]]) -> Link:
    ids = (a.event.id, b.event.id)
    ruled = "ruled the same" if frozenset(ids) in together else None
    return Link(one=ids[0], other=ids[1], score=found, ruling=ruled)
