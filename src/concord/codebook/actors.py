"""Names of actors in texts and the actors they stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.codebook.phrases import PhraseIndex
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from concord.codebook.entries import Actor

_Filed = tuple[str, str]  # actor id, sort of name
_NAME, _METONYM, _LOCAL, _CODED = "name", "metonym", "local", "coded"

_BRACKETED = lazy_regex(r"\s*[(\[]([^()\[\]]*)[)\]]")
_ARTICLE = lazy_regex(r"^\s*(?:the|an|a|some|unidentified|suspected|alleged)\s+", re.IGNORECASE)
# Nouns for the members of a group, which add nothing to the group's name.
_MEMBERS = lazy_regex(
    r"[\s-]+(?:militants?|fighters?|insurgents?|terrorists?|rebels?|gunmen|members?|group|faction"
    r"|guerrillas?|extremists?|operatives?|commanders?|cadres?|separatists?|activists?"
    r"|spokes(?:man|person|woman)|leadership|leaders?|network|movement|regime)$",
    re.IGNORECASE,
)
# A unit or a river of a country's name is not the country ("Niger State", "Congo River").
UNIT_AFTER = lazy_regex(
    r"[ -](?:States?(?! Department)|Provinces?|Delta|Rivers?|Districts?|Governorate|County|Division"
    r"|Valley|Prefecture|LGA|Local Government)\b"
)
_LAST_DAY = "-12-31"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMatch:
    """A name of an actor in a text; ``candidates`` are all that bear it, the chosen one first."""

    start: int
    end: int
    text: str
    actor_id: str
    candidates: tuple[str, ...]
    metonym: bool = False


class ActorNames:
    """The names of the actors of a codebook; ``homes`` are the countries of its packs."""

    def __init__(self, actors: Mapping[str, Actor], homes: Sequence[str] = ()) -> None:
        self._actors = actors
        self._homes = homes
        self._index: PhraseIndex[_Filed] = PhraseIndex()
        for actor in actors.values():
            for name in (actor.name, *actor.aliases):
                self._index.add(name, (actor.id, _NAME))
            for name in actor.metonyms:
                self._index.add(name, (actor.id, _METONYM))
            for name in actor.local:
                self._index.add(name, (actor.id, _LOCAL))
            for name in actor.coded:
                self._index.add(name, (actor.id, _CODED))

    def find(
        self, text: str, *, on: date | None, country: str | None, metonyms: bool
    ) -> tuple[ActorMatch, ...]:
        """Return the actors named in a text."""

        def admits(filed: _Filed) -> bool:
            if filed[1] == _LOCAL:
                return country is not None and self._actors[filed[0]].country == country
            return filed[1] == _NAME or (metonyms and filed[1] == _METONYM)

        found = []
        for hit in self._index.find(text, admits):
            if all(filed[1] == _METONYM for filed in hit.values) and UNIT_AFTER.match(
                text, hit.end
            ):
                continue  # "Niger State" is no word of Niger
            ids = self._ranked(hit.values, on=on, country=country)
            found.append(
                ActorMatch(
                    start=hit.start,
                    end=hit.end,
                    text=hit.text,
                    actor_id=ids[0],
                    candidates=ids,
                    metonym=(ids[0], _NAME) not in hit.values and (ids[0], _METONYM) in hit.values,
                )
            )
        return tuple(found)

    def resolve(self, name: str, *, on: date | None, country: str | None) -> str | None:
        """Return the id of the one actor that a name stands for."""
        for form in _forms(name):
            values = tuple(
                filed
                for filed in self._index.lookup(form)
                if filed[1] != _LOCAL or self._actors[filed[0]].country == country
            )
            if values:
                return self._only(values, on=on, country=country)
        return None

    def _only(
        self, values: tuple[_Filed, ...], *, on: date | None, country: str | None
    ) -> str | None:
        best = min(self._rank(filed, on, country) for filed in values)
        first = {filed[0]: None for filed in values if self._rank(filed, on, country) == best}
        return next(iter(first)) if len(first) == 1 else None

    def _ranked(
        self, values: tuple[_Filed, ...], *, on: date | None, country: str | None
    ) -> tuple[str, ...]:
        ordered = sorted(values, key=lambda value: self._rank(value, on, country))
        return tuple(dict.fromkeys(actor_id for actor_id, _ in ordered))

    def _rank(self, value: _Filed, on: date | None, country: str | None) -> tuple[int, ...]:
        """Names before metonyms, actors of the day and of the country first, living ones first."""
        actor = self._actors[value[0]]
        elsewhere = country is not None and actor.country is not None and actor.country != country
        return (
            int(on is not None and not existed(actor, on)),
            int(elsewhere),
            int(value[1] in {_METONYM, _CODED}),
            int(on is None and actor.ended is not None),
            int(country is not None and actor.country is None),
            int(bool(self._homes) and actor.country not in self._homes),
        )


def existed(actor: Actor, on: date) -> bool:
    """Return whether an actor existed on a day; an open or imprecise end is read generously."""
    day = on.isoformat()
    began = actor.founded is None or actor.founded <= day
    over = actor.ended is not None and actor.ended + _LAST_DAY[len(actor.ended) - 4 :] < day
    return began and not over


def bare_name(name: str) -> str:
    """Return a name without a bracketed acronym, "the" and words for members ("militants")."""
    bare = _BRACKETED.sub("", name)
    while (shorter := _ARTICLE.sub("", _MEMBERS.sub("", bare))) != bare:
        bare = shorter
    return bare


def _forms(name: str) -> list[str]:
    """Return the forms under which a written name is looked up, the fullest first."""
    forms = [name]
    unbracketed = _BRACKETED.sub("", name)
    forms.append(unbracketed)
    bare = unbracketed
    while (shorter := _ARTICLE.sub("", _MEMBERS.sub("", bare))) != bare:
        bare = shorter
        forms.append(bare)
    forms += [match.group(1) for match in _BRACKETED.finditer(name)]
    return [form for form in dict.fromkeys(forms) if form.strip()]
