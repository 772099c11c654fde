"""YAML read with the line of every value, for a checker that says where a fault is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from concord.codebook.plain_yaml import SAFE_LOADER
from concord.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Marked:
    """A YAML value with its file and line; mappings and lists hold marked values.

    ``repeated`` are keys that a mapping gives twice (YAML would keep the last in silence).
    """

    file: Path
    line: int
    value: Any
    repeated: tuple[str, ...] = ()

    def get(self, key: str) -> Marked | None:
        """Return the marked value of a key, or None; a value that is no mapping has no keys."""
        found: Marked | None = self.value.get(key) if isinstance(self.value, dict) else None
        return found

    def items(self) -> list[Marked]:
        """Return the items of a list; a single value is a list of one, None an empty one."""
        if self.value is None:
            return []
        return list(self.value) if isinstance(self.value, list) else [self]

    def plain(self) -> Any:
        """Return the value without marks."""
        if isinstance(self.value, dict):
            return {key: item.plain() for key, item in self.value.items()}
        if isinstance(self.value, list):
            return [item.plain() for item in self.value]
        return self.value

    def text(self, key: str) -> str:
        """Return a key's value as text, or an empty string."""
        found = self.get(key)
        return "" if found is None or found.value is None else str(found.plain())

    def fault(self, code: str, message: str) -> Problem:
        """Return a Problem at this place."""
        return Problem(where=f"{self.file}:{self.line}", code=code, message=message, stage="pack")


def read_marked(file: Path) -> Marked | Problem:
    """Return a file's content with lines, or a Problem if it is no YAML in UTF-8.

    Anchors and aliases are refused: a pack is written out in full, and none can blow up.
    """
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in _events(file)):
            return _problem(file, 1, "it uses a YAML alias (*name): write the value out")
        loader = SAFE_LOADER(file.read_text("utf-8"))
        try:
            node = loader.get_single_node()
            return Marked(file, 1, None) if node is None else _marked(file, node, loader)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return _problem(file, mark.line + 1 if mark else 1, str(error.problem))
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        return _problem(file, line, "it is not in UTF-8", "Save the file as UTF-8.")
    except (yaml.YAMLError, ValueError) as error:
        return _problem(file, 1, str(error).splitlines()[0])


def _events(file: Path) -> Iterator[Any]:
    yield from yaml.parse(file.read_text("utf-8"), Loader=SAFE_LOADER)


def _marked(file: Path, node: yaml.Node, loader: Any) -> Marked:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        pairs: dict[str, Marked] = {}
        repeated: list[str] = []
        for key_node, value_node in node.value:
            key = str(loader.construct_object(key_node, deep=True))
            if key in pairs:
                repeated.append(key)
            pairs[key] = _marked(file, value_node, loader)
        return Marked(file, line, pairs, tuple(repeated))
    if isinstance(node, yaml.SequenceNode):
        return Marked(file, line, [_marked(file, item, loader) for item in node.value])
    return Marked(file, line, loader.construct_object(node, deep=True))


# What the parser says, and what to do about it.
_REMEDIES = {
    "mapping values are not allowed": 'Put a text that holds ": " into quotes.',
    "expected '-' indicator": "Indent the line like the keys above it, with spaces.",
    "expected <block end>": "Indent the line like the keys above it, with spaces.",
    "tab character": "Indent with spaces instead.",
    "cannot start any token": "Put a text that begins with a sign into quotes.",
    "expected ',' or": "Close the bracket, or put a comma between.",
}


def _problem(file: Path, line: int, what: str, remedy: str | None = None) -> Problem:
    known = (said for words, said in _REMEDIES.items() if words in what)
    told = remedy or next(known, "Correct the line.")
    return Problem(
        where=f"{file}:{line}",
        code="unreadable",
        message=f"This is no YAML that a pack may hold: {what}. {told}",
        stage="pack",
    )
