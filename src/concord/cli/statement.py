"""`concord statement add`: what an actor said or did about an option, with its cited source."""

from __future__ import annotations

from typing import Any

import click

from concord import pipeline
from concord.cli.incident import SOURCE_HELP, add_source_options
from concord.cli.options import pack_option, record_option
from concord.cli.output import say
from concord.codebook.book import load
from concord.exchange.hand import CitedSource
from concord.exchange.hand_statements import FIELDS, NEEDED, STANCES, VOICES, hand_statement
from concord.record import open_record

_HELP = {
    "speaker": "the actor, as the source or the codebook names it",
    "option": "the policy option: negotiation, border_management, ... (see the codebook page)",
    "stance": ", ".join(STANCES),
    "said": "2023, 2023-05 or 2023-05-31",
    "quote": "the words, as the source has them",
    "voice": f"{', '.join(VOICES)}; own unless you say so",
    "person": "who spoke, of an office holder or public figure",
    "office": "in which office",
    "target": "another actor, if the words are about one",
    "country": "two letters, where the speaker's name is not enough",
    "condition": "the condition that the speaker sets, in its words",
    "hedged": "yes, if the speaker holds back",
    "forecast": "yes, if the words foresee and do not demand",
}


@click.group()
def statement() -> None:
    """Enter statements by hand: who stands where on what."""


def _options(command: click.Command) -> click.Command:
    for name in FIELDS:
        option = click.Option([f"--{name}"], help=_HELP[name], required=name in NEEDED)
        command.params.append(option)
    return add_source_options(command)


@statement.command(name="add")
@record_option
@pack_option
def add_(record_at: str, packs: tuple[str, ...], **given: Any) -> None:
    """Add one statement with its source, of any kind and language.

    It counts in positions, agreement and divergence like those read from texts. The source needs
    a title, with a publisher, a URL or a reference.

        concord statement add --speaker "Government of Balochistan" --option negotiation
        --stance calls_for --said 2024-06-20 --quote "We ask for talks."
        --source-title "Evening bulletin" --source-publisher "Example Radio"
    """
    fields = {name: given[name] for name in FIELDS if given.get(name)}
    cited = CitedSource(**{name: given[f"source_{name}"] for name in SOURCE_HELP})
    book = load(packs)
    document, made = hand_statement(fields, cited, book)
    with open_record(record_at) as record:
        added = pipeline.add_by_hand(record, book, document, made)
    speaker = made.speaker_name or f"{made.speaker}, whom the codebook does not know"
    say(
        f"{made.id} by {speaker} added to {record_at}"
        if added
        else f"{made.id} stands in the record already"
    )


_options(add_)
