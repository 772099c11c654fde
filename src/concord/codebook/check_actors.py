"""Faults of actors and offices: references, cycles, names that two actors bear, tenures."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from concord.codebook.build import EntryError, first_day, last_day
from concord.codebook.phrases import is_acronym, split_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from concord.codebook.marked import Marked
    from concord.model import Problem

KINDS = (
    "armed_group",
    "security_force",
    "government",
    "party",
    "movement",
    "criminal",
    "international",
    "media",
    "institute",
    "judiciary",
    "civil_society",
    "tribal",
    "communal",
)
LEVELS = ("national", "provincial", "local")
_GENERATED = ("gov-", "mil-", "sec-", "pol-")


def check_actors(
    entries: Sequence[Marked], others: Sequence[Marked], countries: AbstractSet[str]
) -> Iterator[Problem]:
    """Yield the faults of a pack's actors; ``others`` are those of the packs it requires."""
    by_id: dict[str, Marked] = {entry.text("id"): entry for entry in others}
    own: dict[str, Marked] = {}
    for entry in entries:
        identity = entry.text("id")
        if identity in own:
            yield entry.fault(
                "duplicate", f"The actor {identity} stands already in {_place(own[identity])}."
            )
        own.setdefault(identity, entry)
    by_id.update(own)
    for entry in entries:
        yield from _check_actor(entry, by_id, countries)
    yield from _check_names(own, by_id)


def _check_actor(
    entry: Marked, by_id: dict[str, Marked], countries: AbstractSet[str]
) -> Iterator[Problem]:
    name = entry.text("id")
    for key, known in (("kind", KINDS), ("level", LEVELS)):
        value = entry.get(key)
        if value and value.value and value.value not in known:
            yield value.fault(
                f"unknown_{key}",
                f"{name}: {value.plain()!r} is no {key}: write one of {', '.join(known)}.",
            )
    yield from _check_texts(entry, name)
    if not entry.text("source"):
        yield entry.fault(
            "missing", f"{name} has no source: name a page or data set, or write unconfirmed."
        )
    country = entry.get("country")
    if country and isinstance(country.value, str) and countries and country.value not in countries:
        yield country.fault(
            "unknown_country",
            f"{name}: {country.value!r} is no country of the packs: write two letters of ISO 3166, "
            "such as PK.",
        )
    founded, ended = entry.text("founded"), entry.text("ended")
    if founded and ended and ended < founded[: len(ended)]:
        yield entry.fault("bad_date", f"{name} ended before it was founded: correct the dates.")
    parent = entry.text("parent")
    if parent and not _known(parent, by_id, countries):
        yield entry.fault(
            "unknown_parent", f"{name}: there is no actor {parent}: correct the id, or add it."
        )
    elif parent and _is_cycle(name, by_id):
        yield entry.fault("cycle", f"{name} is its own ancestor: break the chain of parents.")


def _check_texts(entry: Marked, name: str) -> Iterator[Problem]:
    """Yield the words that YAML takes for yes, no or a number where a text belongs."""
    for key in ("id", "name", "country", "region", "aliases", "metonyms", "local", "coded"):
        value = entry.get(key)
        for item in value.items() if value else []:
            if not isinstance(item.value, str | list | dict) and item.value is not None:
                yield item.fault(
                    "no_text",
                    f"{name}: YAML reads this {key} as {item.value!r}: put it into quotes.",
                )


def _known(identity: str, by_id: dict[str, Marked], countries: AbstractSet[str]) -> bool:
    """Return whether an actor exists; governments and forces of countries are generated."""
    if identity in by_id:
        return True
    prefix, code = identity[:4], identity[4:]
    return prefix in _GENERATED and (not countries or code.upper() in countries)


def _is_cycle(identity: str, by_id: dict[str, Marked]) -> bool:
    seen = {identity}
    at = by_id[identity].text("parent")
    while at in by_id and at not in seen:
        seen.add(at)
        at = by_id[at].text("parent")
    return at == identity


