"""Conditions in force: a name that nobody knows is said to be so, the nearest one click away."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from tests.web.test_pages import say

PAGES = ("/", "/incidents", "/map", "/positions", "/statements", "/statistics", "/findings",
         "/findings/trends", "/method")  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_misspelt_actor_is_told_on_every_page_that_it_narrows(client: Any, page: str) -> None:
    answer = client.get(f"{page}?actors=Tehrik-i-Taliban Pakistn,PTI&since=2024")
    assert "No actor 'Tehrik-i-Taliban Pakistn' is known" in unescape(say(answer))
    mended = f'href="{page}?since=2024&amp;actors=Tehrik-i-Taliban%20Pakistan,PTI"'
    assert mended in answer.text


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("/incidents?places=Quet", "Did you mean Quetta ?"),
        ("/incidents?places=Nowhereville", "Check the spelling."),
        ("/incidents?countries=Pakisten", "Did you mean Pakistan ?"),
        ("/incidents?targets=civillian", "Did you mean civilian ?"),
        ("/documents?sources=The Dayly Test", "Did you mean The Daily Test ?"),
    ],
)
def test_the_nearest_name_is_offered(client: Any, address: str, hint: str) -> None:
    assert hint in say(client.get(address))


@pytest.mark.parametrize(
    "address",
    ["/incidents?places=Quetta,Lahore&countries=PK", "/incidents?actors=ttp&targets=civilian",
     "/documents?sources=the daily test"],
)  # fmt: skip
def test_what_is_known_gets_no_hint(client: Any, address: str) -> None:
    assert 'class="hint"' not in client.get(address).text


def test_a_misspelt_type_is_refused_with_the_nearest(client: Any) -> None:
    answer = client.get("/incidents?types=bombng")
    assert answer.status_code == 400
    assert "Did you mean &#39;bombing&#39;?" in answer.text


def test_a_hostile_name_stays_text(client: Any) -> None:
    answer = client.get("/incidents?actors=<script>alert(1)</script>")
    assert "<script>alert" not in answer.text
    assert "No actor &#39;&lt;script&gt;alert(1)" in answer.text
