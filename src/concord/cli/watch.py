"""`concord watch`: feeds and folders, looked at politely, coded and linked."""

from __future__ import annotations

import signal
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import click

from concord.cli.options import pack_option, record_option
from concord.cli.output import counted, finish, print_table, say, show_problems
from concord.codebook.book import load
from concord.record import open_record
from concord.record.feeds import feed_states
from concord.watching import Pass, Watcher, read_feeds

if TYPE_CHECKING:
    from types import FrameType


@click.command()
@click.argument("feeds", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--once", is_flag=True, help="Look once at what is due, and end.")
@click.option("--status", is_flag=True, help="Show how far each source has been watched, and end.")
@record_option
@pack_option
def watch(feeds: Path, record_at: str, packs: tuple[str, ...], *, once: bool, status: bool) -> None:
    """Look at the feeds and folders of FEEDS (YAML) again and again; code and link what is new.

    Unchanged feeds are not sent again, robots.txt is obeyed, a host gets a request every two
    seconds at most, and one that fails is left alone for longer each time. Ctrl-C ends it when the
    source in hand is done; started again, it goes on where it was.

        concord watch feeds.yaml

        concord watch feeds.yaml --once
    """
    sources = read_feeds(feeds)
    with open_record(record_at) as record:
        if status:
            rows = [
                (s.address, s.checked or "", s.due or "", s.documents, s.failures, s.fault or "")
                for s in feed_states(record.database)
            ]
            columns = ("source", "last look", "due", "documents", "failures", "fault")
            print_table(columns, rows)
            return
        watcher = Watcher(record, load(packs), sources)
        if once:
            done = watcher.look()
            if not done.looked:
                say("No source is due yet: --status shows when each will be.")
            elif not (done.added or done.problems or done.incidents is not None):
                say(f"{counted(done.looked, 'source')} looked at: nothing new")
            _tell(done)
            finish(done.problems)
            return
        watcher.run(_stopped_by_signals(), tell=_tell)
    say("Stopped.")


def _tell(done: Pass) -> None:
    """Say what a pass did; one that found nothing new says nothing."""
    if done.added or done.problems or done.incidents is not None:
        standing = f", {counted(done.incidents, 'incident')}" if done.incidents is not None else ""
        say(
            f"{counted(done.looked, 'source')} looked at, {done.unchanged} unchanged:"
            f" {counted(done.added, 'document')} added{standing}"
        )
        show_problems(done.problems)


def _stopped_by_signals() -> Event:
    """Return an event that Ctrl-C and an orderly end of the system set; a second Ctrl-C kills."""
    stop = Event()

    def ask(number: int, frame: FrameType | None) -> None:
        del frame
        stop.set()
        signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ask)
    return stop
