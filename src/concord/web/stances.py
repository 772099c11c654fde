"""Who stands where: the matrix, two actors over time, and the statements behind each stance."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from concord.analysis.measures import plural
from concord.linking.positions import actor_key, positions
from concord.report import words
from concord.report.citations import Source, cite, in_context
from concord.report.positions import (
    NEGATIVE,
    POSITIVE,
    hide_private,
    is_named,
    kinds_of_words,
    radius,
    tone,
)
from concord.web.dossier import desk_of
from concord.web.drawing.stands import Change, Stand, draw_stands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from concord.model import Position, Statement
    from concord.report.desk import Desk
    from concord.web.asked import Asked
    from concord.web.shelf import Shelf

MOST_ACTORS, MOST_OPTIONS = 40, 30
WIDE, NARROW = 880.0, 350.0
TONE_WORDS = {
    "none": "no plain statement",
    "even": "as much for as against",
    "for": "supports",
    "leans-for": "leans in favour",
    "against": "opposes",
    "leans-against": "leans against",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One actor on one option: how its dot looks, what it says, where it leads."""

    tone: str
    radius: int
    mixed: bool
    words: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One actor with its cells, None where it said nothing about an option."""

    key: str
    name: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Actors by options, the most active first."""

    title: str
    options: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    left_out: int


def held(shelf: Shelf, asked: Asked, window: str = "all") -> tuple[Position, ...]:
    """Return the positions of a scope, kept as long as the record stays as it is."""
    view = shelf.saying_view(asked)
    key = ("positions", view.scope, window)
    return shelf.keep(key, lambda: positions(view.statements(), window=window))


def key_of(position: Position) -> str:
    """Return what names the actor of a position in an address."""
    return position.actor_id or " ".join(position.actor_name.casefold().split())


def build_matrix(shelf: Shelf, asked: Asked) -> Matrix:
    """Return the matrix of a scope."""
    found = [position for position in held(shelf, asked) if is_named(position)]
    actors = _ranked(found, key_of)[:MOST_ACTORS]
    options = _ranked(found, lambda p: p.option)[:MOST_OPTIONS]
    shown = [p for p in found if key_of(p) in actors and p.option in options]
    said = {s.id: s for s in shelf.saying_view(asked).statements()}
    named = _named(shelf, shown, said)
    cells = {(key_of(p), p.option): _cell(shelf, asked, p, said, named) for p in shown}
    return Matrix(
        title=_title(shelf, found),
        options=tuple((option, option_label(shelf, option)) for option in options),
        rows=tuple(
            Row(
                key=actor,
                name=named[actor],
                cells=tuple(cells.get((actor, option)) for option in options),
            )
            for actor in actors
        ),
        left_out=len({(key_of(p), p.option) for p in found}) - len(cells),
    )


def option_label(shelf: Shelf, code: str) -> str:
    """Return the option's label in the codebook, or its code as words."""
    return shelf.book.option_label(code)


def _ranked(found: Sequence[Position], key: Callable[[Position], str]) -> list[str]:
    plain: Counter[str] = Counter()
    uttered: Counter[str] = Counter()
    for position in found:
        plain[key(position)] += position.n_plain + position.n_acts
        uttered[key(position)] += position.utterances
    return sorted(uttered, key=lambda name: (-plain[name], -uttered[name], name))


def _named(shelf: Shelf, shown: Sequence[Position], said: dict[str, Statement]) -> dict[str, str]:
    """Return the name of each actor; a speaker that the codebook does not know may be private."""
    unknown = [p for p in shown if not p.actor_id]
    texts = sorted({said[i].document_id for p in unknown for i in p.statement_ids if i in said})
    desk = desk_of(shelf, shelf.close_up(documents=texts[:400]))
    masked = {key_of(p): m.actor_name for p, m in zip(unknown, hide_private(unknown, desk),
                                                      strict=True)}  # fmt: skip
    return {key_of(p): masked.get(key_of(p), p.actor_name) for p in shown}


