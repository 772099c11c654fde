"""What the comparison of two events looks at, digested once per event.

Words of places are compared by their consonants, so that Daraban meets Deraban and Kolachi meets
Kulachi whatever transliteration a newspaper uses.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from concord.codebook.tolls import Range, summarise
from concord.linking.windows import Window, windows_of
from concord.model import Document, Event, Location, Participant

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from concord.codebook.book import Codebook

# (undated, published, document, offset, event id): who comes first in an incident.
Order: TypeAlias = tuple[bool, str, str, int, str]

FINE_PLACES = frozenset({"exact", "vicinity", "town"})
COARSE_PLACES = frozenset({"province", "country", "unknown"})
SHORTEST_SKELETON = 2
SHORTEST_WORD = 3
WORD = re.compile(r"[^\W\d_]+")
NAME = re.compile(r"\b[A-Z][^\W\d_]{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One event as the linker sees it.

    ``windows`` are the readings of its time, chosen one first. ``leaf`` are the words of the finest
    named place, ``outer`` those of the district or wider town it lies in. ``actors`` holds the ids
    of perpetrators and of their parents, ``groups`` the words of their names, ``at_home`` whether
    one is a force of the state where it happened; ``names`` are the capitalised words of its
    victims, ``story`` those of the whole document.
    """

    event: Event
    order: Order
    windows: tuple[Window, ...]
    place: Location
    leaf: frozenset[str]
    outer: frozenset[str]
    admin1: str | None
    actors: frozenset[str]
    kinds: frozenset[str]
    at_home: bool
    target_actors: frozenset[str]
    target_classes: frozenset[str]
    names: frozenset[str]
    story: frozenset[str]
    groups: tuple[frozenset[str], ...]
    killed: Range
    attackers: Range
    injured: Range
    reported: date | None

    @property
    def day(self) -> date | None:
        """Return the day it happened, if its chosen reading is one day."""
        known = bool(self.windows) and self.windows[0].precision == "day"
        return self.windows[0].first if known else None


def profile(event: Event, documents: Mapping[str, Document], book: Codebook) -> Profile:
    """Return the digest of one event; a document that is missing makes it an undated one."""
    document = documents.get(event.document_id)
    place = event.places[0] if event.places else Location(text="")
    leaf, outer = _place_words(place, book)
    toll = summarise(event.type, event.tolls)
    perpetrators = _actors(event.perpetrators, book)
    return Profile(
        event=event,
        order=order(event, document),
        windows=windows_of(event, document, lasting_words(book)),
        place=place,
        leaf=leaf,
        outer=outer,
        admin1=skeleton(place.admin1) if place.admin1 else None,
        actors=perpetrators,
        kinds=_kinds(event.perpetrators, book),
        at_home=_at_home(event.perpetrators, place.country, book),
        target_actors=_actors(event.targets, book),
        target_classes=frozenset(
            c for c in (*(p.victim_class for p in event.targets), event.target_class) if c
        )
        - {"unknown"},
        names=_names(event) - leaf - outer,
        story=_capitalised(document.text) if document else frozenset(),
        groups=_groups(event.perpetrators),
        killed=toll.killed,
        attackers=toll.killed_attackers,
        injured=toll.injured,
        reported=document.published_on if document else None,
    )


def lasting_words(book: Codebook) -> tuple[str, ...]:
    """Return the words for what goes on for days."""
    return tuple(book.lexicon("linking").get("lasting", ()))


def order(event: Event, document: Document | None) -> Order:
    """Return the place of an event among all: by publication, document, offset; undated last."""
    published = document.published if document else None
    return (published is None, published or "", event.document_id, event.start, event.id)


