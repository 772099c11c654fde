"""Verdicts as a table that can be handed on: one row per definition, with what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from concord.codebook.book import Codebook
    from concord.model import Reckoning, Verdict
    from concord.record.view import View

ROWS = (
    "number", "quote", "understood", "verdict", "reason", "publisher", "quoted_via", "decides",
    "source", "role", "definition", "gives", "low", "high", "agrees", "made_of", "why_not",
    "citations", "incidents", "incident_ids", "documents",
)  # fmt: skip
_SEPARATOR = " | "


def list_reckonings(
    verdicts: Iterable[Verdict], book: Codebook, documents_of: Callable[[str], Iterable[str]]
) -> Iterator[dict[str, Any]]:
    """Yield one row per definition tried; a verdict without any gives one row.

    ``documents_of`` gives the addresses that report an incident, by its id. ``decides`` marks the
    definition on which the verdict rests, ``made_of`` is the numbers behind a result, ``citations``
    the pages of institutes, ``incidents`` how many are behind it. Lists are joined by " | ".
    """
    for number, verdict in enumerate(verdicts, start=1):
        head = _head(number, verdict, book)
        if not verdict.reckonings:
            yield {**dict.fromkeys(ROWS, ""), **head}
        for reckoning in verdict.reckonings:
            yield head | _tail(verdict, reckoning, documents_of)


def addresses(view: View, verdicts: Iterable[Verdict]) -> dict[str, tuple[str, ...]]:
    """Return where the incidents behind the verdicts are told of, by the incident's id.

    Rows of imported data sets have no documents, and are not in it.
    """
    wanted = {i for v in verdicts for r in v.reckonings for i in r.incident_ids}
    told = {i.id: i.document_ids for i in view.incidents() if i.id in wanted and i.document_ids}
    ids = sorted({each for found in told.values() for each in found})
    where = {d.id: d.url or d.source for d in view.record.documents(ids)} if ids else {}
    return {i: tuple(where[each] for each in found if each in where) for i, found in told.items()}


def _head(number: int, verdict: Verdict, book: Codebook) -> dict[str, Any]:
    publisher = book.actors.get(verdict.origin or "")
    return {
        "number": number,
        "quote": " ".join(verdict.quote.split()),
        "understood": verdict.understood,
        "verdict": verdict.verdict,
        "reason": verdict.reason,
        "publisher": publisher.name if publisher else verdict.origin or "",
        "quoted_via": verdict.quoted_via or "",
    }


def _tail(
    verdict: Verdict, reckoning: Reckoning, documents_of: Callable[[str], Iterable[str]]
) -> dict[str, Any]:
    ids = reckoning.incident_ids
    addresses = dict.fromkeys(address for each in ids for address in documents_of(each))
    decides = verdict.computed is not None and reckoning is verdict.reckonings[0]
    return {
        "decides": decides,
        "source": reckoning.source,
        "role": reckoning.role,
        "definition": reckoning.definition,
        "gives": reckoning.computed,
        "low": reckoning.low,
        "high": reckoning.high,
        "agrees": reckoning.agrees,
        "made_of": _SEPARATOR.join(f"{value:g}: {what}" for what, value in reckoning.parts),
        "why_not": reckoning.reason,
        "citations": _SEPARATOR.join(reckoning.citations),
        "incidents": len(ids) or None,
        "incident_ids": _SEPARATOR.join(ids),
        "documents": _SEPARATOR.join(addresses),
    }
