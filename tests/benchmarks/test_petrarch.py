"""Trees for PETRARCH2 from dependencies, and its events as rows."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from benchmarks.petrarch import rows_of, tree_of, type_of


@dataclass
class Word:
    """A parsed word, as spaCy shows it."""

    i: int
    text: str
    tag_: str
    dep_: str
    children: list[Word] = field(default_factory=list)

    @property
    def lefts(self) -> list[Word]:
        return [each for each in self.children if each.i < self.i]

    @property
    def rights(self) -> list[Word]:
        return [each for each in self.children if each.i > self.i]

    @property
    def subtree(self) -> list[Word]:
        below = [word for each in self.children for word in each.subtree]
        return sorted([self, *below], key=lambda word: word.i)


def parsed(*rows: tuple[str, str, str, int]) -> Word:
    """Return the root of words given as text, tag, relation and number of the head."""
    words = [Word(at, *row[:3]) for at, row in enumerate(rows)]
    for word, row in zip(words, rows, strict=True):
        if word.i != row[3]:
            words[row[3]].children.append(word)
    return next(word for word in words if word.dep_ == "ROOT")


def test_subject_object_and_phrase_stand_in_brackets() -> None:
    root = parsed(
        ("The", "DT", "det", 1),
        ("rebels", "NNS", "nsubj", 2),
        ("killed", "VBD", "ROOT", 2),
        ("guards", "NNS", "dobj", 2),
        ("in", "IN", "prep", 2),
        ("Wana", "NNP", "pobj", 4),
        (".", ".", "punct", 2),
    )
    assert tree_of(root) == (
        "(S (NP (DT The) (NNS rebels)) (VP (VBD killed) (NP (NNS guards))"
        " (PP (IN in) (NP (NNP Wana))) (. .)))"
    )


def test_a_passive_nests_its_phrases_and_brackets_in_words_are_written_out() -> None:
    root = parsed(
        ("Two", "CD", "nsubjpass", 2),
        ("were", "VBD", "auxpass", 2),
        ("shot", "VBN", "ROOT", 2),
        (":(", ".", "punct", 2),
    )
    assert tree_of(root) == "(S (NP (CD Two)) (VP (VBD were) (VP (VBN shot) (. :-LRB-))))"


@pytest.mark.parametrize(
    ("code", "source", "kind"),
    [
        ("1831", "PAKREB", "suicide_bombing"),
        ("190", "PAKREB", "armed_attack"),
        ("190", "PAKMIL", "military_operation"),
        ("195", "USAMIL", "air_drone_strike"),
        ("191", "PAK", None),
        ("010", "PAK", None),
    ],
)
def test_codes_of_violence_are_types(code: str, source: str, kind: str | None) -> None:
    assert type_of(code, source) == kind


def test_a_line_is_a_row_of_the_text_that_it_was_found_in() -> None:
    text = {"id": "a_7", "published": "2023-05-04"}
    line = "20230504\tPAKREB\tPAKMIL\t183\tTERROR,1\ta-7_2\tTEXT\tfighters\tsoldiers\tbombed\n"
    (row,) = rows_of([line, "broken\n"], [text])
    assert (row["document_external_id"], row["type"]) == ("a_7", "bombing")
    assert (row["happened_from"], row["perpetrators"][0]["name"]) == ("2023-05-04", "fighters")
