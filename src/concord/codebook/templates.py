"""What institutes print, as data: templates of reports and reporting regions, in packs' tables/."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from concord.codebook.packs import PAGES, PackUnreadableError, read_yaml
from concord.errors import ConcordError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concord.codebook.book import Codebook
    from concord.model import Location

T = TypeVar("T")
KINDS = (
    "headline",
    "regions",
    "breakdown",
    "groups",
    "selections",
    "apart",
    "series",
    "chronology",
)
GROUPINGS = ("type", "tactic", "target_class", "category", "district", "province", "country")
WINDOWS = ("month", "year")


class TemplateNotFoundError(ConcordError):
    """No pack in use has a template of that name, and no file answers to it."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(
            f"There is no template {name!r}. The packs in use have: {', '.join(known) or 'none'}; "
            "or give the path of a YAML file (docs/howto/tables.md)."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A row that counts the incidents of some types or categories."""

    label: str
    types: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One table of a report; ``kind`` is one of KINDS, ``by`` what it is broken down by."""

    kind: str
    title: str
    by: str = ""
    periods: int = 0
    most: int = 0
    categories: tuple[str, ...] = ()
    rows: tuple[Selection, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A report: its window (month or year) and its tables, in order of print."""

    name: str
    title: str
    window: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A reporting region: units of a country, or (``parts``) the sum of other regions.

    A place belongs to it by its ``admin2`` or by its ``admin1``, unless it belongs to a region that
    is named in ``without``.
    """

    name: str
    country: str = ""
    admin1: tuple[str, ...] = ()
    admin2: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

    def holds(self, place: Location) -> bool:
        """Return whether the place's units are named by the region (``without`` aside)."""
        if self.parts or (self.country and place.country != self.country):
            return False
        return place.admin1 in self.admin1 or place.admin2 in self.admin2


def load_template(book: Codebook, name: str) -> Template:
    """Return the template of that name in the packs in use, the last pack's, or of a YAML file.

    Raises TemplateNotFoundError, and PackUnreadableError for a faulty file.
    """
    files = [pack.folder / PAGES / f"{name}.yaml" for pack in reversed(book.sources)]
    for file in (*files, Path(name)):
        if file.is_file():
            return _read_template(file)
    raise TemplateNotFoundError(name, list(_names(book)))


def _names(book: Codebook) -> Iterator[str]:
    found = {f.stem for pack in book.sources for f in pack.files(f"{PAGES}/*.yaml")}
    yield from sorted(found - {"regions"})


def _read_template(file: Path) -> Template:
    content = read_yaml(file)
    if not isinstance(content, dict) or not isinstance(content.get("sections"), list):
        raise PackUnreadableError(file, 1, "a template is a mapping with a list of sections")
    if content.get("window") not in WINDOWS:
        raise PackUnreadableError(file, 1, f"window must be one of {', '.join(WINDOWS)}")
    sections = tuple(_read_section(file, each) for each in content["sections"])
    title = str(content.get("title", file.stem))
    return Template(
        name=str(content.get("name", file.stem)),
        title=title,
        window=content["window"],
        sections=sections,
    )


def _read_section(file: Path, item: Any) -> Section:
    values = _checked(file, item, Section)
    values["rows"] = tuple(
        Selection(**_checked(file, each, Selection)) for each in values.get("rows", ())
    )
    section = Section(**values)
    if section.kind not in KINDS:
        raise PackUnreadableError(file, 1, f"kind {section.kind!r}: use {', '.join(KINDS)}")
    if section.kind == "breakdown" and section.by not in GROUPINGS:
        raise PackUnreadableError(file, 1, f"by {section.by!r}: use {', '.join(GROUPINGS)}")
    if section.kind == "series" and section.by not in WINDOWS:
        raise PackUnreadableError(file, 1, f"by {section.by!r}: use {', '.join(WINDOWS)}")
    return section


def load_regions(book: Codebook) -> tuple[Region, ...]:
    """Return the reporting regions of the packs in use, in order; empty if no pack has any."""
    found: list[Region] = []
    for pack in book.sources:
        file = pack.folder / PAGES / "regions.yaml"
        content = read_yaml(file) if file.is_file() else None
        if content is None:
            continue
        if not isinstance(content, dict) or not isinstance(content.get("regions"), list):
            raise PackUnreadableError(file, 1, "it needs a list of regions")
        found += [_read_region(file, each) for each in content["regions"]]
    return tuple(found)


def _read_region(file: Path, item: Any) -> Region:
    # `except` is a word of the language that the file's author does not know.
    renamed = {"without" if k == "except" else k: v for k, v in item.items()} if item else item
    return Region(**_checked(file, renamed, Region))


def _checked(file: Path, item: Any, kind: type[Any]) -> dict[str, Any]:
    """Return the mapping with its lists as tuples; unknown and missing keys are told by name."""
    if not isinstance(item, dict):
        raise PackUnreadableError(file, 1, f"a {kind.__name__.lower()} is a mapping")
    known = {each.name: each for each in fields(kind)}
    if unknown := sorted(str(key) for key in item.keys() - known.keys()):
        raise PackUnreadableError(file, 1, f"unknown key {', '.join(unknown)}")
    first = next(iter(known))
    if not item.get(first):
        raise PackUnreadableError(file, 1, f"a {kind.__name__.lower()} needs the key {first}")
    values = {k: tuple(v) if isinstance(v, list) else v for k, v in item.items()}
    for name, value in values.items():
        if str(known[name].type).startswith("tuple") != isinstance(value, tuple):
            raise PackUnreadableError(file, 1, f"{name}: a list where one is meant, else one value")
    return values
