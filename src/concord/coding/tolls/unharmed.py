"""Unharmed: wordings by which a sentence says that nobody came to harm.

"Nobody was scratched", "without hitting a soldier", "zero casualties", "the crew are unhurt", "the
grenade did not go off". The lexicon lists set phrases; these are built anew each time, from a word
for nobody and one for harm.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from concord.coding.tolls.tokens import Effect
from concord.coding.wordpatterns import places_of
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.coding.tolls.tokens import Token
    from concord.coding.tolls.words import Lexicon
    from concord.model import Span

# Each of these wordings has one of these words.
_SAYS_NO = frozenset(
    {"no", "nobody", "none", "neither", "not", "without", "zero", "nil", "unhurt", "unharmed"}
    | {"uninjured", "unscathed", "unwounded", "safe", "shock", "fright", "scare", "failed"}
    | {
        "never",
        "didn",
        "didn't",
        "didn\u2019t",
        "defused",
        "disarmed",
        "neutralised",
        "neutralized",
    }
    | {
        "harmless",
        "harmlessly",
        "wide",
        "short",
        "open",
        "empty",
        "vacant",
        "uninhabited",
        "desert",
    }
    | {
        "disused",
        "sea",
        "only",
        "merely",
        "nothing",
        "damage",
        "unoccupied",
        "away",
        "absent",
        "town",
    }
)
# And, beside it, one of these, which are in fewer sentences.
HINTS = frozenset(
    {"harm", "scratch", "hitting", "loss", "losses", "casualty", "casualties", "victim", "victims"}
    | {"unhurt", "unharmed", "uninjured", "unscathed", "unwounded", "safe", "shock", "fright"}
    | {"scare", "inside", "indoors", "present", "aboard", "explode", "exploding", "detonate"}
    | {"detonating", "go", "going", "went", "exploded", "detonated", "defused", "disarmed"}
    | {"scratched", "touching", "scratching", "bloodshed", "home", "harming", "harms", "hurting"}
    | {
        "harmlessly",
        "wide",
        "empty",
        "vacant",
        "uninhabited",
        "unoccupied",
        "damage",
        "away",
        "absent",
    }
    | {"nothing", "blow", "effect", "member", "members"}
    | {"injuring", "wounding", "neutralised", "neutralized", "neither", "suffered", "causing"}
)
_PEOPLE = r"(?:[\w-]+\s+)??(?P<people>[\w-]+)"
_NOBODY = (
    r"\b(?:no[\s-]?one(?:\s+else)?|nobody(?:\s+else)?|none(?:\s+of\s+(?:them|whom|(?:the|his|her|its"
    r"|their|those|these)\s+(?:[\w-]+\s+){0,2}?(?P<those>\w+)))?|neither(?:\s+of\s+(?:them|the\s+\w+)|\s+\w+)?"
    rf"|(?:not\s+(?:a|one|a\s+single)|no)\s+{_PEOPLE})"
    r"(?:\s+(?:in|inside|at|on|aboard)\s+(?:the|its|his|her|their)\s+\w+)?"
    r"(?:\s+(?:was|were|is|are|has|have|had|been|being|got|gets|reported|reportedly|believed|said"
    r"|known|thought|to|be|even|so|far|\w{3,}ly))*?"
)
_INJURY = r"(?:scratch(?:es)?|injur(?:y|ies)|wounds?|harm|hurt|bruises?|burns?)"
_HARM = r"(?:casualt(?:y|ies)|victims?|injur(?:y|ies)|harm|scratch|wounds?|bloodshed)"
_KNOWN = (
    r"(?:(?:known|reported|recorded|human|further|confirmed|immediate|apparent|single|any|a)\s+)*"
)
_ENDS = r"(?=\s*(?:[.,;:)\u2013\u2014-]|at\s+th(?:e|at)\s+(?:time|hour)\b|when\b|then\b|and\b|$))"
_VERBS = (
    r"(?:hurt(?:ing|s)?|harm(?:ed|ing|s)?|injur(?:ed|ing|es?)|wound(?:ed|ing|s)?|hit(?:ting|s)?"
)
_ALL = (
    (
        rf"{_NOBODY}(?P<gravely>\s+(?:seriously|badly|critically|gravely|severely))?"
        r"\s+(?:hurt|harmed|injured|wounded|scratched|hit|struck|grazed)\b"
    ),
    rf"{_NOBODY}\s+(?:came|come|comes|coming)\s+to\s+(?:\w+\s+)?harm\b",
    rf"{_NOBODY}\s+(?:suffered|sustained|received)\s+(?:so\s+much\s+as\s+)?(?:\w+\s+){{0,2}}{_INJURY}\b",
    (
        r"\b(?:no[\s-]?one|nobody)(?:\s+(?:was|were|is|had\s+been))?(?:\s+\w+ly)?\s+(?:inside|indoors|at\s+home"
        rf"|present|aboard|on\s+board|in(?:side)?\s+(?:it|(?:the|their)\s+\w+)){_ENDS}"
    ),
    rf"\b{_VERBS}|scratch(?:ed|ing))\s+(?:no[\s-]?one|nobody|none|not\s+a\s+soul)\b",
    (
        rf"\bwithout\s+{_VERBS}|scratching|touching)\s+(?:any(?:one|body)\b|(?:any|an?|its|his|her|their|the)"
        rf"\s+{_PEOPLE})"
    ),
    rf"\b(?:without|zero|nil|not\s+an?|no)\s+{_KNOWN}{_HARM}\b",
    (
        rf"\b(?:without|with\s+no|at\s+no|deplores?\s+no|(?:suffer(?:ed|ing)|took|taking)\s+no)\s+{_KNOWN}"
        r"loss(?:es)?\b(?!\s+(?:of|to)\b)"
    ),
    r"\bcasualties\s*:?\s+(?:were\s+|was\s+)?(?:nil|zero|none)\b",
    r"\b(?:unhurt|unharmed|uninjured|unscathed|unwounded|safe\s+and\s+sound)\b",
    r"\bnot\s+(?:hurt|harmed|injured|wounded|scratched)\b",
    r"\bescap(?:ed|es|ing)\s+with\s+(?:a\s+)?(?:shock|fright|scare)\b",
    (
        r"\b(?:crew|passengers?|staff|drivers?|occupants?|everyone|everybody|all)\s+(?:[\w-]+\s+){0,3}?"
        r"(?:is|are|was|were)\s+(?:all\s+)?safe\b"
    ),
    # What did not go off hurt nobody.
    r"\b(?:did\s+not|didn[\u2019']t|failed\s+to|never)\s+(?:\w+ly\s+)?(?:explode|detonate|go\s+off)\b",
    r"\bwithout\s+(?:exploding|detonating|going\s+off)\b|\bnever\s+(?:went\s+off|exploded|detonated)\b",
    r"\b(?:was|were|been|being)\s+(?:\w+ly\s+)?(?:defused|disarmed)\b",
    (
        r"\b(?:bomb|device|charge|mine|landmine|grenade|explosives?|ied|vest|belt|shell)s?\b[^.;,]{0,50}?"
        r"\b(?:was|were|been|being)\s+(?:\w+ly\s+)?(?:neutrali[sz]ed|(?:made|rendered)\s+(?:safe|harmless))\b"
    ),
    rf"\bneither\b[^.;]{{1,60}}?\bnor\b[^.;]{{1,40}}?\b(?:caused|cost|claimed|did|left|brought)\s+(?:any\s+)?{_KNOWN}{_HARM}\b",
    rf"\b(?:caus(?:ed|ing)|claim(?:ed|ing)|left|leaving|brought)\s+neither\s+(?:\w+\s+nor\s+)?{_HARM}\b",
    rf"\b(?:did\s+not|didn[\u2019']t|without)\s+caus(?:e|ing)\s+(?:any\s+)?{_KNOWN}{_HARM}\b",
    rf"{_NOBODY}\s+suffered{_ENDS}",
)
# Nobody was where it struck, or it struck nothing.
_MISSED = (
    (
        r"\b(?:fell|landed|exploded|detonated|burst|went\s+off|dropped)\s+(?:\w+ly\s+)?(?:harmlessly|wide\b|short\s+of\b"
        r"|in(?:to)?\s+(?:an?\s+|the\s+)?(?:open|empty|vacant|uninhabited|desert|disused)\b|in(?:to)?\s+the\s+sea\b)"
    ),
    r"\bharmlessly\b",
    (
        r"\b(?:only|merely|nothing\s+but|no\s+more\s+than)\s+(?:material|property|minor|slight|structural)\s+damage\b"
        r"|\bmaterial\s+damage\s+(?:only|alone)\b|\bdamage\s+was\s+(?:only\s+material|limited\s+to)\b"
        r"|\b(?:broke|hit|damaged|shattered)\s+nothing\s+but\b"
    ),
    (
        r"\b(?:houses?|homes?|buildings?|schools?|bus(?:es)?|offices?|posts?|church|mosque|temple|vehicles?|cars?|trucks?"
        r"|lorry|lorries|compound|tower|rooms?|villa|hall|clinic|hostel|flat|apartment|cabin|carriages?)\s+(?:was|were"
        r"|had\s+been|stood)\s+(?:then\s+|\w+ly\s+)?(?:empty|unoccupied|vacant|uninhabited)\b"
    ),
    (
        r"\b(?:family|owners?|occupants?|household|tenants?|pupils|children|staff|inmates|guests|workers|he|she|they|who)"
        r"\s+(?:was|were|had\s+been)\s+(?:then\s+|all\s+)?(?:away|absent|not\s+at\s+home|out\s+of\s+town)\b(?!\s+(?:from\s+work|on\s+leave))"
    ),
    rf"\bwithout\s+(?:any\s+)?(?:a\s+blow|effect|consequences?)\b{_ENDS}",
    (
        r"\bno\s+members?\s+of\s+(?:the\s+|its\s+|their\s+)?\w+\s+(?:(?:was|were|has\s+been|had\s+been)\s+(?:hurt|harmed"
        r"|injured|wounded|hit)|suffered)\b"
    ),
)
_DEATHS = (
    rf"{_NOBODY}\s+(?:killed|died|dead|slain)\b",
    rf"{_NOBODY}\s+lost\s+(?:their|his|her|a)\s+li(?:fe|ves)\b",
    r"\bkill(?:ed|ing|s)\s+(?:no[\s-]?one|nobody|none|not\s+a\s+soul)\b",
    r"\bwithout\s+killing\s+any(?:one|body)\b",
    rf"\b(?:without|zero|nil|no)\s+{_KNOWN}(?:deaths?|fatalit(?:y|ies)|loss(?:es)?\s+of\s+(?:human\s+)?li(?:fe|ves))\b",
    r"\bno\s+dead\b(?=\s*(?:[.,;)]|or\b|nor\b|and\b|at\s+all\b|$))",
)
_BOTH = ("killed", "injured")
_WORDINGS = (
    *((lazy_regex(one, re.IGNORECASE), _BOTH) for one in (*_ALL, *_MISSED)),
    *((lazy_regex(one, re.IGNORECASE), _BOTH[:1]) for one in _DEATHS),
)
# People told of as one, whom nobody counts.
_TOGETHER = frozenset(
    ["crew", "crews", "staff", "family", "families", "occupants", "garrison", "household", "convoy"]
)
# "Released unharmed": one who was held, and not whom an attack spared.
_LET_GO = lazy_regex(
    r"\b(?:releas\w+|freed|home|let\s+go|return\w*|recover\w+|rescued?|set\s+free|walked)\b[^.;]{0,24}$",
    re.IGNORECASE,
)
_BEFORE = 60  # code points


def find(text: str, span: Span, listed: Sequence[Token], lexicon: Lexicon) -> list[Effect]:
    """Return such phrases of a sentence, one for each effect that they deny.

    ``listed`` are the tokens of the sentence ``span`` of ``text``.
    """
    places = places_of(text, _SAYS_NO)
    if bisect_left(places, span.start) == bisect_left(places, span.end):
        return []
    found: list[Effect] = []
    for pattern, effects in _WORDINGS:
        for match in pattern.finditer(text, span.start, span.end):
            if _means_people(match, lexicon) and not _is_let_go(text, match):
                told = effects[:1] if _is_grave(match) else effects
                found += _effects(match, told, listed)
    return _longest(found)


def _effects(
    match: re.Match[str], effects: Sequence[str], listed: Sequence[Token]
) -> Iterator[Effect]:
    within = [at for at, t in enumerate(listed) if t.start < match.end() and match.start() < t.end]
    for effect in effects if within else ():
        yield Effect(within[0], within[-1], effect, "noun")


def _longest(found: Sequence[Effect]) -> list[Effect]:
    """Return the phrases in order, none that overlaps a longer one of its effect."""
    kept: list[Effect] = []
    for one in sorted(found, key=lambda e: e.first - e.last):
        same = [e for e in kept if e.effect == one.effect]
        if all(one.last < e.first or e.last < one.first for e in same):
            kept.append(one)
    return sorted(kept, key=lambda e: e.first)


def _means_people(match: re.Match[str], lexicon: Lexicon) -> bool:
    """Return whether those not harmed, where the phrase names any, are people and no attackers."""
    word, those = (match.groupdict().get(name) for name in ("people", "those"))
    if those is not None and those.lower() in lexicon.initiators:
        return False
    if word is None or word.lower() in _TOGETHER:
        return True
    noun = lexicon.nouns.get((word.lower(),))
    return noun is not None and noun.victim_class != "militant"


def _is_grave(match: re.Match[str]) -> bool:
    """Return whether only grave harm is denied: "no one was seriously hurt"."""
    return match.groupdict().get("gravely") is not None


def _is_let_go(text: str, match: re.Match[str]) -> bool:
    return _LET_GO.search(text, max(0, match.start() - _BEFORE), match.start()) is not None
