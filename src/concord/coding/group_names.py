"""Names of armed groups and forces that no codebook knows, by how they are built or what they do.

A name is taken for a group's if its words are those of groups ("Liberation Front"), if the text
presents it as one ("the outlawed X") or if it acts like one ("X claimed responsibility").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from concord.coding.forms import compile_forms
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_WORD = r"[A-Z\u00c0-\u00de][\w'\u2019-]*"
_LINK = r"(?:(?:of|for)(?: the)?|de|del|la|las|los|e|i|ul|al|wal|wa al|and|y|14|da|do)"
_NAME = lazy_regex(
    rf"(?:\b[aA]l[- ])?{_WORD}(?:[ -](?:{_LINK}[ -]){{0,3}}{_WORD}|-(?:e|i|ul|al|ut|us)-{_WORD})*"
)
_SHORTEST = 3
_GROUP = (
    r"(?:group|faction|outfit|organi[sz]ation|cell|militia|movement|network|gang|cartel|guerrilla)"
)
# "the banned X", "a little-known group called X".
_PRESENTED = lazy_regex(
    r"(?:\b(?:banned|proscribed|outlawed|defunct|militant|rebel|separatist|insurgent|armed|jihadist|extremist|terrorist"
    rf"|so-called|self-styled|dissident|guerrilla)(?:\s+{_GROUP})?|\b{_GROUP}(?:,?\s+(?:(?:that\s+)?(?:calls|signed|styles)\s+itself|identifying\s+itself\s+as"
    r"|called|named|styled|known(?:\s+\w+)?\s+as|(?:calling|styling|signing)\s+(?:itself|themselves)))?"
    r"|\b(?:they|who)\s+call(?:ed)?\s+themselves)"
    r",?\s+(?:the\s+)?[\"'\u201c\u2018]?$",
    re.IGNORECASE,
)
# "Cadres of the X", "claimed by the X": nothing else has such men or claims.
_OWNED = lazy_regex(
    r"(?:\b(?:cadres?|fighters?|militants?|gunm[ae]n|rebels?|insurgents?|guerrillas?|terrorists?"
    r"|militiam[ae]n|bandits?|outlaws?|dacoits?|robbers?|agitators)\s+(?:\w+\s+)?(?:of|from|belonging\s+to)\s+the\s+"
    r"|\b(?:responsibility|attack|blast|bombing|killing|ambush|assault|raid)\s+(?:was|were|has\s+been"
    r"|had\s+been)\s+(?:\w+\s+)?(?:claimed|accepted)\s+by\s+(?:the\s+)?"
    r"|\b(?:leaflets?|letters?|messages?|statements?|notes?|e-?mails?|fax|pamphlets?|handbills?|communiqu\w+|tape"
    r"|sheets?|recording|text)\s+(?:[\w'-]+\s+){0,4}?(?:in\s+the\s+name\s+of\s+(?:the\s+)?|signed\s+by\s+the\s+"
    r"|signed\s+by\s+an?\s+(?:[a-z-]+\s+){1,3})"
    r"|\bclaim(?:ing|ed)\s+(?:the|responsibility|credit|both|it)\b[^.;]{0,60},\s+(?:a|the|its)\s+"
    r"(?:[\w-]+\s+)?(?:spokes\w+|commander|statement)\s+(?:for|of|from|by)\s+(?:the\s+)?)$",
    re.IGNORECASE,
)
# "Men of the X gang": whom plain men are of, if a band has them.
_HELD = lazy_regex(
    r"\b(?:men|members?|youths|assailants|attackers|shooters|suspects|associates|followers|supporters)"
    r"\s+(?:\w+\s+)?(?:of|from|belonging\s+to)\s+the\s+$",
    re.IGNORECASE,
)
_BAND = lazy_regex(r"\s+(?:gang|faction|militia|network)\b(?!\s+of\b)")
_KIN = lazy_regex(r"\s+(?:gang|faction|tribe|clan)\b(?!\s+of\b)")
# "The dacoits of the Katcha area": where they are from.
_LAND = lazy_regex(
    r"\s+(?:areas?|belt|regions?|districts?|villages?|valley|forests?|hills|mountains|province|border"
    r"|state|side|neighbou?rhood|locality)\b"
)
_MEN_FIRST = lazy_regex(
    r"(?:Dacoits|Bandits|Outlaws|Robbers|Gunmen|Militants|Rebels|Insurgents|Terrorists|Members|Men)"
    r"\s+(?:of|from)\s+(?:the\s+)?(?=[A-Z])"
)
_COUNTRY = lazy_regex(
    r"\b(?:Valley|Region|Area|District|Province|Hills|Mountains?|Agency|Division|State|Republic|Delta"
    r"|Desert|Peninsula|Islands?|Forest|Basin|Highlands?|Plateau|Coast|Border|Tribe|Clan)$"
)
# What every such phrase ends with.
_PRESENTING = (
    "banned", "proscribed", "outlawed", "defunct", "militant", "rebel", "separatist", "insurgent",
    "armed", "jihadist", "extremist", "terrorist", "so-called", "self-styled", "dissident",
    "guerrilla", "group", "faction", "outfit", "organisation", "organization", "cell", "militia",
    "movement", "network", "gang", "cartel", "itself", "themselves", "called", "named", "styled",
    "as",
)  # fmt: skip
# What a name does or is that makes it a group: militants of that name, one that claimed an attack.
# A comma parts them: "In Kalat, militants ..." names a town.
_ACTS = lazy_regex(
    r"[\"'\u201d\u2019]?(?:\s*\([A-Z][\w-]+\))?(?:\s+(?:militants|rebels|fighters|insurgents|gunmen|guerrillas|terrorists|cadres"
    rf"|combatants|militiamen|bandits)\b|,?\s+an?\s+(?:[\w'-]+\s+){{0,5}}{_GROUP}\b"
    r"|(?:,[^,.;]{0,70},|,?\s+(?:which|who)\b[^,.;]{0,60},)?(?:\s+(?:on|in|last)\s+[A-Z]?\w+)?\s+(?:has\s+|have\s+|had\s+|later\s+|also\s+|then\s+|since\s+|already\s+|quickly\s+){0,2}"
    r"(?:claim(?:ed|s)\s+(?:responsibility|credit|it\b|(?:both|all)\b|the\s+(?:attack|bombing|blast|killing|raid))"
    r"|(?:took|accepted|assumed)\s+(?:responsibility|credit)|(?:did\s+)?own(?:ed)?\s+up\s+to\b|avow(?:ed|s)?\b"
    r"|(?:takes?|took)\s+(?:[\w'-]+\s+){1,5}(?:up)?on\s+(?:itself|themselves)\b|(?:has\s+)?signed\s+for\b"
    r"|(?:puts?|set)\s+its\s+(?:name|stamp|signature|seal|mark)\s+(?:to|on)\b|answered\s+for\s+(?:it|the|both|all)\b"
    r"|(?:accepted|acknowledged|admitted(?:\s+to)?)\s+the\s+(?:attack|bomb\w*|blast|killing|raid|ambush|kidnapping)|said\s+(?:[\w-]+\s+){0,5}(?:it|they|its\s+\w+)\s+(?:had|was\s+behind|were\s+behind)))"
)
_TITLED = lazy_regex(
    r"\b(?:spokes\w+|commander|leader|chief|Mr|Mrs|Dr|General|Colonel|Major|Captain|President|Minister|Governor|officer|alias|named)\.?\s+$"
)
# "A commander of the outfit, Omid Karra, said": he is named and not the outfit.
_OFFICER = lazy_regex(
    r"\b(?:spokes\w+|commander|leader|chief|head|member|official)\s+(?:of|for)\s+(?:the|its|this|that)\s+"
    rf"(?:[\w-]+\s+)?{_GROUP},\s+$",
    re.IGNORECASE,
)
# Days and institutions act, speak and are presented like groups, and are none.
_NO_GROUP = lazy_regex(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August"
    r"|September|October|November|December|Hospital|University|College|School|Ministry|Minister"
    r"|Department|Committee|Cent(?:re|er)|Institute|Agency|Commission|Court|Bank|Company|Association"
    r"|Society|Church|Mosque|Cross|Crescent|Foundation|Observatory|Office|Watch|Railways?|Airlines?"
    r"|Corporation|News|Times|Post|Tribune|Embassy|Bureau|Authority|Parliament|Assembly|Senate"
    r"|Police|Nations|Herald|Express|Chronicle|Gazette|Guardian|Telegraph|Observer|Standard)$"
)
# "Rohingya Muslim insurgents": what people believe or are, and no name of theirs.
_CREED = lazy_regex(
    r"\b(?:Muslim|Christian|Hindu|Sikh|Buddhist|Jewish|Sunni|Shi['\u2019]?(?:a|ite)|Alawite|Druze|Kurdish"
    r"|Pashtun|Baloch|Bengali|Tuareg|Fulani|Hausa|Hutu|Tutsi|Oromo|Amhara|Arab|Tamil|Islamic|Communist|Marxist|Leftist|Maoist|Islamist"
    r"|Jihadi(?:st)?|Salafi(?:st)?|Tribal|Ethnic|Foreign|Local|Armed|Suspected|Several|Some|Many"
    r"|Dozen|Hundred|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve)s?$"
)
# "the 44th Infantry Battalion": a unit of an army.
_UNIT = lazy_regex(
    r"\b(?:Infantry|Armou?red|Mechani[sz]ed|Motori[sz]ed|Airborne|Commando|Artillery|Ranger|Marine|Rifle)"
    r"\s+(?:Battalion|Brigade|Regiment|Division|Company)$"
    r"|^(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Twelfth|\w+teenth"
    r"|(?:Twent|Thirt|Fort|Fift|Sixt)(?:ieth|y-\w+))"
    r"\s+(?:Battalion|Brigade|Regiment|Division|Corps|Army)$"
)
_SERVICE = lazy_regex(
    r"\b(?:Bomb Disposal|Fire|Rescue|Ambulance|Investigation|Forensic|Air Defen[cs]e|Disaster"
    r"|Relief|Emergency|Health)\b"
)
_APPOSED = lazy_regex(rf",\s+an?\s+(?:[\w'-]+\s+){{0,5}}{_GROUP}\b")
_ARTICLE = frozenset(
    {
        "The",
        "Suspected",
        "Alleged",
        "A",
        "An",
        "In",
        "On",
        "But",
        "And",
        "When",
        "After",
        "While",
        "As",
        "By",
        "This",
    }
)
_FORCE_HEAD = lazy_regex(
    r"(?:Army|Navy|Police|Guards?|Rangers|Air Force|Armed Forces|Security Forces|Elite Force"
    r"|Special (?:Services|Forces|Operations?|Weapons)(?: (?:Group|Command|Unit|Team|Forces?))?"
    r"|Rapid Action(?: Force| Battalion)?|Counter[- ]?Terrorism(?: [A-Z]\w+)?"
    r"|Defen[cs]e Forces?|Military|Corps|Ministry)$"
)
_REBEL_WORD = lazy_regex(
    r"\b(?:Liberation|Revolutionary|Resistance|People|Freedom|Lord|Salvation|Free|Republican|Popular|Islamic|Watan)"
)
# "Nagaland Post The militants": where a text has lost its stops, a sentence begins in the name.
_NEXT_SENTENCE = lazy_regex(r"(?:\s+(?:The|A|An|In|On|At|As|But|And|When|After|While|By|This))+$")
_POSSESSIVE = lazy_regex(r"['\u2019]s?$")


def find(
    text: str, groups: Mapping[str, Any], peoples: frozenset[str]
) -> Iterator[tuple[int, str, bool]]:
    """Yield where each name starts, the name, and whether it is rather that of a state's force.

    ``groups`` is the lexicon of that name; ``peoples`` are words, in lower case, of countries.
    """
    starts = compile_forms(groups.get("name_starts", ()), cased=True)
    heads = compile_forms(groups.get("name_heads", ()), cased=True)
    for match in _NAME.finditer(text):
        start, name = _trimmed(match.start(), match.group())
        if len(name) < _SHORTEST or name in _ARTICLE:
            continue
        presented = _is_presented(text, start, start + len(name))
        presented = presented and (
            _may_name(text, start, name, peoples) or _is_committee(text, start, name)
        )
        compound = " " in name or "-" in name
        if not (presented or compound):
            continue
        end = start + len(name)
        built = compound and bool(starts.match(text, start, end) or heads.search(text, start, end))
        unit = bool(_UNIT.search(name))
        force = bool(_FORCE_HEAD.search(name) or unit)
        force = force and not (presented or _REBEL_WORD.search(name))
        if (presented or built or (force and compound)) and not _SERVICE.search(name):
            yield start, _with_band(text, start, name), force


def uses(text: str, name: str) -> list[int]:
    """Return where else a text has the name of a group, as a name and no part of a longer one."""
    if len(name) <= _SHORTEST:
        return []
    return [
        match.start()
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])(?! [A-Z])", text)
    ]


def _is_presented(text: str, start: int, end: int) -> bool:
    """Return whether the words around a name make it an armed group's."""
    before = text[max(0, start - 60) : start]
    if is_owned(text, start, end):
        return True
    if _OFFICER.search(before):
        return False
    if not ((_may_present(before) and _PRESENTED.search(before)) or _ACTS.match(text, end)):
        return False
    return not _TITLED.search(text[max(0, start - 30) : start])


