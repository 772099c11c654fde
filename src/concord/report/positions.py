"""The positions matrix: actors by options, each cell opening the sentences behind it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from concord.analysis.measures import plural
from concord.report import words
from concord.report.citations import Source, cite, in_context

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from concord.model import Position, Statement
    from concord.report.desk import Desk

# Largest matrix that a page can hold; the rest is left to ``concord export positions``.
MOST_ACTORS, MOST_OPTIONS, MOST_STATEMENTS = 30, 24, 12
# Radius of a cell's dot, in its box of 40, for 1, 2, 4, 8 and more utterances.
RADII = (5, 8, 11, 14, 17)
# Stance in [-1, 1] beyond which a dot is drawn strong, and beyond which it has a colour at all.
STRONG, WEAK = 0.6, 0.2
POSITIVE = ("supports", "calls_for")
NEGATIVE = ("opposes", "rejects", "condemns")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One statement, ready to show."""

    speaker: str
    stance: str
    day: str
    notes: tuple[str, ...]
    quote: Markup
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One actor on one option: ``tone`` colours the dot, ``radius`` sizes it in a box of 40."""

    id: str
    tone: str
    radius: int
    mixed: bool
    title: str
    words: str
    counts: str
    statements: tuple[Said, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One actor's cells, None where it said nothing about an option."""

    actor: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The matrix with its finding; ``left_out`` says what did not fit."""

    title: str
    options: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    left_out: str


def hide_private(positions: Sequence[Position], desk: Desk) -> tuple[Position, ...]:
    """Return the positions, names that are no actor of the codebook masked as in their texts."""
    said = {statement.id: statement.document_id for statement in desk.view.statements()}

    def masked(position: Position) -> Position:
        if position.actor_id:
            return position
        texts = dict.fromkeys(said[i] for i in position.statement_ids if i in said)
        return replace(position, actor_name=desk.hide(texts)(position.actor_name))

    return tuple(masked(position) for position in positions)


def build_matrix(positions: Sequence[Position], desk: Desk, most: int = MOST_STATEMENTS) -> Matrix:
    """Return the matrix of the most active actors and the most discussed options.

    Each cell holds at most ``most`` of its statements.
    """
    unnamed = len({_actor(p) for p in positions if not is_named(p)})
    positions = [p for p in positions if is_named(p)]
    actors = _ranked(positions, _actor)[:MOST_ACTORS]
    options = _ranked(positions, lambda position: position.option)[:MOST_OPTIONS]
    names = {_actor(position): position.actor_name for position in positions}
    said = {statement.id: statement for statement in desk.view.statements()}
    cells: dict[tuple[str, str], Cell] = {}
    for position in positions:
        key = (_actor(position), position.option)
        if key[0] in actors and key[1] in options:
            found = [said[i] for i in position.statement_ids if i in said]
            place = f"position-{actors.index(key[0])}-{options.index(key[1])}"
            cells[key] = _cell(position, found, place, (desk, most))
    rows = [
        MatrixRow(actor=names[actor], cells=tuple(cells.get((actor, option)) for option in options))
        for actor in actors
    ]
    return Matrix(
        title=_title(positions, desk),
        options=tuple(desk.option_label(option) for option in options),
        rows=tuple(rows),
        left_out=_left_out(positions, len(cells), unnamed),
    )


# Words that name nobody: a common noun alone, however a sentence writes it, or some of many.
_NOBODY = re.compile(
    r"[a-z]|(?:[A-Z][a-z]+s|Police|Opposition|Army|Military|Parliament|Government|President|Conference"
    r"|(?:Prime\s+)?Minister|Council|Commission|Committee|Court|Assembly|Cabinet|Spokes\w+|Leader)$"
    r"|(?:Some|Several|Many|Most|Other|Two|Three|Four|Five|Six|Unnamed|Anonymous|Senior|Local)\s+[a-z]",
)


def is_named(position: Position) -> bool:
    """Return whether a position is somebody's: two "residents" or "officials" are not one actor."""
    return bool(position.actor_id) or _NOBODY.match(position.actor_name) is None


def _actor(position: Position) -> str:
    return position.actor_id or position.actor_name


def _ranked(positions: Sequence[Position], key: Callable[[Position], str]) -> list[str]:
    """Return the keys by plain evidence, then by all utterances, most first."""
    plain: Counter[str] = Counter()
    uttered: Counter[str] = Counter()
    for position in positions:
        plain[key(position)] += position.n_plain + position.n_acts
        uttered[key(position)] += position.utterances
    return sorted(uttered, key=lambda name: (-plain[name], -uttered[name], name))


