"""Which weights link best: ``python -m benchmarks.link_models [--json] [--write FILE] [--show]``.

Three ways to weigh the same levels of evidence (``concord.linking.levels``) are compared:

- ``hand``: the weights set by hand;
- ``logistic``: a logistic model of the levels, which is shipped. It is learned from pairs of three
  training sets: a synthetic stream, half of the headlines of UCDP GED, and invented texts, each
  paragraph of them coded as a report of its own. It is monotone in each feature (a level that
  weighs less by hand never weighs more) and drawn towards the weights set by hand. How strongly is
  chosen by cross-validation: of the three sets each is left out in turn, and the strength is taken
  with which the weights learned from the other two give the pairs of the one left out the least
  log loss (``--choose`` prints the table). No test set is looked at for it;
- ``splink``: splink 5 on DuckDB, which learns without truth (Fellegi and Sunter, by expectation
  maximisation), from the stream's events as a table: days, coordinates, names of places, types,
  actors, tolls. Blocks: day and cell, day and district, month and province.

All are tested on the gold events of the development set, on a stream of another seed, and on the
other half of the headlines. Pairs are made clusters by the same rule (``clusters.py``). Of the
pairs that are compared, ``brier`` and the reliability table say how far a probability can be
trusted: for ``hand`` it is a logistic function of the sum, fitted to the training pairs.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from benchmarks import ged_links, links
from benchmarks.satp import locate
from benchmarks.stream_truth import World, stream
from concord.codebook.book import Codebook, load
from concord.coding import code
from concord.linking import learned as learned_module
from concord.linking import linkable
from concord.linking.candidates import find_candidates
from concord.linking.clusters import join_pairs
from concord.linking.columns import Columns, Numbers, fill
from concord.linking.comparing import compare, ruled_out
from concord.linking.levels import FEATURES, NAMES, NOTHING, RULED_OUT, WEIGHTS, Weights
from concord.linking.pairs import Pairs
from concord.linking.profiles import Profile, profile
from concord.linking.scores import NEWS, THRESHOLD, Judge

DATA = Path(os.environ.get("CONCORD_DATA", "../shared/data"))
SHIPPED = Path(learned_module.__file__)
REPORTS, TRAIN_SEED, TEST_SEED = 12_000, 1, 2
# How strongly learned weights are drawn towards those set by hand, in pairs: what was tried.
STRENGTHS = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 40.0, 80.0, 160.0)
# How far below the threshold a pair within a cluster may be.
BELOW = 4.0
# The threshold of the weights set by hand.
BY_HAND = 4.0
BINS = np.linspace(0, 1, 11)


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """Events with their truth: columns, the key of each row, and the candidates' levels."""

    name: str
    profiles: tuple[Profile, ...]
    columns: Columns
    keys: Numbers
    one: Numbers
    other: Numbers
    levels: Mapping[str, Numbers]

    @property
    def same(self) -> Numbers:
        """Return which candidate pairs are one happening."""
        found: Numbers = self.keys[self.one] == self.keys[self.other]
        return found


