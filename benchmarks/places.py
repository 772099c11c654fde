"""Places: ``python -m benchmarks.places [--file PATH...] [--json]``.

Files are in the format of the data set's README; the default is TR-News and GeoWebNews. Scored are
literal toponyms with coordinates: all of a file without types, else those whose ``type`` is one of
``LITERAL``. A toponym is *held* if the gazetteer has, under that name, a place within 161 km of the
gold point. Figures, given the gold mentions:

- ``coverage``: the share held. ``acc_161_covered``: of those held, the share resolved within 161
  km. ``country``: of those held, the share resolved to the right country (for rows without one the
  outlines of the pack ``world`` tell in which country the gold point lies).
- ``acc_161``: the share of all rows resolved within 161 km; a name without an entry is wrong.
- ``baseline_*``: the same for the namesake with most people, in the same run.

End to end (``found_*``) names are first found in the text: precision is over all gold toponyms
with a place, literal or not, recall over the literal ones, both by exact span; ``found_acc_161`` is
the share of the literal rows found by an overlapping span and resolved within 161 km.
"""

from __future__ import annotations

import argparse
import json
import math
import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING, Any

from benchmarks.incidents import make_document
from concord.codebook.book import Codebook, load
from concord.codebook.outlines import country_at
from concord.codebook.tables import open_text
from concord.coding import actors, places, placing, prepare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from concord.codebook.entries import Place
    from concord.coding.places import PlaceMention

DATA = Path(os.environ.get("CONCORD_DATA", "../shared/data"))
DEFAULT = ("tr_news.jsonl.gz", "geowebnews.jsonl.gz")
LITERAL = frozenset({"Literal", "Literal_Modifier", "Coercion", "Mixed", "Embedded_Literal"})
NEAR_KM = 161.0
_FARTHEST = 20_039.0  # half the Earth's circumference, the unit of the area under the error curve
_FLOOR = 1.0


