"""The script that a user would write at home, as a peer: keywords, a date parser, a gazetteer.

One main incident per paragraph that holds a word of attack: its type by the first keyword that
fits, its day by `dateparser` (relative to the publication date), its place by the most populous
namesake of the longest capitalised run, its dead and injured by "N ... killed". Written once, in an
afternoon's manner, before it was scored; it uses no lexicon of Concord's, only its gazetteer.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from concord.codebook.book import Codebook

KEYWORDS = (
    ("suicide_bombing", r"suicide (?:bomb|attack|blast|bomber)"),
    ("air_drone_strike", r"air ?strikes?|drone strikes?|drone attack"),
    ("bombing", r"bomb|blast|explosion|exploded|ied\b|landmine"),
    ("kidnapping", r"kidnap|abduct|hostage"),
    (
        "military_operation",
        r"operation|raid|militants (?:were )?killed|terrorists (?:were )?killed",
    ),
    ("clash", r"clash|exchange of fire|gunbattle|gun battle|firefight"),
    ("shelling", r"shelling|mortar|rocket"),
    ("armed_attack", r"gunmen|opened fire|shot dead|attack|ambush|stormed|firing"),
)
WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "a": 1,
}  # fmt: skip
_NUMBER = rf"(\d[\d,]*|{'|'.join(WORDS)})"
KILLED = re.compile(
    rf"\b{_NUMBER}\s+(?:[\w-]+\s+){{0,4}}?(?:were\s+|was\s+)?(?:killed|dead|died|martyred)"
    rf"|(?:killed|killing|claimed|martyred)\s+(?:at least\s+)?{_NUMBER}\b",
    re.IGNORECASE,
)
INJURED = re.compile(
    rf"\b{_NUMBER}\s+(?:[\w-]+\s+){{0,4}}?(?:were\s+|was\s+)?(?:injured|wounded|hurt)"
    rf"|(?:injured|injuring|wounded|wounding)\s+(?:at least\s+)?{_NUMBER}\b",
    re.IGNORECASE,
)
GROUPS = re.compile(
    r"\b(?:TTP|Tehr[ie]+k[\w -]*Taliban[\w ]*|BLA|Baloch\w* Liberation Army|ISKP|IS-K|Islamic State"
    r"|Boko Haram|al[- ]Shabaab|JuA|Jamaat-ul-Ahrar|BLF|Lashkar-e-\w+|Taliban|ISWAP"
    r"|JNIM|al[- ]Qa\w+)\b"
)
RUN = re.compile(r"\b[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+){0,3}")


def rows_of(entry: Mapping[str, Any], book: Codebook) -> Iterator[dict[str, Any]]:
    """Yield a row per paragraph with an attack, in the columns of the export of events."""
    for number, paragraph in enumerate(filter(str.strip, entry["text"].split("\n"))):
        kind = next((k for k, p in KEYWORDS if re.search(p, paragraph, re.IGNORECASE)), None)
        if kind is None:
            continue
        day = _day(paragraph, entry.get("published"))
        group = GROUPS.search(paragraph)
        place = _place(paragraph, book)
        yield {
            "id": f"{entry['id']}-{number}",
            "document_external_id": entry["id"],
            "document_id": entry["id"],
            "incident_id": f"{entry['id']}-{number}",
            "type": kind,
            "status": "actual",
            "background": False,
            "happened_from": day,
            "happened_to": day,
            "happened_precision": "day",
            "killed_low": _count(KILLED, paragraph),
            "injured_low": _count(INJURED, paragraph),
            "perpetrators": [{"name": group.group(), "attribution": "stated"}] if group else [],
            "claimed_by": [],
            "denied_by": [],
            **place,
        }


def code_all(entries: Iterable[Mapping[str, Any]], book: Codebook) -> list[dict[str, Any]]:
    """Return the rows of many texts."""
    return [row for entry in entries for row in rows_of(entry, book)]


def _count(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.search(text)
    if match is None:
        return None
    word = next(g for g in match.groups() if g)
    return WORDS.get(word.lower()) or int(word.replace(",", ""))


def _day(text: str, published: str | None) -> str | None:
    from dateparser.search import search_dates

    base = datetime.fromisoformat(f"{published}-01-01"[:10]) if published else None
    settings: dict[str, Any] = {"PREFER_DATES_FROM": "past"}
    settings |= {"RELATIVE_BASE": base} if base else {}
    found = search_dates(text, languages=["en"], settings=settings)
    if not found:
        return published[:10] if published else None
    return str(found[0][1].date().isoformat())


def _place(text: str, book: Codebook) -> dict[str, str | None]:
    for match in sorted(RUN.finditer(text), key=lambda m: -len(m.group())):
        hit = _lookup(match.group(), book)
        if hit:
            return dict(zip(("place", "admin1", "country"), hit, strict=True))
    return {"place": None, "admin1": None, "country": None}


@lru_cache(maxsize=10_000)
def _lookup(name: str, book: Codebook) -> tuple[str, str | None, str] | None:
    found = book.gazetteer.find(name, similar=False)
    if not found:
        return None
    best = max(found, key=lambda p: p.population)
    return best.name, best.admin1, best.country
