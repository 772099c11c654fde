"""The compiled index of a pack's place names: sorted hashes that are mapped, records that are read.

The file is a header (JSON, one line), then four sections: entries (uint64: 32 bits of a name's
hash, sorted by the whole, then the posting: place number and, lowest, whether it is the place's own
name); where the entries of a bucket begin, by a hash's highest bits (uint32); where each place's
record begins (uint32); and the records, one JSON array for each place. A lookup is one binary
search in a bucket, and one read for each place found. The records, over half of the file, are not
mapped: what a process asked for once does not stay in its memory.
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
import weakref
from array import array
from bisect import bisect_left
from itertools import accumulate, chain
from typing import IO, TYPE_CHECKING, Any

import msgspec
import platformdirs
from msgspec import structs

from concord.codebook import names
from concord.codebook.entries import Place
from concord.codebook.packs import TABLES, Pack, read_yaml, version_of
from concord.codebook.tables import (
    Country,
    PlaceRow,
    place_files,
    read_countries,
    read_places,
)
from concord.own_files import own_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

FORMAT = 11
_HEADER = 4096
_READ_AT_ONCE = 4_096
_LARGE = 1_000_000  # bytes of tables, packed, whose index takes long enough to be spoken of
_ARTICLES = frozenset({"al", "el", "ar", "as", "ad", "az", "ash", "an", "at"})
_ALTERNATE_PENALTY = 1.5
_COUNTRY_WEIGHT = 12.0
_SMALLEST_ALTERNATE = 3
# Towns of the first pack below about 1,000 people are found by their names as written only: other
# spellings of so many hamlets of the world would mislead more often than they help.
_LEAST_VARIED = 3.0

_DECODE = msgspec.json.Decoder(Place).decode
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


class BrokenIndexError(Exception):
    """A file is no whole index of this format: it is compiled anew."""


class PlaceIndex:
    """An index file, opened; it holds the format of this module, and is closed with the object.

    ``countries`` are those in which it has places.
    """

    def __init__(self, descriptor: int, header: dict[str, Any]) -> None:
        weakref.finalize(self, os.close, descriptor)
        self.countries = frozenset(header["countries"])
        self._file = descriptor
        self._records = header["length"] - header["sizes"][-1]
        view = memoryview(mmap.mmap(descriptor, self._records, access=mmap.ACCESS_READ))
        start, sections = _HEADER, []
        for size in header["sizes"][:-1]:
            sections.append(view[start : start + size])
            start += size
        self._entries: Sequence[int] = sections[0].cast("Q")
        self._buckets: Sequence[int] = sections[1].cast("I")
        self._offsets: Sequence[int] = sections[2].cast("I")
        self._bucket = 65 - (len(self._buckets) - 1).bit_length()
        self._tail = self._bucket - 32

    def places(self, key: int) -> list[Place]:
        """Return the places filed under a hash, in no particular order."""
        entries, rest = self._entries, key >> self._tail & 0xFFFFFFFF
        bucket = key >> self._bucket
        end = self._buckets[bucket + 1]
        at = bisect_left(entries, rest << 32, self._buckets[bucket], end)
        found = []
        while at < end and (entry := entries[at]) >> 32 == rest:
            place = self._read(entry >> 1 & 0x7FFFFFFF)
            if not entry & 1:
                structs.force_setattr(place, "weight", place.weight - _ALTERNATE_PENALTY)
            found.append(place)
            at += 1
        return found

    def holds(self, key: int) -> bool:
        """Return whether anything is filed under a hash."""
        rest, bucket = key >> self._tail & 0xFFFFFFFF, key >> self._bucket
        end = self._buckets[bucket + 1]
        at = bisect_left(self._entries, rest << 32, self._buckets[bucket], end)
        return at < end and self._entries[at] >> 32 == rest

    def every(self) -> Iterator[Place]:
        """Yield all places, in the order of the tables."""
        offsets, last = self._offsets, len(self._offsets) - 1
        for first in range(0, last, _READ_AT_ONCE):
            end = min(first + _READ_AT_ONCE, last)
            start = offsets[first]
            records = os.pread(self._file, offsets[end] - start, self._records + start)
            for at in range(first, end):
                yield _DECODE(records[offsets[at] - start : offsets[at + 1] - start])

    def _read(self, number: int) -> Place:
        start, end = self._offsets[number], self._offsets[number + 1]
        return _DECODE(os.pread(self._file, end - start, self._records + start))


def open_index(pack: Pack) -> PlaceIndex:
    """Return the index of a pack's places, compiled once per content of its tables.

    It is kept in the user's cache directory; where that cannot be written it is compiled into a
    temporary file for this process, and the log says so.
    """
    key = version_of([pack], *(f"**/{table}" for table in TABLES[:3]))
    name = f"places-{FORMAT}-{sys.byteorder}-{key}.index"
    file = platformdirs.user_cache_path("concord", appauthor=False) / name
    with contextlib.suppress(OSError, BrokenIndexError):
        return _opened(os.open(file, os.O_RDONLY))
    if sum(table.stat().st_size for table in place_files(pack)) > _LARGE:
        _log.info(
            "Making the index of the places of the pack %s, once on this machine: ten to thirty "
            "seconds.",
            pack.name,
        )
    try:
        _compile_into(file, pack)
        return _opened(os.open(file, os.O_RDONLY))
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
        return _opened(os.dup(temporary.fileno()))


def _opened(descriptor: int) -> PlaceIndex:
    """Return the index of an open file; BrokenIndexError if it is cut short or of another kind."""
    try:
        header = json.loads(os.pread(descriptor, _HEADER, 0))
        if header["format"] == FORMAT and header["length"] == os.fstat(descriptor).st_size:
            return PlaceIndex(descriptor, header)
    except (ValueError, KeyError, TypeError):
        pass
    os.close(descriptor)
    raise BrokenIndexError


def _compile_into(file: Path, pack: Pack) -> None:
    """Write the index beside its place and rename it, so that readers never see half a file."""
    with own_file(file) as stream:
        write_index(pack, stream)
    drop_old(file.parent)


def drop_old(folder: Path) -> None:
    """Delete indexes of earlier formats, which nothing reads any more."""
    # The rest of a name, and the point before it: of a compilation cut short.
    for file in (*folder.glob("places-*.index*"), *folder.glob(".places-*.index*")):
        form = file.name.split("-")[1]
        if form.isdigit() and int(form) < FORMAT:
            file.unlink(missing_ok=True)


def write_index(pack: Pack, out: IO[bytes]) -> None:
    """Write the index of a pack's places; of two of one id the first stands."""
    filed: list[int] = []
    records: list[bytes] = []
    countries: set[str] = set()
    base = _is_base(pack)
    for number, row in enumerate(_rows(pack)):
        countries.add(row.place.country)
        exact = base and row.place.kind == "town" and row.weight < _LEAST_VARIED
        filed.extend(key << 32 | posting for key, posting in _filed(row, number, exact=exact))
        records.append(_record(row))
    filed.sort()
    tables = (*_search_tables(filed), _offsets(records))
    sections = [*(table.tobytes() for table in tables), b"".join(records)]
    _write_sections(out, sections, sorted(countries))


