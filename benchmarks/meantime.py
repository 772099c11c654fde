"""The annotated sentences of MEANTIME (Minard et al., LREC 2016) as rows of the times measure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ANNOTATED = 5  # the last sentence annotated, counted from the title
_QUOTES = {"``": '"', "''": '"'}
_CLOSING = frozenset({",", ".", "'s", ")", ":", ";", "%", "?", "!", "'", "n't"})


def rows_of(documents: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows with text, day of publication and time expressions; undated documents are left.

    Only the first sentences of each document are annotated: the text ends with the last of them.
    """
    return [row for document in documents if (row := _row(document)) is not None]


def _row(document: dict[str, Any]) -> dict[str, Any] | None:
    marked = [one for one in document["markables"] if one["tokens"]]
    times = [one for one in document["markables"] if one["tag"].startswith("TIMEX")]
    day = next(
        (
            one["attrs"]["value"]
            for one in times
            if one["attrs"].get("functionInDocument") == "CREATION_TIME"
        ),
        "",
    )
    if not _DAY.fullmatch(day) or not marked:
        return None
    text, places = _written(document)
    sentences = document["sentence_ids"]
    last = max(sentences[int(token)] for one in marked for token in one["tokens"])
    end = max(at for at, sentence in enumerate(sentences) if sentence <= min(last, _ANNOTATED))
    return {
        "doc_id": document["doc_id"],
        "dct": day,
        "text": text[: places[end][1]],
        "timexes": [
            _timex(one, text, places)
            for one in times
            if one["tokens"] and int(one["tokens"][-1]) <= end
        ],
    }


def _written(document: dict[str, Any]) -> tuple[str, list[tuple[int, int]]]:
    """Return tokens as a text, a sentence a line, and where in it each token stands."""
    text, places, before = "", [], ("", 0)
    for token, sentence in zip(document["tokens"], document["sentence_ids"], strict=True):
        if text and sentence != before[1]:
            text += "\n"
        elif text and token not in _CLOSING and before[0] != "(":
            text += " "
        before = (token, sentence)
        words = _QUOTES.get(token, token)
        places.append((len(text), len(text) + len(words)))
        text += words
    return text, places


def _timex(one: dict[str, Any], text: str, places: list[tuple[int, int]]) -> dict[str, Any]:
    tokens = sorted(int(token) for token in one["tokens"])
    start, end = places[tokens[0]][0], places[tokens[-1]][1]
    return {
        "start": start,
        "end": end,
        "text": text[start:end],
        "type": one["attrs"].get("type", ""),
        "value": one["attrs"].get("value", ""),
    }
