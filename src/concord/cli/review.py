"""`concord review`: what people rule, from the command line."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from concord import pipeline
from concord.analysis import coder_agreement as compare
from concord.cli import review_audit, review_double, review_work
from concord.cli.options import json_option, pack_option, record_option
from concord.cli.output import print_json, print_table, say
from concord.codebook.book import load
from concord.exchange import read_coding, read_names
from concord.model import Decision
from concord.record import open_record
from concord.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from concord.model import DecisionKind, Value


def _who(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--as", "who", default=lambda: load_settings().who, help="Whose ruling this is."
    )(click.option("--note", help="Why, in a sentence.")(command))


@click.group()
def review() -> None:
    """Rule on what the machine coded: decisions are kept, and survive re-coding.

    SUBJECT is the id of an incident or an event (`concord export incidents` lists them). A ruling
    is never edited: a later one supersedes it, `undo` takes it back.
    """


def _decide(  # one decision is these things and no fewer
    kind: DecisionKind,
    subjects: tuple[str, ...],
    record_at: str,
    who: str,
    note: str | None,
    *,
    field: str | None = None,
    value: Value = None,
    undoes: int | None = None,
) -> None:
    decision = Decision(
        sequence=0,
        kind=kind,
        subjects=subjects,
        who=who,
        recorded=datetime.now(UTC).replace(microsecond=0),
        field=field,
        value=value,
        note=note,
        undoes=undoes,
    )
    book = load(load_settings().packs)
    with open_record(record_at, create=False) as record:
        made = pipeline.rule(record, book, decision)
    about = " ".join(made.subjects) or f"of number {made.undoes}"
    say(f"{made.kind} {about} recorded as number {made.sequence}")


@review.command()
@click.argument("subject")
@_who
@record_option
def accept(subject: str, record_at: str, who: str, note: str | None) -> None:
    """Accept SUBJECT as it is coded."""
    _decide("accept", (subject,), record_at, who, note)


@review.command()
@click.argument("subject")
@_who
@record_option
def reject(subject: str, record_at: str, who: str, note: str | None) -> None:
    """Reject SUBJECT: it is kept, and counted nowhere."""
    _decide("reject", (subject,), record_at, who, note)


@review.command()
@click.argument("subject")
@click.argument("field")
@click.argument("value")
@_who
@record_option
def correct(
    subject: str, field: str, value: str, record_at: str, who: str, note: str | None
) -> None:
    """Correct one FIELD of SUBJECT to VALUE (a word, a number, or JSON).

    The machine's value stays beside yours.

        concord review correct i-... killed_low 14
    """
    _decide("correct", (subject,), record_at, who, note, field=field, value=_parsed(value))


def _parsed(text: str) -> Value:
    try:
        parsed: Value = json.loads(text)
    except ValueError:
        return text
    return parsed


@review.command()
@click.argument("subjects", nargs=-1, required=True)
@_who
@record_option
def same(subjects: tuple[str, ...], record_at: str, who: str, note: str | None) -> None:
    """SUBJECTS... are one incident."""
    _decide("same", subjects, record_at, who, note)


@review.command()
@click.argument("subjects", nargs=-1, required=True)
@_who
@record_option
def different(subjects: tuple[str, ...], record_at: str, who: str, note: str | None) -> None:
    """SUBJECTS... are different incidents, whatever the machine says."""
    _decide("different", subjects, record_at, who, note)


@review.command()
@click.argument("subject")
@_who
@record_option
def split(subject: str, record_at: str, who: str, note: str | None) -> None:
    """Take SUBJECT, an event, out of its incident; an incident falls into its events."""
    _decide("split", (subject,), record_at, who, note)


@review.command()
@click.argument("number", type=int)
@_who
@record_option
def undo(number: int, record_at: str, who: str, note: str | None) -> None:
    """Take decision NUMBER back."""
    _decide("undo", (), record_at, who, note, undoes=number)


@review.command()
@record_option
@json_option
def log(record_at: str, *, as_json: bool) -> None:
    """List every decision ever made."""
    with open_record(record_at, create=False) as record:
        rows = [
            {
                "number": each.sequence,
                "when": each.recorded.isoformat(),
                "who": each.who,
                "decision": each.kind,
                "subjects": " ".join(each.subjects) or f"number {each.undoes}",
                "field": each.field,
                "value": each.value,
                "note": each.note,
            }
            for each in record.decisions()
        ]
    if as_json:
        print_json(rows)
    elif rows:
        print_table(tuple(rows[0]), [tuple(row.values()) for row in rows])
    else:
        say("No decisions yet. `concord review accept INCIDENT` makes one.")


@review.command()
@click.option("--size", default=50, show_default=True, type=click.IntRange(min=1))
@click.option("--seed", default=1, show_default=True, help="The same seed draws the same sample.")
@record_option
@pack_option
@json_option
def sample(record_at: str, packs: tuple[str, ...], size: int, seed: int, *, as_json: bool) -> None:
    """Draw a random sample of incidents to audit."""
    with open_record(record_at, create=False) as record:
        drawn = pipeline.draw_sample(record.view(book=load(packs)), size=size, seed=seed)
    rows = [(i.id, i.facts.type, i.review, i.facts.summary) for i in drawn]
    columns = ("incident_id", "type", "review", "summary")
    if as_json:
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
    else:
        print_table(columns, rows)


_coding = click.Path(exists=True, dir_okay=False, path_type=Path)


@review.command()
@click.argument("coding_a", type=_coding)
@click.argument("coding_b", type=_coding)
@click.option("--documents", type=_coding, help="The documents that both read, one id a line.")
@click.option(
    "--seed", default=1, show_default=True, help="The same seed draws the same intervals."
)
@pack_option
@json_option
def agreement(
    coding_a: Path,
    coding_b: Path,
    documents: Path | None,
    packs: tuple[str, ...],
    seed: int,
    *,
    as_json: bool,
) -> None:
    """How far two codings of the same documents agree, by Krippendorff's alpha.

    CODING_A and CODING_B are events as `concord export events` writes them (csv or jsonl), or a
    coder's own table with some of its columns. Compared are the documents named in both, or those
    of --documents. A row with an empty type says that a document was read and nothing found.

        concord review agreement ayesha.csv machine.csv
    """
    found = compare(
        read_coding(coding_a),
        read_coding(coding_b),
        load(packs),
        documents=read_names(documents) if documents else None,
        seed=seed,
    )
    if as_json:
        print_json(dataclasses.asdict(found))
        return
    click.echo(found.title + "\n")
    print_table(found.columns, found.rows)
    click.echo(f"\n{found.words}\n\nDefinition: {found.definition}")
    for check in found.checks:
        click.echo(f"Note: {check}")


for _command in (*review_audit.COMMANDS, *review_double.COMMANDS, *review_work.COMMANDS):
    review.add_command(_command)
