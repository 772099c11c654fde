"""JSON lines, plain or gzipped, and the strings in them that point into a text."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from training.texts import Place


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a .jsonl or .jsonl.gz file, in order."""
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    # Not splitlines(): that also parts at separators which stand inside strings.
    for line in text.split("\n"):
        if line.strip():
            yield json.loads(line)


def locate(text: str, entry: str | dict[str, Any] | None) -> Place | None:
    """Return where an annotated string stands: its first mention, or the one that ``nth`` names.

    Where no ``nth`` is given, a mention that is a word of its own goes before one inside a word.
    """
    if not entry:
        return None
    words, nth = (entry["text"], entry.get("nth")) if isinstance(entry, dict) else (entry, None)
    at = _whole_word(text, words) if nth is None else _nth(text, words, int(nth))
    return None if at < 0 or not words else (at, at + len(words))


def _nth(text: str, words: str, nth: int) -> int:
    at = -1
    for _ in range(nth):
        at = text.find(words, at + 1)
        if at < 0:
            break
    return at


def _whole_word(text: str, words: str) -> int:
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            return at
        at = text.find(words, at + 1)
    return text.find(words)


def occurrences(text: str, words: str) -> Iterator[Place]:
    """Yield every place where ``words`` stand as words of their own."""
    at = text.find(words) if words else -1
    while at >= 0:
        end = at + len(words)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            yield at, end
        at = text.find(words, at + 1)
