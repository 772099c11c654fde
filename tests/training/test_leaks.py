from __future__ import annotations

from training.leaks import Reported

REPORTED = (
    "Two guards were hurt when a hand grenade was thrown at the ferry office in Belmora. "
    "Nobody has said that they did it."
)


def test_a_whole_sentence_of_a_reported_text_keeps_a_text_out() -> None:
    other = "The mayor spoke. Two guards were hurt when a hand grenade was thrown at the ferry "
    assert Reported([REPORTED]).offends(other + "office in Belmora. He left at noon.")


def test_a_copy_with_words_changed_is_told_by_its_runs_of_words() -> None:
    near = "Three guards were hurt when a hand grenade was thrown at the ferry office in Belmora"
    reported = Reported([REPORTED])
    assert reported.share(near) > 0.8
    assert reported.offends(near + ", police said late on Friday.")


def test_a_text_of_the_same_matter_in_other_words_may_train() -> None:
    other = "A grenade hurt two guards at Belmora's ferry office; no group has claimed it."
    assert not Reported([REPORTED]).offends(other)


def test_a_short_sentence_that_everybody_writes_is_no_copy() -> None:
    assert not Reported(["Police are investigating. " + REPORTED]).offends(
        "Police are investigating."
    )
