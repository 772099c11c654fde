from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.publishing.conftest import ARTICLES, EVENTS, HOSTILE, article
from tests.record.making import coding, event, incident, on

from concord.model import ONE_EVENT, Assertion, Position, Verdict
from concord.publishing.digest import Digest, make_digest
from concord.publishing.digest_positions import position_lines
from concord.publishing.write_digest import digest_html, digest_markdown, escape

if TYPE_CHECKING:
    from concord.codebook.book import Codebook
    from concord.record import Record

LATER = article(8, "2024-01-10", "Echo")
AGAIN = event(LATER, "bomb", happened=on("2024-01-05"))
SINCE = date(2024, 1, 8)


def said(
    field: str, value: object, document: str, reported: str, by: str | None = None
) -> Assertion:
    return Assertion(
        field=field, value=value, document_id=document, event_id="e", low=5, high=5,  # type: ignore[arg-type] # a value
        reported=reported, said_by=by,
    )  # fmt: skip


@pytest.fixture
def told(record: Record) -> Record:
    """The attack of 5 January is told of again, with another toll and a denial."""
    record.add([LATER])
    run = record.chosen_run()
    assert run is not None
    record.write_codings(run, [coding(LATER, AGAIN)])
    first = ARTICLES[2].id
    merged = replace(
        incident(EVENTS[2], AGAIN),
        assertions=(
            replace(said("killed", 4, first, "2024-01-06"), low=4, high=4),
            said("killed", 5, LATER.id, "2024-01-10", "hospital officials"),
            said("claimed_by", "Tehrik-i-Taliban Pakistan", first, "2024-01-06"),
            said("claimed_by", "Tehrik-i-Taliban Pakistan", LATER.id, "2024-01-10"),
            said("denied_by", HOSTILE, LATER.id, "2024-01-10"),
        ),
    )
    others = [incident(each) for each in EVENTS if each is not EVENTS[2]]
    record.write_incidents(run, [merged, *others])
    return record


def parts(digest: Digest) -> dict[str, list[str]]:
    return {part.title: [line.words for line in part.lines] for part in digest.parts}


def digest_of(record: Record, book: Codebook, **more: object) -> Digest:
    return make_digest(record.view(book=book), book, SINCE, **more)  # type: ignore[arg-type] # as given


def test_what_is_new_is_what_new_documents_brought(told: Record, book: Codebook) -> None:
    found = digest_of(told, book)
    new = parts(found)["New incidents"]
    assert [line.partition(":")[0] for line in new] == [
        "2024",
        "19 January 2024",
        "20 January 2024",
    ]
    assert found.documents == 4
    assert any("no release" in line for line in found.basis)


def test_a_toll_that_changed_names_who_says_so(told: Record, book: Codebook) -> None:
    (line,) = digest_of(told, book).parts[1].lines
    assert line.words == (
        "Bombing in Khar, 5 January 2024: killed 4, now 5, says hospital officials"
    )
    assert [source.publisher for source in line.sources] == ["Echo", "Daily"]


def test_a_claim_that_was_known_is_not_told_again(told: Record, book: Codebook) -> None:
    (line,) = digest_of(told, book).parts[2].lines
    assert "denied by" in line.words


def test_the_toll_of_one_event_is_no_published_statistic(told: Record, book: Codebook) -> None:
    before = len(digest_of(told, book).parts[-1].lines)
    figure = next(s for s in told.view().statistics() if s.document_id == ARTICLES[3].id)
    latest = article(9, "2024-01-11", "Echo")
    toll = replace(figure, id="toll", document_id=latest.id, unit=f"people ({ONE_EVENT})")
    run = told.chosen_run()
    assert run is not None
    told.add([latest])
    told.write_codings(run, [coding(latest, statistics=(toll,))])
    assert any(s.id == "toll" for s in told.view().statistics())
    assert len(digest_of(told, book).parts[-1].lines) == before


def test_statistics_come_with_their_verdicts(told: Record, book: Codebook) -> None:
    figure = next(s for s in told.view().statistics() if s.document_id == ARTICLES[3].id)
    verdict = Verdict(
        statistic_id=figure.id, document_id=figure.document_id, quote=figure.quote,
        verdict="does_not_hold", reason="two were counted", understood="one attack",
    )  # fmt: skip
    lines = digest_of(told, book, verdicts=[verdict]).parts[-1].lines
    assert len(lines) == 3
    assert sum("does not hold: two were counted" in line.words for line in lines) == 1
    assert sum(line.marks == ("not checked",) for line in lines) == 2


def held(actor: str, option: str, stance: float | None, day: str | None = "2024-01-09") -> Position:
    return Position(
        actor_id=actor, actor_name=actor.upper(), option=option, first=day, last=day,
        stance=stance, n_plain=1, n_acts=0, n_conditional=0, n_hedged=0, n_attributed=0,
        utterances=1, statement_ids=(f"{actor}-{option}",), certainty="", words="",
    )  # fmt: skip


def test_positions_taken_reversed_and_apart(book: Codebook) -> None:
    before = [held("a", "talks", 1.0), held("b", "talks", 1.0), held("c", "talks", -1.0)]
    after = [held("a", "talks", -1.0), held("d", "talks", 1.0), held("e", "talks", 0.0)]
    found = {title: [text for text, _ in lines] for title, lines, _ in
             position_lines(before, after, book)}  # fmt: skip
    label = book.options["talks"].label if "talks" in book.options else "talks"
    assert found["Positions newly taken"] == [f"D: for {label}"]
    assert found["Positions reversed"] == [f"A: against {label} (before: for)"]
    # b and c diverged before; c and a agree now.
    assert sorted(found["New divergences"]) == [
        f"{label}: {one} (2024-01-09) for, {other} (2024-01-09) against"
        for one, other in (("B", "A"), ("D", "A"), ("D", "C"))
    ]


def test_only_who_spoke_at_one_time_diverges(book: Codebook) -> None:
    before = [held("b", "talks", 1.0, "2022-11"), held("c", "talks", 1.0, "2023-02"),
              held("d", "talks", 1.0, None)]  # fmt: skip
    lines = list(position_lines(before, [held("a", "talks", -1.0, "2024-01-09")], book))
    (text, _), *others = lines[-1][1]
    assert "C (2023-02) for, A (2024-01-09) against" in text
    assert others == []


def test_a_quiet_morning_says_so(record: Record, book: Codebook) -> None:
    quiet = make_digest(record.view(book=book), book, date(2030, 1, 1))
    text = digest_markdown(quiet)
    for words in ("No new incident.", "No toll changed.", "No statistic was published."):
        assert words in text


def test_foreign_words_are_no_markup(told: Record, book: Codebook) -> None:
    found = digest_of(told, book)
    page, text = digest_html(found), digest_markdown(found)
    assert "<script" not in page
    assert "<script" not in text.replace("\\<", "")
    assert escape("[x](javascript:alert)") == "\\[x\\]\\(javascript:alert\\)"
    assert "\u202e" not in page + text
    assert text == digest_markdown(digest_of(told, book))
