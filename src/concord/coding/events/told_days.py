"""Told days: which times of a clause are of something else than the act that a trigger tells.

"Police said on Friday that ...": the day of the speech. "A court on Thursday jailed two men for the
bombing": the day of the sentence. "A farmer, who had fled in 2009, was shot": of an aside.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.coding.engines.triggers import PEACEFUL
from concord.coding.events import charges
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.model import Mention

# What is done about a happening on a later day: it is told, claimed, judged, mourned.
_SPOKE = lazy_regex(
    r"\b(?:said|says|told|announced|confirmed|reported|claimed|denied|condemned|denounced|mourned"
    rf"|{charges.JUDGED}|jailed|vowed|warned|urged|buried"
    r"|(?:ordered|directed|demanded|sought|launched|opened|formed|constituted)\s+(?:an?|the)\s+"
    r"(?:[\w-]+\s+){0,3}(?:inquiry|probe|investigation|report|committee|team)"
    r"|visited|inspected|handed\s+down|awarded|adjourned|remanded|lodged|paid\s+tribute)\b",
    re.IGNORECASE,
)
# "On Friday police arrested two men over the bombing": the day of the arrest.
_SEIZED = lazy_regex(rf"\b(?:{charges.SEIZED}|{charges.PUNISHED}|executed)\b", re.IGNORECASE)
# "Funerals of those killed in the bombing were held on Thursday": the day of the funeral.
_FOLLOWED = lazy_regex(
    r"\b(?:was|were|is|are|been|being)\s+(?:\w+ly\s+)?(?:held|offered|buried|laid\s+to\s+rest|mourned|observed"
    rf"|marked|commemorated|remembered|{charges.JUDGED}|{charges.SEIZED}|{charges.PUNISHED}"
    r"|discharged|reopened|condemned|identified)\b",
    re.IGNORECASE,
)
# "claimed responsibility Sunday for": the day of the claim.
_CLAIMED = lazy_regex(
    r"\b(?:claimed|accepted|took|denied)\s+(?:responsibility|credit|involvement)\s+(?:on\s+|late\s+|early\s+)*$",
    re.IGNORECASE,
)
# "Karim Khan, who led a levy in 2009, was riding": what stands between the commas.
_ASIDE = lazy_regex(r",\s+(?:who|whose|which)\b[^,.;:]*$", re.IGNORECASE)
# "who were kidnapped in May, returned home on Sunday": the day of the return.
_FREED = lazy_regex(
    r"\b(?:freed|released|rescued|recovered|escaped|returned\s+home"
    r"|regained\s+(?:his|her|their)\s+freedom)\b[^.;]*$",
    re.IGNORECASE,
)
# "Families of those killed yesterday held a funeral": what stands right after a time is its own.
_HELD = lazy_regex(
    r"\s{1,3}(?:(?:also|then|again|still|solemnly)\s)?(?:held|hold|buried|mourned|gathered|attended"
    r"|observed|marked|paid|offered|laid|visited|condemned|denounced|vowed|remembered|commemorated"
    r"|prayed|protested|marched|appeared|pleaded)\b",
    re.IGNORECASE,
)
# "At 8.30 a silence marked the moment when the bomb exploded": the hour of the silence.
_MOURNED = lazy_regex(
    r"\b(?:funerals?|burials?|vigils?|silence|mourning|memorial|commemorat\w+|condolences?|coffins?"
    r"|moment\s+when|requiem|last\s+rites|laid\s+to\s+rest)\b",
    re.IGNORECASE,
)
# "The meeting on Thursday comes after an ambush", "the attack came days after a bombing on Monday":
# the two have days of their own. "Came before dawn on Monday" is one.
_CAME = lazy_regex(
    r"\b(?:com(?:es?|ing)|came)\s+(?:(?!under)[\w-]+\s+){0,4}(?:after|before|ahead\s+of|following)\s+"
    r"(?!(?:mid|dawn|dark|sun|night|evening|morning|prayers|\d))"
    r"|\b(?:follows|followed)\s+(?:(?!by)[\w-]+\s+){1,3}?(?:attacks?|blasts?|bombings?|explosions?|raids?|ambush(?:es)?"
    r"|killings?|shootings?|assaults?|strikes?|clash(?:es)?|offensives?|operations?|arrests?|abductions?)\b",
    re.IGNORECASE,
)
_PAPER = (
    r"(?:issues?|editions?|newspapers?|papers?|newssheets?|bulletins?|editorials?|statements?|announcements?"
    r"|communiqu\S+|briefings?|press\s+conferences?|reports?|meetings?|sessions?|hearings?|summits?|polls?|votes?"
    r"|elections?)"
)
# "A report in Monday's issue": the day of what is printed.
_PRINTED = lazy_regex(rf"['\u2019]s?\s+(?:(?!attack)[\w-]+\s+)?{_PAPER}\b", re.IGNORECASE)
# "A previous report on Thursday put the toll at seven".
_REPORT = lazy_regex(
    r"\b(?:previous|earlier|first|initial|last)\s+(?:report|statement|announcement|communiqu\S+|briefing)\s+(?:on|of|from|dated|late\s+on|issued\s+on)\s+$",
    re.IGNORECASE,
)
_REACH = 120  # characters


def is_of_another(trigger: Mention, time: Mention, text: str) -> bool:
    """Return whether a time of a trigger's clause dates something else that is told there."""
    if _is_of_a_telling(time, text):
        return True
    if _is_aside(trigger, time, text) or charges.is_of_the_law(trigger.start, time.start, text):
        return True
    between = text[time.end : trigger.start] if time.end <= trigger.start else ""
    after = text[trigger.end : time.start] if trigger.end <= time.start else ""
    peaceful = trigger.label in PEACEFUL
    later = _SPOKE.search(between) or (not peaceful and _SEIZED.search(between))
    if (later and "," not in between) or _CAME.search(between or after):
        return True
    if not peaceful and (_MOURNED.search(between) or (after and _HELD.match(text, time.end))):
        return True
    if trigger.label == "kidnapping" and _FREED.search(after):
        return True
    return bool(_FOLLOWED.search(after)) and "," not in after


def _is_of_a_telling(time: Mention, text: str) -> bool:
    """Return whether a time is that of a claim, a report or a meeting: "in Monday's issue"."""
    before = text[max(0, time.start - 60) : time.start]
    if _CLAIMED.search(before) or _REPORT.search(before):
        return True
    return _PRINTED.match(text, time.end) is not None


def _is_aside(trigger: Mention, time: Mention, text: str) -> bool:
    """Return whether a time stands in a relative clause that ends before the trigger."""
    if time.end > trigger.start or "," not in text[time.end : trigger.start]:
        return False
    return _ASIDE.search(text, max(0, time.start - _REACH), time.start) is not None
