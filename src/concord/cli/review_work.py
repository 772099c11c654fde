"""`concord review assign` and `work`: whose work an incident is, and how far it is."""

from __future__ import annotations

import click

from concord.cli.options import json_option, record_option
from concord.cli.output import counted, print_json, print_table, say
from concord.record import open_record
from concord.record.assignments import STATES, Assignment, assign, present_assignments
from concord.record.decisions import UnknownSubjectError
from concord.settings import load_settings

COLUMNS = ("incident_id", "state", "assignee", "who", "recorded", "note")


@click.command(name="assign")
@click.argument("subjects", nargs=-1, required=True)
@click.option("--to", "assignee", help="Whose work it is from now on.")
@click.option(
    "--state",
    type=click.Choice(STATES),
    help="The state of work; else assigned with --to, and unassigned without.",
)
@click.option("--as", "who", default=lambda: load_settings().who, help="Who says so.")
@click.option("--note", help="Why, in a sentence.")
@record_option
def assign_(
    subjects: tuple[str, ...],
    record_at: str,
    assignee: str | None,
    state: str | None,
    who: str,
    note: str | None,
) -> None:
    """Assign the incidents SUBJECTS... to somebody, or set their state of work.

    concord review assign i-... i-... --to bilal
    """
    chosen = next(s for s in STATES if s == (state or ("assigned" if assignee else "unassigned")))
    with open_record(record_at, create=False) as record:
        run = record.chosen_run()
        for subject in subjects:
            incident = record.find_incident(run, subject) if run else None
            if incident is None:
                raise UnknownSubjectError(subject)
            assign(
                record,
                Assignment(
                    subject=incident.id, state=chosen, assignee=assignee, who=who, note=note
                ),
            )
    say(f"{counted(len(subjects), 'incident')}: {chosen}{f', {assignee}' if assignee else ''}")


@click.command()
@click.option("--mine", is_flag=True, help="Only what is assigned to you (--as, CONCORD_USER).")
@click.option("--state", type=click.Choice(STATES), help="Only what is in this state.")
@click.option("--as", "who", default=lambda: load_settings().who, help="Who you are.")
@record_option
@json_option
def work(record_at: str, *, mine: bool, state: str | None, who: str, as_json: bool) -> None:
    """List whose work each incident is, and how far it is."""
    with open_record(record_at, create=False) as record:
        held = present_assignments(record, record.chosen_run())
    rows = [
        (ident, task.state, task.assignee, task.who, task.recorded, task.note)
        for ident, task in sorted(held.items())
        if state in (None, task.state) and (not mine or task.assignee == who)
    ]
    if as_json:
        print_json([dict(zip(COLUMNS, row, strict=True)) for row in rows])
    elif rows:
        print_table(COLUMNS, rows)
    else:
        say("Nothing is assigned here. `concord review assign INCIDENT --to NAME` assigns.")


COMMANDS = (assign_, work)
