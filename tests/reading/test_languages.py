from __future__ import annotations

import pytest

from concord.reading.languages import normalise_language, recognise_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Two policemen died on Monday when a roadside bomb hit their van near Tank.", "en"),
        ("Deux policiers sont morts lundi dans une explosion près de la ville.", "fr"),
        ("پشاور کے ایک بازار میں دھماکے سے دو افراد جاں بحق ہوگئے، پولیس نے بتایا۔", "ur"),
        ("په پېښور کې په یوه چاودنه کې څلور پولیس ووژل شول او ګڼ نور ټپیان دي.", "ps"),
    ],
)
def test_a_sentence_shows_its_language(text: str, language: str) -> None:
    assert recognise_language(text) == language


@pytest.mark.parametrize(
    "text", ["", "Two died.", "2023: 14 / 25, 2024: 16 / 31 " * 20, "؟!،" * 50]
)
def test_too_few_letters_leave_the_language_unknown(text: str) -> None:
    assert recognise_language(text) is None


@pytest.mark.parametrize(
    ("words", "code"),
    [("en", "en"), ("EN-gb", "en"), ("ur_PK", "ur"), ("English", "en"), ("??", None), ("", None)],
)
def test_tags_and_names_become_primary_codes(words: str, code: str | None) -> None:
    assert normalise_language(words) == code
