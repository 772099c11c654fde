from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
import sqlalchemy as sa
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

NUMBERS = itertools.count(1)
# A slow machine is no failure.
settings.register_profile("concord", deadline=None)
settings.load_profile("concord")


def miss(reason: str) -> NoReturn:
    """Skip visibly, or fail where the services are promised."""
    if os.environ.get("CONCORD_REQUIRE_SERVICES") == "1":
        pytest.fail(f"CONCORD_REQUIRE_SERVICES=1, but {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A server's URL: CONCORD_TEST_POSTGRESQL, or a throw-away cluster without a network port."""
    given = os.environ.get("CONCORD_TEST_POSTGRESQL")
    if given:
        yield given
        return
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    found += [Path(path)] if (path := shutil.which("pg_ctl")) else []
    if not found:
        miss("no PostgreSQL: set CONCORD_TEST_POSTGRESQL or install the package postgresql")
    folder = Path(tempfile.mkdtemp(prefix="concord-pg-"))
    # The server refuses to run as root, so root lends it the account that Debian made for it.
    account = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    if os.geteuid() == 0:
        shutil.chown(folder, account, account)

    def run(program: str, *options: str) -> None:
        command = [str(found[-1].with_name(program)), "-D", str(folder / "data"), *options]
        lent = {"user": account, "group": account, "extra_groups": []} if os.geteuid() == 0 else {}
        with (folder / "log").open("ab") as log:
            subprocess.run(command, check=True, cwd="/", stdout=log, stderr=log, timeout=60, **lent)

    quick = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    run("initdb", "-U", "concord", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    run("pg_ctl", "start", "-w", "-o", quick)
    yield f"postgresql://concord@/postgres?host={folder}"
    run("pg_ctl", "stop", "-m", "immediate")
    shutil.rmtree(folder)


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """The URL of an empty schema of its own."""
    schema = f"concord_test_{os.getpid()}_{next(NUMBERS)}"
    bare = postgresql_server.partition("://")[2]
    engine = sa.create_engine(f"postgresql+psycopg://{bare}", poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.execute(sa.text(f"CREATE SCHEMA {schema}"))
    separator = "&" if "?" in postgresql_server else "?"
    yield f"{postgresql_server}{separator}options=-csearch_path%3D{schema}"
    with engine.begin() as connection:
        connection.execute(sa.text(f"DROP SCHEMA {schema} CASCADE"))
