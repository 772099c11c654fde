"""Each page: what it says, where its links lead, and what it says when there is nothing."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

import pytest
from tests.record.making import NOON
from tests.web.filling import token_in

from concord.model import Decision
from concord.record import open_record
from concord.web import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from concord.record import Record

PAGES = ("/", "/incidents", "/map", "/positions", "/positions/compare", "/positions/network",
         "/statements", "/statistics", "/statistics/check", "/findings",
         "/findings/trends", "/findings/shares", "/findings/maps", "/documents",
         "/method", "/saved", "/watching", "/api")  # fmt: skip


def say(answer: Any) -> str:
    """The words of a page, tags and space aside."""
    assert answer.status_code == 200, answer.text[:2000]
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def test_the_overview_counts_with_ranges(client: Any) -> None:
    words = say(client.get("/"))
    assert "Incidents counted 3" in words
    assert "12 (10 to 12 or more)" in words
    assert "1 open-ended" in words
    assert "known only to the province: 1" in words
    assert "has read 4 of 4 documents" in words


def test_the_list_has_facets_and_marks_what_is_counted_apart(client: Any) -> None:
    words = say(client.get("/incidents"))
    assert "4 incidents" in words
    assert "3 counted by the rule" in words
    assert "counted apart" in words
    assert "disputed: killed" in words
    assert "Bombing 2" in words


def test_a_facet_narrows_the_list_and_can_be_taken_away(client: Any) -> None:
    answer = client.get("/incidents?types=bombing")
    assert "2 incidents" in say(answer)
    assert 'href="/incidents?types=bombing,armed_attack"' in answer.text
    assert 'href="/incidents" class="chip"' in answer.text


def test_words_of_the_sources_find_incidents(client: Any) -> None:
    assert "1 incident " in say(client.get("/incidents?q=attock"))
    assert "No incident fits" in say(client.get("/incidents?q=elsewhere"))


def test_the_deadliest_come_first_when_asked(client: Any) -> None:
    words = say(client.get("/incidents?sort=deadliest&counted=true"))
    first, second, third = (
        words.index(f"{what} , {where} ")
        for what, where in (("Bombing", "Quetta"), ("Bombing", "Sindh"), ("Armed attack", "Attock"))
    )
    assert first < second < third


def test_an_incident_shows_who_says_what(client: Any, ids: tuple[str, ...]) -> None:
    words = say(client.get(f"/incidents/{ids[0]}"))
    assert "Killed 7 (5 to 7 or more)" in words
    assert "a hospital" in words
    assert "police" in words
    assert "No person has ruled on this incident" in words
    assert "Why these reports are one incident" in words


def test_an_incident_is_found_by_its_events(client: Any, ids: tuple[str, ...]) -> None:
    event = "d" + ids[0][1:]
    assert client.get(f"/incidents/{event}").status_code == 200
    gone = client.get("/incidents/i-nothing")
    assert gone.status_code == 404
    assert "rejected" in gone.text


def test_a_decision_shows_at_once(client: Any, record: Record, ids: tuple[str, ...]) -> None:
    assert "4 incidents" in say(client.get("/incidents"))
    record.decide(Decision(sequence=0, kind="reject", subjects=(ids[0],), who="me", recorded=NOON))
    assert "3 incidents" in say(client.get("/incidents"))
    assert client.get(f"/incidents/{ids[0]}").status_code == 404


def test_a_document_marks_what_was_read(client: Any) -> None:
    answer = client.get("/documents/d4")
    words = say(answer)
    assert "Gunmen shot two guards at the Attock bridge" in words
    assert 'class="m tolls"' in answer.text or "m events" in answer.text
    assert "supports" in words
    assert client.get("/documents/none").status_code == 404


def test_documents_are_searched(client: Any) -> None:
    assert "4 documents" in say(client.get("/documents"))
    assert "1 document with" in say(client.get("/documents?q=attock"))
    assert "No document holds these words" in say(client.get("/documents?q=elsewhere"))


def test_the_map_follows_the_brush(client: Any) -> None:
    whole = say(client.get("/map"))
    part = client.get("/map?from=2024-04-01&to=2024-04-30&part=true")
    assert "3 incidents, killed" in whole
    assert "1 incident, killed 2" in " ".join(re.sub(r"<[^>]*>", " ", part.text).split())
    assert "<html" not in part.text


def test_what_is_known_to_a_province_is_a_square_and_no_point(client: Any) -> None:
    answer = client.get("/map")
    assert answer.text.count('<circle class="spot') == 4, "two places, drawn for two widths"
    assert answer.text.count('<rect class="spot province') == 2, "one province, for two widths"
    assert "Sindh" in say(answer)
    assert "known only to its province" in say(answer)


def test_positions_lead_to_their_sentences(client: Any) -> None:
    answer = client.get("/positions")
    assert "Talks with armed groups" in answer.text or "talks" in answer.text
    assert 'href="/statements?actor=' in answer.text
    words = say(client.get("/statements"))
    assert "2 statements" in words
    assert "The Red River Front said it did it" in words


def test_a_finding_has_its_definition_and_its_data(client: Any) -> None:
    words = say(client.get("/findings/totals"))
    assert "3 incidents counted" in words
    assert "Definition" in words
    answer = client.get("/findings/totals.csv")
    assert answer.text.splitlines()[0].startswith("measure,low,best,high")
    assert client.get("/findings/nothing").status_code == 404
    assert client.get("/findings/trends?window=century").status_code == 400


def test_the_method_names_run_rule_and_limits(client: Any) -> None:
    words = say(client.get("/method"))
    assert "run key" in words
    assert "in force here" in words
    assert "A record of reporting is not a record of violence" in words


def test_a_scope_is_saved_and_taken_away(client: Any) -> None:
    scope = "places=Quetta&types=bombing"
    assert "/saved?path=/incidents&amp;query=" in client.get(f"/incidents?{scope}").text
    form = client.get("/saved", params={"path": "/incidents", "query": scope}).text
    assert "places: Quetta; types: bombing" in form
    token = token_in(form)
    fields = {"name": "Quetta bombs", "path": "/incidents", "query": scope, "token": token}
    answer = client.post("/saved", data=fields, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/incidents?places=Quetta&types=bombing"
    assert "Quetta bombs" in say(client.get("/saved"))
    client.post("/saved/drop", data={"name": "Quetta bombs", "token": token})
    assert "None yet" in say(client.get("/saved"))


def test_a_saved_scope_needs_the_form_of_our_page(client: Any) -> None:
    fields = {"name": "Forged", "path": "/incidents", "query": "", "token": "0" * 64}
    assert client.post("/saved", data=fields).status_code == 400
    client.get("/saved")
    assert client.post("/saved", data=fields).status_code == 400
    assert client.post("/saved/drop", data={"name": "Forged"}).status_code == 400
    assert "None yet" in say(client.get("/saved"))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/?since=never", "give a day, month or year"),
        ("/?types=nonsense", "There is no event type"),
        ("/?inclusion=/etc/passwd", "one of all_violence, attacks"),
        ("/?disputed=perhaps", "give true or false"),
        ("/incidents?sort=loudest", "give one of newest"),
        ("/incidents?page=-1", "give a whole number"),
        ("/incidents?killed=99999999999999999999", "give a whole number"),
        ("/?datasets=ged", "There is no data set"),
        ("/?release=2020", "release"),
        ("/map?by=star", "one of place, hexagon, district, area"),
        ("/documents?outcome=odd", "There is no outcome"),
        ("/?places=" + "x" * 5000, "at most 4000 characters"),
    ],
)
def test_what_cannot_be_asked_says_what_can(client: Any, path: str, words: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert words in answer.text


@pytest.mark.parametrize("path", PAGES)
def test_an_empty_record_says_what_to_do(path: str, tmp_path: Path, book: Any) -> None:
    from tests.web.conftest import TestClient

    with open_record(tmp_path / "empty.db") as empty:
        asked = TestClient(create_app(empty, book, hosts=("testserver",)))
        answer = asked.get(path)
        assert answer.status_code == 200
        assert "<main" in answer.text


def test_a_pasted_sentence_is_checked_and_its_definitions_go_to_a_table(client: Any) -> None:
    asked = {"text": "Militant attacks in Pakistan rose 69 percent in 2023."}
    words = say(client.get("/statistics/check", params=asked))
    assert "Understood: change of militant attacks in Pakistan, 2023 against 2022" in words
    assert "Holds under some definitions." in words
    assert "641" in words
    table = client.get("/statistics/check.csv", params=asked)
    assert table.headers["content-type"].startswith("text/csv")
    assert table.text.startswith("number,quote,understood,verdict")


def test_a_sentence_without_a_figure_is_told_what_to_write(client: Any) -> None:
    words = say(client.get("/statistics/check", params={"text": "Nothing was said."}))
    assert "There is no statistic in this" in words


def test_the_rows_of_a_finding_are_for_readers(client: Any) -> None:
    shares = client.get("/findings/shares").text
    head = shares[shares.index("<thead>") : shares.index("</thead>")]
    assert "Share of attributed" in head
    assert "actor id" not in head, "ids are for the download"
    assert "%</bdi></td>" in shares
    assert client.get("/findings/shares.csv").text.startswith("actor,actor_id")
    trends = client.get("/findings/trends").text
    assert ">From</th>" not in trends, "a period has its name"


@pytest.mark.parametrize(
    "page",
    ["totals", "apart", "trends?window=year", "shares", "shares?by=type", "shares?by=district"],
)
def test_a_count_of_a_finding_leads_to_just_these_incidents(client: Any, page: str) -> None:
    """Which attacks are these 12? One click, and the list has twelve."""
    found = client.get(f"/findings/{page}").text
    links = re.findall(r'<td[^>]*><a href="(/incidents\?[^"]+)">(?:<bdi[^>]*>)?([\d,]+)<', found)
    assert links
    for address, number in links:
        listed = say(client.get(html.unescape(address)))
        assert f"{number} incident{'' if number == '1' else 's'} " in listed, address


def test_a_group_of_an_address_is_one_of_a_grouping(client: Any) -> None:
    answer = client.get("/incidents?group=mood:angry")
    assert answer.status_code == 400
    assert "perpetrator" in answer.text


def test_the_overview_leads_to_what_it_counts_apart(client: Any) -> None:
    assert re.search(r'<a href="/findings/apart">\d+ more counted apart</a>', client.get("/").text)


def test_a_rule_that_counts_it_does_not_mark_it_as_counted_apart(client: Any) -> None:
    assert re.search(r"counted apart: [a-z]", say(client.get("/incidents")))
    every = say(client.get("/incidents?inclusion=all_violence"))
    assert "counted apart: " not in every


def test_the_method_marks_the_rule_of_tolls_in_force(client: Any) -> None:
    assert "latest independent in force here" in say(client.get("/method"))


def test_two_actors_are_chosen_who_both_spoke_plainly(client: Any) -> None:
    words = say(client.get("/positions/compare"))
    assert "never spoke plainly in the same" not in words


def test_where_nothing_fits_a_page_says_so_and_no_more(client: Any) -> None:
    words = say(client.get("/map?since=2035"))
    assert "0 incidents" in words
    assert "killed –" not in words
    assert "The deadliest of these" not in words
    listed = say(client.get("/incidents?since=2035"))
    assert "0 counted by the rule “attacks”." in listed


def test_statements_say_whose_and_on_what_they_are(client: Any) -> None:
    page = client.get("/positions").text
    link = re.search(r'href="(/statements\?actor=([^"&]+)[^"]*)"', page)
    assert link is not None
    answer = client.get(f"/statements?actor={link[2]}&option=&stance=")
    assert re.search(r"[1-9]\d* statements? by ", say(answer))


@pytest.mark.parametrize(
    ("page", "entry"),
    [("/statements", "Positions"), ("/watching", "Documents"), ("/positions/network", "Positions")],
)
def test_the_bar_says_where_a_page_belongs(client: Any, page: str, entry: str) -> None:
    assert f'aria-current="page">{entry}<' in client.get(page).text
