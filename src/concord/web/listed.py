"""The list of documents: by day, or by a search, with what was read in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.record.papers import count_papers, list_papers
from concord.report import words
from concord.report.texts import host, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.record.papers import Paper
    from concord.report.desk import Mask
    from concord.web.shelf import Shelf


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
    shelf: Shelf, q: str, outcome: str | None, at: tuple[int, int], run: str | None
) -> tuple[list[Item], int]:
    """Return a page of documents, newest first or best match first, and how many there are."""
    chosen = shelf.run(run)
    name = chosen.id if chosen else ""
    if q:
        hits = shelf.record.search(q, limit=1000)
        total = len(hits)
        start, size = at
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
    papers = list_papers(shelf.record.database, name, outcome=outcome, at=at)
    key = ("papers", name, outcome)
    total = shelf.keep(key, lambda: count_papers(shelf.record.database, name, outcome))
    hide = _masks(shelf, [paper.id for paper in papers])
    return [_item(paper, hide[paper.id], "") for paper in papers], total


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
