"""Options that many commands share: the record, the packs, the scope, JSON instead of tables."""

from __future__ import annotations

import calendar
import functools
import re
from datetime import date
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

from concord.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


class Day(click.ParamType[date]):
    """A day, a month or a year; ``end`` says which end of a month or year is meant."""

    name = "date"

    def __init__(self, *, end: bool) -> None:
        self.end = end

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the first (or last) day that the text names."""
        if isinstance(value, date):
            return value
        day = _edge_of(value, end=self.end)
        if day is None:
            self.fail(f"{value!r} is no date: write 2023, 2023-05 or 2023-05-31", param, ctx)
        return day


def _edge_of(text: str, *, end: bool) -> date | None:
    found = _PARTIAL.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(g) if g else None for g in found.groups())
    try:
        first = date(year or 0, month or (12 if end else 1), day or 1)
    except ValueError:
        return None
    if day or not end:
        return first
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


class DayRange(click.ParamType[tuple[date, date]]):
    """A stretch of days: two days, months or years joined by two dots, or one alone."""

    name = "period"

    def convert(
        self,
        value: str | tuple[date, date],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[date, date]:
        """Return the first and the last day."""
        if isinstance(value, tuple):
            return value
        first, _, last = value.partition("..")
        edges = _edge_of(first, end=False), _edge_of(last or first, end=True)
        if edges[0] is None or edges[1] is None or edges[0] > edges[1]:
            self.fail(f"{value!r} is no period: write 2013, or 2013-05..2014-02", param, ctx)
        return edges[0], edges[1]


class Words(click.ParamType[tuple[str, ...]]):
    """Comma-separated words; the option may also be given several times."""

    name = "words"

    def convert(
        self,
        value: str | tuple[str, ...],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, ...]:
        """Return the words, trimmed, empty ones left out."""
        del param, ctx
        if isinstance(value, tuple):
            return value
        return tuple(w.strip() for w in value.split(",") if w.strip())


_LISTS = {
    "places": "place names or ids, at any level (a province takes in its districts)",
    "countries": "ISO codes: PK,AF",
    "actors": "actor names or ids; a movement takes in its factions",
    "categories": "militant_attack, state_action, ... (see the codebook page)",
    "types": "suicide_bombing, armed_attack, ...",
    "statuses": "actual, foiled, planned, alleged",
    "datasets": "own (the default), or an imported data set",
    "sources": "publishers or parts of URLs",
}
SCOPE_NAMES = (
    "since",
    "until",
    *_LISTS,
    "run",
    "release",
    "unit",
    "inclusion",
    "reviewed",
)


def scope_options(command: Callable[..., R]) -> Callable[..., R]:
    """Add the scope options; the command gets those given as one dict, ``scope``."""

    @functools.wraps(command)
    def with_scope(*args: Any, **kwargs: Any) -> R:
        scope = {name: kwargs.pop(name) for name in SCOPE_NAMES}
        for name in _LISTS:
            scope[name] = tuple(word for words in scope[name] for word in words)
        return command(
            *args, scope={k: v for k, v in scope.items() if v not in (None, ())}, **kwargs
        )

    options = [
        click.option("--since", type=Day(end=False), help="From this day, month or year on."),
        click.option("--until", type=Day(end=True), help="Up to this day, month or year."),
        *(
            click.option(f"--{name}", type=Words(), multiple=True, help=f"Only these {text}.")
            for name, text in _LISTS.items()
        ),
        click.option("--run", help="Read the codings of this run instead of the latest."),
        click.option("--release", help="Read this release instead of the working record."),
        click.option("--unit", type=click.Choice(["incident"]), help="What is counted."),
        click.option("--inclusion", help="Inclusion rule: a name or a YAML file."),
        click.option(
            "--reviewed", type=bool, help="Only incidents that a person ruled on (or not)."
        ),
    ]
    for option in reversed(options):
        with_scope = option(with_scope)
    return with_scope


def record_option(command: Callable[P, R]) -> Callable[P, R]:
    """Add ``--record``: a path or URL, default CONCORD_RECORD or concord.db."""
    return click.option(
        "--record",
        "-r",
        "record_at",
        metavar="PATH|URL",
        default=lambda: load_settings().record,
        show_default="CONCORD_RECORD, else concord.db",
        help="The record: a file (SQLite) or a postgresql:// URL.",
    )(command)


def pack_option(command: Callable[P, R]) -> Callable[P, R]:
    """Add ``--pack``: codebook packs by name or folder, the later ones winning."""
    return click.option(
        "--pack",
        "-p",
        "packs",
        multiple=True,
        default=lambda: load_settings().packs,
        show_default="CONCORD_PACKS, else world and pakistan",
        help="A codebook pack: a shipped name or a folder. May be given several times.",
    )(command)


def districts_option(command: Callable[P, R]) -> Callable[P, R]:
    """Add ``--districts YEAR``: tables over years in which districts were divided compare."""
    return click.option(
        "--districts",
        type=click.IntRange(1947, 2100),
        metavar="YEAR",
        help="Provinces and districts as at the end of this year, not as on the day.",
    )(command)


def json_option(command: Callable[P, R]) -> Callable[P, R]:
    """Add ``--json``: one JSON document where a person would read a table."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")(
        command
    )
