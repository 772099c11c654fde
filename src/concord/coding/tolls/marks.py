"""How the wording marks a figure: stated tolls, summing and taken-back figures, and who says it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from concord.coding import numbers
from concord.coding.wordpatterns import places_of
from concord.model import Span
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.numbers import Quantity
    from concord.coding.tolls.tokens import Token

_CUE = 75  # code points on either side of an effect word
_REACH = 40  # code points between a toll word and its number
_TOLL = lazy_regex(
    r"\b(?P<noun>(?:death|casualty|confirmed|official)?\s*toll|body\s+count|(?:the\s+)?dead|victims|"
    r"(?:number|count)\s+of\s+(?:the\s+)?(?:dead|deaths|fatalities|killed|those\s+killed|"
    r"casualties|injured|"
    r"wounded|people\s+killed|persons\s+killed|(?:people|persons|men|civilians|soldiers)\s+(?:(?:known"
    r"|reported|confirmed|believed|now)\s+){0,2}(?:to\s+have\s+|who\s+(?:have\s+|had\s+)?)?(?:died|dead|killed)))\b(?:(?!\b(?:said|says)\b)[^.;]){0,160}?"
    r"\b(?:rose|rises|risen|rising|climb(?:ed|s|ing)|jumped|increased|mounted|swelled|soared|"
    r"grew|gone\s+up|"
    r"went\s+up|stood|stands|put|raised|revised(?:\s+down|\s+up)?|lowered|reach(?:ed|es)?|"
    r"number(?:ed)?|now(?!\s+(?:stands|stood|at|put|reach))|is|was|hit|hits)\s+"
    r"(?:now\s+|currently\s+|already\s+)?(?:to\s+|at\s+)?"
    r"(?=(?:at\s+least|more\s+than|over|about|around|nearly|\d|[a-z]+))",
    re.IGNORECASE,
)
_PUT = lazy_regex(
    r"(?:\b(?:put|puts|putting|placed|gave|gives|raised|lowered|revised)\s+|\band\s+(?:of\s+)?)"
    r"(?P<noun>(?:(?:the|its|their|his)\s+)?(?:[\w-]+['\u2019]s?\s+)?(?:own\s+)?(?:(?:death\s+)?toll|losses|dead|deaths|injured|"
    r"wounded|"
    r"number\s+of\s+(?:(?:the|its)\s+)?(?:\w+\s+)?(?:dead|deaths|killed|fatalities|injured|"
    r"wounded|casualties)))(?:\s+(?:of|in|from)\s+[^,.;]{2,70}?)?\s+"
    r"(?:at|to|as)\s+[\"\u201c]?(?=\w)",
    re.IGNORECASE,
)
_BRINGS = (
    r"(?:br(?:ing|ings|inging|ought)|tak(?:e|es|ing)|took|rais(?:e|es|ed|ing)|pushe?[sd]?|pushing)"
)
_TO_NUMBER = lazy_regex(
    rf"\b{_BRINGS}\s+(?P<noun>(?:the\s+)?(?:[\w\u2019'-]+\s+){{0,2}}?(?:toll|dead|deaths|injured|wounded|"
    r"number\s+of\s+(?:the\s+)?(?:\w+\s+){0,2}?(?:dead|deaths|killed|fatalities|martyred|martyrs"
    r"|slain|victims|injured|wounded))"
    r"(?:\s+(?:in|from|of|there)(?:\s+[^\s,.;]+){0,5}?)?)\s+to\s+(?=\w)",
    re.IGNORECASE,
)
_NUMBER_FIRST = lazy_regex(
    rf"\b{_BRINGS}\s+to\s+(?=\w)(?=(?P<noun>[\w\s-]{{2,40}}?\s+(?:the\s+)?(?:number|toll|"
    rf"count|total)\s+of\s+"
    r"[^,.;]{0,60}?\b(?:killed|dead|deaths|injured|wounded|fatalities|died)\b"
    r"|[\w\s-]{2,25}?\s+the\s+(?:death\s+)?toll\b))",
    re.IGNORECASE,
)
_OF = lazy_regex(
    r"\b(?:a|an)\s+(?P<noun>(?:\w+\s+)?(?:death|casualty)\s+toll"
    r"|(?<=gave a )figure|(?<=gives a )figure|(?<=gave a )toll|(?<=gives a )toll)"
    r"\s+of\s+(?=\w)",
    re.IGNORECASE,
)
_WHOSE_TOLL = lazy_regex(
    r"\b(?:(?P<state>army|military|police|force|navy|marines|rangers|troops|battalion|brigade|government)"
    r"|rebels?|group|militants?|insurgents?|faction|guerrillas?|attackers?|enemy)(?:['\u2019]s?|s['\u2019])\s+"
    r"(?:own\s+)?(?:dead|losses|toll|deaths)\b",
    re.IGNORECASE,
)
# "The toll rose to", "bringing the number of dead to": what was counted before is of the past.
_RISEN = lazy_regex(
    rf"\b(?:rose|rises|risen|rising|climb(?:ed|s|ing)|jumped|increased|mounted|swelled|soared|grew"
    rf"|(?:gone|went)\s+up|{_BRINGS})\b",
    re.IGNORECASE,
)
_EARLIER = lazy_regex(r"\b(?:earlier|initially|previously|first|at\s+first)\b", re.IGNORECASE)
# "The first toll was 100".
_FIRST = lazy_regex(
    r"\b(?:first|initial|earlier|previous|provisional|preliminary)\s*(?:official\s*)?$",
    re.IGNORECASE,
)
_SPEAKER = lazy_regex(
    r"\b(?i:according\s+to|quoting|citing)\s+(?P<by>[^,.;:\n]{3,70})"
    r"|(?:^|[,;\u201d\"]\s*)(?P<subject>[A-Z][^,;:\n\"\u201d]{2,70}?)\s+"
    r"(?:said|says|told|confirmed|claimed|announced|stated|added)\b"
    r"|[,\u201d\"]\s*(?P<late>[^,;:\n\"\u201d]{3,70}?)\s+(?:said|says|told|confirmed|stated|added)\b"
    r"|\b(?:said|says|added)\s+(?P<after>[A-Z][^,.;:\n\"]{2,60})",
)
_SUMMARY = lazy_regex(
    r"\b(?:separate|different|various|multiple|several|two|three|four|five|six|\d+)\s+(?:\w+\s+)?"
    r"(?:incidents|attacks|blasts|explosions|encounters|clashes|operations|raids|bombings|"
    r"shootings|"
    r"ambushes)\b"
)
_AGGREGATE = lazy_regex(
    r"\bsince\s+(?:(?:19|20)\d\d|(?:early|late|mid)|the\s+(?:start|beginning|insurgency|war|"
    r"conflict)|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|"
    r"december)|then)\b(?!(?:\s+\d{4})?,?\s+(?:when|in\s+which)\b)"
    r"|\bso far\s+(?:this|in)\b"
    r"|\b(?:in|over|during|within)\s+the\s+(?:past|last|previous|first)\s+(?:\w+\s+)"
    r"?(?:years?|months|weeks|"
    r"decades?|quarter)\b"
    r"|\bbetween\s+(?:19|20)\d\d\s+and\s+(?:19|20)\d\d\b|\bfrom\s+(?:19|20)\d\d\s+to\s+(?:19|"
    r"20)\d\d\b"
    r"|\bin\s+the\s+\w+\s+(?:months|years)\s+to\b|\beach\s+year\b|\bannually\b|\bper\s+year\b"
    r"|\b(?:than|of)\s+(?:in\s+)?any\s+year\b|\bover\s+the\s+years\b|\bthe\s+year\s+before\b"
    r"|\b(?:have|had|has)\s+(?:been\s+)?(?:killed|died|lost)\b.{0,80}\b(?:this|last)\s+year\b"
    r"|\b(?:have|has)\s+(?:been\s+)?(?:killed|died|lost|murdered|slain)\b.{0,60}\b(?:in|over|within)\s+(?:\w+\s+){1,2}(?:years|decades|months)\b"
    r"|\b(?:this|last)\s+year\b.{0,40}\b(?:attacks|incidents|blasts|bombings)\b"
    r"|\b(?:attacks|incidents|blasts|bombings|violence)\b.{0,40}\b(?:this|last)\s+year\b"
    r"|\b(?:deadliest|bloodiest|most\s+violent)\s+(?:\w+\s+)?(?:month|year|quarter|decade)\b"
    r"|\b(?:tens|hundreds)\s+of\s+thousands\b"
    r"|\b(?:days|weeks|months)\s+of\s+(?:\w+\s+){0,2}(?:violence|clashes|fighting|unrest|attacks|bloodshed|conflict)\b"
    r"|\b(?:in|over|during|within)\s+the\s+(?:past|last)\s+(?:\w+\s+)?days\b"
    r"|\b(?:conflict|war|insurgency|rebellion|uprising|violence|crisis|unrest|bloodshed)\b[^.;]{0,60}\bhas\s+"
    r"(?:\w+\s+){0,2}(?:killed|claimed|resulted|left|cost|caused)\b"
    r"|\bthousands\s+(?:[\w,-]+\s+){0,6}(?:have|has)\s+(?:been\s+)?(?:killed|died|lost|perished)\b"
)
# "Have been killed in the conflict since the group took up arms in 1984": of a whole war.
_OF_A_WAR = lazy_regex(
    r"\b(?:have|has)\s+(?:(?:also|already|now|since)\s+)?(?:been\s+)?(?:killed|died|lost|slain|murdered|perished)\b"
    r"[^.;]{0,110}?\b(?:since\s+[^.;]{0,110}?\b(?:19|20)\d\d\b"
    r"|(?:in|during)\s+(?:the|an?|its|their|(?:[\w-]+\s+){0,2}[\w-]+['\u2019]s?)\s+(?:[\w-]+\s+){0,3}"
    r"(?:conflict|war|insurgency|rebellion|uprising)\b)",
    re.IGNORECASE,
)
# A war whose dead of some days are told is what the news is of.
_OF_DAYS = lazy_regex(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|overnight|this\s+week|last\s+week|hours)\b",
    re.IGNORECASE,
)
_PERFECT_REACH = 30  # code points before an effect word in which its perfect begins


_TELL = (
    r"(?:reported|reports?|said|put|estimated|announced|told|gave|given|spoke|spoken|listed|counted"
    r"|claimed|believed|feared|thought)"
)
# "Earlier, the Herald reported", "at first the police spoke of", "the army had first put it at".
_EARLIER_REPORT = lazy_regex(
    rf"\b(?:earlier|initially|at\s+first|(?:had|was|were|been)\s+(?:first|previously|originally))\b"
    rf"[^.;]{{0,60}}?\b{_TELL}\b"
    # "The department had put the toll at".
    r"|\bhad\s+(?:put|placed|set)\s+(?:[\w-]+\s+){0,3}?(?:tolls?|figures?|number|count|it|dead)\s+(?:[\w-]+\s+){0,3}?at\s*$"
    r"|\b(?:correct(?:ed|ing|s)|lower(?:ed|ing|s)|revis(?:ed|ing|es))\s+(?:an?|its|his|her|their|the)"
    # The figure itself: "lowered the toll of the car bomb to 15" has the new one behind.
    r"\s+(?:\w+\s+){0,2}(?:figure|toll|estimate|count|number)\s+of(?:\s+[\w-]+){0,2}\s*$",
    re.IGNORECASE,
)
# "Counted five dead at first".
_AT_FIRST = lazy_regex(
    r"[\w-]+(?:\s+[\w-]+){0,2}?\s+(?:(?:were\s+)?(?:dead|killed|died)\s+)?(?:at\s+first|initially|originally)\b",
    re.IGNORECASE,
)
# "Wanted in 34 cases, including the murder of nine policemen": of old, whatever is told beside.
_HISTORY = lazy_regex(
    r"\b(?:wanted\s+(?:in|for|over|by)|convicted\s+(?:of|for|in|over)|implicated\s+in|acquitted\s+of"
    r"|(?:case|charge)s?\s+(?:including|of|like|such\s+as)|(?:involved|involvement)\s+in"
    r"|(?:revenge|reprisal|retaliation|vengeance)\s+for|aveng(?:e|ed|ing)|anniversary\s+of"
    r"|accused\s+of|known\s+for|infamous\s+for|credited\s+with)\b[^.;]{0,90}$"
    # "Came two weeks after 350 people were killed in a truck bombing".
    r"|\b(?:days?|weeks?|months?|years?)\s+after\b[^.,;]{0,60}$",
    re.IGNORECASE,
)
_PRIOR = lazy_regex(r"\b(?:earlier|previous|prior)\s+\w+$", re.IGNORECASE)
_ACCIDENT = lazy_regex(
    r"\b(?:accidents?|earthquakes?|floods?|landslides?|avalanches?|epidemics?|disease|malaria|cholera"
    r"|storms?|cyclones?|drought|famine|heatwave|crash(?:es)?)(?:\s+(?:has|have|had|also))*\s+$",
    re.IGNORECASE,
)
_MEANT = lazy_regex(
    r"\b(?:plans?|planned|planning|plots?|plotted|plotting|conspir\w+|intend\w*|intention|threaten\w*"
    r"|threats?|vow\w*|want(?:ed|s)?|tried|tries|trying|attempt\w*|order(?:s|ed)?|orders|bid|hop(?:ed|ing)"
    r"|sworn|swore|aim(?:ed|ing)?|meant)\s+to\s+$",
    re.IGNORECASE,
)
_ATTACKS = frozenset(["stormed", "attacked", "raided", "assaulted", "ambushed", "infiltrated"])
_ATTACKED = frozenset([("broke", "in"), ("broke", "into"), ("opened", "fire"), ("burst", "in")])
# Whom somebody is said to have lost: of those who died, never all.
RELATIVES = frozenset(
    ["members", "relatives", "children", "child", "sons", "son", "daughters", "daughter", "wife",
     "husband", "brother", "brothers", "sister", "sisters", "mother", "father", "parents", "cousin",
     "cousins", "nephews", "nephew"]
)  # fmt: skip
# "The injured number 14".
_HURT_ARE = lazy_regex(
    r"\bthe\s+(?P<noun>injured|wounded)\s+(?:now\s+)?(?:number(?:ed)?|are|were|total(?:led)?)\s+(?:at\s+)?"
    r"(?=[\w-]+\s*[.,;\n])",
    re.IGNORECASE,
)
_STATED = (_HURT_ARE, _TOLL, _PUT, _TO_NUMBER, _NUMBER_FIRST, _OF)
# Each of them has one of these: most sentences have none.
_TOLD = frozenset(
    ["toll", "deathtoll", "casualtytoll", "confirmedtoll", "officialtoll", "body", "dead", "number",
     "victims", "count", "losses", "deaths", "injured", "wounded", "total", "figure"]
)  # fmt: skip


def _may_state(text: str, span: Span) -> bool:
    places = places_of(text, _TOLD)
    return bisect_left(places, span.start) < bisect_left(places, span.end)


def states_toll(text: str, span: Span) -> bool:
    """Return whether the sentence states a toll as such ("the death toll rose to 23")."""
    return _may_state(text, span) and any(cue.search(text, span.start, span.end) for cue in _STATED)


def stated_tolls(text: str, span: Span) -> list[tuple[Span, str, bool, Quantity]]:
    """Return the tolls that a sentence states: governor, effect, whether taken back, number."""
    found: dict[int, tuple[Span, str, bool, Quantity]] = {}
    cues = _STATED if _may_state(text, span) else ()
    stated = (match for cue in cues for match in cue.finditer(text, span.start, span.end))
    for match in stated:
        listed = numbers.find(text, match.end(), min(match.end() + _REACH, span.end))
        if not listed or text[match.end() : listed[0].start].strip():
            continue
        effect = "injured" if re.search(r"injur|wound", match["noun"].lower()) else "killed"
        before = text[max(span.start, match.start() - _REACH) : match.start()]
        earlier = bool(_EARLIER.search(match.group()) or _FIRST.search(before))
        governor = Span(start=match.start(), end=match.end())
        found.setdefault(listed[0].start, (governor, effect, earlier, listed[0]))
    return list(found.values())


def class_of_stated(text: str, governor: Span) -> str:
    """Return of whom a stated toll is by whose it is called: "put the army's dead at six"."""
    owner = _WHOSE_TOLL.search(text, governor.start, governor.end)
    return "unknown" if owner is None else "security" if owner["state"] else "militant"


def is_risen(text: str, governor: Span) -> bool:
    """Return whether the words before a stated toll say that it has grown to it."""
    return bool(_RISEN.search(text, governor.start, governor.end))


def is_aggregate(text: str, sentence: Span, governor: Span) -> bool:
    """Return whether a cue of many events stands near the effect word or opens the sentence."""
    start, end = sentence.start, sentence.end
    near = text[max(start, governor.start - _CUE) : min(end, governor.end + _CUE)].lower()
    opening = text[start : min(start + _CUE, governor.start)].lower()
    if _AGGREGATE.search(near) or _AGGREGATE.search(opening):
        return True
    war = _OF_A_WAR.search(text, max(start, governor.start - _PERFECT_REACH), end)
    return (
        war is not None
        and war.start() <= governor.start
        and _OF_DAYS.search(text, start, end) is None
    )


def is_summary(sentence: str) -> bool:
    """Return whether a sentence sums several happenings ("in separate incidents")."""
    return bool(_SUMMARY.search(sentence.lower()))


def is_superseded(text: str, sentence: Span, at: int, cues: tuple[str, ...]) -> bool:
    """Return whether the words before a figure call it earlier or wrong."""
    before = text[max(sentence.start, at - _REACH) : at].lower()
    if any(cue in before and re.search(rf"\b{re.escape(cue)}\b", before) for cue in cues):
        return True
    if _AT_FIRST.match(text, at, sentence.end):
        return True
    # "Earlier, the Herald reported that ...".
    return bool(_EARLIER_REPORT.search(text[sentence.start : at]))


def is_history(text: str, sentence: Span, at: int) -> bool:
    """Return whether the words before an effect word tell of what somebody had done before."""
    return bool(_HISTORY.search(text[sentence.start : at]))


def is_earlier(text: str, who: Span) -> bool:
    """Return whether people are called earlier ones: "the four earlier deaths"."""
    return bool(_PRIOR.search(text, who.start, who.end))


def is_accident(text: str, sentence: Span, at: int) -> bool:
    """Return whether what killed is no violence: "mine accidents killed 176"."""
    return bool(_ACCIDENT.search(text[max(sentence.start, at - _CUE) : at]))


def is_intended(text: str, sentence: Span, at: int) -> bool:
    """Return whether harm is only meant: "a plan to kill the minister"."""
    return bool(_MEANT.search(text[max(sentence.start, at - _CUE) : at]))


def tells_attack(tokens: Sequence[Token], at: int) -> bool:
    """Return whether "who stormed the post", right after people, makes them the attackers."""
    words = [token.lower for token in tokens[at : at + 14]]
    if "who" not in words[:9] or set(words[: words.index("who")]) & {",", "and", "was", "were"}:
        return False
    verb = [word for word in words[words.index("who") + 1 :] if word not in {"had", "have", "then"}]
    return bool(verb) and (verb[0] in _ATTACKS or tuple(verb[:2]) in _ATTACKED)


def speaker_of(sentence: str) -> str | None:
    """Return who the sentence names as its source, as written, or None."""
    match = _SPEAKER.search(sentence)
    if match is None:
        return None
    found = match["by"] or match["subject"] or match["late"] or match["after"]
    return found.strip() or None
