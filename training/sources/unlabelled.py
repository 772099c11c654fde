"""News texts of open sets without annotations: a smaller model hears its teacher on them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from training.sources.lines import read_lines
from training.texts import AnnotatedText

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Documents of these sets whose hash begins so are reported on by the benchmark of dates.
_REPORTED_TIMES = "012"
_NON_COMMERCIAL = "NC"


def read_unlabelled(path: Path, source: str) -> Iterator[AnnotatedText]:
    """Yield the texts of one file that may train what ships, each with no head annotated."""
    for number, row in enumerate(read_lines(path)):
        text = _text(row)
        if text and _may_train(row):
            name = f"{path.name.partition('.')[0]}-{row.get('doc_id', number)}"
            yield AnnotatedText(name=name, source=source, text=text)


def _text(row: dict[str, Any]) -> str:
    if "full_text_sentences" in row:
        return " ".join(row["full_text_sentences"])
    return str(row.get("text", "")).strip()


def _may_train(row: dict[str, Any]) -> bool:
    if _NON_COMMERCIAL in row.get("licence", ""):
        return False
    if "timexes" not in row:
        return True
    # The set's own rule of division, no secret.
    digest = hashlib.sha1(row["doc_id"].encode(), usedforsecurity=False).hexdigest()
    return digest[0] not in _REPORTED_TIMES