def main() -> None:
    """Print the table, and with --json the figures as one object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", type=Path, help="keep the figures here")
    parser.add_argument("--show", action="store_true", help="print the learned weights")
    parser.add_argument("--choose", action="store_true", help="only choose the strength")
    parser.add_argument("--ship", action="store_true", help="write what news is linked by")
    options = parser.parse_args()
    if not (DATA / "incidents_dev").is_dir() or not ged_links.FILE.is_file():
        print(f"skipped: {DATA} is not there (set CONCORD_DATA)")
        return
    book = load()
    train = [stream_set(book, TRAIN_SEED), headlines(book, part=0), paragraphs(book)]
    table = cross_validate(train)
    strength = chosen(table)
    print_choice(table, strength)
    if options.choose:
        return
    tests = [gold_set(book), stream_set(book, TEST_SEED), headlines(book, part=1)]
    learned, shift = learn(train, strength)
    if options.show:
        show(learned)
    if options.ship:
        SHIPPED.write_text(as_module(learned, shift), encoding="utf-8")
    found: dict[str, Any] = {"cross-validation": table, "strength": strength}
    hand = Judge(weights=WEIGHTS, threshold=BY_HAND)
    sums = {each.name: hand.totals(each.levels) / 100 for each in (*train, *tests)}
    scale = fit_line(train, sums)
    for test in tests:
        found[f"hand, {test.name}"] = judged(test, sums[test.name], BY_HAND, scale)
        model = replace(NEWS, weights=learned)
        found[f"logistic, {test.name}"] = judged(
            test, model.totals(test.levels) / 100, -shift, (1.0, shift)
        )
    found.update(by_splink(tests, train[0]))
    tested = {name: figures for name, figures in found.items() if "bins" in str(figures)}
    print_tests(tested)
    if options.write:
        options.write.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if options.json:
        print(json.dumps({k: v["b3_f1"] for k, v in tested.items()}))


def print_choice(table: list[dict[str, float]], strength: float) -> None:
    """Print the log loss of each left-out set by strength, and the strength that is taken."""
    for row in table:
        print("  ".join(f"{name} {value:.4f}" for name, value in row.items()))
    print(f"drawn towards the weights set by hand with the strength {strength}")


def print_tests(tested: Mapping[str, Mapping[str, Any]]) -> None:
    """Print the figures of each model on each test set, then how far to trust probabilities."""
    for name, figures in tested.items():
        print(f"{name:32s}", "  ".join(f"{k} {v:.3f}" for k, v in figures.items() if k != "bins"))
    for name, figures in tested.items():
        for low, share, number in figures["bins"]:
            print(f"  {name}: {low:.1f}-{low + 0.1:.1f}: {share:.3f} of {number}")


# Sets


def make_set(name: str, profiles: list[Profile], keys: Mapping[str, Any]) -> Set:
    """Return a set of profiles, given each event's key."""
    columns = fill(profiles)
    numbers = {key: number for number, key in enumerate(dict.fromkeys(keys.values()))}
    found = [np.zeros((2, 0), dtype=np.int64)]
    found += [np.stack(pair) for pair in find_candidates(columns)]
    one, other = np.unique(np.concatenate(found, axis=1), axis=1)
    apart = columns.document[one] != columns.document[other]
    levels = compare(columns, one[apart], other[apart])
    likely = ~ruled_out(levels)
    by_id = {each.event.id: each for each in profiles}
    return Set(
        name=name,
        profiles=tuple(by_id[each] for each in columns.ids),
        columns=columns,
        keys=np.array([numbers[keys[each]] for each in columns.ids]),
        one=one[apart][likely],
        other=other[apart][likely],
        levels={feature: column[likely] for feature, column in levels.items()},
    )


def stream_set(book: Codebook, seed: int) -> Set:
    """Return a part of a synthetic stream, all of it of one year, so that incidents are dense."""
    world = World(book, seed=seed)
    made = list(stream(world, REPORTS))
    profiles = [profile(event, {document.id: document}, book) for _, event, document in made]
    keys = {event.id: truth for truth, event, _ in made}
    return make_set(f"stream {seed}", profiles, keys)


def gold_set(book: Codebook) -> Set:
    """Return the gold events of the development set."""
    folder = DATA / "incidents_dev"
    texts, gold = (
        [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]
        for name in ("texts.jsonl", "gold.jsonl")
    )
    events, documents, keys = links.gold_events(texts, gold, book)
    profiles = [profile(event, documents, book) for event in events.values()]
    return make_set("gold events", profiles, keys)


