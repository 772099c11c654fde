"""One input as bytes: a file or a fetched page, opened under limits, unpacked if gzipped."""

from __future__ import annotations

import gzip
import io
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from concord.reading.faults import ReadError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

    from concord.reading.limits import Limits

# Below this size no ratio is checked: small files of one repeated line pack very well.
RATIO_FREE_BYTES = 32 * 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """Bytes with a name: ``source`` is the path relative to the folder that was read, or the URL.

    Exactly one of ``path`` and ``content`` is set. ``url`` is where fetched content came from and
    ``charset`` what its server declared.
    """

    source: str
    path: Path | None = None
    content: bytes | None = None
    url: str | None = None
    charset: str | None = None

    def open(self, limits: Limits) -> BinaryIO:
        """Return a new stream of the unpacked bytes, from the start; the caller closes it."""
        content = io.BytesIO(self.content or b"")
        raw: BinaryIO = content if self.path is None else self.path.open("rb")
        if not self.source.lower().endswith(".gz"):
            return raw
        return io.BufferedReader(_Unpacked(raw, limits.unpacked_ratio), 1 << 16)

    def load(self, limits: Limits) -> bytes:
        """Return all bytes, or raise ``ReadError`` if there are none or too many."""
        with self.open(limits) as stream:
            data = stream.read(limits.file_bytes + 1)
        if len(data) > limits.file_bytes:
            raise _too_large(limits.file_bytes)
        if not data:
            raise ReadError("empty", "The file is empty; nothing was read from it.")
        return data


class _Unpacked(io.RawIOBase):
    """A gzip stream that stops where it grows out of proportion, as only a bomb does."""

    def __init__(self, packed: BinaryIO, ratio: int) -> None:
        self._packed = packed
        self._gzip = gzip.GzipFile(fileobj=packed)
        self._ratio = ratio
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        try:
            chunk = self._gzip.read(len(view))
        except (OSError, EOFError, zlib.error) as error:
            raise ReadError(
                "unreadable", "The gzip data are broken or cut off; pack the file again."
            ) from error
        self._count += len(chunk)
        if self._count > max(RATIO_FREE_BYTES, self._packed.tell() * self._ratio):
            raise ReadError(
                "too_large",
                f"The gzip data unpack to more than {self._ratio} times their size; "
                "unpack the file yourself if you trust it.",
            )
        view[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        self._gzip.close()
        self._packed.close()
        super().close()


def _too_large(limit: int) -> ReadError:
    return ReadError(
        "too_large",
        f"The file holds more than {limit:,} bytes for one text; split it or raise "
        "Limits.file_bytes.",
    )
