"""Statistics made from a GED file, true, false and beyond checking, their truth counted by SQL.

Nothing of Concord counts here: DuckDB reads the file, and every number comes from a query. Each row
says what must come out and the query behind it.
"""

from __future__ import annotations

import hashlib
import json
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

PLACES = {
    "Pakistan": "true",
    "Balochistan": "adm_1 like 'Baloch%'",
    "FATA": "adm_1 like 'Federally%'",
    "the tribal areas": "adm_1 like 'Federally%'",
    "Khyber Pakhtunkhwa": "adm_1 like 'Khyber%'",
    "Punjab": "adm_1 like 'Punjab%'",
    "Sindh": "adm_1 like 'Sindh%'",
    "Karachi": "adm_2 = 'Karachi district'",
    "North Waziristan": "adm_2 = 'North Waziristan'",
    "Swat": "adm_2 = 'Swat district'",
}
GROUPS = {
    "the TTP": "(side_a = 'TTP' or side_b = 'TTP')",
    "the Balochistan Liberation Army": "(side_a = 'BLA' or side_b = 'BLA')",
    "Lashkar-e-Islam": "(side_a = 'Lashkar-e-Islam' or side_b = 'Lashkar-e-Islam')",
}
EVENTS, DEAD, CIVILIANS = "count(*)", "coalesce(sum(best), 0)", "coalesce(sum(deaths_civilians), 0)"
NOUNS = {
    EVENTS: ("fatal events", "deadly incidents", "lethal events", "fatal clashes and incidents"),
    DEAD: ("deaths in organised violence", "fatalities of the conflict", "conflict deaths"),
    CIVILIANS: ("civilian deaths", "civilian fatalities"),
}
TOTALS = {
    EVENTS: (
        "{place} saw {n} fatal events in {when}.",
        "In {when}, {n} deadly incidents were recorded in {place}.",
        "UCDP counted {n} lethal events in {place} in {when}.",
        "A total of {n} fatal incidents took place in {place} during {when}.",
    ),
    DEAD: (
        "Organised violence killed {n} people in {place} in {when}.",
        "In {when}, {n} people lost their lives in the conflict in {place}.",
        "{n} people were killed in political violence in {place} in {when}.",
        "The conflict in {place} claimed {n} lives in {when}.",
    ),
    CIVILIANS: (
        "{n} civilians were killed in organised violence in {place} in {when}.",
        "In {when}, {n} civilians died in the conflict in {place}.",
    ),
}
ATTACKS = (
    "{place} suffered {n} militant attacks in {when}.",
    "There were {n} terrorist attacks in {place} in {when}.",
    "Militants carried out {n} attacks in {place} in {when}.",
)
BEYOND = (
    "{n} people were injured in attacks in {place} in {year}.",
    "Suicide attacks in {place} fell by {p} percent in {year}.",
    "Sectarian attacks claimed {n} lives in {place} in {year}.",
    "Deaths in organised violence in {place} rose by {p} percent.",
    "In {late}, {n} fatal events were recorded in {place}.",
    "Fatal events in {place} fell by {p} percent in {late}.",
    "Harkat-ul-Zulmat was a party to {n} fatal events in {year}.",
    "Organised violence killed {n} people in Somalia in {year}.",
    "The Khorasan Liberation Tigers accounted for {p} percent of lethal events in {year}.",
    "Police arrested {n} suspects in {place} in {year}.",
    "{n} children were killed in organised violence in {place} in {year}.",
    "Kidnappings in {place} rose by {p} percent in {year}.",
    "Between {year} and {late}, {n} people were killed in organised violence in {place}.",
    "{late} was the deadliest year in {place} since {year}.",
)
FIRST, LAST = 2004, 2018
SEED = 20260105


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One generated statistic: its text, what must come out, and the query that says so."""

    id: str
    text: str
    verdict: str
    sql: str

    @property
    def held(self) -> bool:
        """Return whether it belongs to the third that no rule was tuned on, by the hash of it."""
        return int(hashlib.sha256(self.text.encode()).hexdigest(), 16) % 3 == 0


def _sql(what: str, where: str) -> str:
    """Return a query for what the events of a condition give."""
    return f"select {what} from ged where {where}"  # noqa: S608 - conditions of our own


class Ged:
    """A GED file in DuckDB."""

    def __init__(self, file: Path) -> None:
        self._connection = duckdb.connect()
        self._connection.execute(
            "create table ged as select * from read_json_auto(?, maximum_object_size=10000000)",
            [str(file)],
        )

    def number(self, what: str, where: str) -> float:
        """Return one number of the events that a condition picks."""
        row = self._connection.execute(_sql(what, where)).fetchone()
        return float(row[0] or 0) if row else 0.0

    def others(self, what: str, place: str, when: str) -> list[float]:
        """Return what other definitions give: by sort, by estimate, with places of today."""
        today = place.replace("adm_1 like 'Khyber%'", "regexp_matches(adm_1, '^(Khyber|Federal)')")
        found = [self.number(what, f"({today}) and {when}")]
        found += [
            self.number(what, f"({place}) and {when} and type_of_violence = {sort}")
            for sort in (1, 2, 3)
        ]
        found.append(self.number(what, f"({place}) and {when} and type_of_violence > 1"))
        if what == DEAD:
            estimates = ("sum(low)", "sum(high)", "sum(best - deaths_a - deaths_b)")
            found += [self.number(each, f"({place}) and {when}") for each in estimates]
        return found


def generate(file: Path) -> tuple[Made, ...]:
    """Return the statistics made from a file, the same in every run."""
    ged, dice = Ged(file), random.Random(SEED)  # noqa: S311 - no secret
    found: list[tuple[str, str, str]] = []
    for maker, times in (
        (_totals, 60), (_changes, 36), (_shares, 36), (_ranks, 24), (_ratios, 14), (_spans, 16),
        (_averages, 10), (_attacks, 40), (_comparisons, 12), (_estimates, 12),
    ):  # fmt: skip
        for _ in range(times):
            found += list(maker(ged, dice))
    found += list(_beyond(dice))
    unique = {text: (text, verdict, sql) for text, verdict, sql in found}
    return tuple(
        Made(id=f"made-{i:03d}", text=text, verdict=verdict, sql=sql)
        for i, (text, verdict, sql) in enumerate(unique.values(), 1)
    )


Row = tuple[str, str, str]


def _pick(dice: random.Random) -> tuple[str, str, int]:
    name = dice.choice(list(PLACES))
    return name, PLACES[name], dice.randint(FIRST, LAST)


def _say(number: float) -> str:
    return f"{round(number):,}"


def _wrong(dice: random.Random, true: float, others: Sequence[float]) -> float | None:
    """Return a number far from the true one and from what every other definition gives."""
    for factor in dice.sample((0.31, 0.47, 1.7, 2.3, 3.1), 5):
        tried = float(round(true * factor))
        if all(abs(tried - x) > max(3, 0.12 * x) for x in (true, *others)):
            low, high = min((true, *others)), max((true, *others))
            if not low <= tried <= high:
                return tried
    return None


def _totals(ged: Ged, dice: random.Random) -> Iterator[Row]:
    name, place, year = _pick(dice)
    what = dice.choice((EVENTS, EVENTS, DEAD, DEAD, CIVILIANS))
    when = f"year = {year}"
    query = _sql(what, f"({place}) and {when}")
    true = ged.number(what, f"({place}) and {when}")
    text = dice.choice(TOTALS[what])
    if true < 4:
        return
    if dice.random() < 0.5:
        yield text.format(place=name, when=year, n=_hedged(dice, true)), "holds", query
    elif (wrong := _wrong(dice, true, ged.others(what, place, when))) is not None:
        yield text.format(place=name, when=year, n=_say(wrong)), "does_not_hold", query


def _hedged(dice: random.Random, true: float) -> str:
    """Return a number as a report prints it, in words that stay true."""
    tenth = 10 ** max(0, len(str(round(true))) - 2)
    below = (true - 1) // tenth * tenth
    near = round(true / tenth) * tenth
    if dice.random() < 0.55 or true < 50:
        return _say(true)
    if dice.random() < 0.5 and below:
        return f"more than {_say(below)}"
    return f"about {_say(near)}" if abs(near - true) <= 0.04 * true else _say(true)


def _changes(ged: Ged, dice: random.Random) -> Iterator[Row]:
    name, place, year = _pick(dice)
    what = dice.choice((EVENTS, DEAD))
    sql = _sql(f"year, {what}", f"({place}) and year in ({year - 1}, {year}) group by 1")
    now = ged.number(what, f"({place}) and year = {year}")
    base = ged.number(what, f"({place}) and year = {year - 1}")
    if base < 8 or now < 4 or abs(now / base - 1) < 0.06:
        return
    percent = 100 * (now / base - 1)
    verb = ("rose", "increased", "were up") if percent > 0 else ("fell", "declined", "were down")
    ends = ("in {y}", "in {y} compared with {b}", "in {y}, against the previous year")
    true = dice.random() < 0.55
    shown = round(abs(percent)) if true else round(abs(percent) * 2.2 + 25)
    if not true and percent < 0:
        shown = max(3, round(abs(percent) / 3))
        if abs(abs(percent) - shown) < 8:
            return
    if not true and _changed_so(ged, what, place, (year - 1, year), shown):
        return
    tail = dice.choice(ends).format(y=year, b=year - 1)
    noun = dice.choice(NOUNS[what]).capitalize()
    text = f"{noun} in {name} {dice.choice(verb)} by {shown} percent {tail}."
    if "were" in text:
        text = text.replace(" by ", " ", 1)
    yield text, "holds" if true else "does_not_hold", sql


def _changed_so(ged: Ged, what: str, place: str, years: tuple[int, int], shown: int) -> bool:
    """Return whether some other definition gives about the change that is to be false."""
    pairs = zip(
        ged.others(what, place, f"year = {years[0]}"),
        ged.others(what, place, f"year = {years[1]}"),
        strict=True,
    )
    return any(b and abs(abs(100 * (a / b - 1)) - shown) < 4 for b, a in pairs)


def _shares(ged: Ged, dice: random.Random) -> Iterator[Row]:
    year = dice.randint(2007, 2016)
    what = dice.choice((EVENTS, DEAD))
    if dice.random() < 0.5:
        name = dice.choice(("Balochistan", "FATA", "Punjab", "Sindh", "Khyber Pakhtunkhwa"))
        part, verb = PLACES[name], "accounted for"
    else:
        name = dice.choice(list(GROUPS))
        part, verb = GROUPS[name], "was a party to" if what == EVENTS else "was involved in"
    whole = ged.number(what, f"year = {year}")
    piece = ged.number(what, f"({part}) and year = {year}")
    percent = 100 * piece / whole
    if percent < 4:
        return
    sql = f"select 100 * sum({what}) ... ({part}) / all, year = {year}"
    noun = "fatal events" if what == EVENTS else "deaths in organised violence"
    subject = name[0].upper() + name[1:]
    if dice.random() < 0.55:
        shown = dice.choice((f"{round(percent)} percent", f"over {int(percent)} percent"))
        if shown.startswith("over") and percent - int(percent) < 0.05:
            return
        yield f"{subject} {verb} {shown} of all {noun} in Pakistan in {year}.", "holds", sql
    else:
        shown = str(round(percent + (34 if percent < 50 else -37)))
        others = [
            100
            * ged.number(what, f"({part}) and year = {year} and type_of_violence = {s}")
            / max(1, ged.number(what, f"year = {year} and type_of_violence = {s}"))
            for s in (1, 2, 3)
        ]
        if any(abs(x - float(shown)) < 6 for x in others):
            return
        text = f"{shown} percent of {noun} in {year} " + (
            f"occurred in {name}." if part in PLACES.values() else f"involved {name}."
        )
        yield text, "does_not_hold", sql


def _ranks(ged: Ged, dice: random.Random) -> Iterator[Row]:
    name, place, year = _pick(dice)
    what = dice.choice((EVENTS, DEAD))
    since = dice.randint(1996, year - 2)
    years = range(since + 1, year + 1)
    values = {y: ged.number(what, f"({place}) and year = {y}") for y in years}
    highs = {y: ged.number("sum(high)", f"({place}) and year = {y}") for y in years}
    lows = {y: ged.number("sum(low)", f"({place}) and year = {y}") for y in years}
    top = max(values, key=lambda y: values[y])
    is_top = values[year] == values[top] and values[year] > 0
    if sum(v == values[top] for v in values.values()) > 1:
        return
    if not is_top and what == DEAD and (max(highs, key=lambda y: highs[y]) == year
                                        or max(lows, key=lambda y: lows[y]) == year):  # fmt: skip
        return
    if not is_top and any(_tops(ged, what, place, years, year, sort) for sort in (1, 2, 3)):
        return
    sql = _sql(f"year, {what}", f"({place}) and year between {since + 1} and {year} group by 1")
    if what == DEAD:
        text = f"{year} was the deadliest year of the conflict in {name} since {since}."
    else:
        text = (
            f"The number of fatal events in {name} reached in {year} its highest level since"
            f" {since}."
        )
    yield text, "holds" if is_top else "does_not_hold", sql


def _tops(ged: Ged, what: str, place: str, years: range, year: int, sort: int) -> bool:
    values = {
        y: ged.number(what, f"({place}) and year = {y} and type_of_violence = {sort}")
        for y in years
    }
    today = place.replace("adm_1 like 'Khyber%'", "regexp_matches(adm_1, '^(Khyber|Federal)')")
    now = {y: ged.number(what, f"({today}) and year = {y}") for y in years}
    return max(values.values()) <= values[year] or max(now.values()) <= now[year]


def _ratios(ged: Ged, dice: random.Random) -> Iterator[Row]:
    name, place, year = _pick(dice)
    what = dice.choice((EVENTS, DEAD))
    now = ged.number(what, f"({place}) and year = {year}")
    base = ged.number(what, f"({place}) and year = {year - 1}")
    if base < 8 or now < 4:
        return
    factor = now / base
    sql = _sql(f"year, {what}", f"({place}) and year in ({year - 1}, {year}) group by 1")
    noun = dice.choice(NOUNS[what]).capitalize()
    if factor > 2.1:
        yield f"{noun} in {name} more than doubled in {year}.", "holds", sql
    elif factor < 1.4 and not _doubled(ged, what, place, year):
        yield f"{noun} in {name} doubled in {year}.", "does_not_hold", sql


def _doubled(ged: Ged, what: str, place: str, year: int) -> bool:
    pairs = zip(
        ged.others(what, place, f"year = {year - 1}"),
        ged.others(what, place, f"year = {year}"),
        strict=True,
    )
    return any(b and 1.8 < a / b < 2.2 for b, a in pairs)


def _spans(ged: Ged, dice: random.Random) -> Iterator[Row]:
    name, place, year = _pick(dice)
    what, last = dice.choice((EVENTS, DEAD)), year + dice.randint(1, 4)
    last = min(last, 2019)
    when = f"year between {year} and {last}"
    true = ged.number(what, f"({place}) and {when}")
    if true < 8 or last == year:
        return
    sql = _sql(what, f"({place}) and {when}")
    period = dice.choice((f"between {year} and {last}", f"from {year} to {last}"))
    noun = (
        "fatal events took place" if what == EVENTS else "people were killed in organised violence"
    )
    if dice.random() < 0.5:
        yield f"{_hedged(dice, true).capitalize()} {noun} in {name} {period}.", "holds", sql
    elif (wrong := _wrong(dice, true, ged.others(what, place, when))) is not None:
        yield f"{_say(wrong)} {noun} in {name} {period}.", "does_not_hold", sql


def _averages(ged: Ged, dice: random.Random) -> Iterator[Row]:
    name, place, year = _pick(dice)
    true = ged.number(DEAD, f"({place}) and year = {year}") / 12
    others = [x / 12 for x in ged.others(DEAD, place, f"year = {year}")]
    if true < 8:
        return
    sql = _sql("sum(best) / 12", f"({place}) and year = {year}")
    if dice.random() < 0.5:
        number, answer = true, "holds"
    else:
        wrong = _wrong(dice, true, others)
        if wrong is None:
            return
        number, answer = wrong, "does_not_hold"
    shown = round(number)
    yield (
        (
            f"In {year}, an average of {shown} people a month were killed in organised violence in"
            f" {name}."
        ),
        answer, sql,
    )  # fmt: skip


def _attacks(ged: Ged, dice: random.Random) -> Iterator[Row]:
    """Yield figures of attacks, which GED does not count as such: all its events, or nothing."""
    name, place, year = _pick(dice)
    when = f"year = {year}"
    true = ged.number(EVENTS, f"({place}) and {when}")
    by_rule = ged.number(EVENTS, f"({place}) and {when} and type_of_violence > 1")
    sql = _sql("count(*)", f"({place}) and {when}")
    if true < 8 or by_rule == true:
        return
    text = dice.choice(ATTACKS)
    if dice.random() < 0.5:
        yield text.format(place=name, when=year, n=_say(true)), "holds_under", sql
    elif (wrong := _wrong(dice, true, ged.others(EVENTS, place, when))) is not None:
        yield text.format(place=name, when=year, n=_say(wrong)), "differs", sql


def _estimates(ged: Ged, dice: random.Random) -> Iterator[Row]:
    """Yield tolls of GED's high estimate, and Khyber Pakhtunkhwa with the former tribal areas."""
    name, place, year = _pick(dice)
    best, high = (ged.number(what, f"({place}) and year = {year}") for what in (DEAD, "sum(high)"))
    if high > 1.06 * best and best > 20:
        text = dice.choice(TOTALS[DEAD]).format(place=name, when=year, n=_say(high))
        yield text, "holds_under", _sql("sum(high)", f"({place}) and year = {year}")
    today = "regexp_matches(adm_1, '^(Khyber|Federal)')"
    number = ged.number(EVENTS, f"{today} and year = {year}")
    text = dice.choice(TOTALS[EVENTS]).format(place="Khyber Pakhtunkhwa", when=year, n=_say(number))
    yield text, "holds_under", _sql("count(*)", f"{today} and year = {year}")


