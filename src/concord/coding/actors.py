"""Actors of a text: names of the codebook, names that no codebook knows, and generic words.

Acronyms that the text introduces ("Sindhi Watan Army (SWA)") stand for the name they follow.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from concord.codebook.actors import UNIT_AFTER
from concord.coding import shortened
from concord.coding.forms import compile_forms
from concord.coding.wordpatterns import WordPattern, plain_pattern
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from concord.codebook.actors import ActorMatch
    from concord.codebook.book import Codebook

Nature = Literal["armed", "state", "country", "other"]
_ARMED_KINDS = frozenset({"armed_group", "criminal", "communal", "tribal"})
_STATE_KINDS = frozenset({"security_force", "government"})
_INTRODUCED = lazy_regex(
    r"[\s,]*[(\[]\s*(?:the\s+)?(?:or\s+)?[\"'\u201c\u2018]?([A-Z][A-Za-z-]{1,9})[\"'\u201d\u2019]?\s*[)\]]"
)
_WORD = r"[A-Z\u00c0-\u00de][\w'\u2019-]*"
_LINK = r"(?:(?:of|for)(?: the)?|de|del|la|las|los|e|i|ul|al|and|y|14|da|do)"
_NAME = lazy_regex(
    rf"(?:\b[aA]l-)?{_WORD}(?:[ -](?:{_LINK}[ -]){{0,3}}{_WORD}|-(?:e|i|ul|al|ut|us)-{_WORD})*"
)
_SHORTEST = 3
_SHOUTED = 14  # capitals in forty characters: a headline
_ADJECTIVE = lazy_regex(
    r"(?:terrorist|militant|rebel|insurgent|jihadist|extremist|separatist|islamist|bandit|guerrilla)",
    re.IGNORECASE,
)
_NAMES_A_THING = lazy_regex(
    r"\s+(?:attacks?|assaults?|raids?|bombings?|violence|activit\w+|acts?|threats?|hide-?outs?|leaders?"
    r"|commanders?|camps?|networks?|organi[sz]ations?|siege|strikes?|plots?|incidents?|cells?|targets?)\b",
    re.IGNORECASE,
)
_IS = lazy_regex(r"(?<![\w-])IS(?![\w-])")
_GROUP = (
    r"(?:group|faction|outfit|organi[sz]ation|cell|militia|movement|network|gang|cartel|guerrilla)"
)
# "the banned X", "a little-known group called X".
_PRESENTED = lazy_regex(
    r"(?:\b(?:banned|proscribed|outlawed|defunct|militant|rebel|separatist|insurgent|armed|jihadist|extremist|terrorist"
    rf"|so-called|self-styled|dissident|guerrilla)(?:\s+{_GROUP})?|\b{_GROUP}(?:,?\s+(?:(?:that\s+)?calls\s+itself|called|named|known(?:\s+\w+)?\s+as|calling\s+itself))?)"
    r",?\s+(?:the\s+)?[\"'\u201c\u2018]?$",
    re.IGNORECASE,
)
# What every such phrase ends with.
_PRESENTING = (
    "banned", "proscribed", "outlawed", "defunct", "militant", "rebel", "separatist", "insurgent",
    "armed", "jihadist", "extremist", "terrorist", "so-called", "self-styled", "dissident",
    "guerrilla", "group", "faction", "outfit", "organisation", "organization", "cell", "militia",
    "movement", "network", "gang", "cartel", "itself", "called", "named", "as",
)  # fmt: skip
# What a name does or is that makes it a group: militants of that name, one that claimed an attack.
# A comma parts them: "In Kalat, militants ..." names a town.
_ACTS = lazy_regex(
    r"[\"'\u201d\u2019]?(?:\s*\([A-Z][\w-]+\))?(?:\s+(?:militants|rebels|fighters|insurgents|gunmen|guerrillas|terrorists|cadres"
    rf"|combatants|militiamen|bandits)\b|,?\s+an?\s+(?:[\w'-]+\s+){{0,5}}{_GROUP}\b"
    r"|(?:,[^,.;]{0,70},|,?\s+(?:which|who)\b[^,.;]{0,60},)?\s+(?:has\s+|have\s+|had\s+|later\s+|also\s+|then\s+|quickly\s+){0,2}"
    r"(?:claim(?:ed|s)\s+(?:responsibility|credit|it\b|the\s+(?:attack|bombing|blast|killing|raid))"
    r"|(?:took|accepted|assumed)\s+(?:responsibility|credit)|said\s+(?:[\w-]+\s+){0,5}(?:it|they|its\s+\w+)\s+(?:had|was\s+behind|were\s+behind)))"
)
_TITLED = lazy_regex(
    r"\b(?:spokes\w+|commander|leader|chief|Mr|Mrs|Dr|General|Colonel|Major|Captain|President|Minister|Governor|officer|alias|named)\.?\s+$"
)
# Days and institutions act, speak and are presented like groups, and are none.
_NO_GROUP = lazy_regex(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August"
    r"|September|October|November|December|Hospital|University|College|School|Ministry|Minister"
    r"|Department|Committee|Cent(?:re|er)|Institute|Agency|Commission|Court|Bank|Company|Association"
    r"|Society|Church|Mosque|Cross|Crescent|Foundation|Observatory|Office|Watch|Railways?|Airlines?"
    r"|Corporation|News|Times|Post|Tribune|Embassy|Bureau|Authority|Parliament|Assembly|Senate"
    r"|Police|Nations)$"
)
# "Rohingya Muslim insurgents": what people believe or are, and no name of theirs.
_CREED = lazy_regex(
    r"\b(?:Muslim|Christian|Hindu|Sikh|Buddhist|Jewish|Sunni|Shi['\u2019]?(?:a|ite)|Alawite|Druze|Kurdish"
    r"|Pashtun|Baloch|Bengali|Tuareg|Fulani|Hausa|Arab|Tamil|Communist|Marxist|Leftist|Maoist|Islamist"
    r"|Jihadi(?:st)?|Salafi(?:st)?|Tribal|Ethnic|Foreign|Local|Armed|Suspected|Several|Some|Many)s?$"
)
_APPOSED = lazy_regex(rf",\s+an?\s+(?:[\w'-]+\s+){{0,5}}{_GROUP}\b")
_ARTICLE = frozenset(
    {"The", "A", "An", "In", "On", "But", "And", "When", "After", "While", "As", "By", "This"}
)
_FORCE_HEAD = lazy_regex(
    r"(?:Army|Navy|Police|Guards?|Rangers|Air Force|Armed Forces|Security Forces"
    r"|Defen[cs]e Forces?|Military|Corps|Ministry)$"
)
_REBEL_WORD = lazy_regex(
    r"\b(?:Liberation|Revolutionary|Resistance|People|Freedom|Lord|Salvation|Free|Republican|Popular|Islamic|Watan)"
)


# "men in police uniforms", "in army fatigues": what is worn is nobody, nor is a building.
_DRESS = lazy_regex(
    r"(?:['\u2019]s?)?\s+(?:uniforms?|fatigues|clothes|clothing|dress|garb|gear|outfits|attire|stations?"
    r"|districts?|limits|jurisdiction|headquarters|academy|barracks|hospital|school|college)\b",
    re.IGNORECASE,
)
_ORGANISED = lazy_regex(r"(?:Emirate|Front|Movement|Council|Brigades?|Union|League|Party)$")
_GOES_ON = lazy_regex(r"\s+of\s+(?:the\s+)?[A-Z]")


# Words after a name that govern a country as well as fight.
_GOVERNS = lazy_regex(
    r"(?:['\u2019]s?)?(?:-(?:led|run))?\s+(?:interim\s+|caretaker\s+|acting\s+|de\s+facto\s+)?"
    r"(?:government|regime|administration|authorities|cabinet|rulers?|rule|(?:\w+\s+)?ministry"
    r"|(?:\w+\s+)?minister)\b",
    re.IGNORECASE,
)
_THERE = lazy_regex(r"\s+(?:in|of|inside|from)\s+([A-Z]\w+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMention:
    """An actor in a text.

    ``actor_id`` and ``name`` are set if the codebook knows it; a proper name that it lacks stands
    in ``name`` as written; generic words ("gunmen") have neither. ``nature`` ``country`` is the
    name or adjective of a country, which acts only in what needs a state ("US drone strike").
    """

    start: int
    end: int
    text: str
    nature: Nature
    actor_id: str | None = None
    name: str | None = None

    @property
    def generic(self) -> bool:
        """Return whether the words name nobody."""
        return self.name is None


def find(
    text: str, book: Codebook, *, on: date | None = None, country: str | None = None
) -> tuple[ActorMention, ...]:
    """Return the actors of a text in order, disjoint; longer and better known names win."""
    return _read(text, book, book.find_actors(text, on=on, country=country))


@lru_cache(maxsize=4)
def _read(text: str, book: Codebook, listed: tuple[ActorMatch, ...]) -> tuple[ActorMention, ...]:
    """Return the actors by the names found; whose they are is mostly the same in any country."""
    listed = tuple(_in_context(match, listed, text, book) for match in listed)
    known = [_known(match, book) for match in listed if not _is_another(text, match)]
    new = list(_unknown(text, book, known))
    named = _disjoint([*known, *new, *_short(text, book)])
    named = _by_acronym(text, named)
    named = _disjoint([*named, *_acronyms(text, named)])
    named = _disjoint([*named, *shortened.find(text, named)])
    generic = [g for g in _generic(text, book) if not _follows_name(text, g, named)]
    found = _disjoint([*named, *generic, *_countries(text, book)])
    return tuple(actor for actor in found if not _DRESS.match(text, actor.end))


def _in_context(
    match: ActorMatch, listed: Sequence[ActorMatch], text: str, book: Codebook
) -> ActorMatch:
    """Return a name that several actors bear as the one whom the words around it mean.

    "The Taliban government", "the Taliban in Afghanistan"; else the one that the text named by a
    fuller name last before ("the Pakistani Taliban ... the Taliban"), or names first after.
    """
    if len(match.candidates) == 1:
        return match
    kinds = {one: book.actors[one] for one in match.candidates}
    if _GOVERNS.match(text, match.end):
        meant = [one for one, actor in kinds.items() if actor.kind == "government"]
    elif (there := _THERE.match(text, match.end)) and (code := country_in(there[1], book)):
        meant = [one for one, actor in kinds.items() if actor.country == code.upper()]
    else:
        fuller = [m for m in listed if _is_fuller(m, match)]
        before = [m.actor_id for m in fuller if m.start < match.start]
        meant = before[-1:] or [m.actor_id for m in fuller][:1]
    return replace(match, actor_id=meant[0]) if meant else match


def _is_fuller(one: ActorMatch, match: ActorMatch) -> bool:
    """Return whether a name says more than another: fewer bear it, and not by "government"."""
    tail = one.text.removeprefix(match.text)
    return set(one.candidates) < set(match.candidates) and not _GOVERNS.match(tail)


def _is_another(text: str, match: ActorMatch) -> bool:
    """Return whether a known name is the beginning of a longer one that the codebook lacks.

    "The Islamic Emirate of the Sahel Sands" is not the Islamic Emirate of Afghanistan.
    """
    return bool(_ORGANISED.search(match.text) and _GOES_ON.match(text, match.end))


def _follows_name(text: str, generic: ActorMention, named: Sequence[ActorMention]) -> bool:
    """Return whether a generic word only says who the name before it is ("Taliban fighters")."""
    return any(
        actor.nature == generic.nature == "armed"
        and actor.end < generic.start
        and text[actor.end : generic.start].isspace()
        for actor in named
    )


def nature_of(kind: str) -> Nature:
    """Return what an actor of a codebook kind is in a fight: armed, state or other."""
    if kind in _ARMED_KINDS:
        return "armed"
    return "state" if kind in _STATE_KINDS else "other"


def _known(match: ActorMatch, book: Codebook) -> ActorMention:
    actor = book.actors[match.actor_id]
    return ActorMention(
        start=match.start,
        end=match.end,
        text=match.text,
        nature=nature_of(actor.kind),
        actor_id=actor.id,
        name=actor.name,
    )


def _unknown(text: str, book: Codebook, known: Sequence[ActorMention]) -> Iterable[ActorMention]:
    """Yield proper names that are built, presented or act like an armed group's or a force's."""
    groups = book.lexicon("groups")
    starts = compile_forms(groups.get("name_starts", ()), cased=True)
    heads = compile_forms(groups.get("name_heads", ()), cased=True)
    peoples = _peoples(book)
    for match in _NAME.finditer(text):
        start, name = _without_article(match.start(), match.group())
        end = start + len(name)
        if any(start < m.end and m.start < end for m in known) or len(name) < _SHORTEST:
            continue
        presented = _is_presented(text, start, end) and _may_name(text, start, name, peoples)
        compound = " " in name or "-" in name
        built = compound and bool(starts.match(name) or heads.search(name))
        force = bool(_FORCE_HEAD.search(name)) and not (presented or _REBEL_WORD.search(name))
        if not (presented or built or (force and compound)):
            continue
        nature: Nature = "state" if force else "armed"
        yield ActorMention(start=start, end=end, text=name, nature=nature, name=name)


def _is_presented(text: str, start: int, end: int) -> bool:
    """Return whether the words around a name make it an armed group's."""
    before = text[max(0, start - 60) : start]
    if not ((_may_present(before) and _PRESENTED.search(before)) or _ACTS.match(text, end)):
        return False
    return not _TITLED.search(text[max(0, start - 30) : start])


