"""The codebook as a page: Markdown and HTML, printed from the packs."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from concord.codebook.counting import load_inclusion, shipped_inclusions
from concord.codebook.entries import EventType, Term
from concord.codebook.tolls import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from concord.codebook.book import Codebook

_SECTIONS = (
    ("types", "Event types"),
    ("categories", "Categories"),
    ("statuses", "Status"),
    ("attributions", "Attribution"),
    ("classes", "Classes of people"),
    ("units", "Units of count"),
    ("options", "Policy options"),
    ("relations", "Relations"),
)
_LISTS = (
    ("includes", "Includes"),
    ("excludes", "Excludes"),
    ("examples", "Examples"),
    ("counter_examples", "Not so"),
)


def to_markdown(book: Codebook) -> str:
    """Return the codebook page as Markdown: every term, the inclusion and the toll rules."""
    lines = [
        "# Codebook",
        "",
        f"Packs: {', '.join(book.packs)}. Version {book.version}.",
        "Where two terms fit, the one with the lower precedence is coded.",
        "",
    ]
    for attribute, title in _SECTIONS:
        terms: Mapping[str, Term] = getattr(book, attribute)
        if terms:
            lines += [f"## {title}", ""]
            for term in ordered(terms.values()):
                lines += _term(term)
    lines += [*_inclusions(), *_rules(), *_actors(book)]
    return "\n".join(lines).rstrip() + "\n"


def ordered(terms: Iterable[Term]) -> list[Term]:
    """Return terms by precedence, then by code."""
    return sorted(terms, key=lambda term: (term.precedence, term.code))


def _term(term: Term) -> Iterator[str]:
    yield f"### {term.label} (`{term.code}`)"
    yield ""
    yield " ".join(term.definition.split())
    yield ""
    for attribute, title in _LISTS:
        items: Sequence[str] = getattr(term, attribute)
        if items:
            yield f"{title}:"
            yield ""
            yield from (f"- {' '.join(item.split())}" for item in items)
            yield ""
    if isinstance(term, EventType):
        nature = "violent" if term.violent else "not violent"
        yield f"Family {term.family}, {nature}, precedence {term.precedence}."
        yield ""
        if term.crosswalk:
            yield "| data set | there |"
            yield "| --- | --- |"
            yield from (f"| {name} | {there} |" for name, there in term.crosswalk.items())
            yield ""


def _inclusions() -> Iterator[str]:
    yield from ("## What a figure counts", "")
    for name in shipped_inclusions():
        rule = load_inclusion(name)
        yield f"- **{rule.label}** (`{rule.name}`): {rule.words()}"
    yield ""


def _rules() -> Iterator[str]:
    yield from ("## Toll rules", "")
    yield from (f"- `{name}`: {rule.words}." for name, rule in RULES.items())
    yield ""


def _actors(book: Codebook) -> Iterator[str]:
    """Yield the actors that packs name; those that are generated for every state are summed up."""
    named = [actor for actor in book.actors.values() if actor.source != "pack countries.tsv"]
    yield from ("## Actors", "")
    yield (
        f"{len(named)} named actors, {len(book.offices)} offices; for each of "
        f"{len(book.countries)} countries its government, military, security forces and police."
    )
    yield from ("", "| id | name | kind | country | part of |", "| --- | --- | --- | --- | --- |")
    for actor in sorted(named, key=lambda each: each.id):
        cells = (actor.id, actor.name, actor.kind, actor.country or "", actor.parent or "")
        yield "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"
    yield ""


_STYLE = """
:root { color-scheme: light dark; --ink: #1c1c1c; --soft: #666; --line: #ddd; --page: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e6e6; --soft: #a5a5a5; --line: #3a3a3a; --page: #161616; }
}
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page);
  max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 3rem; border-bottom: 1px solid var(--line); }
h3 code, td { color: var(--soft); }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; padding: .2rem .6rem .2rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top; }
@media print { body { margin: 0; } h3 { break-after: avoid; } }
"""


def to_html(book: Codebook) -> str:
    """Return the codebook page as one HTML file without scripts or outside files."""
    body = "\n".join(_blocks(to_markdown(book).splitlines()))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Codebook {escape(book.version)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _blocks(lines: Sequence[str]) -> Iterator[str]:
    """Yield HTML for the few forms of Markdown that the page uses."""
    kind = ""
    for line in [*lines, ""]:
        now = _kind(line)
        if kind in {"ul", "table"} and now != kind:
            yield f"</{kind}>"
        if now in {"ul", "table"} and now != kind:
            yield f"<{now}>"
        kind = now
        if line.startswith("#"):
            level = len(line) - len(line.lstrip("#"))
            yield f"<h{level}>{_inline(line[level:].strip())}</h{level}>"
        elif now == "ul":
            yield f"<li>{_inline(line[2:])}</li>"
        elif now == "table" and not line.startswith("| ---"):
            cells = "".join(f"<td>{_inline(cell)}</td>" for cell in line.strip("| ").split(" | "))
            yield f"<tr>{cells}</tr>"
        elif now == "p":
            yield f"<p>{_inline(line)}</p>"


def _kind(line: str) -> str:
    if line.startswith("- "):
        return "ul"
    if line.startswith("|"):
        return "table"
    return "p" if line and not line.startswith("#") else ""


def _inline(text: str) -> str:
    coded = re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))
    return re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", coded)
