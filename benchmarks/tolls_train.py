"""Tolls on the training texts, in halves: ``python -m benchmarks.tolls --train-half unread``.

Rules for tolls are written from one half of the training texts; the other half (``unread``) is
only scored. A text belongs to a half by the SHA-1 of its id. The whole path is measured: of the
invented news, the toll of each incident that is found, as ``benchmarks.incidents`` does, and why it
is wrong; ``dev`` gives the same causes of the development texts. Of the digest paragraphs, the
figures of a paragraph, as ``benchmarks.satp`` does. The reading model
was taught these texts, so that what it finds is flattered; what the rules read is not.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import satp
from benchmarks import scoring_incidents as scoring
from benchmarks.incidents import event_rows, make_document, read_lines
from concord.codebook.book import load
from concord.coding import code, prepare, tolls

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from concord.codebook.book import Codebook

DATA = Path(os.environ.get("CONCORD_DATA", "../shared/data"))
HALVES = ("read", "unread")
FIELDS = ("killed_low", "injured_low", "killed_attackers", "killed_rightly_null")
Entry = dict[str, Any]


def half_of(identity: str) -> str:
    """Return the half that a text belongs to."""
    return HALVES[int(hashlib.sha1(identity.encode(), usedforsecurity=False).hexdigest(), 16) % 2]


def _words(value: object) -> str:
    return str(value.get("text", "")) if isinstance(value, dict) else str(value or "")


def gold_of(annotated: Entry) -> Entry:
    """Return the incidents of an invented text as ``benchmarks.incidents`` wants them.

    One for each group of events that tell of one happening: the first that is violent.
    """
    groups: dict[int, list[Entry]] = {}
    for event in annotated["events"]:
        if event["type"] in scoring.FAMILY and event.get("status") != "planned":
            groups.setdefault(event["group"], []).append(event)
    incidents = []
    for events in groups.values():
        first = events[0]
        incidents.append(
            {
                "type": first["type"],
                "type_alt": [event["type"] for event in events[1:]],
                "background": bool(first.get("background")),
                "date": first.get("date_iso"),
                "date_precision": first.get("date_precision"),
                "place": " ".join(_words(place) for place in first.get("place") or ()),
                "perpetrator": "",
                "killed_min": first.get("killed_low"),
                "injured_min": first.get("injured_low"),
                "killed_attackers": first.get("killed_attackers"),
            }
        )
    return {"id": annotated["id"], "focus": annotated["focus"], "incidents": incidents}


@dataclass(slots=True)
class Found:
    """What was right of each field, and why the rest was wrong."""

    fields: dict[str, list[int]] = field(default_factory=dict)
    causes: Counter[str] = field(default_factory=Counter)
    errors: list[tuple[str, str, object, object]] = field(default_factory=list)


def score_news(texts: Sequence[Entry], gold: Iterable[Entry], book: Codebook, engine: str) -> Found:
    """Return how many tolls of the incidents that are found are right."""
    by_text: dict[str, list[Entry]] = {}
    for row in event_rows(texts, book, engine):
        by_text.setdefault(row["document_external_id"], []).append(row)
    words = {entry["id"]: entry["text"] for entry in texts}
    found = Found()
    for article in gold:
        rows = [row for row in by_text.get(article["id"], ()) if scoring.is_scored(row)]
        for i, j in scoring.match(article["incidents"], rows):
            _add(found, article["id"], words[article["id"]], article["incidents"][i], rows[j])
    return found


def _add(found: Found, identity: str, text: str, gold: Entry, row: Mapping[str, Any]) -> None:
    for name, right in scoring.judge(gold, row):
        if name not in FIELDS:
            continue
        effect = "injured" if name.startswith("injured") else "killed"
        wanted = gold.get("killed_attackers" if name.endswith("attackers") else f"{effect}_min")
        if wanted == 0:
            name = f"{name.removesuffix('_low')}_zero"  # noqa: PLW2901 # told apart
        counts = found.fields.setdefault(name, [0, 0])
        counts[0] += right
        counts[1] += 1
        if right:
            continue
        have = row.get("killed_attackers_low" if name.endswith("attackers") else f"{effect}_low")
        if name == "killed_low":
            found.causes[_cause(text, effect, wanted or 0, have)] += 1
        found.errors.append((identity, name, wanted, have))


def _cause(text: str, effect: str, wanted: int, have: int | None) -> str:
    """Return why a number is wrong: whether the reader finds it anywhere in the text."""
    read = {f.figure.low for f in tolls.find(text) if f.figure.effect == effect}
    known = wanted in read or any(wanted - one in read for one in read)
    if not known:
        return "not read"
    if have is None:
        return "read, none with the event"
    return "read, too low" if have < wanted else "read, too high"


def score_digests(
    texts: Sequence[Entry], gold: Mapping[str, Entry], book: Codebook, engine: str
) -> tuple[satp.Score, Counter[tuple[str, str]]]:
    """Return the score of the figures of digest paragraphs, and what is wrong with them."""
    score: satp.Score = satp.Score()
    wrong: Counter[tuple[str, str]] = Counter()
    documents = [make_document(entry) for entry in texts]
    for document, coding in zip(documents, code(documents, book, engine=engine), strict=True):
        events = gold[str(document.external_id)]["events"]
        wanted, have = satp.counts_of(events), satp.figures_of(coding.events)
        score.add((wanted & have).total(), have.total(), wanted.total())
        read: Counter[tuple[Any, ...]] = Counter(
            (f.figure.effect, f.figure.victim_class, f.figure.low, f.figure.high)
            for f in prepare(document, book).figures
        )
        for key, kind in compare(wanted, have, read):
            wrong[key, kind] += 1
    return score, wrong


def compare(
    wanted: Counter[tuple[Any, ...]], have: Counter[tuple[Any, ...]], read: Counter[tuple[Any, ...]]
) -> Iterator[tuple[str, str]]:
    """Yield (effect, what is wrong) of the figures that differ."""
    missed, false = list((wanted - have).elements()), list((have - wanted).elements())
    for key in missed:
        effect, class_, low, _ = key
        near = [f for f in false if f[0] == effect and f[2] == low]
        if near:
            false.remove(near[0])
            other = "class" if near[0][1] != class_ else "upper end"
            yield effect, f"{other}: {class_} as {near[0][1]}" if other == "class" else other
        elif any(f[0] == effect and f[2] == low for f in read):
            yield effect, "read, not with an event"
        else:
            yield effect, "not read"
    for effect, *_ in false:
        yield effect, "none of the text's"


def halves(name: str, half: str) -> Iterator[tuple[Entry, Entry]]:
    """Yield texts with annotations of ``incidents_train`` or ``satp_events`` in a half."""
    if half == "dev":
        yield from _dev(name)
        return
    prefixes = ("", "b_") if name == "incidents_train" else ("train_",)
    for prefix in prefixes:
        folder = DATA / name
        texts = {entry["id"]: entry for entry in read_lines(folder / f"{prefix}texts.jsonl")}
        for row in read_lines(folder / f"{prefix}annotations.jsonl"):
            if half == "all" or half_of(row["id"]) == half:
                yield texts[row["id"]], row


def _dev(name: str) -> Iterator[tuple[Entry, Entry]]:
    """Yield the development texts with their gold: digest paragraphs, or news."""
    news = name == "incidents_train"
    folder = DATA / ("incidents_dev" if news else name)
    texts, gold = ("texts", "gold") if news else ("dev_texts", "dev_annotations")
    by_id = {entry["id"]: entry for entry in read_lines(folder / f"{texts}.jsonl")}
    for row in read_lines(folder / f"{gold}.jsonl"):
        yield by_id[row["id"]], row


def report(half: str, engine: str, *, errors: int = 0) -> dict[str, float]:
    """Print the figures of a half and return them."""
    book = load()
    pairs = list(halves("incidents_train", half))
    gold = [row if half == "dev" else gold_of(row) for _, row in pairs]
    news = score_news([text for text, _ in pairs], gold, book, engine)
    kind = "news" if half == "dev" else "invented news"
    print(f"{kind}, {half}, {len(pairs)} texts, incidents that are found:")
    figures = {}
    for name, (right, all_) in news.fields.items():
        figures[f"{half}_{name}"] = right / all_
        print(f"  {name:24} {right:4d} of {all_:4d}  {right / all_:.3f}")
    print("why killed_low is wrong:")
    for cause, number in news.causes.most_common():
        print(f"  {cause:28} {number:4d}")
    for error in news.errors[:errors]:
        print("   ", *error)
    pairs = list(halves("satp_events", half))
    score, wrong = score_digests(
        [text for text, _ in pairs], {row["id"]: row for _, row in pairs}, book, engine
    )
    figures[f"{half}_satp_counts_f1"] = score.value()
    print(f"digest paragraphs, {half}, {len(pairs)} texts: counts F1 {score.value():.3f}")
    for (effect, kind), number in wrong.most_common(24):
        print(f"  {effect:10} {kind:40} {number:4d}")
    return figures