def _may_present(before: str) -> bool:
    """Return whether the last word but an article may present a group; the rest is not tried."""
    if not before.isascii():
        return True
    led = before.rstrip("\"'").rstrip().lower()
    return led.rstrip(",").endswith(_PRESENTING) or (
        led.endswith("the") and led[:-3].rstrip().rstrip(",").endswith(_PRESENTING)
    )


def _short(text: str, book: Codebook) -> Iterable[ActorMention]:
    """Yield "IS" where it is no word of a line in capitals: the Islamic State."""
    actor = book.resolve_actor("Islamic State")
    for match in _IS.finditer(text) if actor is not None else ():
        line = text[max(0, match.start() - 20) : match.end() + 20]
        if actor is not None and sum(letter.isupper() for letter in line) < _SHOUTED:
            yield ActorMention(
                start=match.start(),
                end=match.end(),
                text="IS",
                nature=nature_of(actor.kind),
                actor_id=actor.id,
                name=actor.name,
            )


def _may_name(text: str, start: int, name: str, peoples: frozenset[str]) -> bool:
    """Return whether a name may be a group's: no people, no word that opens a sentence."""
    if name.lower() in peoples or name.rsplit(maxsplit=1)[-1].lower() in peoples:
        return False
    opens = start == 0 or text[:start].rstrip(" \"'\u201c\u2018")[-1:] in {
        "\n",
        ".",
        ":",
        "!",
        "?",
        "-",
        "\u2014",
        "",
    }
    if is_no_group(name):
        return False
    if _APPOSED.match(text, start + len(name)):
        return True
    return " " in name or "-" in name or name[1:].isupper() or not opens


