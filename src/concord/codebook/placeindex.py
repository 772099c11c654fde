"""The compiled index of a pack's place names: sorted hashes over a table, mapped into memory.

The file is a header (JSON, one line), then seven sections: 32 bits of each name's hash, sorted by
the whole (uint32); where the hashes of a bucket begin, by a hash's highest bits (uint32); postings
(uint32: place number, its lowest bit set for a place's own name); where each place's line begins
(uint32); where each head begins (uint32); heads (kind, country, units, which many places share) and
places as lines of text. A lookup is one binary search in a bucket; nothing is loaded that is not
asked for.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import mmap
import os
import sys
import tempfile
from array import array
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate, chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import platformdirs

from concord.codebook import names
from concord.codebook.entries import Place
from concord.codebook.packs import TABLES, Pack, read_yaml, version_of
from concord.codebook.tables import Country, PlaceRow, read_countries, read_places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FORMAT = 10
_CACHED_HEADS = 2_000
_ARTICLES = frozenset({"al", "el", "ar", "as", "ad", "az", "ash", "an", "at"})
_ALTERNATE_PENALTY = 1.5
_COUNTRY_WEIGHT = 12.0
_SMALLEST_ALTERNATE = 3
# Towns of the first pack below about 1,000 people are found by their names as written only: other
# spellings of so many hamlets of the world would mislead more often than they help.
_LEAST_VARIED = 3.0

_log = logging.getLogger(__name__)


def _digest(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")


def name_key(plain: str) -> int:
    """Return the hash under which a plain name is filed."""
    return _digest(plain)


def sound_key(plain: str, country: str | None) -> int:
    """Return the hash for variants of a plain name: by sound in a country, else close spellings."""
    if country is None:
        return _digest(f"~{names.near_key(plain)}")
    return _digest(f"~{country}~{names.sound_key(plain)}")


def id_key(place_id: str) -> int:
    """Return the hash under which a place's id is filed."""
    return _digest(f"#{place_id}")


def _tail(key: int, shift: int) -> int:
    """Return the 32 bits of a hash after those that name its bucket."""
    return key >> (shift - 32) & 0xFFFFFFFF


class PlaceIndex:
    """A mapped index; the map must outlive it and holds the format of this module.

    ``countries`` are those in which it has places.
    """

    def __init__(self, index: mmap.mmap) -> None:
        header = _header(index)
        self.countries = frozenset(header["countries"])
        view = memoryview(index)
        start = len(index) - sum(header["sizes"])
        sections = []
        for size in header["sizes"]:
            sections.append(view[start : start + size])
            start += size
        self._hashes: Sequence[int] = sections[0].cast("I")
        self._buckets: Sequence[int] = sections[1].cast("I")
        self._shift = 65 - (len(self._buckets) - 1).bit_length()
        self._postings: Sequence[int] = sections[2].cast("I")
        self._offsets: Sequence[int] = sections[3].cast("I")
        self._head_offsets: Sequence[int] = sections[4].cast("I")
        self._heads, self._lines = sections[5:]
        self._head = lru_cache(maxsize=_CACHED_HEADS)(self._read_head)

    def places(self, key: int) -> list[Place]:
        """Return the places filed under a hash, in no particular order."""
        hashes, bucket, rest = self._hashes, key >> self._shift, _tail(key, self._shift)
        end = self._buckets[bucket + 1]
        at = bisect_left(hashes, rest, self._buckets[bucket], end)
        found = []
        while at < end and hashes[at] == rest:
            posting = self._postings[at]
            found.append(self._row(posting >> 1, 0.0 if posting & 1 else _ALTERNATE_PENALTY))
            at += 1
        return found

    def holds(self, key: int) -> bool:
        """Return whether anything is filed under a hash."""
        bucket, rest = key >> self._shift, _tail(key, self._shift)
        end = self._buckets[bucket + 1]
        at = bisect_left(self._hashes, rest, self._buckets[bucket], end)
        return at < end and self._hashes[at] == rest

    def every(self) -> Iterator[Place]:
        """Yield all places, in the order of the tables."""
        for number in range(len(self._offsets) - 1):
            yield self._row(number)

    def _row(self, number: int, penalty: float = 0.0) -> Place:
        line = self._lines[self._offsets[number] : self._offsets[number + 1]]
        cells = str(line, "utf-8").split("\t")
        kind, country, admin1, admin2 = self._head(int(cells[2]))
        return Place(
            id=cells[0],
            name=cells[1],
            kind=kind,
            latitude=float(cells[3]) if cells[3] else None,
            longitude=float(cells[4]) if cells[4] else None,
            country=country,
            admin1=admin1 or None,
            admin2=admin2 or None,
            population=int(cells[5]),
            weight=float(cells[6]) - penalty,
            since=cells[7] or None,
            until=cells[8] or None,
        )

    def _read_head(self, number: int) -> tuple[str, str, str, str]:
        head = self._heads[self._head_offsets[number] : self._head_offsets[number + 1]]
        kind, country, admin1, admin2 = str(head, "utf-8").split("\t")
        return kind, country, admin1, admin2


