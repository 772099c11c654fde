"""What is counted: families, categories and inclusion rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from concord.codebook.packs import SHIPPED, open_pack, read_yaml, shipped_packs
from concord.codebook.phrases import PhraseIndex
from concord.codebook.tolls import RULES
from concord.errors import ConcordError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from concord.codebook.book import Codebook
    from concord.model import Event, Participant

# Identity rests on families, so they are fixed here; the packs' types repeat them.
FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "suicide_bombing": "bomb",
        "bombing": "bomb",
        "armed_attack": "gun",
        "assassination": "gun",
        "extrajudicial_killing": "gun",
        "clash": "fight",
        "military_operation": "fight",
        "air_drone_strike": "air",
        "shelling": "shell",
        "kidnapping": "kidnap",
        "enforced_disappearance": "kidnap",
        "arson_sabotage": "arson",
        "mob_violence": "mob",
        "body_found": "body",
    }
)
VIOLENT_FAMILIES = ("bomb", "gun", "fight", "air", "shell", "kidnap", "arson", "mob", "body")
_INTERCHANGEABLE = frozenset({"bomb", "gun", "fight"})

STATE, MILITANT, COMMUNAL, TRIBAL, POLITICAL, CRIMINAL, MISSION = (
    "state",
    "militant",
    "communal",
    "tribal",
    "political",
    "criminal",
    "mission",
)
_SIDE_OF_KIND: Mapping[str, str] = MappingProxyType(
    {
        "armed_group": MILITANT,
        "security_force": STATE,
        "government": STATE,
        "judiciary": STATE,
        "party": POLITICAL,
        "movement": POLITICAL,
        "criminal": CRIMINAL,
        "communal": COMMUNAL,
        "tribal": TRIBAL,
        "international": MISSION,
    }
)
_SIDE_OF_CLASS: Mapping[str, str] = MappingProxyType(
    {"militant": MILITANT, "security": STATE, "pro_government": STATE, "official": STATE}
)
_CATEGORY_OF_SIDE: Mapping[str, str] = MappingProxyType(
    {
        MILITANT: "militant_attack",
        STATE: "state_action",
        MISSION: "state_action",
        COMMUNAL: "communal",
        TRIBAL: "tribal",
        POLITICAL: "political",
        CRIMINAL: "criminal",
    }
)
_BY_THE_STATE = frozenset(
    {"military_operation", "arrest", "seizure", "extrajudicial_killing", "enforced_disappearance"}
)
_WITHOUT_SIDE = frozenset({"body_found", "other", "surrender", "release"})


class InclusionNotFoundError(ConcordError):
    """No shipped inclusion rule and no file answers to a name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"There is no inclusion rule {name!r}: name a shipped one "
            f"({', '.join(shipped_inclusions())}) or the path of a YAML file."
        )


class InclusionFormatError(ConcordError):
    """An inclusion file lacks a key or has one that is not known."""

    def __init__(self, file: Path, what: str) -> None:
        super().__init__(f"{file}: {what}. See docs/reference/packs.md, section Inclusion.")


def family(type_: str) -> str:
    """Return the family of an event type, which goes into an event's identity.

    A type outside bomb, gun, fight, air, shell, kidnap, arson, mob and body is its own family.
    """
    return FAMILIES.get(type_, type_)


def compatible(family_a: str, family_b: str) -> bool:
    """Return whether two reports of one happening may have these families.

    Equal families are; bomb, gun and fight are compatible with each other.
    """
    return family_a == family_b or {family_a, family_b} <= _INTERCHANGEABLE


