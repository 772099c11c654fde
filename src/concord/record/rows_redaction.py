"""Names of victims and private persons masked by what they were: "[civilian]", "[soldier]".

Organisations, office holders and public figures of the codebook are actors and stay. A name is
looked for only where a private person can stand: in the targets, toll figures and unresolved
perpetrators of an event, and as a speaker for whom the codebook knows neither office nor side. It
is then masked in every string of that row. Masking too much is the safer fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from concord.codebook.book import Codebook
    from concord.model import Event, Statement, Value

EventMask: TypeAlias = Callable[[str], str]
StatementMask: TypeAlias = Callable[[str | None], str | None]

# A capitalised word, and the small words that join the parts of a name.
WORD = r"[^\W\d_a-z][\w'\u2019.-]*"
NAME = re.compile(rf"{WORD}(?:[ ](?:(?:al|ul|ur|bin|bint|ibn|de|van|der|e|alias)[ -])?{WORD})*")
# What may cling to the last word: a possessive, a full stop.
NAME_END = re.compile(r"(?:['\u2019]s)?[.'\u2019-]*$")
SHORTEST_PART = 4
# Evidence whose words are about victims: a private name in them is masked too.
OF_VICTIMS = frozenset({"targets", "killed", "injured", "abducted", "arrested"})


class Redactor:
    """What may be shown: with ``with_names`` everything, else no name of a private person."""

    def __init__(self, book: Codebook, *, with_names: bool = False) -> None:
        self.book = book
        self.with_names = with_names
        lexicon = book.lexicon("private_names")
        self._bodies = frozenset(lexicon.get("bodies", ()))
        self._openers = frozenset(lexicon.get("openers", ()))
        self._peoples = self._openers | {
            word.casefold()
            for people in (*lexicon.get("peoples", ()), *_demonyms(book))
            for word in people.split()
        }
        self._titles = frozenset(lexicon.get("titles", ()))

    def event_mask(self, event: Event) -> EventMask:
        """Return a function that masks this event's private names in a string."""
        if self.with_names:
            return str
        named = [(p.text, p.victim_class or "person") for p in event.targets if not p.actor_id]
        named += [(figure.text, figure.victim_class) for figure in event.tolls]
        quotes = (item for item in event.evidence if item.field in OF_VICTIMS)
        named += [(item.quote, "person") for item in quotes]
        masks: dict[str, str] = {}
        for text, victim_class in named:
            for name in self.person_names(text):
                masks.setdefault(name, _words(victim_class))
        for suspect in event.perpetrators:
            # A group that the codebook does not know has a name too; a title tells a person.
            names = self.person_names(suspect.text, titled=True) if not suspect.actor_id else ()
            masks.update(dict.fromkeys(names, "[suspect]"))
        return _masker(masks, keep=_public_words(event))

    def headline(self, title: str | None, events: Iterable[Event]) -> str | None:
        """Return a published headline with the names masked that the document's events hide."""
        if title is None or self.with_names:
            return title
        for event in events:
            title = self.event_mask(event)(title)
        return title

    def statement_mask(self, statement: Statement) -> StatementMask:
        """Return a function that masks the speaker, if the codebook knows no role for them."""
        known = (
            statement.speaker_id,
            statement.office,
            statement.speaker_side,
            statement.speaker_name,
        )
        if self.with_names or any(known):
            return _same
        texts = [text for text in (statement.speaker, statement.person) if text]
        masks = {name: "[person]" for text in texts for name in self.person_names(text)}
        mask = _masker(masks, keep=frozenset())
        return lambda text: None if text is None else mask(text)

    def mask_of(self, *texts: str) -> EventMask:
        """Return a function that masks the persons' names that stand in the texts."""
        if self.with_names:
            return str
        names = [name for text in texts for name in self.person_names(text)]
        return _masker(dict.fromkeys(names, "[person]"), keep=frozenset())

    def private(self, text: str, actor_id: str | None) -> str:
        """Return the text with any person's name masked, unless it is an actor of the codebook."""
        return text if actor_id else self.mask_of(text)(text)

    def mask_value(self, value: Value) -> Value:
        """Return a corrected value with the persons' names in its texts masked."""
        if isinstance(value, str):
            return self.mask_of(value)(value)
        if isinstance(value, list):
            return [self.mask_value(each) for each in value]
        if isinstance(value, dict):
            return {key: self.mask_value(each) for key, each in value.items()}
        return value

    def person_names(self, text: str, *, titled: bool = False) -> Iterator[str]:
        """Yield the runs of capitalised words in ``text`` that can only be a person's name.

        With ``titled``, only those that follow a title or a rank.
        """
        public = [(m.start, m.end) for m in self.book.find_actors(text)]
        public += [(m.start, m.end) for m in self.book.find_offices(text)]
        for found in NAME.finditer(text):
            if any(start < found.end() and found.start() < end for start, end in public):
                continue
            words, has_title = _without(self._titles, self._openers, found.group().split())
            name = NAME_END.sub("", " ".join(words))
            if titled and not has_title:
                continue
            at_start = found.start() == 0 and not has_title
            if words and self._is_person(name, words, lone=at_start):
                yield name

    def _is_person(self, name: str, words: list[str], *, lone: bool) -> bool:
        plain = {word.lower().strip(".'\u2019") for word in words}
        heads = plain | {word.split("-")[0] for word in plain}
        if heads & self._bodies or plain <= self._peoples:
            return False
        # One capitalised word that opens a phrase is more often a noun ("Villagers") than a name.
        if len(words) == 1 and (lone or len(name) < SHORTEST_PART):
            return False
        return not self.book.gazetteer.find(name)


def _demonyms(book: Codebook) -> Iterator[str]:
    """Yield Afghan, Afghans, Kenyan, ... of the codebook's countries."""
    for country in book.countries.values():
        for word in country.demonyms:
            yield word
            yield word + "s"


def _without(
    titles: frozenset[str], openers: frozenset[str], words: list[str]
) -> tuple[list[str], bool]:
    """Return the words after titles and numbers, and whether there was a title."""
    kept, titled = list(words), False
    while kept and (first := kept[0].lower().rstrip(".")) in titles | openers:
        titled = titled or first in titles
        kept.pop(0)
    return kept, titled


def _public_words(event: Event) -> frozenset[str]:
    texts: Iterable[str | None] = (
        name
        for place in event.places
        for name in (place.text, place.name, place.admin2, place.admin1)
    )
    named = [p.name for p in (*event.perpetrators, *event.targets)]
    claims = [claim.name for claim in (*event.claimed_by, *event.denied_by)]
    return frozenset(
        word for text in (*texts, *named, *claims) if text for word in re.findall(r"\w+", text)
    )


def _masker(masks: dict[str, str], *, keep: frozenset[str]) -> EventMask:
    """Return a function that replaces whole names first, then their longer parts standing alone."""
    parts: dict[str, str] = dict(masks)
    for name, mask in masks.items():
        for part in re.findall(r"\w[\w'\u2019-]*", name):
            if len(part) >= SHORTEST_PART and part not in keep and part[0].isupper():
                parts.setdefault(part, mask)
    if not parts:
        return str
    longest = sorted(parts, key=lambda name: (-len(name), name))
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b")
    return lambda text: pattern.sub(lambda found: parts[found.group()], text)


def _words(victim_class: str) -> str:
    return f"[{victim_class.replace('_', ' ')}]" if victim_class != "unknown" else "[person]"


def _same(text: str | None) -> str | None:
    return text
