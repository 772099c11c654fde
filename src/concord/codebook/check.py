"""Check packs: every fault with its file, its line, what is wrong and what to do."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import TYPE_CHECKING

from concord.codebook import check_actors, check_places
from concord.codebook.book import TERM_KINDS
from concord.codebook.build import EntryError, first_day, last_day, partial_date
from concord.codebook.counting import FAMILIES, InclusionFormatError, family, read_inclusion
from concord.codebook.crosswalks import read_crosswalk
from concord.codebook.entries import Actor, Epoch, EventType, Office, Tenure, Term
from concord.codebook.marked import Marked, read_marked
from concord.codebook.packs import Pack, PackNotFoundError, PackUnreadableError, open_pack
from concord.codebook.series import check_series
from concord.model import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

PACK_KEYS = frozenset({"name", "title", "version", "description", "requires", "home", "licence"})
LISTS: dict[str, type] = {
    "types": EventType,
    **dict.fromkeys(TERM_KINDS, Term),
    "actors": Actor,
    "offices": Office,
    "epochs": Epoch,
}
_OTHER_FILES = frozenset({"pack", "sides", "datasets"})
_OTHER_FOLDERS = frozenset({"lexicon", "inclusion", "places", "series", "crosswalks", "tables"})
_MAPPINGS = frozenset({"crosswalk"})
_DATES: dict[str, Callable[[object], object]] = {
    "since": first_day,
    "until": last_day,
    "founded": partial_date,
    "ended": partial_date,
}


def check_pack(name_or_path: str) -> tuple[Problem, ...]:
    """Return every fault of a pack, in the order of its files; empty if there is none.

    References are looked up in the pack and in those that it ``requires``. An unknown pack raises
    PackNotFoundError.
    """
    pack = open_pack(name_or_path)
    faults: list[Problem] = []
    required = _required(pack, faults)
    entries = {kind: _entries(pack, kind, faults) for kind in LISTS}
    for kind, entry_type in LISTS.items():
        for entry in entries[kind]:
            faults.extend(_check_keys(entry, entry_type))
    for kind in ("types", *TERM_KINDS):
        faults.extend(_check_terms(kind, entries[kind]))
    others = {
        kind: [entry for other in required for entry in _entries(other, kind, [])]
        for kind in ("actors", "offices")
    }
    countries = check_places.country_codes([*required, pack])
    faults.extend(check_actors.check_actors(entries["actors"], others["actors"], countries))
    faults.extend(
        check_actors.check_offices(
            entries["offices"], entries["actors"] + others["actors"], countries
        )
    )
    faults.extend(check_places.check_tables(pack, countries, [*required, pack]))
    faults.extend(check_places.check_epochs(entries["epochs"], [*required, pack]))
    faults.extend(_check_inclusions(pack))
    faults.extend(_check_lexicons(pack))
    faults.extend(_check_crosswalks(pack))
    known = {each.text("id"): each for each in entries["actors"] + others["actors"]}
    faults.extend(check_series(pack, known))
    faults.extend(_check_files(pack))
    return tuple(faults)


def _required(pack: Pack, faults: list[Problem]) -> list[Pack]:
    """Return the packs that a pack requires, and check its pack.yaml."""
    head = read_marked(pack.folder / "pack.yaml")
    if isinstance(head, Problem):
        faults.append(head)
        return []
    keys = head.value if isinstance(head.value, dict) else {}
    faults.extend(
        keys[key].fault("unknown_key", _unknown(key, sorted(PACK_KEYS)))
        for key in sorted(set(keys) - PACK_KEYS)
    )
    faults.extend(
        head.fault("missing", f"pack.yaml lacks {key}: add it.")
        for key in ("name", "title", "version")
        if not head.text(key)
    )
    if head.text("name") not in {"", pack.name}:
        faults.append(
            keys["name"].fault(
                "wrong_name", f"The name is not that of the folder, {pack.name}: make them equal."
            )
        )
    found = []
    required = head.get("requires")
    for item in required.items() if required else []:
        try:
            found.append(open_pack(str(item.plain())))
        except PackNotFoundError as error:
            faults.append(item.fault("unknown_pack", str(error)))
    return found


def _entries(pack: Pack, kind: str, faults: list[Problem]) -> list[Marked]:
    """Return the marked entries of one kind; unreadable files and odd shapes become faults."""
    found: list[Marked] = []
    for file in pack.yaml_files(kind):
        content = read_marked(file)
        if isinstance(content, Problem):
            faults.append(content)
            continue
        listed = content.get(kind) or content
        for item in listed.items():
            if isinstance(item.value, dict):
                found.append(item)
            else:
                faults.append(
                    item.fault(
                        "wrong_shape",
                        f"{kind} is a list of entries: start each with `- code: value`.",
                    )
                )
    return found


def _check_keys(entry: Marked, kind: type) -> Iterator[Problem]:
    """Yield unknown, repeated and missing keys, wrong shapes and bad dates of an entry."""
    known = {item.name: item for item in fields(kind)}
    for key in entry.repeated:
        yield entry.fault("repeated_key", f"The key {key} stands twice: keep one.")
    for key, value in entry.value.items():
        if key not in known:
            yield value.fault("unknown_key", _unknown(key, list(known)))
            continue
        yield from _check_value(key, value, is_list=str(known[key].type).startswith("tuple"))
        if key == "holders":
            for holder in value.items():
                if isinstance(holder.value, dict):
                    yield from _check_keys(holder, Tenure)
    for name, item in known.items():
        optional = item.default is not MISSING or item.default_factory is not MISSING
        if not optional and name not in entry.value:
            yield entry.fault("missing", f"{_title(entry)} lacks the key {name}: add it.")


def _check_value(key: str, value: Marked, *, is_list: bool) -> Iterator[Problem]:
    if isinstance(value.value, dict) and key not in _MAPPINGS:
        yield value.fault(
            "wrong_shape",
            f"{key} is a mapping here, as after a bare ? in YAML: write the value, put it in "
            "quotes, or leave the key out.",
        )
    if is_list and not isinstance(value.value, list):
        yield value.fault("wrong_shape", f"{key} is a list: write [first, second].")
    elif is_list and key != "holders":
        for item in value.items():
            if not isinstance(item.value, str) or not item.value.strip():
                yield item.fault(
                    "wrong_shape", f"{key} is a list of texts: put {item.plain()!r} in quotes."
                )
    if key in _DATES and value.value is not None:
        try:
            _DATES[key](value.value)
        except EntryError as error:
            yield value.fault("bad_date", f"{key}: {str(error).split('. Run')[0]}.")


def _check_terms(kind: str, entries: Sequence[Marked]) -> Iterator[Problem]:
    first: dict[str, Marked] = {}
    for entry in entries:
        code = entry.text("code")
        if code in first:
            yield entry.fault(
                "duplicate",
                f"{kind}: the code {code} stands already in line {first[code].line}: rename one.",
            )
        first.setdefault(code, entry)
        for key in ("definition", "label"):
            if key in entry.value and not entry.text(key).strip():
                yield entry.fault("missing", f"{code} has an empty {key}: write it.")
        if not (entry.get("examples") and entry.get("counter_examples")):
            yield entry.fault(
                "missing",
                f"{code} needs at least one example and one counter-example, in your own words.",
            )
        if kind == "types":
            yield from _check_type(entry, code)


def _check_type(entry: Marked, code: str) -> Iterator[Problem]:
    given = entry.text("family")
    if code in FAMILIES and given != family(code):
        yield entry.fault(
            "wrong_family",
            f"{code} belongs to the family {family(code)}, on which identities rest: write that.",
        )
    violent = entry.get("violent")
    if violent is not None and not isinstance(violent.value, bool):
        yield violent.fault("wrong_shape", "violent is true or false.")


def _check_inclusions(pack: Pack) -> Iterator[Problem]:
    for file in pack.files("inclusion/*.yaml"):
        try:
            rule = read_inclusion(file)
        except (InclusionFormatError, PackUnreadableError) as error:
            yield _at(file, "wrong_shape", str(error))
            continue
        if rule.name != file.stem:
            yield _at(file, "wrong_name", f"The rule's name is not the file's, {file.stem}.")


def _check_lexicons(pack: Pack) -> Iterator[Problem]:
    for file in pack.files("lexicon/*.yaml"):
        content = read_marked(file)
        if isinstance(content, Problem):
            yield content
        elif not isinstance(content.value, dict):
            yield content.fault("wrong_shape", "A lexicon file is a mapping: name: [words].")
        else:
            for key in content.repeated:
                yield content.fault("repeated_key", f"The key {key} stands twice: join the two.")


def _check_crosswalks(pack: Pack) -> Iterator[Problem]:
    for file in pack.files("crosswalks/*.yaml"):
        try:
            read_crosswalk(file)
        except PackUnreadableError as error:
            yield _at(file, "wrong_shape", str(error))


def _check_files(pack: Pack) -> Iterator[Problem]:
    """Yield files that no reader looks at, which are mostly misspelt."""
    for file in pack.files("*.yaml"):
        if file.stem not in LISTS and file.stem not in _OTHER_FILES:
            yield _at(file, "unknown_file", _unknown(file.stem, sorted(LISTS), "file"))
    for folder in sorted(path for path in pack.folder.iterdir() if path.is_dir()):
        known = {*LISTS, *_OTHER_FOLDERS}
        if folder.name not in known and not folder.name.startswith((".", "__")):
            yield _at(folder, "unknown_file", _unknown(folder.name, sorted(known), "folder"))


def _at(file: Path, code: str, message: str) -> Problem:
    return Problem(where=f"{file}:1", code=code, message=message, stage="pack")


def _unknown(key: str, known: Sequence[str], what: str = "key") -> str:
    return f"Unknown {what} {key!r}: correct it to one of {', '.join(known)}, or remove it."


def _title(entry: Marked) -> str:
    for key in ("id", "code", "person", "name"):
        if entry.text(key):
            return entry.text(key)
    return "The entry"
