from __future__ import annotations

from tests.linking.telling import linked

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
