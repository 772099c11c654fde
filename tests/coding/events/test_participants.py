"""Who did it, who claims it and who denies it, from the words of a text. All texts are invented."""

from __future__ import annotations

import pytest
from tests.coding.violence import events


def claimants(text: str) -> list[list[str]]:
    return [[claim.actor_id or claim.name for claim in e.claimed_by] for e in events(text)]


def doers(text: str) -> list[list[str]]:
    return [[p.actor_id or p.text for p in e.perpetrators] for e in events(text)]


BLAST = "A bomb killed two constables near a market in Peshawar on Monday."


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("The TTP said that its fighters had planted the bomb.", ["ttp"]),
        ("The TTP, in a message on Telegram, said it had carried out the bombing.", ["ttp"]),
        ("The TTP said the attack was in revenge for a raid.", ["ttp"]),
        ("The TTP released a video of the attack.", ["ttp"]),
        ("The TTP claims killing of the constables.", ["ttp"]),
        ("The TTP has taken the credit.", ["ttp"]),
        # What befell a group, and what it says of others, are no claims.
        ("The TTP said that it had lost three fighters in January.", []),
        ("No group has claimed it.", []),
        # Whose faction the claimant is, and whom it is close to, claim nothing.
        ("A splinter of the TTP, Jamaat-ul-Ahrar, claimed the bombing.", ["jua"]),
        ("Jamaat-ul-Ahrar, a group linked to al-Qaeda, claimed responsibility.", ["jua"]),
    ],
)
def test_a_claim_needs_no_word_of_claiming(said: str, who: list[str]) -> None:
    assert claimants(f"{BLAST} {said}")[0] == who


def test_a_claim_belongs_to_violence_and_not_to_an_arrest() -> None:
    text = f"{BLAST} Three men were detained. The TTP claimed responsibility."
    assert claimants(text)[0] == ["ttp"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        # By country, and by the name that the text gave in full before.
        (f"{BLAST} The Taliban claimed responsibility.", ["ttp"]),
        (f"{BLAST} The Taliban government in Kabul condemned it.", []),
        (
            "A bomb killed two clerks in Kunduz, Afghanistan. The Taliban government had no word.",
            [],
        ),
    ],
)
def test_the_taliban_are_told_by_context(text: str, who: list[str]) -> None:
    assert claimants(text)[0] == who


def test_a_fight_has_two_sides() -> None:
    text = (
        "Two militants and a constable were killed in a gunfight in Karachi on Monday, police said."
    )
    natures = {p.text.lower() for p in events(text)[0].perpetrators}
    assert "militants" in natures
    assert len(natures) == 2


def test_all_of_an_alliance_did_it() -> None:
    text = (
        "The Balochistan Liberation Army (BLA), the Balochistan Liberation Front (BLF) and the"
        " Baloch Republican Army attacked a post near Turbat on Monday, killing two soldiers."
    )
    assert {"bla", "blf"} <= set(doers(text)[0])


@pytest.mark.parametrize(
    "text",
    [
        # Who was killed, and who only speaks, did nothing.
        "Three policemen killed in an ambush near Mastung on Monday.",
        "Two teachers were shot dead in Quetta on Monday, the police said.",
        "Gunmen in police uniforms shot dead two teachers in Quetta on Monday.",
        "Gunmen fired at a police station in Quetta on Monday, killing two clerks.",
    ],
)
def test_no_force_did_what_happened_to_it_or_what_it_tells(text: str) -> None:
    assert not any("pol" in who for who in doers(text)[0])


def test_claims_by_unrelated_groups_leave_open_who_did_it() -> None:
    text = (
        f"{BLAST} Jamaat-ul-Ahrar, a faction of the TTP, claimed responsibility."
        " The Islamic State claimed the bombing too."
    )
    event = events(text)[0]
    assert len(event.claimed_by) == 2
    assert not [p for p in event.perpetrators if p.attribution in {"claimed", "stated"} and p.name]


def test_an_unknown_name_is_never_coded_as_the_forces_of_a_country() -> None:
    text = (
        "Four fighters were killed in an operation near Turbat, Balochistan, on Monday. The United"
        " Karwan Army mourned them."
    )
    named = [p for e in events(text) for p in e.perpetrators if "Karwan" in p.text]
    assert all(p.actor_id is None for p in named)
