"""Every route: closed headers, a right, a host that is served, no writing from elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.routing import APIRoute

from concord.web import create_app
from concord.web.accounts import Users, add_user
from concord.web.accounts_tokens import check_token
from concord.web.rendering import STATIC
from concord.web.rights import RIGHTS, ForbiddenError, Needs
from concord.web.security import HEADERS, POLICY, bare_host

if TYPE_CHECKING:
    from pathlib import Path

VALUES = {"name": "x", "kind": "incidents", "fmt": "csv"}


def routes(app: Any) -> list[APIRoute]:
    """Every route of ours, routers included."""
    found: list[APIRoute] = []

    def walk(items: Any) -> None:
        for each in items:
            if isinstance(each, APIRoute):
                found.append(each)
            elif hasattr(each, "routes"):
                walk(each.routes)
            elif hasattr(each, "original_router"):
                walk(each.original_router.routes)

    walk(app.routes)
    return found


def path_of(route: APIRoute) -> str:
    path = route.path
    for name, value in VALUES.items():
        path = path.replace(f"{{{name}:path}}", value).replace(f"{{{name}}}", value)
    return path


def rights_of(route: APIRoute) -> list[str]:
    calls = [each.dependency for each in route.dependencies]
    calls += [each.call for each in route.dependant.dependencies]
    return [call.right for call in calls if isinstance(call, Needs)]


def test_there_are_routes(app: Any) -> None:
    assert len(routes(app)) > 25


def test_every_route_names_its_right(app: Any) -> None:
    missing = [route.path for route in routes(app) if not rights_of(route)]
    assert missing == []
    assert {right for route in routes(app) for right in rights_of(route)} <= set(RIGHTS)


def test_what_writes_needs_more_than_reading(app: Any) -> None:
    for route in routes(app):
        if route.methods & {"POST", "PUT", "PATCH", "DELETE"}:
            assert set(rights_of(route)) & {"code", "edit"}, route.path


def test_what_writes_asks_for_the_token_of_our_forms(app: Any) -> None:
    writing = [route for route in routes(app) if not route.methods <= {"GET", "HEAD", "OPTIONS"}]
    assert len(writing) > 4
    for route in writing:
        calls = [each.call for each in route.dependant.dependencies]
        assert check_token in calls, f"{route.path} writes without a token"


def test_with_accounts_too_what_writes_asks_for_the_token(
    record: Any, book: Any, tmp_path: Path
) -> None:
    path = tmp_path / "team.yaml"
    add_user(path, "ayesha", "editor", "a long password of hers")
    app = create_app(record, book, hosts=("testserver",), users=Users(path))
    for route in routes(app):
        if not route.methods <= {"GET", "HEAD", "OPTIONS"}:
            calls = [each.call for each in route.dependant.dependencies]
            assert check_token in calls, f"{route.path} writes without a token"


def test_every_form_that_writes_carries_the_token() -> None:
    for template in sorted((STATIC.parent / "templates").iterdir()):
        text = template.read_text("utf-8")
        for form in re.findall(r"<form\b[^>]*\bmethod=.post.[^>]*>(.*?)</form>", text, re.DOTALL):
            has = 'name="token"' in form or "{{ hidden(" in form
            assert has, f"{template.name}: {form[:80]}"


def test_nobody_passes_without_the_right(app: Any, client: Any) -> None:
    app.state.allows = lambda _request, _right: False
    for route in routes(app):
        method = "POST" if "POST" in route.methods else "GET"
        fields = {"name": "x", "path": "/", "query": ""} if method == "POST" else None
        answer = client.request(method, path_of(route), data=fields)
        assert answer.status_code == 403, route.path
        assert str(ForbiddenError("read"))[:9] in answer.text


def test_every_answer_is_closed(app: Any, client: Any) -> None:
    paths = {path_of(r) for r in routes(app) if "GET" in r.methods}
    for path in (*sorted(paths), "/nothing", "/static/concord.css", "/?since=x"):
        answer = client.get(path)
        assert answer.status_code < 500, path
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, (path, name)
        assert "cache-control" in answer.headers


def test_the_policy_allows_nothing_inline() -> None:
    assert "default-src 'none'" in POLICY
    assert "unsafe" not in POLICY
    assert "*" not in POLICY


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "testserver.x:80"])
def test_a_foreign_host_is_refused(client: Any, host: str) -> None:
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert answer.headers["content-security-policy"] == POLICY


@pytest.mark.parametrize(
    ("host", "bare"),
    [("localhost:80", "localhost"), ("LOCALHOST", "localhost"), ("[::1]:8765", "[::1]"),
     ("[::1]", "[::1]"), ("127.0.0.1:x", "127.0.0.1:x")],
)  # fmt: skip
def test_a_host_without_its_port(host: str, bare: str) -> None:
    assert bare_host(host) == bare


@pytest.mark.parametrize(
    "headers",
    [{"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"},
     {"sec-fetch-site": "same-site"}],
)  # fmt: skip
def test_a_form_of_another_site_writes_nothing(client: Any, headers: dict[str, str]) -> None:
    fields = {"name": "x", "path": "/", "query": ""}
    assert client.post("/saved", data=fields, headers=headers).status_code == 403
    assert "None yet" in client.get("/saved").text


def test_scripts_and_styles_are_files_of_ours(client: Any) -> None:
    page = client.get("/incidents").text
    assert "<style" not in page
    assert "style=" not in page
    assert '<script type="module" src="/static/' in page
    assert " onclick" not in page
    kept = client.get("/static/concord.css").headers["cache-control"]
    assert "immutable" in kept


def test_no_path_leaves_the_static_folder(client: Any) -> None:
    assert client.get("/static/../app.py").status_code == 404
    assert client.get("/static/%2e%2e/app.py").status_code == 404
