"""Everybody in a text who may speak or act, in order, each resolved as far as the text allows."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from concord.codebook.offices import OfficeMatch
from concord.coding.phrases import strings
from concord.coding.speakers.descriptions import Description, find_descriptions, read_heads
from concord.coding.speakers.making import from_actor, from_office
from concord.coding.speakers.memory import Memory
from concord.coding.speakers.nations import find_nation
from concord.coding.speakers.persons import (
    Name,
    NameWords,
    People,
    find_names,
    is_agency,
    is_dateline,
    is_placed,
    join,
    read_name,
)
from concord.coding.speakers.resolve import resolve
from concord.coding.speakers.setting import Setting, read_setting
from concord.coding.speakers.sources import Source
from concord.coding.wordpatterns import places_of
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from concord.codebook.actors import ActorMatch
    from concord.codebook.book import Codebook
    from concord.codebook.entries import Actor

_PRONOUN = lazy_regex(
    r"\b(?:he|she|it|they|we|who|which|his (?:party|government)|her (?:party|government)"
    r"|both sides|the two sides|both parties|the two(?=\s+(?:have|had|also|were|are|agreed|will)\b)"
    r"|one|the former|the latter|(?-i:I))\b",
    re.IGNORECASE,
)
_PRONOUN_BEGINS = frozenset(
    ["he", "she", "it", "they", "we", "who", "which", "his", "her", "both", "the", "one", "i"]
)
_NOBODY = lazy_regex(r"^(?:.{0,4}\b)?no\s", re.IGNORECASE | re.DOTALL)
_ARTICLE = len("the ")
_FAITHS = (
    "Islamic",
    "Islamist",
    "Muslim",
    "Christian",
    "Hindu",
    "Jewish",
    "Sunni",
    "Shia",
    "Shiite",
)
_UNITS = frozenset({"country", "admin1"})
_CITY = 100_000  # inhabitants of a place that a bare name is taken to mean
_Item = Description | Source | OfficeMatch | Name


@dataclass(frozen=True, slots=True)
class Cast:
    """The sources of one text in order; ``starts`` are their offsets, for looking up."""

    setting: Setting
    sources: tuple[Source, ...]
    starts: tuple[int, ...]

    def within(self, start: int, end: int) -> tuple[Source, ...]:
        """Return the sources that lie in the range, in order."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return tuple(s for s in self.sources[first:last] if s.end <= end)


def gather(text: str, published: str | None, book: Codebook) -> Cast:
    """Return the cast of a text; ``published`` (ISO) decides who held which office."""
    setting = read_setting(text, published, book)
    described = find_descriptions(text, read_heads(book.lexicon("cues")))
    memory = Memory(nation=find_nation(text, described) if setting.home is None else None)
    people = People(_name_words(book))
    sources: list[Source] = []
    for item in _items(setting, described):
        source = _resolved(setting, memory, item, people)
        if source is not None:
            source = join(setting, sources, source, people)
            memory.note(source)
            sources.append(source)
    ordered = tuple(sorted(sources, key=lambda s: (s.start, -s.end)))
    return Cast(setting, ordered, tuple(s.start for s in ordered))


def _items(setting: Setting, found: Iterable[Description]) -> list[_Item]:
    """Return what may be a source, in order, without overlaps: the wider reading wins."""
    named: list[_Item] = [
        _from_match(setting, match)
        for match in setting.actors
        if not (match.metonym and is_dateline(setting.text, match.start, match.end))
        and not is_agency(setting.text, match.start, match.end)
    ]
    agencies = [(m.start, m.end) for m in setting.actors if is_agency(setting.text, m.start, m.end)]
    named.extend(setting.offices)
    whole = [n for n in named if not (isinstance(n, Source) and n.metonym)]
    described = [d for d in found if not any(_says_all(n, d) for n in whole)]
    chosen: list[_Item] = []
    for item in sorted([*described, *named], key=lambda i: (i.start, -i.end)):
        if not chosen or item.start >= chosen[-1].end:
            chosen.append(item)
    blotted = _masked(setting.text, [*((i.start, i.end) for i in chosen), *agencies])
    chosen.extend(_pronouns(blotted, setting.text))
    chosen.extend(find_names(blotted))
    return sorted(chosen, key=lambda i: (i.start, -i.end))


def _from_match(setting: Setting, match: ActorMatch) -> Source:
    actor = setting.speaks_for(_standing(setting, match))
    placed = is_placed(setting.text, match.start)
    return from_actor(
        actor, match.start, match.end, match.text, metonym=match.metonym, placed=placed
    )


def _standing(setting: Setting, match: ActorMatch) -> Actor:
    """Return the actor named; a country stands for its government of the day."""
    actor = _at_home(setting, match)
    if _names_rulers(setting, match):  # "the Taliban regime" is that regime, whatever the day is
        return actor
    if actor.kind == "government" and actor.level == "national" and actor.country:
        return setting.state("gov", actor.country) or actor
    return actor


def _names_rulers(setting: Setting, match: ActorMatch) -> bool:
    """Return whether a name is that of a de facto government and of no other government."""
    named = setting.book.actors[match.actor_id]
    others = (setting.book.actors[i] for i in match.candidates if i != named.id)
    rivals = any(a.kind == "government" and a.country == named.country for a in others)
    return named.side == "de_facto_government" and not match.metonym and not rivals


