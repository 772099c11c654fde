"""From a description or a name to the organisation that it speaks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.coding.speakers.descriptions import NAMES, Description
from concord.coding.speakers.making import (
    actors_inside,
    as_source,
    former,
    of_actor,
    plain,
    strip_determiner,
    unknown_name,
)
from concord.coding.speakers.provinces import resolve_provincial
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.codebook.entries import Actor
    from concord.coding.speakers.memory import Memory
    from concord.coding.speakers.setting import Setting
    from concord.coding.speakers.sources import Source

_RETIRED = lazy_regex(r"\b(?:retired|retd|former|ex)\b", re.IGNORECASE)
_POSSESSIVE = lazy_regex(r"\b(?:its|his|her|their)\b", re.IGNORECASE)
_FOREIGN_HEADS = frozenset({"embassy", "ambassador", "envoy", "state department", "white house"})
_PAPERS = frozenset({"report", "study", "survey", "paper", "digest", "panel", "monitoring team"})
# Armed groups have spokesmen and leaders; these serve governments, parties and institutions.
_CIVIL = frozenset(
    ["adviser", "advisor", "aide", "coordinator", "commissioner", "secretary", "press secretary",
     "director", "deputy", "mediator"]
)  # fmt: skip
_GATHERED = frozenset({"delegation", "committee", "team", "panel", "mission"})
_UNNAMED = frozenset({"official", "officials", "source", "sources"})
_OWN = frozenset(  # "his administration": the speaker's
    ["government", "administration", "cabinet", "foreign ministry", "foreign office",
     "defence ministry", "interior ministry", "ministry"]
)  # fmt: skip
_BARE = frozenset({"", "own"})
_WORLD = lazy_regex(r"\b(?:Nations|Union|League|Organi[sz]ation|Community|Commission|Council)\b")
_PROVINCE_WORDS = lazy_regex(
    r"\b(?:provincial|state|regional|county|province's|state's|chief minister)\b", re.IGNORECASE
)
_NAMES = lazy_regex(NAMES)
_DE_FACTO = "de_facto_government"
_RULE = frozenset(
    ["government", "administration", "regime", "authorities", "rulers", "interim government",
     "cabinet", "foreign ministry", "defence ministry", "interior ministry", "foreign minister",
     "interior minister", "defence minister", "prime minister", "de facto authorities"]
)  # fmt: skip
_FACTIONS = frozenset({"faction", "splinter", "offshoot", "wing"})
_STATE_SIDES = frozenset({"government", "security_force", "judiciary"})
_GROUPS = frozenset({"armed_group", "movement", "criminal"})


def resolve(setting: Setting, memory: Memory, found: Description) -> Source:
    """Return the source that a description stands for."""
    own = _POSSESSIVE.match(setting.text, found.start) and found.before.strip() in _BARE
    if own and found.head in _OWN and "government" in memory.last:
        return as_source(setting, found, memory.last["government"], found.head)
    known = _said_short(setting, memory, found)
    if known is not None:
        return as_source(setting, found, known)
    how = {
        "national": _national, "provincial": resolve_provincial, "military": _force,
        "police": _force, "group": _group, "party": _party, "voice": _voice,
    }.get(found.kind, _people)  # fmt: skip
    return how(setting, memory, found)


def _said_short(setting: Setting, memory: Memory, found: Description) -> Source | None:
    """Return the body that a capitalised head alone stands for ("the Council said")."""
    alone = not found.before.strip() and not found.after.strip()
    head = setting.text[found.end - len(found.head) : found.end]
    short = alone and head[:1].isupper() and found.end - found.start > len(found.head)
    known = memory.heads.get(found.head) if short else None
    return known if known is not None and " " in known.label else None


def _national(setting: Setting, memory: Memory, found: Description) -> Source:
    inside = actors_inside(setting, found)
    states = [a for a in inside if a.kind in _STATE_SIDES and a.country]
    if _PROVINCE_WORDS.search(found.before) or "provincial " in found.after:
        return resolve_provincial(setting, memory, found)
    regional = [a for a in states if a.level == "provincial"]
    ruled_by = [a for a in inside if a.kind == "movement" and a.side == "opposition"]
    if ruled_by and found.head in _RULE:  # "the X government" of a coalition
        states = [*states, *ruled_by]
    chosen = regional[-1] if regional else _ruling_group(setting, inside, found)
    if chosen is not None:
        return of_actor(setting, found, chosen)
    country = setting.country_in(found.before) or (states[0].country if states else None)
    country = country or setting.country_in(found.after)
    if country:
        government = setting.state("gov", country)
        if government is not None:
            return of_actor(setting, found, government)
    if former(found.before) and "party" in memory.last:
        return as_source(setting, found, memory.last["party"])
    foreign = [a for a in inside if a.kind == "government" or a.kind in _GROUPS]
    if foreign and found.head in {"government", "administration", "regime", "authorities"}:
        return of_actor(setting, found, foreign[-1])
    return _unlisted_national(setting, memory, found)


def _ruling_group(setting: Setting, inside: list[Actor], found: Description) -> Actor | None:
    """Return the de facto government of an armed group ("the X regime"), whatever the day is."""
    if found.head not in _RULE:
        return None
    groups = [a for a in inside if a.kind in _GROUPS or a.side == _DE_FACTO]
    ruling = (
        a
        for group in reversed(groups)
        for a in setting.book.actors.values()
        if a.side == _DE_FACTO and a.country is not None and a.country == group.country
    )
    return next(ruling, None)


def _unlisted_national(setting: Setting, memory: Memory, found: Description) -> Source:
    alone = not found.before.strip() and not found.after.strip()
    meant = memory.minister(found.head) if alone else None
    if meant is not None:
        return as_source(setting, found, meant, found.head)
    unknown = unknown_name(found)
    if found.head in _FOREIGN_HEADS and unknown and _WORLD.search(unknown):
        return plain(setting, found, name=unknown, side="international_org", group="international")
    if found.proper and unknown:
        return plain(setting, found, side="national_government", group="government")
    if unknown and setting.home is None:
        memory.nation = memory.nation or unknown
        return plain(
            setting, found, name=f"Government of {unknown}", side="national_government",
            group="government", office=found.head,
        )  # fmt: skip
    government = setting.state("gov")
    if found.head in _FOREIGN_HEADS or government is None:
        nation = f"Government of {memory.nation}" if memory.nation else None
        return plain(
            setting, found, **({"name": nation} if nation else {}), group="government",
            side="national_government", office=found.head,
        )  # fmt: skip
    return of_actor(setting, found, government)


def _force(setting: Setting, memory: Memory, found: Description) -> Source:
    if _RETIRED.search(found.before):
        return plain(setting, found, group="analyst", side="analyst", weak=True)
    prefix = "mil" if found.kind == "military" else "pol"
    inside = actors_inside(setting, found)
    own = [a for a in inside if a.kind == "security_force"]
    if own:
        return of_actor(setting, found, own[-1])
    armed = [a for a in inside if a.kind in _GROUPS]
    if armed:  # "the X central command" is the group's
        return of_actor(setting, found, armed[-1])
    countries = [a.country for a in inside if a.country]
    named = setting.country_in(f"{found.before} {found.after}")
    countries += [named] if named else []
    unknown = unknown_name(found)
    if not countries and (found.proper or _is_called_army(setting, memory, found, unknown)):
        return plain(setting, found, group="armed_group", side="armed_group")
    actor = setting.state(prefix, countries[-1] if countries else None)
    if actor is not None and (countries or not unknown or prefix == "mil"):
        return of_actor(setting, found, actor)
    nation = unknown or memory.nation
    word = "military" if prefix == "mil" else "police"
    written = strip_determiner(setting.text[found.start : found.end])
    name = f"{nation} {word}" if nation else written
    return plain(setting, found, name=name, group="security_force", side=word)


def _is_called_army(
    setting: Setting, memory: Memory, found: Description, unknown: str | None
) -> bool:
    """Return whether a capitalised army "of" something that is no country is a group's name."""
    head = setting.text[found.start : found.end].removesuffix(found.after).split()[-1:]
    of_name = re.match(r"\s+of\s+(?:the\s+)?[A-Z]", found.after) is not None
    called = bool(head and head[0][:1].isupper() and of_name)
    return called and unknown is not None and unknown != memory.nation


