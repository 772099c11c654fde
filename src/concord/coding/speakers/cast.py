"""Everybody in a text who may speak or act, in order, each resolved as far as the text allows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from concord.codebook.book import Codebook
from concord.codebook.entries import Office
from concord.codebook.offices import OfficeMatch
from concord.coding.phrases import strings
from concord.coding.speakers.descriptions import NAME, Description, find_descriptions, read_heads
from concord.coding.speakers.resolve import Memory, former, from_actor, from_office, resolve
from concord.coding.speakers.setting import Setting, read_setting
from concord.coding.speakers.sources import Source

_PRONOUN = re.compile(
    r"\b(?:he|she|it|they|we|i|who|which|his (?:party|government)|her (?:party|government)"
    r"|both sides|the two sides|both parties|the two|both|one|the former|the latter)\b",
    re.IGNORECASE,
)
_FULL_NAME = re.compile(
    rf"(?<![\w.])(?:{NAME}\s+(?:(?:al|bin|ul|ur|de|da|van|von|dan)\s+)?){{1,4}}{NAME}|(?<![\w.])[A-ZÀ-Þ][\w’'-]{{2,}}"
)
_ORGANISATION = re.compile(
    r"\b(?:Party|Movement|Front|League|Alliance|Union|Congress|Council|Army|Brigade|Brigades|Group|"
    r"Forces?|Committee|Commission|Organi[sz]ation|Association|Watch|Institute|Centre|Center|Forum|"
    r"Network|Foundation|Agency|Authority|Bureau|Assembly|Parliament|Court|Ministry|Conference|"
    r"Observatory|Federation|Society|Tehreek\S*|Tehrik\S*|Jamaat\S*|Jamiat\S*|Jirga|Volunteers|"
    r"Coalition|Bloc|Nations|Initiative|Company|University|Lashkar\S*|Jaish\S*|Shura)\b"
)  # fmt: skip
_ARMED = re.compile(
    r"\b(?:[A-Z]\w+-(?:e|i|ul|ur|us|al)-[A-Z]\w+|[Aa]l-[A-Z]\w+|Army|Brigade|Brigades|Front|Lashkar\S*|Jaish\S*|Volunteers|Brotherhood)\b"
)
_PARTY = re.compile(
    r"\b(?:Party|League|Congress|Movement|Alliance|Bloc|Tehreek\S*|Jamaat\S*|Jamiat\S*)\b"
)
_TRANSLITERATED = re.compile(r"\b[A-Z]\w+-(?:e|i|ul|ur|us|al)-[A-Z]|\b[Aa]l-[A-Z]")
_NOT_NAMES = frozenset(
    [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "But",
        "And",
        "He",
        "She",
        "It",
        "They",
        "We",
        "You",
        "I",
        "His",
        "Her",
        "Their",
        "Its",
        "This",
        "That",
        "These",
        "Those",
        "Last",
        "After",
        "Before",
        "Earlier",
        "Later",
        "Speaking",
        "Both",
        "Two",
        "Three",
        "One",
        "According",
        "Meanwhile",
        "However",
        "If",
        "When",
        "While",
        "No",
        "Not",
        "For",
        "From",
        "With",
        "Under",
        "Over",
        "By",
        "As",
        "To",
        "Of",
        "What",
        "Who",
        "Which",
        "Since",
        "Islam",
        "Muslim",
        "Christian",
        "English",
        "Operation",
        "Accord",
        "Agreement",
        "Constitution",
        "Act",
        "Our",
        "My",
        "There",
        "Rs",
        "PKR",
        "Yes",
        "Ramadan",
        "Eid",
        "Today",
        "Yesterday",
        "Tomorrow",
        "Only",
        "Some",
        "Many",
        "Most",
        "All",
        "Any",
        "Each",
        "Every",
        "Such",
        "Asked",
    ]
)
_LINK = re.compile(r"\s*(?:,\s*|\s)")
_APPOSITION = re.compile(r"\s*,\s*(?:who\s+(?:is|was)\s+)?(?:now\s+|then\s+)?$")
_MAX_APPOSITION = 3


@dataclass(frozen=True, slots=True)
class Cast:
    """The sources of one text in order, with the names by which persons are known.

    ``people`` maps a person's full name and surname to the first resolved mention.
    """

    setting: Setting
    sources: tuple[Source, ...]
    people: dict[str, Source]

    def within(self, start: int, end: int) -> tuple[Source, ...]:
        """Return the sources that lie in the range, in order."""
        first = bisect_left([s.start for s in self.sources], start)
        found = []
        for source in self.sources[first:]:
            if source.start >= end:
                break
            if source.end <= end:
                found.append(source)
        return tuple(found)


def gather(text: str, published: str | None, book: Codebook) -> Cast:
    """Return the cast of a text; ``published`` (ISO) decides who held which office."""
    setting = read_setting(text, published, book)
    lexicon = book.lexicon("cues")
    titles = {t.rstrip(".").casefold() for t in strings(lexicon.get("honorifics"))}
    described = find_descriptions(text, read_heads(lexicon))
    memory = Memory(nation=_unlisted_nation(described) if setting.home is None else None)
    people: dict[str, Source] = {}
    sources: list[Source] = []
    for item in _items(setting, described):
        source = _resolved(setting, memory, item, people, titles)
        if source is None:
            continue
        source = _joined(setting, sources, source, people, titles)
        memory.note(source)
        sources.append(source)
    return Cast(setting, tuple(sorted(sources, key=lambda s: (s.start, -s.end))), people)


def _unlisted_nation(described: Iterable[Description]) -> str | None:
    """Return the country that a text without a listed one is about, by "X's minister"."""
    for found in described:
        if found.kind == "national" and found.names and not found.proper:
            return found.names[-1]
    return None


_Item = Description | Source | OfficeMatch


def _items(setting: Setting, found: Iterable[Description]) -> list[_Item]:
    """Return what may be a source, in order, without overlaps: the wider reading wins."""
    named: list[_Item] = [
        from_actor(setting.book.actors[m.actor_id], m.start, m.end, m.text, metonym=m.metonym)
        for m in setting.actors
    ]
    named.extend(setting.offices)
    whole = [n for n in named if not (isinstance(n, Source) and n.metonym)]
    described = [d for d in found if not any(_covers_head(n, d) for n in whole)]
    chosen: list[_Item] = []
    for item in sorted([*described, *named], key=lambda i: (i.start, -i.end)):
        if not chosen or item.start >= chosen[-1].end:
            chosen.append(item)
    taken = [(i.start, i.end) for i in chosen]
    chosen.extend(_free(_pronouns(setting.text), taken))
    chosen.extend(_proper_names(_masked(setting.text, taken)))
    return sorted(chosen, key=lambda i: (i.start, -i.end))


def _covers_head(named: _Item, described: Description) -> bool:
    """Return whether a name of the codebook already says all that the description says."""
    return (named.start <= described.start + 4 and named.end >= described.end) or (
        named.end - named.start >= described.end - described.start - len("the ")
        and named.start < described.end
        and described.start < named.end
    )


def _free(items: Iterator[Source], taken: list[tuple[int, int]]) -> Iterator[Source]:
    for item in items:
        if not any(item.start < end and start < item.end for start, end in taken):
            yield item


def _masked(text: str, taken: list[tuple[int, int]]) -> str:
    """Return the text with the taken spans blotted out, offsets unchanged."""
    parts: list[str] = []
    position = 0
    for start, end in sorted(taken):
        parts.append(text[position:start] + "\x00" * (end - max(start, position)))
        position = max(position, end)
    return "".join(parts) + text[position:]


def _pronouns(text: str) -> Iterator[Source]:
    for m in _PRONOUN.finditer(text):
        if m.group() == "i":
            continue
        yield Source(start=m.start(), end=m.end(), text=m.group(), kind="pronoun")


def _proper_names(text: str) -> Iterator[Source]:
    for m in _FULL_NAME.finditer(text):
        words = m.group().split()
        start = m.start()
        while words and words[0] in _NOT_NAMES:
            start += len(words[0]) + 1
            words = words[1:]
        while words and words[-1] in _NOT_NAMES:
            words = words[:-1]
        name = re.sub(r"['’]s?$", "", " ".join(words))
        if len(name) > 1:
            start = text.find(words[0], start)
            yield Source(start=start, end=start + len(name), text=name, kind="name")


def _resolved(
    setting: Setting, memory: Memory, item: _Item, people: dict[str, Source], titles: set[str]
) -> Source | None:
    if isinstance(item, Description):
        return resolve(setting, memory, item)
    if isinstance(item, OfficeMatch):
        return _from_holder(setting, item) if item.person else _from_title(setting, item)
    if item.kind != "name":
        return item
    return _from_name(item, people, titles)


def _from_title(setting: Setting, match: OfficeMatch) -> Source:
    return from_office(setting, setting.book.offices[match.office_id], match.start, match.end)


def _from_holder(setting: Setting, match: OfficeMatch) -> Source:
    """Return the source for a person: the office if held that day, else the party."""
    office: Office = setting.book.offices[match.office_id]
    source = from_office(setting, office, match.start, match.end)
    if not match.in_office:
        party = setting.book.resolve_actor(match.party, on=setting.on) if match.party else None
        source = (
            from_actor(party, match.start, match.end, match.text)
            if party
            else Source(
                start=match.start, end=match.end, text=match.text, kind="person", name=match.person
            )
        )
        return replace(source, kind="person", person=match.person)
    return replace(source, kind="person", person=match.person)


def _from_name(item: Source, people: dict[str, Source], titles: set[str]) -> Source | None:
    if item.text in _NOT_NAMES or item.text.rstrip("s") in _NOT_NAMES:
        return None
    words = [w for w in item.text.split() if w.rstrip(".").casefold() not in titles]
    known = people.get(" ".join(words).casefold()) or (
        people.get(words[-1].casefold()) if words else None
    )
    if known:
        return replace(known, start=item.start, end=item.end, text=item.text, kind="person")
    if _ORGANISATION.search(item.text) or _TRANSLITERATED.search(item.text):
        group = (
            "armed_group"
            if _ARMED.search(item.text)
            else "party"
            if _PARTY.search(item.text)
            else "name"
        )
        made = replace(
            item,
            name=item.text,
            group=group,
            side="armed_group" if group == "armed_group" else None,
        )
        people.setdefault(re.split(r"[\s-]", item.text)[0].casefold(), made)
        return made
    return replace(item, kind="name", name=item.text, weak=len(item.text.split()) == 1)


def _joined(
    setting: Setting,
    before: list[Source],
    source: Source,
    people: dict[str, Source],
    titles: set[str],
) -> Source:
    """Join a person's name with the description beside it, and remember the person by name."""
    last = before[-1] if before else None
    if last is None or source.kind == "pronoun":
        return source
    gap = setting.text[last.end : source.start]
    person = source.kind in {"name", "person"} and not _ORGANISATION.search(source.text)
    described = last.kind == "description" or last.office is not None
    if person and described and re.fullmatch(r"\s+|\s*,\s+", gap) and not last.weak:
        past = former(setting.text[max(0, last.start - 12) : last.end])
        before.pop()
        if not (past and source.kind == "person"):
            joined = replace(
                last,
                start=source.start if gap.strip() else last.start,
                end=source.end,
                text=setting.text[(source.start if gap.strip() else last.start) : source.end],
                kind="person",
                person=source.person or source.text,
            )
            joined = replace(joined, start=last.start, text=source.text)
            _remember(people, source.text, joined, titles)
            return joined
    named = (
        last.kind == "name" and not _ORGANISATION.search(last.text) and len(last.text.split()) > 1
    )
    if named and source.kind in {"description", "actor"} and _is_apposition(gap, source):
        before.pop()
        joined = replace(source, start=last.start, text=last.text, kind="person", person=last.text)
        _remember(people, last.text, joined, titles)
        return joined
    if source.kind == "person" and source.name:
        _remember(people, source.text, source, titles)
    return source


def _is_apposition(gap: str, source: Source) -> bool:
    """Return whether the gap between a name and a description makes one of the other."""
    if source.metonym:
        return False
    if re.fullmatch(
        r"\s*,\s*(?:who\s+(?:is|was|heads|leads|spoke for|speaks for)\s+)?(?:the|a|an|its|his|her)?\s*",
        gap,
    ):
        return source.kind == "description" or "who" in gap
    return (
        re.fullmatch(r"\s*,?\s*(?:a|the)?\s*(?:\w+\s+){0,3}(?:of|for|from)\s+(?:the\s+)?", gap)
        is not None
        and source.kind == "actor"
        and source.group != "government"
    )


def _remember(people: dict[str, Source], name: str, source: Source, titles: set[str]) -> None:
    words = [w for w in name.split() if w.rstrip(".").casefold() not in titles]
    for key in (" ".join(words), words[-1] if words else ""):
        if len(key) > 2:
            people.setdefault(key.casefold(), source)