def tone(stance: float | None) -> str:
    """Return the step of the diverging scale for a stance: against, leans, mixed, for, none."""
    if stance is None:
        return "none"
    if abs(stance) < WEAK:
        return "even"
    side = "for" if stance > 0 else "against"
    return side if abs(stance) >= STRONG else f"leans-{side}"


def radius(utterances: int) -> int:
    """Return the dot's radius in its box of 40: one step for each doubling."""
    return RADII[min(len(RADII) - 1, max(0, utterances.bit_length() - 1))]


def _cell(
    position: Position,
    found: Sequence[Statement],
    place: str,
    page: tuple[Desk, int],
) -> Cell:
    desk, most = page
    ordered = sorted(found, key=lambda s: (s.voice not in {"own", "act"}, s.hedged, s.id))
    option = desk.option_label(position.option)
    return Cell(
        id=place,
        tone=tone(position.stance),
        radius=radius(position.utterances),
        mixed=is_mixed(found),
        title=f"{position.actor_name} on {option}",
        words=position.words or _stance_words(position.stance),
        counts=_counts(position),
        statements=tuple(say(each, desk) for each in ordered[:most]),
        more=max(0, len(ordered) - most),
    )


def is_mixed(statements: Sequence[Statement]) -> bool:
    """Return whether plain own statements and acts stand on both sides."""
    plain = [
        s
        for s in statements
        if s.voice in {"own", "act"} and not (s.hedged or s.forecast or s.condition)
    ]
    stances = {s.stance for s in plain}
    return bool(stances & set(POSITIVE)) and bool(stances & set(NEGATIVE))


def _stance_words(stance: float | None) -> str:
    return {
        "none": "no plain statement",
        "even": "as much for as against",
        "for": "supports",
        "leans-for": "leans in favour",
        "against": "opposes",
        "leans-against": "leans against",
    }[tone(stance)]


def kinds_of_words(position: Position) -> tuple[tuple[int, str], ...]:
    """Return of how many words of each kind a position is made, those that there are."""
    kinds = (
        (position.n_plain, "plain"),
        (position.n_acts, "acts"),
        (position.n_conditional, "conditional"),
        (position.n_hedged, "hedged"),
        (position.n_attributed, "attributed by others"),
    )
    return tuple((number, name) for number, name in kinds if number)


def _counts(position: Position) -> str:
    said = ", ".join(f"{number} {name}" for number, name in kinds_of_words(position))
    stance = "no stance" if position.stance is None else f"stance {position.stance:+.2g}"
    return f"{stance}; {plural(position.utterances, 'utterance')}{': ' if said else ''}{said}"


def say(statement: Statement, desk: Desk) -> Said:
    """Return a statement ready to show, private names masked."""
    hide, document = desk.hide((statement.document_id,)), desk.document(statement.document_id)
    notes = [words.VOICES[statement.voice]]
    notes += [name for name in ("hedged", "forecast") if getattr(statement, name)]
    if statement.condition:
        notes.append(f"on condition: {hide(statement.condition)}")
    if statement.reported_by:
        notes.append(f"reported by {hide(statement.reported_by)}")
    return Said(
        speaker=hide(statement.speaker),
        stance=words.STANCES[statement.stance],
        day=words.say_when(statement.said) if statement.said else "",
        notes=tuple(notes),
        quote=in_context(document, statement, words.STANCES[statement.stance], hide),
        source=cite(document, hide),
    )


def _title(positions: Sequence[Position], desk: Desk) -> str:
    sides: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for position in positions:
        side = tone(position.stance).removeprefix("leans-")
        sides[position.option][side].add(_actor(position))
    split = [
        option for option in sorted(sides) if sides[option]["for"] and sides[option]["against"]
    ]
    actors = len({_actor(position) for position in positions})
    if split:
        widest = max(split, key=lambda o: min(len(sides[o]["for"]), len(sides[o]["against"])))
        label, for_, against = desk.option_label(widest), *_sizes(sides[widest])
        return f"{label} divides: {plural(for_, 'actor')} for, {against} against"
    options = len({position.option for position in positions})
    return f"{plural(actors, 'actor')} on {plural(options, 'option')}; no option has both sides"


def _sizes(sides: Mapping[str, set[str]]) -> tuple[int, int]:
    return len(sides["for"]), len(sides["against"])


def _left_out(positions: Sequence[Position], shown: int, unnamed: int) -> str:
    missing = len({(_actor(p), p.option) for p in positions}) - shown
    parts = []
    if missing:
        parts.append(
            f"{plural(missing, 'position')} of less active actors or on rarer options left out."
        )
    if unnamed:
        parts.append(
            f"{plural(unnamed, 'speaker')} whom the texts do not name left out of the matrix."
        )
    return " ".join(parts)
