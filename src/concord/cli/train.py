"""`concord train`: a reading model that has learnt from what people ruled in the record."""

from __future__ import annotations

from pathlib import Path

import click

from concord import learning
from concord.cli.options import json_option, pack_option, record_option
from concord.cli.output import counted, print_json, print_table, say, track
from concord.codebook.book import load
from concord.coding.fitting import STRENGTH, Fitting, RefusedModelError
from concord.record import open_record

_COLUMNS = (
    "head",
    "rulings",
    "right before",
    "right after",
    "loss before",
    "loss after",
    "words moved %",
    "texts before",
    "texts after",
    "verdict",
)


def _rows(fitting: Fitting) -> list[tuple[object, ...]]:
    return [
        (
            v.exam.head,
            v.exam.rulings,
            v.exam.right_before,
            v.exam.right_after,
            f"{v.exam.loss_before:.3f}",
            f"{v.exam.loss_after:.3f}",
            f"{100 * v.exam.moved:.1f}",
            None if v.before is None else f"{v.before:.3f}",
            None if v.after is None else f"{v.after:.3f}",
            v.reason or "used",
        )
        for v in fitting.verdicts
    ]


def _print_models() -> None:
    rows = [(name, version, str(folder)) for name, version, folder in learning.list_models()]
    print_table(("name", "version", "folder"), rows)


@click.command()
@record_option
@pack_option
@click.option("--model", default="base", show_default=True, help="The shipped model to start from.")
@click.option("--name", default="", help="What the model is called (default: by its hash).")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write it to this folder instead of the folder of your models.",
)
@click.option(
    "--strength",
    type=click.FloatRange(min=0.001),
    default=STRENGTH,
    show_default=True,
    help="How strongly weights are held to the shipped ones.",
)
@click.option("--dry-run", is_flag=True, help="Teach and examine, and write nothing.")
@click.option("--list", "list_only", is_flag=True, help="List the models that there are.")
@json_option
def train(  # the options of one command
    record_at: str,
    packs: tuple[str, ...],
    model: str,
    name: str,
    out: Path | None,
    strength: float,
    *,
    dry_run: bool,
    list_only: bool,
    as_json: bool,
) -> None:
    """Teach the reading model what was ruled in the record, and write it as a new model.

    Every acceptance, rejection, correction and hand entry teaches the heads that it speaks of.
    Each head is examined on documents that it was not taught by, and on texts of our own; a head
    that reads them no better is left as shipped, and if none is left, no model is written.

        concord train --name north-west
        concord code --model north-west
        concord link
    """
    if list_only:
        _print_models()
        return
    with open_record(record_at, create=False) as record:
        fitting = learning.train(record, load(packs), model=model, strength=strength, track=track)
    _show(fitting, as_json=as_json)
    if dry_run:
        verdict = "No model would be written" if fitting.refused else "A model would be written"
        say(f"{verdict}; {counted(fitting.documents, 'document')} with rulings. Nothing was.")
        return
    if fitting.refused:
        raise RefusedModelError((), fitting.documents)
    written = learning.write(fitting, name=name, out=out)
    named = written.folder.name if out is None else str(written.folder)
    say(
        f"{written.version} {'is' if written.is_new else 'was already'} in {written.folder};"
        f" code with it: concord code --model {named}"
    )


def _show(fitting: Fitting, *, as_json: bool) -> None:
    rows = _rows(fitting)
    if as_json:
        named = [dict(zip((c.replace(" ", "_") for c in _COLUMNS), r, strict=True)) for r in rows]
        print_json({"documents": fitting.documents, "refused": fitting.refused, "heads": named})
    else:
        print_table(_COLUMNS, rows)