def open_index(pack: Pack) -> mmap.mmap:
    """Return the mapped index of a pack's places, compiled once per content of its tables.

    It is kept in the user's cache directory; where that cannot be written it is compiled into a
    temporary file for this process, and the log says so.
    """
    key = version_of([pack], *(f"**/{table}" for table in TABLES[:3]))
    name = f"places-{FORMAT}-{sys.byteorder}-{key}.index"
    file = platformdirs.user_cache_path("concord", appauthor=False) / name
    with contextlib.suppress(OSError):
        if (mapped := _mapped(file)) is not None:
            return mapped
    try:
        _compile_into(file, pack)
        with file.open("rb") as stream:
            return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as error:
        _log.warning(
            "The place index cannot be kept in %s (%s): it is compiled for this process only. "
            "Make the folder writable, or set XDG_CACHE_HOME.",
            file.parent,
            error.strerror,
        )
    with tempfile.TemporaryFile() as temporary:
        write_index(pack, temporary)
        temporary.flush()
        return mmap.mmap(temporary.fileno(), 0, access=mmap.ACCESS_READ)


def _mapped(file: Path) -> mmap.mmap | None:
    """Return the map of an index file, or None if it is missing, cut short or of another kind."""
    if not file.is_file() or not file.stat().st_size:
        return None
    with file.open("rb") as stream:
        mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    with contextlib.suppress(ValueError, KeyError, TypeError):
        header = _header(mapped)
        if header["format"] == FORMAT and header["length"] == len(mapped):
            return mapped
    mapped.close()
    return None


def _header(index: mmap.mmap) -> dict[str, Any]:
    header: dict[str, Any] = json.loads(index[: index.find(b"\n")])
    return header


def _compile_into(file: Path, pack: Pack) -> None:
    """Write the index beside its place and rename it, so that readers never see half a file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=file.name)
    try:
        with os.fdopen(handle, "wb") as stream:
            write_index(pack, stream)
        Path(temporary).replace(file)
        drop_old(file.parent)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def drop_old(folder: Path) -> None:
    """Delete indexes of earlier formats, which nothing reads any more."""
    for file in folder.glob("places-*.index"):
        form = file.name.split("-")[1]
        if form.isdigit() and int(form) < FORMAT:
            file.unlink(missing_ok=True)


def write_index(pack: Pack, out: IO[bytes]) -> None:
    """Write the index of a pack's places; of two of one id the first stands."""
    filed: list[int] = []
    heads: dict[bytes, int] = {}
    lines: list[bytes] = []
    countries: set[str] = set()
    base = _is_base(pack)
    for number, row in enumerate(_rows(pack)):
        countries.add(row.place.country)
        exact = base and row.place.kind == "town" and row.weight < _LEAST_VARIED
        filed.extend(key << 32 | posting for key, posting in _filed(row, number, exact=exact))
        lines.append(_line(row, heads.setdefault(_head_of(row.place), len(heads))))
    filed.sort()
    sections = [*_search_tables(filed), _offsets(lines), _offsets(heads)]
    contents = [*(section.tobytes() for section in sections), b"".join(heads), b"".join(lines)]
    _write_sections(out, contents, sorted(countries))