def _group(setting: Setting, memory: Memory, found: Description) -> Source:
    armed = [a for a in actors_inside(setting, found) if a.kind in _GROUPS]
    if armed and found.head in _FACTIONS and re.match(r"\s+of\b", found.after):
        # A faction is not the movement that it is one of.
        return plain(setting, found, group="armed_group", side="armed_group")
    if armed:
        return of_actor(setting, found, armed[-1])
    last = memory.armed()
    text = setting.text[found.start : found.end]
    definite = re.match(r"(?:the|this|these|its|their)\s", text, re.IGNORECASE) is not None
    if last and not _NAMES.search(found.before) and (definite or not found.before.strip()):
        indefinite = re.match(r"(?:an?|some|another|\d)\b", text, re.IGNORECASE) is not None
        if not indefinite:
            return as_source(setting, found, last)
    return plain(setting, found, group="armed_group", side="armed_group")


def _party(setting: Setting, memory: Memory, found: Description) -> Source:
    parties = [a for a in actors_inside(setting, found) if a.kind in {"party", "movement"}]
    if parties:
        return of_actor(setting, found, parties[-1])
    led = _led_by(setting, found)
    if led is not None:
        return of_actor(setting, found, led)
    last = memory.last.get("party")
    if last and not _NAMES.search(found.before):
        return as_source(setting, found, last)
    return plain(setting, found, group="party")


