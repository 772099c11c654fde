"""What is sent out: the digest of a morning, and a published site; joins what they are made of."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from concord import checking, exchange
from concord.codebook.crosswalks import may_publish
from concord.codebook.disputed import NEUTRAL, check_viewpoint
from concord.errors import ConcordError
from concord.exchange.boundaries import kept_features
from concord.linking.positions import positions
from concord.pipeline import evidence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from concord.codebook.book import Codebook
    from concord.publishing.digest import Digest
    from concord.publishing.site_files import Written
    from concord.record import Record, View


class NotToBePassedOnError(ConcordError):
    """A site was asked for of rows that their publisher lets nobody pass on."""

    def __init__(self, dataset: str) -> None:
        super().__init__(
            f"The terms of {dataset!r} forbid passing its rows on, so no site is made of them;"
            " leave the data set out of the scope (--datasets own) and cite it instead."
        )


# What a published site offers for download: kinds of rows, in words.
DOWNLOADS = {"incidents": "Incidents", "statements": "Statements", "statistics": "Statistics"}


def digest(
    record: Record, book: Codebook, since: date, *, scope: Mapping[str, Any] | None = None
) -> Digest:
    """Return what documents published on or after ``since`` brought, statistics checked."""
    from concord.publishing.digest import make_digest

    view = record.view(book=book, **(scope or {}))
    book = view.book or book
    days = {each.id: each.published_on for each in view.headings.values()}
    fresh = {ident for ident, day in days.items() if day is not None and day >= since}
    told = [each for each in view.statistics() if each.document_id in fresh]
    asked = {"release": view.scope.release, "run": view.scope.run}
    found = evidence(record, book, scope=asked) if told else None
    said = view.statements()
    return make_digest(
        view,
        book,
        since,
        before=positions([each for each in said if each.document_id not in fresh]),
        after=positions([each for each in said if each.document_id in fresh]),
        verdicts=checking.check_statistics(view, found, told) if found else (),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """How the map of a site is drawn: whose borders, and which boundaries that the record keeps."""

    viewpoint: str = NEUTRAL
    boundaries: tuple[str, ...] = ()


def publish(
    record: Record,
    book: Codebook,
    folder: Path,
    *,
    title: str,
    scope: Mapping[str, Any] | None = None,
    drawn: Drawn | None = None,
) -> Written:
    """Write a read-only site of a scope into a folder, names of victims and notes left out.

    Raises NotToBePassedOnError for rows of data sets whose terms forbid it, UnknownViewpointError
    and UnknownBoundariesError for a map that cannot be drawn so.
    """
    asked_map = drawn or Drawn()
    viewpoint = check_viewpoint(asked_map.viewpoint)
    boundaries = kept_features(record, asked_map.boundaries)
    from concord.publishing.site import Contents, pages
    from concord.publishing.site_files import encoded, write_site

    view = record.view(book=book, **(scope or {}))
    for dataset in view.scope.datasets:
        if not may_publish(dataset):
            raise NotToBePassedOnError(dataset)
    book = view.book or book
    asked = {"release": view.scope.release, "run": view.scope.run}
    contents = Contents(
        title=title,
        positions=positions(view.statements()),
        verdicts=checking.check_statistics(view, evidence(record, book, scope=asked))
        if view.statistics()
        else (),
        downloads=[
            (f"data/{kind}.{fmt}", f"{label}, {fmt.upper()}")
            for kind, label in DOWNLOADS.items()
            for fmt in ("csv", "jsonl")
        ],
        viewpoint=viewpoint,
        boundaries=boundaries,
    )
    with tempfile.TemporaryDirectory() as made:
        files = (_download(view, book, name, Path(made)) for name, _ in contents.downloads)
        return write_site(folder, chain(encoded(pages(view, book, contents)), files))


def _download(view: View, book: Codebook, name: str, made: Path) -> tuple[str, bytes]:
    file = made / Path(name).name
    exchange.export(view, file.stem, book=book, fmt=file.suffix[1:], out=file)
    return name, file.read_bytes()
