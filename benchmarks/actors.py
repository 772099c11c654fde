"""Actors and the pack: ``python -m benchmarks.actors [--file TEXTS GOLD] [--json]``.

- ``perpetrator``: who did it, resolved or rightly unknown, of the events that are found: the gold
  incidents of ``--file`` (default: the development split of ``incidents_dev``) by the measure of
  ``benchmarks.incidents``; ``satp_perpetrator``: on ``satp_events``, a gold perpetrator that the
  codebook names must be among those coded, as the same actor; one that it cannot resolve needs
  words that overlap; an event without one must have none.
- The table of incidents shows by form of the gold perpetrator, claimant and province how many are
  right, and of the others how many are missed (nothing is coded), invented or another one.
- ``ucdp_actors``: of the names in side_a and side_b of UCDP GED Pakistan, by events, the share that
  resolves to an actor on the day of the event; ``ucdp_actors_names``: by distinct names.
- ``ucdp_district``: of its places (``places_from_events.tsv``) in a district, the share that the
  gazetteer puts into that district as of 2017; ``ucdp_district_events`` weighs them by events.
- ``names_known``: of the perpetrators and of the places in the gold incidents, the share that the
  codebook knows. ``--missing`` lists those that it does not.
- ``--train-half read|unread`` scores training texts instead (``benchmarks/actor_halves.py``).
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import actor_halves as halves
from benchmarks import scoring_incidents as scoring
from benchmarks.incidents import event_rows, make_document, read_lines
from benchmarks.incidents import score as score_incidents
from benchmarks.satp import locate, score_events
from concord.codebook.book import Codebook, load
from concord.codebook.names import sound_key
from concord.codebook.tables import open_text
from concord.coding import DEFAULT_ENGINE, code, prepare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from concord.model import Event, Participant

DATA = Path(os.environ.get("CONCORD_DATA", "../shared/data"))
# Units as they were in UCDP's years, before the tribal agencies were merged into the province.
UNITS_ON = date(2017, 6, 30)
_UNIT_WORDS = re.compile(r"\s+(?:district|agency|distrcit|tribal district)$", re.IGNORECASE)
_SORT_WORDS = re.compile(r"\s+(?:town|city|villages?|area)$", re.IGNORECASE)
_IN_A_DISTRICT = frozenset("123")  # UCDP's where_prec: a point, near a point, a district


def read_events(file: Path) -> Iterator[dict[str, Any]]:
    """Yield the events of a JSON lines file, plain or gzipped."""
    with open_text(file) as lines:
        for line in lines:
            yield json.loads(line)


def resolved_names(events: Iterable[dict[str, Any]], book: Codebook) -> dict[str, list[int]]:
    """Return for each name of a side how many of its events resolve it, and how many there are."""
    counts: dict[str, list[int]] = {}
    for event in events:
        on = date.fromisoformat(event["date_start"])
        for name in (event["side_a"], event["side_b"]):
            if name.lower() != "civilians":
                count = counts.setdefault(name, [0, 0])
                count[0] += book.resolve_actor(name, on=on, country="PK") is not None
                count[1] += 1
    return counts


def district_of(place: str, admin1: str, book: Codebook, *, kind: str = "") -> set[str]:
    """Return the names, now and in 2017, of the district that the gazetteer gives first."""
    name = _SORT_WORDS.sub("", place)
    found = book.gazetteer.find(place, country="PK") or book.gazetteer.find(name, country="PK")
    here = [p for p in found if p.country == "PK" and (kind in {"", p.kind})]
    inside = [p for p in here if _same_unit(p.admin1, admin1)] or here
    if not inside:
        return set()
    then = book.gazetteer.as_of(inside[0], UNITS_ON)
    units = [p.name if p.kind == "admin2" else p.admin2 for p in (inside[0], then)]
    return {unit for unit in units if unit}


def _same_unit(name: str | None, given: str) -> bool:
    return bool(name) and sound_key(name or "")[:6] == sound_key(given)[:6]


def score_places(rows: Sequence[dict[str, str]], book: Codebook) -> tuple[float, float, list[str]]:
    """Return the shares of places in their right district, plain and by events, and the others."""
    right = events = total = 0
    wrong = []
    rows = [r for r in rows if r["where_prec"] in _IN_A_DISTRICT and r["adm_2"]]
    for row in rows:
        number = int(row["n_events"])
        units = district_of(row["place"], row["adm_1"], book)
        fits = bool(units & _district_names(row["adm_2"], book))
        right += fits
        events += number * fits
        total += number
        if not fits:
            wrong.append(f"{row['place']} ({row['adm_2']}, {number}) -> {sorted(units)}")
    return right / max(1, len(rows)), events / max(1, total), wrong


def _district_names(given: str, book: Codebook) -> set[str]:
    """Return UCDP's name of a district and those that the gazetteer has for it."""
    name = _UNIT_WORDS.sub("", given).replace("FR ", "Frontier Region ")
    found = book.gazetteer.find(name, country="PK")
    units = [place for place in found if place.country == "PK" and place.kind == "admin2"]
    then = [book.gazetteer.as_of(place, UNITS_ON) for place in units]
    return {name, given, *(place.name for place in (*units[:1], *then[:1]))}


