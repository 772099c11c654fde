"""Crosswalks: what the codes of other data sets mean to us, and what our incidents are in them.

``crosswalks/NAME.yaml`` of a pack holds one data set: its columns in their order, rules for both
directions, small tables of codes, and on what terms its rows may be passed on. Of the rules of one
direction the first that fits holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from concord.codebook.packs import SHIPPED, PackUnreadableError, read_yaml
from concord.errors import ConcordError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FOLDER = SHIPPED / "world" / "crosswalks"
KEYS = frozenset({"dataset", "title", "source", "terms", "columns", "imports", "exports", "codes"})
_IMPORT_KEYS = frozenset({"when", "type", "tactic"})
_EXPORT_KEYS = frozenset({"types", "actors", "targets", "set"})
Codes = Mapping[str, Mapping[str, str]]


class CrosswalkNotFoundError(ConcordError):
    """No crosswalk has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no crosswalk {name!r}: use one of {', '.join(crosswalks())}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRule:
    """Cells that a row must have (column to values), and the event type that it then is."""

    when: Mapping[str, frozenset[str]]
    type: str
    tactic: str | None = None

    def fits(self, cells: Mapping[str, str]) -> bool:
        """Return whether a row has one of the values in each of the columns."""
        return all(cells.get(column, "") in values for column, values in self.when.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRule:
    """What an incident must be, by type, side of the actor and class of the target; and its cells.

    An empty tuple asks nothing.
    """

    types: tuple[str, ...]
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    values: Mapping[str, str]

    def fits(self, type_: str, actor: str | None, target: str | None) -> bool:
        """Return whether all that is asked for is so."""
        return (
            (not self.types or type_ in self.types)
            and (not self.actors or actor in self.actors)
            and (not self.targets or target in self.targets)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosswalk:
    """One data set: columns in order, rules, codes, sources and terms.

    ``may_publish`` and ``may_train`` say whether its rows may be passed on and learnt from.
    """

    dataset: str
    title: str
    source: str
    words: str
    may_publish: bool
    may_train: bool
    columns: tuple[str, ...]
    imports: tuple[ImportRule, ...] = ()
    exports: tuple[ExportRule, ...] = ()
    codes: Codes = field(default_factory=dict)

    def read(self, cells: Mapping[str, str]) -> ImportRule | None:
        """Return the rule for a row of the data set, or None."""
        return next((rule for rule in self.imports if rule.fits(cells)), None)

    def write(self, type_: str, actor: str | None, target: str | None) -> Mapping[str, str] | None:
        """Return the cells of an incident by its type, actor's side and target's class, or None."""
        fitting = (rule for rule in self.exports if rule.fits(type_, actor, target))
        rule = next(fitting, None)
        return rule.values if rule else None


def crosswalks() -> tuple[str, ...]:
    """Return the names of the crosswalks, in order."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.yaml")))


@lru_cache(maxsize=8)
def load_crosswalk(name: str) -> Crosswalk:
    """Return the crosswalk of a data set; raises CrosswalkNotFoundError, PackUnreadableError."""
    if name not in crosswalks():
        raise CrosswalkNotFoundError(name)
    return read_crosswalk(FOLDER / f"{name}.yaml")


def read_crosswalk(file: Path) -> Crosswalk:
    """Return the crosswalk in a file; a fault raises PackUnreadableError."""
    content = read_yaml(file)
    if fault := next(_faults(content), None):
        raise PackUnreadableError(file, 1, fault)
    terms = content["terms"]
    return Crosswalk(
        dataset=content["dataset"],
        title=content["title"],
        source=" ".join(content["source"].split()),
        words=" ".join(terms["words"].split()),
        may_publish=terms["publish"] is True,
        may_train=terms["train"] is True,
        columns=tuple(content["columns"]),
        imports=tuple(map(_import_rule, content.get("imports") or ())),
        exports=tuple(map(_export_rule, content.get("exports") or ())),
        codes=content.get("codes") or {},
    )


def terms_of(dataset: str) -> Crosswalk | None:
    """Return the crosswalk whose terms hold for a data set of the record, or None for a user's own.

    ``ged-candidate`` is under the terms of ``ged``, and so is every other name that begins so.
    """
    stem = dataset.partition("@")[0].casefold()
    named = (n for n in crosswalks() if stem == n or stem.startswith((f"{n}-", f"{n}_", f"{n} ")))
    return next((load_crosswalk(name) for name in named), None)


def may_publish(dataset: str) -> bool:
    """Return whether rows of a data set may be passed on: in releases, pages and files for others.

    Our own incidents and a user's own tables may.
    """
    terms = terms_of(dataset)
    return terms is None or terms.may_publish


def may_train(dataset: str) -> bool:
    """Return whether a model may learn from rows of a data set."""
    terms = terms_of(dataset)
    return terms is None or terms.may_train


def _faults(content: Any) -> Iterator[str]:
    if not isinstance(content, dict):
        yield "a crosswalk is a mapping"
        return
    missing = sorted({"dataset", "title", "source", "terms", "columns"} - set(content))
    if missing:
        yield f"the crosswalk lacks {', '.join(missing)}"
        return
    if unknown := sorted(set(content) - KEYS):
        yield f"unknown key {', '.join(unknown)}"
    if not isinstance(content["terms"], dict) or {"publish", "train", "words"} - set(
        content["terms"]
    ):
        yield "terms has the keys publish, train and words"
    yield from _rule_faults(content.get("imports") or (), "imports", _IMPORT_KEYS, "type")
    yield from _rule_faults(content.get("exports") or (), "exports", _EXPORT_KEYS, "set")
    columns = set(content["columns"])
    for rule in content.get("exports") or ():
        if strange := sorted(set(rule.get("set") or ()) - columns):
            yield f"exports: no column {', '.join(strange)}"


def _rule_faults(
    rules: Iterable[Any], kind: str, keys: frozenset[str], needed: str
) -> Iterator[str]:
    for rule in rules:
        if not isinstance(rule, dict) or needed not in rule:
            yield f"{kind}: every rule needs the key {needed}"
            return
        if unknown := sorted(set(rule) - keys):
            yield f"{kind}: unknown key {', '.join(unknown)}"


def _import_rule(content: Mapping[str, Any]) -> ImportRule:
    when = content.get("when") or {}
    return ImportRule(
        when={column: frozenset(map(str, values)) for column, values in when.items()},
        type=content["type"],
        tactic=content.get("tactic"),
    )


def _export_rule(content: Mapping[str, Any]) -> ExportRule:
    return ExportRule(
        types=tuple(content.get("types") or ()),
        actors=tuple(content.get("actors") or ()),
        targets=tuple(content.get("targets") or ()),
        values={name: str(value) for name, value in content["set"].items()},
    )