def headlines(book: Codebook, *, part: int) -> Set:
    """Return half of the headlines of GED, by the parity of the event's number."""
    facts, reports = ged_links.read_events([ged_links.FILE], book)
    wanted = ged_links.scored(facts, reports)
    chosen = [each for each in reports if each.event in wanted and int(each.event) % 2 == part]
    events = dict(ged_links.coded(chosen, facts, book))
    home = {each.id: each.event for each in chosen}
    profiles = [profile(event, {}, book) for event in events.values()]
    keys = {event.id: home[name] for name, event in events.items()}
    return make_set(f"headlines {part + 1}", profiles, keys)


def paragraphs(book: Codebook) -> Set:
    """Return the paragraphs of the training texts, each coded as a report of its own.

    The key of an event is its text and the annotated happening whose trigger it stands on; events
    that stand on none are left out. A text of one paragraph is cut into sentences.
    """
    pieces, spots = [], {}
    for entry, gold in training_texts():
        for number, (start, text) in enumerate(cut(entry["text"])):
            piece = {"id": f"{entry['id']}-{number}", "text": text, "published": entry["published"]}
            document = links.make_document(piece)
            pieces.append(document)
            spots[document.id] = (entry, gold, start)
    documents = {document.id: document for document in pieces}
    profiles, keys = [], {}
    for coding in code(pieces, book, engine="rules"):
        for event in coding.events:
            entry, gold, start = spots[event.document_id]
            group = annotated(entry["text"], gold, (start + event.start, start + event.end))
            if linkable(event, book) and group is not None:
                profiles.append(profile(event, documents, book))
                keys[event.id] = f"{entry['id']} {group}"
    return make_set("paragraphs", profiles, keys)


def training_texts() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield the training texts with their annotations."""
    folder = DATA / "incidents_train"
    for prefix in ("", "b_"):
        texts, gold = (
            [json.loads(line) for line in (folder / f"{prefix}{name}").open(encoding="utf-8")]
            for name in ("texts.jsonl", "annotations.jsonl")
        )
        by_id = {row["id"]: row for row in gold}
        yield from ((entry, by_id[entry["id"]]) for entry in texts)


def cut(text: str) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs of a text, or the sentences of its only one, with their offsets."""
    breaks = r"\n\s*\n" if re.search(r"\n\s*\n", text.strip()) else r"(?<=[.!?])\s+(?=[A-Z\"])"
    start = 0
    for found in (*re.finditer(breaks, text), None):
        end = found.start() if found else len(text)
        if text[start:end].strip():
            yield start, text[start:end]
        start = found.end() if found else end


def annotated(text: str, gold: Mapping[str, Any], span: tuple[int, int]) -> str | None:
    """Return the group of the annotated happening with a trigger that meets a span, if any."""
    for event in gold["events"]:
        for told in (event["trigger"], *event.get("mentions", ())):
            for each in told if isinstance(told, list) else [told]:
                start, end = locate(text, each)
                if start < span[1] and span[0] < end and not event.get("summary"):
                    return str(event.get("group"))
    return None


# Models


def cross_validate(train: list[Set]) -> list[dict[str, float]]:
    """Return for each strength the log loss on each set of weights learned from the others."""
    table = []
    for strength in STRENGTHS:
        row = {"strength": strength}
        for left in train:
            weights, shift = learn([each for each in train if each is not left], strength)
            sums = replace(NEWS, weights=weights).totals(left.levels) / 100 + shift
            row[left.name] = float((np.logaddexp(0, sums) - left.same * sums).mean())
        row["mean"] = sum(row[each.name] for each in train) / len(train)
        table.append(row)
    return table


def chosen(table: list[dict[str, float]]) -> float:
    """Return the strength with the least mean log loss."""
    return min(table, key=lambda row: row["mean"])["strength"]