def score_satp(
    texts: Sequence[dict[str, Any]],
    gold: dict[str, dict[str, Any]],
    book: Codebook,
    engine: str = DEFAULT_ENGINE,
) -> tuple[dict[str, list[int]], list[str]]:
    """Return hits and events by the form of the gold perpetrator, and the events that differ.

    Events found by family count; the forms are those of ``form_of``.
    """
    forms: dict[str, list[int]] = {}
    wrong = []
    documents = [make_document(entry) for entry in texts]
    codings = code(documents, book, engine=engine)
    for document, coding in zip(documents, codings, strict=True):
        events = [e for e in gold[str(document.external_id)]["events"] if e.get("trigger")]
        prepared = prepare(document, book)
        for i, j in score_events(prepared, events, coding.events, by_family=True):
            wanted = _listed(events[i].get("perpetrator"))
            fits = agrees(document.text, wanted, coding.events[j], book)
            counts = forms.setdefault(form_of(document.text, wanted, book), [0, 0])
            counts[0] += fits
            counts[1] += 1
            if not fits:
                have = [p.text for p in coding.events[j].perpetrators]
                wrong.append(f"{document.external_id}: {wanted} -> {have}")
    return forms, wrong


def form_of(text: str, wanted: Sequence[Any], book: Codebook) -> str:
    """Return how a text names a perpetrator: nobody, several, known, named only here, generic."""
    if not wanted:
        return "nobody"
    if len(wanted) > 1:
        return "several"
    start, end = locate(text, wanted[0])
    if book.find_actors(text[start:end]):
        return "known to the codebook"
    words = text[start:end].split()[1:] or text[start:end].split()
    return "named only here" if any(word[0].isupper() for word in words) else "generic words"


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def agrees(text: str, wanted: Sequence[Any], event: Event, book: Codebook) -> bool:
    """Return whether an event's perpetrators are the gold ones, each resolved or rightly unknown.

    Generic words ("the militants") are rightly unknown where generic words, or forces of a country,
    stand for them, or those who claim it.
    """
    coded = [p for p in event.perpetrators if p.actor_id or p.start is not None]
    if not wanted:
        return not any(p.actor_id for p in coded)
    return all(_is_among(text, entry, coded, book) for entry in wanted)


def _is_among(text: str, entry: Any, coded: Sequence[Participant], book: Codebook) -> bool:
    start, end = locate(text, entry)
    known = {m.actor_id for m in book.find_actors(text[start:end])}
    if known:
        return bool(known & {p.actor_id for p in coded if p.actor_id})
    if not coded:
        return True
    spans = [(p.start, p.end) for p in coded]
    if any(s is not None and e is not None and s < end and start < e for s, e in spans):
        return True
    if form_of(text, [entry], book) != "generic words":
        return False
    return any(p.attribution == "claimed" or p.name is None or _is_force(p) for p in coded)


def _is_force(one: Participant) -> bool:
    return (one.actor_id or "").startswith(("sec-", "mil-", "pol-"))


def score_documents(
    gold: Sequence[dict[str, Any]], rows: Iterable[dict[str, Any]], book: Codebook
) -> dict[str, Counter[str]]:
    """Return for each form of a gold field how many are right, missed, invented or another one.

    Of those that are not right: whether the coded one is the same actor by another name, and
    whether another event of the text has the right one.
    """
    by_text: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_text.setdefault(row["document_external_id"], []).append(row)
    table: dict[str, Counter[str]] = {}
    for article in gold:
        if article["focus"] == "negative":
            continue
        coded = by_text.get(article["id"], [])
        found = [row for row in coded if scoring.is_scored(row)]
        incidents = article["incidents"]
        for i, j in scoring.match(incidents, found):
            judged = dict(scoring.judge(incidents[i], found[j]))
            for field in sorted({"perpetrator", "claimed_by", "admin1"} & judged.keys()):
                form = f"{field}: {_form(field, incidents[i], book)}"
                outcome = "right"
                if not judged[field]:
                    outcome = _failure(field, incidents[i], found[j], coded, book)
                table.setdefault(form, Counter())[outcome] += 1
    return table


