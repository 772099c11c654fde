"""Series that institutes publish, and what data sets count: sourced data for checking figures.

``series/*.yaml`` of a pack holds one institute each: its editions (the pages that were read) and
its series, every value tied to the edition that prints it. ``datasets.yaml`` says what an imported
data set counts and of what it knows nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from concord.codebook.packs import Pack, PackUnreadableError, read_yaml
from concord.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

KINDS = ("count", "share", "change", "monthly")
BOUNDS = ("exact", "over", "nearly", "about", "under")
_FILE_KEYS = frozenset({"institute", "editions", "series"})
_EDITION_KEYS = frozenset({"title", "published", "status", "url", "printed_by", "accessed"})
_SERIES_KEYS = frozenset(
    {"id", "measure", "kind", "label", "definition", "place", "groups", "victims", "types"}
    | {"lethal", "values"}
)
_VALUE_KEYS = frozenset({"edition", "year", "from", "to", "value", "bound"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A page that prints figures of an institute, as it was read on the day ``accessed``.

    ``status`` is ``final``, ``preliminary`` or ``revised``; ``printed_by`` the newspaper or agency
    that quotes the institute, None where the page is the institute's own.
    """

    id: str
    title: str
    url: str
    accessed: date
    status: str = "final"
    published: date | None = None
    printed_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedValue:
    """One printed value for the days ``first`` to ``last``; ``bound`` says how it is printed."""

    first: date
    last: date
    value: float
    edition: Edition
    bound: str = "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What one institute counts, and the values that it printed.

    ``kind``: ``count``, ``share`` (percent of the measure, by ``groups`` or in ``place``),
    ``change`` (percent on the year before) or ``monthly`` (average a month). ``groups`` are actor
    ids, ``victims`` a class, ``place`` a place name, empty for the whole country.
    """

    id: str
    institute: str
    measure: str
    label: str
    definition: str
    kind: str = "count"
    place: str = ""
    groups: tuple[str, ...] = ()
    victims: str = ""
    types: tuple[str, ...] = ()
    lethal: bool = False
    values: tuple[PublishedValue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSet:
    """What an imported data set counts: it is complete by its own rule for the days it holds.

    ``names`` are the names under which it is imported, ``publisher`` an actor id; ``lethal`` that
    it leaves out what killed nobody; ``measures`` what it counts; ``types`` whether it tells means
    of attack apart; ``countries`` restricts the claim to be complete.
    """

    id: str
    names: tuple[str, ...]
    publisher: str
    label: str
    definition: str
    lethal: bool
    measures: tuple[str, ...]
    types: bool = False
    victims: tuple[str, ...] = ()


def read_series(packs: Sequence[Pack]) -> tuple[Series, ...]:
    """Return the published series of packs, in the order of their files.

    A faulty file raises PackUnreadableError with its first fault; ``check_series`` lists all.
    """
    return tuple(each for pack in packs for file in _files(pack) for each in _series_of(file))


def read_datasets(packs: Sequence[Pack]) -> tuple[DataSet, ...]:
    """Return what is known of data sets; a later pack overrides one of the same id."""
    found: dict[str, DataSet] = {}
    for pack in packs:
        file = pack.folder / "datasets.yaml"
        for item in (read_yaml(file) or []) if file.is_file() else []:
            made: dict[str, Any] = {
                k: tuple(v) if isinstance(v, list) else v for k, v in item.items()
            }
            try:
                found[str(made["id"])] = DataSet(**made)
            except (TypeError, KeyError) as error:
                raise PackUnreadableError(file, 1, f"data set: {error}") from error
    return tuple(found.values())


def check_series(pack: Pack, actors: Mapping[str, object]) -> Iterator[Problem]:
    """Yield every fault of the pack's series files: file, what is wrong and what to do."""
    for file in _files(pack):
        for what in _faults(read_yaml(file), actors):
            yield Problem(
                where=str(file), code="series", message=f"{what}. Correct it.", stage="pack"
            )