def _at_home(setting: Setting, match: ActorMatch) -> Actor:
    """Return the actor of a name; a foreign group's bare name may be the home group's too.

    "The Taliban" in news about one country is its own movement of that name, if the text names it.
    """
    actor = setting.book.actors[match.actor_id]
    if actor.kind != "armed_group" or actor.country == setting.home or " " in match.text:
        return actor
    word = match.text.casefold()
    if _called_before(setting, match, word) == actor.id:
        return actor
    for other in setting.actors:
        named = setting.book.actors[other.actor_id]
        own = named.kind == "armed_group" and named.country == setting.home
        if own and any(alias.casefold().split()[-1] == word for alias in named.aliases):
            return named
    return actor


def _called_before(setting: Setting, match: ActorMatch, word: str) -> str | None:
    """Return whom the last longer name with that word before it names ("Afghan Taliban")."""
    longer = (
        other
        for other in reversed(setting.actors)
        if other.start < match.start and " " in other.text and word in other.text.casefold().split()
    )
    found = next(longer, None)
    return found.actor_id if found else None


def _says_all(named: _Item, described: Description) -> bool:
    """Return whether a name of the codebook already says all that the description says."""
    inside = named.start <= described.start + _ARTICLE and named.end >= described.end
    overlaps = named.start < described.end and described.start < named.end
    as_long = named.end - named.start >= described.end - described.start - _ARTICLE
    return overlaps and (inside or as_long)  # a short title before a name stands outside of it


def _masked(text: str, taken: list[tuple[int, int]]) -> str:
    """Return the text with the taken spans blotted out, offsets unchanged."""
    parts: list[str] = []
    position = 0
    for start, end in sorted(taken):
        parts.append(text[position:start] + "\x00" * (end - max(start, position)))
        position = max(position, end)
    return "".join(parts) + text[position:]


def _pronouns(blotted: str, text: str) -> Iterator[Source]:
    """Yield the pronouns of a text that stand outside of what is blotted."""
    end = 0
    for start in places_of(text, _PRONOUN_BEGINS):
        if start >= end and (match := _PRONOUN.match(blotted, start)):
            end = match.end()
            yield Source(start=start, end=end, text=match.group(), kind="pronoun")


def _resolved(setting: Setting, memory: Memory, item: _Item, people: People) -> Source | None:
    if isinstance(item, Description):
        if _NOBODY.search(setting.text[max(0, item.start - 4) : item.end]):
            return None
        return _periodical(setting.text, item) or resolve(setting, memory, item)
    if isinstance(item, OfficeMatch):
        return _from_holder(setting, item) if item.person else _from_title(setting, item)
    if not isinstance(item, Name):
        return item
    made = read_name(item, people)
    return None if made is not None and _is_place(setting, made) else made


@lru_cache(maxsize=4)
def _name_words(book: Codebook) -> NameWords:
    """Return a codebook's words that look like names.

    Afghan, Iranian, ... and the adjectives of faiths name nobody when they stand alone.
    """
    lexicon = book.lexicon("cues")
    barred = [name.casefold() for name in strings(lexicon.get("not_actors"))]
    demonyms = [word for country in book.countries.values() for word in country.demonyms]
    return NameWords(
        titles=frozenset(t.rstrip(".").casefold() for t in strings(lexicon.get("honorifics"))),
        barred=frozenset(name[:end] for name in barred for end in range(1, len(name) + 1)),
        adjectives=frozenset(word.casefold() for word in (*demonyms, *_FAITHS)),
    )


def _is_place(setting: Setting, source: Source) -> bool:
    """Return whether a single word that nobody in the text bears is a country, province or city."""
    if source.kind != "name" or not source.weak or source.text.isupper():
        return False
    places = setting.book.gazetteer.find(source.text)
    return any(p.kind in _UNITS or p.population >= _CITY for p in places[:1])


def _periodical(text: str, found: Description) -> Source | None:
    """Return the newspaper that a capital "The" names inside a sentence ("by The Envoy")."""
    words = text[found.start : found.end]
    inside = re.search(r"[\w,]\s+$", text[max(0, found.start - 4) : found.start]) is not None
    if not (inside and re.fullmatch(r"The [A-Z]\w+", words)):
        return None
    return Source(
        start=found.start, end=found.end, text=words, kind="name", name=words, group="media",
        side="analyst",
    )  # fmt: skip


def _from_title(setting: Setting, match: OfficeMatch) -> Source:
    return from_office(setting, setting.book.offices[match.office_id], match.start, match.end)


def _from_holder(setting: Setting, match: OfficeMatch) -> Source:
    """Return the source for a person: the office if held that day, else the party."""
    office = setting.book.offices[match.office_id]
    if match.in_office:
        source = from_office(setting, office, match.start, match.end)
        return replace(source, kind="person", person=match.person)
    party = setting.book.resolve_actor(match.party, on=setting.on) if match.party else None
    if party is not None:
        source = from_actor(party, match.start, match.end, match.text)
        return replace(source, kind="person", person=match.person)
    return Source(
        start=match.start, end=match.end, text=match.text, kind="person", name=match.person,
        person=match.person,
    )  # fmt: skip
