"""Whom a source as written stands for: pronouns, names without an office, who spoke last."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from concord.coding.speakers import Cast, Source

if TYPE_CHECKING:
    from concord.coding.attribution.attributed import Attribution
    from concord.coding.attribution.subjects import Subject
    from concord.model import Span


_GROUP_PRONOUNS = frozenset(
    {"they", "we", "both sides", "both parties", "the two sides", "the two", "both"}
)
_OF_MANY = frozenset({"armed_group", "movement", "party"})
# Who or what speaks for somebody: for whoever spoke last, if nobody is said.
_MOUTHPIECES = frozenset(
    {"statement", "spokesman", "spokesperson", "spokeswoman", "report", "office"}
)


@dataclass(slots=True)
class Spoken:
    """Who spoke last, for pronouns and for quotations that go on."""

    last: Source | None = None
    person: Source | None = None
    body: Source | None = None
    group: Source | None = None
    bound: dict[str, Source] = field(default_factory=dict)

    def note(self, source: Source) -> None:
        """Keep who spoke as what a pronoun of theirs may stand for from now on."""
        self.last = source
        if source.person or source.kind in {"person", "name"}:
            self.person = source
        elif source.kind == "description" and source.office:
            self.person = source
            self.body = source
        if not source.person:
            self.body = source
        if source.group in _OF_MANY or source.text.lower().endswith("s"):
            self.group = source


def both_of(subject: Subject, sentence: Span, cast: Cast) -> tuple[Source, ...]:
    """Return whom "the two" stands for: the last two bodies named before it in its sentence."""
    if subject.source.text.lower() != "the two":
        return ()
    named: dict[str, Source] = {}
    for source in cast.within(sentence.start, subject.source.start):
        if source.kind != "pronoun" and source.group and not source.weak:
            named.setdefault(source.key, source)
    return tuple(named.values())[-2:] if len(named) > 1 else ()


def resolve(
    subject: Subject, state: Spoken, made: list[Attribution], outer: Attribution | None
) -> Source | None:
    """Return the speaker behind the source as written."""
    source = subject.source
    same = [m for m in made if m.source_start == source.start] if subject.inherited else []
    if same:
        return same[-1].source
    if source.kind == "pronoun":
        return _referent(source, state, outer)
    if source.kind == "name":
        return _named(source, state)
    unowned = source.weak and source.kind == "description" and source.office is None
    if unowned and state.last and source.text.lower().split()[-1] in _MOUTHPIECES:
        return state.last
    return source


def _named(source: Source, state: Spoken) -> Source:
    """Return whom a name stands for: a full one is bound, a surname alone is who bore it before."""
    *first, surname = source.text.split()
    if source.group is None and first and state.last:
        return _bind(source, surname, state)
    known = state.bound.get(surname.casefold()) if source.weak else None
    if known is None:
        return source
    return replace(known, start=source.start, end=source.end, text=source.text)


def _bind(source: Source, surname: str, state: Spoken) -> Source:
    """Give a bare full name the office that the sentence before named without a person."""
    last = state.last
    bound = source
    if (
        last is not None
        and last.kind == "description"
        and last.office
        and last.person is None
        and not last.weak
    ):
        bound = replace(
            last,
            start=source.start,
            end=source.end,
            text=source.text,
            kind="person",
            person=source.text,
        )
    state.bound[surname.casefold()] = bound
    return bound


def _referent(source: Source, state: Spoken, outer: Attribution | None) -> Source | None:
    """Return whom a pronoun stands for, or None if it is left open."""
    word = source.text.lower()
    if outer is not None and word in {"he", "she", "it", "they", "we", "i"}:
        return outer.source
    if word in {"he", "she", "i", "one"}:
        return state.person or state.last
    if word in _GROUP_PRONOUNS:
        return state.group if word == "they" and state.group else state.last
    if word in {"who", "which", "the former", "the latter"}:
        return None
    if word.endswith("party"):
        return state.person if state.person and state.person.group == "party" else None
    return state.body or state.last
