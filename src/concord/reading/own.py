"""What Concord wrote itself: reports, exports and records, which are no articles.

`concord build .` writes into the folder that it reads; the next build must not read its own report
as news, nor its own record as a file of an unknown kind.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.model import Problem

if TYPE_CHECKING:
    from pathlib import Path

_HEAD_BYTES = 4096
_FOOT_BYTES = 1 << 16
GENERATOR = re.compile(rb"""<meta\s+name=["']?generator["']?\s+content=["']?Concord\b""")
# The first two columns of each export (tests hold them against the record's tables).
EXPORTS = frozenset(
    {
        (b"document_id", b"document_external_id"),
        (b"event_id", b"document_id"),
        (b"incident_id", b"aliases"),
        (b"statement_id", b"document_id"),
        (b"relation_id", b"document_id"),
        (b"statistic_id", b"document_id"),
        (b"actor_id", b"actor_name"),
        (b"actor_a", b"actor_b"),
        (b"actor_a", b"name_a"),
        (b"act_id", b"actor"),
        (b"sequence", b"kind"),
        (b"where", b"code"),
    }
)
_CSV_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?([a-z_]+),([a-z_]+)[,\r\n]")
_JSON_HEAD = re.compile(rb'\{"([a-z_]+)": (?:"(?:[^"\\]|\\.)*"|null|\d+|\[[^\]]*\]), "([a-z_]+)": ')
_GEOJSON_HEAD = re.compile(
    rb'\{"type": "FeatureCollection", "features": \[\s*\{"type": "Feature", "id": "[^"]*", '
    rb'"geometry": \{[^{}]*\}, "properties": \{"(?:incident|event)_id": '
)
_SQLITE = b"SQLite format 3\x00"
# Bytes 68 to 72 of a record's header.
RECORD_MARK = b"Cncd"
_LOGS = ("-wal", "-shm", "-journal")


def is_own_output(path: Path) -> bool:
    """Return whether the file is a report, an export or a record that Concord wrote."""
    name = path.name.lower()
    for suffix, is_own in _KINDS:
        if name.endswith(suffix):
            return is_own(_head(path), path)
    if name.endswith(_LOGS):
        path = path.with_name(path.name.rpartition("-")[0])
    return _is_record(_head(path))


def own_output(where: str) -> Problem:
    """Return the problem of such a file, given as a source by its name."""
    message = "Concord wrote this file itself; give the articles that it was made from."
    return Problem(where=where, code="own_output", message=message)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD_BYTES)
    except OSError:
        return b""


def _is_report(head: bytes, _path: Path) -> bool:
    return GENERATOR.search(head) is not None


def _is_csv(head: bytes, _path: Path) -> bool:
    found = _CSV_HEAD.match(head)
    return found is not None and found.groups() in EXPORTS


def _is_jsonl(head: bytes, _path: Path) -> bool:
    found = _JSON_HEAD.match(head)
    return found is not None and found.groups() in EXPORTS


def _is_geojson(head: bytes, _path: Path) -> bool:
    return _GEOJSON_HEAD.match(head) is not None


def _is_parquet(head: bytes, path: Path) -> bool:
    """Look for the column names in the footer, where Parquet keeps its schema."""
    if not head.startswith(b"PAR1"):
        return False
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _FOOT_BYTES))
        foot = file.read()
    return any(first in foot and second in foot for first, second in EXPORTS)


def _is_record(head: bytes) -> bool:
    return head.startswith(_SQLITE) and head[68:72] == RECORD_MARK


_KINDS = (
    (".html", _is_report),
    (".csv", _is_csv),
    (".jsonl", _is_jsonl),
    (".geojson", _is_geojson),
    (".parquet", _is_parquet),
)
