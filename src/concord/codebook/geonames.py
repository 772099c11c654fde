"""Places of a GeoNames file, merged into a pack.

The file is the standard dump of a country, or of many (geonames.org/export, CC BY 4.0): 19 columns
separated by tabs, no header, plain or in its zip. Units get the names that the packs already use,
learned from the places that both have.
"""

from __future__ import annotations

import io
import math
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from concord.codebook.entries import Place
from concord.codebook.names import plain_name, sound_key
from concord.codebook.tables import COLUMNS as TABLE_COLUMNS
from concord.codebook.tables import PlaceRow, read_rows, write_places
from concord.errors import ConcordError
from concord.model import Problem
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from concord.codebook.gazetteer import Gazetteer

COLUMNS = 19
KINDS = ("admin1", "admin2", "tehsil", "town", "area", "site", "water", "road")
DEFAULT_KINDS = ("admin1", "admin2", "tehsil", "town", "area")
_CODES = {"ADM1": "admin1", "ADM2": "admin2", "ADM3": "tehsil", "ADM4": "tehsil"}
_CLASSES = {"P": "town", "L": "area", "T": "area", "V": "area", "H": "water", "R": "road"}
_SITES = frozenset({"S"})
_POINTS = frozenset({"PASS", "PK", "GAP", "RK", "CAVE"})  # mountains that are no areas
_GONE = frozenset({"PPLQ", "PPLW", "PPLH", "ADM1H", "ADM2H", "ADM3H", "ADM4H"})
_LATIN = lazy_regex(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff' .\-\u2019]{3,40}")
_UNIT_WORD = lazy_regex(
    r"\s+(?:District|Agency|Province|Division|Governorate|Region|State|County|Department"
    r"|Local Government Area|Tehsil|Municipality)$"
)
_ALTERNATES = 8
_HAMLET = 2.0  # the weight of a place of unknown people
_SAME_KM = 15.0
_UNITS = frozenset({"admin1", "admin2", "tehsil"})
_PART = ("admin1", "admin2")
_NO_UNIT = frozenset({"", "00"})  # "00": the country as a whole
_POSTAL = 12  # columns of GeoNames' files of postal codes, which have the same names
_BIGGEST = 1 << 30  # bytes of a member of a zip


class NotGeoNamesError(ConcordError):
    """A file is no GeoNames country file."""

    def __init__(self, file: Path, why: str) -> None:
        super().__init__(
            f"{file}: {why}. Give a country file of geonames.org/export/dump, such as NG.zip, or "
            "the text in it."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A line of a GeoNames file: its place as far as the line tells, its names, its unit codes.

    ``codes`` are the country, its first and its second unit: those of two countries are alike.
    """

    place: Place
    names: tuple[str, ...]
    codes: tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What was added to a pack: rows, how many were known before, and lines that are broken."""

    file: Path
    added: int
    known: int
    problems: tuple[Problem, ...]


def add_geonames(
    source: Path,
    pack: Path,
    gazetteer: Gazetteer,
    *,
    kinds: Sequence[str] = DEFAULT_KINDS,
    people: int = 0,
) -> Merged:
    """Write the places of a country file that a gazetteer lacks into ``pack/places`` and return it.

    ``kinds`` are those of places; towns below ``people`` are left out. A second file of the same
    name takes the place of the first. Raises NotGeoNamesError.
    """
    problems: list[Problem] = []
    features = list(_features(source, problems))
    if not features:
        raise NotGeoNamesError(source, _why_none(source))
    wanted = [f for f in features if f.place.kind in kinds and _is_large(f.place, people)]
    target = pack / "places" / f"geonames_{_table_name(source)}.tsv.gz"
    own = _ids_of(target)
    new = [f for f in wanted if not _is_known(f.place, gazetteer, own)]
    units = [_unit_names(features, gazetteer, level) for level in (0, 1)]
    rows = sorted((_row(f, units) for f in new), key=lambda row: row.place.id)
    write_places(target, rows)
    _give_credit(pack / "SOURCES.md", target.name, source.name)
    return Merged(
        file=target, added=len(rows), known=len(wanted) - len(new), problems=tuple(problems)
    )


def _ids_of(table: Path) -> frozenset[str]:
    """Return the ids of a table that was written before, none if there is none."""
    if not table.is_file():
        return frozenset()
    return frozenset(row["id"] for _, row in read_rows(table, TABLE_COLUMNS))


def _why_none(source: Path) -> str:
    """Return why a file has no place: what its first line is."""
    first = next(_lines(source), "")
    if len(first.split("\t")) == _POSTAL:
        return "it holds postal codes, of which GeoNames has files of the same names"
    return f"no line has the {COLUMNS} columns of GeoNames"


def _lines(source: Path) -> Iterator[str]:
    """Yield the lines of a file or of the table in its zip, whatever the zip was renamed to."""
    if zipfile.is_zipfile(source):
        with (
            zipfile.ZipFile(source) as archive,
            archive.open(_table_in(archive, source)) as member,
        ):
            yield from io.TextIOWrapper(member, "utf-8-sig", newline="\n")
    elif source.suffix.lower() == ".zip":
        raise NotGeoNamesError(source, "the zip is broken, download it again")
    else:
        with source.open(encoding="utf-8-sig", newline="\n") as lines:
            yield from lines


def _table_name(source: Path) -> str:
    """Return a file's name for that of its table; a zip is called after what is in it."""
    stem = source.stem
    if zipfile.is_zipfile(source):
        with zipfile.ZipFile(source) as archive:
            stem = Path(_table_in(archive, source).filename).stem
    return plain_name(stem).replace(" ", "_")


def _table_in(archive: zipfile.ZipFile, source: Path) -> zipfile.ZipInfo:
    tables = [
        member
        for member in archive.infolist()
        if member.filename.endswith(".txt") and not member.filename.lower().startswith("readme")
    ]
    if len(tables) != 1 or tables[0].file_size > _BIGGEST:
        raise NotGeoNamesError(source, "the zip has no table, or not one alone")
    return tables[0]


def _features(source: Path, problems: list[Problem]) -> Iterator[Feature]:
    try:
        for number, line in enumerate(_lines(source), start=1):
            cells = line.rstrip("\r\n").split("\t")
            try:
                feature = _feature(cells)
            except ValueError as error:
                problems.append(_broken(f"{source}:{number}", error))
                continue
            if feature is not None:
                yield feature
    except UnicodeDecodeError as error:
        raise NotGeoNamesError(source, "it is not in UTF-8") from error


def _broken(where: str, error: ValueError) -> Problem:
    message = f"{error}: the line is left out"
    return Problem(where=where, code="bad_line", message=message, stage="pack")


def _feature(cells: Sequence[str]) -> Feature | None:
    """Return the feature of a line, or None for what is no place of ours; ValueError if broken."""
    if len(cells) != COLUMNS:
        raise ValueError(f"{len(cells)} columns, not {COLUMNS}")
    kind = _kind(cells[6], cells[7])
    if kind is None or not cells[1].strip():
        return None
    latitude, longitude = float(cells[4]), float(cells[5])
    if abs(latitude) > 90 or abs(longitude) > 180:  # noqa: PLR2004 - the poles and the date line
        raise ValueError(f"{latitude}, {longitude} is nowhere on Earth")
    name = _UNIT_WORD.sub("", cells[1]) if kind in _UNITS else cells[1]
    place = Place(
        id=f"g{int(cells[0])}",
        name=name.strip(),
        kind=kind,
        latitude=round(latitude, 3),
        longitude=round(longitude, 3),
        country=cells[8],
        population=int(cells[14] or 0),
    )
    others = _other_names(name, (cells[1], cells[2], *cells[3].split(",")))
    return Feature(place=place, names=others, codes=(cells[8], cells[10], cells[11]))


def _kind(feature_class: str, code: str) -> str | None:
    if code in _GONE:
        return None
    if feature_class == "A":
        return _CODES.get(code)
    if feature_class in _SITES or code in _POINTS:
        return "site"
    return _CLASSES.get(feature_class)


def _other_names(own: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return other names in Latin letters, one of each sound, those nearest in length first."""
    kept: dict[str, str] = {}
    for name in names:
        if _LATIN.fullmatch(name) and not name.isupper() and sound_key(name) != sound_key(own):
            kept.setdefault(sound_key(name), name)
    ordered = sorted(kept.values(), key=lambda name: (abs(len(name) - len(own)), name))
    return tuple(ordered[:_ALTERNATES])


def _is_large(place: Place, people: int) -> bool:
    return place.kind != "town" or place.population >= people


def _is_known(place: Place, gazetteer: Gazetteer, own: AbstractSet[str]) -> bool:
    """Return whether packs have a place: its id, a unit of its name, or a town of it near by.

    ``own`` are the ids of the table that is written anew, which say nothing.
    """
    if place.id not in own and gazetteer.get(place.id) is not None:
        return True
    return any(
        other.country == place.country
        and other.kind == place.kind
        and other.id not in own
        and (place.kind in _PART or _kilometres(place, other) <= _SAME_KM)
        for other in gazetteer.find(place.name, country=place.country, similar=False)
    )


def _kilometres(one: Place, other: Place) -> float:
    """Return the distance on a plane, near enough for some kilometres; infinite without a point."""
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return math.inf
    lat1, lon1, lat2, lon2 = (
        float(v or 0) for v in (one.latitude, one.longitude, other.latitude, other.longitude)
    )
    return math.hypot(lat1 - lat2, (lon1 - lon2) * math.cos(math.radians(lat1))) * 111.2


def _unit_names(
    features: Sequence[Feature], gazetteer: Gazetteer, level: int
) -> Mapping[tuple[str, ...], str]:
    """Return the name of each first- or second-level unit by its codes in the file.

    What the packs call the unit of the places that they share with the file decides; else the
    file's own row of the unit.
    """
    said: dict[tuple[str, ...], Counter[str]] = {}
    for feature in features:
        code = feature.codes[: level + 2]
        if not _NO_UNIT.isdisjoint(code):
            continue
        known = gazetteer.get(feature.place.id)
        unit = (known.admin1, known.admin2)[level] if known else None
        if unit:
            said.setdefault(code, Counter())[unit] += 1
        elif feature.place.kind == _PART[level]:
            said.setdefault(code, Counter())[feature.place.name] += 0
    return {code: min(names, key=lambda name: (-names[name], name)) for code, names in said.items()}


def _row(feature: Feature, units: Sequence[Mapping[tuple[str, ...], str]]) -> PlaceRow:
    place = feature.place
    admin1 = units[0].get(feature.codes[:2])
    admin2 = units[1].get(feature.codes)
    placed = Place(
        id=place.id,
        name=place.name,
        kind=place.kind,
        latitude=place.latitude,
        longitude=place.longitude,
        country=place.country,
        admin1=place.name if place.kind == "admin1" else admin1,
        admin2=place.name if place.kind == "admin2" else admin2,
        population=place.population,
    )
    weight = math.log10(place.population + 10) if place.population else _HAMLET
    return PlaceRow(place=placed, names=feature.names, weight=round(weight, 1))


def _give_credit(sources: Path, table: str, source: str) -> None:
    """Name GeoNames in the pack's list of sources, once for each table."""
    text = sources.read_text("utf-8") if sources.is_file() else "# Sources\n"
    if table not in text:
        line = f"\n- `places/{table}`: GeoNames (geonames.org), country file {source}, CC BY 4.0\n"
        sources.write_text(text.rstrip("\n") + "\n" + line, encoding="utf-8")