def _led_by(setting: Setting, found: Description) -> Actor | None:
    """Return the party of the person whose it is said to be ("X's party")."""
    for match in setting.offices:
        if match.party and found.start <= match.start and match.end <= found.end:
            return setting.book.resolve_actor(match.party, on=setting.on)
    return None


_GROUPS_OWN = lazy_regex(r"\b(?:group|movement|organi[sz]ation|outfit|militant|rebel)['\u2019]s\b")
_STATE_WORDS = lazy_regex(
    r"\b(?:government|presidential|ministry|interior|foreign|cabinet|federal)\b"
)
_ARMY_WORDS = lazy_regex(r"\b(?:army|military|security)\b")
_OWNED = lazy_regex(r"['\u2019]s?\s+")
_GROUP_WORDS = lazy_regex(r"\b(?:rebel|militant|separatist|bandit|group|group's|insurgent)\b")


def _voice(setting: Setting, memory: Memory, found: Description) -> Source:
    """Return whom a spokesman, leader, report or official speaks for, by the words around it."""
    inside = actors_inside(setting, found)
    if inside:
        return of_actor(setting, found, inside[0] if found.before else inside[-1])
    before, after = found.before.lower(), found.after.lower()
    named = found.head not in _UNNAMED
    made: Source | None = None
    if named and _ARMY_WORDS.search(before):
        made = _force(setting, memory, _with_kind(found, "military"))
    elif "police" in before:
        made = _force(setting, memory, _with_kind(found, "police"))
    elif named and _STATE_WORDS.search(before + after):
        made = _national(setting, memory, found)
    elif named and _PROVINCE_WORDS.search(before + (after if "chief minister" in after else "")):
        made = resolve_provincial(setting, memory, found)
    elif _GROUP_WORDS.search(before):
        made = _group(setting, memory, found)
    return made or _bare_voice(setting, memory, found)


def _with_kind(found: Description, kind: str) -> Description:
    return Description(
        found.start, found.end, found.head, kind, found.before, found.after, found.plural,
        found.names, found.proper,
    )  # fmt: skip


