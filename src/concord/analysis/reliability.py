"""Inter-coder agreement: two codings of the same documents, unit by unit and field by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from concord.analysis.alpha import Level, Unit, alpha, interval
from concord.analysis.coded import TOLLS, Coded, read_events, shared_key
from concord.analysis.matching import RULE, match
from concord.analysis.measures import plural
from concord.errors import ConcordError
from concord.model import Finding, Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from concord.analysis.coded import Row
    from concord.codebook.book import Codebook
    from concord.model import Value

COLUMNS = ("field", "measure", "value", "low", "high", "units", "equal", "one_sided")
NOMINAL = ("type", "status", "background", "perpetrator", "admin1")
TOLL_LEVELS: tuple[Level, ...] = ("ordinal", "interval", "ratio")
# K. Krippendorff, Content Analysis, 2nd ed. (2004), p. 241: rely on alpha from .800, draw
# tentative conclusions from .667.
RELIABLE, TENTATIVE = 0.8, 0.667
# Below this many documents an interval says little.
FEW = 20
Pair: TypeAlias = "tuple[Coded | None, Coded | None]"


class NothingToCompareError(ConcordError):
    """Two codings without a document in common."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"The two codings have no document in common (by {key}). A document that a coder read "
            "and in which nothing happened needs a row with an empty type, or name all documents "
            "that both read by --documents."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The documents of both codings, each with its pairs: matched, or one side None."""

    pairs: Mapping[str, tuple[Pair, ...]]
    left_out: tuple[int, int]

    def matched(self) -> list[list[tuple[Coded, Coded]]]:
        """Return the matched pairs, by document."""
        return [
            [(a, b) for a, b in pairs if a is not None and b is not None]
            for pairs in self.pairs.values()
        ]


def coder_agreement(  # each argument is one thing that a figure rests on
    a: Sequence[Row],
    b: Sequence[Row],
    book: Codebook,
    *,
    documents: Iterable[str] | None = None,
    seed: int = 1,
    resamples: int = 1000,
) -> Finding:
    """Return how far two codings of the same documents agree.

    ``a`` and ``b`` are rows of an events export, or a person's own with some of its columns
    (``coded.read_events``); ``documents`` what both read, else the documents named in both.
    Rows: ``field``, ``measure`` (``matched``: twice the matched events over all events of both;
    ``alpha LEVEL``: Krippendorff's, over matched events), ``value``, the 95 percent interval
    ``low`` and ``high`` by resampling documents, the ``units`` compared, the share of them that is
    ``equal``, and the ``one_sided`` units, where only one coding says anything. Killed and injured
    are persons, the best figure or else the low one; dates are days since publication, where all
    documents tell it.

    Raises NoSharedKeyError, NothingToCompareError, UnreadableRowError.
    """
    compared = _compare(a, b, book, documents)
    rows = [_matched_row(compared, seed, resamples), _document_row(compared, seed, resamples)]
    rows += [_field_row(compared, each, level, seed, resamples) for each, level in _fields()]
    alone = [row for row in rows if row[5] == 0 and row[7]]
    return Finding(
        title=_title(rows),
        words=_words(compared, rows),
        columns=COLUMNS,
        rows=tuple(row for row in rows if row not in alone),
        checks=(*_unknown_types((*a, *b), book), *_checks(compared, alone)),
        scope=Scope(),
        run=None,
        definition=RULE,
    )


def _fields() -> list[tuple[str, Level]]:
    nominal: list[tuple[str, Level]] = [(name, "nominal") for name in NOMINAL]
    tolls = [(name, level) for name in TOLLS for level in TOLL_LEVELS]
    return [*nominal, ("happened", "interval"), *tolls]


def _compare(
    a: Sequence[Row], b: Sequence[Row], book: Codebook, documents: Iterable[str] | None
) -> Compared:
    key = shared_key(a, b)
    named_a, named_b = ({str(row[key]).strip() for row in rows} for rows in (a, b))
    both = set(documents) if documents is not None else named_a & named_b
    if not both & (named_a | named_b):
        raise NothingToCompareError(key)
    events_a, events_b = (_by_document(read_events(rows, key, book)) for rows in (a, b))
    return Compared(
        pairs={
            each: _pairs(events_a.get(each, []), events_b.get(each, [])) for each in sorted(both)
        },
        left_out=(len(named_a - both), len(named_b - both)),
    )


def _by_document(events: Iterable[Coded]) -> dict[str, list[Coded]]:
    found: dict[str, list[Coded]] = {}
    for event in events:
        found.setdefault(event.document, []).append(event)
    return found


def _pairs(a: Sequence[Coded], b: Sequence[Coded]) -> tuple[Pair, ...]:
    matched = match(a, b)
    done_a, done_b = {x.number for x, _ in matched}, {y.number for _, y in matched}
    return (
        *matched,
        *((x, None) for x in a if x.number not in done_a),
        *((None, y) for y in b if y.number not in done_b),
    )


def _matched_row(compared: Compared, seed: int, resamples: int) -> tuple[Value, ...]:
    # A pair is a unit of two values: there, or None.
    groups: list[list[Unit]] = [
        [[a and a.number, b and b.number] for a, b in pairs] for pairs in compared.pairs.values()
    ]
    everything = [unit for group in groups for unit in group]
    low, high = interval(groups, _dice, seed=seed, resamples=resamples)
    alone = sum(None in unit for unit in everything)
    return ("event", "matched", _round(_dice(everything)), *map(_round, (low, high)),
            len(everything), None, alone)  # fmt: skip


def _dice(units: Sequence[Unit]) -> float | None:
    coded = sum(value is not None for unit in units for value in unit)
    both = sum(None not in unit for unit in units)
    return 2 * both / coded if coded else None


def _document_row(compared: Compared, seed: int, resamples: int) -> tuple[Value, ...]:
    groups: list[list[Unit]] = [
        [[any(a for a, _ in pairs), any(b for _, b in pairs)]] for pairs in compared.pairs.values()
    ]
    return _alpha_row("document with an event", "nominal", groups, seed, resamples)


def _field_row(
    compared: Compared, field: str, level: Level, seed: int, resamples: int
) -> tuple[Value, ...]:
    matched = compared.matched()
    origin = _origin(matched) if field == "happened" else {}
    groups: list[list[Unit]] = [
        [[_since(each, field, origin) for each in pair] for pair in pairs] for pairs in matched
    ]
    return _alpha_row(field, level, groups, seed, resamples)


def _origin(matched: Sequence[Sequence[tuple[Coded, Coded]]]) -> dict[str, int]:
    """Return the day of publication of each document, if all of them have one.

    Days are counted from it, since over a record of years any two codings agree on the date.
    """
    pairs = [pair for pairs in matched for pair in pairs]
    days = {a.document: a.published or b.published for a, b in pairs}
    known = {document: day.toordinal() for document, day in days.items() if day}
    return known if len(known) == len(days) else {}


def _since(event: Coded, field: str, origin: Mapping[str, int]) -> str | int | None:
    value = event.values[field]
    return value - origin.get(event.document, 0) if isinstance(value, int) else value


def _alpha_row(
    field: str, level: Level, groups: Sequence[Sequence[Unit]], seed: int, resamples: int
) -> tuple[Value, ...]:
    def measure(units: list[Unit]) -> float | None:
        return alpha(units, level)

    everything = [unit for group in groups for unit in group]
    both = [unit for unit in everything if None not in unit]
    one = sum(None in unit and unit != [None, None] for unit in everything)
    value = measure(everything)
    low, high = (
        (None, None) if value is None
        else interval(groups, measure, seed=seed, resamples=resamples)
    )  # fmt: skip
    equal = sum(unit[0] == unit[1] for unit in both) / len(both) if both else None
    return (field, f"alpha {level}", *map(_round, (value, low, high)), len(both),
            _round(equal), one)  # fmt: skip


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _title(rows: Sequence[tuple[Value, ...]]) -> str:
    return f"Of all events coded, {_percent(rows[0][2])} are coded by both"


def _percent(value: Value) -> str:
    return f"{100 * value:.0f} percent" if isinstance(value, float) else "none"


def _words(compared: Compared, rows: Sequence[tuple[Value, ...]]) -> str:
    counts = Counter(
        (a is not None, b is not None) for pairs in compared.pairs.values() for a, b in pairs
    )
    told = [
        (
            f"In {plural(len(compared.pairs), 'document')} that both codings cover,"
            f" {plural(counts[True, True], 'event')} matched, {counts[True, False]} only in the"
            f" first coding and {counts[False, True]} only in the second."
        )
    ]
    for words, admits in _VERDICTS:
        named = [_name(row) for row in rows[1:] if isinstance(row[2], float) and admits(row[2])]
        if named:
            told.append(f"{words}: {', '.join(named)}.")
    return " ".join(told)


_VERDICTS: tuple[tuple[str, Callable[[float], bool]], ...] = (
    (f"Alpha of {RELIABLE} or more, to rely on", lambda value: value >= RELIABLE),
    ("For tentative conclusions only", lambda value: TENTATIVE <= value < RELIABLE),
    (f"Below {TENTATIVE}, not to be relied on", lambda value: value < TENTATIVE),
)


def _name(row: tuple[Value, ...]) -> str:
    level = str(row[1]).removeprefix("alpha ")
    return str(row[0]) if level == "nominal" else f"{row[0]} ({level})"


def _unknown_types(rows: Sequence[Row], book: Codebook) -> list[str]:
    named = {str(row["type"]).strip() for row in rows if row.get("type")}
    unknown = sorted(name for name in named if name and name not in book.types)
    if not unknown:
        return []
    return [f"Types that the codebook does not know match only themselves: {', '.join(unknown)}."]


def _checks(compared: Compared, alone: Sequence[tuple[Value, ...]]) -> list[str]:
    found = []
    if alone:
        names = dict.fromkeys(str(row[0]) for row in alone)
        found.append(f"Given by one coding only, and not compared: {', '.join(names)}.")
    for which, number in zip(("first", "second"), compared.left_out, strict=True):
        if number:
            found.append(
                f"{plural(number, 'document')} of the {which} coding left out: the other has no"
                " row for it."
            )
    if len(compared.pairs) < FEW:
        found.append(f"Only {plural(len(compared.pairs), 'document')}: intervals are rough.")
    pairs = [pair for group in compared.matched() for pair in group]
    blind = sum(not a.spans or not b.spans for a, b in pairs)
    if blind:
        found.append(
            f"{plural(blind, 'event')} matched without evidence on both sides, by place and day:"
            " agreement on admin1 and happened is overstated there."
        )
    return found
