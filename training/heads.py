"""The heads of the reading model and the columns in which each stands.

Every token-level head is a slice of one matrix, ``tags``; every pairwise head reads two slices of
another, ``arcs``. The order here is the order of the columns, so a head is only ever appended.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["bio", "softmax", "sigmoid"]
Level = Literal["token", "sentence", "document"]

EVENT_TYPES = (
    "suicide_bombing",
    "bombing",
    "armed_attack",
    "assassination",
    "clash",
    "military_operation",
    "air_drone_strike",
    "shelling",
    "kidnapping",
    "arson_sabotage",
    "mob_violence",
    "arrest",
    "surrender",
    "seizure",
    "release",
    "threat",
    "protest",
    "other",
)
EFFECTS = ("killed", "injured", "abducted", "arrested", "surrendered", "missing", "displaced")
STATUSES = ("actual", "foiled", "planned", "alleged")
CLASSES = ("civilian", "security", "militant", "official", "unknown")
OPTIONS = (
    "kinetic_operations",
    "intelligence_based_operations",
    "cross_border_strikes",
    "negotiation",
    "ceasefire_peace_deal",
    "amnesty_reintegration_resettlement",
    "disarmament_surrender",
    "legal_proscription_courts",
    "governance_police_capacity",
    "development_services",
    "security_funding_fiscal",
    "political_inclusion_reform",
    "intergovernmental_coordination",
    "diplomatic_pressure_host_state",
    "host_state_dialogue",
    "border_management",
    "refugee_deportation",
    "election_emergency_measures",
    "counter_narrative",
    "none",
)
STANCES = (
    "supports",
    "calls_for",
    "opposes",
    "rejects",
    "condemns",
    "accuses",
    "denies",
    "claims_responsibility",
    "neutral_report",
)
POLICE = ("KILL", "ARREST", "FAIL", "FORCE", "ANY_ACTION")
MUC_TYPES = ("ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY", "FORCED WORK STOPPAGE")
MUC_ROLES = {
    "PerpInd": "muc_perp_ind",
    "PerpOrg": "muc_perp_org",
    "Target": "muc_target",
    "Victim": "muc_victim",
    "Weapon": "muc_weapon",
}
# The spans that a trigger may take as arguments, in the order of the labels of the arc head.
ROLES = (
    "perpetrator",
    "target",
    "victim",
    "place",
    "time",
    "weapon",
    "count",
    "claimant",
    "denier",
)
SIDE = 64  # width of either side of a pairwise head


@dataclass(frozen=True, slots=True)
class Head:
    """One head over ``tags``: its labels, and its columns from ``start`` to ``end``."""

    name: str
    kind: Kind
    level: Level
    labels: tuple[str, ...]
    start: int

    @property
    def end(self) -> int:
        """Return the column after the last: a bio head has one for O and two for each label."""
        width = 1 + 2 * len(self.labels) if self.kind == "bio" else len(self.labels)
        return self.start + width


@dataclass(frozen=True, slots=True)
class ArcHead:
    """One pairwise head over ``arcs``: the columns of its two sides, and its labels."""

    name: str
    labels: tuple[str, ...]
    start: int

    @property
    def middle(self) -> int:
        """Return the column where the second side begins."""
        return self.start + SIDE

    @property
    def end(self) -> int:
        """Return the column after the second side."""
        return self.start + 2 * SIDE


def _lay_out() -> tuple[Head, ...]:
    spans = [(name, (name,)) for name in ROLES[:6]]
    spans = [("trigger", EVENT_TYPES), *spans, ("count", EFFECTS)]
    spans += [(name, (name,)) for name in ("claimant", "denier", "source", "cue", "content")]
    spans += [(name, (name,)) for name in MUC_ROLES.values()]
    rest: list[tuple[str, Kind, Level, tuple[str, ...]]] = [
        ("status", "softmax", "token", STATUSES),
        ("background", "sigmoid", "token", ("background",)),
        ("count_class", "softmax", "token", CLASSES),
        ("count_total", "sigmoid", "token", ("total",)),
        ("option", "sigmoid", "sentence", OPTIONS),
        ("stance", "softmax", "sentence", STANCES),
        ("police", "sigmoid", "sentence", POLICE),
        ("relevant", "sigmoid", "document", ("relevant",)),
        ("muc_type", "sigmoid", "document", MUC_TYPES),
        ("muc_role", "sigmoid", "document", tuple(MUC_ROLES)),
    ]
    heads: list[Head] = []
    for name, kind, level, labels in [(n, "bio", "token", s) for n, s in spans] + rest:
        heads.append(Head(name, kind, level, labels, heads[-1].end if heads else 0))
    return tuple(heads)


HEADS = _lay_out()
BY_NAME = {head.name: head for head in HEADS}
BIO = tuple(head for head in HEADS if head.kind == "bio")
WIDTH = HEADS[-1].end
ARCS = (
    ArcHead("roles", ROLES, 0),
    ArcHead("same", ("same",), 2 * SIDE),
    ArcHead("said", ("cue", "content"), 4 * SIDE),
)
ARC_WIDTH = ARCS[-1].end