def _form(field: str, incident: dict[str, Any], book: Codebook) -> str:
    """Return how a field of a gold incident is filled."""
    name = incident.get(field)
    if field == "admin1":
        return "at home" if incident.get("country") == "Pakistan" else "abroad"
    if scoring.is_generic(name):
        return "nobody named"
    if not book.find_actors(str(name)):
        return "not in the codebook"
    return "named, claimed" if incident.get("claimed_by") else "named, not claimed"


def _failure(
    field: str,
    incident: dict[str, Any],
    row: dict[str, Any],
    rows: Sequence[dict[str, Any]],
    book: Codebook,
) -> str:
    """Return what went wrong: nothing coded, somebody where nobody is named, or another one."""
    key = {"perpetrator": "perpetrators"}.get(field, field)
    if field == "perpetrator" and scoring.is_generic(incident.get("perpetrator")):
        return "invented"
    if field != "admin1":
        meant = book.resolve_actor(str(incident[field]))
        if meant and meant.id in {one["actor_id"] for one in row.get(key) or []}:
            unsure = field == "perpetrator" and not _is_sure(row[key], meant.id)
            return "only unsure" if unsure else "the same by another name"
        if any(dict(scoring.judge(incident, other)).get(field) for other in rows):
            return "with another event"
    return "another" if row.get(key) else "missed"


def _is_sure(people: Sequence[dict[str, Any]], actor_id: str) -> bool:
    return any(p["actor_id"] == actor_id and p["attribution"] in halves.SURE for p in people)


def missing_names(gold: Iterable[dict[str, Any]], book: Codebook) -> dict[str, Counter[str]]:
    """Return the perpetrators and the places of gold incidents that the codebook does not know."""
    found: dict[str, Counter[str]] = {"actors": Counter(), "places": Counter(), "all": Counter()}
    for article in gold:
        for incident in article["incidents"]:
            name = incident.get("perpetrator")
            if name and not scoring.is_generic(name):
                found["all"]["actors"] += 1
                if not (book.resolve_actor(name) or book.find_actors(name)):
                    found["actors"][name] += 1
            for part in _place_parts(incident.get("place")):
                found["all"]["places"] += 1
                if not book.gazetteer.find(part, country=book.homes[0] if book.homes else None):
                    found["places"][part] += 1
    return found


def _place_parts(place: str | None) -> list[str]:
    return [part.strip() for part in re.split(r"[,;(]| in | of ", place or "") if part.strip()]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; exit status 0 also where the data is missing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.actors", description=__doc__)
    folder = DATA / "incidents_dev"
    default = [folder / "texts.jsonl", folder / "gold.jsonl"]
    parser.add_argument("--file", type=Path, nargs=2, default=default, metavar=("TEXTS", "GOLD"))
    parser.add_argument("--engine", default=DEFAULT_ENGINE)
    parser.add_argument("--missing", action="store_true", help="list what is not known or wrong")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--train-half", choices=halves.HALVES, help="score training texts")
    options = parser.parse_args(arguments)
    if options.train_half:
        return _print_half(options.train_half, options)
    if not all(file.exists() for file in options.file):
        print(f"actors: skipped, no data at {options.file[0].parent} (set CONCORD_DATA)")
        return 0
    book = load()
    texts, gold = (read_lines(file) for file in options.file)
    rows = event_rows(texts, book, options.engine)
    _print_forms(score_documents(gold, rows, book))
    tally = score_incidents(gold, rows)
    right, total = tally.fields["perpetrator"]
    figures = {"perpetrator": right / max(1, total)}
    for name in ("claimed_by", "admin1"):
        right, total = tally.fields[name]
        figures[name] = right / max(1, total)
    missing = missing_names(gold, book)
    asked = missing["all"].total()
    unknown = missing["actors"].total() + missing["places"].total()
    figures["names_known"] = 1 - unknown / max(1, asked)
    lists = {f"{kind} not known": _told(missing[kind]) for kind in ("actors", "places")}
    if options.file == default:
        lists |= _add_satp(figures, book, options.engine) | _add_ucdp(figures, book)
    for name, value in figures.items():
        print(f"  {name:22s} {value:.3f}")
    for title, lines in lists.items() if options.missing else ():
        print(f"{title}: {len(lines)}")
        for line in lines:
            print(f"    {line}")
    if options.json:
        print(json.dumps({name: round(value, 4) for name, value in figures.items()}))
    return 0


