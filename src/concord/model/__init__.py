"""The nouns of Concord: frozen, slotted, typed; this module imports nothing of ours.

Offsets are half-open Unicode code points into ``Document.text``, always. Vocabularies that a
codebook may extend (event types, classes, options, relations) are plain strings checked against
the codebook; vocabularies that the program itself depends on are ``Literal`` types. A fact is
never a bare value: it is a list of assertions, each with its words and who says so.
"""

from __future__ import annotations

from concord.model.events import Claim, Event, Evidence, Location, Participant, TollFigure, When
from concord.model.incidents import Assertion, ExternalEvent, Incident
from concord.model.record import Anchor, Coding, Decision, Finding, Ledger, Run, Scope
from concord.model.statements import (
    ONE_EVENT,
    PolicyAct,
    Position,
    Relation,
    Statement,
    Statistic,
)
from concord.model.texts import Document, Mention, Problem, Span
from concord.model.verdicts import Answer, Reckoning, Role, Verdict
from concord.model.vocabulary import (
    Attribution,
    DecisionKind,
    MentionKind,
    Outcome,
    PlacePrecision,
    Precision,
    Review,
    Side,
    Stance,
    Status,
    Value,
    Voice,
)

__all__ = [
    "ONE_EVENT",
    "Anchor",
    "Answer",
    "Assertion",
    "Attribution",
    "Claim",
    "Coding",
    "Decision",
    "DecisionKind",
    "Document",
    "Event",
    "Evidence",
    "ExternalEvent",
    "Finding",
    "Incident",
    "Ledger",
    "Location",
    "Mention",
    "MentionKind",
    "Outcome",
    "Participant",
    "PlacePrecision",
    "PolicyAct",
    "Position",
    "Precision",
    "Problem",
    "Reckoning",
    "Relation",
    "Review",
    "Role",
    "Run",
    "Scope",
    "Side",
    "Span",
    "Stance",
    "Statement",
    "Statistic",
    "Status",
    "TollFigure",
    "Value",
    "Verdict",
    "Voice",
    "When",
]
