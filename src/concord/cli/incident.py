"""`concord incident add`: an incident by hand, with its cited source."""

from __future__ import annotations

from typing import Any

import click

from concord import pipeline
from concord.cli.options import pack_option, record_option
from concord.cli.output import say
from concord.codebook.book import load
from concord.exchange.facts import FIELDS
from concord.exchange.hand import CitedSource, hand_incident
from concord.record import open_record

_HELP = {
    "type": "suicide_bombing, armed_attack, ... (see the codebook page)",
    "happened_from": "2023, 2023-05 or 2023-05-31",
    "place": "the place, as the gazetteer or the source names it",
    "perpetrators": "names, separated by ;",
    "attribution": "claimed, stated, blamed, suspected, inferred",
    "killed": "12, 12+ (at least), 10-14",
    "killed_attackers": "deaths on the initiator's side",
    "summary": "one neutral sentence: what happened",
}
SOURCE_HELP = {
    "title": "headline, report, broadcast, file",
    "publisher": "who published it",
    "published": "ISO date",
    "url": "where it stands",
    "reference": "archive mark, page, programme",
    "language": "ISO 639 code of the source",
    "note": "what a reader must know: who translated, how it was seen",
}


@click.group()
def incident() -> None:
    """Enter incidents by hand."""


def _options(command: click.Command) -> click.Command:
    for name in FIELDS:
        text = _HELP.get(name, "")
        option = click.Option([f"--{name.replace('_', '-')}"], help=text, required=name in NEEDED)
        command.params.append(option)
    return add_source_options(command)


def add_source_options(command: click.Command) -> click.Command:
    """Give a command the options that name the source of what is entered by hand."""
    for name, text in SOURCE_HELP.items():
        flag = click.Option(
            [f"--source-{name}", f"source_{name}"], help=text, required=name == "title"
        )
        command.params.append(flag)
    return command


NEEDED = ("type", "summary")


@incident.command(name="add")
@record_option
@pack_option
def add_(record_at: str, packs: tuple[str, ...], **given: Any) -> None:
    """Add one incident with its source, of any kind and language.

    It is linked, counted and corrected like those read from articles. A summary and a type are
    needed, and of the source its title with a publisher, a URL or a reference.

        concord incident add --type armed_attack --happened-from 2015-03-02 --place Sibi --killed 2
        --summary "Two guards were shot dead in Sibi." --source-title "Jang, page 3"
        --source-publisher Jang --source-language ur
    """
    fields = {name: given[name] for name in FIELDS if given.get(name)}
    cited = CitedSource(**{name: given[f"source_{name}"] for name in SOURCE_HELP})
    book = load(packs)
    document, event = hand_incident(fields, cited, book)
    with open_record(record_at) as record:
        added = pipeline.add_by_hand(record, book, document, event)
    say(f"{event.id} added to {record_at}" if added else f"{event.id} stands in the record already")


_options(add_)
