"""Policy acts: truces begun and ended, operations, bans; from statements and relations."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from concord.linking.positions import sign
from concord.model import PolicyAct, Relation, Statement, When

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_TRUCES = {"ceasefire_with": "truce begun", "ends_ceasefire_with": "truce ended"}
TRUCE = "ceasefire_peace_deal"


@dataclass(frozen=True, slots=True)
class _Party:
    name: str
    actor_id: str | None

    @property
    def key(self) -> str:
        return self.actor_id or " ".join(self.name.casefold().split())


def policy_acts(
    statements: Sequence[Statement], relations: Sequence[Relation]
) -> tuple[PolicyAct, ...]:
    """Return the acts of policy, dated ones first, each once however many texts report it.

    An act is an actor, an option and a day; a truce or its end is an act of both parties. Acts
    without a day are kept apart by document, since nothing says that they are the same.
    """
    merged: dict[str, PolicyAct] = {}
    for made in (*_from_statements(statements), *_from_relations(relations)):
        known = merged.get(made.id)
        if known is None:
            merged[made.id] = made
        else:
            ids = tuple(dict.fromkeys((*known.statement_ids, *made.statement_ids)))
            merged[made.id] = replace(known, statement_ids=ids)
    return tuple(
        sorted(
            merged.values(), key=lambda a: (a.date is None, a.date or "", a.actor, a.option, a.id)
        )
    )


def _from_statements(statements: Iterable[Statement]) -> Iterator[PolicyAct]:
    for statement in statements:
        if statement.voice == "act" and statement.option and not _is_number(statement):
            party = _Party(statement.speaker_name or statement.speaker, statement.speaker_id)
            words = " ".join((statement.cue or statement.quote).split())
            ended = "ended" if sign(statement) < 0 else "begun"
            yield _act(
                party,
                statement.option,
                words,
                ended,
                statement.said,
                statement.document_id,
                (statement.id,),
            )


def _is_number(statement: Statement) -> bool:
    """Return whether a number of people is said to have acted: "19 fighters surrendered"."""
    return statement.speaker_id is None and any(map(str.isdigit, statement.speaker))


def _from_relations(relations: Iterable[Relation]) -> Iterator[PolicyAct]:
    for relation in relations:
        words = _TRUCES.get(relation.relation)
        if words is None:
            continue
        parties = (
            _Party(relation.subject, relation.subject_id),
            _Party(relation.object, relation.object_id),
        )
        for party in parties:
            yield _act(
                party, TRUCE, words, words.split()[-1], relation.when, relation.document_id, ()
            )


def _act(
    party: _Party, option: str, words: str, ended: str, when: When | None, document_id: str,
    statement_ids: tuple[str, ...],
) -> PolicyAct:  # fmt: skip
    day = when.first.isoformat() if when and when.first else None
    key = "\x00".join((party.key, option, ended, day or document_id))
    return PolicyAct(
        id="p" + hashlib.sha256(key.encode()).hexdigest()[:12],
        actor=party.name,
        option=option,
        act=words,
        date=day,
        actor_id=party.actor_id,
        statement_ids=statement_ids,
    )