def _cell(
    shelf: Shelf,
    asked: Asked,
    position: Position,
    said: dict[str, Statement],
    named: dict[str, str],
) -> Cell:
    actor = key_of(position)
    told = f"{named[actor]} on {option_label(shelf, position.option)}"
    mixed = _is_mixed(said[i] for i in position.statement_ids if i in said)
    stance = tone(position.stance)
    return Cell(
        tone=stance,
        radius=radius(position.utterances),
        mixed=mixed,
        words=f"{told}: {TONE_WORDS[stance]}{', has said both' if mixed else ''};"
        f" {say_counts(position)}",
        link=asked.link("/statements", actor=actor, option=position.option),
    )


def _is_mixed(statements: Iterable[Statement]) -> bool:
    stances = {
        s.stance
        for s in statements
        if s.voice in {"own", "act"} and not (s.hedged or s.forecast or s.condition)
    }
    return not stances.isdisjoint(POSITIVE) and not stances.isdisjoint(NEGATIVE)


def say_counts(position: Position) -> str:
    """Return what a position rests on, in words."""
    counts = ", ".join(f"{number:,} {name}" for number, name in kinds_of_words(position))
    return plural(position.utterances, "utterance") + (f" ({counts})" if counts else "")


def _title(shelf: Shelf, found: Sequence[Position]) -> str:
    sides: dict[str, tuple[set[str], set[str]]] = {}
    for position in found:
        side = tone(position.stance).removeprefix("leans-")
        if side in ("for", "against"):
            pair = sides.setdefault(position.option, (set(), set()))
            pair[side == "against"].add(key_of(position))
    split = {option: pair for option, pair in sides.items() if pair[0] and pair[1]}
    actors = len({key_of(position) for position in found})
    if not split:
        return f"{plural(actors, 'actor')}; no option has both sides"
    widest = max(sorted(split), key=lambda option: min(map(len, split[option])))
    for_, against = map(len, split[widest])
    return (
        f"{option_label(shelf, widest)} divides: {plural(for_, 'actor')} for, {against:,} against"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One statement, ready to show."""

    id: str
    speaker: str
    actor: str
    stance: str
    tone: str
    about: str
    day: str
    notes: tuple[str, ...]
    quote: Markup
    document_id: str
    source: Source


def find_statements(
    shelf: Shelf, asked: Asked, actor: str | None, option: str | None, stance: str | None
) -> tuple[Statement, ...]:
    """Return the statements of a scope by an actor, on an option, of a stance; newest first."""
    view = shelf.saying_view(asked)
    key = ("statements", view.scope, actor, option, stance)

    def find() -> tuple[Statement, ...]:
        kept = [
            each
            for each in view.statements()
            if (actor is None or actor_key(each) == actor)
            and (option is None or each.option == option)
            and (stance is None or each.stance == stance)
        ]
        return tuple(sorted(kept, key=lambda s: (_day(s), s.id), reverse=True))

    return shelf.keep(key, find)


def _day(statement: Statement) -> str:
    first = statement.said.first if statement.said else None
    return first.isoformat() if first else ""


def write_statements(shelf: Shelf, found: Sequence[Statement]) -> list[Said]:
    """Return statements ready to show, their sentences marked and private names masked."""
    documents = sorted({each.document_id for each in found})
    desk = desk_of(shelf, shelf.close_up(documents=documents))
    return [_said(each, desk) for each in found]


def _said(item: Statement, desk: Desk) -> Said:
    hide, document = desk.hide((item.document_id,)), desk.document(item.document_id)
    notes = [words.VOICES[item.voice]]
    notes += [name for name in ("hedged", "forecast") if getattr(item, name)]
    if item.condition:
        notes.append(f"on condition: {hide(item.condition)}")
    if item.reported_by:
        notes.append(f"reported by {hide(item.reported_by)}")
    about = desk.option_label(item.option) if item.option else ""
    target = hide(item.target) if item.target else ""
    side = "for" if item.stance in POSITIVE else "against" if item.stance in NEGATIVE else "none"
    return Said(
        id=item.id,
        speaker=hide(item.speaker),
        actor=item.speaker_name or "",
        stance=words.STANCES[item.stance],
        tone=side,
        about=" · ".join(part for part in (about, target) if part),
        day=words.say_when(item.said) if item.said else "day not known",
        notes=tuple(notes),
        quote=in_context(document, item, words.STANCES[item.stance], hide),
        document_id=item.document_id,
        source=cite(document, hide),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two actors on one option over time, with the changes in who held their offices."""

    names: tuple[str, str]
    option: str
    title: str
    wide: Markup | None
    narrow: Markup | None
    stands: tuple[Stand, ...]
    changes: tuple[Change, ...]
    diverged: int
    both: int


def compare(shelf: Shelf, asked: Asked, actors: tuple[str, str], option: str, window: str) -> Pair:
    """Return the stances of two actors on an option, window by window.

    They diverge in a window where one is for and the other against, by plain own statements and
    acts.
    """
    found = [p for p in held(shelf, asked, window) if p.option == option and p.first]
    by_window: dict[tuple[str, str], dict[str, Position]] = {}
    for position in found:
        if key_of(position) in actors:
            bounds = (position.first or "", position.last or "")
            by_window.setdefault(bounds, {})[key_of(position)] = position
    stands = tuple(
        _stand(asked, bounds, pair, actors, option) for bounds, pair in sorted(by_window.items())
    )
    span = (stands[0].first, stands[-1].last) if stands else None
    changes = tuple(_changes(shelf, actors, span)) if span else ()
    names = tuple(_actor_name(shelf, found, actor) for actor in actors)
    both = [s for s in stands if None not in s.stances]
    diverged = sum(_apart(s) for s in both)
    return Pair(
        names=(names[0], names[1]),
        option=option_label(shelf, option),
        title=_pair_title(names, len(both), diverged, window),
        wide=draw_stands(stands, changes, WIDE) if stands else None,
        narrow=draw_stands(stands, changes, NARROW) if stands else None,
        stands=stands,
        changes=changes,
        diverged=diverged,
        both=len(both),
    )


def _apart(stand: Stand) -> bool:
    one, other = stand.stances
    return one is not None and other is not None and one * other < 0


def _pair_title(names: Sequence[str], both: int, diverged: int, window: str) -> str:
    if not both:
        return f"{names[0]} and {names[1]} never spoke plainly in the same {window}"
    return (
        f"{names[0]} and {names[1]} stood apart in {diverged} of"
        f" {plural(both, window)} in which both spoke plainly"
    )


def _stand(
    asked: Asked,
    bounds: tuple[str, str],
    pair: dict[str, Position],
    actors: tuple[str, str],
    option: str,
) -> Stand:
    first, last = bounds
    held_ = [pair.get(actor) for actor in actors]
    return Stand(
        first=first,
        last=last,
        label=words.say_days(date.fromisoformat(first), date.fromisoformat(last), short=True),
        stances=(_stance(held_[0]), _stance(held_[1])),
        utterances=(_uttered(held_[0]), _uttered(held_[1])),
        links=tuple(
            asked.link("/statements", actor=actor, option=option, since=first, until=last)
            for actor in actors
        ),
    )


def _stance(position: Position | None) -> float | None:
    return position.stance if position else None


def _uttered(position: Position | None) -> int:
    return position.utterances if position else 0


def _actor_name(shelf: Shelf, found: Sequence[Position], actor: str) -> str:
    known = shelf.book.actors.get(actor)
    if known:
        return known.name
    return next((p.actor_name for p in found if key_of(p) == actor), actor)


def _changes(shelf: Shelf, actors: tuple[str, str], span: tuple[str, str]) -> Iterable[Change]:
    """Yield when the offices that speak for the two actors changed hands, by the codebook."""
    begin, end = (date.fromisoformat(day) for day in span)
    found = [
        Change(day=tenure.since, words=f"{tenure.person}, {office.title}")
        for office in shelf.book.offices.values()
        if office.actor in actors and not _is_minor(office.title)
        for tenure in office.holders
        if begin <= tenure.since <= end
    ]
    yield from sorted(found, key=lambda change: (change.day, change.words))


def _is_minor(title: str) -> bool:
    """Return whether an office is not that of a head of government, state or movement."""
    heads = ("prime minister", "president", "chief minister", "emir", "leader", "governor")
    return not any(head in title.casefold() for head in heads)
