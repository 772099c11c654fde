"""Names that the coder met and the packs do not know, for the author of a pack.

Spellings of one name are one suggestion; those that did something, or said that they did it, in
more documents come first. Each carries sentences and a stub to paste into the pack. Persons are
never listed by name: of a speaker, the title alone is an office to fill.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from concord.codebook.actors import bare_name
from concord.codebook.names import plain_name, sound_key
from concord.codebook.stubs import ORGANISATIONS, stub_of
from concord.codebook.whereabouts import Whereabouts
from concord.model import Location
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from concord.codebook.book import Codebook
    from concord.model import Document, Event, Relation, Statement

KINDS = ("actor", "office", "place")
# What a name does in a text says how much the record loses while nobody knows it.
WORTH = {
    "perpetrator": 3.0,
    "claims": 3.0,
    "place": 2.0,
    "speaker": 2.0,
    "relation": 2.0,
    "target": 1.0,
}
_LIKENESS = 0.9  # of two spellings, by difflib
_EXAMPLES = 3
_LONGEST_NAME = 8  # words
_MOST = 0.7  # of the letters of a name, which a known name in it must have
_AROUND = 160  # characters of a sentence on each side
_TITLES = (
    r"(?i:Minister|Governor|Mayor|Secretary|Commissioner|Superintendent|Inspector[ -]General|Chief"
    r"|President|Chair(?:man|person|woman)?|Speaker|Ambassador|Director[ -]General|Spokes\w+|Envoy"
    r"|Commander|Administrator|Advis[eo]r|Prosecutor|Judge|Justice|Emir|Sultan)"
)
_TITLE = lazy_regex(rf"\b{_TITLES}\b")
_OF_WHAT = r"(?:\s+(?:of|for)\s+(?:the\s+)?[^,.;:]{2,50}?)?"
# "The governor of the Lac region, X said", "X, the mayor of Zenda, said".
_BEFORE_NAME = lazy_regex(rf"((?:[\w'-]+\s+)?\b{_TITLES}{_OF_WHAT}),?\s+$")
_AFTER_NAME = lazy_regex(rf",\s+(?:the\s+|a\s+)?((?:[\w'-]+\s+)?{_TITLES}{_OF_WHAT})[,.]")
# Words that an organisation's name has and a person's has not.
_OF_GROUPS = lazy_regex(
    r"\b(?:Front|Movement|Group|Brigade|Militia|Lashkar|Jaish|Te?hr[ei]\w+|Jama\w+|Hara\w+|Ansar\w*"
    r"|Hizb\w*|Muja\w+|Liberation|Resistance|Taliban|Cartel|Gang|Federation|Organi[sz]ation|Bureau"
    r"|Office|Department|Institute|Centre|Center|Fund|Bank|Board|Embassy|Mission|Bar|Jirga)\b"
)
_SENTENCE_END = lazy_regex(r"[.!?][\"'\u201d\u2019)]*\s|\n\s*\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A name where it stood: in which document, from where to where, and as what."""

    kind: str
    name: str
    role: str
    document_id: str
    start: int | None = None
    end: int | None = None
    place: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A name to add: its spellings, where it was met, and a stub.

    ``worth`` adds up the roles in which the name stands, once for each document; ``roles`` counts
    its sightings. ``sentences`` are (document id, words around the name). ``file`` says into which
    file of a pack the ``stub`` belongs.
    """

    kind: str
    name: str
    variants: tuple[str, ...]
    documents: int
    sightings: int
    worth: float
    roles: dict[str, int] = field(default_factory=dict)
    sentences: tuple[tuple[str, str], ...] = ()
    file: str = ""
    stub: str = ""


def suggest(
    events: Iterable[Event],
    statements: Iterable[Statement],
    relations: Iterable[Relation],
    book: Codebook,
    document: Callable[[str], Document | None],
) -> tuple[Suggestion, ...]:
    """Return what the packs do not know, the most worth adding first.

    ``document`` returns a document by its id, or None; its text gives the sentences.
    """
    read = tuple(events)
    found = [*_of_events(read), *_of_statements(statements, document), *_of_relations(relations)]
    known = _Known(book)
    unknown = [_in_one_line(sighting) for sighting in found if not known.holds(sighting)]
    groups = [group for kind in KINDS for group in _groups(unknown, kind)]
    where = Whereabouts(read, book)
    suggestions = [_suggestion(group, document, where) for group in groups]
    return tuple(sorted(suggestions, key=lambda s: (-s.worth, -s.sightings, s.kind, s.name)))


def _in_one_line(sighting: Sighting) -> Sighting:
    """Return a sighting whose name, broken by the end of a line, stands in one."""
    return replace(sighting, name=" ".join(sighting.name.split()))


def _of_events(events: Iterable[Event]) -> Iterator[Sighting]:
    for event in events:
        for role, people in (("perpetrator", event.perpetrators), ("target", event.targets)):
            for one in people:
                if one.actor_id is None and one.name:
                    yield _sighting("actor", one.name, role, event, one.start, one.end)
        for claim in (*event.claimed_by, *event.denied_by):
            if claim.actor_id is None and claim.name:
                yield _sighting("actor", claim.name, "claims", event, claim.start, claim.end)
        for place in event.places[:1]:
            if place.name:
                yield Sighting(
                    kind="place",
                    name=place.name,
                    role="place",
                    document_id=event.document_id,
                    start=place.start,
                    end=place.end,
                    place=place,
                )


def _sighting(
    kind: str, name: str, role: str, event: Event, start: int | None, end: int | None
) -> Sighting:
    return Sighting(
        kind=kind, name=name, role=role, document_id=event.document_id, start=start, end=end
    )


def _of_statements(
    statements: Iterable[Statement], document: Callable[[str], Document | None]
) -> Iterator[Sighting]:
    for said in statements:
        if said.speaker_id is not None:
            continue
        read = document(said.document_id)
        title = _title_of(said, _around(read.text, said) if read else said.quote)
        name = title or (said.speaker_name if said.person is None else None)
        if name and (title or _is_organisation(name)):
            yield Sighting(
                kind="office" if title else "actor",
                name=name,
                role="speaker",
                document_id=said.document_id,
                start=said.start,
                end=said.end,
            )


def _around(text: str, said: Statement) -> str:
    """Return a statement with the words before and after it, in which its speaker stands."""
    return text[max(0, said.start - _AROUND) : said.end + _AROUND]


def _title_of(said: Statement, words: str) -> str | None:
    """Return the title of a speaker without the name, from the speaker's words or those beside."""
    person = said.person or said.speaker
    own = " ".join(said.speaker.replace(said.person or "\0", " ").replace(",", " ").split())
    if _TITLE.search(own) and not own.islower():
        return own.removeprefix("The ").removeprefix("the ")
    before, found, after = words.partition(person)
    if not found or _is_organisation(person):
        return None
    match = _BEFORE_NAME.search(before) or _AFTER_NAME.match(after)
    return match[1].removeprefix("The ").removeprefix("the ").strip() if match else None


