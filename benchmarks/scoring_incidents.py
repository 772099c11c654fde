"""The measures of the incidents benchmark: matching, field accuracy, links.

The protocol: in each article gold incidents and predicted violent rows are matched one to one by a
score (type family, date within its precision, place or province, toll); fields are scored on the
matches; links by B-cubed; negatives by whether any main incident was coded.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from typing import Any

Row = Mapping[str, Any]
FAMILY = {
    "suicide_bombing": "bomb",
    "bombing": "bomb",
    "armed_attack": "gun",
    "assassination": "gun",
    "ambush": "gun",
    "clash": "fight",
    "military_operation": "fight",
    "air_or_drone_strike": "air",
    "air_drone_strike": "air",
    "shelling": "shell",
    "kidnapping": "kidnap",
    "arson_or_sabotage": "arson",
    "arson_sabotage": "arson",
    "mob_violence": "mob",
    "attack_foiled": "foiled",
    "other": "other",
}
SAME_TYPE = {
    "air_or_drone_strike": "air_drone_strike",
    "arson_or_sabotage": "arson_sabotage",
    "ambush": "armed_attack",
}
_ALIAS = {
    "ttp": "tehreek e taliban pakistan",
    "tehrik-i-taliban pakistan": "tehreek e taliban pakistan",
    "pakistani taliban": "tehreek e taliban pakistan",
    "bla": "balochistan liberation army",
    "iskp": "islamic state khorasan",
    "is-k": "islamic state khorasan",
    "islamic state": "islamic state",
    "blf": "balochistan liberation front",
    "jua": "jamaat ul ahrar",
}
_GENERIC = frozenset(
    [
        "unidentified",
        "unknown",
        "gunmen",
        "militants",
        "terrorists",
        "attackers",
        "assailants",
        "bomber",
        "insurgents",
        "bandits",
        "rebels",
        "men",
        "armed",
        "suspected",
        "suicide",
        "jihadists",
        "extremists",
        "fighters",
        "separatists",
        "masked",
        "motorcyclists",
        "islamist",
        "attacker",
    ]
)
_PLACE_WORDS = frozenset(
    [
        "area",
        "district",
        "province",
        "near",
        "town",
        "city",
        "police",
        "station",
        "agency",
        "village",
        "north",
        "south",
        "west",
        "east",
    ]
)
_SPELLINGS = (
    (r"\bpakistani\b", "pakistan"),
    (r"\bbaloch\b", "balochistan"),
    (r"\btehr[ie]+k[ -]?[ie][ -]taliban( pakistan)?\b", "tehreek e taliban pakistan"),
    (r"\b(isis|isil|daesh|islamic state iraq and syria)\b", "islamic state"),
)
_SLACK = {"day": 1, "week": 7, "month": 31, "year": 366}
_NEAR_KINDS = frozenset({"gun", "fight", "bomb", "foiled"})
_UNSURE = frozenset({"blamed", "suspected", "inferred"})
_LEAST = 1.8


@dataclass(slots=True)
class Tally:
    """Counts over the articles scored so far."""

    main: list[int] = field(default_factory=lambda: [0, 0, 0])
    background: list[int] = field(default_factory=lambda: [0, 0, 0])
    fields: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    links: list[tuple[str, str]] = field(default_factory=list)
    # Day and district of each linked row, in the order of ``links``.
    where: list[tuple[str, str]] = field(default_factory=list)
    negatives: int = 0
    alarms: int = 0


def plain(name: str | None) -> str:
    """Return a name in lower-case letters and digits."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", (name or "").lower()).split())


def is_generic(name: str | None) -> bool:
    """Return whether a name names nobody."""
    words = set(plain(name).split())
    return not words or words <= _GENERIC


def canonical(name: str | None) -> str:
    """Return a name in the spelling under which it is compared."""
    found = plain(name)
    for pattern, spelling in _SPELLINGS:
        found = re.sub(pattern, spelling, found)
    for alias, full in _ALIAS.items():
        if re.search(rf"\b{re.escape(plain(alias))}\b", found):
            return full
    for variant, spelling in (
        ("jumaat ul ahrar", "jamaat ul ahrar"),
        ("jamat ul ahrar", "jamaat ul ahrar"),
        ("banaadir", "banadir"),
        ("burma ", "myanmar "),
    ):
        found = found.replace(variant, spelling)
    return found


def _day(text: str | None) -> date | None:
    parts = (text or "")[:10].split("-")
    try:
        numbers = [int(part) for part in parts]
        return date(*([*numbers, 1, 1])[:3])
    except (ValueError, TypeError):
        return None