def category(event: Event, book: Codebook) -> str:
    """Return the category of an event, from its type and its actors.

    A clash belongs to whoever began it: the perpetrators whose attribution is not ``side``, else
    the side whose losses are marked as the initiator's. Where a state's forces fight militants and
    nothing tells who began, it is the state's, since ambushes and assaults are no clashes.
    """
    if event.type in _WITHOUT_SIDE and not event.perpetrators:
        return "state_action" if event.type == "surrender" else "unclear"
    if event.type == "clash":
        return _category_of_clash(event, book)
    sides = [side_of(actor, book) for actor in event.perpetrators]
    if _is_abroad(event.perpetrators, event, book):
        return "cross_border"
    initiator = _first(sides) or _default_side(event)
    if initiator == MILITANT and _is_against_militants(event, book):
        return "inter_militant"
    return _CATEGORY_OF_SIDE.get(initiator, "unclear")


def side_of(actor: Participant, book: Codebook) -> str | None:
    """Return the side of a participant: state, militant, communal, ..., or None if open."""
    known = book.actors.get(actor.actor_id) if actor.actor_id else None
    if known is not None and known.kind in _SIDE_OF_KIND:
        return _SIDE_OF_KIND[known.kind]
    if side := _SIDE_OF_CLASS.get(actor.victim_class or ""):
        return side
    found = [side for hit in _words().find(actor.text) for side in hit.values]
    return found[-1] if found else None


def _category_of_clash(event: Event, book: Codebook) -> str:
    began = [a for a in event.perpetrators if a.attribution not in {"side", None}]
    everybody = (*event.perpetrators, *event.targets)
    sides = [side for a in everybody if (side := side_of(a, book)) is not None]
    if len(_states(everybody, book)) > 1:
        return "cross_border"
    initiator = _first([side_of(a, book) for a in began]) or _initiator_by_losses(event)
    if sides and set(sides) == {MILITANT}:
        return "inter_militant" if len(sides) > 1 else "state_action"
    if STATE in sides or MISSION in sides:
        return _CATEGORY_OF_SIDE.get(initiator or STATE, "unclear")
    for side in (TRIBAL, COMMUNAL, POLITICAL, CRIMINAL):
        if side in sides:
            return _CATEGORY_OF_SIDE[side]
    return "unclear"


def _initiator_by_losses(event: Event) -> str | None:
    classes = [f.victim_class for f in event.tolls if f.side == "initiator" and f.best]
    return _first([_SIDE_OF_CLASS.get(name) for name in classes])


def _is_abroad(actors: Iterable[Participant], event: Event, book: Codebook) -> bool:
    """Return whether a state's forces act outside their country."""
    here = event.places[0].country if event.places else None
    states = _states(actors, book)
    return here is not None and bool(states) and here not in states


def _states(actors: Iterable[Participant], book: Codebook) -> tuple[str, ...]:
    """Return the countries whose state takes part."""
    found = []
    for actor in actors:
        known = book.actors.get(actor.actor_id) if actor.actor_id else None
        if known and known.country and _SIDE_OF_KIND.get(known.kind) == STATE:
            found.append(known.country)
    return tuple(dict.fromkeys(found))


def _default_side(event: Event) -> str:
    """Return who is taken to act where the text names nobody: the convention for each type."""
    if event.type in _BY_THE_STATE:
        return STATE
    if event.type == "mob_violence":
        return COMMUNAL
    if event.type == "protest":
        return POLITICAL
    return STATE if event.type == "air_drone_strike" else MILITANT


def _is_against_militants(event: Event, book: Codebook) -> bool:
    if event.target_class is not None:
        return event.target_class == "militant"
    sides = [side_of(actor, book) for actor in event.targets]
    return bool(sides) and set(sides) == {MILITANT}


def _first(sides: Iterable[str | None]) -> str | None:
    return next((side for side in sides if side is not None), None)


