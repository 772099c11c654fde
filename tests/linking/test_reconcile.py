from __future__ import annotations

from dataclasses import replace

from tests.linking.telling import BOOK, linked, tell_all

from concord.linking import link

QUETTA = "on 2023-05-12; at Quetta; killed 6"


def test_the_family_goes_by_voices_and_the_type_by_what_is_specific() -> None:
    (found,) = linked(f"""
        a 2023-05-12: armed_attack; {QUETTA}
        b 2023-05-12: bombing; {QUETTA}
        c 2023-05-12: suicide_bombing; {QUETTA}
        d 2023-05-12: bombing; {QUETTA}
    """)
    assert (found.facts.type, found.facts.family) == ("suicide_bombing", "bomb")


def test_the_most_precise_day_and_place_stand_first_and_the_others_are_kept() -> None:
    (found,) = linked("""
        a 2023-06-01: bombing; on 2023-05; at Balochistan; killed 26; by BLA; history
        b 2023-05-13: bombing; on 2023-05-12; at Quetta; killed 26; by BLA
    """)
    assert [when.text for when in found.facts.happened] == ["2023-05-12", "2023-05"]
    assert [place.name for place in found.facts.places] == ["Quetta", "Balochistan"]


def test_it_is_history_only_if_every_report_tells_it_as_history() -> None:
    told = f"a 2023-05-12: bombing; {QUETTA}{{}}\nb 2023-05-13: bombing; {QUETTA}; history"
    assert not linked(told.format(""))[0].facts.background
    assert linked(told.format("; history"))[0].facts.background


def test_every_group_named_is_kept_with_its_best_attribution() -> None:
    (found,) = linked(f"""
        a 2023-05-12: bombing; {QUETTA}; blamed BLA; by unknown gunmen
        b 2023-05-12: bombing; {QUETTA}; by BLA; claimed BLA
        c 2023-05-13: bombing; {QUETTA}; denied TTP
    """)
    named = [(p.actor_id, p.attribution) for p in found.facts.perpetrators if p.actor_id]
    assert named == [("bla", "stated")]
    assert [claim.actor_id for claim in found.facts.claimed_by] == ["bla"]
    assert [claim.actor_id for claim in found.facts.denied_by] == ["ttp"]


def test_unnamed_gunmen_stand_only_where_nobody_is_named() -> None:
    named = f"a 2023-05-12: bombing; {QUETTA}; by BLA"
    (found,) = linked(f"{named}\nb 2023-05-12: bombing; {QUETTA}")
    assert [p.name for p in found.facts.perpetrators] == ["Balochistan Liberation Army"]


def test_the_summary_says_the_reconciled_facts() -> None:
    (found,) = linked("""
        a 2023-05-12: bombing; on 2023-05; at Quetta; killed 20+; attackers 1
        b 2023-05-13: suicide_bombing; on 2023-05-12; at Quetta; killed 26; injured 40+
    """)
    assert found.facts.summary == (
        "Suicide bombing in Quetta, Balochistan, 2023-05-12: 26 killed, 1 dead on the side that "
        "began it, at least 40 injured."
    )


def test_a_summary_that_a_person_wrote_is_kept() -> None:
    events, documents = tell_all(f"a 2023-05-12: bombing; {QUETTA}")
    event = replace(events[0], summary="A bomb went off at the fruit market.")
    cited = {key: replace(value, media="citation") for key, value in documents.items()}
    (found,) = link([event], cited, [], BOOK)
    assert found.facts.summary == "A bomb went off at the fruit market."


def test_where_reports_tie_it_happened() -> None:
    (found,) = linked(f"""
        a 2023-05-12: bombing; {QUETTA}; alleged
        b 2023-05-12: bombing; {QUETTA}
    """)
    assert found.facts.status == "actual"
    assert found.disputed == ("status",)


def test_the_category_is_that_of_the_reconciled_facts() -> None:
    (found,) = linked(f"""
        a 2023-05-12: bombing; {QUETTA}
        b 2023-05-12: bombing; {QUETTA}; by BLA
    """)
    assert found.facts.category == "militant_attack"
