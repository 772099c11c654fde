"""What an engine's likelihoods change in the assembly: which happenings are events, news, one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.coding.reports import BOOK, report

from concord.coding import prepare
from concord.coding.engines import Arc, Reading
from concord.coding.engines.rules import RulesEngine
from concord.coding.events import assemble

if TYPE_CHECKING:
    from concord.model import Event


def read(text: str, **likely: dict[str, float]) -> tuple[Event, ...]:
    """Return the events of a text; ``likely`` gives cue -> words of a trigger -> likelihood."""
    prepared = prepare(report(text), BOOK)
    reading = RulesEngine().read([prepared], BOOK)[0]
    for cue, told in likely.items():
        for words, score in told.items():
            reading = with_belief(reading, words, cue, score)
    return assemble(prepared, reading, BOOK)


def with_belief(reading: Reading, words: str, cue: str, score: float) -> Reading:
    """Return a reading with one more cue of a trigger; ``kind_X`` is a likely type X."""
    number = next(
        n for n, m in enumerate(reading.mentions) if m.kind == "trigger" and m.text == words
    )
    role, label = ("kind", cue.removeprefix("kind_")) if cue.startswith("kind_") else ("cue", cue)
    mention = replace(
        reading.mentions[number], kind="cue", label=label, score=score, engine="encoder"
    )
    arc = Arc(trigger=number, role=role, filler=len(reading.mentions), score=score)
    return replace(reading, mentions=(*reading.mentions, mention), arcs=(*reading.arcs, arc))


BLAST = "A bombing shook Quetta on Monday."


def test_words_that_the_model_doubts_and_that_harm_nobody_are_no_event() -> None:
    assert [e.type for e in read(BLAST)] == ["bombing"]
    assert [e.type for e in read(BLAST, told={"bombing": 0.5})] == ["bombing"]
    assert read(BLAST, told={"bombing": 0.01}) == ()


def test_counted_dead_speak_for_an_event_whatever_the_model_doubts() -> None:
    text = "A bombing killed four people in Quetta on Monday."
    assert [e.type for e in read(text, told={"bombing": 0.01, "killed": 0.01})] == ["bombing"]


def test_a_happening_without_a_date_is_history_if_the_model_is_sure() -> None:
    text = f"{BLAST} In a separate attack, gunmen shot dead two guards in Turbat."
    flags = {e.type: e.background for e in read(text)}
    assert flags == {"bombing": False, "armed_attack": False}
    told = {"shot dead": 0.9}
    sure = {e.type: e.background for e in read(text, told=told, past={"shot dead": 0.8})}
    assert sure == {"bombing": False, "armed_attack": True}


def test_a_day_of_this_week_is_news_whatever_the_model_holds() -> None:
    assert [e.background for e in read(BLAST, told={"bombing": 0.9}, past={"bombing": 0.99})] == [
        False
    ]


def test_a_type_that_the_model_is_sure_of_stands() -> None:
    types = {"told": {"bombing": 0.9}, "kind_shelling": {"bombing": 0.9}}
    assert [e.type for e in read(BLAST, **types)] == ["shelling"]
    unsure = {"told": {"bombing": 0.9}, "kind_shelling": {"bombing": 0.8}}
    assert [e.type for e in read(BLAST, **unsure)] == ["bombing"]


def test_a_likelier_type_stands_within_its_family_and_nowhere_else() -> None:
    text = "Gunmen shot dead two guards in Turbat on Monday."
    assert [e.type for e in read(text)] == ["armed_attack"]
    told = {"told": {"shot dead": 0.9}}
    likely = told | {"kind_assassination": {"shot dead": 0.6}}
    assert [e.type for e in read(text, **likely)] == ["assassination"]
    doubtful = told | {"kind_assassination": {"shot dead": 0.4}}
    assert [e.type for e in read(text, **doubtful)] == ["armed_attack"]
    other = told | {"kind_clash": {"shot dead": 0.6}}
    assert [e.type for e in read(text, **other)] == ["armed_attack"]


def test_two_peaceful_acts_of_one_clause_are_two_if_the_model_holds_both_to_be_told() -> None:
    text = "Police arrested two men and recovered a rifle in Quetta on Monday."
    plain = sorted(e.type for e in read(text))
    both = {"arrested": 0.9, "recovered a rifle": 0.9}
    assert len(plain) == 1
    assert sorted(e.type for e in read(text, told=both)) == ["arrest", "seizure"]


def tied(text: str, one: str, other: str, score: float, told: float = 0.9) -> list[str]:
    """Return the types of the events of a text in which a model ties two triggers."""
    prepared = prepare(report(text), BOOK)
    reading = RulesEngine().read([prepared], BOOK)[0]
    for words in (one, other):
        reading = with_belief(reading, words, "told", told)
    numbers = [
        next(n for n, m in enumerate(reading.mentions) if m.kind == "trigger" and m.text == words)
        for words in (one, other)
    ]
    tie = Arc(trigger=numbers[1], role="same", filler=numbers[0], score=score)
    reading = replace(reading, arcs=(*reading.arcs, tie))
    return sorted(e.type for e in assemble(prepared, reading, BOOK))


TWO = "Militants shot dead a driver and hurled a grenade at an office in Turbat on Monday."


def test_two_attacks_of_one_clause_are_two_if_the_model_holds_them_apart() -> None:
    words = ("shot dead", "hurled a grenade")
    assert tied(TWO, *words, score=0.1) == ["armed_attack", "bombing"]
    assert len(tied(TWO, *words, score=0.5)) == 1
    assert len(tied(TWO, *words, score=0.1, told=0.3)) == 1


def test_what_attackers_burn_in_one_clause_is_part_of_their_attack() -> None:
    text = "Militants shot dead a driver and set fire to a truck in Turbat on Monday."
    assert len(tied(text, "shot dead", "set fire to", score=0.05)) == 1


def test_a_certain_happening_stands_though_a_neighbouring_sentence_tells_of_a_quarrel() -> None:
    text = (
        "Gunmen shot dead two guards in Turbat on Monday. "
        "In another village a man was held over a land dispute."
    )
    assert read(text) == ()
    certain = [e.type for e in read(text, told={"shot dead": 0.95})]
    assert certain == ["armed_attack"]


def test_a_certain_happening_falls_by_a_quarrel_in_its_own_sentence() -> None:
    text = "Gunmen shot dead two brothers in Turbat on Monday over a land dispute."
    assert read(text, told={"shot dead": 0.95}) == ()


def test_words_of_arrests_that_the_model_rules_out_are_none() -> None:
    text = "The arrests in Quetta since Monday were all of drivers. Police are on the streets."
    assert {e.type for e in read(text)} == {"arrest"}
    assert read(text, told={"arrests": 0.01}) == ()


def test_arrests_that_are_asked_for_or_were_not_made_are_none() -> None:
    assert read("No arrests have been made in Quetta since Monday.") == ()
    assert "arrest" not in {e.type for e in read("Lawyers demanded the arrest of the gunmen.")}


def test_a_text_of_which_the_model_holds_nothing_to_be_told_has_no_event() -> None:
    text = "Gunmen stormed the first level in Quetta. A bombing hit the second in Turbat."
    assert read(text) != ()
    assert read(text, told={"stormed": 0.0, "bombing": 0.01}) == ()


def test_counted_dead_are_told_whatever_the_model_holds_of_a_page() -> None:
    text = "Gunmen killed two policemen in Hangu on Sunday. The attack was claimed by nobody."
    none = {"killed": 0.01, "attack": 0.01}
    assert [e.type for e in read(text, told=none)] == ["armed_attack"]


def test_parties_and_buses_make_no_violence_a_matter_of_sport() -> None:
    shot = "A worker of the People's League was shot dead by gunmen in Quetta on Monday."
    assert [e.type for e in read(shot)] == ["armed_attack"]
    hit = "A blast hit a passenger coach in Quetta on Monday and killed three people."
    assert [e.type for e in read(hit)] == ["bombing"]


def test_sabotage_that_is_ruled_out_is_none_however_certain() -> None:
    text = "A blast killed four people in Quetta on Monday. Police ruled out any mine or sabotage."
    assert read(text, told={"blast": 0.97}) == ()


def test_two_acts_of_one_clause_without_a_toll_of_their_own_are_one_attack() -> None:
    text = "Militants blew up the track on Monday in Turbat and kidnapped passengers."
    assert len(tied(text, "blew up", "kidnapped", score=0.05)) == 1


def test_those_arrested_in_a_search_that_is_no_event_count_for_the_arrest() -> None:
    text = (
        "A bombing killed two traders in Hangu on Monday. Troops arrested 20 suspects during a "
        "search operation on Tuesday."
    )
    listed = read(text, told={"search operation": 0.01, "arrested": 0.9})
    arrested = {e.type: [t.low for t in e.tolls if t.effect == "arrested"] for e in listed}
    assert arrested["arrest"] == [20]


def dated(text: str, words: str, fits: dict[str, float]) -> list[tuple[str, bool]]:
    """Return day and standing of the events of a text whose times a model weighs for a trigger."""
    prepared = prepare(report(text), BOOK)
    reading = with_belief(RulesEngine().read([prepared], BOOK)[0], words, "told", 0.9)
    arcs = [
        replace(arc, score=fits[reading.mentions[arc.filler].text]) if arc.role == "time" else arc
        for arc in reading.arcs
    ]
    found = assemble(prepared, replace(reading, arcs=tuple(arcs)), BOOK)
    return [(str(e.happened[0].first), e.background) for e in found]


def test_the_time_that_the_model_is_sure_of_dates_an_act_and_not_the_day_of_the_news() -> None:
    text = "The rebels who burned down a school in Hub in May 2023 had tea with a mayor on Tuesday."
    assert dated(text, "burned down", {"May 2023": 0.97, "Tuesday": 0.02}) == [("2023-05-01", True)]
    assert dated(text, "burned down", {"May 2023": 0.1, "Tuesday": 0.1}) == [("2024-03-05", False)]


def test_of_two_times_that_fit_a_day_says_more_than_a_month() -> None:
    text = "Gunmen shot dead two guards in Turbat on Monday, the worst attack since March 2023."
    fits = {"Monday": 0.8, "March 2023": 0.9}
    assert dated(text, "shot dead", fits) == [("2024-03-04", False)]


def test_a_time_of_another_sentence_has_to_be_surer_than_one_of_its_own() -> None:
    text = "In March 2023 gunmen raided a hotel in Turbat. A claim came on Monday."
    fits = {"March 2023": 0.7, "Monday": 0.85}
    assert dated(text, "raided", fits) == [("2023-03-01", True)]
