"""`concord review audit` and `answer`: a random sample of what no queue shows, and its answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from concord import auditing
from concord.analysis.audit import FIELDS, STRATA
from concord.cli.options import Words, json_option, pack_option, record_option
from concord.cli.output import counted, print_json, print_table, say
from concord.codebook.book import load
from concord.errors import ConcordError
from concord.exchange.training import write_corrections
from concord.record import Record, open_record
from concord.record.audits import VERDICTS, Answer, Item, Sample, latest
from concord.settings import load_settings

COLUMNS = ("number", "stratum", "id", "what", "answer")
LONGEST = 90


class NoSampleError(ConcordError):
    """An audit of a record of which nothing was drawn."""

    def __init__(self) -> None:
        super().__init__("Nothing has been drawn yet. `concord review audit --draw 60` draws.")


class NoSuchItemError(ConcordError):
    """A number that no item of a sample has."""

    def __init__(self, sample: Sample, number: int) -> None:
        super().__init__(f"{sample.name} has items 1 to {len(sample.items)}, and no {number}.")


@click.command(name="audit")
@click.argument("sample", required=False)
@click.option("--draw", "size", type=click.IntRange(min=1, max=100_000), help="Draw so many.")
@click.option("--seed", default=1, show_default=True, help="The same seed draws the same sample.")
@click.option("--name", help="What the new sample is called; else audit-1, audit-2, ...")
@click.option("--as", "who", default=lambda: load_settings().who, help="Who draws.")
@record_option
@pack_option
@json_option
def audit(
    sample: str | None,
    size: int | None,
    record_at: str,
    packs: tuple[str, ...],
    seed: int,
    name: str | None,
    who: str,
    *,
    as_json: bool,
) -> None:
    """Draw a sample to audit, or list SAMPLE (else the newest) with its answers.

    Drawn are documents that were set aside, sentences in which no event was read, and incidents,
    those that no queue shows apart. `concord review answer` takes what you find, the browser too;
    `concord analyse audit` prints precision and recall.

        concord review audit --draw 60 --seed 7
    """
    with open_record(record_at, create=False) as record:
        if size is not None:
            found = auditing.draw_audit(
                record, load(packs), size=size, seed=seed, who=who, name=name or sample
            )
        else:
            found = find_sample(record, sample)
        rows = _rows(record, found)
    if as_json:
        print_json([dict(zip(COLUMNS, row, strict=True)) for row in rows])
        return
    print_table(COLUMNS, rows)
    strata = ", ".join(
        f"{each.drawn} of {each.population} {STRATA[each.name]}"
        for each in found.strata
        if each.drawn
    )
    say(f"{found.name}, seed {found.seed}, drawn by {found.who}: {strata}")


def find_sample(record: Record, name: str | None) -> Sample:
    """Return the sample of a name, or the newest that is to be audited; raises NoSampleError."""
    if name is not None:
        return record.find_sample(name)
    drawn = [each for each in record.samples() if each.kind == "audit"]
    if not drawn:
        raise NoSampleError
    return drawn[-1]


def _rows(record: Record, sample: Sample) -> list[tuple[int, str, str, str, str]]:
    held = latest(record.answers(), "audit")
    ids = {item.document_id for item in sample.items}
    titles = {d.id: d.title or d.text[:LONGEST] for d in record.documents(ids)}
    run = record.chosen_run(sample.run_id)
    rows = []
    for number, item in enumerate(sample.items, start=1):
        incident = record.find_incident(run, item.subject) if run and item.subject else None
        what = incident.facts.summary if incident else titles.get(item.document_id, "")
        answer = _say(held[item.key]) if item.key in held else ""
        rows.append((number, item.stratum, item.subject or item.document_id,
                     " ".join(what.split())[:LONGEST], answer))  # fmt: skip
    return rows


def _say(answer: Answer) -> str:
    told = answer.verdict
    if answer.wrong:
        told += f" ({', '.join(answer.wrong)})"
    if answer.verdict == "read":
        told = f"missed {answer.missed}, {answer.held} of them held"
    return f"{told}, {answer.who}"


@click.command(name="answer")
@click.argument("sample")
@click.argument("number", type=int)
@click.argument("verdict", type=click.Choice(VERDICTS))
@click.option("--wrong", type=Words(), help=f"Fields that are wrong: {', '.join(FIELDS)}.")
@click.option("--missed", default=0, help="Incidents told here that were not read here.")
@click.option("--held", default=0, help="How many of these the record has from other texts.")
@click.option("--as", "who", default=lambda: load_settings().who, help="Whose answer this is.")
@click.option("--note", help="Why, in a sentence.")
@record_option
def answer(
    sample: str,
    number: int,
    verdict: str,
    record_at: str,
    wrong: tuple[str, ...] | None,
    **given: Any,
) -> None:
    """Answer item NUMBER of an audited SAMPLE; a later answer takes the place of an earlier one.

    Of an incident: right, wrong (with --wrong where,killed), none (it is no incident), twice (the
    record holds it already), unsure. Of a text: read, with --missed and --held.

        concord review answer audit-1 3 wrong --wrong where
        concord review answer audit-1 4 read --missed 2 --held 1
    """
    with open_record(record_at, create=False) as record:
        found = record.find_sample(sample)
        item = item_of(found, number)
        fits = ("right", "wrong", "none", "twice", "unsure") if item.subject else ("read", "unsure")
        if verdict not in fits:
            raise click.UsageError(
                f"Item {number} is of {STRATA[item.stratum]}: answer {', '.join(fits)}."
            )
        unknown = sorted(set(wrong or ()) - set(FIELDS))
        if unknown:
            raise click.UsageError(f"No field {', '.join(unknown)}: use {', '.join(FIELDS)}.")
        made = record.answer(
            Answer(
                item=item.key,
                kind="audit",
                document_id=item.document_id,
                verdict=verdict,
                wrong=tuple(wrong or ()),
                **given,
            )
        )
    say(f"{made.verdict} recorded as answer {made.sequence}")


def item_of(sample: Sample, number: int) -> Item:
    """Return the item of a number, from 1; raises NoSuchItemError."""
    if not 1 <= number <= len(sample.items):
        raise NoSuchItemError(sample, number)
    return sample.items[number - 1]


@click.command(name="corrections")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The file: one JSON line a ruling.",
)
@record_option
@pack_option
def corrections(output: Path, record_at: str, packs: tuple[str, ...]) -> None:
    """Write what people ruled as training data: JSON lines with offsets into the texts.

    Accepted, rejected and corrected events, with the machine's value beside yours and the places
    of the words, and the sentences that an audit found to tell of a missed incident. `concord
    train` reads the record itself; this is for other programs. Sentences are quoted as they stand.

        concord review corrections -o corrections.jsonl
    """
    with open_record(record_at, create=False) as record:
        written = write_corrections(record, load(packs), output)
    say(f"{counted(written, 'line')} written to {output}")


COMMANDS = (audit, answer, corrections)
