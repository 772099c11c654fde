"""Keeping the reported splits out of training: whole texts by hash, near copies by word runs."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RUN = 8  # words
SHARE = 0.25  # of a text's runs: a quarter shared is no chance
_WORD = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


def _runs(words: list[str]) -> Iterator[bytes]:
    for n in range(len(words) - RUN + 1):
        yield _short(" ".join(words[n : n + RUN]))


def _short(words: str) -> bytes:
    return hashlib.blake2b(words.encode(), digest_size=8).digest()


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


class Reported:
    """The word runs and sentences of all texts that figures are reported on."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._runs: set[bytes] = set()
        self._sentences: set[bytes] = set()
        for text in texts:
            self._runs.update(_runs(_words(text)))
            self._sentences.update(_sentences(text))

    def share(self, text: str) -> float:
        """Return the share of a text's runs of eight words that stand in a reported text."""
        runs = list(_runs(_words(text)))
        return sum(run in self._runs for run in runs) / len(runs) if runs else 0.0

    def offends(self, text: str) -> bool:
        """Return whether a text shares a whole sentence or a quarter of its runs with one."""
        return bool(_sentences(text) & self._sentences) or self.share(text) >= SHARE


def _sentences(text: str) -> set[bytes]:
    """Return the sentences of eight words and more: shorter ones are said by everybody."""
    parts = (_words(part) for part in _SENTENCE.split(text))
    return {_short(" ".join(words)) for words in parts if len(words) >= RUN}