@dataclass(slots=True)
class Tally:
    """Rows scored so far: counts, errors in km of what was resolved, and what failed."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: list[float] = field(default_factory=list)
    failures: list[tuple[str, str]] = field(default_factory=list)


def read(file: Path) -> Iterator[dict[str, Any]]:
    """Yield the documents of a file, plain or gzipped."""
    with open_text(file) as lines:
        for line in lines:
            yield json.loads(line)


def is_scored(toponym: dict[str, Any]) -> bool:
    """Return whether a toponym is literal and has coordinates."""
    literal = "type" not in toponym or toponym["type"] in LITERAL
    return literal and toponym.get("lat") is not None


def error_km(place: Place, toponym: dict[str, Any]) -> float:
    """Return how far a place lies from a gold point (haversine)."""
    if place.latitude is None or place.longitude is None:
        return _FARTHEST
    lat, lon = math.radians(place.latitude), math.radians(place.longitude)
    to_lat, to_lon = math.radians(float(toponym["lat"])), math.radians(float(toponym["lon"]))
    half = (
        math.sin((to_lat - lat) / 2) ** 2
        + math.cos(lat) * math.cos(to_lat) * math.sin((to_lon - lon) / 2) ** 2
    )
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(half)))


def in_its_country(place: Place, toponym: dict[str, Any], book: Codebook) -> bool:
    """Return whether a place lies in the country of a gold point; a sea needs to be near it."""
    if not place.country:
        return error_km(place, toponym) <= NEAR_KM
    given = toponym.get("country")
    named = book.gazetteer.find(given, similar=False)[:1] if given else ()
    if named:
        return place.country == named[0].country
    at = country_at(float(toponym["lat"]), float(toponym["lon"]))
    return place.country == at if at else error_km(place, toponym) <= NEAR_KM


def resolve_gold(document: dict[str, Any], book: Codebook) -> list[PlaceMention]:
    """Return the mention of each scored toponym, resolved among all gold toponyms of its text."""
    text = document["text"]
    gold = sorted(filter(is_scored, document["toponyms"]), key=lambda t: t["start"])
    mentions = places.take(text, [(t["start"], t["end"]) for t in gold], book)
    votes = actors.countries_of(actors.find(text, book), book)
    return list(placing.resolve(mentions, book.gazetteer, countries=votes, sure=True))


def find_places(document: dict[str, Any], book: Codebook) -> tuple[PlaceMention, ...]:
    """Return the places that Concord finds in a text by itself, resolved."""
    entry = {"id": document["doc_id"], "text": document["text"]}
    return prepare(make_document(entry), book).places


def score_given(tally: Tally, document: dict[str, Any], book: Codebook) -> None:
    """Add the rows of a document, its mentions given."""
    gold = sorted(filter(is_scored, document["toponyms"]), key=lambda t: t["start"])
    for toponym, mention in zip(gold, resolve_gold(document, book), strict=True):
        named = places.take(document["text"], [(toponym["start"], toponym["end"])], book)
        entries = named[0].candidates
        held = any(error_km(place, toponym) <= NEAR_KM for place in entries)
        common = max(entries, key=lambda place: place.population, default=None)
        tally.counts.update({"rows": 1, "held": held, "named": bool(entries)})
        for prefix, place in (("", next(iter(mention.candidates), None)), ("baseline_", common)):
            far = _FARTHEST if place is None else error_km(place, toponym)
            near = far <= NEAR_KM
            same = place is not None and in_its_country(place, toponym, book)
            tally.counts.update({f"{prefix}near": near, f"{prefix}near_held": near and held})
            tally.counts.update({f"{prefix}country_held": same and held})
            if not prefix and place is not None:
                tally.errors.append(far)
            if not prefix and not near:
                tally.failures.append(_failure(document, toponym, place, held=held))


def _failure(
    document: dict[str, Any], toponym: dict[str, Any], place: Place | None, *, held: bool
) -> tuple[str, str]:
    form = "another place" if held else "no entry" if place is None else "not held"
    said = document["text"][max(0, toponym["start"] - 40) : toponym["end"] + 30]
    taken = f"{place.name}, {place.admin1}, {place.country}, {place.kind}" if place else "nothing"
    gold = f"{toponym.get('name', '')} {toponym['lat']} {toponym['lon']}"
    return form, f"{toponym['phrase']!r} -> {taken} [{gold}] {' '.join(said.split())!r}"


def score_found(tally: Tally, document: dict[str, Any], book: Codebook) -> None:
    """Add what is found end to end."""
    found = find_places(document, book)
    anything = {(t["start"], t["end"]) for t in document["toponyms"] if t.get("lat") is not None}
    literal = [t for t in document["toponyms"] if is_scored(t)]
    spans = {(m.start, m.end) for m in found}
    tally.counts.update({"found": len(spans), "found_right": len(spans & anything)})
    for toponym in literal:
        over = [m for m in found if m.start < toponym["end"] and toponym["start"] < m.end]
        place = next((m.candidates[0] for m in over if m.candidates), None)
        near = place is not None and error_km(place, toponym) <= NEAR_KM
        exact = (toponym["start"], toponym["end"]) in spans
        tally.counts.update({"literal": 1, "exact": exact, "found_near": near})


def figures(tally: Tally) -> dict[str, float]:
    """Return the figures of a tally, fractions from 0 to 1, errors in km."""
    count = tally.counts
    rows, held = max(1, count["rows"]), max(1, count["held"])
    precision = count["found_right"] / max(1, count["found"])
    recall = count["exact"] / max(1, count["literal"])
    return {
        "acc_161": count["near"] / rows,
        "acc_161_covered": count["near_held"] / held,
        "coverage": count["held"] / rows,
        "country": count["country_held"] / held,
        "baseline_acc_161": count["baseline_near"] / rows,
        "baseline_acc_161_covered": count["baseline_near_held"] / held,
        "baseline_country": count["baseline_country_held"] / held,
        "rows": rows,
        "found_precision": precision,
        "found_recall": recall,
        "found_acc_161": count["found_near"] / max(1, count["literal"]),
        "error_km_mean": mean(tally.errors or [0.0]),
        "error_km_median": median(tally.errors or [0.0]),
        "error_auc": mean([_log_error(far) for far in tally.errors] or [0.0]),
    }


def _log_error(far: float) -> float:
    """Return an error as a share of the largest, both as logarithms (Jurgens et al. 2015)."""
    return math.log(max(_FLOOR, far)) / math.log(_FARTHEST)


def score(documents: Iterable[dict[str, Any]], book: Codebook) -> Tally:
    """Return the tally over documents."""
    tally = Tally()
    for document in documents:
        score_given(tally, document, book)
        score_found(tally, document, book)
    return tally


def joined(tallies: Iterable[Tally]) -> Tally:
    """Return the tally over several files."""
    total = Tally()
    for tally in tallies:
        total.counts.update(tally.counts)
        total.errors += tally.errors
        total.failures += tally.failures
    return total


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of each file and of all; exit status 0 also where the data is missing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.places", description=__doc__)
    parser.add_argument("--file", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--engine", default="rules", help="accepted for symmetry; rules only")
    parser.add_argument("--errors", type=int, default=0, help="print so many rows of each form")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    paths = options.file or [DATA / "geoparsing" / name for name in DEFAULT]
    if not all(path.exists() for path in paths):
        print(f"places: skipped, no data at {paths[0].parent} (set CONCORD_DATA)")
        return 0
    book = load()
    tallies = {path.name: score(read(path), book) for path in paths}
    for name, tally in tallies.items():
        _print(name, tally, options.errors)
    found = figures(joined(tallies.values()))
    for name, tally in tallies.items():
        stem = name.partition(".")[0]
        kept = ("acc_161", "acc_161_covered", "coverage", "country")
        found |= {f"{stem}_{key}": figures(tally)[key] for key in kept}
    if options.json:
        print(json.dumps({key: round(value, 4) for key, value in found.items()}))
    return 0


def _print(name: str, tally: Tally, shown: int) -> None:
    print(f"{name}: {tally.counts['rows']} literal toponyms, {tally.counts['held']} held")
    for key, value in figures(tally).items():
        print(f"  {key:26s} {value:.3f}")
    forms = Counter(form for form, _ in tally.failures)
    for form, number in forms.most_common():
        print(f"  fails: {form:14s} {number}")
        for _, words in [f for f in tally.failures if f[0] == form][:shown]:
            print(f"    {words}")


if __name__ == "__main__":
    raise SystemExit(main())