def _is_organisation(name: str) -> bool:
    """Return whether a name may be an organisation's; names of persons are never listed."""
    if not name[:1].isupper():
        return False
    built = any(re.search(rf"\b(?:{words})\b", name) for _, words in ORGANISATIONS)
    joined = re.search(r"-(?:e|i|ul|al|ut|us)-", name)
    acronym = re.search(r"\b[A-Z][a-z]?[A-Z]", name)
    return bool(built or joined or acronym or _OF_GROUPS.search(name))


def _of_relations(relations: Iterable[Relation]) -> Iterator[Sighting]:
    for relation in relations:
        sides = ((relation.subject, relation.subject_id), (relation.object, relation.object_id))
        for name, actor_id in sides:
            if actor_id is None and _is_name(name) and _is_organisation(name):
                yield Sighting(
                    kind="actor",
                    name=name,
                    role="relation",
                    document_id=relation.document_id,
                    start=relation.start,
                    end=relation.end,
                )


def _is_name(words: str) -> bool:
    """Return whether the words of a relation's side are a name, not a clause on what was done."""
    capitals = [word for word in words.split() if word[:1].isupper()]
    short = len(words.split()) <= _LONGEST_NAME and 2 * len(capitals) >= len(words.split())
    return short and words[:1].isupper() and "'s " not in words and "\u2019s " not in words


