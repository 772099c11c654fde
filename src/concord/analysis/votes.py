"""Signed statements: who is for or against which option, when; the raw matter of agreement.

A vote is one utterance of one actor on one option with one sign. Utterances that twelve outlets
print are one vote; what else counts once is the duplicates rule's choice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Literal, get_args

from concord.errors import ConcordError
from concord.linking.positions import is_plain, sign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from concord.codebook.book import Codebook
    from concord.model import Statement
    from concord.record.view import View

Level = Literal["actor", "organisation", "side", "person"]
Duplicates = Literal["include", "document", "week", "month", "year", "across"]
Evidence = Literal["plain", "own"]
LEVELS: tuple[Level, ...] = get_args(Level)
DUPLICATES: tuple[Duplicates, ...] = get_args(Duplicates)
EVIDENCE: tuple[Evidence, ...] = get_args(Evidence)
# Under these rules a cell holds how many stretches of time speak for it, and no stretch twice.
SATURATING = ("week", "month", "year", "across")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """One signed utterance: ``actor`` is a key, ``name`` what is printed, ``sign`` +1 or -1.

    ``country`` is the actor's own, None for one of no country or of none that is known.
    """

    actor: str
    name: str
    option: str
    sign: int
    day: date | None
    document_id: str
    utterance: str
    statement_ids: tuple[str, ...]
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes:
    """The votes of a view, in order of day, and how many signed statements were left out."""

    items: tuple[Vote, ...]
    unknown_speakers: int


class UnknownRuleError(ConcordError):
    """A rule of agreement that does not exist."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        super().__init__(f"There is no {what} {name!r}. Choose one of: {', '.join(known)}.")


def read_votes(view: View, *, level: Level = "actor", evidence: Evidence = "plain") -> Votes:
    """Return the view's signed statements as votes, one for each utterance.

    ``evidence`` ``plain`` takes own words and acts without condition, hedge or forecast, ``own``
    also those. ``level``: ``actor`` is the codebook's actor, ``organisation`` rolls factions up to
    their movement (as the codebook gives parents of the same kind), ``side`` is the role, and
    ``person`` a named holder of an office. A speaker that the level cannot name, such as "a
    resident", takes no part, since two such speakers are not one actor; they are counted. Raises
    UnknownRuleError.
    """
    if level not in LEVELS:
        raise UnknownRuleError("level", level, LEVELS)
    if evidence not in EVIDENCE:
        raise UnknownRuleError("kind of evidence", evidence, EVIDENCE)
    namer = _namer(level, view)
    merged: dict[tuple[str, str, int, str], Vote] = {}
    unknown = 0
    for each in sorted(view.statements(), key=_order):
        if not _speaks(each, evidence):
            continue
        named = namer(each)
        if named is None:
            unknown += 1
            continue
        vote = replace(_vote(each, named), country=_country(each, level, view.book))
        key = (vote.actor, vote.option, vote.sign, vote.utterance)
        known = merged.get(key)
        merged[key] = _with_more(known, vote) if known else vote
    return Votes(items=tuple(merged.values()), unknown_speakers=unknown)


def pairs_of(votes: Iterable[Vote], *, across: bool) -> Iterator[tuple[str, str]]:
    """Yield the pairs of actors of votes in order of their keys, of one country unless ``across``.

    Who is of no country, such as the United Nations, is paired with everybody.
    """
    homes: dict[str, str | None] = {}
    for vote in votes:
        homes[vote.actor] = homes.get(vote.actor) or vote.country
    for a, b in combinations(sorted(homes), 2):
        if across or None in (homes[a], homes[b]) or homes[a] == homes[b]:
            yield a, b


def say_abroad(votes: Iterable[Vote], *, across: bool) -> list[str]:
    """Return the check that tells of pairs left out because their countries differ."""
    if across or len({vote.country for vote in votes} - {None}) < 2:  # noqa: PLR2004 - two countries
        return []
    left_out = (
        "Pairs of actors of different countries are left out: --across-countries or --between"
        " asks for them."
    )
    return [left_out]


