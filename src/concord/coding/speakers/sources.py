"""The source of a statement, as written and as resolved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["actor", "person", "description", "pronoun", "name"]

# Groups of the actors that fight, those that may be talked to as a side, and who may hold a stance.
FIGHTING = frozenset({"armed_group", "criminal"})
ARMED = FIGHTING | {"movement"}
HOLDERS = ARMED | {"government", "party", "security_force", "judiciary", "international"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Somebody who may speak or act: a span of the text and the organisation behind it.

    ``name`` is the organisation as readers would write it, None if only the words are known;
    ``side`` its role; ``group`` the kind of body (government, armed_group, party, ...). ``weak``
    marks words that stand for nobody in particular, ``placed`` a name after "in" or "near".
    """

    start: int
    end: int
    text: str
    kind: Kind
    name: str | None = None
    actor_id: str | None = None
    side: str | None = None
    group: str | None = None
    person: str | None = None
    office: str | None = None
    country: str | None = None
    metonym: bool = False
    weak: bool = False
    placed: bool = False

    def at(self, start: int, end: int, text: str) -> Source:
        """Return the same speaker as written somewhere else."""
        return replace(self, start=start, end=end, text=text)

    @property
    def label(self) -> str:
        """Return the organisation's name, or the words as written where none is known."""
        return self.name or self.text

    @property
    def key(self) -> str:
        """Return what two mentions of one speaker have in common."""
        return (self.actor_id or self.label).casefold()