def date_agrees(gold: Row, row: Row) -> bool | None:
    """Return whether a row's days lie within the gold day's precision; None if undated."""
    day = _day(gold.get("date"))
    first = _day(row.get("happened_from"))
    last = _day(row.get("happened_to") or row.get("happened_from"))
    if day is None or first is None:
        return None
    slack = timedelta(_SLACK.get(gold.get("date_precision") or "", 1))
    return first - slack <= day <= (last or first) + slack


def _words(*names: str | None) -> set[str]:
    return {
        word
        for name in names
        for word in plain(name).split()
        if len(word) > 3 and word not in _PLACE_WORDS
    }


def place_agrees(gold: Row, row: Row) -> bool | None:
    """Return whether any word of the places agrees; None if either is without a place."""
    want = _words(gold.get("place"), gold.get("admin1"))
    have = _words(row.get("place"), row.get("admin2"), row.get("admin1"))
    return None if not want or not have else bool(want & have)


def _family(name: object) -> str | None:
    return FAMILY.get(str(name))


def similarity(gold: Row, row: Row) -> float:
    """Return the score by which rows are matched to gold incidents."""
    want, have = _family(gold["type"]) or "other", _family(row.get("type")) or "other"
    foiled = want == "foiled" and row.get("status") == "foiled"
    score = 1.0 if want == have or foiled else (0.5 if {want, have} <= _NEAR_KINDS else 0.0)
    for agrees in (date_agrees(gold, row), place_agrees(gold, row)):
        score += 0.6 if agrees is None else (1.5 if agrees else -0.7)
    if gold.get("killed_min") is not None and row.get("killed_low") is not None:
        score += 1.0 if gold["killed_min"] == row["killed_low"] else -0.3
    return score


def _may_match(gold: Row, row: Row) -> bool:
    have = _family(row.get("type"))
    alternatives = [gold["type"], *(gold.get("type_alt") or [])]
    same = any(_family(name) == have for name in alternatives)
    same = same or {_family(gold["type"]), have} <= _NEAR_KINDS
    toll = gold.get("killed_min") is not None and gold["killed_min"] == row.get("killed_low")
    wrong = [date_agrees(gold, row), place_agrees(gold, row)].count(False)
    return same and (wrong == 0 or (wrong == 1 and toll))


