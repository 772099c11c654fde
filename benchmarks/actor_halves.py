"""Who did it, on training texts: ``python -m benchmarks.actors --train-half read|unread``.

The invented news texts and the training part of the digest paragraphs are split in two by a hash of
their id. Errors of one half are read, by cause; the other half is only scored, so that a rule shows
whether it holds for texts that nobody looked at. No development text is used. The reading model was
trained on most of these texts, so the shares are higher than on new ones; ``held out`` are the
events of the invented texts on which it was not.

An event of a happening is matched to a row as in ``benchmarks.incidents``. Its perpetrator is right
if every sure one is coded as a sure one and, where only generic words or nobody stand in the text,
no name is; ``any`` asks for one of several, as the development measure does. A claim or a denial is
right if those and no others are coded.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from benchmarks import scoring_incidents as scoring
from benchmarks.incidents import make_document, read_lines
from benchmarks.satp import locate
from concord.coding import code
from concord.record.rows_events import event_row
from concord.record.rows_redaction import Redactor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from concord.codebook.book import Codebook
    from concord.model import Claim, Event, Participant

HALVES = ("read", "unread")
SURE = frozenset({"claimed", "stated", "side"})
_MODEL_HELD_OUT = 26  # of 256, as in training/sources/catalogue.py
_SHARED = 2  # long words by which two names are one


def half_of(name: str) -> str:
    """Return the half that a text belongs to."""
    return HALVES[hashlib.sha256(f"actors {name}".encode()).digest()[0] % 2]


def is_held_out(name: str) -> bool:
    """Return whether the model was not trained on a text of that id."""
    return hashlib.sha256(name.encode()).digest()[0] < _MODEL_HELD_OUT


@dataclass(slots=True)
class Tally:
    """Outcomes by form of the gold field, and the lines that tell what differs."""

    forms: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    wrong: list[str] = field(default_factory=list)

    def add(self, name: str, form: str, outcome: str, line: str) -> None:
        """Count one judged field of one event."""
        self.forms[form][outcome] += 1
        if is_held_out(name):
            self.forms[f"{form.split(':', maxsplit=1)[0]}: held out"][outcome] += 1
        if outcome != "right":
            self.wrong.append(f"{form} | {outcome} | {name} | {line}")


def invented(folder: Path, half: str) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """Return the invented texts of a half, and the annotations by id."""
    texts: list[dict[str, Any]] = []
    gold: dict[str, dict[str, Any]] = {}
    for prefix in ("", "b_"):
        texts += read_lines(folder / f"{prefix}texts.jsonl")
        gold |= {one["id"]: one for one in read_lines(folder / f"{prefix}annotations.jsonl")}
    return [text for text in texts if half_of(text["id"]) == half], gold


def digests(folder: Path, half: str) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """Return the digest paragraphs of the training part of a half, and the annotations by id."""
    texts = read_lines(folder / "train_texts.jsonl")
    gold = {one["id"]: one for one in read_lines(folder / "train_annotations.jsonl")}
    return [text for text in texts if half_of(text["id"]) == half], gold


def gold_incidents(text: str, annotation: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the happenings of an annotation in the fields of the development gold."""
    groups: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for number, event in enumerate(annotation["events"]):
        if event.get("trigger") and not event.get("summary"):
            groups[event.get("group") or -number - 1].append(event)
    return [_incident(text, events) for events in groups.values()]


def _incident(text: str, events: Sequence[dict[str, Any]]) -> dict[str, Any]:
    first = events[0]
    whom = {key: _unique(text, events, key) for key in ("claimed_by", "denied_by", "suspected")}
    doers = _unique(text, events, "perpetrator")
    unsure = [span for span, _ in whom["suspected"]]
    sure = [d for d in doers if not any(_overlap(d[0], span) for span in unsure)]
    return {
        "type": first["type"],
        "type_alt": [event["type"] for event in events[1:]],
        "date": first.get("date_iso"),
        "date_precision": first.get("date_precision"),
        "place": " ".join(_words(p) for event in events for p in event["place"]),
        "killed_min": first.get("killed_low"),
        "background": all(event["background"] for event in events),
        "perpetrators": sure or (whom["claimed_by"] if len(whom["claimed_by"]) == 1 else []),
        **whom,
    }


def _unique(
    text: str, events: Sequence[dict[str, Any]], key: str
) -> list[tuple[tuple[int, int], str]]:
    """Return the spans and words of a field over the events of one happening."""
    found: dict[tuple[int, int], str] = {}
    for event in events:
        for entry in event.get(key) or []:
            start, end = locate(text, entry)
            found.setdefault((start, end), text[start:end])
    return list(found.items())


def _words(entry: Any) -> str:
    return str(entry["text"] if isinstance(entry, dict) else entry)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def is_named(words: str) -> bool:
    """Return whether words hold a name: a capital that does not only begin them."""
    rest = re.sub(r"^(?:The|A|An|Some|Two|Three|Four|Five|Six|Several|Suspected)\s+", "", words)
    return any(w[:1].isupper() for w in rest.split()[1:]) or any(
        sum(map(str.isupper, w)) > 1 or w[:1].isupper() for w in rest.split()[:1] if w == rest
    )


