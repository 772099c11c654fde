"""Downloads: the rows of the exports as files, streamed while they are read."""

from __future__ import annotations

import io
import tempfile
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, Response, StreamingResponse
from starlette.background import BackgroundTask

from concord import pipeline
from concord.exchange.export import PLACED, Writer
from concord.exchange.formats import write_csv, write_geojson, write_jsonl
from concord.record.rows import KINDS, rows
from concord.record.rows_frames import frame_of
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
GEOJSON_HEAD, GEOJSON_TAIL = '{"type": "FeatureCollection", "features": [', "\n]}\n"
# How each text is written, with what stands before, after and between its batches.
TEXTS: dict[str, tuple[Writer, str, str, str]] = {
    "csv": (write_csv, "", "", ""),
    "jsonl": (write_jsonl, "", "", ""),
    "geojson": (write_geojson, GEOJSON_HEAD, GEOJSON_TAIL, ","),
}
COMPUTED = ("positions", "agreement", "acts", "verdicts")


@router.get("/{kind}.{fmt}", openapi_extra={"parameters": LIST_PARAMETERS})
def download(request: Request, kind: str, fmt: str, asked: Address) -> Response:
    """Return a table of the scope as a file: csv, jsonl, geojson, parquet or graphml."""
    if kind not in KINDS or fmt not in MEDIA:
        known = f"KIND.FORMAT of {', '.join(KINDS)} and {', '.join(MEDIA)}"
        raise HTTPException(404, f"There is no such download. Ask for {known}.")
    shelf = shelf_of(request)
    named = {"content-disposition": f'attachment; filename="{kind}.{fmt}"'}
    is_text = fmt in ("csv", "jsonl") or (fmt == "geojson" and kind in PLACED)
    if is_text and kind not in COMPUTED:
        lines = stream_text(_rows(shelf, asked, kind), kind, fmt)
        return StreamingResponse(lines, media_type=MEDIA[fmt], headers=named)
    return _whole(shelf, asked, kind, fmt)


def _rows(shelf: Shelf, asked: Asked, kind: str) -> Iterator[Mapping[str, Any]]:
    """Yield the rows; incidents are read in batches, so that a million never stand in memory."""
    if kind != "incidents":
        yield from rows(shelf.view(asked), kind, shelf.book, with_names=shelf.with_names)
        return
    chosen = choose_rows(shelf, asked)
    for start in range(0, len(chosen), BATCH):
        ids = chosen.page(asked.sort, start, BATCH)
        close = shelf.close_up(ids, edition=asked.edition)
        read = {
            row["incident_id"]: row
            for row in rows(close, kind, shelf.book, with_names=shelf.with_names)
        }
        # A close-up has its own order; the file has that of the list.
        yield from (read[each] for each in ids if each in read)


def stream_text(found: Iterable[Mapping[str, Any]], kind: str, fmt: str) -> Iterator[str]:
    """Yield the file of the rows, a batch of them at a time, none read before it is sent."""
    write, head, tail, between = TEXTS[fmt]
    remaining, is_first = iter(found), True
    while True:
        batch = list(islice(remaining, BATCH))
        if not batch and not is_first:
            break
        out = io.StringIO(newline="")
        write(batch, kind, out)
        text = out.getvalue()
        # Each batch is written as a file of its own; the whole has one head and one tail.
        top = text.partition("\r\n")[0] + "\r\n" if fmt == "csv" else head
        inner = text.removeprefix(top).removesuffix(tail)
        yield (top if is_first else between if inner else "") + inner
        is_first = False
    yield tail


def _whole(shelf: Shelf, asked: Asked, kind: str, fmt: str) -> Response:
    """Return a file that can only be written whole; it is gone when it has been sent."""
    with tempfile.NamedTemporaryFile(suffix=f".{fmt}", delete=False) as file:
        path = Path(file.name)
    gone = BackgroundTask(path.unlink, missing_ok=True)
    try:
        if kind == "incidents" and fmt == "parquet":
            _write_parquet(_rows(shelf, asked, kind), kind, path)
        else:
            view = shelf.view(asked)
            pipeline.export(
                view, kind, book=shelf.book, fmt=fmt, out=path, with_names=shelf.with_names
            )
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return FileResponse(path, media_type=MEDIA[fmt], filename=f"{kind}.{fmt}", background=gone)


def _write_parquet(found: Iterable[Mapping[str, Any]], kind: str, path: Path) -> None:
    """Write the rows in columns; of the rows themselves, a batch at a time is in memory."""
    remaining, parts = iter(found), []
    while batch := list(islice(remaining, BATCH)):
        parts.append(frame_of(batch, kind))
    (pl.concat(parts) if parts else frame_of([], kind)).write_parquet(path)
