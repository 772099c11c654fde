"""Precision and recall of a record, estimated from what people answered about a drawn sample.

Each stratum of the sample stands for all that it was drawn from. A share of one stratum has
Wilson's interval (E. B. Wilson, "Probable Inference", Journal of the American Statistical
Association 22, 1927, pp. 209-212). What is joined from several strata is worked out from draws: of
the part of each stratum that nobody looked at, the right ones are binomial with a Beta(x + 1/2,
n - x + 1/2) chance (Jeffreys' prior: L. D. Brown, T. T. Cai, A. DasGupta, "Interval Estimation for
a Binomial Proportion", Statistical Science 16, 2001, pp. 101-133), the missed ones Poisson with a
Gamma(m + 1/2, n) rate. What was looked at is known. A bootstrap would give a sample without a fault
an interval without width.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from concord.analysis.measures import plural
from concord.model import Finding
from concord.record.audits import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from concord.model import Value
    from concord.record.audits import Sample
    from concord.record.view import View

Draws: TypeAlias = npt.NDArray[np.float64]
COLUMNS = ("figure", "part", "value", "low", "high", "answered", "drawn", "population")
TEXTS = {
    "rejected": "documents that the gate set aside",
    "unread": "documents in another language, or that failed",
    "empty": "documents read in which no event was found",
    "skipped": "skipped sentences of documents with events",
}
INCIDENTS = {
    "confident": "incidents that no queue shows",
    "doubted": "incidents that a queue shows",
}
RULED = "ruled"
STRATA = {**INCIDENTS, **TEXTS, RULED: "incidents that people ruled on or entered"}
FIELDS = {
    "type": "what happened", "when": "when", "where": "where", "who": "who did it",
    "targets": "against whom", "killed": "killed", "hurt": "injured, abducted, arrested",
    "joined": "the reports joined to it",
}  # fmt: skip
REAL = ("right", "wrong")
# Two sides of 95 percent of the normal distribution.
Z = 1.959964
# Fewer answers than this make a figure that says little.
FEW = 20
DRAWS = 4000
DEFINITION = (
    "Precision: of the incidents of the record, the share that a person found to be an incident,"
    " not told by another one already. Recall: of the incidents that the documents tell, the share"
    " that the record holds; a missed one that the record has from another text is not missed."
    " 95 percent intervals: of one part by Wilson's formula, of parts joined from Jeffreys' priors,"
    " counting what was looked at as known."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One stratum: how many it holds, how many were drawn, and the answers that judge."""

    name: str
    population: int
    drawn: int
    judged: tuple[Answer, ...]

    @property
    def real(self) -> int:
        """Return how many were found to be incidents."""
        return sum(each.verdict in REAL for each in self.judged)

    @property
    def missed(self) -> int:
        """Return how many incidents were missed here that the record has from no other text."""
        return sum(each.missed - each.held for each in self.judged)


def audit(view: View, *, name: str | None = None, seed: int = 1) -> Finding:
    """Return the precision and recall of the record of a view, by what people answered.

    The sample is that of the name, else the newest drawn from the view's run, else the newest of
    all. Rows: ``figure`` (precision, recall, missed, false rejections, all fields right, one of
    FIELDS), ``part`` (all, or one stratum), ``value`` with ``low`` and ``high`` (95 percent; shares
    from 0 to 1, ``missed`` in incidents), and how many were ``answered``, ``drawn`` and stand for
    a ``population``. A figure without answers has no row. The same seed gives the same intervals.

    Raises UnknownSampleError for a name that the record does not hold.
    """
    sample = choose_sample(view, name)
    if sample is None:
        return _finding(view, "No sample has been audited", _UNDRAWN, (), ())
    parts = _parts(sample, view.record.answers())
    rows = tuple(_rows(parts, seed))
    return _finding(view, _title(rows), _words(rows, sample, parts), rows,
                    tuple(_checks(view, sample, parts)))  # fmt: skip


_UNDRAWN = (
    "How right this record is, and how much it misses, is not known: nobody has audited a sample of"
    " it. Draw one under Review, Audit in the browser, or by: concord review audit --draw 60"
)


def choose_sample(view: View, name: str | None = None) -> Sample | None:
    """Return the sample of a name, or the newest of the view's run, or the newest, or None."""
    if name is not None:
        return view.record.find_sample(name)
    drawn = [each for each in view.record.samples() if each.kind == "audit"]
    of_run = [each for each in drawn if view.run is not None and each.run_id == view.run.id]
    return next(reversed(of_run or drawn), None)


