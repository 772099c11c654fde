"""Lending: who did or claims an attack, where other words than those that tell it say so.

"Two attacks by X killed nine on Monday. In Cali a car bomb went off. In Amalfi ..." says who did
both. The sum is no event of its own; its doers and claimants go to its parts. So does a claim that
stands with words that tell of no event ("led them away") go to the attack told before them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from concord.coding.events import adopting
from concord.coding.events.candidates import day_of
from concord.coding.events.doers import ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.events.candidates import Doer
    from concord.coding.events.happenings import Happening
    from concord.model import Mention

_LENT = ROLES | {"claimant"}
_CLAIMS = frozenset({"claimant", "denier"})
_FEWEST = 2  # parts of a sum


def lend(kept: Sequence[Happening], merged: Sequence[Happening]) -> tuple[Happening, ...]:
    """Return the happenings that are events, those without a doer with that of a sum before them.

    ``merged`` are all of the text. A sum stands in its first two sentences and numbers its attacks.
    """
    lender = next((h for h in merged if _is_sum(h)), None)
    if lender is None:
        return tuple(kept)
    parts = [h for h in kept if _is_part(h, lender)]
    if len(parts) < _FEWEST:
        return tuple(kept)
    told = _doers(lender)
    return tuple(_with(h, told) if h in parts and not _doers(h) else h for h in kept)


def give_claims(kept: Sequence[Happening], strays: Sequence[Happening]) -> tuple[Happening, ...]:
    """Return the happenings that are events with the claims and denials of clauses that are none.

    Each goes to the violent happening that was told last before it. So do those whom a court found
    guilty in such a clause.
    """
    found = list(kept)
    for stray in strays:
        roles = _CLAIMS | ({"perpetrator"} if stray.has("followup") else set())
        doers = [d for c in stray.candidates for d in c.doers if d.role in roles]
        cues = [cue for c in stray.candidates for cue in c.cues if cue.label in {"claim", "deny"}]
        owner = adopting.owner_of(stray, kept) if doers and not stray.first.has("plural") else None
        for number, happening in enumerate(kept):
            if happening is owner and not _claimed(found[number]):
                found[number] = _with(found[number], doers, cues)
    return tuple(found)


def _claimed(happening: Happening) -> bool:
    return any(d.role in _CLAIMS for c in happening.candidates for d in c.doers)


def _is_sum(happening: Happening) -> bool:
    first = happening.first
    sums = first.has("plural") and first.has("numbered")
    return sums and first.sentence <= 1 and bool(_doers(happening)) and not first.peaceful


def _is_part(happening: Happening, lender: Happening) -> bool:
    """Return whether a happening is told after a sum, on no other day, and as no history."""
    first = happening.first
    return (
        happening is not lender
        and not first.peaceful
        and first.sentence > lender.first.sentence
        and day_of(happening.when) in {None, day_of(lender.when)}
    )


def _doers(happening: Happening) -> tuple[Doer, ...]:
    return tuple(d for c in happening.candidates for d in c.doers if d.role in _LENT)


def _with(happening: Happening, doers: Sequence[Doer], cues: Sequence[Mention] = ()) -> Happening:
    first = happening.first
    lent = replace(first, doers=(*first.doers, *doers), cues=(*first.cues, *cues))
    return replace(happening, candidates=(lent, *happening.candidates[1:]))