def _search_tables(filed: Sequence[int]) -> tuple[array[int], array[int]]:
    """Return the entries of sorted hashes with their postings, and where each bucket begins.

    A bucket holds about eight entries.
    """
    bits = max(1, len(filed).bit_length() - 3)
    firsts = (bisect_left(filed, bucket << (96 - bits)) for bucket in range(1 << bits))
    buckets = array("I", [*firsts, len(filed)])
    # Of a hash the 32 bits after those that name its bucket are kept, before the posting.
    kept = (each >> (32 - bits) & 0xFFFFFFFF_00000000 | each & 0xFFFFFFFF for each in filed)
    return array("Q", kept), buckets


def _offsets(records: Iterable[bytes]) -> array[int]:
    """Return where each record begins when they are joined, and the end."""
    return array("I", accumulate(map(len, records), initial=0))


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
    header = {"format": FORMAT, "sizes": sizes, "countries": countries}
    header["length"] = _HEADER + sum(sizes)
    out.write(json.dumps(header).encode().ljust(_HEADER - 1) + b"\n")
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


def _record(row: PlaceRow) -> bytes:
    """Return a place as it is kept: with its weight, in degrees of six figures."""
    place = row.place
    latitude, longitude = _in_six_figures(place.latitude), _in_six_figures(place.longitude)
    weight = _in_six_figures(row.weight)
    kept = structs.replace(place, latitude=latitude, longitude=longitude, weight=weight)
    return msgspec.json.encode(kept)


def _in_six_figures(number: float | None) -> float | None:
    return None if number is None else float(f"{number:g}")
