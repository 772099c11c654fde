"""`concord serve`: the record in a browser."""

from __future__ import annotations

import socket
import webbrowser
from pathlib import Path

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


class NoAccountsError(ConcordError):
    """A record without accounts that other machines could reach."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"At {host}, anybody who can reach this machine could read and change the record. Give "
            "accounts by --users FILE (`concord serve --users FILE --add-user NAME` writes one), "
            "or leave --host away."
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
@click.option(
    "--users",
    "users_at",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file of accounts: whoever comes must log in, and may do what her role may.",
)
@click.option("--add-user", "new_user", metavar="NAME", help="Write an account into --users.")
@click.option(
    "--role",
    type=click.Choice(["reader", "coder", "editor"]),
    default="coder",
    show_default=True,
    help="What the new account may do: read; rule too; take back others' rulings too.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open it in the browser.")
def serve(
    record_at: str,
    packs: tuple[str, ...],
    host: str,
    port: int,
    *,
    names: tuple[str, ...],
    title: str,
    users_at: Path | None,
    new_user: str | None,
    role: str,
    with_names: bool,
    open_browser: bool,
) -> None:
    """Open the record in a browser: explore and read it, with the sentence behind every number.

    It answers on this machine alone, to one person without a login. For a team, --users names a
    file of accounts, and --host says where to listen. Stop it by Ctrl-C.

        concord serve --record 2024.db --open

        concord serve --users team.yaml --add-user ayesha --role editor

        concord serve --users team.yaml --host 0.0.0.0 --allow-host record.example.org
    """
    from concord.web import create_app
    from concord.web.accounts import Users
    from concord.web.aside import PATIENCE
    from concord.web.security import LOCAL
    from concord.web.serving import run_server

    if new_user is not None:
        _add_user(users_at, new_user, role)
        return
    users = Users(users_at) if users_at else None
    if users is None and host not in LOOPBACK:
        raise NoAccountsError(host)
    hosts = (*LOCAL, *(each for each in (host,) if each not in EVERYWHERE), *names)
    with _listen(host, port) as listening, open_record(record_at, create=False) as record:
        shown = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/"
        app = create_app(
            record,
            load(packs),
            title=title,
            hosts=hosts,
            with_names=with_names,
            users=users,
            patience=PATIENCE,
        )
        say(f"{record_at} is open at {shown} (Ctrl-C to stop)")
        if host not in LOOPBACK:
            say("Passwords travel in the clear unless a proxy before it speaks https.")
        if open_browser:
            webbrowser.open(shown)
        run_server(app, listening)


def _add_user(users_at: Path | None, name: str, role: str) -> None:
    """Ask for a password and write the account."""
    from concord.web.accounts import add_user

    if users_at is None:
        raise click.UsageError("--add-user needs --users FILE: the file to write the account into.")
    password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    add_user(users_at, name, role, password)
    say(f"{name} is a {role} in {users_at}.")


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