class _Known:
    """What the packs know by now; a record may have been coded with earlier ones."""

    def __init__(self, book: Codebook) -> None:
        self._book = book

    def holds(self, sighting: Sighting) -> bool:
        """Return whether a name needs no suggestion: known, or no name at all."""
        if not plain_name(sighting.name) or sighting.name.islower():
            return True
        if sighting.kind == "place":
            return self._is_place(sighting)
        if sighting.kind == "office":
            return bool(self._book.find_offices(sighting.name, bare=True))
        if self._book.resolve_actor(sighting.name):
            return True
        bare = bare_name(sighting.name)
        known = max((m.end - m.start for m in self._book.find_actors(bare)), default=0)
        return known >= _MOST * len(bare)

    def _is_place(self, sighting: Sighting) -> bool:
        country = sighting.place.country if sighting.place else None
        found = self._book.gazetteer.find(sighting.name, country=country)
        return any(country in {None, place.country} for place in found)


def _groups(sightings: Sequence[Sighting], kind: str) -> list[list[Sighting]]:
    """Return the sightings of one kind, those of one name together, in order of first sight."""
    groups: dict[str, list[Sighting]] = {}
    for sighting in sightings:
        if sighting.kind == kind:
            key = _key(sighting)
            near = next((known for known in groups if _is_variant(key, known)), key)
            groups.setdefault(near, []).append(sighting)
    return list(groups.values())


def _key(sighting: Sighting) -> str:
    name = bare_name(sighting.name) if sighting.kind == "actor" else sighting.name
    return sound_key(name) or plain_name(name)


def _is_variant(one: str, other: str) -> bool:
    if one == other:
        return True
    if one[:1] != other[:1] or abs(len(one) - len(other)) > 3:  # noqa: PLR2004 - letters
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _LIKENESS


def _suggestion(
    group: Sequence[Sighting], document: Callable[[str], Document | None], where: Whereabouts
) -> Suggestion:
    spellings = Counter(sighting.name for sighting in group)
    name = min(spellings, key=lambda spelling: (-spellings[spelling], spelling))
    variants = tuple(sorted(spelling for spelling in spellings if spelling != name))
    roles = Counter(sighting.role for sighting in group)
    worth = sum(WORTH[role] for _, role in sorted({(s.document_id, s.role) for s in group}))
    kind = group[0].kind
    return Suggestion(
        kind=kind,
        name=name,
        variants=variants,
        documents=len({sighting.document_id for sighting in group}),
        sightings=len(group),
        worth=worth,
        roles=dict(sorted(roles.items())),
        sentences=tuple(_sentences(group, document)),
        file={"actor": "actors.yaml", "office": "offices.yaml", "place": "places/*.tsv"}[kind],
        stub=stub_of(name, variants, group, where.country_of(group)),
    )


def _sentences(
    group: Sequence[Sighting], document: Callable[[str], Document | None]
) -> Iterator[tuple[str, str]]:
    """Yield the words around the first sightings, from different documents."""
    seen: set[str] = set()
    for sighting in group:
        if sighting.document_id in seen or len(seen) == _EXAMPLES or sighting.start is None:
            continue
        found = document(sighting.document_id)
        if found is not None:
            seen.add(sighting.document_id)
            yield found.external_id or found.id, _sentence(found.text, sighting)


def _sentence(text: str, sighting: Sighting) -> str:
    start, end = sighting.start or 0, sighting.end or sighting.start or 0
    before = text[max(0, start - _AROUND) : start]
    stops = [match.end() for match in _SENTENCE_END.finditer(before)]
    after = text[end : end + _AROUND]
    stop = _SENTENCE_END.search(after)
    words = before[stops[-1] if stops else 0 :] + text[start:end]
    return " ".join((words + (after[: stop.end()] if stop else after)).split())
