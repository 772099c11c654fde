"""Digest paragraphs on South Asia: ``python -m benchmarks.satp [--file TEXTS GOLD] [--json]``.

The annotations and their guide are those of the data set's README. Protocol, micro-averaged over
the set:

- ``event_f1``: an event is found if one of the same type is coded whose anchor stands in the
  sentence of the gold trigger, one to one, background or not; ``family_f1`` asks for the family.
- ``role_f1``: spans of perpetrators, targets and victims, places and times of events found by
  family; a span is right if it overlaps a gold span of its role in that event, one to one. Spans of
  events that are not found count as missed, of false events as false.
- ``counts_f1``: tuples (effect, class, low, high) of a paragraph, as a multiset. The effects that a
  record's toll holds are scored: killed, injured, abducted, arrested.
- ``source_f1``: sources of attributions that overlap a gold source, one to one. A pronoun ("he
  said") is none, on either side: the annotators marked the first mention and passed over those.
- ``spans_*`` (engine ``encoder`` only): what the reading model marks, before anything is made of
  it. ``spans_event_f1`` and ``spans_family_f1``: triggers that overlap a gold trigger of the type,
  or of the family; ``spans_role_f1``: perpetrators, targets, victims, places, times and weapons
  whose words are those of a gold span of that role; ``spans_role_head_f1``: whose head is (the last
  word before a preposition, a comma or a relative).
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from benchmarks.incidents import make_document, read_lines
from benchmarks.scoring_incidents import f1
from concord.codebook.book import Codebook, load
from concord.codebook.counting import family
from concord.coding import DEFAULT_ENGINE, code, get_engine, prepare
from concord.coding.engines.decoding import Found, Reader
from concord.coding.engines.model_file import find_folder
from concord.coding.engines.network import count_threads, load_network

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from concord.coding.prepared import Prepared
    from concord.model import Coding, Event

DATA = Path(os.environ.get("CONCORD_DATA", "../shared/data"))
Span = tuple[int, int]
One = TypeVar("One")
Other = TypeVar("Other")
EFFECTS = frozenset({"killed", "injured", "abducted", "arrested"})
ROLES = {
    "perpetrator": ("perpetrator",),
    "target": ("target", "victim"),
    "place": ("place",),
    "time": ("time",),
}
MARKED = ("perpetrator", "target", "victim", "place", "time", "weapon")
_WORD = re.compile(r"\w+(?:[-'\u2019.]\w+)*")
_PRONOUNS = frozenset({"he", "she", "they", "we", "i", "it", "you", "who", "which"})
_ARTICLES = frozenset({"a", "an", "the"})
_AFTER_HEAD = frozenset(
    {
        *("about", "across", "along", "among", "at", "by", "for", "from", "in"),
        *("including", "inside", "near", "of", "on", "outside", "belonging", "to", "under"),
        *("who", "whom", "whose", "which", "that", "with", "and", "or"),
    }
)


class Score:
    """Found, false and missed, added up over the paragraphs."""

    def __init__(self) -> None:
        self.found = self.false = self.missed = 0

    def add(self, found: int, predicted: int, gold: int) -> None:
        """Count one paragraph's (or event's) matches."""
        self.found += found
        self.false += predicted - found
        self.missed += gold - found

    def value(self) -> float:
        """Return the F1."""
        return f1(self.found, self.false, self.missed)


def locate(text: str, entry: str | dict[str, Any]) -> Span:
    """Return where an annotated string stands: its first mention, or the one that ``nth`` names."""
    words, nth = (entry["text"], entry.get("nth", 1)) if isinstance(entry, dict) else (entry, 1)
    at = -1
    for _ in range(int(nth)):
        at = text.find(words, at + 1)
    return at, at + len(words)


def pair(
    gold: Sequence[One], found: Sequence[Other], fits: Callable[[One, Other], bool]
) -> list[tuple[int, int]]:
    """Return a one-to-one matching, the first that fits taken."""
    used: set[int] = set()
    pairs = []
    for i, one in enumerate(gold):
        for j, other in enumerate(found):
            if j not in used and fits(one, other):
                used.add(j)
                pairs.append((i, j))
                break
    return pairs


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _entries(event: dict[str, Any], key: str) -> list[Any]:
    value = event.get(key) or []
    return value if isinstance(value, list) else [value]


def score_events(
    prepared: Prepared, gold: Sequence[dict[str, Any]], coded: Sequence[Event], *, by_family: bool
) -> list[tuple[int, int]]:  # fmt: skip
    """Return the pairs (gold, coded) of the same type, or family, in the same sentence."""

    def fits(one: dict[str, Any], other: Event) -> bool:
        same = family(one["type"]) == other.family if by_family else one["type"] == other.type
        at = locate(prepared.text, _entries(one, "trigger")[0])[0]
        return same and prepared.sentence_at(at) == prepared.sentence_at(other.start)

    return pair([g for g in gold if _entries(g, "trigger")], coded, fits)


def spans_of(event: Event, role: str) -> list[Span]:
    """Return the spans that an event gives for a role."""
    items: dict[str, Iterable[Any]] = {
        "perpetrator": event.perpetrators,
        "target": (*event.targets, *(t for t in event.tolls if not t.total)),
        "place": event.places,
        "time": event.happened,
    }
    found = [(item.start, item.end) for item in items[role] if item.start is not None]
    return list(dict.fromkeys((start, end) for start, end in found if end is not None))


def score_roles(
    score: Score, text: str, gold: Sequence[dict[str, Any]], coded: Sequence[Event],
    pairs: Sequence[tuple[int, int]],
) -> None:  # fmt: skip
    """Add the role spans of matched, missed and false events."""
    matched = dict(pairs)
    for i, one in enumerate(gold):
        other = coded[matched[i]] if i in matched else None
        for role, keys in ROLES.items():
            wanted = [locate(text, entry) for key in keys for entry in _entries(one, key)]
            have = spans_of(other, role) if other is not None else []
            score.add(len(pair(wanted, have, _overlap)), len(have), len(wanted))
    for j, event in enumerate(coded):
        if j not in matched.values():
            score.add(0, sum(len(spans_of(event, role)) for role in ROLES), 0)


def counts_of(gold: Sequence[dict[str, Any]]) -> Counter[tuple[Any, ...]]:
    """Return the gold counts as a multiset."""
    return Counter(
        (c["effect"], c["class"], c["min"], c.get("max"))
        for event in gold
        for c in event.get("counts") or []
        if c["effect"] in EFFECTS
    )


def figures_of(coded: Sequence[Event]) -> Counter[tuple[Any, ...]]:
    """Return the coded figures as a multiset; a bomber's own death without words is left out."""
    return Counter(
        (t.effect, t.victim_class, t.low, t.high)
        for event in coded
        for t in event.tolls
        if t.low and not (t.start == event.start and t.side == "initiator")
    )


