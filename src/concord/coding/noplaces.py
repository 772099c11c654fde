"""Words by which a capitalised name is no place: of persons, bodies, buildings, trains and days."""

from __future__ import annotations

import re

from concord.coding.placewords import last_word
from concord.coding.times.words import MONTHS, SHORT_MONTHS, WEEKDAYS
from concord.regexes import lazy_regex

_TITLES = (
    r"[Mm]r|[Mm]rs|[Mm]s|[Dd]r|[Gg]en|[Cc]ol|[Ll]t|[Mm]aj|[Cc]apt|[Ss]gt|[Ss]yed|[Mm]aulana|[Mm]ullah?|[Ss]heikh|[Hh]aji"
    r"|[Pp]resident|[Mm]inister|[Gg]overnor|[Ss]pokes(?:man|woman|person)|[Oo]fficer|[Gg]eneral|[Cc]olonel|[Mm]ajor|[Cc]aptain"
    r"|[Cc]ommissioner|[Ii]nspector|[Cc]onstable|[Cc]ommander|[Dd]irector|[Ss]enator|[Ll]eader|[Cc]leric|[Jj]udge|[Ss]ecretary"
    r"|[Ss]uperintendent|DSP|SSP|SP|SHO|DIG|IG|[Ss]on|[Bb]rother|[Nn]amed"
    r"|[Cc]hief|[Aa]lias|[Ii]mam|[Bb]ishop|[Mm]ayor|Prime Minister"
    r"|official|resident|doctor|witness|journalist|lawyer|activist|elder|Malik|Qari|Mufti|[Ll]ieutenant|[Ss]ergeant|[Ss]epoy|[Hh]avildar"
)
_PERSON_BEFORE = lazy_regex(rf"(?:\b(?:{_TITLES})\.?\s+)$")
_LAST_TITLES = frozenset(
    word
    for title in re.sub(r"\[(.)(.)\]", r"\2", _TITLES).lower().split("|")
    for word in (title.split(" ")[-1], title.removesuffix("?"), title.removesuffix("h?"))
) | {"spokesman", "spokeswoman", "spokesperson"}


def is_titled(before: str) -> bool:
    """Return whether what follows these words is a person's name: a title stands last in them."""
    last = last_word(before)
    if last is None or (last and "-" not in last and last not in _LAST_TITLES):
        return False
    return _PERSON_BEFORE.search(before) is not None


# "A bombing at X claimed 26 lives": nobody speaks.
_LIVES = (
    r"(?:at\s+least\s+|nearly\s+|over\s+|more\s+than\s+|the\s+)?(?:[\w-]+\s+){0,3}(?:lives|life)\b"
)
SPEAKS = lazy_regex(
    r"['\u2019]s?\s+(?:[\w-]+\s+){0,2}?(?:ministry|minister|military|army|government|bulletin|cabinet|parliament|presidency"
    r"|foreign\s+office|state\s+(?:media|television|radio))\b"
    rf"|\s+(?:said|says|told|added|condemned|claimed(?!\s+{_LIVES})|denied|warned|announced|accused|confirmed|insists?|blames?|wants?)\b"
)
_SAYS = (
    r"(?:said|says|told|sp(?:oke|eaks)|named|names|insist(?:s|ed)?|stated?s?|announce[sd]|summoned|put|puts|gave|gives"
    r"|count(?:s|ed)|confirm(?:s|ed)|den(?:ies|ied)|declined|kn(?:ew|ows)|believe[sd]?|thinks?|thought|call(?:s|ed)"
    r"|accuse[sd]|admit(?:s|ted)|repl(?:ies|ied)|answer(?:s|ed)|dispute[sd]|report(?:s|ed)|wrote|writes|promise[sd]"
    r"|vow(?:s|ed)|condemn(?:s|ed)|blame[sd]|warn(?:s|ed)|estimate[sd]|reckon(?:s|ed)|declare[sd]|reject(?:s|ed)"
    r"|regret(?:s|ted)|retort(?:s|ed)|counter(?:s|ed)|maintain(?:s|ed)|lays?|laid|(?:would|could|did|does|will)\s+not"
    rf"|(?:is|was)\s+looking|claim(?:s|ed)(?!\s+{_LIVES}))\b"
)
_VOICE = (
    r"(?:officials?|officers?|ministers?|ministry|foreign\s+office|advis[eo]rs?|spokes\w+|diplomats?|sources?|analysts?"
    r"|commanders?|authorities|embassy|coalition|government|mission|generals?|prosecutors?|command|headquarters"
    r"|bulletin|information\s+chief|leaders?|council|administration|broadcaster|media|radio|regime|army|military)"
)
# "A minister in X named it", "X's defence ministry stated": somebody speaks there.
_VOICE_IN = lazy_regex(rf"\b{_VOICE}\s+(?:in|at)\s+$", re.IGNORECASE)
_THEN_SAYS = lazy_regex(rf"\s+(?:later|also|then|meanwhile|\w+ly)?\s*{_SAYS}")
_OWN_VOICE = lazy_regex(
    rf"['\u2019]s?\s+(?:[\w-]+\s+){{0,3}}?{_VOICE},?\s+(?:[A-Z][\w'\u2019-]*,?\s+){{0,4}}"
    rf"(?:later\s+|also\s+|then\s+|meanwhile\s+|\w+ly\s+)?{_SAYS}"
)


