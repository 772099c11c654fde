"""Forces and antecedents: generic doers as the forces of a state, or as the group named before."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.coding.actors import ActorMention, country_in
from concord.coding.events import crowds
from concord.coding.forms import compile_forms
from concord.model import Claim, Participant
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.codebook.book import Codebook
    from concord.coding.events.happenings import Happening
    from concord.coding.prepared import Prepared

_DEFINITE = lazy_regex(r"\b(?:the|its|their|these|those)\s+(?:[\w'\u2019]+\s+)?$", re.IGNORECASE)
_FORCE_ID = lazy_regex(r"(?:mil|sec|pol)-")
_MILITARY = lazy_regex(r"\bmilitary\b", re.IGNORECASE)
_PREFIXES = ("pol", "mil", "sec")


def resolve_antecedents(
    people: Sequence[Participant], prepared: Prepared
) -> tuple[Participant, ...]:
    """Return participants with "the militants" as the armed group that was named last before."""
    return tuple(_antecedent(one, prepared) for one in people)


def _antecedent(one: Participant, prepared: Prepared) -> Participant:
    if one.name is not None or one.start is None:
        return one
    before = prepared.text[max(0, one.start - 16) : one.start]
    natures = {a.start: a.nature for a in prepared.actors}
    if natures.get(one.start) != "armed" or not _DEFINITE.search(before):
        return one
    named = [a for a in prepared.actors if a.end <= one.start and a.nature == "armed" and a.name]
    if not named:
        return one
    return replace(one, actor_id=named[-1].actor_id, name=named[-1].name)


def find_operators(
    type_: str,
    people: Sequence[Participant],
    happening: Happening,
    prepared: Prepared,
    country: str | None,
    book: Codebook,
) -> tuple[Participant, ...]:
    """Return who operated; where the sentence does not say, the country's security forces.

    Its military, if the words are "military operation". So for the other side of a fight of which
    only generic armed people are told.

    They stand in the words by which the text first speaks of forces of a state, for a fight no
    later than beside it; a text that speaks of none leaves it open.
    """
    # A name that no codebook knows is no word for the forces of a country.
    forces = [a for a in prepared.actors if a.nature == "state" and (a.actor_id or a.generic)]
    alone = (
        type_ == "clash" and all(one.name is None for one in people) and not _sided(people, forces)
    )
    if alone:
        known = _is_known_by if people else _stands_in
        forces = [a for a in forces if known(a, happening, prepared)]
    if not forces or not (alone or (type_ == "military_operation" and not people)):
        return tuple(people)
    first = min(forces, key=lambda a: (_rank(a), a.start))
    words = " ".join(t.text for c in happening.candidates for t in c.triggers)
    prefix = "mil" if _MILITARY.search(words) else "sec"
    actor = book.actors.get(f"{prefix}-{(country or '').lower()}")
    return (
        *people,
        Participant(
            text=first.text,
            actor_id=actor.id if actor else None,
            name=actor.name if actor else None,
            attribution="side" if alone else "stated",
            start=first.start,
            end=first.end,
        ),
    )


def _is_known_by(actor: ActorMention, happening: Happening, prepared: Prepared) -> bool:
    """Return whether a text has spoken of an actor by the sentence after a happening's last one."""
    last = max(c.sentence for c in happening.candidates)
    return prepared.sentence_at(actor.start) <= last + 1


def _stands_in(actor: ActorMention, happening: Happening, prepared: Prepared) -> bool:
    """Return whether an actor stands in a sentence that tells a happening."""
    return prepared.sentence_at(actor.start) in {c.sentence for c in happening.candidates}


def _sided(people: Sequence[Participant], forces: Sequence[ActorMention]) -> bool:
    """Return whether a force stands among those who fought, or both sides are told of."""
    if any(one.name is None and crowds.are_both_sides(one.text) for one in people):
        return True
    return bool({one.start for one in people} & {force.start for force in forces})


def _rank(actor: ActorMention) -> int:
    """Order state actors by how likely they are those who operated: forces, bodies, police."""
    if "polic" in actor.text.lower():
        return 2
    return 0 if actor.generic or _FORCE_ID.match(actor.actor_id or "") else 1


def name_forces(
    people: Sequence[Participant], country: str | None, book: Codebook
) -> tuple[Participant, ...]:
    """Return participants with generic forces ("troops") as those of their country."""
    return tuple(_as_force(one, country, book) for one in people)


def name_claimants(
    claims: Sequence[Claim], country: str | None, prepared: Prepared, book: Codebook
) -> tuple[Claim, ...]:
    """Return claims or denials by generic forces ("the army") as those of their country."""
    generic = {a.start for a in prepared.actors if a.generic and a.nature == "state"}
    named = []
    for claim in claims:
        if claim.start in generic:
            meant = _as_force(Participant(text=claim.name, name=None), country, book)
            name = meant.name or claim.name
            named.append(replace(claim, actor_id=meant.actor_id, name=name))
        else:
            named.append(claim)
    return tuple(named)


def _as_force(one: Participant, country: str | None, book: Codebook) -> Participant:
    country = country_in(one.text, book) or country
    if one.name is not None or country is None:
        return one
    groups = book.lexicon("groups")
    forms = groups.get("forces", {})
    known = [p for p in _PREFIXES if compile_forms(forms.get(p, ())).search(one.text)]
    # A body that only speaks for the forces ("ISPR") stands for all of them; "GUNMEN" is none.
    body = one.text.isupper() and bool(compile_forms(groups["state"]).search(one.text))
    prefix = known[0] if known else ("sec" if body else "")
    actor = book.actors.get(f"{prefix}-{country.lower()}")
    return replace(one, actor_id=actor.id, name=actor.name) if actor is not None else one
