"""Where a chosen set of actors stood on each option, window by window, and who reversed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from concord.analysis.agreement import Rules
from concord.analysis.measures import plural, say_option, state_positions
from concord.analysis.periods import say_day
from concord.analysis.stretches import stretches
from concord.analysis.votes import pairs_of, read_votes, say_abroad, without_duplicates

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from concord.analysis.stretches import Unit
    from concord.analysis.votes import Vote
    from concord.codebook.book import Codebook
    from concord.model import Finding, Statement, Value
    from concord.record.view import View

COLUMNS = (
    "from",
    "to",
    "option",
    "actor_a",
    "name_a",
    "actor_b",
    "name_b",
    "stance_a",
    "n_a",
    "stance_b",
    "n_b",
    "state",
    "statements_a",
    "statements_b",
)
REVERSALS = (
    "actor",
    "name",
    "option",
    "before",
    "stance_before",
    "statement_before",
    "after",
    "stance_after",
    "statement_after",
    "verdict",
    "holder",
)
# A mean sign nearer to 0 than this is no side.
LEANS = 0.2
# What can be compared comes first, then what needs more statements, then what only one spoke of.
_LAST = ("too few", "no evidence")
# More changes of sign than this are no reversal but a position that goes back and forth.
MOST_SWITCHES = 2
GOVERNMENT = "government"


def divergence(
    view: View,
    actors: Sequence[str] = (),
    rules: Rules | None = None,
    *,
    window: Unit = "year",
) -> Finding:
    """Return rows per window, option and pair of actors: each one's stance and how they compare.

    Rows in which both spoke come first.

    ``actors`` are keys of the level (ids), by default all, in pairs of one country.
    ``stance_a`` and ``stance_b`` are mean
    signs in [-1, 1] of ``n_a`` and ``n_b`` statements, None where one did not speak. ``state`` is
    agree, diverge, mixed (one of them leans to no side), too few (below the minimum), or no
    evidence (only one spoke: silence is not a side). ``statements_a`` and ``statements_b`` are
    what was said.
    """
    rules = rules or Rules()
    if actors:  # who names them asks for them, whatever their countries
        rules = replace(rules, across_countries=True)
    votes = read_votes(view, level=rules.level, evidence=rules.evidence)
    wanted = {name.casefold() for name in actors}
    kept = [v for v in votes.items if not wanted or {v.actor, v.name.casefold()} & wanted]
    rows = [
        row
        for stretch in stretches(kept, window)
        for row in _compare(stretch.votes, stretch.bounds, rules)
    ]
    rows.sort(key=lambda row: _rank(str(row[COLUMNS.index("state")])))
    return state_positions(
        view,
        title=_title(rows, view.book),
        words=_words(rows, rules),
        columns=COLUMNS,
        rows=rows,
        checks=[*_checks(rows), *say_abroad(kept, across=rules.across_countries)],
        definition=rules.words(),
    )


def _compare(
    votes: Sequence[Vote], bounds: tuple[str | None, str | None], rules: Rules
) -> Iterator[tuple[Value, ...]]:
    cells: defaultdict[str, defaultdict[str, list[Vote]]] = defaultdict(lambda: defaultdict(list))
    names: dict[str, str] = {}
    for vote in without_duplicates(votes, rules.duplicates):
        cells[vote.option][vote.actor].append(vote)
        names.setdefault(vote.actor, vote.name)
    for option in sorted(cells):
        for a, b in pairs_of(votes, across=rules.across_countries):
            ours, theirs = cells[option].get(a, []), cells[option].get(b, [])
            if ours or theirs:
                head = (*bounds, option, a, names[a], b, names[b])
                stances = (_stance(ours), len(ours), _stance(theirs), len(theirs))
                said = (_ids(ours), _ids(theirs))
                yield (*head, *stances, compare(ours, theirs, rules.minimum), *said)


def _rank(state: str) -> int:
    return _LAST.index(state) + 1 if state in _LAST else 0


def compare(ours: Sequence[Vote], theirs: Sequence[Vote], minimum: int) -> str:
    """Return how two actors' votes on one option compare, in words."""
    if not ours or not theirs:
        return "no evidence"
    if min(len(ours), len(theirs)) < minimum:
        return "too few"
    one, other = _stance(ours) or 0, _stance(theirs) or 0
    if min(abs(one), abs(other)) < LEANS:
        return "mixed"
    return "agree" if one * other > 0 else "diverge"


def _stance(votes: Sequence[Vote]) -> float | None:
    return round(sum(vote.sign for vote in votes) / len(votes), 4) if votes else None


def _ids(votes: Sequence[Vote]) -> list[str]:
    return [each for vote in votes for each in vote.statement_ids]


def _records(rows: Sequence[tuple[Value, ...]]) -> list[dict[str, Value]]:
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


def _title(rows: Sequence[tuple[Value, ...]], book: Codebook | None) -> str:
    apart = [row for row in _records(rows) if row["state"] == "diverge"]
    if not apart:
        return "No two actors stand on opposite sides of an option with enough statements"
    last = max(apart, key=lambda row: str(row["to"]))
    option = say_option(str(last["option"]), book)
    since = f" ({_say_span(str(last['from']), str(last['to']))})" if last["from"] else ""
    return f"{last['name_a']} and {last['name_b']} diverge on {option}{since}"


