"""Charges: acts that are named only as what somebody is held, tried or punished for.

"Police arrested two men in connection with the killing of a judge": the news is the arrest.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.coding.events.candidates import Candidate

# The words of the law stand here: who was seized, and what a court did.
SEIZED = r"arrested|detained|apprehended|nabbed|rounded\s+up"
JUDGED = r"sentenced|convicted|acquitted|indicted|charged"
PUNISHED = r"extradited|hanged"
_LAW = (
    r"(?:arrest\w*|detain\w*|apprehend\w*|nabbed|captured|held|remanded|sentenc\w+|convict\w*|jailed"
    r"|imprison\w*|hanged|executed|acquitt\w+|indict\w+|charged|arraigned|extradited|tried|trial"
    r"|verdict|accused|suspects?|found\s+guilty|handed\s+down|death\s+penalty|life\s+terms?|terms?"
    r"|custody|picked\s+up|rounded\s+up|wanted|confess\w+|court|judge|prosecut\w+|investigat\w+"
    r"|challan|chargesheet\w*)"
)
_FOR = (
    r"(?:in\s+connection\s+with|in\s+relation\s+to|on\s+charges?\s+of|(?:involve(?:d|ment)|role|part"
    r"|hand|complicity|implicated)\s+in|(?:accused|suspected|guilty|convicted|charges?)\s+of"
    r"|charged\s+with|(?:linked|connected)\s+to|wanted\s+(?:in|for|over)|suspects?\s+in"
    r"|responsible\s+for|confessed\s+to|for\s+(?:facilitating|planning|plotting|masterminding|carrying"
    r"|their|his|her|involvement|allegedly|participating|taking\s+part|having)|over|for|trial\s+of"
    r"|(?:accused|suspects?|convicts?|facilitators?|planners?|masterminds?)\s+of|of\s+carrying)"
)
# What leads from the one to the other ends with a sentence, or where it is told what came before.
_CHARGE = lazy_regex(
    rf"\b{_LAW}\b(?:(?!\b(?:after|when|as|while|where|before|since|following|during)\b)[^;.\n])"
    rf"{{0,140}}?\b(?P<charge>{_FOR})\b"
    r"(?:(?!\b(?:after|when|as|while|where|before|since|following|during|who|which)\b)[^;,.\n]){0,60}$",
    re.IGNORECASE,
)
_REACH = 260  # characters


def charge_before(at: int, text: str) -> int | None:
    """Return where the words begin that make an act at an offset a charge, or None."""
    begin = max(0, at - _REACH)
    stop = max(text.rfind(". ", begin, at), text.rfind("\n", begin, at))
    match = _CHARGE.search(text, max(begin, stop + 1), at)
    return match.start("charge") if match else None


def is_of_the_law(trigger: int, time: int, text: str) -> bool:
    """Return whether a time stands before the words that make an act a charge."""
    if time >= trigger:
        return False
    charge = charge_before(trigger, text)
    return charge is not None and time < charge


def is_charge(candidate: Candidate, text: str) -> bool:
    """Return whether a clause names its act only as what somebody is held or tried for."""
    return not candidate.peaceful and charge_before(candidate.head.start, text) is not None