def learn(train: list[Set], strength: float) -> tuple[Weights, float]:
    """Return the weights of a monotone logistic model, and what is added to their sum.

    Within a feature, levels stand in the order of the weights set by hand and may not change it.
    Sets weigh alike, however many pairs they have.
    """
    steps, prior = _steps()
    width = steps.shape[0]
    parts = [(_one_hot(each.levels, width), each.same) for each in train]
    share = [1000.0 / max(len(same), 1) for _, same in parts]

    def loss(values: Numbers) -> tuple[float, Numbers]:
        weights, shift = steps @ values[:-1], values[-1]
        total, slope = 0.0, np.zeros(width)
        slope_shift = 0.0
        for (rows, same), scale in zip(parts, share, strict=True):
            sums = weights[rows].sum(axis=1) + shift
            wrong = (expit(sums) - same) * scale
            total += float(scale * (np.logaddexp(0, sums) - same * sums).sum())
            for column in rows.T:
                slope += np.bincount(column, weights=wrong, minlength=width)
            slope_shift += float(wrong.sum())
        away = weights - prior
        total += strength / 2 * float(away @ away)
        gradient = steps.T @ (slope + strength * away)
        return total, np.append(gradient, slope_shift)

    bounds = [(None, None) if free else (0, None) for free in _free()]
    start = np.append(np.linalg.lstsq(steps, prior, rcond=None)[0], -BY_HAND)
    done = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)])
    weights = steps @ done.x[:-1]
    return _as_weights(weights), round(float(done.x[-1]), 2)


def _places() -> list[tuple[str, str]]:
    return [(feature, level) for feature in FEATURES for level in NAMES[feature]]


def _ordered(feature: str) -> list[str]:
    """Return the levels that are learned, from the one that weighs least by hand."""
    levels = [
        level for level in NAMES[feature] if level != NOTHING and (feature, level) not in RULED_OUT
    ]
    return sorted(levels, key=lambda level: WEIGHTS[feature][level])


def _steps() -> tuple[Numbers, Numbers]:
    """Return how steps add up to weights (levels by steps), and the weights set by hand."""
    places = {place: number for number, place in enumerate(_places())}
    columns = []
    for feature in FEATURES:
        levels = _ordered(feature)
        for first in range(len(levels)):
            column = np.zeros(len(places))
            for level in levels[first:]:
                column[places[feature, level]] = 1.0
            columns.append(column)
    prior = np.array([WEIGHTS[f][n] if (f, n) not in RULED_OUT else 0.0 for f, n in places])
    return np.stack(columns, axis=1), prior


def _free() -> list[bool]:
    """Return which steps may be of either sign: the first of each feature."""
    return [not n for feature in FEATURES for n in range(len(_ordered(feature)))]


def _one_hot(levels: Mapping[str, Numbers], width: int) -> Numbers:
    offsets = np.cumsum([0, *(len(NAMES[feature]) for feature in FEATURES)])
    assert offsets[-1] == width  # noqa: S101 - both are made of the same levels
    columns = [levels[name] + start for name, start in zip(FEATURES, offsets[:-1], strict=True)]
    return np.stack(columns, axis=1).astype(np.int64)


def _as_weights(found: Numbers) -> Weights:
    weights: dict[str, dict[str, float]] = {name: dict(WEIGHTS[name]) for name in FEATURES}
    for (feature, level), value in zip(_places(), found.tolist(), strict=True):
        if level != NOTHING and (feature, level) not in RULED_OUT:
            weights[feature][level] = round(value, 2)
    return weights


def fit_line(train: list[Set], sums: Mapping[str, Numbers]) -> tuple[float, float]:
    """Return slope and shift of the logistic function of a sum that fits the training pairs."""

    def loss(line: Numbers) -> float:
        total = 0.0
        for each in train:
            value = line[0] * sums[each.name] + line[1]
            total += float((np.logaddexp(0, value) - each.same * value).mean())
        return total

    slope, shift = minimize(loss, np.array([1.0, -BY_HAND]), method="Nelder-Mead").x
    return float(slope), float(shift)


# Measures


