"""`concord check`: published statistics against the record and the series of institutes."""

from __future__ import annotations

import csv
import dataclasses
import functools
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from concord import checking, pipeline
from concord.checking.listing import ROWS, addresses, list_reckonings
from concord.cli.options import json_option, pack_option, record_option, scope_options
from concord.cli.output import DONE_WITH_PROBLEMS, counted, leave, print_json, say
from concord.cli.verdicts import print_verdicts
from concord.codebook.book import load
from concord.errors import ConcordError
from concord.exchange.formats import safe_cell
from concord.record import open_record
from concord.record.rows import quote_masks
from concord.record.rows_quotes import mask_verdict
from concord.record.rows_redaction import Redactor

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from concord.checking import Evidence
    from concord.codebook.book import Codebook
    from concord.model import Verdict
    from concord.record import Record, View


class NothingToCheckError(ConcordError):
    """What was given holds no statistic."""

    def __init__(self) -> None:
        super().__init__(
            "There is no statistic to check: give a sentence with a number, a share, a change or a"
            " rank of attacks or people killed, and its year."
        )


@click.command()
@click.argument("text", required=False)
@click.option(
    "--file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Check the statistics of a text file.",
)
@click.option("--published", help="The day of publication: what 'last year' counts from.")
@click.option("--series/--no-series", default=True, help="Ask the institutes' published series.")
@click.option("--all", "every", is_flag=True, help="Print every definition that was tried.")
@click.option("--strict", is_flag=True, help="End with status 3 if a statistic does not hold.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write all definitions with their sources to a CSV file.",
)
@record_option
@pack_option
@scope_options
@json_option
def check(
    text: str | None,
    file: Path | None,
    output: Path | None,
    published: str | None,
    record_at: str,
    packs: tuple[str, ...],
    scope: dict[str, Any],
    **how: bool,
) -> None:
    """Check published statistics: of TEXT (- is standard input), a file, or the record itself.

        concord check "Militant attacks in Pakistan rose 69 percent in 2023"

    Each is worked out under every sensible definition: by the publisher's own first, then by the
    record's, then by others. The record and its imported data sets are asked, and the series that
    institutes publish. Without TEXT and --file, the statistics that the record's documents publish
    are checked.
    """
    book = load(packs)
    words = _text(text, file)
    with _opened(record_at, needed=words is None) as record:
        evidence = pipeline.evidence(record, book, series=how["series"], scope=scope)
        if words is not None:
            verdicts = checking.check_text(words, evidence, published=published)
        else:
            assert record is not None  # noqa: S101 - opened, as needed
            verdicts = _of_record(record.view(book=book), book, evidence)
        if not verdicts:
            raise NothingToCheckError
        if output is not None:
            _write(verdicts, book, record, output)
    _show(verdicts, book, **how)


def _of_record(view: View, book: Codebook, evidence: Evidence) -> tuple[Verdict, ...]:
    """Return the verdicts on what the documents publish, their private names hidden."""
    masks = quote_masks(view, Redactor(book))
    return tuple(
        mask_verdict(each, functools.partial(masks.hide, each.document_id))
        for each in checking.check_statistics(view, evidence)
    )


def _write(
    verdicts: tuple[Verdict, ...], book: Codebook, record: Record | None, output: Path
) -> None:
    """Write one row per definition, with the addresses that report the incidents behind it."""
    sources = addresses(record.view(book=book), verdicts) if record is not None else {}
    rows = list(list_reckonings(verdicts, book, lambda each: sources.get(each, ())))
    with output.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, ROWS, lineterminator="\r\n")
        writer.writeheader()
        for row in rows:
            writer.writerow({name: safe_cell(value) for name, value in row.items()})
    say(f"{counted(len(rows), 'row')} written to {output}")


def _text(text: str | None, file: Path | None) -> str | None:
    if file is not None:
        return file.read_text("utf-8", "replace")
    return sys.stdin.read() if text == "-" else text


def _opened(record_at: str, *, needed: bool) -> AbstractContextManager[Record | None]:
    """Open the record; without one in the working directory, a text is checked by series alone."""
    source = click.get_current_context().get_parameter_source("record_at")
    given = source is not click.core.ParameterSource.DEFAULT
    if not needed and not given and "://" not in record_at and not Path(record_at).exists():
        say(f"There is no record {record_at}: only the institutes' series are asked.")
        return nullcontext(None)
    return open_record(record_at, create=False)


def _show(
    verdicts: tuple[Verdict, ...], book: Codebook, *, as_json: bool, every: bool, **how: bool
) -> None:
    answer = checking.overall(verdicts)
    if as_json:
        print_json({"verdict": answer, "verdicts": [dataclasses.asdict(v) for v in verdicts]})
    else:
        print_verdicts(verdicts, book, every=every)
    if how["strict"] and answer == "does_not_hold":
        leave(DONE_WITH_PROBLEMS)