def score_set(
    texts: Sequence[dict[str, Any]], gold: dict[str, dict[str, Any]], book: Codebook, engine: str
) -> dict[str, float]:
    """Return the figures over a set of paragraphs."""
    scores = {name: Score() for name in ("event", "family", "role", "counts", "source")}
    documents = [make_document(entry) for entry in texts]
    reads = get_engine(engine)
    codings: Iterable[Coding] = code(documents, book, engine=engine)
    for document, coding in zip(documents, codings, strict=True):
        annotated = gold[str(document.external_id)]
        events = [e for e in annotated["events"] if _entries(e, "trigger")]
        prepared = prepare(document, book)
        prepared = reads.read([prepared], book)[0].prepared or prepared
        coded = coding.events
        exact = score_events(prepared, events, coded, by_family=False)
        near = score_events(prepared, events, coded, by_family=True)
        scores["event"].add(len(exact), len(coded), len(events))
        scores["family"].add(len(near), len(coded), len(events))
        score_roles(scores["role"], document.text, events, coded, near)
        wanted, have = counts_of(events), figures_of(coded)
        scores["counts"].add((wanted & have).total(), have.total(), wanted.total())
        sources = [locate(document.text, a["source"]) for a in annotated["attributions"]]
        sources = [at for at in sources if _is_named(document.text[slice(*at)])]
        heard = [
            (said.source_start, said.source_start + len(said.written))
            for said in prepared.heard.said
            if _is_named(said.written)
        ]
        heard = list(dict.fromkeys(heard))
        scores["source"].add(len(pair(sources, heard, _overlap)), len(heard), len(sources))
    return {f"{name}_f1": score.value() for name, score in scores.items()}


