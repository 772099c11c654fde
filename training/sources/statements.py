"""Statements and acts: the invented texts on positions, and the attributions of political news."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Any

from concord.coding.sentences import split
from training.sources.lines import read_lines
from training.texts import AnnotatedText, Arc, Labelled, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

PARTS = ("source", "cue", "content")
REACH = 600  # characters between a source and what it says; pairs farther apart are not learnt


def read_positions(texts: Path, gold: Path, source: str) -> Iterator[AnnotatedText]:
    """Yield the texts of one pair of files with source, cue, content, option and stance."""
    rows = {row["id"]: row for row in read_lines(gold)}
    for line in read_lines(texts):
        if line["id"] in rows:
            yield _annotate_positions(line["id"], line["text"], rows[line["id"]], source)


def _annotate_positions(name: str, text: str, row: dict[str, Any], source: str) -> AnnotatedText:
    items = [*row["statements"], *row["positions_from_acts"]]
    said = [_place_parts(item) for item in row["statements"]]
    sentences = [(span.start, span.end) for span in split(text)]
    covered = [at for item in items if (at := sentence_of(item, text)) is not None]
    options, stances = [], []
    for sentence in sentences:
        here = [i for i in items if _covers(sentence_of(i, text), sentence)]
        options.append((sentence, tuple({i["option"] or "none": 0 for i in here} or {"none": 0})))
        if here:
            stances.append((sentence, tuple(dict.fromkeys(i["stance"] for i in here))))
    return AnnotatedText(
        name=name,
        source=source,
        text=text,
        spans=_part_spans(said),
        arcs={"said": said_arcs(said)},
        sentences={"option": options, "stance": stances},
        # Only statements on the options are annotated: what else is said in a text is not.
        regions=dict.fromkeys(PARTS, covered),
    )


def sentence_of(item: dict[str, Any], text: str) -> Place | None:
    """Return where the sentence of a statement or act stands in its text."""
    start = (item.get("offsets") or {}).get("sentence")
    words = item.get("sentence") or item["evidence"]
    if start is None:
        start = text.find(words)
    return None if start < 0 else (start, start + len(words))


def _covers(annotated: Place | None, sentence: Place) -> bool:
    """Return whether the two share more than half of the shorter."""
    if annotated is None:
        return False
    shared = min(annotated[1], sentence[1]) - max(annotated[0], sentence[0])
    shorter = min(annotated[1] - annotated[0], sentence[1] - sentence[0])
    return 2 * shared > shorter


def _place_parts(item: dict[str, Any]) -> dict[str, list[Place]]:
    parts: dict[str, list[Place]] = {}
    for part in PARTS:
        start, words = (item.get("offsets") or {}).get(part), item.get(f"{part}_span")
        parts[part] = [(start, start + len(words))] if words and start is not None else []
    return parts


def _part_spans(said: Iterable[dict[str, list[Place]]]) -> dict[str, list[Labelled]]:
    said = list(said)
    return {
        part: [Labelled(*at, part) for at in dict.fromkeys(chain(*(s[part] for s in said)))]
        for part in PARTS
    }


def said_arcs(said: list[dict[str, list[Place]]]) -> list[Arc]:
    """Return every source with every cue and content, and whether they belong together."""
    held: dict[tuple[Place, Place], list[str]] = {}
    others = [(part, at) for s in said for part in PARTS[1:] for at in s[part]]
    for statement in said:
        for source in statement["source"]:
            near = (at for _, at in others if abs(at[0] - source[0]) <= REACH)
            held |= {(source, at): [] for at in near}
    for statement in said:
        for source in statement["source"]:
            for part in PARTS[1:]:
                for at in statement[part]:
                    held.setdefault((source, at), []).append(part)
    return [Arc(left, right, tuple(dict.fromkeys(part))) for (left, right), part in held.items()]


_VIOLENCE = re.compile(
    r"\b(?:attack|bomb|kill|shot|shoot|gunm|terror|militan|explo|murder|war|wound|hostage|riot)",
    re.IGNORECASE,
)


def read_polnear(path: Path, source: str) -> Iterator[AnnotatedText]:
    """Yield the articles with the attributions of their first annotator."""
    for row in read_lines(path):
        annotator = min(row["annotations"])
        said = [
            {part: [(a, b) for a, b in item.get(part) or []] for part in PARTS}
            for item in row["annotations"][annotator]
        ]
        yield AnnotatedText(
            name=row["doc_id"],
            source=source,
            text=row["text"],
            spans=_part_spans(said),
            arcs={"said": said_arcs(said)},
            # Campaign news that names no violence is what an irrelevant document looks like.
            whole={} if _VIOLENCE.search(row["text"]) else {"relevant": ()},
        )
