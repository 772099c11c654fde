"""The definitions under which a data set is counted: its own first, then one change at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concord.checking.questions import Question, Selection
    from concord.checking.tables import Table
    from concord.model import Role

OWN = "own"
_ATTACKS = "attacks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One way to count a data set.

    ``rule``: ``attacks`` (the record's inclusion rule), ``all`` (every act of violence) or
    ``one_sided``, ``non_state``, ``state_based``. ``attackers``: whether the dead include them.
    ``factions``: whether a movement takes its factions along. ``charge``: ``party`` (took part on
    any side), ``charged`` (claimed, or stated as fact), ``blamed`` (also only blamed).
    ``attributed``: whether the base of a share leaves out what nobody is named for. ``today``:
    whether places are those of today or, which goes without
    saying, those of the date. ``estimate``: which figure of a toll.
    """

    rule: str = "all"
    lethal: bool = False
    attackers: bool = True
    factions: bool = False
    charge: Literal["party", "charged", "blamed"] = "party"
    attributed: bool = False
    today: bool = False
    estimate: Literal["best", "low", "high"] = "best"

    def words(self, table: Table, question: Question) -> str:
        """Return the definition in words, leaving out what makes no difference here."""
        parts = [f"{table.label}: {self._counted(table, question)}"]
        for selection in (question.part, question.whole, question.rival):
            parts += self._narrowed(table, selection) if selection is not None else []
        if self.attributed:
            parts.append("of those attributed to a named group")
        return ", ".join(dict.fromkeys(parts))

    def _counted(self, table: Table, question: Question) -> str:
        base = {
            "attacks": "attacks by the record's inclusion rule",
            "all": "all violent incidents",
            "one_sided": "attacks on civilians alone",
            "non_state": "fights between groups alone",
            "state_based": "fights of a state with a group alone",
        }[self.rule]
        if self.rule == "all" and table.about is not None:
            base = f"all its events ({table.about.definition})"
        if self.lethal:
            base += " that killed somebody"
        measure = question.part.measure
        if measure == "attacks":
            return base
        said = [f"{self.estimate} estimate"] if self.estimate != "best" else []
        if measure == "killed" and not question.part.victims:
            said.insert(0, "attackers counted too" if self.attackers else "attackers not counted")
        how = f" ({', '.join(said)})" if said else ""
        return f"{question.part.victims or 'people'} {measure} in {base}{how}"

    def _narrowed(self, table: Table, selection: Selection) -> list[str]:
        parts = []
        if selection.actors or selection.top:
            parts.append(
                {
                    "party": "by groups that took part on either side",
                    "charged": "by groups that claimed it or are said to have done it",
                    "blamed": "also by groups that are only blamed or suspected",
                }[self.charge]
            )
            parts.append(
                "with their factions"
                if self.factions
                else f"without factions that {table.label} names apart"
            )
        if self.today and (selection.areas or selection.outside):
            parts.append("districts and provinces as they belong today")
        return parts


def definitions(question: Question, table: Table) -> Iterator[tuple[Role, Definition]]:
    """Yield the definitions for a question, the default first; each other changes one thing."""
    default = _default(question, table)
    yield "default", default
    seen = {default}
    for each in _others(question, table, default):
        if each not in seen:
            seen.add(each)
            yield "sensitivity", each


def _default(question: Question, table: Table) -> Definition:
    """Return what the source itself counts for the words of the statistic.

    "Attacks" are those of the record's inclusion rule; "events", "incidents" and deaths in a data
    set are all that it holds.
    """
    own = table.name == OWN
    # The part of a share is a sort of violence, its base all of it: no rule for both.
    sorts = question.part.sorts if question.whole is None else question.whole.sorts
    attacks = not question.part.neutral
    rule = sorts[0] if sorts else "attacks" if attacks or own else "all"
    return Definition(
        rule=rule,
        lethal=question.part.lethal and not (table.about and table.about.lethal),
        attackers=not own,
        factions=own,
        charge="charged" if own else "party",
    )


def _others(question: Question, table: Table, default: Definition) -> Iterator[Definition]:
    selections = [s for s in (question.part, question.whole, question.rival) if s is not None]
    widest = replace(default, rule="all") if not question.part.sorts else default
    if not question.part.sorts and (not question.part.neutral or table.about is None):
        for rule in ("all", "attacks", *_sorts(table)):
            yield replace(default, rule=rule)
    yield from _of_tolls(question, table, default, widest)
    if any(s.actors or s.top for s in selections):
        yield from _of_groups(question, table, default, widest)
    if any(s.areas or s.outside for s in selections):
        yield replace(default, today=not default.today)
        yield replace(widest, today=not default.today)


def _of_tolls(
    question: Question, table: Table, default: Definition, widest: Definition
) -> Iterator[Definition]:
    if question.part.measure == _ATTACKS:
        if not default.lethal and not (table.about and table.about.lethal):
            yield replace(default, lethal=True)
            yield replace(widest, lethal=True)
        return
    if not question.part.victims and question.part.measure == "killed":
        yield replace(default, attackers=not default.attackers)
        yield replace(widest, attackers=not default.attackers)
    yield replace(default, estimate="low")
    yield replace(default, estimate="high")


def _of_groups(
    question: Question, table: Table, default: Definition, widest: Definition
) -> Iterator[Definition]:
    yield replace(default, factions=not default.factions)
    for charge in _charges(question, table):
        yield replace(default, charge=charge)
        yield replace(default, charge=charge, factions=not default.factions)
        yield replace(widest, charge=charge)
    if question.kind == "share":
        yield replace(default, attributed=True)
        yield replace(default, attributed=True, factions=not default.factions)


def _charges(question: Question, table: Table) -> tuple[Literal["party", "charged", "blamed"], ...]:
    """Return the levels of attribution that are sensible: events have parties, attacks authors."""
    if table.about is not None and question.part.neutral:
        return ("party",)
    return ("party", "charged", "blamed")


def _sorts(table: Table) -> tuple[str, ...]:
    """Return the sorts of violence that a data set tells apart."""
    order = ("one_sided", "state_based", "non_state")
    return tuple(sort for sort in order if sort in table.sorts)