def judged(test: Set, sums: Numbers, threshold: float, line: tuple[float, float]) -> dict[str, Any]:
    """Return how well sums link a set, and how far probabilities made of them can be trusted."""
    judge = Judge(threshold=threshold, mean=0.9 * threshold, least=threshold - BELOW)
    kept = sums >= judge.least
    totals = np.round(sums * 100).astype(np.int64)
    pairs = Pairs(test.one[kept], test.other[kept], totals[kept])
    homes = np.arange(len(test.columns))
    for members in join_pairs(pairs, judge):
        homes[list(members)] = members[0]
    return {**partition(test, homes), **trusted(test, expit(line[0] * sums + line[1]))}


def partition(test: Set, homes: Numbers) -> dict[str, float]:
    """Return pairwise precision and recall over all pairs of one happening, and B-cubed F1."""
    named = {name: str(key) for name, key in zip(test.columns.ids, test.keys, strict=True)}
    found = {name: str(home) for name, home in zip(test.columns.ids, homes, strict=True)}
    precision, recall, f1 = links.b_cubed(named, found)
    del precision, recall
    both = right = there = 0
    by_home: dict[int, list[int]] = {}
    by_key: dict[int, int] = {}
    for key, home in zip(test.keys.tolist(), homes.tolist(), strict=True):
        by_home.setdefault(home, []).append(key)
        by_key[key] = by_key.get(key, 0) + 1
    for keys in by_home.values():
        for one, other in combinations(keys, 2):
            both += 1
            right += one == other
    there = sum(n * (n - 1) // 2 for n in by_key.values())
    return {"precision": right / max(both, 1), "recall": right / max(there, 1), "b3_f1": f1}


def trusted(test: Set, probability: Numbers) -> dict[str, Any]:
    """Return the Brier score, and by tenths: lower bound, share of one happening, pairs."""
    same = test.same
    places = np.clip(np.digitize(probability, BINS) - 1, 0, 9)
    rows = [
        (float(BINS[n]), float(same[places == n].mean()), int((places == n).sum()))
        for n in range(10)
        if (places == n).any()
    ]
    return {"brier": float(((probability - same) ** 2).mean()), "bins": rows}


def show(weights: Weights) -> None:
    """Print the learned weights beside those set by hand."""
    for feature in FEATURES:
        for level in NAMES[feature][1:]:
            learned, hand = weights[feature][level], WEIGHTS[feature][level]
            print(f"{feature:18s} {level:40s} {hand:+.2f} {learned:+.2f}")


def as_module(weights: Weights, shift: float) -> str:
    """Return the source of ``concord.linking.learned``."""
    lines = []
    for feature in FEATURES:
        lines.append(f'        "{feature}": {{')
        lines += [
            f'            "{level}": {weights[feature][level]},'
            for level in NAMES[feature]
            if level != NOTHING and (feature, level) not in RULED_OUT
        ]
        lines.append("        },")
    return MODULE.format(shift=shift, lines="\n".join(lines))


MODULE = '''"""What the levels weigh for news: a logistic model, learned once and kept as it is.

Made by ``python -m benchmarks.link_models --ship``: learned from pairs of a synthetic stream, of
half of the headlines of UCDP GED and of invented texts, monotone in each feature, and drawn towards
the weights set by hand (``levels.py``). The sum of the weights and ``SHIFT`` are the log odds of
one happening.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.linking.levels import WEIGHTS, reweighted

if TYPE_CHECKING:
    from concord.linking.levels import Weights

SHIFT = {shift}
LEARNED: Weights = reweighted(
    WEIGHTS,
    {{
{lines}
    }},
)
'''


# splink


def by_splink(tests: list[Set], train: Set) -> dict[str, Any]:
    """Return the figures of splink, or nothing where it is not installed."""
    try:
        from benchmarks import link_splink
    except ImportError:
        print("splink is not installed (pip install -r requirements/peers.txt)")
        return {}
    model = link_splink.learn(train.profiles)
    found = {}
    for test in tests:
        sums = link_splink.score(model, test.profiles, test.one, test.other)
        found[f"splink, {test.name}"] = judged(test, sums + THRESHOLD, THRESHOLD, (1, -THRESHOLD))
    return found


if __name__ == "__main__":
    main()
