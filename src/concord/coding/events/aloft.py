"""Aloft: attacks from the air, whatever they hit and however the words for them sound.

"A coalition aircraft wrecked a lorry", "a bomb from a jet fell wide", "F-16 sorties on shelters":
what flew did it, so that no shelling, fire or gun attack is meant. What is shot at, lands or only
watches does not attack.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.events.candidates import Candidate
    from concord.model import Mention

MISREAD = frozenset(
    {"bombing", "shelling", "armed_attack", "arson_sabotage", "military_operation", "clash"}
)
_CRAFT = (
    r"(?:aircraft|airplanes?|(?:war|sea)?planes?|jets?|fighter-bombers?|MiGs?(?:-\d+\w?)?|Su-?\d\d\w?|Sukhois?"
    r"|F-?1\d\w?s?|Mirages?|drones?|quadcopters?|UAVs?|Shaheds?|gunships?|helicopters?|choppers?"
    r"|Antonovs?|air\s+force|sorties|loitering\s+munitions?)"
)
_FLOWN = lazy_regex(rf"(?<![\w-]){_CRAFT}(?![\w-])", re.IGNORECASE)
# What is done to a craft, or done without attacking.
_STRUCK = lazy_regex(
    r"[^.;]{0,25}?\b(?:was|were|been|being|got|came|had\s+to)\s+(?:\w+\s+)?(?:shot|hit|struck|downed|brought|fired"
    r"|felled|attacked|targeted|destroyed|damaged|forced|under|burn\w*|set|grounded|seen|heard)\b"
    r"|\s+(?:crash|land|evacuat|flew\s+(?:out|the|them|him|to)|took\s+off|carrying|waiting|parts?|bases?|field"
    r"|attack\s+on|schools?|academy|stations?|personnel|officers?|spokes\w+|chief|council|headquarters|pilots?|crews?|base|hangars?|workshop|factor\w+|makers?|operators?)",
    re.IGNORECASE,
)
_AT_IT = lazy_regex(
    r"\b(?:at|on|against|down|downed|felled|shot|hit|struck|near|aboard|board(?:ed|ing)?|into|by\s+no|without"
    r"|burn(?:ed|t|ing)|destroy(?:ed|ing)|for|of|no|seized|recover(?:ed|ing)|carr(?:y|ied|ying))\s+"
    r"(?:(?:an?|the|its|their|two|three|any|army|military)\s+)?(?:[\w-]+\s+)?$",
    re.IGNORECASE,
)
_APART = lazy_regex(
    r"[.;]|\b(?:after|when|as|while|because|where|before|until|whereas|but|although)\b",
    re.IGNORECASE,
)
_BY_IT = lazy_regex(
    rf"[^.;,]{{0,60}}?\b(?:by|from|with|using)\s+(?:(?:an?|the|its|their|his|two|three|four|several)\s+)?"
    rf"(?:[\w-]+\s+){{0,2}}?{_CRAFT}(?![\w-])",
    re.IGNORECASE,
)
_IT_WAS = lazy_regex(
    r"\s*(?:It|They|That|The\s+(?:bombs?|explosives?|munitions?|charges?|explosions?|blasts?|thing))\s+"
    r"(?:came|was|were|had\s+(?:come|been)|fell)\s+(?:\w+\s+){0,3}?(?:from\s+|by\s+)?(?:an?|the)\s+"
    rf"(?:[\w-]+\s+){{0,3}}?{_CRAFT}(?![\w-])",
    re.IGNORECASE,
)
_BACKED = lazy_regex(
    r"\b(?:back(?:ed|ing)|support(?:ed)?|cover(?:ed)?|aided|helped|joined|escorted|accompanied|watched)\b"
    r"|counter-?\s?attack",
    re.IGNORECASE,
)
_BACK = 90  # code points before an act in which the craft that did it stands


def is_from_the_air(early: Sequence[Candidate], text: str) -> bool:
    """Return whether the first words on a happening make a craft in the air its doer or means."""
    return any(_is_flown(candidate, text) for candidate in early)


def _is_flown(candidate: Candidate, text: str) -> bool:
    acts = [t for t in candidate.triggers if t.label in MISREAD | {"attack"}]
    if not acts:
        return False
    sentence = candidate.told_in
    if sentence is not None and _IT_WAS.match(text, sentence.end, sentence.end + 120):
        return True
    return any(_flies_before(t, candidate, text) or _follows(t, candidate, text) for t in acts)


def _flies_before(act: Mention, candidate: Candidate, text: str) -> bool:
    """Return whether a craft is the subject of an act, or a word in the name of it."""
    begin = max(candidate.clause.start, act.start - _BACK)
    for craft in _FLOWN.finditer(text, begin, act.end):
        if _AT_IT.search(text, max(0, craft.start() - 40), craft.start()):
            continue
        if _BACKED.search(text, max(0, craft.start() - 30), craft.start()):
            continue
        if _STRUCK.match(text, craft.end()) or _APART.search(text, craft.end(), act.start):
            continue
        return True
    return False


def _follows(act: Mention, candidate: Candidate, text: str) -> bool:
    found = _BY_IT.match(text, act.end, candidate.clause.end)
    return found is not None and not _BACKED.search(text, max(0, act.start - 8), found.end())