@lru_cache(maxsize=65536)
def skeleton(text: str) -> str:
    """Return the consonants of a name, spaces and doubled letters dropped, first letter kept."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = re.sub(r"(.)\1+", r"\1", "".join(c for c in plain if c.isalpha()))
    kept = letters[:1] + re.sub(r"[aeiouyhw]", "", letters[1:])
    return kept.replace("q", "k").replace("c", "k")


def _place_words(place: Location, book: Codebook) -> tuple[frozenset[str], frozenset[str]]:
    generic = _as_set(tuple(book.lexicon("linking").get("place_words", ())))
    # "Haji Camp, Kabul", found only as the province of Kabul, still names the camp.
    coarse = place.precision in COARSE_PLACES and place.place_id is not None
    return _words_of_place(
        (place.text, place.name or "", place.admin2 or ""),
        (place.admin1 or "", place.country or "", (place.name or "") if coarse else ""),
        place.precision in FINE_PLACES,
        generic,
    )


@lru_cache(maxsize=8)
def _as_set(words: tuple[str, ...]) -> frozenset[str]:
    """Return the words as one set for all places: each place's own would take 8 kB in the cache."""
    return frozenset(words)


@lru_cache(maxsize=65536)
def _words_of_place(
    names: tuple[str, str, str],
    around: tuple[str, ...],
    fine: bool,  # noqa: FBT001 - part of the key of the cache
    generic: frozenset[str],
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of a place and of what it lies in; those of wide units are neither."""
    text, name, admin2 = names
    wide = _words(" ".join(around), generic)
    parts = [_words(segment, generic) - wide for segment in _segments(text, name)]
    named = [part for part in parts if part] or [set()]
    district = _words(admin2, generic)
    # The town of Quetta is a place, the district of Quetta only where one lies.
    leaves = named[0] if fine else named[0] - district
    outers = district.union(*named[1:])
    return frozenset(leaves), frozenset(outers - leaves)


def _segments(text: str, name: str) -> list[str]:
    return [
        segment
        for each in dict.fromkeys((text, name))
        for segment in re.split(r",| in | of ", each)
    ]


def _words(text: str, generic: frozenset[str]) -> set[str]:
    found = (word.casefold() for word in WORD.findall(text))
    bare = (skeleton(w) for w in found if w not in generic and len(w) >= SHORTEST_WORD)
    return {word for word in bare if len(word) >= SHORTEST_SKELETON}


def _names(event: Event) -> frozenset[str]:
    """Return the capitalised words of targets and tolls: what tells one victim from another."""
    texts = [item.text for item in event.targets]
    texts += [figure.text for figure in event.tolls]
    return frozenset(name for text in texts for name in _capitalised(text))


def _capitalised(text: str) -> frozenset[str]:
    found = {skeleton(name) for name in NAME.findall(text)}
    return frozenset([name for name in found if len(name) >= SHORTEST_SKELETON])


def _actors(participants: Iterable[Participant], book: Codebook) -> frozenset[str]:
    """Return the ids of the actors and of their parents."""
    found: set[str] = set()
    for item in participants:
        if item.actor_id:
            found.add(item.actor_id)
            found.update(book.ancestors(item.actor_id) if item.actor_id in book.actors else ())
    return frozenset(found)


def _groups(participants: Iterable[Participant]) -> tuple[frozenset[str], ...]:
    """Return the words of each named perpetrator; what stands in brackets is another name of it."""
    named = [item for item in participants if item.name]
    names = dict.fromkeys(name for item in named for name in (item.name or "", item.text))
    parts = [re.sub(r"\(.*?\)", " ", name) for name in names]
    words = (_words(part, frozenset()) for part in parts)
    return tuple(frozenset(each) for each in words if each)


def _kinds(participants: Iterable[Participant], book: Codebook) -> frozenset[str]:
    known = (book.actors.get(item.actor_id) for item in participants if item.actor_id)
    return frozenset("state" if a.kind in STATE_KINDS else "other" for a in known if a)


def _at_home(participants: Iterable[Participant], country: str | None, book: Codebook) -> bool:
    known = (book.actors.get(item.actor_id) for item in participants if item.actor_id)
    return any(a.kind in STATE_KINDS and a.country in (None, country) for a in known if a)


STATE_KINDS = frozenset({"security_force", "government"})