def wilson(right: int, of: int) -> tuple[float, float]:
    """Return Wilson's 95 percent interval of a share; ``of`` is 1 or more."""
    share, square = right / of, Z * Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = Z / (1 + square / of) * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def _parts(sample: Sample, answers: Sequence[Answer]) -> dict[str, Part]:
    held = {each.item: each for each in answers if each.kind == "audit"}
    none = {name: Part(name=name, population=0, drawn=0, judged=()) for name in STRATA}
    return none | {
        stratum.name: Part(
            name=stratum.name,
            population=stratum.population,
            drawn=stratum.drawn,
            judged=tuple(
                held[item.key]
                for item in sample.items
                if item.stratum == stratum.name
                and item.key in held
                and held[item.key].verdict != "unsure"
            ),
        )
        for stratum in sample.strata
    }


def _rows(parts: Mapping[str, Part], seed: int) -> Iterable[tuple[Value, ...]]:
    draw = np.random.default_rng(seed)
    found = [parts[name] for name in INCIDENTS if parts[name].population]
    texts = [parts[name] for name in TEXTS if parts[name].judged]
    real, drawn_real = _real(parts, found, draw)
    total = sum(p.population for p in found) + parts[RULED].population
    if real is not None and total:
        yield _row("precision", "all", (real / total, drawn_real / total), found, total)
    for part in found:
        yield from _share("precision", part, part.real)
    lost = [(part, *_missed(part, draw)) for part in texts]
    missed = sum((value for _, value, _ in lost), 0.0)
    drawn_missed = sum((drawn for _, _, drawn in lost), np.zeros(DRAWS))
    if real and lost:
        recall = real / (real + missed)
        drawn_recall = drawn_real / np.maximum(drawn_real + drawn_missed, 1)
        population = sum(p.population for p in texts)
        yield _row("recall", "all", (recall, drawn_recall), texts, population)
        yield _row("missed", "all", (missed, drawn_missed), texts, population, digits=0)
    for part, value, drawn in lost:
        yield _row("missed", part.name, (value, drawn), [part], part.population, digits=0)
    wrongly = sum(each.missed > 0 for each in parts["rejected"].judged)
    yield from _share("false rejections", parts["rejected"], wrongly)
    if all(part.judged for part in found):
        yield from _field_rows([p for p in found if p.real], draw)


def _real(
    parts: Mapping[str, Part], found: Sequence[Part], draw: np.random.Generator
) -> tuple[float | None, Draws]:
    """Return how many incidents of the record are real, and draws of that; None if unknown."""
    value, drawn = float(parts[RULED].population), np.full(DRAWS, float(parts[RULED].population))
    for part in found:
        if not part.judged:
            return None, drawn
        value += part.population * part.real / len(part.judged)
        drawn = drawn + _right(part, part.real, draw)
    return value, drawn


def _right(part: Part, right: int, draw: np.random.Generator) -> Draws:
    """Return draws of how many of a part are right."""
    of = len(part.judged)
    chance = draw.beta(right + 0.5, of - right + 0.5, DRAWS)
    return right + draw.binomial(max(0, part.population - of), chance).astype(np.float64)


def _missed(part: Part, draw: np.random.Generator) -> tuple[float, Draws]:
    of = len(part.judged)
    rate = draw.gamma(part.missed + 0.5, 1 / of, DRAWS)
    drawn = part.missed + draw.poisson(max(0, part.population - of) * rate)
    return part.population * part.missed / of, drawn.astype(np.float64)


def _field_rows(found: Sequence[Part], draw: np.random.Generator) -> Iterable[tuple[Value, ...]]:
    """Yield for each field how many of the real incidents nobody ruled on have it right."""
    asked: dict[str, Callable[[Answer], bool]] = {"all fields right": _is_right}
    asked |= {name: _has_right(name) for name in FIELDS}
    for figure, holds in asked.items() if found else ():
        value, weight, drawn, weights = 0.0, 0.0, np.zeros(DRAWS), np.zeros(DRAWS)
        for part in found:
            right = sum(each.verdict in REAL and holds(each) for each in part.judged)
            size = part.population * part.real / len(part.judged)
            sizes = _right(part, part.real, draw)
            value, weight = value + size * right / part.real, weight + size
            chance = draw.beta(right + 0.5, part.real - right + 0.5, DRAWS)
            drawn = drawn + right + draw.binomial((sizes - part.real).astype(np.int64), chance)
            weights = weights + sizes
        shares = drawn / np.maximum(weights, 1)
        yield _row(figure, "all", (value / weight, shares), found,
                   sum(p.population for p in found))  # fmt: skip