def same(gold: tuple[tuple[int, int], str], one: Participant | Claim) -> bool:
    """Return whether a coded actor is the gold one: the same words, or the same name."""
    (start, end), words = gold
    if (
        one.start is not None
        and one.end is not None
        and _overlap((start, end), (one.start, one.end))
    ):
        return True
    want = scoring.canonical(words)
    names = {one.name, getattr(one, "text", None)} - {None}
    for name in map(scoring.canonical, names):
        if name and (f" {name} " in f" {want} " or f" {want} " in f" {name} "):
            return True
        if len(_long(want) & _long(name)) >= _SHARED or _initials(name) == want.replace(" ", ""):
            return True
    return False


def _long(name: str) -> set[str]:
    return {word for word in name.split() if len(word) > len("the")}


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split())


def judge_perpetrator(gold: dict[str, Any], event: Event) -> tuple[str, str, bool]:
    """Return the form of a gold perpetrator, how the coded one differs, and if any is right."""
    wanted = gold["perpetrators"]
    sure = [p for p in event.perpetrators if p.attribution in SURE]
    named = [w for w in wanted if is_named(w[1])]
    claimed = any(p.attribution == "claimed" for p in event.perpetrators) or gold["claimed_by"]
    if not named:
        form = "nobody" if not wanted else "generic"
        extra = [p for p in sure if p.name and not any(same(w, p) for w in wanted)]
        # The forces of a country are no more than generic words for them.
        extra = [p for p in extra if not (p.actor_id or "").startswith(("sec-", "mil-", "pol-"))]
        return form, "invented" if extra else "right", not extra
    found = [w for w in named if any(same(w, p) for p in sure)]
    form = "several" if len(named) > 1 else "named, claimed" if claimed else "named, not claimed"
    unsure = [w for w in named if any(same(w, p) for p in event.perpetrators)]
    if len(found) == len(named):
        return form, "right", True
    outcome = "only unsure" if unsure else "another" if any(p.name for p in sure) else "missed"
    return form, "in part" if found else outcome, bool(found)


def judge_claims(
    wanted: Sequence[tuple[tuple[int, int], str]], coded: Sequence[Claim]
) -> str | None:
    """Return how claims or denials differ, or None where there are none on either side."""
    if not wanted and not coded:
        return None
    extra = [c for c in coded if not any(same(w, c) for w in wanted)]
    lacking = [w for w in wanted if not any(same(w, c) for c in coded)]
    if not extra and not lacking:
        return "right"
    if not wanted:
        return "invented"
    return "another" if extra and lacking else "missed" if lacking else "too many"


def score_invented(
    texts: Sequence[dict[str, Any]], gold: dict[str, dict[str, Any]], book: Codebook, engine: str
) -> Tally:
    """Return the outcomes over the events that are found."""
    tally = Tally()
    documents = [make_document(entry) for entry in texts]
    redactor = Redactor(book, with_names=True)
    for document, coding in zip(documents, code(documents, book, engine=engine), strict=True):
        name = str(document.external_id)
        if gold[name]["focus"] == "negative":
            continue
        events = list(coding.events)
        rows = [event_row(event, document, None, redactor) for event in events]
        counted = [n for n, row in enumerate(rows) if scoring.is_scored(row)]
        incidents = gold_incidents(document.text, gold[name])
        incidents = [one for one in incidents if one["type"] in scoring.FAMILY]
        for i, j in scoring.match(incidents, [rows[n] for n in counted]):
            for outcome in _judged(incidents[i], events[counted[j]]):
                tally.add(name, *outcome)
    return tally


def _judged(gold: dict[str, Any], event: Event) -> Iterator[tuple[str, str, str]]:
    """Yield for each judged field its form, its outcome and what was wanted and coded."""
    form, outcome, any_right = judge_perpetrator(gold, event)
    coded = [(p.text, p.name, p.attribution) for p in event.perpetrators]
    line = f"{gold['type']}@{event.start}: {[w for _, w in gold['perpetrators']]} -> {coded}"
    yield f"perpetrator: {form}", outcome, line
    yield "any perpetrator", "right" if any_right else outcome, line
    for key, claims in (("claimed_by", event.claimed_by), ("denied_by", event.denied_by)):
        judged = judge_claims(gold[key], claims)
        if judged is not None:
            told = [claim.name for claim in claims]
            line = f"{gold['type']}@{event.start}: {[w for _, w in gold[key]]} -> {told}"
            yield key, judged, line
    flags = "history" if gold["background"] else "news"
    yield (
        f"background: {flags}",
        "right" if gold["background"] == event.background else "wrong",
        f"{gold['type']}@{event.start}",
    )


def print_forms(forms: dict[str, Counter[str]]) -> None:
    """Print a table of outcomes by form."""
    for form, counts in sorted(forms.items()):
        rest = ", ".join(f"{n} {what}" for what, n in sorted(counts.items()) if what != "right")
        share = counts["right"] / counts.total()
        print(f"  {form:34s} {counts['right']:4d} of {counts.total():4d}  {share:.3f}  {rest}")


def figures_of(tally: Tally) -> dict[str, float]:
    """Return the share of right ones by field, held-out texts apart."""
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for form, counts in tally.forms.items():
        held = form.endswith("held out")
        sums[f"{form.split(':')[0]}{' held out' if held else ''}"] += counts
    return {name: counts["right"] / counts.total() for name, counts in sorted(sums.items())}


def lines_of(tally: Tally, part: Iterable[str]) -> list[str]:
    """Return the lines of what differs whose form begins with one of some words."""
    return [line for line in tally.wrong if line.startswith(tuple(part))]
