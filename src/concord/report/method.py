"""Method, inclusion rule, limits and citation, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.analysis.audit import audit
from concord.analysis.measures import inclusion_of
from concord.codebook import tolls
from concord.report import words

if TYPE_CHECKING:
    from concord.codebook.book import Codebook
    from concord.model import Run, Scope
    from concord.record.view import View

LIMITS = (
    (
        "A record of reporting is not a record of violence: what no source that was read reports is"
        " not here, and a change in sources can look like a change in violence."
    ),
    (
        "Documents are read by a program. It misses events, misreads figures and merges or"
        " splits incidents wrongly at times. Every incident shows its sentences: check them."
    ),
    (
        "Places known only to a province or country are listed and not drawn as a point. Dates"
        " known only to a month or year are counted only where they surely fall."
    ),
    (
        "Who did it is what sources say. A group that is only blamed, suspected or inferred is not"
        " counted for it in the shares."
    ),
    (
        "A toll by a party to the conflict, on its own losses or its enemy's, is marked and is"
        " never alone the best figure without that mark."
    ),
    (
        "Positions are what the texts report of plain statements and acts. No evidence is not"
        " neutrality, and a stance is not a forecast."
    ),
    (
        "Names of victims and of private persons are replaced by what they were, in brackets,"
        " wherever the program knows them; it may miss one, and it may hide too much."
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How the report came about: the rule of its counts, its run, its definitions, its limits."""

    inclusion: str
    inclusion_words: str
    toll_rules: tuple[str, ...]
    versions: tuple[tuple[str, str], ...]
    definitions: tuple[tuple[str, str], ...]
    limits: tuple[str, ...]
    citation: str


def describe(view: View, book: Codebook, title: str) -> Method:
    """Return the method of a view."""
    rules = sorted({incident.toll_rule for incident in view.incidents()})
    return Method(
        inclusion=view.scope.inclusion,
        inclusion_words=inclusion_of(view).words(),
        toll_rules=tuple(
            f"{words.label(rule)}: {tolls.RULES[rule].words}"
            for rule in rules or ("latest_independent",)
        ),
        versions=versions_of(view.run, book),
        definitions=_definitions(view, book),
        limits=(audit(view).words, *LIMITS),
        citation=cite(title, view.run, view.scope, book),
    )


def versions_of(run: Run | None, book: Codebook) -> tuple[tuple[str, str], ...]:
    """Return the versions of what a run was coded by and is read by now, each with its name."""
    rows = [("codebook", book.version), ("packs", ", ".join(book.packs))]
    if run is None:
        return (("run", "no run: nothing has been coded yet"), *rows)
    return (
        ("run key", run.id),
        ("engine", run.engine),
        ("coder", run.coder_version),
        ("model", run.model_version),
        ("codebook of the run", run.codebook_version),
        ("started", words.say_day(run.started.date())),
        *rows,
    )


def _definitions(view: View, book: Codebook) -> tuple[tuple[str, str], ...]:
    """Return the definitions of the types and categories that occur in the view."""
    incidents = view.incidents()
    types = sorted({i.facts.type for i in incidents})
    categories = sorted({i.facts.category for i in incidents})
    terms = [book.types[t] for t in types if t in book.types]
    others = [book.categories[c] for c in categories if c in book.categories]
    attributions = [book.attributions[key] for key in sorted(book.attributions)]
    return tuple((term.label, term.definition) for term in (*terms, *others, *attributions))


def cite(title: str, run: Run | None, scope: Scope, book: Codebook) -> str:
    """Return how to cite what a scope of a record shows."""
    if run is None:
        return f"{title}. Concord record, codebook {book.version}, nothing coded."
    release = f"release {scope.release}, " if scope.release else ""
    return (
        f"{title}. Concord record, {release}run {run.id} ({run.engine} {run.coder_version}),"
        f" codebook {run.codebook_version}, coded {words.say_day(run.started.date())}."
        f" Scope: {words.say_scope(scope)}."
    )