def _print_half(half: str, options: argparse.Namespace) -> int:
    """Print the figures of one half of the training texts, and with ``--missing`` what differs."""
    folders = [DATA / "incidents_train", DATA / "satp_events"]
    if not all(folder.exists() for folder in folders):
        print(f"actors: skipped, no data at {DATA} (set CONCORD_DATA)")
        return 0
    book = load()
    texts, gold = halves.invented(folders[0], half)
    tally = halves.score_invented(texts, gold, book, options.engine)
    figures = halves.figures_of(tally)
    print(f"invented texts, {half} half:")
    halves.print_forms(tally.forms)
    texts, gold = halves.digests(folders[1], half)
    forms, wrong = score_satp(texts, gold, book, options.engine)
    counts = {form: Counter(right=hits, wrong=all_ - hits) for form, (hits, all_) in forms.items()}
    print(f"digest paragraphs, {half} half:")
    halves.print_forms(counts)
    figures["satp_perpetrator"] = _share(counts.values())
    if options.missing:
        print("\n".join([*tally.wrong, *wrong]))
    for name, value in figures.items():
        print(f"  {name:26s} {value:.3f}")
    if options.json:
        print(json.dumps({name: round(value, 4) for name, value in figures.items()}))
    return 0


def _share(tables: Iterable[Counter[str]]) -> float:
    added: Counter[str] = sum(tables, Counter())
    return added["right"] / max(1, added.total())


def _print_forms(table: dict[str, Counter[str]]) -> None:
    print("incidents by form:")
    for form, counts in sorted(table.items()):
        rest = ", ".join(f"{n} {what}" for what, n in sorted(counts.items()) if what != "right")
        print(f"  {form:34s} {counts['right']:4d} of {counts.total():4d}  {rest}")


def _told(counts: Counter[str]) -> list[str]:
    return [f"{name} ({number})" for name, number in counts.most_common()]


def _add_satp(figures: dict[str, float], book: Codebook, engine: str) -> dict[str, list[str]]:
    folder = DATA / "satp_events"
    if not folder.exists():
        return {}
    gold = {entry["id"]: entry for entry in read_lines(folder / "dev_annotations.jsonl")}
    forms, wrong = score_satp(read_lines(folder / "dev_texts.jsonl"), gold, book, engine)
    right, total = (sum(counts[at] for counts in forms.values()) for at in (0, 1))
    figures["satp_perpetrator"] = right / max(1, total)
    print("perpetrators of satp_events by form:")
    for form, (hits, events) in sorted(forms.items(), key=lambda item: -item[1][1]):
        print(f"  {form:22s} {hits:4d} of {events:4d}  {hits / events:.3f}")
    return {"SATP perpetrators that differ": wrong}


def _add_ucdp(figures: dict[str, float], book: Codebook) -> dict[str, list[str]]:
    folder = DATA / "ucdp_ged_pakistan"
    if not folder.exists():
        return {}
    counts = resolved_names(read_events(folder / "events_1989_2019.jsonl.gz"), book)
    figures["ucdp_actors"] = sum(c[0] for c in counts.values()) / sum(c[1] for c in counts.values())
    figures["ucdp_actors_names"] = sum(c[0] > 0 for c in counts.values()) / len(counts)
    lines = (folder / "places_from_events.tsv").read_text("utf-8").splitlines()
    header = lines[0].split("\t")
    rows = [dict(zip(header, line.split("\t"), strict=False)) for line in lines[1:]]
    plain, weighed, wrong = score_places(rows, book)
    figures |= {"ucdp_district": plain, "ucdp_district_events": weighed}
    unknown = [f"{n}: {right} of {total}" for n, (right, total) in counts.items() if right < total]
    return {"UCDP names not resolved": unknown, "UCDP places elsewhere": wrong}


if __name__ == "__main__":
    raise SystemExit(main())
