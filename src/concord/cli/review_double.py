"""`concord review double` and `sheet`: texts that two people code without seeing the machine."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from concord import adjudicating, auditing
from concord.cli.options import Words, json_option, pack_option, record_option
from concord.cli.output import counted, finish, print_json, print_table, say
from concord.codebook.book import load
from concord.exchange.sheet import read_sheet, write_sheet
from concord.model import Problem
from concord.record import open_record
from concord.record.audits import Sample, codings_of
from concord.settings import load_settings


@click.command()
@click.argument("sample", required=False)
@click.option("--draw", "size", type=click.IntRange(min=1, max=10_000), help="Draw so many texts.")
@click.option("--coders", type=Words(), default=(), help="The two who code: NAME,NAME.")
@click.option("--seed", default=1, show_default=True, help="The same seed draws the same texts.")
@click.option("--as", "who", default=lambda: load_settings().who, help="Who draws.")
@click.option("--machine", is_flag=True, help="Compare the first coder with the machine instead.")
@record_option
@pack_option
@json_option
def double(
    sample: str | None,
    size: int | None,
    record_at: str,
    packs: tuple[str, ...],
    coders: tuple[str, ...],
    *,
    seed: int,
    who: str,
    machine: bool,
    as_json: bool,
) -> None:
    """Draw texts for two people to code blindly, or print how far the coders of SAMPLE agree.

    They code in the browser (`concord serve`, Review, Double coding) or in a spreadsheet
    (`concord review sheet`). Agreement is on units first, then alpha by field with intervals.

        concord review double --draw 20 --seed 7 --coders ayesha,bilal
        concord review double double-1
    """
    book = load(packs)
    with open_record(record_at, create=False) as record:
        if size is not None:
            drawn = auditing.draw_double(
                record, size=size, seed=seed, coders=coders, who=who, name=sample
            )
            say(f"{drawn.name}: {counted(len(drawn.items), 'text')} for {' and '.join(coders)}")
            return
        if sample is None:
            raise click.UsageError("Name a sample, or draw one: --draw 20 --coders NAME,NAME.")
        held = record.find_sample(sample)
        found = adjudicating.agreement(record, book, held, seed=seed, with_machine=machine)
        progress = codings_of(record.answers(), frozenset(item.key for item in held.items))
    for coder in held.coders:
        say(f"{coder}: {len(progress.get(coder, {}))} of {len(held.items)} coded")
    if found is None:
        say("There is no text yet that both have coded.")
    elif as_json:
        print_json(dataclasses.asdict(found))
    else:
        click.echo(found.title + "\n")
        print_table(found.columns, found.rows)
        click.echo(f"\n{found.words}\n\nDefinition: {found.definition}")
        for check in found.checks:
            click.echo(f"Note: {check}")


@click.command()
@click.argument("sample")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write it.")
@click.option(
    "--import",
    "filled",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Take the filled sheet (csv or xlsx) as the coding of --as NAME.",
)
@click.option("--as", "who", default=lambda: load_settings().who, help="Whose coding it is.")
@record_option
@pack_option
def sheet(
    sample: str,
    output: Path | None,
    filled: Path | None,
    who: str,
    record_at: str,
    packs: tuple[str, ...],
) -> None:
    """Write the texts of SAMPLE as a spreadsheet to fill in, or take a filled one as a coding.

    One row for each event, with the columns of an events export; copy the row of a text for a
    second event. A text in which nothing happened: `yes` in the column read, the rest empty.

        concord review sheet double-1 -o ayesha.csv
        concord review sheet double-1 --import ayesha.csv --as ayesha
    """
    if (output is None) == (filled is None):
        raise click.UsageError("Give either -o FILE to write the sheet, or --import FILE.")
    with open_record(record_at, create=False) as record:
        held = record.find_sample(sample)
        documents = {d.id: d for d in record.documents(i.document_id for i in held.items)}
        if output is not None:
            written = write_sheet(output, held, documents)
            say(f"{counted(written, 'text')} of {held.name} written to {output}")
            return
        _check_coder(held, who)
        items = list(read_sheet(filled or Path(), held, documents, load(packs), who=who))
        answers = [each for each in items if not isinstance(each, Problem)]
        for each in answers:
            record.answer(each)
    events = sum(len(each.rows) for each in answers)
    say(f"{counted(len(answers), 'text')} with {counted(events, 'event')} taken as coded by {who}")
    finish([each for each in items if isinstance(each, Problem)])


def _check_coder(sample: Sample, who: str) -> None:
    if who not in sample.coders:
        raise click.UsageError(
            f"{sample.name} is coded by {' and '.join(sample.coders)}: say whose sheet it is by"
            " --as NAME."
        )


COMMANDS = (double, sheet)
