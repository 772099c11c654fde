"""What a coder got wrong on texts with gold incidents, error by error.

The same match and the same judgements as the incidents benchmark (``scoring_incidents``); here each
one that fails is told, with what was wanted and what was coded, under the name of its cause.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from benchmarks import scoring_incidents as scoring

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_FIELDS = {
    "type": ("type", "type"),
    "day": ("date", "happened_from"),
    "killed_low": ("killed_min", "killed_low"),
    "killed_rightly_null": ("killed_min", "killed_low"),
    "injured_low": ("injured_min", "injured_low"),
    "injured_rightly_null": ("injured_min", "injured_low"),
    "killed_attackers": ("killed_attackers", "killed_attackers_low"),
    "admin1": ("admin1", "admin1"),
    "perpetrator": ("perpetrator", "perpetrators"),
    "claimed_by": ("claimed_by", "claimed_by"),
    "background_flag": ("background", "background"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One error: the article, the cause, what the gold says and what was coded."""

    article: str
    cause: str
    wanted: str
    coded: str


def find_faults(gold: Sequence[scoring.Row], found: Iterable[scoring.Row]) -> Iterator[Fault]:
    """Yield the errors article by article: missed, invented, then fields of matched ones."""
    by_text: dict[str, list[scoring.Row]] = defaultdict(list)
    for row in found:
        if scoring.is_scored(row):
            by_text[row["document_external_id"]].append(row)
    for article in gold:
        incidents, rows = article["incidents"], by_text[article["id"]]
        pairs = scoring.match(incidents, rows)
        matched, used = {i for i, _ in pairs}, {j for _, j in pairs}
        for i, incident in enumerate(incidents):
            if i not in matched:
                yield Fault(article["id"], "missed event", _incident(incident), "")
        for j, row in enumerate(rows):
            if j not in used:
                yield Fault(article["id"], "invented event", "", _row(row))
        for i, j in pairs:
            yield from _field_faults(article["id"], incidents[i], rows[j])


def listed(gold: Sequence[scoring.Row], found: Iterable[scoring.Row]) -> str:
    """Return the errors as lines, under a line that counts them by cause."""
    faults = list(find_faults(gold, found))
    causes = Counter(fault.cause for fault in faults).most_common()
    head = f"{len(faults)} errors: " + ", ".join(f"{cause} {n}" for cause, n in causes)
    lines = (
        f"  {one.article} {one.cause}: wanted {one.wanted or '-'}, coded {one.coded or '-'}"
        for one in faults
    )
    return "\n".join([head, *lines])


def _field_faults(article: str, incident: scoring.Row, row: scoring.Row) -> Iterator[Fault]:
    for name, holds in scoring.judge(incident, row):
        if not holds:
            wanted, coded = _FIELDS[name]
            cause = name.removesuffix("_low").removesuffix("_rightly_null")
            value = f"{incident.get(wanted)} ({_incident(incident)})"
            yield Fault(article, cause, value, _told(row.get(coded)))


def _incident(incident: scoring.Row) -> str:
    place = incident.get("place") or incident.get("admin1")
    return f"{incident['type']} {incident.get('date')} {place}"


def _row(row: scoring.Row) -> str:
    place = row.get("place") or row.get("admin1")
    return f"{row.get('type')} {row.get('happened_from')} {place}"


def _told(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_one(each) for each in value) or "nobody"
    return str(value)


def _one(party: Any) -> str:
    if isinstance(party, str):
        return party
    name = party.get("name") or party.get("text")
    return f"{name} ({party['attribution']})" if party.get("attribution") else str(name)
