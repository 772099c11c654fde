"""`concord serve`: the record in a browser."""

from __future__ import annotations

import socket
import webbrowser

import click

from concord.cli.options import pack_option, record_option
from concord.cli.output import say
from concord.codebook.book import load
from concord.errors import ConcordError
from concord.record import open_record

# Every address of the machine: none of them is a name that a browser asks for.
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared with, not listened at
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class PortTakenError(ConcordError):
    """A port that another program listens at."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"Another program listens at {host}:{port}. Take another port by --port, or 0 for any "
            "that is free."
        )


@click.command()
@record_option
@pack_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", default=8765, show_default=True, help="Where to listen; 0 for any.")
@click.option(
    "--allow-host",
    "names",
    multiple=True,
    help="A further name under which the application may be reached. May be given several times.",
)
@click.option("--title", default="Concord", show_default=True, help="The record's name.")
@click.option(
    "--with-names", is_flag=True, help="Show the names of victims and of private persons."
)
@click.option("--open", "open_browser", is_flag=True, help="Open it in the browser.")
def serve(
    record_at: str,
    packs: tuple[str, ...],
    host: str,
    port: int,
    names: tuple[str, ...],
    title: str,
    *,
    with_names: bool,
    open_browser: bool,
) -> None:
    """Open the record in a browser: explore and read it, with the sentence behind every number.

    It answers on this machine alone unless --host says otherwise. Stop it by Ctrl-C.

        concord serve --record 2024.db --open
    """
    from concord.web import create_app
    from concord.web.security import LOCAL
    from concord.web.serving import run_server

    hosts = (*LOCAL, *(each for each in (host,) if each not in EVERYWHERE), *names)
    with _listen(host, port) as listening, open_record(record_at, create=False) as record:
        shown = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/"
        app = create_app(record, load(packs), title=title, hosts=hosts, with_names=with_names)
        say(f"{record_at} is open at {shown} (Ctrl-C to stop)")
        if host not in LOOPBACK:
            say("Anybody who can reach this address can read the record.")
        if open_browser:
            webbrowser.open(shown)
        run_server(app, listening)


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens there; raises PortTakenError before anything is read."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise PortTakenError(host, port) from error
    return listening