def is_no_group(name: str) -> bool:
    """Return whether a name is a day's, an institution's or a people's, which no group has."""
    return bool(_NO_GROUP.search(name) or _CREED.search(name))


@lru_cache(maxsize=8)
def _peoples(book: Codebook) -> frozenset[str]:
    """Return adjectives and names of countries, which name no group ("Afghan militants")."""
    return frozenset(
        word.lower()
        for country in book.countries.values()
        for word in (country.name, *country.names, *country.demonyms)
    )


def _without_article(start: int, name: str) -> tuple[int, str]:
    first, _, rest = name.partition(" ")
    return (start + len(first) + 1, rest) if first in _ARTICLE and rest else (start, name)


def _by_acronym(text: str, named: Sequence[ActorMention]) -> list[ActorMention]:
    """Return names that the codebook lacks as the actor whose known acronym follows in brackets."""
    found = list(named)
    for at, (actor, short) in enumerate(pairwise(named)):
        between = text[actor.end : short.start]
        if actor.actor_id is None and short.actor_id and re.fullmatch(r"\s*\(", between):
            found[at] = replace(
                actor, actor_id=short.actor_id, name=short.name, nature=short.nature
            )
    return found


def _acronyms(text: str, named: Sequence[ActorMention]) -> Iterable[ActorMention]:
    """Yield every use of an acronym that the text introduces after a name."""
    for actor in named:
        match = _INTRODUCED.match(text, actor.end)
        if match is None or not any(letter.isupper() for letter in match[1][1:]):
            continue
        for use in re.finditer(rf"(?<![\w-]){re.escape(match[1])}(?![\w])", text):
            yield replace(actor, start=use.start(), end=use.end(), text=use.group())