def _say_span(first: str, last: str) -> str:
    days = say_day(date.fromisoformat(first)), say_day(date.fromisoformat(last))
    return f"{days[0]} to {days[1]}"


def _words(rows: Sequence[tuple[Value, ...]], rules: Rules) -> str:
    states = [str(row["state"]) for row in _records(rows)]
    return (
        f"{states.count('diverge')} cells diverge and {states.count('agree')} agree, of"
        f" {plural(len(states), 'cell')} of a window, an option and a pair in which anybody spoke;"
        f" at least {plural(rules.minimum, 'statement')} of each are asked for."
    )


def _checks(rows: Sequence[tuple[Value, ...]]) -> list[str]:
    states = [str(row["state"]) for row in _records(rows)]
    found = []
    if silent := states.count("no evidence"):
        found.append(f"{plural(silent, 'cell')} in which only one spoke: silence is not a side.")
    if few := states.count("too few"):
        found.append(f"{plural(few, 'cell')} below the minimum, not compared.")
    return found


def reversals(view: View, rules: Rules | None = None) -> Finding:
    """Return rows per change of sign of one actor on one option, both statements named.

    ``verdict`` is ``reversed`` only for the same holder: a group or party itself, the same person,
    or a government under the same office holders on both days. ``holder changed`` is a change of
    government and no reversal; ``holder unknown`` is a government whose holders the codebook does
    not give; ``back and forth`` an actor that changed sides more than twice. Only dated plain
    statements count; two signs of one day are no change. What somebody condemns of others is left
    out: it is no course of its own that could be reversed. ``holder`` says who it is.
    """
    rules = rules or Rules()
    votes = read_votes(view, level=rules.level, evidence=rules.evidence)
    said = {statement.id: statement for statement in view.statements()}
    grouped: defaultdict[tuple[str, str], list[Vote]] = defaultdict(list)
    for vote in votes.items:
        own = any(said[each].stance != "condemns" for each in vote.statement_ids)
        if vote.day is not None and own:
            grouped[vote.actor, vote.option].append(vote)
    rows = [
        row
        for key in sorted(grouped)
        for row in _switch_rows(_clear_days(grouped[key]), said, view.book)
    ]
    reversed_ = [row for row in rows if row[REVERSALS.index("verdict")] == "reversed"]
    return state_positions(
        view,
        title=f"{plural(len(reversed_), 'reversal')} of a position by the same holder",
        words=(
            f"{plural(len(rows), 'change')} of side of one actor on one option found; those under"
            " another holder, such as another government, are changes and no reversals."
        ),
        columns=REVERSALS,
        rows=rows,
        definition=rules.words(),
    )


def _clear_days(votes: Sequence[Vote]) -> list[Vote]:
    """Return the votes in order of day, days on which both signs were said left out."""
    signs: defaultdict[date | None, set[int]] = defaultdict(set)
    for vote in votes:
        signs[vote.day].add(vote.sign)
    return [vote for vote in votes if len(signs[vote.day]) == 1]


def _switch_rows(
    votes: Sequence[Vote], said: Mapping[str, Statement], book: Codebook | None
) -> Iterator[tuple[Value, ...]]:
    switches = [(one, two) for one, two in pairwise(votes) if one.sign != two.sign]
    often = len(switches) > MOST_SWITCHES
    for one, two in switches[-1:] if often else switches:
        verdict, holder = _holders(said[one.statement_ids[0]], said[two.statement_ids[0]], book)
        yield (
            one.actor,
            one.name,
            one.option,
            one.day.isoformat() if one.day else None,
            one.sign,
            one.statement_ids[0],
            two.day.isoformat() if two.day else None,
            two.sign,
            two.statement_ids[0],
            "back and forth" if often else verdict,
            holder,
        )


def _holders(one: Statement, two: Statement, book: Codebook | None) -> tuple[str, str | None]:
    """Return the verdict on a change of sign between two statements of one actor, and who it is."""
    name = one.speaker_name or one.speaker
    if one.person and one.person == two.person:
        return "reversed", one.person
    if not _governs(one, book):
        return "reversed", name
    then, now = _cabinet(one, book), _cabinet(two, book)
    shared = then.keys() & now.keys()
    if not shared:
        return "holder unknown", None
    if any(then[office] != now[office] for office in shared):
        return "holder changed", None
    return "reversed", ", ".join(dict.fromkeys(then[office] for office in sorted(shared)))


def _governs(statement: Statement, book: Codebook | None) -> bool:
    actor = book.actors.get(statement.speaker_id or "") if book else None
    if actor is not None:
        return actor.kind == GOVERNMENT
    return GOVERNMENT in (statement.speaker_side or "")


def _cabinet(statement: Statement, book: Codebook | None) -> dict[str, str]:
    """Return who held each office of the speaking government that day, by office."""
    day = statement.said.first if statement.said else None
    if book is None or day is None:
        return {}
    held = {}
    for office in book.offices.values():
        if office.actor == statement.speaker_id and not office.shared:
            tenure = book.holder(office.id, day)
            if tenure is not None:
                held[office.id] = tenure.person
    return held
