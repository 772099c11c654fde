"""What was read: the ledger, the documents with what was found in each, the problems."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.analysis.measures import plural
from concord.model import Problem
from concord.report import words
from concord.report.citations import Source, cite

if TYPE_CHECKING:
    from collections.abc import Mapping

    from concord.model import Document, Ledger
    from concord.record.view import View
    from concord.report.desk import Desk

MOST_DOCUMENTS = 400
MOST_PROBLEMS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One document and what was read in it."""

    source: Source
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The account of the reading; ``balance`` is the ledger as rows of words and count."""

    title: str
    balance: tuple[tuple[str, str], ...]
    documents: tuple[Line, ...]
    documents_total: int
    problems: tuple[Problem, ...]
    problems_total: int


def account(desk: Desk, ledger: Ledger | None) -> Account:
    """Return what was read: the ledger, the documents in scope and the problems."""
    documents = desk.view.documents()
    listed = sorted(
        documents[:MOST_DOCUMENTS], key=lambda d: (d.published or "", d.id), reverse=True
    )
    found = _found(desk.view)
    problems = tuple(desk.view.problems())
    return Account(
        title=_title(ledger, len(documents)),
        balance=_balance(ledger)
        if ledger
        else (("documents in this view", f"{len(documents):,}"),),
        documents=tuple(_line(document, found, desk) for document in listed),
        documents_total=len(documents),
        problems=problems[:MOST_PROBLEMS],
        problems_total=len(problems),
    )


def _title(ledger: Ledger | None, in_view: int) -> str:
    if ledger is None:
        return f"{plural(in_view, 'document')} in this view"
    parts = [
        f"{ledger.coded:,} coded",
        f"{ledger.rejected:,} rejected",
        f"{ledger.failed:,} failed",
    ]
    if ledger.pending:
        parts.append(f"{ledger.pending:,} not coded yet")
    return f"{plural(ledger.documents, 'document')} read: {', '.join(parts)}"


def _balance(ledger: Ledger) -> tuple[tuple[str, str], ...]:
    reasons = sorted(ledger.reasons.items(), key=lambda item: (-item[1], item[0]))
    rows = [("documents in", ledger.documents), ("coded", ledger.coded)]
    rows.append(("rejected, with a reason", ledger.rejected))
    rows += [(f"of these: {words.label(reason)}", number) for reason, number in reasons]
    rows.append(("failed", ledger.failed))
    if ledger.pending:
        rows.append(("not coded yet", ledger.pending))
    return tuple((name, f"{number:,}") for name, number in rows)


def _found(view: View) -> Mapping[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {}
    kinds = (
        ("event", view.events()),
        ("statement", view.statements()),
        ("relation", view.relations()),
        ("statistic", view.statistics()),
    )
    for name, items in kinds:
        for item in items:
            counts.setdefault(item.document_id, Counter())[name] += 1
    return counts


def _line(document: Document, found: Mapping[str, Counter[str]], desk: Desk) -> Line:
    counts = found.get(document.id, Counter())
    said = ", ".join(plural(number, name) for name, number in counts.items())
    hide = desk.hide((document.id,))
    return Line(source=cite(document, hide), found=said or "nothing coded in this scope")
