"""`concord build` and its steps one by one: add, code, link, report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from concord import pipeline
from concord.cli.options import json_option, pack_option, record_option
from concord.cli.output import counted, finish, print_json, say, track, wait
from concord.codebook.book import load
from concord.coding.engines import DEFAULT_ENGINE, can_run, engine_with
from concord.record import open_record

if TYPE_CHECKING:
    from concord.codebook.book import Codebook
    from concord.model import Ledger, Run
    from concord.record import Record

_sources = click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
_fetch = click.option("--fetch", is_flag=True, help="Allow http(s) addresses as sources.")
_engine = click.option(
    "--engine", default=DEFAULT_ENGINE, show_default=True, help="The coder: rules, encoder."
)
_model = click.option(
    "--model",
    metavar="NAME|FOLDER",
    help="The reading model: base, fast, or one of `concord train` (default: CONCORD_MODEL, else"
    " base).",
)
_workers = click.option(
    "--workers",
    default="1",
    show_default=True,
    metavar="N|all|ray|ray://HOST:PORT",
    help="Who codes: a number of processes, or a Ray cluster.",
)
_title = click.option("--title", default="Concord report", help="The report's heading.")


def _chosen(engine: str, model: str | None) -> str:
    """Return the engine that codes: the rules, and it says so, if nothing runs the default one.

    An engine or a model that was asked for is never replaced.
    """
    asked = click.get_current_context().get_parameter_source("engine")
    default = asked is ParameterSource.DEFAULT and not model
    if default and not can_run(engine):
        say("onnxruntime is not installed: coding by the rules alone, without the reading model")
        return "rules"
    return engine_with(engine, model)


def say_ledger(ledger: Ledger) -> None:
    """Print what became of the documents, so that none is unaccounted for."""
    parts = [f"{ledger.coded} coded"]
    if ledger.rejected:
        parts.append(f"{ledger.rejected} rejected")
    if ledger.failed:
        parts.append(f"{ledger.failed} failed")
    if ledger.pending:
        parts.append(f"{ledger.pending} still to code")
    why = "; ".join(f"{reason}: {count}" for reason, count in sorted(ledger.reasons.items()))
    say(f"{counted(ledger.documents, 'document')}: {', '.join(parts)}{f' ({why})' if why else ''}")


def _hint(record: Record, book: Codebook, run: Run) -> None:
    """Say once that there is a pack for the country that the reports are about."""
    found = pipeline.suggest_packs(record, book, run)
    if found is not None:
        options = " ".join(f"--pack {name}" for name in found.packs)
        say(
            f"there is a pack for {found.country}, where {found.events} of"
            f" {counted(found.of, 'event')} took place: {options}"
            f" (or CONCORD_PACKS={','.join(found.packs)})"
        )


@click.command()
@_sources
@record_option
@pack_option
@click.option(
    "--report",
    "report_to",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("report.html"),
    show_default=True,
    help="Where the report goes.",
)
@_title
@_engine
@_model
@_workers
@_fetch
@json_option
def build(
    sources: tuple[str, ...],
    record_at: str,
    packs: tuple[str, ...],
    report_to: Path,
    title: str,
    engine: str,
    workers: str,
    *,
    model: str | None,
    fetch: bool,
    as_json: bool,
) -> None:
    """Read, code and link SOURCE... and write a report: the main job.

    A SOURCE is a file (.txt .html .pdf .jsonl .csv .parquet .warc, a feed), a folder of them, or an
    address with --fetch. What cannot be read is listed with its reason and the rest goes on. Run it
    again after an interruption, or with more sources: nothing is read or coded twice.

        concord build articles/ --report 2024.html
    """
    book = load(packs)
    with open_record(record_at) as record:
        built = pipeline.build(
            sources,
            record=record,
            book=book,
            engine=_chosen(engine, model),
            workers=workers,
            fetch=fetch,
            track=track,
        )
        wait(lambda: pipeline.report(record, book, report_to, title=title), "writing the report")
        problems = (*built.reading.problems, *record.coding_problems(built.run))
        _hint(record, book, built.run)
    if as_json:
        print_json(
            {
                "record": record_at,
                "run": built.run.id,
                "report": str(report_to),
                "added": built.reading.added,
                "known": built.reading.known,
                "documents": built.ledger.documents,
                "coded": built.ledger.coded,
                "rejected": built.ledger.rejected,
                "failed": built.ledger.failed,
                "incidents": built.incidents,
                "problems": len(problems),
            }
        )
    else:
        say_ledger(built.ledger)
        say(f"{counted(built.incidents, 'incident')} in {record_at}; the report is {report_to}")
    finish(problems)


@click.command()
@_sources
@record_option
@_fetch
def add(sources: tuple[str, ...], record_at: str, *, fetch: bool) -> None:
    """Read SOURCE... into the record, without coding."""
    with open_record(record_at) as record:
        found = pipeline.add(sources, record=record, fetch=fetch, track=track)
    say(f"{counted(found.added, 'document')} added, {found.known} known already")
    finish(found.problems)


@click.command()
@record_option
@pack_option
@_engine
@_model
@_workers
def code(
    record_at: str, packs: tuple[str, ...], engine: str, model: str | None, workers: str
) -> None:
    """Code the documents that this coder and codebook have not coded yet."""
    book = load(packs)
    with open_record(record_at, create=False) as record:
        chosen = _chosen(engine, model)
        run = pipeline.code(record, book, engine=chosen, workers=workers, track=track)
        ledger, problems = record.ledger(run), record.coding_problems(run)
        _hint(record, book, run)
    say_ledger(ledger)
    finish(problems)


@click.command()
@record_option
@pack_option
@click.option("--run", "run_id", help="Link the events of this run instead of the latest.")
def link(record_at: str, packs: tuple[str, ...], run_id: str | None) -> None:
    """Link the events of all documents into incidents, under the decisions made so far."""
    book = load(packs)
    with open_record(record_at, create=False) as record:
        run = record.chosen_run(run_id)
        incidents = wait(lambda: pipeline.link(record, book, run), "linking")
    say(counted(incidents, "incident"))


@click.command()
@record_option
@pack_option
@_title
@click.option("--release", help="Report on this release instead of the working record.")
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("report.html"),
    show_default=True,
)
def report(
    record_at: str, packs: tuple[str, ...], title: str, release: str | None, output: Path
) -> None:
    """Write the stand-alone report of the record: one HTML file, everything inside."""
    with open_record(record_at, create=False) as record:
        book = load(packs)
        wait(
            lambda: pipeline.report(record, book, output, title=title, release=release),
            "writing the report",
        )
    say(f"The report is {output}")
