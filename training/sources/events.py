"""Event annotations: the digest paragraphs and the invented news texts, which share a guide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from training.sources.lines import locate, occurrences, read_lines
from training.texts import AnnotatedText, Arc, Labelled, Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FIELDS = {
    "perpetrator": "perpetrator",
    "target": "target",
    "victim": "victim",
    "place": "place",
    "time": "time",
    "weapon": "weapon",
    "claimed_by": "claimant",
    "denied_by": "denier",
}


def read_events(texts: Path, annotations: Path, source: str) -> Iterator[AnnotatedText]:
    """Yield the texts of one pair of files with their events and attributions."""
    rows = {row["id"]: row for row in read_lines(annotations)}
    for line in read_lines(texts):
        if line["id"] in rows:
            yield _annotate(line["text"], rows[line["id"]], source)


def _annotate(text: str, row: dict[str, Any], source: str) -> AnnotatedText:
    read = [_Event(text, event) for event in row["events"]]
    spans: dict[str, list[Labelled]] = {"trigger": [], "count": []}
    spans |= {role: [] for role in _FIELDS.values()}
    for event in read:
        spans["trigger"] += [Labelled(*at, event.kind) for at in event.triggers]
        spans["count"] += event.counts
        for role, places in event.fillers.items():
            spans[role] += [Labelled(*at, role) for at in places]
    sources, said = _attributions(text, row.get("attributions", []))
    spans["source"] = [Labelled(*at, "source") for at in sources]
    spans["cue"] = [Labelled(*at, "cue") for at in dict.fromkeys(arc.right for arc in said)]
    marks: dict[str, list[Labelled]] = {"status": [], "background": []}
    marks |= {"count_class": [], "count_total": []}
    for event in read:
        event.mark(marks)
    arcs = {"roles": _role_arcs(read, sources), "said": said}
    if any("group" in event for event in row["events"]):
        arcs["same"] = _same_arcs(read)
    relevant = bool(row["events"]) and row.get("focus") != "negative"
    return AnnotatedText(
        name=row["id"],
        source=source,
        text=text,
        spans=spans,
        marks=marks,
        arcs=arcs,
        whole={"relevant": ("relevant",) if relevant else ()},
    )


class _Event:
    """One annotated event with every string found in the text."""

    def __init__(self, text: str, row: dict[str, Any]) -> None:
        self.kind = row["type"]
        self.status = row["status"]
        self.background = bool(row["background"])
        self.group = row.get("group")
        places = [locate(text, entry) for entry in [row["trigger"], *row.get("mentions", [])]]
        self.triggers = list(dict.fromkeys(at for at in places if at))
        self.fillers: dict[str, list[Place]] = {}
        for name, role in _FIELDS.items():
            found = [locate(text, entry) for entry in row.get(name) or []]
            self.fillers[role] = [at for at in found if at]
        self.counts: list[Labelled] = []
        self.classes: list[Labelled] = []
        self.totals: list[Labelled] = []
        for count in row.get("counts") or []:
            self._add_count(text, count)

    def _add_count(self, text: str, count: dict[str, Any]) -> None:
        at = locate(text, count["text"])
        if at is None:
            return
        self.counts.append(Labelled(*at, count["effect"]))
        self.classes.append(Labelled(*at, count["class"]))
        self.totals.append(Labelled(*at, "total" if count.get("total") else ""))

    def roles(self) -> Iterator[tuple[str, Place]]:
        for role, places in self.fillers.items():
            for at in places:
                yield role, at
        for count in self.counts:
            yield "count", (count.start, count.end)

    def mark(self, marks: dict[str, list[Labelled]]) -> None:
        background = "background" if self.background else ""
        marks["status"] += [Labelled(*at, self.status) for at in self.triggers]
        marks["background"] += [Labelled(*at, background) for at in self.triggers]
        marks["count_class"] += self.classes
        marks["count_total"] += self.totals


def _role_arcs(events: list[_Event], sources: list[Place]) -> list[Arc]:
    """Return every trigger with every filler of the text, and what the one is to the other.

    Sources stand beside the fillers: who tells of a happening need have no part in it.
    """
    named = [at for event in events for _, at in event.roles()]
    fillers = list(dict.fromkeys([*named, *sources]))
    held: dict[tuple[Place, Place], list[str]] = {}
    for event in events:
        for trigger in event.triggers:
            for filler in fillers:
                held.setdefault((trigger, filler), [])
            for role, at in event.roles():
                held[trigger, at].append(role)
    return [Arc(left, right, tuple(dict.fromkeys(roles))) for (left, right), roles in held.items()]


def _same_arcs(events: list[_Event]) -> list[Arc]:
    """Return every trigger with every other, both ways: the form is not symmetric, its use is."""
    triggers = [(at, event.group) for event in events for at in event.triggers]
    return [
        Arc(left, right, ("same",) if group == other else ())
        for left, group in triggers
        for right, other in triggers
        if left != right
    ]


def _attributions(text: str, rows: list[dict[str, Any]]) -> tuple[list[Place], list[Arc]]:
    """Return the sources, and every source with every cue and whether the cue is its own."""
    sources, own = [], []
    for row in rows:
        source, cue = locate(text, row.get("source")), locate(text, row.get("cue"))
        if source:
            sources.append(source)
        if source and cue:
            own.append((source, _nearest(text, row["cue"], source, cue)))
    sources = list(dict.fromkeys(sources))
    cues = dict.fromkeys(cue for _, cue in own)
    return sources, [
        Arc(source, cue, ("cue",) if (source, cue) in own else ())
        for source in sources
        for cue in cues
    ]


def _nearest(text: str, cue: str | dict[str, Any], source: Place, first: Place) -> Place:
    """Return the mention of the cue that stands nearest to its source.

    A cue given by its words alone ("said") is the first in the text by rule, but annotators often
    left out which one: the one beside the source is meant.
    """
    if isinstance(cue, dict):
        return first
    places = list(occurrences(text, cue)) or [first]
    return min(places, key=lambda at: (max(source[0] - at[1], at[0] - source[1]), at))
