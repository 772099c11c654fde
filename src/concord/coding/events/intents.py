"""Intents: acts that are only sought, set as a condition, or named for something else.

"A search is under way for the arrest of the attackers", "a raid aimed at arresting a suspect":
nobody has been arrested. Towns, posts and lorries that are captured are nobody's arrest. "Shops
were shut in protest" and "rigged as a protest" name a reason, and no gathering. Sanctions, or to
quit the talks, are no threat of violence, and what may upset a truce threatens nobody.
"""

from __future__ import annotations

import re

from concord.regexes import lazy_regex

_REACH = 90  # characters around a trigger
# "An operation is under way for the early arrest of", "a reward for the arrest of".
_SOUGHT_NOUN = lazy_regex(
    r"\b(?:operations?|manhunt|hunt|search(?:es)?|raids?|efforts?|attempts?|teams?|drive|rewards?|bounty"
    r"|head\s+money|warrants?|orders?|directives?|directed|ordered|instructed|under\s?way|launched|begun"
    r"|continu\w+|appeal\w*|call(?:s|ed|ing)?|demand\w*|plea|press\w*|deadline|ultimatum|wanted|information"
    r"|clues?|help\w*|tasked|formed|constituted|deployed)\b[^.;:\n]{0,40}?"
    r"\b(?:for|ensure|leading\s+to|lead\s+to|seeking|demanding|towards?)\s+"
    r"(?:the\s+|an?\s+|his\s+|her\s+|their\s+|its\s+){0,2}"
    r"(?:immediate\s+|early\s+|swift\s+|earliest\s+|speedy\s+|prompt\s+)?$",
    re.IGNORECASE,
)
# "Formed teams for the arrest of five men, who were held": the words after tell that it was done.
_THANKED = lazy_regex(
    r"\b(?:thank|prais|commend|laud|congratulat|reward(?:ed|s)\s+the\s+\w+\s+for)", re.IGNORECASE
)
_SOUGHT_ING = lazy_regex(
    r"\b(?:aim(?:ed|s|ing)?\s+(?:at|for)|intent\s+on|bent\s+on|without|instead\s+of|rather\s+than|before"
    r"|(?:the\s+)?(?:purpose|hope|hopes|intention|aim|goal|chance|possibility|way|means|task|objective)\s+of"
    r"|a\s+view\s+to|focus(?:ed|ing)?\s+on|close\s+to|failed\s+in|not)\s+$",
    re.IGNORECASE,
)
# "Vehicles were captured", "captured on video": nobody.
_THING = (
    r"(?:towns?|cit(?:y|ies)|villages?|bases?|camps?|territor(?:y|ies)|areas?|districts?|provinces?|regions?"
    r"|posts?|outposts?|checkpoints?|positions?|airports?|airfields?|airbases?|bridges?|garrisons?|hills?|ridges?"
    r"|peaks?|borders?|crossings?|roads?|highways?|weapons?|arms|ammunition|vehicles?|trucks?|lorr(?:y|ies)"
    r"|motorcycles?|tanks?|drones?|guns?|rifles?|equipment|buildings?|headquarters|barracks|capitals?|ground|land"
    r"|strongholds?|settlements?|footage|videos?|images?|scenes?|moments?|cameras?|attention|imagination|votes?"
    r"|seats?|power|control)"
)
_OF_THING = lazy_regex(
    rf"\s{{1,3}}(?:back\s)?(?:[\w\u2019'-]+\s){{0,4}}?{_THING}\b"
    r"|\s{1,3}(?:on|by)\s(?:[\w-]+\s){0,3}(?:video|camera|cameras|film|cctv|phone|phones|footage)\b",
    re.IGNORECASE,
)
_PEOPLE = lazy_regex(
    r"\b(?:m[ae]n|wom[ae]n|people|persons?|militants?|terrorists?|rebels?|fighters?|gunm[ae]n|suspects?"
    r"|soldiers?|troops|police\w*|officers?|commanders?|leaders?|members?|prisoners?|attackers?|insurgents?"
    r"|bandits?|civilians?|him|them|her|others|alive|operatives?|combatants?|jihadists?|extremists?)\b",
    re.IGNORECASE,
)
_THING_WAS = lazy_regex(
    rf"\b{_THING}\s+(?:that\s+|which\s+)?(?:was|were|had\s+been|have\s+been|has\s+been|being)\s+"
    r"(?:[\w-]+\s+){0,3}(?:and\s+|or\s+)?$",
    re.IGNORECASE,
)
_CAPTURE = lazy_regex(r"captur(?:ed|es|ing|e)", re.IGNORECASE)
# "Stayed away in protest over", "as a protest against": why something was done.
_REASON = lazy_regex(r"\b(?:in|as\s+an?|as|under)\s+$", re.IGNORECASE)