def countries_of(named: Iterable[ActorMention], book: Codebook) -> dict[str, float]:
    """Return how many of the actors of a text are of each country, by ISO code in order."""
    votes: Counter[str] = Counter()
    for actor in named:
        country = book.actors[actor.actor_id].country if actor.actor_id else None
        if country:
            votes[country] += 1
    return {country: float(count) for country, count in sorted(votes.items())}


def country_in(text: str, book: Codebook) -> str | None:
    """Return the ISO code (lower case) of the first country that a phrase names, or None."""
    pattern, codes = _country_words(book)
    match = pattern.search(text)
    return codes[match.group()] if match else None


def _countries(text: str, book: Codebook) -> Iterable[ActorMention]:
    """Yield names and adjectives of countries as the armed forces of their states."""
    pattern, codes = _country_words(book)
    for match in pattern.finditer(text):
        actor = book.actors.get(f"mil-{codes[match.group()]}")
        if actor is not None and not UNIT_AFTER.match(text, match.end()):
            yield ActorMention(
                start=match.start(),
                end=match.end(),
                text=match.group(),
                nature="country",
                actor_id=actor.id,
                name=actor.name,
            )


@lru_cache(maxsize=8)
def _country_words(book: Codebook) -> tuple[WordPattern, dict[str, str]]:
    codes = {
        word: country.iso2.lower()
        for country in book.countries.values()
        for word in (country.name, *country.names, *country.demonyms)
    }
    return plain_pattern(codes), codes


def _generic(text: str, book: Codebook) -> Iterable[ActorMention]:
    groups = book.lexicon("groups")
    for nature, key in (("armed", "armed"), ("state", "state")):
        for match in compile_forms(groups.get(key, ())).finditer(text):
            if _ADJECTIVE.fullmatch(match.group()) and _NAMES_A_THING.match(text, match.end()):
                continue  # "a terrorist attack" names nobody
            yield ActorMention(
                start=match.start(),
                end=match.end(),
                text=match.group(),
                nature="armed" if nature == "armed" else "state",
            )


def _disjoint(mentions: Iterable[ActorMention]) -> list[ActorMention]:
    """Keep mentions that overlap none kept before; the order given is the order of trust."""
    taken: list[ActorMention] = []
    for mention in mentions:
        if all(mention.end <= kept.start or kept.end <= mention.start for kept in taken):
            taken.append(mention)
    return sorted(taken, key=lambda mention: mention.start)
