"""What a listing says of one incident: words, numbers and the documents that it stands in.

The same cells are made of an incident that a view shows, and of one that is written to the record:
the writer keeps them beside it (``listing_rows``), so that a list of a third of a million incidents
need not read them all. Whoever changes what they say of an incident that was written before raises
VERSION and adds a step to ``migrations`` that files all anew; a test holds the two together.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

from concord.codebook import tolls
from concord.record.payload import decode, encode
from concord.record.scoping import EDITION_MARK, OWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from concord.codebook.tolls import Toll
    from concord.model import Event, Incident, Location

VERSION = 1
TOLLS = ("killed", "killed_attackers", "killed_total", "injured", "abducted", "arrested")
# A figure that is not given, or (as a high one) is open-ended.
NONE = -1
WORDS = (
    "type", "family", "category", "status", "country", "admin1", "admin2", "target_class",
    "dataset", "edition", "review", "precision",
)  # fmt: skip
FLAGS = ("disputed", "summary", "background", "lethal")
# ``kin`` are ids of actors, from which come those of the movements that they belong to.
PAIRS = ("kin", "named", "levels", "sources", "outlets")
COUNTS = ("outlets", "origins", "reports", "confidence")
# Where in a packed row each thing begins: codes of words and of the spot, numbers, then how many
# words each of PAIRS has, and how many documents there are; these follow.
SPOT = len(WORDS)
DAYS = SPOT + 1
FIGURES = DAYS + 2
COUNTED = FIGURES + 3 * len(TOLLS)
BITS = COUNTED + len(COUNTS)
LENGTHS = BITS + 1
HEAD = LENGTHS + len(PAIRS) + 1


class Paper(NamedTuple):
    """A document as a listing knows it: its number, who publishes it, by which names to ask."""

    number: int
    outlet: tuple[str, ...]
    names: tuple[str, ...]


class Cells(NamedTuple):
    """The cells of one row; ``words`` ends with the spot, and ``numbers`` stand as in a row."""

    words: tuple[str, ...]
    numbers: tuple[int, ...]
    pairs: tuple[tuple[str, ...], ...]
    documents: tuple[int, ...]

    def all_words(self) -> Iterator[str]:
        """Yield every word of the row."""
        yield from self.words
        for words in self.pairs:
            yield from words


def cells_of(incident: Incident, papers: Mapping[str, Paper]) -> Cells:
    """Return the cells of an incident; ``papers`` are its documents by id, as far as they count."""
    facts = incident.facts
    place = facts.places[0] if facts.places else None
    told = [papers[each] for each in incident.document_ids if each in papers]
    return Cells(
        words=(*(word or "" for word in _words(incident, place)), spot_word(place)),
        numbers=(
            *_days(facts),
            *_tolls(toll := tolls.summarise(facts.type, facts.tolls, incident.toll_rule)),
            incident.outlets,
            incident.origins,
            len(incident.event_ids),
            round(facts.confidence * 1000),
            _bits(incident, toll),
        ),
        pairs=tuple(
            tuple(dict.fromkeys(word for word in words if word))
            for words in (
                _actors(facts),
                _names(facts),
                _levels(place),
                (name for paper in told for name in paper.names),
                (name for paper in told for name in paper.outlet),
            )
        ),
        documents=tuple(dict.fromkeys(paper.number for paper in told)),
    )


def pack(cells: Cells, codes: Mapping[str, int]) -> bytes:
    """Return the row of cells, as little-endian integers of four bytes."""
    lengths = (*map(len, cells.pairs), len(cells.documents))
    paired = (codes[word] for words in cells.pairs for word in words)
    values = (*(codes[word] for word in cells.words), *cells.numbers, *lengths, *paired,
              *cells.documents)  # fmt: skip
    return struct.pack(f"<{len(values)}i", *values)


def _words(incident: Incident, place: Location | None) -> Iterator[str | None]:
    """Yield the words in the order of WORDS."""
    facts = incident.facts
    yield from (facts.type, facts.family, facts.category, facts.status)
    yield from (place.country, place.admin1, place.admin2) if place else (None, None, None)
    yield from (facts.target_class, incident.dataset, edition_of(incident), incident.review)
    yield place.precision if place else None


def _days(facts: Event) -> tuple[int, int]:
    when = facts.happened[0] if facts.happened else None
    first = when.first if when else None
    last = when.last if when else None
    return first.toordinal() if first else 0, last.toordinal() if last else 0


def _tolls(toll: Toll) -> Iterator[int]:
    for name in TOLLS:
        known = getattr(toll, name)
        yield from (NONE if n is None else n for n in (known.low, known.best, known.high))


def _bits(incident: Incident, toll: Toll) -> int:
    """Return truths, the lowest first: dated to the day, FLAGS, tolls by parties alone."""
    facts = incident.facts
    truths = (
        bool(facts.happened) and facts.happened[0].precision == "day",
        bool(incident.disputed),
        facts.part_of == "summary",
        facts.background,
        any(figure.effect == "killed" and figure.best for figure in facts.tolls),
        *(getattr(toll, name).party for name in TOLLS),
    )
    return sum(1 << at for at, truth in enumerate(truths) if truth)


def _actors(facts: Event) -> Iterator[str | None]:
    yield from (each.actor_id for each in (*facts.perpetrators, *facts.targets))
    yield from (claim.actor_id for claim in facts.claimed_by)


def _names(facts: Event) -> Iterator[str]:
    known = [(p.actor_id, p.name) for p in (*facts.perpetrators, *facts.targets)]
    known += [(claim.actor_id, claim.name) for claim in facts.claimed_by]
    return (name.casefold() for pair in known for name in pair if name)


def _levels(place: Location | None) -> Sequence[str]:
    if place is None:
        return ()
    levels = (place.place_id, place.name, place.text, place.admin2, place.admin1, place.country)
    return [level.casefold() for level in levels if level]


def edition_of(incident: Incident) -> str:
    """Return the data set that an incident is of, with its edition where it was imported."""
    if incident.dataset == OWN:
        return OWN
    return f"{incident.dataset}{EDITION_MARK}{incident.release or ''}"


def spot_word(place: Location | None) -> str:
    """Return a place as maps draw it, whatever words a text has for it; "" for none."""
    if place is None:
        return ""
    # Field by field: a million places are written so.
    kept = type(place)(
        text=place.name or place.text,
        place_id=place.place_id,
        name=place.name,
        latitude=place.latitude,
        longitude=place.longitude,
        precision=place.precision,
        admin2=place.admin2,
        admin1=place.admin1,
        country=place.country,
    )
    return encode(kept)


def read_spots(words: Iterable[str]) -> list[Location | None]:
    """Return the places of words that ``spot_word`` made."""
    from concord.model import Location

    return [decode(word, Location) if word else None for word in words]


def spot_key(place: Location | None) -> str:
    """Return what tells one place of a map from another; "" for none."""
    if place is None:
        return ""
    names = (place.name or place.text, place.admin2, place.admin1, place.country)
    return "|".join((place.precision, place.place_id or "", *(name or "" for name in names)))
