from __future__ import annotations

import json

import pytest
from lxml.html import document_fromstring

from concord.reading.page_dates import find_published


def find(markup: str, url: str | None = None) -> str | None:
    return find_published(document_fromstring(f"<html>{markup}</html>"), url=url)


def meta(name: str, content: str) -> str:
    return f'<head><meta property="{name}" content="{content}"></head>'


def ld(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


@pytest.mark.parametrize(
    "markup",
    [
        meta("article:published_time", "2023-01-30T19:05:00+05:00"),
        ld({"@type": "NewsArticle", "datePublished": "2023-01-30T19:05:00+05:00"}),
        ld({"@graph": [{"@type": ["Article"], "datePublished": "2023-01-30T19:05:00+05:00"}]}),
        "<time itemprop=datePublished datetime='2023-01-30T19:05:00+05:00'>today</time>",
        "<time datetime='2023-01-30T19:05:00+05:00'>today</time>",
    ],
)
def test_a_mark_gives_day_clock_and_zone(markup: str) -> None:
    assert find(markup) == "2023-01-30T19:05:00+05:00"


def test_a_clock_is_taken_from_another_mark_of_the_same_day() -> None:
    marks = meta("date", "2023-01-30") + "<time pubdate datetime='2023-01-30T19:05'></time>"
    assert find(marks) == "2023-01-30T19:05:00"


def test_the_change_of_a_page_is_not_its_publication() -> None:
    changed = ld({"@type": "NewsArticle", "dateModified": "2024-05-05"})
    assert find(changed + meta("article:published_time", "2023-01-30")) == "2023-01-30"


def test_the_first_time_below_the_headline_is_the_pages_own() -> None:
    times = [f"<time datetime='2023-01-{day}'>x</time>" for day in (28, 30, 29)]
    assert find(f"<body>{times[0]}<h1>A blast</h1>{times[1]}{times[2]}</body>") == "2023-01-30"


def test_several_unmarked_days_say_nothing() -> None:
    related = "".join(f"<time datetime='2023-01-{day}'>x</time>" for day in (28, 29))
    assert find(f"<body>{related}</body>") is None


def test_the_newsrooms_day_in_the_address_wins_over_utc() -> None:
    mark = meta("article:published_time", "2023-01-31T01:05:00Z")
    assert find(mark, "https://news.example/2023/01/30/blast") == "2023-01-30"
    assert find(mark, "https://news.example/2023/01/31/blast") == "2023-01-31T01:05:00+00:00"
    assert find(mark, "https://news.example/2023/06/30/blast") == "2023-01-31T01:05:00+00:00"


def test_a_byline_is_found_and_a_day_in_the_story_is_not() -> None:
    story = (
        "<p>" + "The school was attacked on 2014-12-16, as everybody here remembers. " * 4 + "</p>"
    )
    assert find(f"<body>{story}</body>") is None
    byline = "<div class='date'>Published January 30, 2023</div>"
    assert find(f"<body>{byline}{story}</body>") == "2023-01-30"


@pytest.mark.parametrize(
    "markup", [meta("date", "03/04/2023"), "<body><div class=date>03/04/2023</div></body>"]
)
def test_figures_that_mean_two_days_come_back_as_words(markup: str) -> None:
    assert find(markup) == "03/04/2023"


@pytest.mark.parametrize("script", ["{broken", "[" * 100_000, "null", '{"@type": 5}'])
def test_broken_json_is_passed_over(script: str) -> None:
    markup = f'<script type="application/ld+json">{script}</script>'
    assert find(markup + meta("date", "2023-01-30")) == "2023-01-30"


def test_a_month_that_the_page_marks_is_no_day() -> None:
    assert find(meta("citation_publication_date", "2015-12") + "<p>Text.</p>") == "2015-12"
    byline = "<body><div class=byline>14 December 2015</div><p>Text.</p></body>"
    assert find(meta("citation_publication_date", "2015-12") + byline) == "2015-12-14"
    both = meta("citation_publication_date", "2015-12") + ld(
        {"@type": "Article", "datePublished": "2015-12-14"}
    )
    assert find(both) == "2015-12-14"
