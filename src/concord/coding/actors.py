"""Actors of a text: names of the codebook, names that no codebook knows, and generic words.

Acronyms that the text introduces ("Sindhi Watan Army (SWA)") stand for the name they follow.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from concord.codebook.actors import UNIT_AFTER
from concord.coding import acronyms, factions, group_names, shortened
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
_SHOUTED = 14  # capitals in forty characters: a headline
_ADJECTIVE = lazy_regex(
    r"(?:terrorist|militant|rebel|insurgent|jihadist|extremist|separatist|islamist|bandit|guerrilla)",
    re.IGNORECASE,
)
_OWN_FORCES = lazy_regex(r"(?:military|forces?|troops|soldiers)$", re.IGNORECASE)
_NAMES_A_THING = lazy_regex(
    r"\s+(?:attacks?|assaults?|raids?|bombings?|violence|activit\w+|acts?|threats?|hide-?outs?|leaders?"
    r"|commanders?|camps?|networks?|organi[sz]ations?|siege|strikes?|plots?|incidents?|cells?|targets?)\b",
    re.IGNORECASE,
)
_IS = lazy_regex(r"(?<![\w-])IS(?![\w-])")
# "Fighters loyal to a commander": his group's.
_LOYAL_TO = lazy_regex(
    r"\b(?i:fighters?|gunm[ae]n|militants?|militiam[ae]n|men|insurgents?|rebels?)\s+loyal\s+to\s+"
    r"(?:(?:the\s+)?(?:\w+\s+)?(?:commander|leader|chief|warlord)\s+)?(?P<leader>[A-Z][\w'\u2019-]+(?:\s+[A-Z][\w'\u2019-]+){0,3})",
)
# "men in police uniforms", "in army fatigues": what is worn is nobody, nor is a building.
_DRESS = lazy_regex(
    r"(?:['\u2019]s?)?\s+(?:(?:uniforms?|fatigues|camouflage|shirts?|jackets?|vests?|caps|berets|colours|colors|kit)|clothes|clothing|dress|garb|gear|outfits|attire|stations?"
    r"|districts?|limits|jurisdiction|headquarters|academy|barracks|hospital|school|college)\b",
    re.IGNORECASE,
)
_ORGANISED = lazy_regex(r"(?:Emirate|Front|Movement|Council|Brigades?|Union|League|Party)$")
_NAMED_ON = lazy_regex(r"\s+(?:al|ul|wal|fi|e|i)[- ][A-Z]")  # "Shabaab al-Sahra"
_GOES_ON = lazy_regex(r"\s+of\s+(?:the\s+)?[A-Z]")


# Words after a name that govern a country as well as fight.
_GOVERNS = lazy_regex(
    r"(?:['\u2019]s?)?(?:-(?:led|run))?\s+(?:interim\s+|caretaker\s+|acting\s+|de\s+facto\s+)?"
    r"(?:government|regime|administration|authorities|cabinet|rulers?|rule|(?:\w+\s+)?ministry"
    r"|(?:\w+\s+)?minister)\b",
    re.IGNORECASE,
)
# "The Afghan side", "Afghan border guards": a state's own, in a fight with another one's.
_SIDE = lazy_regex(
    r"\b([A-Z]\w+)\s+(?:side|troops|soldiers|border\s+(?:guards?|police|forces)|forces\s+(?:on|across))\b"
)
_BESIDE = 160  # characters
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
    named = _disjoint([*known, *new, *_led(text, book), *_short(text, book)])
    named = acronyms.settle(text, named, book)
    named = _disjoint([*named, *acronyms.uses(text, named)])
    named = _disjoint([*named, *shortened.find(text, named)])
    generic = [g for g in _generic(text, book) if not _follows_name(text, g, named)]
    found = _one_people(text, _disjoint([*named, *generic, *_countries(text, book)]))
    found = factions.join(text, found)
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
    elif (side := _side_of(match, text, book)) is not None:
        meant = [one for one, actor in kinds.items() if actor.country == side]
    else:
        fuller = [m for m in listed if _is_fuller(m, match)]
        before = [m.actor_id for m in fuller if m.start < match.start]
        meant = before[-1:] or [m.actor_id for m in fuller][:1]
    return replace(match, actor_id=meant[0]) if meant else match


def _side_of(match: ActorMatch, text: str, book: Codebook) -> str | None:
    """Return the one country of those that bear a name whose forces or side are told of beside it.

    "The Afghan side shot at posts; the Taliban said ...": those of Afghanistan.
    """
    around = text[max(0, match.start - _BESIDE) : match.end + _BESIDE]
    found = {
        code.upper() for m in _SIDE.finditer(around) if (code := country_in(m[1], book)) is not None
    }
    among = found & {book.actors[one].country for one in match.candidates}
    return min(among) if len(among) == 1 else None


def _is_fuller(one: ActorMatch, match: ActorMatch) -> bool:
    """Return whether a name says more than another: fewer bear it, and not by "government"."""
    tail = one.text.removeprefix(match.text)
    return set(one.candidates) < set(match.candidates) and not _GOVERNS.match(tail)


def _is_another(text: str, match: ActorMatch) -> bool:
    """Return whether a known name is the beginning of a longer one that the codebook lacks.

    "The Islamic Emirate of the Sahel Sands" is not the Islamic Emirate of Afghanistan, nor the
    "Shabaab al-Sahra" al-Shabaab.
    """
    if _ORGANISED.search(match.text) and _GOES_ON.match(text, match.end):
        return True
    return _NAMED_ON.match(text, match.end) is not None


def _follows_name(text: str, generic: ActorMention, named: Sequence[ActorMention]) -> bool:
    """Return whether a generic word only says who the name before it is ("Taliban fighters").

    So do "Houthi forces" and "the Houthi military": an armed group's own. "Taliban fighters" are
    so of those who govern too.
    """
    return any(
        (actor.nature == "armed" or (actor.nature == "state" and generic.nature == "armed"))
        and generic.nature in {"armed", "state"}
        and (generic.nature == "armed" or _OWN_FORCES.match(generic.text))
        and actor.end < generic.start
        and text[actor.end : generic.start].isspace()
        for actor in named
    )


def _one_people(text: str, found: Sequence[ActorMention]) -> list[ActorMention]:
    """Return generic words that stand together as one mention: "Islamist" and "terrorists"."""
    joined: list[ActorMention] = []
    for actor in found:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.generic
            and actor.generic
            and before.nature == actor.nature == "armed"
            and _ADJECTIVE.search(before.text)
            and text[before.end : actor.start] == " "
        ):
            joined[-1] = replace(before, end=actor.end, text=text[before.start : actor.end])
        else:
            joined.append(actor)
    return joined


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
    """Yield proper names that are built, presented or act like an armed group's or a force's.

    One that is presented once is a group's wherever the text has it.
    """
    groups, peoples = book.lexicon("groups"), _peoples(book)
    taken = {at for m in known for at in range(m.start, m.end)}
    for start, name, is_force in tuple(group_names.find(text, groups, peoples)):
        nature: Nature = "state" if is_force else "armed"
        uses = [start, *([] if is_force else group_names.uses(text, name))]
        for at in dict.fromkeys(uses):
            end = at + len(name)
            if at not in taken and end - 1 not in taken:
                taken.update(range(at, end))
                yield ActorMention(start=at, end=end, text=name, nature=nature, name=name)


def _led(text: str, book: Codebook) -> Iterable[ActorMention]:
    """Yield leaders whose fighters a text tells of, as the group that is called by their name."""
    for match in _LOYAL_TO.finditer(text):
        actor = book.resolve_actor(f"{match['leader']} group")
        if actor is not None and nature_of(actor.kind) == "armed":
            yield ActorMention(
                start=match.start("leader"),
                end=match.end("leader"),
                text=match["leader"],
                nature="armed",
                actor_id=actor.id,
                name=actor.name,
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


@lru_cache(maxsize=8)
def _peoples(book: Codebook) -> frozenset[str]:
    """Return adjectives and names of countries, which name no group ("Afghan militants")."""
    return frozenset(
        word.lower()
        for country in book.countries.values()
        for word in (country.name, *country.names, *country.demonyms)
    )


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