@lru_cache(maxsize=1)
def _words() -> PhraseIndex[str]:
    """Return the words for unnamed people, with the side that each tells."""
    index: PhraseIndex[str] = PhraseIndex()
    for side, words in read_yaml(SHIPPED / "world" / "sides.yaml").items():
        for word in words:
            index.add(word, side)
    return index


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What an event must be for a rule to count it; an empty tuple asks nothing."""

    families: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()

    def admits(self, event: Event) -> bool:
        """Return whether the event's family, type and category all fit."""
        return (
            (not self.families or event.family in self.families)
            and (not self.types or event.type in self.types)
            and (not self.categories or event.category in self.categories)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Inclusion:
    """A rule that says which incidents a figure counts, and the words that name it in print.

    ``toll_rule`` names the rule of ``codebook.tolls`` by which their tolls are made, if not the
    usual one.
    """

    name: str
    label: str
    printed: str
    clauses: tuple[Clause, ...]
    statuses: tuple[str, ...]
    summaries: bool = False
    background: bool = True
    lethal: bool = False
    toll_rule: str | None = None

    def admits(self, event: Event) -> bool:
        """Return whether a figure under this rule counts the event (an incident's facts)."""
        if self.statuses and event.status not in self.statuses:
            return False
        if (event.part_of == "summary" and not self.summaries) or (
            event.background and not self.background
        ):
            return False
        if self.lethal and not any(f.effect == "killed" and f.best for f in event.tolls):
            return False
        return any(clause.admits(event) for clause in self.clauses)

    def words(self) -> str:
        """Return the rule in words, as it is printed beside every figure."""
        if self.toll_rule is None:
            return self.printed
        return f"{self.printed} Tolls are {RULES[self.toll_rule].words}."


def shipped_inclusions() -> tuple[str, ...]:
    """Return the names of the inclusion rules in the shipped packs."""
    packs = [open_pack(name) for name in shipped_packs()]
    return tuple(sorted(file.stem for pack in packs for file in pack.files("inclusion/*.yaml")))


@lru_cache(maxsize=32)
def load_inclusion(name_or_path: str = "attacks") -> Inclusion:
    """Return an inclusion rule, by the name of a shipped one or the path of a YAML file.

    Raises InclusionNotFoundError or InclusionFormatError.
    """
    for name in shipped_packs():
        file = SHIPPED / name / "inclusion" / f"{name_or_path}.yaml"
        if file.is_file():
            return read_inclusion(file)
    if Path(name_or_path).is_file():
        return read_inclusion(Path(name_or_path))
    raise InclusionNotFoundError(name_or_path)


_KEYS = {
    "name", "label", "words", "statuses", "families", "types", "categories",
    "begun_by_militants", "summaries", "background", "lethal", "toll_rule",
}  # fmt: skip


def read_inclusion(file: Path) -> Inclusion:
    """Return the inclusion rule in a file; faults raise InclusionFormatError."""
    content = read_yaml(file)
    if not isinstance(content, dict) or not {"name", "words"} <= set(content):
        raise InclusionFormatError(file, "it needs at least the keys name and words")
    if unknown := sorted(set(content) - _KEYS):
        raise InclusionFormatError(file, f"unknown key {', '.join(unknown)}")
    for key in ("statuses", "families", "types", "categories"):
        for part in (content, content.get("begun_by_militants") or {}):
            if not isinstance(part, dict) or not isinstance(part.get(key) or [], list):
                raise InclusionFormatError(file, f"{key} must be a list")
    rule = content.get("toll_rule")
    if rule is not None and rule not in RULES:
        raise InclusionFormatError(file, f"toll_rule must be one of {', '.join(RULES)}")
    clauses = [_clause(content)]
    if begun := content.get("begun_by_militants"):
        clauses.append(_clause(begun))
    return Inclusion(
        name=str(content["name"]),
        label=str(content.get("label", content["name"])),
        printed=" ".join(str(content["words"]).split()),
        clauses=tuple(clauses),
        statuses=tuple(content.get("statuses") or ()),
        summaries=bool(content.get("summaries", False)),
        background=bool(content.get("background", True)),
        lethal=bool(content.get("lethal", False)),
        toll_rule=rule,
    )


def _clause(content: Mapping[str, Any]) -> Clause:
    return Clause(
        families=tuple(content.get("families") or ()),
        types=tuple(content.get("types") or ()),
        categories=tuple(content.get("categories") or ()),
    )
