"""Making sources: from an actor, a title or a description that says whose it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.coding.speakers.sources import Source
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.codebook.entries import Actor, Office
    from concord.coding.speakers.descriptions import Description
    from concord.coding.speakers.setting import Setting

_LEADING = lazy_regex(
    r"^(?:the|a|an|its|his|her|their|our|this|that|these|those|both)\s+", re.IGNORECASE
)
_FORMER = lazy_regex(r"\b(?:former|ex|then|late|ousted|deposed)\b", re.IGNORECASE)


def from_actor(
    actor: Actor, start: int, end: int, text: str, *, metonym: bool = False, placed: bool = False
) -> Source:
    """Return the source for a mention of a codebook actor."""
    return Source(
        start=start, end=end, text=text, kind="actor", name=actor.name, actor_id=actor.id,
        side=actor.side, group=actor.kind, country=actor.country, metonym=metonym, placed=placed,
    )  # fmt: skip


def from_office(setting: Setting, office: Office, start: int, end: int) -> Source:
    """Return the source for a title: it speaks for the office's organisation."""
    text = setting.text[start:end]
    actor = setting.actor(office.actor)
    if actor is None:
        return Source(start=start, end=end, text=text, kind="description", office=office.title)
    made = from_actor(setting.speaks_for(actor), start, end, text)
    return Source(
        start=start, end=end, text=text, kind="description", name=made.name,
        actor_id=made.actor_id, side=made.side, group=made.group, office=office.title,
        country=made.country,
    )  # fmt: skip


def strip_determiner(words: str) -> str:
    """Return the words without a leading article or possessive."""
    return _LEADING.sub("", " ".join(words.split()))


def plain(setting: Setting, found: Description, **fields: str | bool | None) -> Source:
    """Return the source of a description by its words alone; ``fields`` say what else is known."""
    text = setting.text[found.start : found.end]
    given: dict[str, str | bool | None] = {"name": strip_determiner(text), **fields}
    return Source(start=found.start, end=found.end, text=text, kind="description", **given)  # type: ignore[arg-type]  # fields are those of Source


def as_source(
    setting: Setting, found: Description, source: Source, office: str | None = None
) -> Source:
    """Return a description as standing for a source that is known."""
    return Source(
        start=found.start, end=found.end, text=setting.text[found.start : found.end],
        kind="description", name=source.name, actor_id=source.actor_id, side=source.side,
        group=source.group, office=office, country=source.country,
    )  # fmt: skip


def of_actor(setting: Setting, found: Description, actor: Actor) -> Source:
    """Return a description as standing for the body that an actor speaks for."""
    actor = setting.speaks_for(actor)
    return as_source(setting, found, from_actor(actor, found.start, found.end, ""), found.head)


def actors_inside(setting: Setting, found: Description) -> list[Actor]:
    """Return the codebook's actors named inside the description."""
    return [
        setting.book.actors[m.actor_id]
        for m in setting.actors
        if found.start <= m.start and m.end <= found.end
    ]


def unknown_name(found: Description) -> str | None:
    """Return a capitalised name in the description that no pack knows (a possessor, "of X")."""
    return found.names[-1] if found.names else None


def former(words: str) -> bool:
    """Return whether a title is a past one ("former prime minister")."""
    return _FORMER.search(words) is not None
