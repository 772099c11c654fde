"""The list of documents: by day, or by a search, with what was read in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.model import Scope
from concord.record.papers import count_papers, list_papers
from concord.record.scoping import ready
from concord.report import words
from concord.report.texts import host, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.model import Document
    from concord.record.papers import Paper
    from concord.report.desk import Mask
    from concord.web.asked import Asked
    from concord.web.shelf import Shelf

# Documents that a search lists, the best matches.
MOST_HITS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One document in the list."""

    id: str
    title: str
    publisher: str
    day: str
    outcome: str
    found: str
    snippet: str


def list_documents(
    shelf: Shelf, asked: Asked, outcome: str | None, at: tuple[int, int]
) -> tuple[list[Item], int]:
    """Return a page of documents, newest first or best match first, and how many there are.

    They are those that hold the words asked for, or of the sources, or, of all, of an outcome.
    """
    chosen = shelf.run(asked.scope.run)
    name = chosen.id if chosen else ""
    start, size = at
    if asked.q:
        hits = shelf.record.search(asked.q, limit=MOST_HITS)
        if asked.scope.sources:
            kept = set(_of_sources(shelf, asked))
            hits = tuple(hit for hit in hits if hit.document_id in kept)
        total = len(hits)
        shown = hits[start : start + size]
        ids = [hit.document_id for hit in shown]
        papers = list_papers(shelf.record.database, name, ids=ids)
        hide = _masks(shelf, ids)
        by_id = {paper.id: paper for paper in papers}
        items = [
            _item(by_id[hit.document_id], hide[hit.document_id], hit.snippet)
            for hit in shown
            if hit.document_id in by_id
        ]
        return items, total
    if asked.scope.sources:
        named = _of_sources(shelf, asked)
        page = named[start : start + size]
        papers = list_papers(shelf.record.database, name, ids=page)
        hide = _masks(shelf, page)
        return [_item(paper, hide[paper.id], "") for paper in papers], len(named)
    papers = list_papers(shelf.record.database, name, outcome=outcome, at=at)
    key = ("papers", name, outcome)
    total = shelf.keep(key, lambda: count_papers(shelf.record.database, name, outcome))
    hide = _masks(shelf, [paper.id for paper in papers])
    return [_item(paper, hide[paper.id], "") for paper in papers], total


def _of_sources(shelf: Shelf, asked: Asked) -> tuple[str, ...]:
    """Return the ids of the documents of the sources asked for, the latest published first."""

    def find() -> tuple[str, ...]:
        view = shelf.saying_view(asked)
        admits = ready(Scope(sources=asked.scope.sources)).admits_source
        found = sorted((each for each in view.headings.values() if admits(each)), key=_by_id)
        found.sort(key=lambda each: each.published or "", reverse=True)
        return tuple(each.id for each in found)

    return shelf.keep(("of sources", asked.scope.run, asked.scope.sources), find)


def _by_id(document: Document) -> str:
    return document.id


def _item(paper: Paper, hide: Mask, snippet: str) -> Item:
    counts = (
        (paper.events, "event"),
        (paper.statements, "statement"),
        (paper.statistics, "statistic"),
    )
    found = ", ".join(f"{n:,} {noun}{'' if n == 1 else 's'}" for n, noun in counts if n)
    outcome = "" if paper.outcome == "coded" else (paper.outcome or "not coded yet")
    reason = f": {words.label(paper.reason)}" if paper.reason else ""
    return Item(
        id=paper.id,
        title=hide(paper.title or "") or plain(paper.source, 90),
        publisher=paper.publisher or host(paper.url) or "publisher not known",
        day=words.say_published(paper.published),
        outcome=outcome + reason,
        found=found,
        snippet=hide(snippet),
    )


def _masks(shelf: Shelf, ids: Sequence[str]) -> dict[str, Mask]:
    """Return what hides private names in each of these documents, all read together."""
    from concord.web.dossier import desk_of

    state = shelf.state()
    found = {each: shelf.held((state, "mask", each)) for each in ids}
    if missing := [each for each, mask in found.items() if mask is None]:
        desk = desk_of(shelf, shelf.close_up(documents=missing))
        for each in missing:
            found[each] = desk.hide((each,))
            shelf.put((state, "mask", each), found[each])
    return found
