"""How much of anything is read before it is refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on one reading; beyond them stands a ``Problem``, never a text cut short.

    Sizes are bytes (``*_bytes``) or code points (``*_points``), times seconds. ``file_bytes``
    bounds a file that holds one text; files of rows are streamed, and ``row_points`` bounds one
    row. ``unpacked_ratio`` is how many times its packed size a gzip may grow to.
    """

    file_bytes: int = 64 * 2**20
    text_points: int = 2_000_000
    row_points: int = 16_000_000
    unpacked_ratio: int = 200
    feed_documents: int = 500
    parse_seconds: float = 60.0
    parse_bytes: int = 2 * 2**30
    fetch_bytes: int = 16 * 2**20
    fetch_seconds: float = 30.0
    fetch_redirects: int = 5