def _files(pack: Pack) -> tuple[Path, ...]:
    return pack.files("series/*.yaml")


def _series_of(file: Path) -> Iterator[Series]:
    content = read_yaml(file)
    fault = next(_faults(content, None), None)
    if fault is not None:
        raise PackUnreadableError(file, 1, fault)
    editions = {
        key: Edition(id=key, **{**item, "title": " ".join(str(item["title"]).split())})
        for key, item in content["editions"].items()
    }
    for item in content["series"]:
        fields = {k: v for k, v in item.items() if k != "values"}
        fields = {k: tuple(v) if isinstance(v, list) else v for k, v in fields.items()}
        fields["definition"] = " ".join(str(item["definition"]).split())
        values = tuple(_value(each, editions) for each in item["values"])
        yield Series(institute=content["institute"], values=values, **fields)


def _value(item: Mapping[str, Any], editions: Mapping[str, Edition]) -> PublishedValue:
    year = item.get("year")
    return PublishedValue(
        first=date(year, 1, 1) if year else item["from"],
        last=date(year, 12, 31) if year else item["to"],
        value=float(item["value"]),
        edition=editions[item["edition"]],
        bound=item.get("bound", "exact"),
    )


def _faults(content: Any, actors: Mapping[str, object] | None) -> Iterator[str]:
    """Yield what is wrong with the content of a file; ``actors`` None leaves names unchecked."""
    if not isinstance(content, dict) or not set(content) >= _FILE_KEYS:
        yield "a series file has the keys institute, editions and series"
        return
    if actors is not None and content["institute"] not in actors:
        yield f"the institute {content['institute']!r} is no actor of the packs"
    for key, item in content["editions"].items():
        yield from _edition_faults(str(key), item)
    for item in content["series"]:
        yield from _series_faults(item, content["editions"], actors)


def _edition_faults(key: str, item: Any) -> Iterator[str]:
    given = set(item) if isinstance(item, dict) else set()
    if unknown := sorted(given - _EDITION_KEYS):
        yield f"edition {key}: unknown key {', '.join(unknown)}"
    if missing := sorted({"title", "url", "accessed"} - given):
        yield f"edition {key} lacks {', '.join(missing)}"
    elif not isinstance(item["accessed"], date) or not str(item["url"]).startswith("http"):
        yield f"edition {key} needs a web address and the day on which it was read"


def _series_faults(
    item: Any, editions: Mapping[str, Any], actors: Mapping[str, object] | None
) -> Iterator[str]:
    given = set(item) if isinstance(item, dict) else set()
    if unknown := sorted(given - _SERIES_KEYS):
        yield f"a series has an unknown key {', '.join(unknown)}"
    if missing := sorted({"id", "measure", "label", "definition", "values"} - given):
        yield f"a series lacks {', '.join(missing)}"
        return
    name = item["id"]
    if item.get("kind", "count") not in KINDS:
        yield f"series {name}: kind is one of {', '.join(KINDS)}"
    for group in item.get("groups") or ():
        if actors is not None and group not in actors:
            yield f"series {name}: {group!r} is no actor of the packs"
    for value in item["values"]:
        yield from _value_faults(name, value, editions)


def _value_faults(name: str, value: Any, editions: Mapping[str, Any]) -> Iterator[str]:
    given = set(value) if isinstance(value, dict) else set()
    if unknown := sorted(given - _VALUE_KEYS):
        yield f"series {name}: a value has an unknown key {', '.join(unknown)}"
    dated = isinstance(value.get("year"), int) or (
        isinstance(value.get("from"), date) and isinstance(value.get("to"), date)
    )
    if not dated:
        yield f"series {name}: a value needs a year, or from and to as days"
    if not isinstance(value.get("value"), int | float):
        yield f"series {name}: a value is a number"
    if value.get("edition") not in editions:
        yield f"series {name}: there is no edition {value.get('edition')!r}"
    if value.get("bound", "exact") not in BOUNDS:
        yield f"series {name}: bound is one of {', '.join(BOUNDS)}"
