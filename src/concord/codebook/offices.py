"""Titles of offices and names of their holders in texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.codebook.phrases import Hit, PhraseIndex
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from concord.codebook.entries import Office, Tenure
    from concord.codebook.tables import Country

_NEXT_NAME = lazy_regex(r"[ -](?=[A-Z\u00c0-\u00de])")
_NAMED = r"[A-Z\u00c0-\u00de][\w-]+(?:['\u2019](?!s\b)[\w-]+)*"
_NAME_BEHIND = lazy_regex(rf" (?P<name>{_NAMED}(?: {_NAMED}){{0,3}})")
_WORD_BEFORE = lazy_regex(r"([^\W\d_][\w'\u2019]*)\.? $")
# Words that may stand before a surname without being part of the name.
_BEFORE_SURNAMES = frozenset(
    """
    a after and as at because before both but by cm dr for from gen general governor he however if
    in it its justice lt maj maulana minister mr mrs ms mufti mullah on or over pm premier president
    prime senator sheikh since so that the then though under until when where which while with
    """.split()  # noqa: SIM905 - words read better than a list of strings
)

_Filed = tuple[str, str | None, bool]  # office id, person (None: a title), bare title


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeMatch:
    """A title (``person`` None) or a holder's name in a text.

    ``in_office`` says whether the person held the office on the day asked for; a former holder
    speaks for ``party`` at most. ``bare`` marks a title that named no country.
    """

    start: int
    end: int
    text: str
    office_id: str
    person: str | None = None
    in_office: bool = True
    party: str | None = None
    bare: bool = False


class OfficeNames:
    """The titles, bare titles and holders' names of the offices of a codebook."""

    def __init__(self, offices: Mapping[str, Office], countries: Iterable[Country]) -> None:
        self._offices = offices
        self._index: PhraseIndex[_Filed] = PhraseIndex()
        self._places: PhraseIndex[str] = PhraseIndex()
        for country in countries:
            for name in (country.name, *country.names, *country.demonyms):
                self._places.add(name, country.iso2)
        for office in offices.values():
            for title in (office.title, *office.aliases):
                self._index.add(title, (office.id, None, False))
            for title in office.bare:
                self._index.add(title, (office.id, None, True))
            for tenure in office.holders:
                for name in (tenure.person, *tenure.aliases):
                    self._index.add(name, (office.id, tenure.person, False))

    def find(
        self, text: str, *, on: date | None, country: str | None, bare: bool
    ) -> tuple[OfficeMatch, ...]:
        """Return titles and holders' names in a text."""
        found: dict[int, OfficeMatch] = {}
        for hit in self._index.find(text):
            match = self._person(hit, text, on) or self._title(
                hit, text, country=country, bare=bare
            )
            for made in (match, self._holder_behind(hit, text, on)):
                if made is not None:
                    found[made.start] = made
        return tuple(found[start] for start in sorted(found))

    def _holder_behind(self, hit: Hit[_Filed], text: str, on: date | None) -> OfficeMatch | None:
        """Return who held an office of a title on the day, by part of the name after the title.

        "CM Bugti" is the one chief minister of that day with Bugti in the name, whoever else bears
        it and whatever other province has a chief minister.
        """
        name = _NAME_BEHIND.match(text, hit.end)
        if name is None:
            return None
        words = _words(name["name"])
        held = [
            (tenure, office_id)
            for office_id, person, _ in hit.values
            for tenure in self._offices[office_id].holders
            if person is None
            and (_covers(tenure, on) if on else tenure.until is None)
            and any(words <= _words(full) for full in (tenure.person, *tenure.aliases))
        ]
        if len(held) != 1:
            return None
        tenure, office_id = held[0]
        return OfficeMatch(
            start=name.start("name"), end=name.end("name"), text=name["name"], office_id=office_id,
            person=tenure.person, party=tenure.party,
        )  # fmt: skip

    def _person(self, hit: Hit[_Filed], text: str, on: date | None) -> OfficeMatch | None:
        held = [
            (tenure, office_id)
            for office_id, person, _ in hit.values
            for tenure in self._offices[office_id].holders
            if person is not None and tenure.person == person
        ]
        if not held or _is_part_of_name(hit, text):
            return None
        tenure, office_id = max(held, key=lambda item: _closeness(item[0], on))
        return OfficeMatch(
            start=hit.start,
            end=hit.end,
            text=hit.text,
            office_id=office_id,
            person=tenure.person,
            in_office=_covers(tenure, on) if on else tenure.until is None,
            party=tenure.party,
        )

    def _title(
        self, hit: Hit[_Filed], text: str, *, country: str | None, bare: bool
    ) -> OfficeMatch | None:
        titles = [(filed[0], filed[2]) for filed in hit.values if filed[1] is None]
        full = [office_id for office_id, is_bare in titles if not is_bare]
        if full:
            return _titled(hit, full[0], bare=False)
        here = [
            office_id
            for office_id, _ in titles
            if country is None or self._offices[office_id].country == country
        ]
        if not bare or len(here) != 1 or self._is_foreign(text, hit.start, here[0]):
            return None
        return _titled(hit, here[0], bare=True)

    def _is_foreign(self, text: str, start: int, office_id: str) -> bool:
        """Return whether another country stands right before a bare title ("Indian ...")."""
        before = text[max(0, start - 30) : start]
        last = None
        for hit in self._places.find(before):
            if not before[hit.end :].strip(" '\u2019s"):
                last = hit
        return last is not None and self._offices[office_id].country not in last.values


def _words(name: str) -> frozenset[str]:
    return frozenset(name.replace("-", " ").split())


def _is_part_of_name(hit: Hit[_Filed], text: str) -> bool:
    """Return whether a lone surname stands inside somebody else's name ("Abdul Ghani Baradar")."""
    if " " in hit.text:
        return False
    if _NEXT_NAME.match(text, hit.end):
        return True
    before = _WORD_BEFORE.search(text[max(0, hit.start - 30) : hit.start])
    return (
        before is not None
        and before[1][0].isupper()
        and before[1].casefold() not in _BEFORE_SURNAMES
    )


def _titled(hit: Hit[_Filed], office_id: str, *, bare: bool) -> OfficeMatch:
    return OfficeMatch(start=hit.start, end=hit.end, text=hit.text, office_id=office_id, bare=bare)


def tenure_on(office: Office, on: date) -> Tenure | None:
    """Return the tenure of an office on a day, the later one on the day of a handover."""
    held = [tenure for tenure in office.holders if _covers(tenure, on)]
    return max(held, key=lambda tenure: tenure.since) if held else None


def _covers(tenure: Tenure, on: date) -> bool:
    return tenure.since <= on and (tenure.until is None or on <= tenure.until)


def _closeness(tenure: Tenure, on: date | None) -> tuple[bool, bool, date]:
    """Order tenures: the one of the day, then those already begun, then the latest."""
    if on is None:
        return (tenure.until is None, True, tenure.since)
    return (_covers(tenure, on), tenure.since <= on, tenure.since)
