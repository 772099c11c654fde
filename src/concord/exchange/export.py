"""`export`: the contract's rows as csv, jsonl, parquet or geojson, streamed and written whole.

A file appears under its name only when it is complete, and the same view gives the same bytes.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any, TypeAlias

from concord.errors import ConcordError
from concord.exchange.formats import write_csv, write_geojson, write_jsonl
from concord.exchange.graphml import write_graphml
from concord.record.rows import rows
from concord.record.rows_frames import frame_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.codebook.book import Codebook
    from concord.model import PolicyAct, Position, Verdict
    from concord.record.rows import Readable, Row

FORMATS = ("csv", "jsonl", "parquet", "geojson", "graphml")
# A temporary file is private; an export is as readable as any file that a person saves.
USUAL_MODE = 0o644
PLACED = ("events", "incidents")
Writer: TypeAlias = Callable[[Iterable[Mapping[str, Any]], str, IO[str]], int]
WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        "csv": write_csv,
        "jsonl": write_jsonl,
        "geojson": write_geojson,
        "graphml": write_graphml,
    }
)


class UnknownFormatError(ConcordError):
    """A format that export does not write."""

    def __init__(self, fmt: str) -> None:
        super().__init__(f"There is no export format {fmt!r}. Choose one of: {', '.join(FORMATS)}.")


class NoPlacesError(ConcordError):
    """GeoJSON asked for rows that stand at no place."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"{kind} have no places to draw. Export them as csv, jsonl or parquet, or export "
            f"{' or '.join(PLACED)} as geojson."
        )


class NoNetworkError(ConcordError):
    """GraphML asked for rows that are no pairs of actors."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"{kind} are no network. Export them as csv, jsonl or parquet, or export agreement as "
            "graphml."
        )


class NotBinaryError(ConcordError):
    """Parquet asked for on a terminal or a text stream."""

    def __init__(self) -> None:
        super().__init__("Parquet is a binary file: name one with -o FILE.parquet.")


def export(
    view: Readable,
    kind: str,
    *,
    book: Codebook,
    fmt: str,
    out: Path | None,
    with_names: bool = False,
    computed: Sequence[Position] | Sequence[PolicyAct] | Sequence[Verdict] | Sequence[Row] = (),
) -> int:
    """Write the rows of one kind to ``out`` (None: standard output) and return how many.

    ``fmt`` is one of FORMATS; csv flattens nested values as ``flatten`` says. ``computed`` is what
    ``record.rows.rows`` needs for positions, agreement and acts. Raises UnknownFormatError,
    NoPlacesError, NoNetworkError, NotBinaryError, and what ``rows`` raises.
    """
    if fmt not in FORMATS:
        raise UnknownFormatError(fmt)
    if fmt == "geojson" and kind not in PLACED:
        raise NoPlacesError(kind)
    if fmt == "graphml" and kind != "agreement":
        raise NoNetworkError(kind)
    found = rows(view, kind, book, with_names=with_names, computed=computed)
    if fmt == "parquet":
        if out is None:
            raise NotBinaryError
        frame = frame_of(found, kind)
        with whole_file(out) as file:
            frame.write_parquet(file)
        return frame.height
    if out is None:
        return WRITERS[fmt](found, kind, sys.stdout)
    with whole_file(out) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        count = WRITERS[fmt](found, kind, text)
        text.detach()
    return count


@contextmanager
def whole_file(out: Path) -> Iterator[IO[bytes]]:
    """Give a binary file that takes the name ``out`` only if the block ends without an error.

    A device or a pipe (/dev/null, /dev/stdout) is written to, never replaced by a file.
    """
    if out.exists() and not out.is_file():
        with out.open("wb") as stream:
            yield stream
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        dir=out.parent, prefix=f".{out.name}.", suffix=".part", delete=False
    ) as file:
        part = Path(file.name)
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            part.chmod(USUAL_MODE)
            part.replace(out)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