def match(gold: Sequence[Row], rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Return the pairs (gold, row) of the best one-to-one match, greedily by score."""
    pairs = sorted(
        ((similarity(g, r), i, j) for i, g in enumerate(gold) for j, r in enumerate(rows)),
        reverse=True,
    )
    used_gold: set[int] = set()
    used_rows: set[int] = set()
    found = []
    for score, i, j in pairs:
        if (
            score >= _LEAST
            and i not in used_gold
            and j not in used_rows
            and _may_match(gold[i], rows[j])
        ):
            used_gold.add(i)
            used_rows.add(j)
            found.append((i, j))
    return found


def is_scored(row: Row) -> bool:
    """Return whether a row counts: a violent type, no summary, no mere plan."""
    return (
        row.get("part_of") != "summary"
        and row.get("type") in FAMILY
        and row.get("status") in {None, "actual", "foiled", "alleged"}
    )


def add_article(tally: Tally, gold: Row, rows: Iterable[Row]) -> None:
    """Score one article into the tally."""
    counted = [row for row in rows if is_scored(row)]
    if gold["focus"] == "negative":
        tally.negatives += 1
        tally.alarms += any(not row.get("background") for row in counted)
        return
    incidents = gold["incidents"]
    pairs = match(incidents, counted)
    for kind, is_background in ((tally.main, False), (tally.background, True)):
        wanted = {i for i, g in enumerate(incidents) if bool(g.get("background")) == is_background}
        found = {i for i, _ in pairs} & wanted
        matched_rows = {j for _, j in pairs}
        kind[0] += len(found)
        kind[1] += sum(
            bool(row.get("background")) == is_background
            for j, row in enumerate(counted)
            if j not in matched_rows
        )
        kind[2] += len(wanted - found)
    for i, j in pairs:
        _add_fields(tally, incidents[i], counted[j])


def _add_fields(tally: Tally, gold: Row, row: Row) -> None:
    for name, holds in judge(gold, row):
        tally.fields[name][0] += bool(holds)
        tally.fields[name][1] += 1
    if gold.get("incident_key"):
        link = row.get("incident_id") or f"none-{len(tally.links)}"
        tally.links.append((str(gold["incident_key"]), str(link)))
        day = str(gold.get("date") or "") if gold.get("date_precision") == "day" else ""
        tally.where.append((day, str(row.get("admin2") or "")))


def judge(gold: Row, row: Row) -> Iterable[tuple[str, bool]]:
    """Yield each field that can be judged on a match, and whether it is right."""
    types = {SAME_TYPE.get(t, t) for t in [gold["type"], *(gold.get("type_alt") or [])]}
    foiled = "attack_foiled" in types and row.get("status") == "foiled"
    yield "type", row.get("type") in types or foiled
    if gold.get("date") and gold.get("date_precision") == "day":
        days = {gold["date"], *(gold.get("date_alt") or [])}
        yield "day", (row.get("happened_from") or "")[:10] in days
    for effect in ("killed", "injured"):
        if gold.get(f"{effect}_min") is not None:
            yield f"{effect}_low", row.get(f"{effect}_low") == gold[f"{effect}_min"]
        else:
            yield f"{effect}_rightly_null", row.get(f"{effect}_low") in {None, 0}
    if gold.get("killed_attackers") is not None:
        yield "killed_attackers", row.get("killed_attackers_low") == gold["killed_attackers"]
    if gold.get("admin1"):
        want, have = gold["admin1"], row.get("admin1")
        yield (
            "admin1",
            plain(want) == plain(have)
            or bool(_words(want) & _words(have))
            or canonical(want) == canonical(have),
        )
    yield "perpetrator", _perpetrator_agrees(gold, row)
    if gold.get("claimed_by"):
        yield (
            "claimed_by",
            any(_contains(gold["claimed_by"], name) for name in _names(row, "claimed_by")),
        )
    yield "background_flag", bool(gold.get("background")) == bool(row.get("background"))


def _names(row: Row, key: str) -> list[str]:
    return [
        one if isinstance(one, str) else str(one.get("name") or one.get("text") or "")
        for one in row.get(key) or []
    ]


def _contains(one: str, other: str) -> bool:
    a, b = canonical(one), canonical(other)
    return a in b or b in a


def _perpetrator_agrees(gold: Row, row: Row) -> bool:
    sure = [p for p in row.get("perpetrators") or [] if p.get("attribution") not in _UNSURE]
    names = [canonical(p.get("name") or p.get("text")) for p in sure]
    want = canonical(gold.get("perpetrator"))
    if not want or is_generic(gold.get("perpetrator")):
        return all(is_generic(name) for name in names)
    return any(
        name and (want in name or name in want or len(_words(want) & _words(name)) >= 2)
        for name in names
    )


def f1(found: int, false: int, missed: int) -> float:
    """Return F1 from counts; 0 where nothing was found."""
    return 2 * found / (2 * found + false + missed) if found else 0.0


def b_cubed(links: Sequence[tuple[str, str]]) -> float:
    """Return the B-cubed F1 of pairs (true key, predicted key)."""
    if not links:
        return 0.0
    precision = recall = 0.0
    for key, cluster in links:
        both = sum(link == (key, cluster) for link in links)
        precision += both / sum(c == cluster for _, c in links)
        recall += both / sum(k == key for k, _ in links)
    precision, recall = precision / len(links), recall / len(links)
    return 2 * precision * recall / (precision + recall)


def false_merges(tally: Tally) -> tuple[int, int]:
    """Return the pairs of two incidents that are linked, and those of one day and district."""
    told = zip(tally.links, tally.where, strict=True)
    wrong = [
        (one, other)
        for (link, one), (other_link, other) in combinations(told, 2)
        if link[0] != other_link[0] and link[1] == other_link[1]
    ]
    return len(wrong), sum(one == other and all(one) for one, other in wrong)


def figures(tally: Tally) -> dict[str, float]:
    """Return the figures, fractions from 0 to 1; ``negatives`` is the share kept clean."""
    found, false, missed = (m + b for m, b in zip(tally.main, tally.background, strict=True))
    merged, close = false_merges(tally)
    counts = {name: right / n for name, (right, n) in sorted(tally.fields.items())}
    return {
        "main_f1": f1(*tally.main),
        "main_precision": tally.main[0] / (tally.main[0] + tally.main[1] or 1),
        "main_recall": tally.main[0] / (tally.main[0] + tally.main[2] or 1),
        "all_f1": f1(found, false, missed),
        "negatives": 1 - tally.alarms / tally.negatives if tally.negatives else 1.0,
        **counts,
        "links_b3_f1": b_cubed(tally.links),
        "links_false_pairs": float(merged),
        "links_false_same_day_district": float(close),
    }
