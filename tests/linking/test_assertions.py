from __future__ import annotations

from dataclasses import replace

from tests.linking.telling import figure, linked, tell

from concord.linking.assertions import assertions_of, lone_speaker
from concord.model import Evidence

AT = "on 2023-05-12; at Quetta"


def said(line: str) -> list[tuple[str, object, str | None, bool]]:
    document, event = tell(line)
    return [(a.field, a.value, a.said_by, a.party) for a in assertions_of(event, document)]


def test_every_field_says_what_where_and_when_it_was_reported() -> None:
    found = linked(f"""
        a 2023-05-12: bombing; {AT}; killed 6 say police; by BLA; claimed BLA
        b 2023-05-13: bombing; {AT}; killed 9 say hospital
    """)[0].assertions
    killed = [(a.value, a.said_by, a.reported, a.document_id) for a in found if a.field == "killed"]
    assert killed == [(6, "police", "2023-05-12", "da"), (9, "hospital", "2023-05-13", "db")]
    assert {a.field for a in found} >= {"type", "happened", "place", "perpetrators"}


def test_that_it_happened_goes_without_saying() -> None:
    assert not [each for each in said(f"a: bombing; {AT}") if each[0] == "status"]
    assert ("status", "foiled", None, False) in said(f"a: bombing; {AT}; foiled")


def test_rival_speakers_in_one_text_each_have_their_say() -> None:
    found = said(f"a: bombing; {AT}; killed 6 say police; killed 20 say group (party)")
    assert [each for each in found if each[0] == "killed"] == [
        ("killed", 6, "police", False),
        ("killed", 20, "group", True),
    ]


def test_parts_of_a_total_are_no_rival_totals() -> None:
    document, event = tell(f"a: bombing; {AT}")
    tolls = (
        replace(figure("killed", "9"), total=True, victim_class="unknown", said_by="police"),
        replace(figure("killed", "3"), victim_class="security", said_by="doctor"),
    )
    found = assertions_of(replace(event, tolls=tolls), document)
    values = [(a.field, a.value) for a in found if a.field.startswith("killed")]
    assert values == [("killed", 9), ("killed.security", 3)]


def test_a_superseded_figure_is_not_asserted() -> None:
    document, event = tell(f"a: bombing; {AT}")
    event = replace(event, tolls=(replace(figure("killed", "9"), superseded=True),))
    assert not [a for a in assertions_of(event, document) if a.field == "killed"]


def test_each_measure_is_given_the_words_of_its_own_figures() -> None:
    """Fifteen dead, thirty-two hurt and the bomber: who asks for the dead is shown no wounded."""
    document, event = tell(f"a: suicide_bombing; {AT}")
    tolls = (
        replace(figure("killed", "15"), text="15"),
        replace(figure("injured", "32"), text="32 others"),
        replace(figure("killed", "1"), text="suicide bomber", side="initiator"),
    )
    found = {a.field: a.quote for a in assertions_of(replace(event, tolls=tolls), document)}
    assert found["killed"] == "15"
    assert found["injured"] == "32 others"
    assert found["killed_attackers"] == "suicide bomber"


def test_the_words_behind_a_field_come_from_its_evidence() -> None:
    document, event = tell(f"a: bombing; {AT}")
    words = Evidence(field="type", start=0, end=6, quote="Report", said_by="police")
    first = assertions_of(replace(event, evidence=(words,)), document)[0]
    assert (first.quote, first.said_by) == ("Report", "police")


def test_one_speaker_behind_everything_is_the_voice_of_the_report() -> None:
    assert lone_speaker(tell(f"a: bombing; {AT}; killed 6 say The Army")[1]) == "the army"
    both = tell(f"a: bombing; {AT}; killed 6 say army; injured 2 say hospital")[1]
    assert lone_speaker(both) is None
    assert lone_speaker(tell(f"a: bombing; {AT}")[1]) is None