# Whom nobody held is rescued from a siege, a fire or the rubble.
_RESCUED = lazy_regex(r"\b(?:rescued?|rescues|rescuing)\b", re.IGNORECASE)
_HELD_THEM = lazy_regex(
    r"\b(?:hostages?|captiv\w+|captors?|kidnap\w*|abduct\w*|ransom|hijack\w*|held|holding|seized|snatched|taken\s+away|prisoners?"
    r"|detained|enslaved|traffick\w+|missing|whisked|marched\s+off|carried\s+off|in\s+the\s+hands\s+of)\b",
    re.IGNORECASE,
)


def is_rescue_from_harm(trigger: str, text: str) -> bool:
    """Return whether people are rescued of whom the text nowhere says that they were held."""
    return bool(_RESCUED.search(trigger)) and _HELD_THEM.search(text) is None


def is_sought(trigger: str, before: str) -> bool:
    """Return whether an arrest is told as what somebody wants or is out for, from the words before.

    ``before`` are the words of the sentence before the trigger.
    """
    near = before[-_REACH:]
    first = trigger.lower().split()[0]
    if first in {"arrest", "arrests", "capture", "detention"}:
        return bool(_SOUGHT_NOUN.search(near)) and not _THANKED.search(near)
    return first.endswith("ing") and bool(_SOUGHT_ING.search(near))


def is_of_things(trigger: str, before: str, after: str) -> bool:
    """Return whether what is captured is ground, a thing or a picture, and nobody."""
    if not _CAPTURE.fullmatch(trigger):
        return False
    if _THING_WAS.search(before[-_REACH:]):
        return True
    found = _OF_THING.match(after[:_REACH])
    return found is not None and not _PEOPLE.search(found.group())


def is_only_a_reason(trigger: str, before: str) -> bool:
    """Return whether a protest is named as why or how something else was done."""
    return trigger.lower() == "protest" and bool(_REASON.search(before[-12:]))


# What is threatened is no violence: "to pull out of the talks", "with sanctions".
_IDLE = lazy_regex(
    r"\s*[\"\u201c]?(?:(?:to|with|of)\s+)?(?:(?:also|again|formally|an?|the|new|more|fresh|further|tougher|targeted|economic"
    r"|financial|legal|its|their|his|her)\s+){0,3}[\"\u201c]?(?:(?:impos\w+|slap\w*)\s+(?:[\w-]+\s+){0,3}(?:sanctions?|tariffs?"
    r"|embargo|curfew|ban|fines?)|sanctions?|tariffs?|lawsuits?|legal\s+action|court|pull(?:ing)?\s+out|withdraw\w*|walk(?:ing)?\s+(?:out|away)"
    r"|quit\w*|resign\w*|boycott\w*|suspend\w*|su(?:e|ing)|veto\w*|dissol\w+|abandon\w*|(?:cut(?:ting)?|break(?:ing)?)\s+off"
    r"|(?:leav|scrap|end|cancel|collaps)\w*\s+(?:[\w-]+\s+){0,3}(?:talks|negotiations|process|agreement|pact|deal|accord|coalition"
    r"|alliance|union|bloc|dialogue|government))\b",
    re.IGNORECASE,
)
# Whatever it is that "threatened to shatter the truce", nobody was threatened.
_UPSETS = lazy_regex(
    r"\s*(?:to\s+)?(?:further\s+)?(?:shatter|derail|undermine|upset|wreck|scuttle|unravel|torpedo|destabili[sz]e|overshadow|plunge"
    r"|tip|drag|engulf|spill|escalate|widen|worsen|reignite|split|tear|erode|jeopardi[sz]e"
    r"|endanger|spread|become|turn|spiral|overwhelm)\b",
    re.IGNORECASE,
)
# "Issued this threat", told before: the same one again.
_THIS = lazy_regex(r"\b(?:this|that|these|those|such)\s+(?:threat|warning)s?\b", re.IGNORECASE)
# "Unless the government frees the men", "would not leave until it released them": not yet so.
_CONDITION = lazy_regex(
    r"\bunless\b[^.;:,]*$"
    r"|\b(?:will|would|shall|should|can|could|must)(?:\s+not|n['\u2019]t)\b[^.;:]*?\b(?:until|before)\b[^.;:,]*$",
    re.IGNORECASE,
)


def is_idle_threat(trigger: str, after: str) -> bool:
    """Return whether what is threatened is no violence, or nobody threatens anybody."""
    if _THIS.search(trigger):
        return True
    return bool(_IDLE.match(after) or _UPSETS.match(after))


def is_condition(before: str) -> bool:
    """Return whether an act is only what somebody waits for, from the words before it."""
    return bool(_CONDITION.search(before))
