"""Where the counts of a finding lead: to the list of just the incidents that a number counts.

A count whose incidents no address can name (of coarse dates, of pairs) leads nowhere: a list that
is longer or shorter than the number would be worse than none.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from concord.analysis.measures import records
from concord.web.asked import SCOPE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from concord.model import Finding, Value
    from concord.web.asked import Asked

    Row = Mapping[str, Value]
    Links = Mapping[str, str]

_PATH = "/incidents"


def link_counts(
    name: str, finding: Finding, asked: Asked, chosen: Mapping[str, str]
) -> tuple[Links, ...]:
    """Return for each row the addresses of its counts, by column; most rows have none."""
    makers: dict[str, Callable[[Row, Asked], Links]] = {
        "totals": _of_totals,
        "trends": _of_trends,
        "apart": _of_apart,
        "shares": lambda row, scope: _of_shares(row, scope, chosen.get("by") or "perpetrator"),
    }
    maker = makers.get(name)
    if maker is None:
        return ({},) * len(finding.rows)
    scope = replace(asked, given={k: v for k, v in asked.given.items() if k in SCOPE})
    return tuple(maker(row, scope) for row in records(finding))


def _of_totals(row: Row, scope: Asked) -> Links:
    if row["measure"] != "incidents":
        return {}
    at = scope.link(_PATH, counted="true")
    return {"low": at, "best": at, "high": at}


def _of_trends(row: Row, scope: Asked) -> Links:
    # A window of the list takes along what may lie in it: the count with coarse dates.
    at = scope.link(_PATH, counted="true", since=str(row["from"]), until=str(row["to"]))
    same = row["incidents"] == row["incidents_possible"]
    return {"incidents_possible": at, **({"incidents": at} if same else {})}


def _of_apart(row: Row, scope: Asked) -> Links:
    category, status = str(row["category"]), str(row["status"])
    at = scope.link(_PATH, counted="false", categories=category, statuses=status)
    return {"incidents": at}


def _of_shares(row: Row, scope: Asked, by: str) -> Links:
    if not row["incidents"]:
        return {}
    return {"incidents": scope.link(_PATH, counted="true", group=f"{by}:{row['actor_id']}")}
