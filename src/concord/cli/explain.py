"""`concord explain`: how a document was coded, step by step, or why an incident is one."""

from __future__ import annotations

import click

from concord import pipeline
from concord.cli.options import record_option
from concord.codebook.book import load
from concord.record import open_record
from concord.record.run_packs import load_packs
from concord.settings import load_settings


@click.command()
@click.argument("subject", metavar="DOCUMENT_OR_INCIDENT_ID")
@record_option
@click.option(
    "--pack",
    "-p",
    "packs",
    multiple=True,
    show_default="those that the record was coded with",
    help="A codebook pack: a shipped name or a folder. May be given several times.",
)
def explain(subject: str, record_at: str, packs: tuple[str, ...]) -> None:
    """Print every step's output for one document, or every link of one incident.

    A document goes by its id, by the id it had in the input, or by its address; an incident by its
    id, an earlier id, or the id of one of its events.
    """
    with open_record(record_at, create=False) as record:
        run = record.chosen_run()
        if packs or run is None or run.engine == pipeline.HAND:
            book, remark = load(packs or load_settings().packs), ""
        else:
            book, remark = load_packs(record.database, run, load_settings().packs)
        if remark:
            click.echo(remark, err=True)
        for line in pipeline.explain(record, book, subject):
            click.echo(line)