def is_owned(text: str, start: int, end: int) -> bool:
    """Return whether a name is of those who have fighters, or of those who claim an attack."""
    last = text[max(0, start - 16) : start].rstrip().lower()
    if not last.endswith(("the", "by", "for", "of", "from")) or _COUNTRY.search(text, start, end):
        return False
    if _LAND.match(text, end):
        return False
    first = max(0, start - 130)
    return bool(
        _OWNED.search(text, first, start)
        or (_BAND.match(text, end) and _HELD.search(text, first, start))
    )


def men_from(text: str, start: int, end: int) -> str | None:
    """Return the men whom a name only places: "Dacoits" of "Dacoits of the Katcha" area."""
    men = _MEN_FIRST.match(text, start, end)
    return men.group().split()[0] if men and _LAND.match(text, end) else None


def _with_band(text: str, start: int, name: str) -> str:
    """Return a name with the word for its people after it: "outlaws of the Hill Road gang"."""
    end = start + len(name)
    kin = _KIN.match(text, end)
    return text[start : kin.end()] if kin and is_owned(text, start, end) else name


def _may_present(before: str) -> bool:
    """Return whether the last word but an article may present a group; the rest is not tried."""
    if not before.isascii():
        return True
    led = before.rstrip("\"'").rstrip().lower()
    return led.rstrip(",").endswith(_PRESENTING) or (
        led.endswith("the") and led[:-3].rstrip().rstrip(",").endswith(_PRESENTING)
    )


