from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concord.codebook.book import load
from concord.coding import tolls
from concord.coding.tolls.words import LexiconError, build

Row = tuple[str, str, int, int | None]


def rows(text: str) -> list[Row]:
    return [
        (one.figure.effect, one.figure.victim_class, one.figure.low, one.figure.high)
        for one in tolls.find(text)
    ]


FORMS: dict[str, list[Row]] = {
    "Two soldiers were killed and five others injured in the blast.": [
        ("killed", "security", 2, 2),
        ("injured", "security", 5, 5),
    ],
    "Gunmen killed 12 shopkeepers and wounded 30 near Marzabad.": [
        ("killed", "civilian", 12, 12),
        ("injured", "civilian", 30, 30),
    ],
    "12 killed, 30 injured in market blast": [
        ("killed", "civilian", 12, 12),
        ("injured", "civilian", 30, 30),
    ],
    "The blast left at least 23 dead and above 30 wounded.": [
        ("killed", "civilian", 23, None),
        ("injured", "civilian", 30, None),
    ],
    "The fire bombing claimed the lives of over forty villagers.": [
        ("killed", "civilian", 40, None)
    ],
    "Raiders killed two policemen, a driver and three children.": [
        ("killed", "security", 2, 2),
        ("killed", "civilian", 1, 1),
        ("killed", "civilian", 3, 3),
    ],
    "Seven terrorists were sent to hell, and one soldier embraced martyrdom.": [
        ("killed", "militant", 7, 7),
        ("killed", "security", 1, 1),
    ],
    "A constable was shot dead and his colleague sustained grave injuries.": [
        ("killed", "security", 1, 1),
        ("injured", "security", 1, 1),
    ],
    "Between 20 and 30 villagers were abducted.": [("abducted", "civilian", 20, 30)],
    "Dozens of miners were injured.": [("injured", "civilian", 12, None)],
    "Several labourers were hurt.": [("injured", "civilian", 3, None)],
    "Police arrested three suspects and seized two rifles.": [("arrested", "unknown", 3, 3)],
    "The bodies of five labourers were found.": [("killed", "civilian", 5, 5)],
    "Three bullet-riddled bodies were recovered.": [("killed", "civilian", 3, 3)],
    "The gunmen killed Head Constable Tariq Shah.": [("killed", "security", 1, 1)],
    "Tariq Shah, a tribal elder, was gunned down.": [("killed", "civilian", 1, 1)],
    "Two people, identified as Tariq Shah and Omar Gul, were gunned down.": [
        ("killed", "civilian", 2, 2)
    ],
    "The militants abducted and later killed two contractors.": [
        ("abducted", "civilian", 2, 2),
        ("killed", "civilian", 2, 2),
    ],
    "Four militants surrendered.": [("surrendered", "militant", 4, 4)],
    "Some 900 families fled; 4,000 people were displaced.": [("displaced", "civilian", 4000, 4000)],
    "The rebels said they had killed “at least four” soldiers.": [("killed", "security", 4, None)],
    "Two lakh people were displaced.": [("displaced", "civilian", 200_000, 200_000)],
    "A woman Maoist cadre was killed.": [("killed", "militant", 1, 1)],
    "A 12-year-old boy was wounded.": [("injured", "civilian", 1, 1)],
    "The blast killed 37 trainees.": [("killed", "civilian", 37, 37)],
}


