"""The words around and inside names of places, as English news writes them."""

from __future__ import annotations

import re

from concord.regexes import lazy_regex

CAPITAL = (
    r"(?:(?:[A-Z]\.){2,4}|W\.Va|(?:St|Mt|Ft|Pt|[A-Z])\.|[A-Z\u00c0-\u00de][\w'\u2019]*"
    r"(?:[-\u2013][\w'\u2019]+)*)"
)
LINK = r"(?:de|del|la|las|los|el|al|du|da|do|of|e|i|ul|and|&|ou|bin|wa)"
RUN = lazy_regex(rf"(?:{CAPITAL})(?:\s(?:{LINK}\s){{0,2}}{CAPITAL})*")
# "the injured were shifted to": where people are brought, not where it happened.
BROUGHT = lazy_regex(
    r"\b(?:shifted|taken|airlifted|moved|rushed|evacuated|transferred|brought|ferried|fled|flee|fleeing|returning|travelling"
    r"|traveling|heading|headed|bound|sent|referred)\b[^.;]{0,60}$"
)
WHITHER = frozenset({"to", "from", "towards", "toward"})
UNIT = (
    r"(?:[Dd]istricts?|[Pp]rovinces?|[Aa]reas?|[Tt]ehsils?|[Tt]aluk?as?|[Tt]owns?(?:hip)?|[Vv]illages?|[Cc]ity|[Aa]gency"
    r"|[Rr]egions?|[Ss]tates?|[Gg]overnorate|[Vv]alley|[Cc]ounty|[Dd]epartment|[Dd]ivision|[Mm]unicipality"
    r"|[Ss]ub-?division|[Nn]eighbou?rhood|[Ss]uburb|[Bb]azaar|[Cc]ommune|[Pp]refecture|[Oo]blast|[Rr]a[iy]on|[Ww]ilaya|[Uu]pazila|[Cc]anton|[Ss]ector|[Ii]slands?"
    r"|[Cc]olony|[Bb]lock|[Qq]uarter|[Ll]ocality|[Hh]amlet|[Ww]ard"
    r"|[Ww]oreda|[Ll]ocal [Gg]overnment [Aa]rea|LGA"
    r"|[Pp]eninsula|[Cc]antonment|[Ff]orests?|[Mm]ountains|[Hh]ills)"
)
# The kinds of entries that a unit said with a name means.
UNIT_KINDS = {
    "district": ("admin2", "tehsil"),
    "agency": ("admin2",),
    "province": ("admin1",),
    "state": ("admin1",),
    "governorate": ("admin1",),
    "department": ("admin1", "admin2"),
    "county": ("admin2", "admin1"),
    "tehsil": ("tehsil", "admin2", "town"),
    "city": ("town",),
    "town": ("town", "tehsil"),
    "village": ("town", "site"),
    "oblast": ("admin1",),
    "prefecture": ("admin1",),
    "region": ("admin1", "area"),
    "raion": ("admin2",),
    "lga": ("admin2",),
    "local government area": ("admin2",),
    "woreda": ("admin2", "tehsil"),
    "commune": ("admin2", "tehsil", "town"),
    "municipality": ("admin2", "tehsil", "town"),
}
AFTER = lazy_regex(rf"\s+{UNIT}(?!\w)")
_CUES = (
    "in|at|near|from|outside|inside|around|across|towards|toward|to|between|off|into|through|of|on"
    "|along|within|and|or|over|hit|struck|rocked|attacked|stormed|raided|overran|entered|bombed"
    "|shelled|pounded|seized|captured|reached|against|capital|city|town|village|province|district"
    "|region|state|island|area"
)
_MODIFIERS = (
    "north|south|east|west|central|upper|lower|restive|remote|troubled|capital|port|garrison|border"
    "|militancy|tribal|mountainous|volatile|neighbouring|neighboring|nearby|far|rural|eastern"
    "|western|northern|southern|northwest|northeast|southeast|southwest|city|town|village|district"
    "|province|region|island|state|area|municipality|sprawling|coastal|oil|mainly"
)
_STATES = "held|controlled|hit|torn"  # "rebel-held"
_BEFORE = lazy_regex(
    rf"(?:^|(?<=\W))(?P<cue>(?i:{_CUES}))\s+"
    rf"(?:the\s+|a\s+)?(?:(?:{_MODIFIERS}|\w+-(?:{_STATES}))"
    r"(?:ern)?(?:-\w+)?\s+(?:of\s+)?){0,4}$",
)
_LAST_BEFORE = frozenset(
    word + more
    for word in f"{_CUES}|{_MODIFIERS}|{_STATES}|the|a|of".split("|")
    for more in ("", "ern")
)
_CUE_WORDS = frozenset(_CUES.split("|"))
_WORDS = lazy_regex(r"\w+")
_LAST_WORD = lazy_regex(r"\w+$")
_LONGEST = 40  # characters of a last word and the blanks behind it


