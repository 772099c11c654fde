"""The map of a user's table: which column holds which field, checked with line numbers.

dataset: our_incidents          # a short name for the data set
version: 2024
id: ID                          # the column that holds the table's own id, kept
encoding: utf-8                 # or cp1252, ...; delimiter: ","
empty: ["-", "n/a"]             # what stands for unknown
columns:
happened_from: {column: Date, format: "%d/%m/%Y"}
type: {column: Kind, values: {IED: bombing, Ambush: armed_attack}}
killed: Deaths
constants: {country: PK}
"""

from __future__ import annotations

import codecs
import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from concord.errors import ConcordError
from concord.exchange.facts import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

TOP_KEYS = (
    "dataset",
    "version",
    "id",
    "encoding",
    "delimiter",
    "empty",
    "dates",
    "columns",
    "constants",
)
COLUMN_KEYS = ("column", "format", "values")
DATES = ("happened_from", "happened_to")


class MappingError(ConcordError):
    """A map file that cannot be used; every fault with its line."""

    def __init__(self, faults: Iterable[str]) -> None:
        super().__init__("The map cannot be used:\n" + "\n".join(faults))


class _WordsLoader(yaml.SafeLoader):
    """YAML whose scalars are all text: a column named No is no truth value, 2024 no number."""

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        """Return the tag of a node: text for every scalar that is not tagged."""
        if kind is yaml.ScalarNode:
            return self.DEFAULT_SCALAR_TAG
        return str(super().resolve(kind, value, implicit))  # type: ignore[no-untyped-call]  # the stubs leave it untyped


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMap:
    """Where a field comes from: a column, how its dates are written, and words to replace."""

    column: str
    format: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMap:
    """A checked map: the data set's name, how the file is written, columns and constants."""

    dataset: str
    version: str
    id: str
    columns: Mapping[str, ColumnMap]
    constants: Mapping[str, str]
    encoding: str = "utf-8-sig"
    delimiter: str = ","
    empty: frozenset[str] = frozenset()


def read_mapping(file: Path) -> TableMap:
    """Return the map in a YAML file; raises MappingError with every fault and its line."""
    try:
        text = file.read_text(encoding="utf-8-sig")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        data = _WordsLoader(text).get_single_data()
    except (OSError, UnicodeDecodeError) as error:
        raise MappingError([f"{file}: cannot be read as UTF-8 text: {error}"]) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or str(error)
        raise MappingError([f"{file}:{line}: not valid YAML: {problem}"]) from error
    if not isinstance(data, dict) or not isinstance(root, yaml.MappingNode):
        raise MappingError([f"{file}:1: must be a mapping with the keys {', '.join(TOP_KEYS)}"])
    faults = [f"{file}:{line}: {message}" for line, message in _faults(data, _Lines(root))]
    if faults:
        raise MappingError(faults)
    return _table_map(data)


class _Lines:
    """Where the keys of a YAML file stand."""

    def __init__(self, root: yaml.MappingNode) -> None:
        self._lines: dict[tuple[str, ...], int] = {(): 1}
        self._note(root, ())

    def _note(self, node: yaml.Node, path: tuple[str, ...]) -> None:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                inner = (*path, str(key.value))
                self._lines[inner] = key.start_mark.line + 1
                self._note(value, inner)

    def of(self, *path: str) -> int:
        """Return the line of the key, or of the nearest key above it."""
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path]


def _faults(data: Mapping[Any, Any], lines: _Lines) -> Iterator[tuple[int, str]]:
    yield from _file_faults(data, lines)
    columns, constants = data.get("columns", {}), data.get("constants", {})
    for key, part in (("columns", columns), ("constants", constants)):
        if not isinstance(part, dict):
            yield lines.of(key), f"`{key}` must be a mapping"
            return
        for name in part:
            if name not in FIELDS:
                yield lines.of(key, str(name)), _unknown("field", name, FIELDS)
    for name, value in constants.items():
        if not isinstance(value, str):
            yield lines.of("constants", str(name)), f"{name}: a constant is one word or number"
    for name, value in columns.items():
        yield from _column_faults(str(name), value, lines)
    for name in sorted(set(map(str, columns)) & set(map(str, constants))):
        yield lines.of("constants", name), f"{name!r} is both a column and a constant"
    if "type" not in columns and "type" not in constants:
        yield lines.of("columns"), "`type` must be a column or a constant"


def _file_faults(data: Mapping[Any, Any], lines: _Lines) -> Iterator[tuple[int, str]]:
    for key in data:
        if key not in TOP_KEYS:
            yield lines.of(str(key)), _unknown("key", key, TOP_KEYS)
    for key in ("dataset", "id"):
        if not isinstance(data.get(key), str) or not data[key].strip():
            yield lines.of(key), f"`{key}` must be given as text"
    delimiter = data.get("delimiter", ",")
    if not isinstance(delimiter, str) or len(delimiter) != 1:
        yield lines.of("delimiter"), "`delimiter` must be one character"
    if not _is_encoding(data.get("encoding", "utf-8")):
        yield lines.of("encoding"), f"there is no encoding {data['encoding']!r}; write utf-8"
    if not isinstance(data.get("dates", ""), str):
        yield lines.of("dates"), "`dates` must be text such as %d/%m/%Y"
    if not isinstance(data.get("empty", []), list):
        yield lines.of("empty"), "`empty` must be a list of words"


def _column_faults(name: str, value: object, lines: _Lines) -> Iterator[tuple[int, str]]:
    line = lines.of("columns", name)
    if isinstance(value, str) and value:
        return
    if not isinstance(value, dict) or not isinstance(value.get("column"), str):
        yield line, f"{name}: write the name of a column, or {{column: NAME, ...}}"
        return
    for key in value:
        if key not in COLUMN_KEYS:
            yield lines.of("columns", name, str(key)), _unknown("key", key, COLUMN_KEYS)
    if "format" in value and (name not in DATES or not isinstance(value["format"], str)):
        yield line, f"{name}: `format` is for {' and '.join(DATES)}, as text such as %d/%m/%Y"
    words = value.get("values", {})
    if not isinstance(words, dict) or not all(isinstance(v, str) for v in words.values()):
        yield line, f"{name}: `values` must map the table's words to ours"


def _unknown(what: str, name: object, known: Iterable[str]) -> str:
    words = tuple(known)
    close = difflib.get_close_matches(str(name), words, n=3) or words
    return f"unknown {what} {name!r}; known are: {', '.join(close)}"


def _is_encoding(name: object) -> bool:
    try:
        return isinstance(name, str) and codecs.lookup(name) is not None
    except LookupError:
        return False


def _table_map(data: Mapping[str, Any]) -> TableMap:
    encoding = str(data.get("encoding", "utf-8"))
    return TableMap(
        dataset=data["dataset"].strip(),
        version=str(data.get("version", "")),
        id=data["id"],
        encoding="utf-8-sig" if codecs.lookup(encoding).name == "utf-8" else encoding,
        delimiter=data.get("delimiter", ","),
        empty=frozenset(str(word).strip().casefold() for word in data.get("empty", [])),
        columns={
            name: _column_map(value, data.get("dates") if name in DATES else None)
            for name, value in data.get("columns", {}).items()
        },
        constants=dict(data.get("constants", {})),
    )


def _column_map(value: str | Mapping[str, Any], dates: str | None) -> ColumnMap:
    if isinstance(value, str):
        return ColumnMap(column=value, format=dates)
    words = {k.strip().casefold(): v for k, v in value.get("values", {}).items()}
    return ColumnMap(column=value["column"], format=value.get("format", dates), values=words)