@pytest.mark.parametrize(("text", "expected"), FORMS.items())
def test_a_toll_is_read_in_each_form(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


NO_TOLL = [
    "The men drove 40 km in two cars.",
    "A reward of 5 million rupees was offered for the 45-year-old commander.",
    "The rockets destroyed 12 vehicles.",
    "The gang captured two checkpoints.",
    "Three militant hideouts were blown up.",
    "It was his 12th election.",
    "",
]


@pytest.mark.parametrize("text", NO_TOLL)
def test_figures_that_are_no_toll_are_left_out(text: str) -> None:
    assert rows(text) == []


def test_a_total_keeps_its_parts_beside_it() -> None:
    text = "At least 31 people, including nine policemen, and 4 attackers were killed."
    total, part, attackers = tolls.find(text)
    assert (total.figure.total, total.figure.victim_class) == (True, "unknown")
    assert (part.part, part.figure.victim_class, part.figure.low) == (True, "security", 9)
    assert (attackers.part, attackers.figure.side) == (False, "initiator")


def test_women_and_children_are_sub_classes_and_make_no_total() -> None:
    total, part = tolls.find("Five villagers, including two children, were killed.")
    assert (total.figure.total, total.figure.victim_class) == (False, "civilian")
    assert part.subclass
    assert [one.figure.low for one in tolls.distinct((total, part))] == [5]


def test_parts_may_stand_behind_the_verb() -> None:
    total, part = tolls.find("Seven people were injured, including three policemen.")
    assert total.figure.total
    assert (part.part, part.figure.low) == (True, 3)


def test_updates_inside_a_text_supersede_the_earlier_figure() -> None:
    text = (
        "The death toll rose to 23. It was earlier put at 12; the toll had earlier been put at 17."
    )
    found = {one.figure.low: one.figure.superseded for one in tolls.find(text)}
    assert found[23] is False
    assert found[17] is True


def test_stated_tolls_are_totals_with_their_speaker() -> None:
    (figure,) = tolls.find("Hospital staff put the number of injured at 40, said the mayor.")
    assert (figure.figure.effect, figure.figure.best, figure.figure.total) == ("injured", 40, True)
    (dead,) = tolls.find("According to the mayor, four guests died.")
    assert dead.figure.said_by == "the mayor"


def test_no_casualties_is_a_toll_of_zero() -> None:
    assert [
        (o.figure.effect, o.figure.high) for o in tolls.find("No casualties were reported.")
    ] == [
        ("killed", 0),
        ("injured", 0),
    ]


def test_what_did_not_happen_or_only_may_is_negated() -> None:
    assert all(one.negated for one in tolls.find("Four guards were not killed."))
    assert all(one.negated for one in tolls.find("Four guards would be killed."))


def test_counts_over_many_events_are_aggregates() -> None:
    (figure,) = tolls.find("More than 700 people have been killed in such raids since 2012.")
    assert figure.aggregate
    (event,) = tolls.find("The group, active since 2012 in the hills, is blamed. Ten guards died.")
    assert not event.aggregate


def test_sums_over_separate_incidents_give_way_to_their_details() -> None:
    text = (
        "Three guards were killed in separate incidents. A guard was shot dead in the market. "
        "Two guards were shot dead at the gate."
    )
    assert [one.figure.low for one in tolls.distinct(tolls.find(text))] == [1, 2]


def test_repetitions_are_told_from_new_figures() -> None:
    text = (
        "Three soldiers were killed when a mine went off under their lorry near the dam at noon, "
        "the army said.\n\nThe mine was an old one. The three soldiers died at once."
    )
    assert [one.figure.low for one in tolls.distinct(tolls.find(text))] == [3]
    assert len(tolls.find(text)) == 2


def test_offsets_point_into_the_text() -> None:
    text = "MARZABAD - Ten guests were killed."
    (figure,) = tolls.find(text)
    assert text[figure.who.start : figure.who.end] == "Ten guests" == figure.figure.text
    assert text[figure.governor.start : figure.governor.end] == "killed"


def test_a_lexicon_without_its_parts_says_what_is_missing() -> None:
    with pytest.raises(LexiconError, match="no effect 'killed'"):
        build({}, {"classes": {}})
    with pytest.raises(LexiconError, match="no mapping 'classes'"):
        build({"killed": {}}, {})


def test_packs_add_their_words() -> None:
    book = load(("world", "pakistan"))
    lexicon = tolls.lexicon_of(book)
    assert lexicon is tolls.lexicon_of(book)
    assert tolls.find("Two soldiers died.", lexicon=lexicon)[0].figure.low == 2


WORDS = st.sampled_from(
    [
        "two", "12", "at least", "soldiers", "people", "a", "policeman", "were", "killed", "and",
        "injured", ",", "including", "others", "of whom", "died", "(", ")", "who", "The", "Khan",
        "Constable", "by", "in", "Marzabad", ".", "toll", "rose to", "dead", "not",
    ]
)  # fmt: skip


@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=200))
@settings(deadline=None)
def test_every_figure_is_well_formed(text: str) -> None:
    for one in tolls.find(text):
        figure = one.figure
        assert figure.low <= figure.best
        assert figure.high is None or figure.best <= figure.high
        assert 0 <= one.who.start <= one.who.end <= len(text)
        assert figure.victim_class
    tolls.distinct(tolls.find(text))


def test_a_text_without_full_stops_is_read_in_time_linear_in_its_length() -> None:
    def seconds(text: str) -> float:
        """The processor time of the best of three runs, so that a busy machine does not count."""
        best = float("inf")
        for _ in range(3):
            started = time.process_time()
            tolls.find(text)
            best = min(best, time.process_time() - started)
        return best

    unit = "two soldiers and a policeman were killed and "
    assert seconds(unit * 800) < 20 * max(seconds(unit * 100), 0.001)


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        # The object of another verb is nobody who died.
        ("Troops freed 346 boys and 20 people were killed.", [20]),
        ("The raiders stopped a train, killing eight passengers, and marched 58 away.", [8]),
        # Who died with somebody.
        ("The bomber killed himself and four guards.", [1, 4]),
        ("Commander Zardan was killed with seven followers on Monday.", [1, 7]),
        # Speakers in a list are no victims.
        ("Soldiers fired, killing 15 people, a doctor and two witnesses said.", [15]),
        # A name in small letters.
        ("A drone strike killed Omar al-Zardan and his two guards.", [1, 2]),
    ],
)
def test_who_died_and_who_did_not(text: str, killed: list[int]) -> None:
    found = [o.figure.low for o in tolls.find(text) if o.figure.effect == "killed"]
    assert found == killed


def test_nobody_hurt_is_a_toll_of_zero() -> None:
    found = {o.figure.effect: o.figure.high for o in tolls.find("The rocket hurt no one.")}
    assert found == {"killed": 0, "injured": 0}