def speaks(text: str, start: int, end: int) -> bool:
    """Return whether a name of a place only says where, or for whom, somebody speaks."""
    if SPEAKS.match(text, end) or _OWN_VOICE.match(text, end):
        return True
    spoken = _THEN_SAYS.match(text, end)
    return spoken is not None and _VOICE_IN.search(text, max(0, start - 40), start) is not None


# Words that stand after a name of a place inside a longer name ("Quetta Railway Station").
GENERIC = lazy_regex(
    r"(?:Railway|Rail|Station|University|Hospital|Airport|District|Province|City|Town|Road|Police|Press|Civil|Central|Jail|Court"
    r"|Cantonment|Highway|Bazaar|Market|Division|Agency|Region|State|County|Tehsil|School|College|Mosque|Church|Cathedral|Square"
    r"|Park|Hotel|Club|Base|Bridge|River|Valley|Pass|Line|Institute|High|Medical|General|International|Military|Army|Government"
    r"|Training|Public|Provincial|Territory|Village|Camp|Island|Islands|Port|Naval|Air|Area|Prison|Local|Municipality)\b",
    re.IGNORECASE,
)
# What bears a name of its own, which is often that of a town elsewhere.
SITE = lazy_regex(
    r"\s+(?:church|cathedral|mosque|temple|shrine|school|college|university|hotel|restaurant|caf[e\u00e9]|mall|plaza"
    r"|hospital|clinic|hall|stadium|park|garden|interchange|flyover|underpass|roundabout|crossing|chowk|junction|bridge"
    r"|dam|mine|plant|mill|factory|prison|jail|barracks|checkpoint|check post|camp|base"
    r"|airport|airstrip|terminal|depot"
    r"|building|tower|market|square|street|road|lane|avenue|highway)s?\b"
)
# "the shrine of Lal Shahbaz": a building, and the name of whom it is called after.
CALLED_AFTER = lazy_regex(
    r"\b(?:shrine|tomb|mausoleum|mosque|church|temple|school|college|house|home|residence|offices?|compound)"
    r"\s+of\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# "The operation Zarb-e-Azb": what it is called.
CODE_NAME = lazy_regex(
    r"\b(?:operation|offensive|exercise|drill|code-?named|dubbed)\s+[\"'\u2018\u201c]?$",
    re.IGNORECASE,
)
# "Saddam Hussein's hometown": whose it is is a person.
OWNS = lazy_regex(
    r"['\u2019]s?\s+(?:home|house|hometown|birthplace|residence|wife|father|mother|brother|son|daughter|family)\b"
)
# "the Jaffar Express": what moves is attacked somewhere, and is no place.
TRAIN = lazy_regex(
    r"\b(?:Express|Mail|Passenger|Train)$|\b(?:Humvees?|Hilux|Land\s+Cruisers?|Pajero|Toyota|Suzuki|Datsun)\b"
)
# Capitalised names of bodies, days and peoples that "in", "at" or "near" may stand before.
NO_PLACE = lazy_regex(
    r"\b(?:Parliament|Assembly|Senate|Congress|Court|Council|Ministry|Army|Police|Committee|Commission|Party|Front"
    r"|Facebook|Twitter|Telegram|WhatsApp|Operation|God|Islam|Ramadan|Mr|Mrs|Dr|General|Colonel|Brigade|Division|Agency|News"
    r"|Express|Times|Post|Press|Television|TV|Radio|English|Arabic|Urdu|Eid"
    rf"|{'|'.join(word.title() for word in (*MONTHS, *WEEKDAYS))})\b"
)
STOP = frozenset(
    [
        *MONTHS,
        *SHORT_MONTHS,
        *WEEKDAYS,
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "and",
        "but",
        "or",
        "dawn",
        "hazara",
        "police",
        "army",
        "islam",
        "muslim",
        "muslims",
        "christian",
        "islamic",
        "general",
        "his",
        "her",
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "this",
        "that",
        "these",
        "those",
        "there",
        "no",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "gunmen",
        "militants",
        "security",
        "forces",
        "officials",
        "according",
        "earlier",
        "later",
        "meanwhile",
        "after",
        "before",
        "when",
        "while",
        "since",
        "president",
        "minister",
        "prime",
        "government",
        "military",
        "us",
        "u.s.",
        "un",
        "nato",
        "taliban",
        "bomb",
        "attack",
        "blast",
        "at",
        "least",
        "suicide",
        "dead",
        "killed",
        "news",
        "press",
        "agency",
        "mr",
        "mrs",
        "dr",
        "ramadan",
        "eid",
        "muharram",
        "ashura",
        "western",
        "eastern",
        "northern",
        "southern",
        "east",
        "west",
        "north",
        "south",
        "allah",
        "god",
        "islamist",
        "shia",
        "sunni",
        "shiite",
        # "Home department", "Sector 5-E", "Phase VII": towns of these names lie elsewhere.
        "home",
        "interior",
        "sector",
        "phase",
        "ward",
        "zone",
    ]
)


_CAPITALS = lazy_regex(r"[A-Z]{3,5}s?")


def is_acronym(text: str, start: int, end: int) -> bool:
    """Return whether a word is in capitals where the words around it are not ("in an IBO").

    Datelines and headlines in capitals are no such text; what opens a line is not asked.
    """
    if not _CAPITALS.fullmatch(text, start, end):
        return False
    opening = text.rfind("\n", 0, start) + 1
    closing = text.find("\n", end)
    line = text[opening : closing if closing >= 0 else len(text)]
    low = sum(map(str.islower, line))
    return any(map(str.islower, text[opening:start])) and 2 * low > len(line)