def _comparisons(ged: Ged, dice: random.Random) -> Iterator[Row]:
    year = dice.randint(2007, 2016)
    one, two = dice.sample(("Balochistan", "FATA", "Punjab", "Sindh", "Karachi"), 2)
    if {one, two} == {"Sindh", "Karachi"}:
        return
    a, b = (ged.number(DEAD, f"({PLACES[n]}) and year = {year}") for n in (one, two))
    if abs(a - b) < 0.4 * max(a, b):
        return
    pairs = zip(
        ged.others(DEAD, PLACES[one], f"year = {year}"),
        ged.others(DEAD, PLACES[two], f"year = {year}"),
        strict=True,
    )
    if a < b and any(x > y for x, y in pairs):
        return
    sql = _sql("adm_1, sum(best)", f"year = {year} group by 1")
    text = f"More people were killed in organised violence in {one} than in {two} in {year}."
    yield text, "holds" if a > b else "does_not_hold", sql


def _beyond(dice: random.Random) -> Iterator[Row]:
    """Yield what a GED file of 1989 to 2019 cannot tell."""
    for _ in range(4):
        for text in BEYOND:
            name, _, year = _pick(dice)
            filled = text.format(
                place=name, year=year, late=dice.randint(2020, 2024),
                n=_say(dice.randint(12, 2400)), p=dice.randint(6, 80),
            )  # fmt: skip
            yield filled, "cannot_be_checked", ""


def as_rows(made: Sequence[Made]) -> list[dict[str, Any]]:
    """Return the statistics as rows of a file that ``benchmarks.checking --file`` reads."""
    return [
        {"id": m.id, "text": m.text, "verdict": m.verdict, "sql": m.sql, "held": m.held}
        for m in made
    ]


def write(made: Sequence[Made], file: Path) -> None:
    """Write the statistics as JSON lines."""
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in as_rows(made))
    file.write_text("".join(lines), encoding="utf-8")
