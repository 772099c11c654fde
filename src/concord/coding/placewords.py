"""The words around and inside names of places: cues, units, directions and the shape of a name."""

from __future__ import annotations

import re

from concord.regexes import lazy_regex

CAPITAL = (
    r"(?:(?:[A-Z]\.){2,4}|W\.Va|(?:St|Mt|Ft|Pt|[A-Z])\.|[A-Z\u00c0-\u00de][\w'\u2019]*"
    r"(?:[-\u2013][\w'\u2019]+)*)"
)
LINK = r"(?:de|del|la|las|los|el|al|du|da|do|of|e|i|ul|and|&|ou|bin|wa)"
# "Bab al-Tibn", "Kafr el-Sheikh": an article that hangs on the name after it.
ARTICLE = r"(?:(?:al|el|ad|an|ar|as|ash|at|az|ud|ul|ur|us)[-\u2013])?"
RUN = lazy_regex(rf"(?:{CAPITAL})(?:\s(?:{LINK}\s){{0,2}}{ARTICLE}{CAPITAL})*")
# "the injured were shifted to": where people are brought, not where it happened.
BROUGHT = lazy_regex(
    r"\b(?:shifted|taken|airlifted|moved|rushed|evacuated|transferred|brought|ferried|fled|flee|fleeing|returning|travelling"
    r"|traveling|heading|headed|bound|sent|referred|walking|marching|driving|riding)\b[^.;]{0,60}$"
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
# "Rukum of Rolpa District", "Ring Road of Herat": a place and what it is in are joined by "of"
# where one of them is called a unit. "University of Herat" is one name.
_UNIT_NAME = (
    r"(?:Districts?|Provinces?|Agency|Tehsil|Taluka|Upazila|Division|County|Region|State|Governorate"
    r"|Prefecture)"
)
PART_OF = lazy_regex(
    rf"(?P<part>[A-Z][\w'\u2019-]*\s(?:{_UNIT_NAME}|Bypass|Road|Highway|Chowk|Baza?ar|Street|Colony|Area))?"
    rf"(?P<joint>\sof\s)(?P<whole>(?=(?:[A-Z][\w'\u2019-]*\s){{1,4}}{_UNIT_NAME}\b))?"
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
    last = last_word(before)
    if last is None or not (last in _LAST_BEFORE or "-" in last or not last):
        return None
    for word in _WORDS.finditer(before):
        if word.group().lower() in _CUE_WORDS and (found := _BEFORE.match(before, word.start())):
            return found
    return None


def last_word(before: str) -> str | None:
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
    r"\b(?:village|(?:home)?town|city|island|hamlet|neighbou?rhood|suburb|settlement|birthplace"
    r"|(?:sea)?port)\s+of\s+$",
    re.IGNORECASE,
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
    rf"(?:\s+(?:{UNIT}|(?:[Cc]ommunit(?:y|ies)|[Ss]ettlements?)))?(?:,\s+(?:also\s+)?(?:in\s+|near\s+)?|\s+(?:of|in|near)\s+|['\u2019]s?\s+|\s+\()(?:the\s+)?"
    r"(?:(?:\w+ern|[nN]orth\w*|[sS]outh\w*|[eE]ast|[wW]est|central|restive|a|remote|part|area|district|province|department|governorate|county|capital|town|city|village|of|neighbou?ring|tribal|border|state|region|volatile)\s+){0,6}"
)
