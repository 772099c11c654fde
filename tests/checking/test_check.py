"""Statistics in, verdicts out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.checking.making import BOOK

from concord import checking, pipeline
from concord.record import open_record

if TYPE_CHECKING:
    from pathlib import Path

    from concord.checking import Evidence
    from concord.model import Verdict


def answers(text: str, evidence: Evidence, **how: str) -> list[str]:
    return [v.verdict for v in checking.check_text(text, evidence, **how)]


def only(text: str, evidence: Evidence) -> Verdict:
    (verdict,) = checking.check_text(text, evidence)
    return verdict


@pytest.mark.parametrize(
    "text",
    [
        "UCDP recorded 40 fatal events in Pakistan in 2010.",
        "In 2010, 120 people were killed in organised violence.",
        "Deadly incidents fell by 50 percent in 2011.",
        "Lethal events halved in 2011.",
        "Lethal events tripled in 2012.",
        "Fatal events more than doubled in 2012.",
        "Fatal events rose from 20 in 2011 to 60 in 2012.",
        "Nearly 125 people lost their lives in the conflict in 2010.",
        "Three quarters of the deadly events in 2010 took place in FATA.",
        "The TTP was a party to 75 percent of the fatal events of 2010.",
        "A third of those killed in organised violence in 2011 were civilians.",
        "2012 was the deadliest year of the conflict since 2010.",
        "More people were killed in organised violence in FATA than in Balochistan in 2010.",
        "On average, 10 people a month died in organised violence in 2010.",
        "Between 2010 and 2012, 120 fatal events took place in Pakistan.",
        "More than 100 fatal events have been recorded since 2010.",
        "Fatal events in 2012 numbered 20 in Balochistan, 30 in FATA and 10 in Khyber Pakhtunkhwa.",
        "In 2012 Balochistan saw 20 deadly events, Khyber Pakhtunkhwa 10.",
        "Of the 120 people killed in 2010, 90 died in FATA.",
        "Khyber Pakhtunkhwa saw 10 fatal events in 2012, fewer than Balochistan's 20.",
        "In 2011 some 60 people were killed, half the previous year's total of 120.",
        "The death toll in 2012 exceeded 170.",
        "Deaths in the conflict averaged about 120 a year between 2010 and 2012.",
        "The share of deaths occurring in FATA fell from 75 percent in 2011 to 50 percent in 2012.",
        "In 2010 and 2011 combined, organised violence claimed 180 lives.",
        "UCDP says that between 115 and 125 people died in 2010.",
        "FATA was the deadliest region in 2010, ahead of Balochistan.",
        "In 2012 FATA, with 90 deaths, overtook Balochistan, with 60, as the deadliest region.",
        "The year 2012 closed with 180 deaths, well above the 60 of 2011.",
        "The conflict took the lives of 120 people during 2010.",
        "FATA recorded 30 fatal events in 2010, and 15 the following year.",
        "In 2012, the conflict killed more than twice as many people as in 2011.",
        "Since 2010, at least 350 people have been killed, data through 2012 show.",
        "Deaths in state-based fighting peaked in 2012 at 180.",
    ],
)
def test_what_the_data_set_counts_so_holds(text: str, ged: Evidence) -> None:
    assert set(answers(text, ged)) == {"holds"}


@pytest.mark.parametrize(
    "text",
    [
        "UCDP recorded 55 fatal events in Pakistan in 2010.",
        "Deadly incidents fell by 20 percent in 2011.",
        "Lethal events doubled in 2012.",
        "Fewer than 30 deadly events took place in 2010.",
        "Half of the deadly events in 2010 took place in Balochistan.",
        "2012 was the least deadly year of the conflict since 2010.",
        "Organised violence killed 900 people in 2012.",
        "Fatal events in 2012 numbered 20 in Balochistan, 50 in FATA and 10 in Khyber Pakhtunkhwa.",
        "Deadly events dropped below 15 in 2011.",
        "FATA recorded 30 fatal events in 2010, and 25 the following year.",
        "Balochistan was the deadliest region in 2010, ahead of FATA.",
    ],
)
def test_a_number_beyond_every_definition_does_not_hold(text: str, ged: Evidence) -> None:
    assert "does_not_hold" in answers(text, ged)


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("There were 40 militant attacks in Pakistan in 2010.", "all its events"),
        ("Organised violence killed 160 people in 2010.", "high"),
        ("Khyber Pakhtunkhwa saw 40 deadly events in 2012.", "as they belong today"),
    ],
)
def test_a_number_of_another_definition_holds_under_it(
    text: str, because: str, ged: Evidence
) -> None:
    verdict = only(text, ged)
    assert verdict.verdict == "holds_under"
    assert because in verdict.reason


def test_a_data_set_of_lethal_events_cannot_contradict_a_count_of_attacks(ged: Evidence) -> None:
    verdict = only("There were 500 militant attacks in Pakistan in 2010.", ged)
    assert verdict.verdict == "differs"
    assert "cannot contradict" in verdict.reason


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("In 2019, 40 fatal events took place in Pakistan.", "nothing at hand covers it"),
        ("In 2010, 300 people were injured in attacks.", "not counted here"),
        ("Suicide attacks fell by 10 percent in 2011.", "not counted here"),
        ("Sectarian attacks killed 30 people in 2011.", "not counted here"),
        ("Deadly incidents fell by 50 percent.", "neither a period nor what it is compared with"),
        ("Jaish-ul-Zulmat was a party to 12 fatal events in 2010.", "unknown group"),
        ("Organised violence killed 120 people in Nepal in 2010.", "nothing at hand covers it"),
        ("Security forces killed 120 militants in 2010.", "acts of the state"),
        ("Deadly incidents doubled in 2010.", "nothing at hand covers it"),
        ("2012 was the deadliest year since 2005.", "nothing at hand covers it"),
        ("In 2010, 40 people were killed by landmines.", "deaths by landmines"),
        ("Deaths among schoolteachers fell by half in 2011.", "deaths among schoolteachers"),
        ("Teachers suffered 12 fatal attacks in 2010.", "attacks on Teachers"),
        ("Attacks on mosques killed 12 people in 2010.", "Attacks on mosques"),
        (
            "For every fatal event in Balochistan in 2010 there were three in FATA.",
            "a ratio of two",
        ),
        ("Deaths never fell below 50 in 2010.", "a number that is denied"),
    ],
)
def test_what_is_beyond_the_record_cannot_be_checked(text: str, why: str, ged: Evidence) -> None:
    verdict = only(text, ged)
    assert verdict.verdict == "cannot_be_checked"
    assert why in verdict.reason


def test_small_bases_and_chosen_years_are_pointed_out(ged: Evidence) -> None:
    verdict = only("Fatal events in Balochistan fell by half in 2011.", ged)
    assert verdict.verdict == "holds"
    assert any("small base: 10 and 5" in note for note in verdict.notes)


def test_a_verdict_carries_its_incidents_and_its_parts(ged: Evidence) -> None:
    verdict = only("UCDP recorded 20 fatal events in Pakistan in 2011.", ged)
    assert len(verdict.incident_ids) == 20
    assert all(each.startswith("ged:") for each in verdict.incident_ids)
    assert verdict.reckonings[0].parts == (("fatal events in 2011", 20),)


def test_the_founding_sentence_is_one_institutes_count_and_anothers_share_of_deaths(
    published: Evidence,
) -> None:
    text = (
        "Militant attacks in Pakistan rose 69 percent in 2023, the highest since 2017, and three"
        " groups (TTP, ISKP and BLA) mounted over 82 percent of them."
    )
    rise, rank, share = checking.check_text(text, published)
    assert rise.verdict == "holds_under"
    assert dict(rise.reckonings[0].parts) == {
        "militant attacks in 2023": 641,
        "militant attacks in 2022": 380,
    }
    assert {r.source for r in rise.reckonings if r.agrees is False} >= {"pips"}
    assert rank.verdict == "holds_under"
    assert any("2017 was itself lower" in note for note in rank.notes)
    assert share.verdict == "differs"
    assert share.computed == 78
    assert "true of another measure" in share.reason
    assert "deaths" in share.reason
    assert all("https://" in c or "http://" in c for c in share.reckonings[0].citations)


def test_a_publishers_own_table_decides_what_it_is_said_to_have_counted(
    published: Evidence,
) -> None:
    assert answers("PICSS counted 641 militant attacks in 2023.", published) == ["holds"]
    wrong = only("PIPS counted 641 terrorist attacks in 2023.", published)
    assert wrong.verdict == "does_not_hold"
    assert wrong.computed == 306
    assert "true of another publisher" in wrong.reason


def test_a_later_sentence_takes_its_period_and_publisher_from_the_one_before(
    published: Evidence,
) -> None:
    text = "PICSS counted 641 militant attacks in 2023. It put the number of people killed at 974."
    verdicts = checking.check_text(text, published)
    assert [v.verdict for v in verdicts] == ["holds", "holds"]
    assert any("taken from the sentence before" in note for note in verdicts[1].notes)


def test_a_share_says_that_its_period_is_that_of_the_sentence_before(ged: Evidence) -> None:
    text = (
        "In 2010, 40 fatal events took place in Pakistan."
        " One in three fatal events took place in Balochistan."
    )
    first, second = checking.check_text(text, ged)
    assert not first.notes
    assert any("2010, is taken from the sentence before" in note for note in second.notes)


def test_a_dateline_is_no_place_of_the_statistic(published: Evidence) -> None:
    text = "ISLAMABAD: PICSS counted 641 militant attacks in 2023."
    assert answers(text, published) == ["holds"]


def test_a_text_of_several_statistics_is_as_good_as_its_weakest(ged: Evidence) -> None:
    text = "Fatal events rose from 20 in 2011 to 75 in 2012."
    assert checking.overall(checking.check_text(text, ged)) == "does_not_hold"
    assert checking.overall(()) == "cannot_be_checked"


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("The rebels carried out seven attacks in 2010.", "total: attacks"),
        ("Three deadly incidents took place in 2010.", "total: deadly incidents"),
    ],
)
def test_what_is_counted_is_said_without_its_number(text: str, counted: str, ged: Evidence) -> None:
    assert only(text, ged).understood.startswith(counted)


def test_a_sentence_that_says_too_little_is_told_what_to_add(ged: Evidence) -> None:
    verdict = only("Militants killed 40 people.", ged)
    assert verdict.reason.endswith("it names no period (add a year or a month)")


def test_a_change_is_given_in_percent(ged: Evidence) -> None:
    verdict = only("Fatal events in Pakistan rose by 900 percent in 2011.", ged)
    counted = [each for each in verdict.reckonings if each.computed is not None]
    assert counted
    assert {each.unit for each in counted} == {"%"}
    assert "+900%" in verdict.understood


@pytest.mark.parametrize(
    "text",
    [
        "Bandits killed 100 people in Zamfara in 2021.",
        "In 2021, 100 people were killed by suspected bandits in Zamfara.",
    ],
)
def test_a_kind_of_doer_is_the_group_that_goes_by_it_in_the_country_of_the_sentence(
    text: str, ged: Evidence
) -> None:
    assert "killed by bandits (north-west Nigeria) in Zamfara" in only(text, ged).understood


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Jihadists killed 120 people in 2010.", "jihadists"),
        ("In 2010, 30 people were killed by separatists.", "separatists"),
        ("Kidnappers abducted 30 people in 2010.", "kidnappers"),
        ("Separatists carried out 60 percent of the fatal events in 2010.", "separatists"),
    ],
)
def test_one_kind_of_doer_among_others_cannot_be_counted(
    text: str, doer: str, ged: Evidence
) -> None:
    verdict = only(text, ged)
    assert verdict.verdict == "cannot_be_checked"
    assert f"what {doer} did is not counted apart" in verdict.reason


def test_the_attacks_of_one_kind_of_doer_are_not_all_attacks(ged: Evidence) -> None:
    verdict = only("Jihadist attacks fell by 50 percent in 2011.", ged)
    assert verdict.verdict == "cannot_be_checked"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Gunmen killed 120 people in 2010.", "holds_under"),
        ("Rebels killed 120 people in 2010.", "holds_under"),
        ("In 2010, 35 people were killed by unidentified gunmen.", "differs"),
    ],
)
def test_a_doer_that_could_be_anybody_is_left_out_and_said_so(
    text: str, answer: str, ged: Evidence
) -> None:
    verdict = only(text, ged)
    assert verdict.verdict == answer
    assert "was not used" in " ".join(verdict.notes)


def test_those_who_are_killed_are_no_doers(ged: Evidence) -> None:
    verdict = only("The number of rebels killed in 2010 was 40.", ged)
    assert not any("was not used" in note for note in verdict.notes)
    assert verdict.understood.startswith("total: militant dead")


def test_who_killed_is_not_who_was_killed(ged: Evidence) -> None:
    verdict = only("Militants killed at least 120 people in 2010.", ged)
    assert verdict.understood.startswith("total: people killed")


RAID = """Title: Market raided in Zamfara
Published: 2021-03-08

GUSAU, Nigeria: Bandits attacked a market in Gusau, Zamfara State, on Sunday, killing eleven
traders, the police said.
"""


def test_what_bandits_did_is_counted_by_the_incidents_that_name_them(tmp_path: Path) -> None:
    (tmp_path / "raid.txt").write_text(RAID, "utf-8")
    with open_record(str(tmp_path / "record.db")) as record:
        pipeline.build([tmp_path / "raid.txt"], record=record, book=BOOK, engine="rules")
        evidence = pipeline.evidence(record, BOOK, series=False)
    told = only("Bandits killed 11 people in Zamfara in 2021.", evidence)
    assert (told.verdict, told.computed, len(told.incident_ids)) == ("holds_under", 11, 1)
    told = only("Boko Haram killed 11 people in Zamfara in 2021.", evidence)
    assert told.verdict != "holds_under"
