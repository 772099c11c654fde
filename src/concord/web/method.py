"""What a methods page says, read from the record and its codebook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.codebook import tolls
from concord.codebook.counting import load_inclusion
from concord.model import Problem
from concord.record.ledger import Coverage
from concord.report import words
from concord.report.method import LIMITS, cite, versions_of
from concord.web.asked import choose_rows
from concord.web.overview import coverage

if TYPE_CHECKING:
    from concord.web.asked import Asked
    from concord.web.shelf import Shelf

MOST_PROBLEMS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Everything on the methods page."""

    coverage: Coverage
    balance: tuple[tuple[str, int], ...]
    problems: tuple[Problem, ...]
    problems_total: int
    versions: tuple[tuple[str, str], ...]
    runs: tuple[tuple[str, str, str], ...]
    toll_rules: tuple[tuple[str, str, bool], ...]
    definitions: tuple[tuple[str, str], ...]
    limits: tuple[str, ...]
    reviewed: tuple[tuple[str, int], ...]
    citation: str


def describe(shelf: Shelf, asked: Asked) -> Told:
    """Return the method of a scope."""
    covered = coverage(shelf, asked)
    chosen = choose_rows(shelf, asked)
    in_force = load_inclusion(asked.scope.inclusion).toll_rule or "latest_independent"
    problems = shelf.keep(("problems", asked.edition), lambda: tuple(shelf.view(asked).problems()))
    return Told(
        coverage=covered,
        balance=_balance(covered),
        problems=problems[:MOST_PROBLEMS],
        problems_total=len(problems),
        versions=versions_of(covered.run, shelf.book),
        runs=tuple(
            (run.id, f"{run.engine} {run.coder_version}", words.say_day(run.started.date()))
            for run in shelf.record.runs()
        ),
        toll_rules=tuple(
            (words.label(name), rule.words, name == in_force) for name, rule in tolls.RULES.items()
        ),
        definitions=_definitions(shelf, asked),
        limits=LIMITS,
        reviewed=tuple((words.REVIEWS.get(n, n), count) for n, count in chosen.facet("review")),
        citation=cite(shelf.title, covered.run, asked.scope, shelf.book),
    )


def _balance(covered: Coverage) -> tuple[tuple[str, int], ...]:
    ledger = covered.ledger
    if ledger is None:
        return ()
    reasons = sorted(ledger.reasons.items(), key=lambda item: (-item[1], item[0]))
    return (
        ("documents in", ledger.documents),
        ("coded", ledger.coded),
        ("rejected, with a reason", ledger.rejected),
        *((f"of these: {words.label(reason)}", number) for reason, number in reasons),
        ("failed", ledger.failed),
        *((("not coded yet", ledger.pending),) if ledger.pending else ()),
    )


def _definitions(shelf: Shelf, asked: Asked) -> tuple[tuple[str, str], ...]:
    chosen, book = choose_rows(shelf, asked), shelf.book
    types = [book.types[name] for name, _ in chosen.facet("types") if name in book.types]
    categories = [
        book.categories[name] for name, _ in chosen.facet("categories") if name in book.categories
    ]
    terms = (*categories, *types, *book.attributions.values())
    return tuple((term.label, term.definition) for term in terms)