def _bare_voice(setting: Setting, memory: Memory, found: Description) -> Source:
    unknown = unknown_name(found)
    text = setting.text[found.start : found.end]
    if _is_nobodys(found, text):
        unnamed = found.head not in _GATHERED
        called = {"name": "unnamed officials", "side": "anonymous_official"} if unnamed else {}
        return plain(setting, found, weak=True, **called)
    known = _beside_or_short(setting, memory, found, unknown)
    if known is not None:
        return as_source(setting, found, known, found.head)
    if unknown:
        printed = found.head in _PAPERS and unknown.startswith("The ")
        fields = {"group": "media", "side": "analyst"} if printed else {"group": "name"}
        return plain(setting, found, name=unknown, office=None if printed else found.head, **fields)
    if found.head in _PAPERS:
        wrote = [
            memory.last[g] for g in ("institute", "international", "media") if g in memory.last
        ]
        paper = max(wrote, key=lambda s: s.end, default=None)
        return as_source(setting, found, paper) if paper else plain(setting, found, side="analyst")
    last = _in_sentence(setting, memory, found) or _led(setting, memory, found)
    last = last or memory.last.get("any")
    fits = last is not None and not (found.head in _CIVIL and last.group in _GROUPS)
    if last and fits and (_POSSESSIVE.match(text) or found.before.strip() in _BARE):
        return as_source(setting, found, last, found.head)
    return plain(setting, found, weak=True)


def _beside_or_short(
    setting: Setting, memory: Memory, found: Description, unknown: str | None
) -> Source | None:
    """Return the description that a voice stands beside, or the body that its name is short for."""
    before = memory.history[-1] if memory.history else None
    if before is not None and before.kind == "description" and before.end + 1 >= found.start:
        return before
    if before is not None and before.kind in {"actor", "description"}:
        between = setting.text[before.end : found.start]
        if _OWNED.fullmatch(between):  # "the interior ministry's spokesman"
            return before
    short = memory.heads.get(unknown.casefold()) if unknown else None
    return short if short is not None and " " in short.label else None


def _is_nobodys(found: Description, text: str) -> bool:
    """Return whether a voice is that of unnamed officials, or of "a delegation" of nobody's yet."""
    if found.head in _UNNAMED or found.head + "s" in _UNNAMED:
        return True
    indefinite = re.match(r"an?\s", text, re.IGNORECASE) is not None
    return found.head in _GATHERED and indefinite and not found.names


def _led(setting: Setting, memory: Memory, found: Description) -> Source | None:
    """Return whose leader "their leader" is: of whom the sentence before tells."""
    if found.head not in _LEADERS:
        return None
    bodies = [s for s in memory.history if s.group in _FOLLOWED]
    start = max(setting.text.rfind(". ", 0, max(0, found.start - 2)), 0)
    before = max(setting.text.rfind(". ", 0, start), setting.text.rfind("\n", 0, start), 0)
    said = [s for s in bodies if before <= s.start < found.start]
    return next(iter(said), bodies[-1] if bodies else None)


_LEADERS = frozenset({"leader", "founder", "emir", "supreme leader", "central leader"})
_FOLLOWED = frozenset({"armed_group", "movement", "criminal", "party", "name"})


def _in_sentence(setting: Setting, memory: Memory, found: Description) -> Source | None:
    """Return who the sentence so far is about: its first organisation."""
    start = max(setting.text.rfind(". ", 0, found.start), setting.text.rfind("\n", 0, found.start))
    here = (s for s in memory.history if s.start > start and s.group not in {None, "name"})
    return next(here, None)


def _people(setting: Setting, memory: Memory, found: Description) -> Source:
    inside = [
        a for a in actors_inside(setting, found) if not a.country or a.kind not in _STATE_SIDES
    ]
    if inside and found.head not in {"critics", "analysts", "diplomats", "residents", "experts"}:
        return of_actor(setting, found, inside[0])
    sides = {
        "opposition": "opposition",
        "analyst": "analyst",
        "critics": "analyst",
        "expert": "analyst",
    }
    armed = memory.armed()
    if armed is not None and _GROUPS_OWN.search(found.before):
        return as_source(setting, found, armed, found.head)
    known = memory.heads.get(found.head)
    if known is not None and not found.before.strip():
        return as_source(setting, found, known)
    side = next((s for word, s in sides.items() if word in found.head), "civil_society")
    if found.head in {"jirga", "grand jirga", "elders", "tribal elders", "clerics", "cleric"}:
        side = "tribal_religious_leaders"
    return plain(
        setting, found, side=side, group=side, weak=found.head in {"supporters", "committee"}
    )