def _is_right(answer: Answer) -> bool:
    return answer.verdict == "right"


def _has_right(field: str) -> Callable[[Answer], bool]:
    return lambda answer: field not in answer.wrong


def _share(figure: str, part: Part, right: int) -> Iterable[tuple[Value, ...]]:
    of = len(part.judged)
    if of:
        low, high = wilson(right, of)
        yield (figure, part.name, round(right / of, 3), round(low, 3), round(high, 3), of,
               part.drawn, part.population)  # fmt: skip


def _row(
    figure: str,
    name: str,
    found: tuple[float, Draws],
    parts: Sequence[Part],
    population: int,
    *,
    digits: int = 3,
) -> tuple[Value, ...]:
    value, drawn = found
    low, high = (float(each) for each in np.quantile(drawn, (0.025, 0.975)))
    shown = [_rounded(each, digits) for each in (value, min(low, value), max(high, value))]
    return (figure, name, *shown, sum(len(p.judged) for p in parts), sum(p.drawn for p in parts),
            population)  # fmt: skip


def _rounded(value: float, digits: int) -> float | int:
    return round(value, digits) if digits else round(value)


def _finding(
    view: View, title: str, words: str, rows: tuple[tuple[Value, ...], ...], checks: tuple[str, ...]
) -> Finding:
    return Finding(
        title=title,
        words=words,
        columns=COLUMNS,
        rows=rows,
        checks=checks,
        scope=view.scope,
        run=view.run.id if view.run else None,
        definition=DEFINITION,
    )


def _figure(rows: Iterable[tuple[Value, ...]], name: str) -> tuple[Value, ...] | None:
    return next((row for row in rows if row[:2] == (name, "all")), None)


def _title(rows: Sequence[tuple[Value, ...]]) -> str:
    told = [
        f"{name} {_percent(row[2])} ({_percent(row[3])} to {_percent(row[4])})"
        for name in ("precision", "recall")
        if (row := _figure(rows, name))
    ]
    return f"Audited: {', '.join(told)} percent" if told else "A sample is drawn, not yet audited"


def _percent(value: Value) -> str:
    return f"{100 * value:.0f}" if isinstance(value, (int, float)) else "?"


def _words(rows: Sequence[tuple[Value, ...]], sample: Sample, parts: Mapping[str, Part]) -> str:
    told = []
    if row := _figure(rows, "precision"):
        told.append(
            f"Of 100 incidents of this record, {_percent(row[2])} ({_percent(row[3])} to"
            f" {_percent(row[4])}) are incidents that people confirm."
        )
    if row := _figure(rows, "all fields right"):
        told.append(
            f"Of 100 such incidents that nobody ruled on, {_percent(row[2])} ({_percent(row[3])} to"
            f" {_percent(row[4])}) are right in every field."
        )
    if row := _figure(rows, "recall"):
        told.append(
            f"Of 100 incidents that its documents tell, it holds {_percent(row[2])}"
            f" ({_percent(row[3])} to {_percent(row[4])})."
        )
    done = sum(len(part.judged) for part in parts.values())
    told.append(
        f"From {done} answers about a random sample of {plural(len(sample.items), 'item')}"
        f" ({sample.name}, seed {sample.seed})."
    )
    return " ".join(told)


def _checks(view: View, sample: Sample, parts: Mapping[str, Part]) -> Iterable[str]:
    if view.run is not None and sample.run_id != view.run.id:
        yield (
            f"The sample was drawn from run {sample.run_id}, and the record shows run"
            f" {view.run.id}: draw again with the same seed. Answers hold where nothing changed."
        )
    for name, words in STRATA.items():
        part = parts[name]
        if not part.population or name == RULED:
            continue
        if not part.judged:
            yield f"No answer yet on {words} ({part.population} in the record): {_lacks(name)}."
        elif len(part.judged) < min(FEW, part.population):
            yield f"Only {plural(len(part.judged), 'answer')} on {words}: the interval is rough."
    if ruled := parts[RULED].population:
        yield f"{plural(ruled, 'incident')} that people ruled on or entered are taken as right."
    if any(parts[name].missed for name in TEXTS):
        yield (
            "A missed incident that several texts tell counts once for each: more are estimated"
            " missed than are, and recall is rather too low than too high."
        )


def _lacks(name: str) -> str:
    return "no precision of the whole" if name in INCIDENTS else "recall leaves them out"
