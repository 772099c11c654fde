"""Our incidents in the shape of GTD (135 columns).

GTD holds attacks by non-state perpetrators. So actions of a state, fights that nobody is known to
have begun, bodies found and mob violence are left out. ``nkill`` and ``nwound`` include attackers.
GTD's criteria (``crit1`` to ``crit3``, ``doubtterr``) judge aims that we do not code; they stay
empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.exchange.shapes import MISSION, STATE, Shape, Written, not_held_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from concord.codebook.crosswalks import Crosswalk
    from concord.codebook.tolls import Range
    from concord.exchange.shapes import Loss, Told
    from concord.model import Participant

TITLE = "GTD"
NO_COLUMN = ("arrested", "denied_by", "disputed", "assertions")
STATUSES = ("actual", "foiled")
CITATIONS, GROUPS = 3, 3
BLAMED = frozenset({"blamed", "suspected", "inferred"})


def write_gtd(told: Told, walk: Crosswalk) -> Written:
    """Return the row of one incident, or why GTD would not hold it."""
    if reason := _outside(told):
        return told.left_out(reason)
    cells = walk.write(told.facts.type, "militant", told.target_class())
    if cells is None:
        return told.left_out(f"GTD has no attack type for {told.facts.type}")
    return Written(rows=(_row(told, cells, walk),), losses=tuple(_losses(told, walk)))


GTD = Shape(name="gtd", toll_rule="gtd_latest_independent", write=write_gtd)


def _outside(told: Told) -> str | None:
    facts = told.facts
    if facts.status not in STATUSES:
        return f"GTD holds what happened or was foiled, and this is {facts.status}"
    if told.when is None:
        return "no day, month or year is known"
    sides = [told.side(p) for p in facts.perpetrators if p.attribution != "side"]
    if any(side in (STATE, MISSION) for side in sides):
        return "GTD holds no acts of states"
    if facts.type == "clash" and not sides:
        return "a fight that nobody is known to have begun"
    if facts.category == "state_action" or (facts.category == "cross_border" and not sides):
        return "GTD holds no acts of states"
    return None


def _row(told: Told, cells: Mapping[str, str], walk: Crosswalk) -> Mapping[str, object]:
    place, facts = told.place, told.facts
    code = walk.codes["target_of_class"].get(told.target_class() or "unknown", "20")
    citations = [d.url or d.source for d in told.sources[:CITATIONS]]
    return {
        "eventid": told.incident.id,
        **_days(told),
        "country_txt": told.country_name(),
        "provstate": place.admin1,
        "city": place.name or place.text or "Unknown",
        "latitude": place.latitude,
        "longitude": place.longitude,
        "specificity": walk.codes["place_precision"][place.precision],
        "vicinity": int(place.precision == "vicinity"),
        "location": place.text,
        "summary": told.summary,
        "success": int(facts.status == "actual"),
        "suicide": "0",
        **cells,
        "targtype1": code,
        "targtype1_txt": walk.codes["targets"].get(code, "Unknown"),
        **_groups(told),
        "nkill": _best(told.toll.killed_total),
        "nkillter": _best(told.toll.killed_attackers),
        "nwound": _best(told.toll.injured),
        "ishostkid": int(bool(told.toll.abducted.best)),
        "nhostkid": _best(told.toll.abducted),
        **{f"scite{n}": text for n, text in enumerate(citations, start=1)},
        "dbsource": "Concord",
        **dict.fromkeys(("INT_LOG", "INT_IDEO", "INT_MISC", "INT_ANY"), -9),
    }


def _days(told: Told) -> Mapping[str, object]:
    when = told.when
    if when is None or when.first is None or when.last is None:
        return {}
    exact, several = when.precision == "day", when.first != when.last
    return {
        "iyear": when.first.year,
        "imonth": 0 if when.precision in ("year", "unknown") else when.first.month,
        "iday": when.first.day if exact else 0,
        "approxdate": "" if exact else f"{when.first.isoformat()} to {when.last.isoformat()}",
        "extended": int(exact and several),
        "resolution": when.last.isoformat() if exact and several else "",
    }


def _groups(told: Told) -> Mapping[str, object]:
    named = [p for p in told.facts.perpetrators if p.attribution != "side" and p.name]
    cells: dict[str, object] = {"gname": "Unknown", "individual": 0}
    claimed = {claim.actor_id or claim.name for claim in told.facts.claimed_by}
    for n, group in enumerate(named[:GROUPS], start=1):
        number = "" if n == 1 else str(n)
        cells[f"gname{number}"] = group.name
        cells[f"guncertain{n}"] = int(group.attribution in BLAMED)
        cells["claimed" if n == 1 else f"claim{n}"] = int(_claims(group, claimed))
    if not named:
        cells["claimed"] = int(bool(claimed))
    return cells


def _claims(group: Participant, claimed: set[str]) -> bool:
    return group.attribution == "claimed" or (group.actor_id or group.name) in claimed


def _best(value: Range) -> int | None:
    return value.best


def _losses(told: Told, walk: Crosswalk) -> Iterator[Loss]:
    yield from not_held_by(told, NO_COLUMN, TITLE)
    for field, value in (("killed", told.toll.killed_total), ("injured", told.toll.injured)):
        if value.best is not None and not value.low == value.best == value.high:
            high = "" if value.high is None else value.high
            yield told.loss(field, f"{value.low}-{high}", "GTD has one figure")
    classes = told.toll.by.get("killed", {})
    if len(classes) > 1:
        parts = ";".join(f"{name} {one.best}" for name, one in classes.items())
        yield told.loss("toll", parts, "GTD tells attackers from all dead and no other class")
    exact = told.facts.type
    read = walk.read(walk.write(exact, "militant", told.target_class()) or {})
    if read is None or read.type != exact:
        yield told.loss("type", exact, "GTD has nine attack types")
    precision = told.place.precision
    if precision != "vicinity" and (
        walk.codes["specificity"].get(walk.codes["place_precision"][precision]) != precision
    ):
        yield told.loss("place_precision", precision, "GTD has five degrees of precision")
    if len([p for p in told.facts.perpetrators if p.name]) > GROUPS:
        yield told.loss("perpetrators", "more than three", "GTD has three groups")