def cue_before(before: str) -> re.Match[str] | None:
    """Return the word that makes a name behind these words a place, with what lies between.

    Most names have none: the last word is looked up before the expression is tried.
    """
    last = _last_of(before)
    if last is None or not (last in _LAST_BEFORE or "-" in last or not last):
        return None
    for word in _WORDS.finditer(before):
        if word.group().lower() in _CUE_WORDS and (found := _BEFORE.match(before, word.start())):
            return found
    return None


def _last_of(before: str) -> str | None:
    """Return the last word, small, with what it hangs on; None where no blank follows it."""
    if not before[-1:].isspace():
        return None
    words = before[-_LONGEST:].split()
    word = words[-1].lower() if words else ""
    if "-" in word:
        return word
    found = _LAST_WORD.search(word.removesuffix("."))
    return found.group() if found else ""


TOWN_OF = lazy_regex(
    r"\b(?:village|town|city|island|hamlet|neighbou?rhood)\s+of\s+$", re.IGNORECASE
)
REGION_OF = lazy_regex(
    r"\b(?P<unit>district|province|region|area|state|department|governorate|county)\s+of\s+$",
    re.IGNORECASE,
)
LOCATIVE = frozenset(
    [
        "in",
        "at",
        "near",
        "outside",
        "inside",
        "around",
        "across",
        "between",
        "off",
        "into",
        "within",
        "along",
        "over",
    ]
)
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
    last = _last_of(before)
    if last is None or (last and "-" not in last and last not in _LAST_TITLES):
        return False
    return _PERSON_BEFORE.search(before) is not None


SPEAKS = lazy_regex(
    r"\s+(?:said|says|told|added|condemned|claimed|denied|warned|announced|accused|confirmed|insists?|blames?|wants?)\b"
)
OFFSET = lazy_regex(
    r"(?P<km>\d+(?:\.\d+)?)[\s-]*(?:km|kms|kilomet(?:re|er)s?|miles?)\b[^.;]{0,40}?$", re.IGNORECASE
)
DIRECTIONS = frozenset(
    [
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "upper",
        "lower",
    ]
)
# Words of a run of capitals after which another name may begin ("Provincial Hospital Quetta").
OPENING = (
    frozenset(
        [
            "district",
            "fort",
            "mount",
            "camp",
            "airport",
            "university",
            "hospital",
            "road",
            "highway",
            "town",
            "city",
            "near",
        ]
    )
    | DIRECTIONS
)
LINKS = frozenset({"of", "and", "de", "al", "i", "e"})
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
# "the Jaffar Express": what moves is attacked somewhere, and is no place.
TRAIN = lazy_regex(r"\b(?:Express|Mail|Passenger|Train)$")
# Capitalised names of bodies, days and peoples that "in", "at" or "near" may stand before.
NO_PLACE = lazy_regex(
    r"\b(?:Parliament|Assembly|Senate|Congress|Court|Council|Ministry|Army|Police|Committee|Commission|Party|Front"
    r"|Facebook|Twitter|Telegram|WhatsApp|Operation|God|Islam|Ramadan|Mr|Mrs|Dr|General|Colonel|Brigade|Division|Agency|News"
    r"|Express|Times|Post|Press|Television|TV|Radio|English|Arabic|Urdu|January|February|March|April|May|June|July|August|September"
    r"|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Eid)\b"
)
STOP = frozenset(
    [
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
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
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
STRUCK = frozenset(
    [
        "hit",
        "struck",
        "rocked",
        "attacked",
        "stormed",
        "raided",
        "overran",
        "entered",
        "bombed",
        "shelled",
        "pounded",
        "seized",
        "captured",
        "reached",
        "capital",
        "city",
        "town",
        "village",
        "area",
        "district",
        "province",
        "region",
    ]
)

JOINS = lazy_regex(
    rf"(?:\s+{UNIT})?(?:,\s+(?:also\s+)?(?:in\s+|near\s+)?|\s+(?:of|in|near)\s+|['\u2019]s?\s+|\s+\()(?:the\s+)?"
    r"(?:(?:\w+ern|[nN]orth\w*|[sS]outh\w*|[eE]ast|[wW]est|central|restive|a|remote|part|area|district|province|department|governorate|county|capital|town|city|village|of|neighbou?ring|tribal|border|state|region|volatile)\s+){0,6}"
)
