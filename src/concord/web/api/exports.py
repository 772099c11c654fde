"""Downloads: the rows of the exports as files, streamed while they are read."""

from __future__ import annotations

import io
import tempfile
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, Response, StreamingResponse
from starlette.background import BackgroundTask

from concord import exchange, pipeline
from concord.exchange.formats import write_csv, write_jsonl
from concord.record.rows import KINDS, rows
from concord.web.api.described import ERROR, LIST_PARAMETERS
from concord.web.asked import choose_rows
from concord.web.pages.asking import Address, shelf_of
from concord.web.rights import READ, needs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from concord.web.asked import Asked
    from concord.web.shelf import Shelf

router = APIRouter(prefix="/api/export", dependencies=[needs(READ)], responses=ERROR)
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson",
    "geojson": "application/geo+json",
    "parquet": "application/vnd.apache.parquet",
    "graphml": "application/graphml+xml",
}
# Rows that are read and sent at a time.
BATCH = 200
COMPUTED = ("positions", "agreement", "acts", "verdicts")


@router.get("/{kind}.{fmt}", openapi_extra={"parameters": LIST_PARAMETERS})
def download(request: Request, kind: str, fmt: str, asked: Address) -> Response:
    """Return a table of the scope as a file: csv, jsonl, geojson, parquet or graphml."""
    if kind not in KINDS or fmt not in MEDIA:
        known = f"KIND.FORMAT of {', '.join(KINDS)} and {', '.join(MEDIA)}"
        raise HTTPException(404, f"There is no such download. Ask for {known}.")
    shelf = shelf_of(request)
    named = {"content-disposition": f'attachment; filename="{kind}.{fmt}"'}
    if fmt in ("csv", "jsonl") and kind not in COMPUTED:
        lines = _lines(_rows(shelf, asked, kind), kind, fmt)
        return StreamingResponse(lines, media_type=MEDIA[fmt], headers=named)
    return _whole(shelf, asked, kind, fmt)


def _rows(shelf: Shelf, asked: Asked, kind: str) -> Iterator[Mapping[str, Any]]:
    """Yield the rows; incidents are read in batches, so that a million never stand in memory."""
    if kind != "incidents":
        yield from rows(shelf.view(asked), kind, shelf.book, with_names=shelf.with_names)
        return
    chosen = choose_rows(shelf, asked)
    for start in range(0, len(chosen), BATCH):
        close = shelf.close_up(chosen.page(asked.sort, start, BATCH), edition=asked.edition)
        yield from rows(close, kind, shelf.book, with_names=shelf.with_names)


def _lines(found: Iterable[Mapping[str, Any]], kind: str, fmt: str) -> Iterator[str]:
    """Yield the text of the rows, a batch at a time; the header comes once."""
    remaining, is_first = iter(found), True
    while True:
        batch = list(islice(remaining, BATCH))
        if not batch and not is_first:
            return
        out = io.StringIO(newline="")
        if fmt == "csv":
            write_csv(batch, kind, out)
            text = out.getvalue()
            yield text if is_first else text.partition("\r\n")[2]
        else:
            write_jsonl(batch, kind, out)
            yield out.getvalue()
        is_first = False


def _whole(shelf: Shelf, asked: Asked, kind: str, fmt: str) -> Response:
    """Return a file that can only be written whole; it is gone when it has been sent."""
    with tempfile.NamedTemporaryFile(suffix=f".{fmt}", delete=False) as file:
        path = Path(file.name)
    gone = BackgroundTask(path.unlink, missing_ok=True)
    try:
        if kind == "incidents":
            chosen = choose_rows(shelf, asked)
            ids = chosen.page(asked.sort, 0, len(chosen))
            close = shelf.close_up(ids, edition=asked.edition)
            exchange.export(
                close, kind, book=shelf.book, fmt=fmt, out=path, with_names=shelf.with_names
            )
        else:
            view = shelf.view(asked)
            pipeline.export(
                view, kind, book=shelf.book, fmt=fmt, out=path, with_names=shelf.with_names
            )
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return FileResponse(path, media_type=MEDIA[fmt], filename=f"{kind}.{fmt}", background=gone)
