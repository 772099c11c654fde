"""Sets that label documents and sentences: MUC-4 role fillers, police events."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from training.heads import MUC_ROLES, MUC_TYPES
from training.sources.lines import occurrences, read_lines
from training.texts import AnnotatedText, Labelled, Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def read_muc(fillers: Path, templates: Path, source: str) -> Iterator[AnnotatedText]:
    """Yield the documents with every mention of a role filler and their incident types."""
    types = {row["docid"]: _types(row) for row in read_lines(templates)}
    for row in read_lines(fillers):
        spans = {
            head: _mentions(row["doctext"], row["extracts"].get(role, []), head)
            for role, head in MUC_ROLES.items()
        }
        yield AnnotatedText(
            name=row["docid"],
            source=source,
            text=row["doctext"],
            spans=spans,
            whole={
                "muc_type": types.get(row["docid"], ()),
                "muc_role": tuple(role for role, head in MUC_ROLES.items() if spans[head]),
            },
        )


def _types(row: dict[str, Any]) -> tuple[str, ...]:
    named = " ".join(template["incident_type"] for template in row["templates"]).upper()
    return tuple(name for name in MUC_TYPES if name in named)


def _mentions(text: str, entities: list[list[list[Any]]], head: str) -> list[Labelled]:
    """Return every place where a mention of an entity stands, the longest mentions first."""
    strings = {mention[0] for entity in entities for mention in entity}
    taken: list[Place] = []
    for words in sorted(strings, key=lambda s: (-len(s), s)):
        for start, end in occurrences(text, words):
            if all(end <= a or start >= b for a, b in taken):
                taken.append((start, end))
    return [Labelled(start, end, head) for start, end in sorted(taken)]


def gold_fillers(path: Path) -> dict[str, dict[str, list[list[str]]]]:
    """Return document -> role -> entities, each the list of its mentions."""
    return {
        row["docid"]: {
            role: [[mention[0] for mention in entity] for entity in row["extracts"].get(role, [])]
            for role in MUC_ROLES
        }
        for row in read_lines(path)
    }


def read_police(path: Path, source: str) -> Iterator[AnnotatedText]:
    """Yield the articles as their sentences in a row, each with its classes."""
    for name, rows in groupby(read_lines(path), key=lambda row: row["doc_id"]):
        text, sentences = "", []
        for row in rows:
            words = row["text"].strip()
            if words:
                sentences.append(((len(text), len(text) + len(words)), tuple(row["labels"])))
                text += words + "\n"
        yield AnnotatedText(
            name=str(name), source=source, text=text, sentences={"police": sentences}
        )