def _search_tables(filed: Sequence[int]) -> tuple[array[int], array[int], array[int]]:
    """Return the tails of sorted hashes, where each bucket begins, and the postings.

    A bucket holds about eight hashes.
    """
    bits = max(1, len(filed).bit_length() - 3)
    firsts = (bisect_left(filed, bucket << (96 - bits)) for bucket in range(1 << bits))
    buckets = array("I", [*firsts, len(filed)])
    tails = array("I", [_tail(entry >> 32, 64 - bits) for entry in filed])
    return tails, buckets, array("I", [entry & 0xFFFFFFFF for entry in filed])


def _offsets(lines: Iterable[bytes]) -> array[int]:
    """Return where each line begins when they are joined, and the end."""
    return array("I", accumulate(map(len, lines), initial=0))


def _is_base(pack: Pack) -> bool:
    """Return whether a pack builds on no other: its many places are of the whole world."""
    head = read_yaml(pack.folder / "pack.yaml")
    return not (isinstance(head, dict) and head.get("requires"))


def _rows(pack: Pack) -> Iterator[PlaceRow]:
    """Yield the countries and the places of a pack, one for each id."""
    seen: set[str] = set()
    for row in chain(map(_country_row, read_countries(pack)), read_places(pack)):
        if row.place.id not in seen:
            seen.add(row.place.id)
            yield row


def _write_sections(out: IO[bytes], sections: list[bytes], countries: list[str]) -> None:
    """Write the header, padded so that sections of whole numbers are aligned, and the sections."""
    sizes = [len(section) for section in sections]
    header = {"format": FORMAT, "sizes": sizes, "length": 0, "countries": countries}
    width = 4096
    header["length"] = width + sum(sizes)
    out.write(json.dumps(header).encode().ljust(width - 1) + b"\n")
    for section in sections:
        out.write(section)


def _country_row(country: Country) -> PlaceRow:
    place = Place(
        id=f"country:{country.iso2}",
        name=country.name,
        kind="country",
        latitude=country.latitude,
        longitude=country.longitude,
        country=country.iso2,
        population=country.population,
    )
    other = (*country.names, country.iso3)
    return PlaceRow(place=place, names=other, weight=_COUNTRY_WEIGHT)


def _filed(row: PlaceRow, number: int, *, exact: bool) -> Iterator[tuple[int, int]]:
    """Yield the hashes of a place's id, names and (unless ``exact``) sounds, with its posting."""
    own = names.plain_name(row.place.name)
    plain = dict.fromkeys((own, *map(names.plain_name, row.names)))
    primary, alternate = number << 1 | 1, number << 1
    yield id_key(row.place.id), primary
    filed: dict[int, int] = {}
    # "KP" of a province; of towns and districts, two letters are nobody's name for them.
    initials = {n.lower() for n in row.names if n.isupper()} if row.place.kind == "admin1" else ()
    for name in plain:
        known = name == own or row.place.kind == "country" or name in initials
        if len(name) >= _SMALLEST_ALTERNATE or known:
            short = _short_forms(name) if name == own else ()
            for form in (name, *short):
                posting = primary if name == own else alternate
                for key in (_digest(form),) if exact else _keys(form, row.place.country):
                    filed[key] = max(posting, filed.get(key, 0))
    yield from filed.items()


def _keys(form: str, country: str) -> tuple[int, int, int]:
    """Return the hashes of a plain name: itself, its close spellings, its sound in its country."""
    near = names.near_key(form)
    sound = names.sound_of(near)
    return _digest(form), _digest(f"~{near}"), _digest(f"~{country}~{sound}")


def _short_forms(name: str) -> tuple[str, ...]:
    """Return a name without "city" and an Arabic article: "new york city", "al anbar"."""
    words = name.split()
    forms = []
    if len(words) > 1 and words[-1] == "city":
        forms.append(" ".join(words[:-1]))
    if len(words) > 1 and words[0] in _ARTICLES:
        forms.append(" ".join(words[1:]))
    return tuple(forms)


def _head_of(place: Place) -> bytes:
    return f"{place.kind}\t{place.country}\t{place.admin1 or ''}\t{place.admin2 or ''}".encode()


def _line(row: PlaceRow, head: int) -> bytes:
    place = row.place
    cells = (
        place.id,
        place.name,
        str(head),
        "" if place.latitude is None else f"{place.latitude:g}",
        "" if place.longitude is None else f"{place.longitude:g}",
        str(place.population),
        f"{row.weight:g}",
        place.since or "",
        place.until or "",
    )
    return "\t".join(cells).encode()
