"""Incidents of seven desks: ``python -m benchmarks.desks [--half odd|even] [--faults] [--json]``.

The 420 invented reports ``desks`` of ``training/annotated``, written and annotated by seven people
who had seen nothing of the coder. Their annotations are turned into gold incidents by
``incidents_of``, and the coder's rows are scored as ``benchmarks.incidents`` does. Odd-numbered
reports were read to mend the coder; even-numbered ones are only counted, so ``--faults`` lists
errors of odd ones alone. ``training.recipe`` trains on these reports: of a model that saw them
(its card tells) neither half is a test.

``--out FILE`` adds both halves' figures to a file of results.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import faults_incidents
from benchmarks import scoring_incidents as scoring
from benchmarks.incidents import event_rows, read_lines, score, show
from benchmarks.kept import circumstances
from concord.codebook.book import load
from concord.coding import DEFAULT_ENGINE

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = Path(__file__).parents[1] / "training" / "annotated"
# Arrests, seizures, protests and threats are events of the annotation and no incidents of the gold.
VIOLENT = (
    "suicide_bombing", "bombing", "armed_attack", "assassination", "clash", "military_operation",
    "air_drone_strike", "shelling", "kidnapping", "arson_sabotage", "mob_violence", "other",
)  # fmt: skip
TOLLS = {
    "killed_min": "killed_low", "killed_max": "killed_high", "injured_min": "injured_low",
    "injured_max": "injured_high", "killed_attackers": "killed_attackers",
}  # fmt: skip
AS_GIVEN = ("date_precision", "admin1", "country", "background")

Gold = dict[str, Any]


def words(mark: str | dict[str, Any]) -> str:
    """Return the text of a mark, which is a string or ``{"text": ..., "nth": ...}``."""
    return mark if isinstance(mark, str) else str(mark["text"])


def joined(marks: Sequence[str | dict[str, Any]] | None) -> str | None:
    """Return the texts of marks in one line, or None where there is none."""
    return ", ".join(map(words, marks or ())) or None


def incident_of(event: dict[str, Any], key: str) -> Gold:
    """Return the gold incident that an annotated event tells of."""
    foiled = event["status"] == "foiled"
    incident = {name: event.get(name) for name in AS_GIVEN}
    incident |= {ours: event.get(theirs) for ours, theirs in TOLLS.items()}
    incident |= {
        "incident_key": key,
        "type": "attack_foiled" if foiled else event["type"],
        "type_alt": [event["type"]] if foiled else [],
        "date": event.get("date_iso"),
        "place": joined(event["place"]),
        "perpetrator": event.get("doer") or "unknown",
        "suspected": joined(event.get("suspected")),
        "claimed_by": event.get("claimant"),
        "denied_by": joined(event.get("denied_by")),
        "target": joined(event["target"]),
        "evidence": words(event["trigger"]),
    }
    return incident


def incidents_of(annotation: dict[str, Any]) -> list[Gold]:
    """Return the incidents of a report: violence that took place or was foiled.

    Events of one group are one happening: the first stands, the others lend their type as another
    reading and the tolls that it leaves open.
    """
    incidents: dict[str, Gold] = {}
    for event in annotation["events"]:
        if event["type"] not in VIOLENT or event["status"] in ("planned", "alleged"):
            continue
        key = f"{annotation['id']}-{event['group']}"
        incident = incident_of(event, key)
        first = incidents.setdefault(key, incident)
        if first is not incident:
            first["type_alt"].append(incident["type"])
            lent = ("killed_min", "injured_min", "killed_attackers")
            first |= {name: incident[name] for name in lent if first[name] is None}
    return list(incidents.values())


def article_of(annotation: dict[str, Any]) -> Gold:
    """Return a gold article; one whose violence is all history has the focus ``background``."""
    incidents = incidents_of(annotation)
    focus = annotation["focus"]
    if focus != "negative" and incidents and all(one["background"] for one in incidents):
        focus = "background"
    return {"id": annotation["id"], "focus": focus, "incidents": incidents}


def of_half(lines: Sequence[dict[str, Any]], half: str) -> list[dict[str, Any]]:
    """Return the entries whose number, the last part of their id, is odd or even."""
    wanted = half == "odd"
    return [entry for entry in lines if int(entry["id"].rpartition("-")[2]) % 2 == wanted]


def measure(half: str, engine: str, *, faults: bool) -> dict[str, float]:
    """Print and return the figures of a half of the reports."""
    gold = [article_of(a) for a in of_half(read_lines(FOLDER / "desks_annotations.jsonl"), half)]
    texts = of_half(read_lines(FOLDER / "desks_texts.jsonl"), half)
    found = event_rows(texts, load(), engine)
    tally = score(gold, found)
    print(f"{half}-numbered reports: {len(texts)}")
    show(tally)
    if faults and half == "odd":
        print(faults_incidents.listed(gold, found))
    return scoring.figures(tally)


def main() -> None:
    """Print the figures of both halves, or of one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("odd", "even"))
    parser.add_argument("--engine", default=DEFAULT_ENGINE)
    parser.add_argument("--faults", action="store_true", help="list errors of odd reports by cause")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--out", type=Path, help="add the run to this file of results")
    options = parser.parse_args()
    halves = (options.half,) if options.half else ("odd", "even")
    figures = {
        f"{half}_{name}": round(value, 4)
        for half in halves
        for name, value in measure(half, options.engine, faults=options.faults).items()
    }
    if options.json:
        print(json.dumps(figures))
    if options.out:
        _keep(options.out, figures)


def _keep(file: Path, figures: dict[str, float]) -> None:
    """Add a run to a file of results: ``{"runs": [{command, date, machine, figures}]}``."""
    runs = json.loads(file.read_text(encoding="utf-8"))["runs"] if file.exists() else []
    runs.append({**circumstances(), "figures": figures})
    file.write_text(json.dumps({"runs": runs}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
