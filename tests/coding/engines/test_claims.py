"""Which happening a claim or a denial is of, and whose communique a text is. All are invented."""

from __future__ import annotations

from tests.coding.violence import events


def claimed(text: str) -> list[list[str]]:
    return [[c.actor_id or c.name for c in e.claimed_by] for e in events(text)]


def denied(text: str) -> list[list[str]]:
    return [[c.actor_id or c.name for c in e.denied_by] for e in events(text)]


def test_a_claim_of_both_is_of_two_happenings() -> None:
    text = (
        "A suicide bomber killed 20 lawyers at a hospital in Quetta on Monday. Earlier that day "
        "gunmen shot dead the head of their bar in Mastung. Jamaat-ul-Ahrar claimed both the "
        "killing of the head of the bar and the bombing."
    )
    assert claimed(text) == [["jua"], ["jua"]]


def test_a_sum_lends_its_claimant_to_its_parts() -> None:
    text = (
        "Two bombings claimed by the BLA killed nine people in Balochistan on Monday. A car bomb "
        "went off at a bank in Turbat and killed five. In Khuzdar a bomb on a bicycle killed four."
    )
    assert claimed(text)[-2:] == [["bla"], ["bla"]]


def test_they_of_a_force_claims_nothing() -> None:
    text = (
        "A bomb killed six traders in Gao, Mali, on Monday. JNIM claimed the bombing. Soldiers "
        "held a search on Tuesday. They said they had killed three gunmen near the town."
    )
    assert claimed(text)[0] == ["jnim"]
    assert not any(claimed(text)[1:])


def test_a_denial_is_of_what_one_was_blamed_for() -> None:
    text = (
        "A bomb killed six traders at a market in Gao, Mali, on Monday. The governor blamed JNIM. "
        "On Sunday gunmen had shot dead a mayor in Timbuktu. JNIM denied the charge."
    )
    found = denied(text)
    assert found[0] == ["jnim"]
    assert not any(found[1:])


COMMUNIQUE = """BALOCH LIBERATION ARMY
Media release, 5 March 2024

Our fighters attacked an army camp in Zamuran on the evening of 4 March. Six personnel were killed.

It was not we who planted the bomb that killed two children in Turbat on Monday.

The BLA accepts responsibility for all the above.
"""


def test_who_we_are_in_a_communique() -> None:
    found = events(COMMUNIQUE)
    assert [c.actor_id for c in found[0].claimed_by] == ["bla"]
    assert [c.actor_id for c in found[-1].denied_by] == ["bla"]


def test_we_in_a_quote_is_nobody_s_communique() -> None:
    text = (
        'Statement of a witness, Mastung, on the BLA\n\nGunmen killed two guards on Monday. "We '
        'attacked nobody, our men were asleep, and we ran," a guard said.'
    )
    assert not any(claimed(text))
