"""What an address asks for: a scope, the wishes beside it, the order and the page; and back.

The keys are those of the command line's scope options, so that an address can be read, shared and
typed. A list is set apart by commas, or its key is given several times.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from concord.analysis.groups import GROUPINGS
from concord.analysis.shares import members
from concord.codebook.counting import shipped_inclusions
from concord.errors import ConcordError
from concord.model import Scope
from concord.record.choosing import SORTS, Wishes, choose
from concord.record.scoping import check_known, parse_scope, ready
from concord.web.shelf import Edition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.datastructures import QueryParams

    from concord.record.choosing import Chosen, Matched
    from concord.web.shelf import Shelf

LISTS = (
    "places", "countries", "actors", "categories", "types", "statuses", "datasets", "sources",
)  # fmt: skip
SINGLE = ("since", "until", "run", "release", "inclusion", "reviewed")
SCOPE = (*SINGLE[:2], *LISTS, *SINGLE[2:])
WISH_LISTS = ("targets", "review")
WISHES = ("q", *WISH_LISTS, "killed", "origins", "disputed", "counted", "group")
ARRANGING = ("sort", "page")
KNOWN = (*SCOPE, *WISHES)
TRUTHS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
LONGEST = 4000
MOST_PERSONS = 1_000_000


class UnreadableAddressError(ConcordError):
    """An address that asks for something that cannot be."""

    def __init__(self, name: str, value: str, wanted: str) -> None:
        super().__init__(f"{name} cannot be {value[:80]!r} in an address: give {wanted}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an address asks for; ``given`` are its keys and values in their canonical order.

    ``group`` is a grouping of the analyses and a name in it: the incidents of one row of *Who did
    it*, no more and no fewer.
    """

    given: Mapping[str, tuple[str, ...]]
    scope: Scope
    wishes: Wishes
    q: str = ""
    group: tuple[str, str] | None = None
    sort: str = "newest"
    page: int = 1

    @property
    def edition(self) -> Edition:
        """Return the run or release that is read."""
        return Edition(run=self.scope.run, release=self.scope.release)

    def link(self, path: str = "", **changes: str | Iterable[str] | None) -> str:
        """Return the address with keys changed (None takes one away); it starts at page one."""
        kept: dict[str, tuple[str, ...]] = dict(self.given)
        for name, value in changes.items():
            values = (value,) if isinstance(value, str) else tuple(value or ())
            kept[name] = values
        pairs = [(name, ",".join(kept[name])) for name in (*KNOWN, *ARRANGING) if kept.get(name)]
        pairs += [(n, ",".join(v)) for n, v in kept.items() if n not in (*KNOWN, *ARRANGING) and v]
        query = urlencode(pairs, safe=",:", quote_via=quote)
        return f"{path}?{query}" if query else path or "?"

    def toggle(self, name: str, value: str, path: str = "") -> str:
        """Return the address with a word added to a list, or taken out of it."""
        values = self.given.get(name, ())
        changed = tuple(v for v in values if v != value) if value in values else (*values, value)
        return self.link(path, **{name: changed})

    def has(self, name: str, value: str) -> bool:
        """Return whether the address gives this word for the key."""
        return value in self.given.get(name, ())


def read_address(params: QueryParams | Mapping[str, str], shelf: Shelf) -> Asked:
    """Return what an address asks for; raises UnreadableAddressError and InvalidScopeError."""
    given = _given(params)
    options: dict[str, object] = {name: given[name] for name in LISTS if name in given}
    options |= {name: given[name][0] for name in SINGLE if name in given}
    if "reviewed" in options:
        options["reviewed"] = _truth("reviewed", given)
    if "inclusion" in options and options["inclusion"] not in shipped_inclusions():
        # A path would let an address read this machine's files.
        wanted = "one of " + ", ".join(shipped_inclusions())
        raise UnreadableAddressError("inclusion", str(options["inclusion"]), wanted)
    scope = parse_scope(**options)
    check_known(scope, shelf.editions(), shelf.book)
    if scope.release is not None:
        shelf.record.find_release(scope.release)
    q = " ".join(given.get("q", ()))
    sort = _one_of("sort", given, SORTS) or "newest"
    return Asked(
        given={name: values for name, values in given.items() if name not in ARRANGING},
        scope=scope,
        wishes=_wishes(given, shelf.search(q) if q else None),
        q=q,
        group=_group(given),
        sort=sort,
        page=_number("page", given, 100_000) or 1,
    )


def _given(params: QueryParams | Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    pairs = params.multi_items() if hasattr(params, "multi_items") else params.items()
    for name, value in pairs:
        if name not in (*KNOWN, *ARRANGING):
            continue
        if len(value) > LONGEST:
            raise UnreadableAddressError(name, value, f"at most {LONGEST} characters")
        many = name in (*LISTS, *WISH_LISTS)
        words = value.split(",") if many else [value]
        found.setdefault(name, []).extend(w.strip() for w in words if w.strip())
    ordered = (name for name in (*KNOWN, *ARRANGING) if found.get(name))
    return {name: tuple(dict.fromkeys(found[name])) for name in ordered}


def _wishes(given: Mapping[str, tuple[str, ...]], words: Matched | None) -> Wishes:
    return Wishes(
        targets=given.get("targets", ()),
        killed=_number("killed", given, MOST_PERSONS),
        sources=_number("origins", given, MOST_PERSONS),
        disputed=_truth("disputed", given),
        counted=_truth("counted", given),
        review=given.get("review", ()),
        words=words,
    )


def _group(given: Mapping[str, tuple[str, ...]]) -> tuple[str, str] | None:
    value = given.get("group", ("",))[0]
    by, _, name = value.partition(":")
    if value and (by not in GROUPINGS or not name):
        wanted = f"one of {', '.join(GROUPINGS)}, a colon and a name"
        raise UnreadableAddressError("group", value, wanted)
    return (by, name) if value else None


def _truth(name: str, given: Mapping[str, tuple[str, ...]]) -> bool | None:
    value = given.get(name, ("",))[0].lower()
    if value and value not in TRUTHS:
        raise UnreadableAddressError(name, value, "true or false")
    return TRUTHS.get(value)


def _number(name: str, given: Mapping[str, tuple[str, ...]], most: int) -> int | None:
    value = given.get(name, ("",))[0]
    if not value:
        return None
    if not (value.isascii() and value.isdigit()) or not 0 <= int(value[:12]) <= most:
        raise UnreadableAddressError(name, value, f"a whole number up to {most:,}")
    return int(value)


def _one_of(name: str, given: Mapping[str, tuple[str, ...]], words: tuple[str, ...]) -> str:
    value = given.get(name, ("",))[0]
    if value and value not in words:
        raise UnreadableAddressError(name, value, "one of " + ", ".join(words))
    return value


def choose_rows(shelf: Shelf, asked: Asked) -> Chosen:
    """Return the incidents that an address asks for."""
    listing = shelf.listing(asked.edition)
    key = ("chosen", tuple(asked.given.items()))

    def chosen() -> Chosen:
        wishes = asked.wishes
        if asked.group is not None:
            by, name = asked.group
            wishes = replace(wishes, ids=frozenset(members(shelf.view(asked), by=by, name=name)))
        return choose(listing, ready(asked.scope, shelf.book), wishes)

    return shelf.keep(key, chosen)
