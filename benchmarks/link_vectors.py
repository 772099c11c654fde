"""Does the reading model tell which texts are of one event? ``python -m benchmarks.link_vectors``.

The candidate pairs of the gold events of the development set, and of the headlines of UCDP GED, are
scored by the shipped weights alone and with the cosine of the texts' vectors beside them: the mean
of the model's hidden states over a text, about the mean of all texts. Printed are the areas under
the curve (how often a pair of one event is scored above a pair of two) of the sums, of the vectors,
of the words of the story, and of sums and vectors together, whose weight is learned on the other
half of the pairs (split by event, so that no event is in both). ``weight`` is the mean of the two.
"""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import minimize
from scipy.stats import rankdata

from benchmarks import ged_links, link_models
from concord.codebook.book import load
from concord.coding.engines.model_file import find_folder, is_there
from concord.coding.engines.network import load_network
from concord.linking.scores import NEWS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.link_models import Set
    from concord.coding.engines.network import Network
    from concord.linking.columns import Numbers


def main() -> None:
    """Print the areas, and with --json as one object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not (link_models.DATA / "incidents_dev").is_dir() or not is_there():
        print("skipped: the data or the reading model are not there (set CONCORD_DATA)")
        return
    book, network = load(), load_network(find_folder(), 1)
    gold = link_models.gold_set(book)
    texts = {
        f"d{row['id']}": row["text"]
        for line in (link_models.DATA / "incidents_dev" / "texts.jsonl")
        .read_text(encoding="utf-8")
        .splitlines()
        for row in (json.loads(line),)
    }
    found = {"gold_events": areas(gold, texts, network)}
    if ged_links.FILE.is_file():
        _, reports = ged_links.read_events([ged_links.FILE], book)
        headlines = {each.id: each.headline for each in reports}
        found["headlines"] = areas(link_models.headlines(book, part=1), headlines, network)
    for name, figures in found.items():
        print(name, "  ".join(f"{key} {value:.4f}" for key, value in figures.items()))
    if options.json:
        print(json.dumps({f"{n}_{k}": v for n, each in found.items() for k, v in each.items()}))


def areas(given: Set, texts: dict[str, str], network: Network) -> dict[str, float]:
    """Return the areas under the curve over the candidate pairs of a set."""
    names = [each.event.document_id for each in given.profiles]
    rows = np.stack([vector(texts[name], network) for name in names])
    rows -= rows.mean(axis=0)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    alike = (rows[given.one] * rows[given.other]).sum(axis=1)
    sums = NEWS.totals(given.levels) / 100
    both = np.zeros(len(sums))
    half = given.keys[given.one] % 2
    weights = []
    for side in (0, 1):
        weights.append(fit(sums[half != side], alike[half != side], given.same[half != side]))
        both[half == side] = sums[half == side] + weights[-1] * alike[half == side]
    return {
        "weight": sum(weights) / len(weights),
        "sums": area(sums, given.same),
        "vectors": area(alike, given.same),
        "story": area(given.levels["story"], given.same),
        "sums_and_vectors": area(both, given.same),
    }


def vector(text: str, network: Network) -> Numbers:
    """Return the mean of the hidden states over a text."""
    hidden: Any = network.read(text, hidden=True).hidden
    found: Numbers = hidden.mean(axis=0).astype(np.float64)
    return found


def fit(sums: Numbers, alike: Numbers, same: Numbers) -> float:
    """Return the weight of the vectors beside the sums that fits best."""

    def loss(values: Numbers) -> float:
        total = sums + values[0] * alike + values[1]
        return float((np.logaddexp(0, total) - same * total).mean())

    return float(minimize(loss, np.zeros(2), method="Nelder-Mead").x[0])


def area(scores: Numbers | Sequence[int], same: Numbers) -> float:
    """Return how often a pair of one event is scored above a pair of two, ties counted half."""
    ranks = rankdata(scores)
    right = int(same.sum())
    wrong = len(same) - right
    return float((ranks[same].sum() - right * (right + 1) / 2) / max(right * wrong, 1))


if __name__ == "__main__":
    main()
