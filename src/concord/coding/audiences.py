"""Audiences: who is talked to and is no party to talks (reporters, a channel, a crowd)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.coding.speakers import Source

_WHOSE = (
    r"(?:(?:an?|the|its|his|her|their|our|my|some|several|local|state|private|public|foreign"
    r"|international|national|mainstream|social|senior|young|large|huge|small|\w+-(?:run|owned|based)"
    r"|\w+['\u2019]s?|[A-Z][\w.-]*|\d+|two|three|a\s+(?:group|number|delegation|team)\s+of)\s+){0,5}?"
)
_HEARERS = (
    r"(?:media(?:\s*(?:persons?|men|outlets?|houses?))?|mediapersons|press(?:men)?|reporters?"
    r"|journalists?|news(?:men|persons?|papers?|\s+(?:agenc(?:y|ies)|channels?|outlets?|websites?"
    r"|programmes?|programs?|conference))|dail(?:y|ies)|correspondents?|columnists?|editors?|anchors?"
    r"|interviewers?|broadcasters?|bloggers?|television|tv|radio|channels?|magazines?|audiences?"
    r"|viewers|listeners|crowds?|gatherings?|rall(?:y|ies)|processions?|participants|mourners"
    r"|worshippers|congregations?|students?|pupils|cadets|survivors?|eyewitness(?:es)?|witness(?:es)?"
    r"|passers-by|bystanders|neighbou?rs\s+of\s+the\s+victims?|(?:victims?['\u2019]?s?\s+)?relatives|widows?|orphans?"
    r"|bereaved|heirs|doctors?|patients?|nurses?|the\s+(?:injured|wounded)|(?:his|her|their|my)\s+"
    r"(?:wife|husband|mother|father|parents|brother|sister|son|daughter|famil(?:y|ies)|friends?))"
)
_OUTLETS = (
    r"(?:(?:the\s+)?(?:AFP|AP|PTI|APP|ANI|VOA|CNN|BBC|NPR|Reuters|Al[- ]Jazeera|Associated\s+Press"
    r"|Agence\s+France-Presse|Voice\s+of\s+America)|(?:the\s+|[A-Z][\w.-]*\s+){1,4}?"
    r"(?:News|TV|Television|Radio|Times|Post|Tribune|Herald|Daily|Gazette|Guardian|Magazine|FM))"
)
_SPOKEN = (
    r"(?:talk(?:s|ed|ing)?|sp(?:eaks?|eaking|oke|oken)|chat(?:s|ted|ting)?|contacts?|interface"
    r"|interact(?:s|ed|ing|ion)?|conversations?|discussions?|interviews?)"
)
_TALK = lazy_regex(
    rf"\b(?i:{_SPOKEN})(?:\s+\w+ly|\s+on\s+\w+day|\s+here|\s+briefly)?\s+(?:to|with)\s+"
    rf"(?:{_OUTLETS}|{_WHOSE}(?i:{_HEARERS}))\b(?!['\u2019]s\b)"
)
_REACH = 80


def is_audience(text: str, start: int, end: int, partner: Source | None) -> bool:
    """Return whether talk worded at a place goes to people who listen and not to a party.

    ``partner`` is the source with whom the wording says the talk is, if it names one.
    """
    if partner is not None and partner.group == "media":
        return True
    found = _TALK.search(text, start, min(len(text), end + _REACH))
    return found is not None and found.start() < end
