"""Claims and denials that a model half reads, and those that words make plain; all are invented."""

from __future__ import annotations

from tests.coding.engines.says import Says
from tests.coding.reports import BOOK, report

from concord.coding import prepare
from concord.coding.engines import owners, rules, triggers

TWO = (
    "Gunmen shot dead a clerk in Turbat, Balochistan, on Monday. A bomb damaged a bridge in Kolpur "
    "on Tuesday. "
)
GROUP = "Balochistan Liberation Army"


def owned(text: str, role: str, likely: dict[str, float]) -> list[str]:
    """Return the types of the acts that the groups of a text are read to own or to deny."""
    says = Says(text, likely={(head, GROUP): {head: p} for head, p in likely.items()})
    draft = rules.Draft(prepare(report(text), BOOK))
    rules.read_clauses(draft, triggers.find(text, BOOK), BOOK)
    owners.add(draft, says)
    acts = sorted({a.trigger for a in draft.arcs if a.role == role})
    return [draft.mentions[n].label or "" for n in acts]


def test_to_accept_what_was_hit_is_to_own_it() -> None:
    text = f"{TWO}The {GROUP}, in a sermon, embraced the bridge."
    assert owned(text, "claimant", {}) == ["bombing"]


def test_who_denies_one_act_may_own_another() -> None:
    text = f"{TWO}The {GROUP} showed a flag by the clerk's door. It denied the bombing in Kolpur."
    assert owned(text, "denier", {"claimant": 0.9}) == ["bombing"]
    assert len(owned(text, "claimant", {"claimant": 0.9})) == 1


def test_what_a_group_adds_to_its_praise_takes_nothing_back() -> None:
    text = f"{TWO}The {GROUP} hailed the heroes of Kolpur, giving no word that was not known."
    assert owned(text, "claimant", {"claimant": 0.6})
    assert not owned(text.replace(", giving", " and had"), "claimant", {"claimant": 0.6})