def _may_name(text: str, start: int, name: str, peoples: frozenset[str]) -> bool:
    """Return whether a name may be a group's: no people, no word that opens a sentence."""
    if name.lower() in peoples or name.rsplit(maxsplit=1)[-1].lower() in peoples:
        return False
    opens = start == 0 or text[:start].rstrip(" \"'\u201c\u2018")[-1:] in {*"\n.:!?-\u2014", ""}
    if is_no_group(name):
        return False
    if _APPOSED.match(text, start + len(name)):
        return True
    return " " in name or "-" in name or name[1:].isupper() or not opens


def _is_committee(text: str, start: int, name: str) -> bool:
    """Return whether an institution has fighters of its own: "cadres of the Forest Committee"."""
    return name.endswith("Committee") and " " in name and is_owned(text, start, start + len(name))


def is_no_group(name: str) -> bool:
    """Return whether a name is a day's, an institution's or a people's, which no group has."""
    return bool(_NO_GROUP.search(name) or _CREED.search(name) or _SERVICE.search(name))


def _trimmed(start: int, name: str) -> tuple[int, str]:
    """Return a name without the article before it, and without what follows it by accident."""
    first, _, rest = name.partition(" ")
    if first in _ARTICLE and rest:
        start, name = start + len(first) + 1, rest
    men = _MEN_FIRST.match(name)
    if men is not None:  # at the head of a sentence
        start, name = start + men.end(), name[men.end() :]
    return start, _POSSESSIVE.sub("", _NEXT_SENTENCE.sub("", name))