def _check_names(own: dict[str, Marked], by_id: dict[str, Marked]) -> Iterator[Problem]:
    """Yield names that two actors bear at the same time in the same country."""
    bearers: dict[tuple[str, ...], list[str]] = {}
    for identity, entry in by_id.items():
        for name in _names(entry):
            bearers.setdefault(_key(str(name.plain())), []).append(identity)
    for identity, entry in own.items():
        seen: set[str] = set()
        for name in _names(entry):
            key = _key(str(name.plain()))
            if str(name.plain()) in seen:
                yield name.fault(
                    "duplicate", f"{identity}: the name {name.plain()!r} stands twice: drop one."
                )
            seen.add(str(name.plain()))
            rivals = [o for o in bearers[key] if o != identity and _rival(entry, by_id[o])]
            if rivals and (rivals[0] not in own or rivals[0] < identity):
                yield name.fault(
                    "duplicate_alias",
                    f"{name.plain()!r} names {identity} and {rivals[0]} at the same time: give "
                    "dates (founded, ended) or countries that tell them apart, or drop it.",
                )


def _names(entry: Marked) -> list[Marked]:
    name, aliases = entry.get("name"), entry.get("aliases")
    found = ([name] if name else []) + (aliases.items() if aliases else [])
    return [item for item in found if isinstance(item.value, str)]


def _key(name: str) -> tuple[str, ...]:
    words = split_words(name)
    return tuple(
        word if is_acronym(word) else key
        for word, key in zip(words.written, words.keys, strict=True)
    )


def _rival(first: Marked, second: Marked) -> bool:
    here, there = first.text("country"), second.text("country")
    if here and there and here != there:
        return False
    return not (_before(first, second) or _before(second, first))


def _before(first: Marked, second: Marked) -> bool:
    ended, founded = first.text("ended"), second.text("founded")
    return bool(ended and founded and ended < founded)


def check_offices(
    entries: Sequence[Marked], actors: Sequence[Marked], countries: AbstractSet[str]
) -> Iterator[Problem]:
    """Yield the faults of a pack's offices; ``actors`` are all that may be named."""
    by_id = {actor.text("id"): actor for actor in actors}
    seen: dict[str, Marked] = {}
    for entry in entries:
        name, actor = entry.text("id"), entry.text("actor")
        if name in seen:
            yield entry.fault(
                "duplicate", f"The office {name} stands already in {_place(seen[name])}."
            )
        seen.setdefault(name, entry)
        if actor and not _known(actor, by_id, countries):
            yield entry.fault("unknown_actor", f"{name}: there is no actor {actor}.")
        country = entry.text("country")
        if country and countries and country not in countries:
            yield entry.fault("unknown_country", f"{name}: there is no country {country}.")
        yield from _check_holders(entry, by_id)


def _check_holders(office: Marked, by_id: dict[str, Marked]) -> Iterator[Problem]:
    held = office.get("holders")
    spans: list[tuple[date, date, Marked]] = []
    for holder in held.items() if held else []:
        party = holder.text("party")
        if party and party not in by_id:
            yield holder.fault(
                "unknown_actor", f"There is no actor {party} for the party: add it to actors.yaml."
            )
        person = holder.text("person") or "The holder"
        if not holder.text("source"):
            yield holder.fault(
                "missing", f"{person} has no source: name a page, or write unconfirmed."
            )
        try:
            since = first_day(holder.text("since"))
            until = last_day(holder.text("until")) if holder.text("until") else date.max
            # A month leaves open on which of its days one came and the other went.
            went = first_day(holder.text("until")) if holder.text("until") else date.max
        except EntryError:
            continue  # told with the keys
        if until < since:
            yield holder.fault("bad_date", f"{person} left before coming: correct since or until.")
        spans.append((since, went, holder))
    spans.sort(key=lambda span: span[0])
    for (_, until, first), (since, _, second) in pairwise(spans):
        if since < until and office.text("shared") != "True":
            yield second.fault(
                "overlap",
                f"{office.text('id')}: {second.text('person') or 'a holder'} holds it from {since},"
                f" {first.text('person') or 'another'} "
                f"{'with no end' if until == date.max else f'until {until}'}: correct one, "
                "or write shared: true.",
            )


def _place(entry: Marked) -> str:
    return f"{entry.file.name}:{entry.line}"
