"""splink 5 on DuckDB over the same events, for ``benchmarks.link_models``; needs splink."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.linking.columns import Numbers
    from concord.linking.profiles import Profile

# What stands for a pair that no block compares.
NEVER = -30.0


def table(profiles: Sequence[Profile]) -> pl.DataFrame:
    """Return the events as a table of what splink compares; what is unknown is null."""
    rows = [row(number, each) for number, each in enumerate(profiles)]
    return pl.DataFrame(rows, infer_schema_length=None)


def row(number: int, each: Profile) -> dict[str, Any]:
    """Return one event as a row."""
    window = each.windows[0] if each.windows else None
    day = each.day
    place = each.place
    exact = place.latitude is not None and place.precision not in ("province", "country")
    return {
        "unique_id": number,
        "day": day.toordinal() if day else None,
        "near_day": day.toordinal() // 2 if day else None,
        "next_day": (day.toordinal() + 1) // 2 if day else None,
        "month": f"{window.first:%Y-%m}" if window else None,
        "latitude": place.latitude if exact else None,
        "longitude": place.longitude if exact else None,
        "cell": f"{round(place.latitude or 0)} {round(place.longitude or 0)}" if exact else None,
        "place": " ".join(sorted(each.leaf)) or None,
        "district": place.admin2,
        "province": each.admin1,
        "type": each.event.type,
        "family": each.event.family,
        "killed": each.killed.best,
        "injured": each.injured.best,
        "actor": min(each.actors, default=None),
        "target": min(each.target_classes, default=None),
        "story": sorted(each.story),
    }


def settings() -> SettingsCreator:
    """Return what splink compares, and its blocks."""
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            levels("day", [f"abs(day_l - day_r) = {days}" for days in (0, 1, 2)]),
            cl.DistanceInKMAtThresholds("latitude", "longitude", [2, 12, 40, 80]),
            cl.ExactMatch("place"),
            cl.ExactMatch("district"),
            cl.ExactMatch("province"),
            levels("type", ["type_l = type_r", "family_l = family_r"]),
            levels(
                "killed",
                [
                    "killed_l = killed_r and killed_l >= 8",
                    "killed_l = killed_r and killed_l >= 3",
                    "killed_l = killed_r",
                    "abs(killed_l - killed_r) <= 0.5 * greatest(killed_l, killed_r)",
                ],
            ),
            cl.ExactMatch("injured"),
            cl.ExactMatch("actor"),
            cl.ExactMatch("target"),
            cl.ArrayIntersectAtSizes("story", [6, 4, 2]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("near_day", "cell"),
            block_on("next_day", "cell"),
            block_on("near_day", "district"),
            block_on("near_day", "province"),
            block_on("next_day", "province"),
            block_on("month", "province"),
        ],
        retain_matching_columns=False,
    )  # fmt: skip


def levels(column: str, conditions: Sequence[str]) -> dict[str, Any]:
    """Return a comparison of levels by SQL conditions, best first; null where a value is."""
    null = {
        "sql_condition": f"{column}_l is null or {column}_r is null",
        "label_for_charts": "null",
        "is_null_level": True,
    }
    told = [{"sql_condition": each, "label_for_charts": each} for each in conditions]
    other = {"sql_condition": "ELSE", "label_for_charts": "else"}
    return {"output_column_name": column, "comparison_levels": [null, *told, other]}


def learn(profiles: Sequence[Profile]) -> Any:
    """Return the trained settings, as splink saves them."""
    linker = _linker(profiles, settings())
    linker.training.estimate_probability_two_random_records_match(
        [block_on("day", "place", "type", "killed")], recall=0.4
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("day", "province"), block_on("place", "month"), block_on("near_day")):
        # A level that no pair of a block stands on ends its training: the next block goes on.
        with contextlib.suppress(ValueError):
            linker.training.estimate_parameters_using_expectation_maximisation(rule)
    return linker.misc.save_model_to_json()


def score(model: Any, profiles: Sequence[Profile], one: Numbers, other: Numbers) -> Numbers:
    """Return the log odds of the pairs; low for pairs that no block compares."""
    linker = _linker(profiles, model)
    found = linker.inference.predict(threshold_match_probability=0.0001)
    frame = found.as_duckdbpyrelation().pl()
    chance = frame["match_probability"].to_numpy().clip(1e-12, 1 - 1e-12)
    size = len(profiles)
    pairs = frame.select(
        pl.min_horizontal("unique_id_l", "unique_id_r") * size
        + pl.max_horizontal("unique_id_l", "unique_id_r")
    ).to_series().to_numpy()  # fmt: skip
    order = np.argsort(pairs)
    wanted = one * size + other
    at = np.minimum(np.searchsorted(pairs[order], wanted), max(len(pairs) - 1, 0))
    sums = np.log(chance / (1 - chance))[order]
    return np.where(pairs[order][at] == wanted, sums[at], NEVER)


def _linker(profiles: Sequence[Profile], found: Any) -> Linker:
    frame = DuckDBAPI().register(table(profiles).to_arrow())
    return Linker(frame, found, log_level=40)