def without_duplicates(votes: Sequence[Vote], rule: Duplicates) -> tuple[Vote, ...]:
    """Return the votes with those of one actor, option and sign in one slot of the rule as one."""
    if rule not in DUPLICATES:
        raise UnknownRuleError("duplicates rule", rule, DUPLICATES)
    kept: dict[tuple[str, str, int, str], Vote] = {}
    for vote in votes:
        key = (vote.actor, vote.option, vote.sign, slot(vote, rule))
        known = kept.get(key)
        kept[key] = _with_more(known, vote) if known else vote
    return tuple(kept.values())


def slot(vote: Vote, rule: Duplicates) -> str:
    """Return what a vote shares with those that the rule takes for the same.

    An undated vote shares its slot with its own document only, except ``across`` everything.
    """
    if rule == "across":
        return ""
    if rule == "include":
        return vote.utterance
    if rule == "document" or vote.day is None:
        return vote.document_id
    year, week, _ = vote.day.isocalendar()
    return {
        "week": f"{year}-W{week:02}",
        "month": f"{vote.day:%Y-%m}",
        "year": f"{vote.day:%Y}",
    }[rule]


def _speaks(statement: Statement, evidence: Evidence) -> bool:
    if evidence == "own":
        return statement.voice in {"own", "act"} and sign(statement) != 0
    return is_plain(statement)


def _order(statement: Statement) -> tuple[str, str, int, str]:
    day = statement.said.first if statement.said else None
    return (
        day.isoformat() if day else "9999",
        statement.document_id,
        statement.start,
        statement.id,
    )


def _vote(statement: Statement, named: tuple[str, str]) -> Vote:
    return Vote(
        actor=named[0],
        name=named[1],
        option=statement.option or "",
        sign=sign(statement),
        day=statement.said.first if statement.said else None,
        document_id=statement.document_id,
        utterance=statement.utterance_id or statement.id,
        statement_ids=(statement.id,),
    )


def _country(statement: Statement, level: Level, book: Codebook | None) -> str | None:
    """Return the country of whoever speaks; a role is one of many countries."""
    if level == "side" or book is None or not statement.speaker_id:
        return None
    known = book.actors.get(statement.speaker_id)
    return known.country if known else None


def _with_more(known: Vote, vote: Vote) -> Vote:
    ids = tuple(dict.fromkeys((*known.statement_ids, *vote.statement_ids)))
    return replace(known, statement_ids=ids)


def _namer(level: Level, view: View) -> Callable[[Statement], tuple[str, str] | None]:
    if level == "side":
        return _side
    if level == "person":
        return _person

    book = view.book if level == "organisation" else None

    def actor(statement: Statement) -> tuple[str, str] | None:
        if not statement.speaker_id:
            return None
        if book is not None:
            return movement_of(statement.speaker_id, book)
        return statement.speaker_id, statement.speaker_name or statement.speaker_id

    return actor


def _side(statement: Statement) -> tuple[str, str] | None:
    side = statement.speaker_side
    return (side, side.replace("_", " ")) if side else None


def _person(statement: Statement) -> tuple[str, str] | None:
    """Return the person if an organisation of the codebook is spoken for: public by office."""
    if not statement.person or not statement.speaker_id:
        return None
    return statement.person.casefold(), statement.person


def movement_of(actor_id: str, book: Codebook) -> tuple[str, str]:
    """Return the id and name of the movement that an actor is a faction of, else its own.

    A parent of another kind (the state of its army) is no movement.
    """
    actor = book.actors.get(actor_id)
    if actor is None:
        return actor_id, actor_id
    seen = {actor.id}
    while actor.parent and actor.parent not in seen:
        above = book.actors.get(actor.parent)
        if above is None or above.kind != actor.kind or above.level != actor.level:
            break
        actor = above
        seen.add(actor.id)
    return actor.id, actor.name
