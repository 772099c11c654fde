"""Texts in, what they say out: the shortest way from a sentence to its coding, for the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.coding.reports import report

from concord.codebook.book import Codebook, load
from concord.coding.relations import find_relations
from concord.coding.sentences import split
from concord.coding.statements import find_statements
from concord.coding.statistics import find_statistics

if TYPE_CHECKING:
    from concord.model import Document, Relation, Statement, Statistic


def book() -> Codebook:
    return load()


def document(text: str, published: str | None = "2024-05-10") -> Document:
    return report(text, published=published, language=None)


def statements(text: str, published: str | None = "2024-05-10") -> tuple[Statement, ...]:
    made = document(text, published)
    return find_statements(made, split(text), book())


def told(text: str, published: str | None = "2024-05-10") -> set[tuple[str, str, str]]:
    """Return (speaker, stance, option) of the statements with an option."""
    return {
        (s.speaker_name or s.speaker, s.stance, s.option)
        for s in statements(text, published)
        if s.option
    }


def relations(text: str, published: str | None = "2024-05-10") -> set[tuple[str, str, str]]:
    made = document(text, published)
    return {(r.subject, r.relation, r.object) for r in find_relations(made, split(text), book())}


def all_relations(text: str, published: str | None = "2024-05-10") -> tuple[Relation, ...]:
    made = document(text, published)
    return find_relations(made, split(text), book())


def statistics(text: str, published: str | None = "2024-05-10") -> list[Statistic]:
    made = document(text, published)
    return list(find_statistics(made, split(text), book()))


def numbers(text: str) -> list[tuple[str, float | None]]:
    return [(s.measure, s.value) for s in statistics(text)]
