"""The fixed vocabularies of the nouns, and the values that a fact may have."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

Status = Literal["actual", "foiled", "planned", "alleged"]
Precision = Literal["day", "week", "month", "year", "unknown"]
PlacePrecision = Literal[
    "exact", "vicinity", "town", "tehsil", "district", "province", "country", "unknown"
]
Attribution = Literal["claimed", "stated", "blamed", "suspected", "inferred", "side"]
Side = Literal["target", "initiator", "bystander", "unknown"]
Voice = Literal["own", "act", "attributed", "analyst"]
Stance = Literal[
    "supports",
    "opposes",
    "calls_for",
    "rejects",
    "accuses",
    "denies",
    "claims_responsibility",
    "condemns",
    "neutral_report",
]
MentionKind = Literal["actor", "place", "time", "count", "weapon", "trigger", "cue", "option"]
Outcome = Literal["coded", "rejected", "failed"]
DecisionKind = Literal["accept", "reject", "correct", "same", "different", "split", "undo"]
Review = Literal["machine", "accepted", "corrected"]
# JSON scalars and the containers that a corrected or asserted value may be.
Value: TypeAlias = bool | int | float | str | list[Any] | dict[str, Any] | None
