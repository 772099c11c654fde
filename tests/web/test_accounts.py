"""Accounts: who may come in, what each role may do, and that no route is forgotten."""

from __future__ import annotations

import json
import re
import stat
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient
from tests.web.filling import token_in
from tests.web.test_security import path_of, rights_of, routes

from concord import pipeline
from concord.cli import main
from concord.model import Decision
from concord.web import create_app
from concord.web.accounts import (
    InvalidAccountError,
    UnreadableUsersError,
    Users,
    add_user,
    read_users,
)
from concord.web.accounts_doors import (
    FAILURE_SECONDS,
    LONGEST_IDLE,
    LONGEST_SESSION,
    MOST_FAILURES,
    Limit,
    Sessions,
    TooManyFailuresError,
)
from concord.web.accounts_pages import MOST_LOGINS_AT_ONCE, _inside
from concord.web.accounts_tokens import Tokens

if TYPE_CHECKING:
    from pathlib import Path

    from concord.record import Record

WORDS = {"rasha": "reads the papers", "ayesha": "codes the papers", "emeka": "edits the papers"}
ROLES = {"rasha": "reader", "ayesha": "coder", "emeka": "editor"}
MAY = {
    "reader": {"enter", "read"},
    "coder": {"enter", "read", "code"},
    "editor": {"enter", "read", "code", "edit"},
}


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A hash takes its time on purpose: the accounts are written once."""
    file = tmp_path_factory.mktemp("users") / "team.yaml"
    for name, role in ROLES.items():
        add_user(file, name, role, WORDS[name])
    return file.read_text("utf-8")


@pytest.fixture
def file(tmp_path: Path, written: str) -> Path:
    made = tmp_path / "team.yaml"
    made.write_text(written, "utf-8")
    return made


@pytest.fixture
def app(record: Record, book: Any, file: Path) -> Any:
    pipeline.link(record, book, record.chosen_run())
    return create_app(record, book, hosts=("testserver",), users=Users(file))


@pytest.fixture
def client(app: Any) -> TestClient:
    return TestClient(app)


def token_of(client: TestClient, path: str = "/login") -> str:
    return token_in(client.get(path).text)


def log_in(client: TestClient, name: str, password: str | None = None, **more: str) -> Any:
    fields = {"name": name, "password": WORDS[name] if password is None else password}
    return client.post(
        "/login", data={"token": token_of(client), **fields, **more}, follow_redirects=False
    )


def entered(app: Any, name: str) -> TestClient:
    client = TestClient(app)
    assert log_in(client, name).status_code == 303
    return client


def test_the_file_holds_no_password_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    made = tmp_path / "team.yaml"
    add_user(made, "ayesha", "coder", "correct horse battery")
    assert "correct horse" not in made.read_text()
    assert "$argon2id$" in made.read_text()
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert read_users(made)["ayesha"].role == "coder"


@pytest.mark.parametrize(
    ("name", "role", "password", "words"),
    [("", "coder", "long enough words", "no name"), ("a b", "coder", "long enough words", "name"),
     ("<b>", "coder", "long enough words", "name"), ("ayesha", "king", "long enough words", "role"),
     ("ayesha", "coder", "short", "characters")],
)  # fmt: skip
def test_an_account_that_cannot_be_is_refused(
    tmp_path: Path, name: str, role: str, password: str, words: str
) -> None:
    with pytest.raises(InvalidAccountError, match=words):
        add_user(tmp_path / "team.yaml", name, role, password)
    assert not (tmp_path / "team.yaml").exists()


@pytest.mark.parametrize(
    "text",
    ["", "users: []", "users: [1]", "- a", "users: [{name: a, role: coder, password: open}]",
     "users: [{name: a, role: king, password: $argon2id$x}]", "users: [", "users: {a: b}",
     "users: " + "[{0}, {0}]".format("{name: a, role: coder, password: $argon2id$x}")],
)  # fmt: skip
def test_a_file_that_says_something_else_is_refused(tmp_path: Path, text: str) -> None:
    made = tmp_path / "team.yaml"
    made.write_text(text)
    with pytest.raises(UnreadableUsersError, match="--add-user"):
        Users(made)


def test_a_file_that_is_not_there_says_how_to_write_one(tmp_path: Path) -> None:
    with pytest.raises(UnreadableUsersError, match="--add-user"):
        Users(tmp_path / "none.yaml")


def test_a_stranger_sees_the_login_and_nothing_of_the_record(app: Any, client: TestClient) -> None:
    for route in routes(app):
        if set(rights_of(route)) == {"enter"}:
            continue
        method = "POST" if "POST" in (route.methods or ()) else "GET"
        answer = client.request(method, path_of(route), data={}, follow_redirects=False)
        assert answer.status_code in (303, 401), route.path
        if answer.status_code == 303:
            assert answer.headers["location"].startswith("/login?after=")


def test_every_route_of_the_table_says_its_right(app: Any) -> None:
    table = {route.path: rights_of(route) for route in routes(app)}
    assert [path for path, rights in table.items() if not rights] == []
    assert {path for path, rights in table.items() if set(rights) == {"enter"}} == {
        "/login", "/logout", "/account",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["rasha", "ayesha", "emeka"])
def test_a_role_opens_what_it_may_and_no_more(app: Any, name: str) -> None:
    client = entered(app, name)
    may = MAY[ROLES[name]]
    for route in routes(app):
        if route.path in ("/login", "/logout"):
            continue
        method = "POST" if "POST" in (route.methods or ()) else "GET"
        answer = client.request(method, path_of(route), data={}, follow_redirects=False)
        allowed = set(rights_of(route)) <= may
        assert (answer.status_code != 403) == allowed, (route.path, answer.status_code)
        assert answer.status_code != 401, route.path


def test_the_cookies_are_closed_and_change_at_login(client: TestClient) -> None:
    first = client.get("/login")
    visit = first.cookies["concord_visit"]
    answer = log_in(client, "ayesha", after="/review")
    assert answer.headers["location"] == "/review"
    set_cookies = answer.headers.get_list("set-cookie")
    session = next(each for each in set_cookies if each.startswith("concord_session="))
    assert "HttpOnly" in session
    assert "SameSite=strict" in session
    client.get("/review")
    assert client.cookies["concord_visit"] != visit
    # The cookie of before a second login opens nothing after it.
    old = client.cookies["concord_session"]
    token = token_of(client, "/account")
    client.post("/login", data={"token": token, "name": "emeka", "password": WORDS["emeka"]})
    client.cookies.set("concord_session", old, domain="testserver.local")
    assert client.get("/review", follow_redirects=False).status_code == 303


def test_behind_https_the_cookie_is_for_https_alone(app: Any) -> None:
    client = TestClient(app)
    answer = client.post(
        "/login",
        data={"token": token_of(client), "name": "ayesha", "password": WORDS["ayesha"]},
        headers={"origin": "https://testserver"},
        follow_redirects=False,
    )
    assert "Secure" in answer.headers["set-cookie"]


def test_logging_out_ends_the_session_for_good(app: Any) -> None:
    client = entered(app, "ayesha")
    cookie = client.cookies["concord_session"]
    client.post("/logout", data={"token": token_of(client, "/account")}, follow_redirects=False)
    client.cookies.set("concord_session", cookie, domain="testserver.local")
    assert client.get("/", follow_redirects=False).headers["location"].startswith("/login")


@pytest.mark.parametrize("cookie", ["", "x", "x.y", "." + "0" * 64, "é.é"])
def test_a_forged_cookie_is_nobodys(cookie: str) -> None:
    assert Sessions(Tokens()).name_of(cookie) is None


def test_a_session_ends_when_it_is_old_or_idle() -> None:
    now = [0.0]
    sessions = Sessions(Tokens(), lambda: now[0])
    cookie = sessions.begin("ayesha")
    while now[0] + LONGEST_IDLE <= LONGEST_SESSION:
        now[0] += LONGEST_IDLE
        assert sessions.name_of(cookie) == "ayesha"
    now[0] = LONGEST_SESSION + 1
    assert sessions.name_of(cookie) is None
    idle = sessions.begin("ayesha")
    now[0] += LONGEST_IDLE + 1
    assert sessions.name_of(idle) is None


def test_guessing_is_stopped_for_a_name_and_for_an_address() -> None:
    now = [0.0]
    limit = Limit(lambda: now[0])
    for _ in range(MOST_FAILURES):
        limit.check("name a", "address x")
        limit.fail("name a", "address x")
    with pytest.raises(TooManyFailuresError, match="Try again in 15 minutes"):
        limit.check("name a", "address y")
    with pytest.raises(TooManyFailuresError):
        limit.check("name b", "address x")
    limit.check("name b", "address y")
    now[0] = FAILURE_SECONDS + 1
    limit.check("name a", "address x")


def test_a_wrong_password_says_nothing_of_the_name(client: TestClient) -> None:
    wrong = log_in(client, "ayesha", "not this one")
    unknown = log_in(client, "nobody", "not this one")
    assert wrong.status_code == unknown.status_code == 401
    assert "do not belong together" in wrong.text
    assert wrong.text.replace("ayesha", "").count("<p") == unknown.text.count("<p")


def test_the_door_closes_after_so_many_failures_even_for_the_right_word(
    app: Any, client: TestClient
) -> None:
    for _ in range(MOST_FAILURES):
        app.state.gate.limit.fail("name ayesha")
    answer = log_in(client, "ayesha")
    assert answer.status_code == 429
    assert "Try again in" in answer.text


def test_a_login_from_another_sites_form_is_refused(client: TestClient) -> None:
    fields = {"name": "ayesha", "password": WORDS["ayesha"], "token": "0" * 64}
    assert client.post("/login", data=fields).status_code == 400
    assert "concord_session" not in client.cookies


@pytest.mark.parametrize(
    ("address", "inside"),
    [("/review?why=twin", "/review?why=twin"), ("//evil.example", "/"), ("/a\nb", "/"),
     ("https://evil.example", "/"), ("/\\evil.example", "/"), ("", "/"),
     ("javascript:alert(1)", "/")],
)  # fmt: skip
def test_a_login_leads_nowhere_else(address: str, inside: str) -> None:
    assert _inside(address) == inside


def test_a_ruling_carries_the_name_of_who_is_logged_in(app: Any, record: Record) -> None:
    client = entered(app, "ayesha")
    ident = record.view().incidents()[0].id
    page = client.get(f"/review/{ident}").text
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen is not None
    fields = {"token": token_of(client, f"/review/{ident}"), "kind": "accept", "subject": ident,
              "last": "0", "seen": seen[1]}  # fmt: skip
    assert client.post("/review/rule", data=fields, follow_redirects=False).status_code == 303
    assert [each.who for each in record.decisions()] == ["ayesha"]


def test_a_coder_takes_back_her_own_rulings_and_an_editor_anybodys(
    app: Any, record: Record, book: Any
) -> None:
    ident = record.view().incidents()[0].id
    for who in ("ayesha", "bilal"):
        made = Decision(sequence=0, kind="accept", subjects=(ident,), who=who,
                        recorded=record.clock())  # fmt: skip
        pipeline.rule(record, book, made)
    coder, editor = entered(app, "ayesha"), entered(app, "emeka")

    def undo(client: TestClient, number: int) -> int:
        fields = {"token": token_of(client, "/account"), "number": str(number)}
        answer = client.post("/review/undo", data=fields, follow_redirects=False)
        return int(answer.status_code)

    assert undo(coder, 2) == 403
    assert undo(coder, 1) == 303
    assert undo(editor, 2) == 303
    assert [(d.kind, d.who) for d in record.decisions()[2:]] == [
        ("undo", "ayesha"), ("undo", "emeka"),
    ]  # fmt: skip


def test_each_codes_as_who_she_is_and_nobody_as_somebody_else(app: Any, record: Record) -> None:
    editor = entered(app, "emeka")
    page = "/review/double"
    fields = {"token": token_of(editor, page), "size": "2"}
    for wrong in ("ayesha,rasha", "ayesha,bilal"):
        sent = editor.post(f"{page}/draw", data={**fields, "coders": wrong})
        assert sent.status_code == 400
        assert "no account that may code" in sent.text
    sent = editor.post(f"{page}/draw", data={**fields, "coders": "ayesha,emeka"})
    assert sent.status_code == 200
    coder = entered(app, "ayesha")
    one = f"{page}/double-1/1"
    # The address names the other coder; the account decides.
    data = {"token": token_of(coder, f"{one}?as=emeka"), "go": "none"}
    assert coder.post(f"{one}?as=emeka", data=data).status_code == 200
    assert [each.who for each in record.answers()] == ["ayesha"]
    assert entered(app, "rasha").get(one).status_code == 403
    assert coder.get(f"{one}/settle").status_code == 403


def test_work_goes_to_accounts_that_may_code(app: Any, record: Record) -> None:
    editor = entered(app, "emeka")
    ident = record.view().incidents()[0].id
    fields = {"token": token_of(editor, f"/review/{ident}"), "subject": ident, "state": "assigned"}
    wrong = editor.post("/review/work", data={**fields, "assignee": "rasha"})
    assert wrong.status_code == 400
    assert editor.post("/review/work", data={**fields, "assignee": "ayesha"}).status_code == 200
    assert f"/review/{ident}" in entered(app, "ayesha").get("/review?work=mine").text
    assert f'href="/review/{ident}' not in editor.get("/review?work=mine").text


def test_logins_refusals_and_writes_stand_in_the_log(app: Any, file: Path) -> None:
    log_in(TestClient(app), "ayesha", "not this one")
    reader = entered(app, "rasha")
    reader.post("/review/undo", data={"number": "1"})
    lines = [json.loads(line) for line in file.with_suffix(".log.jsonl").read_text().splitlines()]
    assert [(each["who"], each["status"]) for each in lines if each["what"] == "failed login"] == [
        ("ayesha", 401)
    ]
    assert ("rasha", "POST /login", 303) in {(e["who"], e["what"], e["status"]) for e in lines}
    assert ("rasha", "POST /review/undo", 403) in {
        (e["who"], e["what"], e["status"]) for e in lines
    }
    assert all(each["when"] and each["address"] for each in lines)
    assert "not this one" not in file.with_suffix(".log.jsonl").read_text()


def test_a_change_of_the_file_holds_from_the_next_request_on(app: Any, file: Path) -> None:
    client = entered(app, "ayesha")
    add_user(file, "ayesha", "reader", "another password")
    assert client.post("/review/undo", data={"number": "1"}).status_code == 403


def test_without_accounts_nobody_else_can_reach_it(tmp_path: Path, record: Record) -> None:
    target = str(tmp_path / "web.db")
    assert record.database.target
    done = CliRunner().invoke(main, ["serve", "--record", target, "--host", "0.0.0.0"])  # noqa: S104 - refused
    assert done.exit_code == 1
    assert "--users" in done.output


def test_an_account_is_written_from_the_command_line(tmp_path: Path) -> None:
    made = tmp_path / "team.yaml"
    typed = "a long password\na long password\n"
    done = CliRunner().invoke(
        main, ["serve", "--users", str(made), "--add-user", "ayesha", "--role", "editor"], typed
    )
    assert done.exit_code == 0, done.output
    assert read_users(made)["ayesha"].role == "editor"
    assert "a long password" not in done.output
    lost = CliRunner().invoke(main, ["serve", "--add-user", "ayesha"])
    assert lost.exit_code == 2
    assert "--users FILE" in lost.output


def test_a_crowd_of_guesses_at_once_does_not_pass_the_limit(app: Any) -> None:
    gate = app.state.gate
    tried: list[str] = []
    check = gate.users.check

    def slow(name: str, password: str) -> Any:
        tried.append(password)
        return check(name, password)

    gate.users.check = slow
    clients = [TestClient(app) for _ in range(3 * MOST_FAILURES)]
    with ThreadPoolExecutor(len(clients)) as crowd:
        answers = list(crowd.map(lambda c: log_in(c, "ayesha", "a guess").status_code, clients))
    assert len(tried) <= MOST_FAILURES + MOST_LOGINS_AT_ONCE - 1
    assert set(answers) == {401, 429}
