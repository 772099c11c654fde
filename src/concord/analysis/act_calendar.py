"""A calendar of policy acts: read from the record's texts, or written by hand as YAML.

acts:
- name: Operation Zarb-e-Azb
date: 2014-06-15
option: kinetic_operations
parties: [TTP]               # whose attacks it is measured by
places: [North Waziristan]   # where; left out: everywhere in the scope
source: https://example.org/report
"""

from __future__ import annotations

import hashlib
import textwrap
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import yaml

from concord.analysis.measures import plural, say_option, state_positions
from concord.analysis.periods import say_day
from concord.errors import ConcordError
from concord.linking.acts import policy_acts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from concord.codebook.book import Codebook
    from concord.model import Finding, PolicyAct, Statement
    from concord.record.view import View

FIELDS = ("name", "date", "option", "actors", "parties", "places", "source")
ARMED = "armed_group"
DAYS_A_MONTH = 31
LONGEST_WORDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A dated act of policy and whom it is about.

    ``parties`` are names or ids of the groups whose attacks measure it (factions included),
    ``places`` the places where; both empty mean all. ``statement_ids`` are its evidence.
    """

    id: str
    name: str
    day: date
    option: str = ""
    actors: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    source: str | None = None
    statement_ids: tuple[str, ...] = ()


class CalendarError(ConcordError):
    """A calendar of acts that cannot be read."""

    def __init__(self, file: Path, what: str) -> None:
        super().__init__(
            f"{file}: {what} A calendar is YAML with a list `acts`, each with name and date, and"
            f" any of {', '.join(FIELDS[2:])}."
        )


def read_calendar(file: Path) -> tuple[Act, ...]:
    """Return the acts of a calendar, in order of date; raises CalendarError."""
    try:
        found = yaml.safe_load(file.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CalendarError(file, f"is no YAML ({type(error).__name__}).") from error
    items = found.get("acts") if isinstance(found, dict) else None
    if not isinstance(items, list) or not items:
        raise CalendarError(file, "has no list of acts.")
    acts = [_read(file, number, item) for number, item in enumerate(items, 1)]
    return tuple(sorted(acts, key=lambda act: (act.day, act.name)))


def _read(file: Path, number: int, item: Any) -> Act:
    if not isinstance(item, dict):
        raise CalendarError(file, f"act {number} is no mapping.")
    unknown = sorted(str(name) for name in item if name not in FIELDS)
    if unknown:
        raise CalendarError(file, f"act {number} has unknown fields: {', '.join(unknown)}.")
    name, day = item.get("name"), item.get("date")
    if not isinstance(name, str) or not isinstance(day, date):
        raise CalendarError(file, f"act {number} needs a name and a date such as 2014-06-15.")
    return Act(
        id=act_id(name, day),
        name=name,
        # A timestamp is a date too; its day is meant.
        day=date(day.year, day.month, day.day),
        option=str(item.get("option") or ""),
        actors=_names(item.get("actors")),
        parties=_names(item.get("parties")),
        places=_names(item.get("places")),
        source=str(item["source"]) if item.get("source") else None,
    )


def act_id(name: str, day: date) -> str:
    """Return the id of an act: of its name and day."""
    return "a" + hashlib.sha256(f"{name}\x00{day}".encode()).hexdigest()[:10]


def _names(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def acts_of(view: View) -> tuple[Act, ...]:
    """Return the dated acts that the view's texts report, those of one option and day as one.

    ``parties`` are the armed groups among those who act and whom the acts are aimed at; an act
    with none of them is measured by all attacks. Places are not read from texts: everywhere in the
    scope is meant.
    """
    statements = {each.id: each for each in view.statements()}
    grouped: dict[tuple[str, str], list[PolicyAct]] = {}
    for act in policy_acts(tuple(statements.values()), view.relations()):
        if act.date:
            grouped.setdefault((act.date, act.option), []).append(act)
    return tuple(
        _joined(date.fromisoformat(day), option, acts, statements, _armed(view), view.book)
        for (day, option), acts in sorted(grouped.items())
    )


def _joined(
    day: date,
    option: str,
    acts: Sequence[PolicyAct],
    statements: dict[str, Statement],
    armed: set[str],
    book: Codebook | None,
) -> Act:
    ids = tuple(dict.fromkeys(i for act in acts for i in act.statement_ids))
    said = [statements[i] for i in ids if i in statements]
    actors = tuple(dict.fromkeys(act.actor for act in acts))
    concerned = [act.actor_id for act in acts] + [each.target_id for each in said]
    words = textwrap.shorten(acts[0].act, LONGEST_WORDS, placeholder=" ...")
    name = f"{' and '.join(actors)}: {say_option(option, book)} ({words})"
    return Act(
        id=act_id(f"{option} {','.join(actors)}", day),
        name=name,
        day=day,
        option=option,
        actors=actors,
        parties=tuple(dict.fromkeys(each for each in concerned if each and each in armed)),
        statement_ids=ids,
    )


def _armed(view: View) -> set[str]:
    by_side = {
        each.speaker_id
        for each in view.statements()
        if each.speaker_id and each.speaker_side == ARMED
    }
    book = view.book
    named = {actor.id for actor in book.actors.values() if actor.kind == ARMED} if book else set()
    return named | by_side


def near(act: Act, acts: Iterable[Act], *, before: int, after: int) -> tuple[Act, ...]:
    """Return the other acts from so many months before an act to so many after it."""
    first, last = -before * DAYS_A_MONTH, after * DAYS_A_MONTH
    return tuple(
        other
        for other in acts
        if other.id != act.id and first <= (other.day - act.day).days <= last
    )


def _say_span(first: date, last: date) -> str:
    if first == last:
        return f"on {say_day(first)}"
    return f"from {say_day(first)} to {say_day(last)}"


CALENDAR = (
    "act_id",
    "date",
    "act",
    "option",
    "actors",
    "parties",
    "places",
    "source",
    "statements",
)


def acts(view: View, calendar: Sequence[Act] | None = None) -> Finding:
    """Return one row per dated act of policy, in order of date.

    ``calendar`` is that of a file (``read_calendar``), by default what the view's texts report.
    ``parties`` are those whose attacks measure the act, ``statements`` the ids of its evidence;
    lists are joined by ``; ``.
    """
    found = acts_of(view) if calendar is None else tuple(calendar)
    rows = [
        (
            act.id,
            act.day.isoformat(),
            act.name,
            act.option or None,
            *("; ".join(each) or None for each in (act.actors, act.parties, act.places)),
            act.source,
            "; ".join(act.statement_ids) or None,
        )
        for act in found
    ]
    options = {act.option for act in found if act.option}
    return state_positions(
        view,
        title=(
            f"{plural(len(found), 'dated act')} of policy, {_say_span(found[0].day, found[-1].day)}"
            if found
            else "No dated act of policy is known"
        ),
        words=(
            f"{plural(len(options), 'option')}. An act on no known day is not in the calendar, and"
            " one that no text of the record reports is in no row."
        ),
        columns=CALENDAR,
        rows=rows,
        definition="An act is something done about violence, reported as done and not as said.",
    )
