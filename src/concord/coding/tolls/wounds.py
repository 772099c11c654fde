"""Wounds: wordings for those who were hurt, made of a verb and a part of the body, or of a cure.

"Struck in the hip", "lost her foot", "with a shattered shoulder", "needed eleven stitches", "is
critical but stable", "were driven to the clinic". The lexicon lists words; these are built of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from concord.coding.tolls.tokens import Effect
from concord.coding.wordpatterns import places_of
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.tolls.tokens import Token
    from concord.coding.tolls.words import Order
    from concord.model import Span

_PARTS = frozenset(
    {"arm", "hand", "finger", "thumb", "wrist", "elbow", "shoulder", "leg", "foot", "toe", "knee"}
    | {"thigh", "hip", "ankle", "shin", "calf", "limb", "head", "face", "eye", "ear", "nose", "jaw"}
    | {"chin", "cheek", "mouth", "neck", "throat", "chest", "back", "stomach", "abdomen", "belly"}
    | {"side", "groin", "buttock", "rib", "spine", "skull", "scalp", "lung", "sight", "hearing"}
)
_PLURALS = {"foot": "feet", "calf": "calves"}
_BODY = "|".join(sorted(_PARTS | {_PLURALS.get(part, f"{part}s") for part in _PARTS}))
_TREATED = frozenset(
    {"treatment", "care", "stitches", "surgery", "operation", "attention", "treated", "hospital"}
    | {"clinic", "infirmary", "dispensary", "hospitals", "stable", "critical", "condition"}
    | {
        "burned",
        "burnt",
        "scorched",
        "beaten",
        "clubbed",
        "whipped",
        "flogged",
        "thrashed",
        "kicked",
    }
    | {
        "punched",
        "manhandled",
        "airlifted",
        "flown",
        "medevaced",
        "casualties",
        "expected",
        "danger",
    }
    | {"live", "survive", "recover", "wards", "ward", "cuts", "burns", "concussion", "bruises"}
    | {
        "fractures",
        "inhalation",
        "grazes",
        "lacerations",
        "wounds",
        "injuries",
        "scratches",
        "operated",
    }
    | {"listed", "burning", "beating"}
)
_MISSILES = "|".join(
    f"{one}s?" for one in ("bullet", "glas", "splinter", "fragment", "stone", "pellet", "shard")
)
_MISSILES = rf"(?:{_MISSILES}|rounds?|shrapnel|debris|rubble)"
_STRUCK = frozenset(
    {
        "bullet",
        "bullets",
        "brick",
        "bricks",
        "rounds",
        "rock",
        "rocks",
        "glass",
        "splinter",
        "splinters",
        "shrapnel",
        "fragment",
        "fragments",
    }
    | {"debris", "stone", "stones", "pellet", "pellets", "shard", "shards", "rubble", "round"}
)
# Each of these wordings has one of these words.
HINTS = frozenset([*_BODY.split("|"), *_TREATED, *_STRUCK]) - {"back", "side", "head", "face"}
_HIT = (
    r"(?:hit|struck|shot|stabbed|knifed|cut|grazed|wounded|injured|hurt|burned|burnt|slashed|bitten"
    r"|kicked|nicked)"
)
_WHOSE = r"(?:the|a|an|one|his|her|their|both|each|either)"
_BROKEN = (
    r"(?:shattered|broken|fractured|crushed|smashed|mangled|severed|dislocated|pierced|bandaged)"
)
_WOUND = r"(?:wounds?|injur(?:y|ies)|burns?|fractures?)"
_HURTS = r"(?:cuts|burns|concussion|bruises|fractures|shock|smoke\s+inhalation|grazes|lacerations)"
_TOOK_IN = r"(?:took\s+in|taken\s+in|admitted|is\s+treating|are\s+treating|treated)"
_NUMBER = (
    r"(?:at\s+least\s+|some\s+|about\s+|around\s+|another\s+|more\s+than\s+|up\s+to\s+)*(?:\d+|one|two|three|four|five"
    r"|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty"
    r"|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens?|scores|hundreds?|an?)\b"
)
_WORDINGS: tuple[tuple[re.Pattern[str], Order], ...] = (
    (
        lazy_regex(
            rf"\b{_HIT}\s+(?:badly\s+|lightly\s+|twice\s+|once\s+)?(?:in|on|through|across)\s+(?:{_WHOSE}\s+)?"
            rf"(?:left\s+|right\s+|upper\s+|lower\s+)?(?:{_BODY})\b",
            re.IGNORECASE,
        ),
        "either",
    ),
    (
        lazy_regex(
            rf"\b{_HIT}\s+(?:and\s+\w+\s+)?by\s+(?:an?\s+|the\s+|same\s+|flying\s+|stray\s+|falling\s+|broken\s+"
            rf"|bomb\s+|shell\s+|mortar\s+|rocket\s+|grenade\s+|metal\s+|window\s+)*{_MISSILES}\b",
            re.IGNORECASE,
        ),
        "either",
    ),
    *(
        (lazy_regex(rf"\b(?:{one})", re.IGNORECASE), "before")
        for one in (
            (
                rf"(?:lost|losing|lose|loses|minus)\s+(?:{_WHOSE}|two|parts?\s+of\s+(?:his|her|an?|the))\s+(?:of\s+(?:his|her|their)\s+)?"
                rf"(?:left\s+|right\s+)?(?:{_BODY})\b(?!\s+of\b)"
            ),
            rf"with\s+(?:an?\s+|his\s+|her\s+|their\s+)?{_BROKEN}\s+(?:left\s+|right\s+)?(?:{_BODY})\b",
            rf"with\s+(?:an?\s+|\w+\s+)?(?:bullets?|{_MISSILES})\s+(?:lodged\s+)?in\s+{_WHOSE}\s+(?:{_BODY})\b",
            rf"(?:ha[sd]|have|with|suffered|sustained|received|nursing)\s+(?:an?\s+|\w+ly\s+)?(?:{_BODY})\s+{_WOUND}\b",
            rf"had\s+(?:his|her|their|an?|one|both)\s+(?:{_BODY})\s+(?:{_BROKEN}|torn\s+off|blown\s+off|amputated|cut\s+off|shot\s+off)\b",
            rf"(?:sprained|fractured|dislocated)\s+(?:an?|his|her|their|both|\w+)\s+(?:{_BODY})\b",
            r"(?:need(?:ed|ing|s)?|requir(?:ed|ing|es))\s+(?:\w+\s+){0,2}?(?:treatment|stitches|surgery|an\s+operation|care)\b",
            r"(?:receiv(?:ed|ing)|given|getting|got)\s+(?:medical\s+|hospital\s+|first\s+)*(?:treatment|care|attention)\b",
            r"(?:was|were|to\s+be)\s+(?:\w+ly\s+)?treated\b",
            (
                r"(?:is|are|was|were|remains?|remained|lies?|lay)\s+(?:said\s+to\s+be\s+)?(?:critical|critical\s+but\s+stable|stable"
                r"|serious\s+but\s+stable)\b(?!\s+(?:for|to|of|situation)\b)"
            ),
            (
                r"in\s+an?\s+(?:critical|serious|grave|stable)(?:\s+but\s+(?:stable|critical))?\s+condition\b|in\s+(?:critical|serious"
                r"|grave|stable)\s+condition\b"
            ),
            (
                r"(?:taken|rushed|brought|driven|carried|flown|airlifted|evacuated|shifted|moved|referred|transferred|admitted)"
                r"\s+(?:by\s+\w+\s+)?to\s+(?:[\w\u2019'-]+\s+){0,5}?(?:hospitals?|clinic|infirmary|dispensary)\b"
            ),
            rf"(?:took|caught|received)\s+(?:an?\s+|some\s+)?{_MISSILES}\b",
            r"remain(?:s|ed)?\s+paraly[sz]ed\b",
            (
                r"(?:was|were|been|being)\s+(?:\w+ly\s+)?(?:burned|burnt|scorched|beaten|clubbed|whipped|flogged|thrashed"
                r"|kicked|punched|manhandled)\b(?!\s+(?:to\s+\w+|alive|down|out|up|back|off)\b)"
            ),
            r"(?:was|were|been|being)\s+(?:\w+ly\s+)?(?:airlifted|medevac(?:k?ed|ed)|flown(?=\s+to\b))",
            (
                r"(?<=\bcasualties\s)(?:were|was|are|have\s+been|had\s+been)\s+(?:\w+ly\s+)?(?:evacuated|treated|admitted"
                r"|moved|taken|flown|brought|hospitali[sz]ed)\b"
            ),
            r"treated(?=\s*[),.;])",
            (
                r"(?:is|are|was|were)\s+(?:expected\s+to\s+(?:live|survive|recover)|(?:now\s+|all\s+)?out\s+of\s+danger)\b"
                r"|will\s+(?:live|survive|recover)\b"
            ),
            r"(?:is|are|was|were)\s+(?:still\s+)?in\s+(?:the\s+)?(?:hospital|wards?|infirmary)\b",
            rf"ha(?:s|ve|d)\s+{_HURTS}\b|suffer(?:ed|ing|s)\s+(?:from\s+)?(?:\w+\s+){{0,2}}?{_HURTS}\b",
            r"nurs(?:ed|ing)\s+(?:\w+\s+)?(?:wounds|injuries|bruises)\b",
            rf"(?:got|came|gets|escaped)\s+(?:off\s+|away\s+)?with\s+(?:\w+\s+)?(?:scratches|wounds|injuries|{_HURTS})\b",
            r"listed\s+as\s+(?:injured|wounded|hurt)\b",
        )
    ),
    *(
        (lazy_regex(rf"\b(?:{one})", re.IGNORECASE), "after")
        for one in (
            (
                rf"(?<=ospital\s)(?:ha[sd]\s+)?{_TOOK_IN}(?=\s+{_NUMBER})|(?<=ospitals\s)(?:ha(?:d|ve)\s+)?{_TOOK_IN}"
                rf"(?=\s+{_NUMBER})|(?<=clinic\s)(?:ha[sd]\s+)?{_TOOK_IN}(?=\s+{_NUMBER})"
            ),
            r"operated\s+on\b",
            rf"{_MISSILES}\s+(?:\w+ly\s+|also\s+)?(?:hit|struck|grazed|cut)(?=\s+{_NUMBER}|\s+(?:the|his|her|their)\s)",
            rf"(?:tore|ripped|blew|took|sheared|severed|cut)\s+(?:off\s+)?(?:the|an?|one|both)\s+(?:{_BODY})\s+(?:off|from|of)\b",
            rf"cost(?:s|ing)?(?=\s+(?:an?|the|two|three|his|her)\s[^.;,]{{2,40}}?\s(?:his|her|their|an?|one|both)\s+(?:{_BODY})\b)",
            rf"(?:badly|seriously|severely|slightly|lightly)\s+(?:burned|burnt|burning|beating|bruising)(?=\s+{_NUMBER})",
        )
    ),
)
_LOST = frozenset({"lost", "lose", "loses", "losing"})


def add(text: str, span: Span, listed: Sequence[Token], effects: Sequence[Effect]) -> list[Effect]:
    """Return the effect phrases of a sentence with those who were hurt by such wordings.

    ``listed`` are the tokens of the sentence ``span`` of ``text``. What the lexicon reads stands,
    unless such a wording holds it whole.
    """
    places = places_of(text, HINTS)
    if bisect_left(places, span.start) == bisect_left(places, span.end):
        return list(effects)
    found = list(effects)
    for pattern, order in _WORDINGS:
        for match in pattern.finditer(text, span.start, span.end):
            at = [n for n, t in enumerate(listed) if match.start() <= t.start < match.end()]
            if at:
                found = _with(found, Effect(at[0], at[-1], "injured", order), listed)
    return sorted(found, key=lambda effect: effect.first)


def _with(effects: Sequence[Effect], new: Effect, listed: Sequence[Token]) -> list[Effect]:
    """Return the phrases with a new one in place of those inside it, if it overlaps no other.

    "Lost" stands for deaths by itself, and not in "lost a leg".
    """
    over = [e for e in effects if e.first <= new.last and new.first <= e.last]
    dead = [e for e in over if e.effect == "killed" and listed[e.first].lower not in _LOST]
    if dead or any(e.first < new.first or e.last > new.last for e in over):
        return list(effects)
    return [*(e for e in effects if e not in over), new]