def score_spans(
    texts: Sequence[dict[str, Any]], gold: dict[str, dict[str, Any]]
) -> dict[str, float]:
    """Return the figures of what the reading model marks in a set of paragraphs."""
    names = ("event", "family", "role", "role_head")
    scores = {name: Score() for name in names}
    network = load_network(find_folder(), count_threads())
    for entry in texts:
        text = entry["text"]
        reader = Reader(text, network.read(text), network)
        events = [e for e in gold[entry["id"]]["events"] if _entries(e, "trigger")]
        triggers = [(locate(text, _entries(e, "trigger")[0]), e["type"]) for e in events]
        found = reader.spans("trigger")
        for name, kind in (("event", str), ("family", family)):
            pairs = pair(triggers, found, _marks(kind))
            scores[name].add(len(pairs), len(found), len(triggers))
        for role in MARKED:
            entries = [locate(text, entry) for e in events for entry in _entries(e, role)]
            wanted = list(dict.fromkeys(entries))
            marked = [(span.start, span.end) for span in reader.spans(role)]
            for name, read in (("role", words_of), ("role_head", head_of)):
                ours, theirs = ([read(text, span) for span in each] for each in (marked, wanted))
                right = len(pair(theirs, ours, _equal))
                scores[name].add(right, len(ours), len(theirs))
    return {f"spans_{name}_f1": score.value() for name, score in scores.items()}


def _marks(kind: Callable[[str], str]) -> Callable[[tuple[Span, str], Found], bool]:
    """Return whether a found trigger overlaps a gold one and is of the same kind."""

    def fits(one: tuple[Span, str], other: Found) -> bool:
        return kind(one[1]) == kind(other.label) and _overlap(one[0], (other.start, other.end))

    return fits


def _equal(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return one == other


def words_of(text: str, span: Span) -> tuple[int, ...]:
    """Return where the words of a span begin, an article before them left out."""
    words = list(_WORD.finditer(text, *span))
    if len(words) > 1 and words[0][0].lower() in _ARTICLES:
        words = words[1:]
    return tuple(word.start() for word in words)


def head_of(text: str, span: Span) -> tuple[int, ...]:
    """Return where the head of a span begins: its last word before what follows a head."""
    head: tuple[int, ...] = ()
    end = span[0]
    for word in _WORD.finditer(text, *span):
        if head and (word[0].lower() in _AFTER_HEAD or "," in text[end : word.start()]):
            break
        head, end = (word.start(),), word.end()
    return head


def _is_named(words: str) -> bool:
    return words.lower() not in _PRONOUNS


def main() -> None:
    """Print the figures; with ``--json`` the last line is one object."""
    parser = argparse.ArgumentParser(description=__doc__)
    folder = DATA / "satp_events"
    default = [folder / "dev_texts.jsonl", folder / "dev_annotations.jsonl"]
    parser.add_argument("--file", type=Path, nargs=2, default=default, metavar=("TEXTS", "GOLD"))
    parser.add_argument("--engine", default=DEFAULT_ENGINE)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not all(file.exists() for file in options.file):
        print(f"skipped: {options.file[0]} is not there (set CONCORD_DATA)")
        return
    gold = {entry["id"]: entry for entry in read_lines(options.file[1])}
    texts = read_lines(options.file[0])
    figures = score_set(texts, gold, load(), options.engine)
    if options.engine == "encoder":
        figures |= score_spans(texts, gold)
    for name, value in figures.items():
        print(f"  {name:20s} {value:.3f}")
    if options.json:
        print(json.dumps(figures))


if __name__ == "__main__":
    main()
