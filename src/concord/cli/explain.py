"""`concord explain`: how a document was coded, step by step, or why an incident is one."""

from __future__ import annotations

import click

from concord import pipeline
from concord.cli.options import pack_option, record_option
from concord.codebook.book import load
from concord.record import open_record


@click.command()
@click.argument("subject", metavar="DOCUMENT_OR_INCIDENT_ID")
@record_option
@pack_option
def explain(subject: str, record_at: str, packs: tuple[str, ...]) -> None:
    """Print every step's output for one document, or every link of one incident.

    A document goes by its id, by the id it had in the input, or by its address; an incident by its
    id, an earlier id, or the id of one of its events.
    """
    with open_record(record_at, create=False) as record:
        for line in pipeline.explain(record, load(packs), subject):
            click.echo(line)
