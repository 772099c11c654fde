"""Agreement as a network file: GraphML that Gephi, visone, igraph and networkx open."""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

# Measures of the rows of ``export agreement``; one edge carries them under each normalisation.
MEASURES = ("congruence", "conflict", "subtract", "interval_low", "interval_high", "ignore")
PLAIN = ("n", "n_a", "n_b", "agreeing", "options", "enough", "consensus")


def write_graphml(rows: Iterable[Mapping[str, Any]], kind: str, out: IO[str]) -> int:
    """Write the rows of agreement as an undirected multigraph and return the number of edges.

    Nodes are actors (``label`` is the name). Each edge is one pair, option and window: ``option``
    is empty over all options, ``from`` and ``to`` bound the window, and each measure is named with
    its normalisation, such as ``subtract_average_activity``. What is unknown is left out.
    """
    # Slow to import, and no other export needs it.
    import networkx as nx

    del kind
    graph = nx.MultiGraph()
    for row in rows:
        for side in ("a", "b"):
            actor = row[f"actor_{side}"]
            graph.add_node(actor, label=row.get(f"name_{side}") or actor)
        pair = (row["actor_a"], row["actor_b"])
        key = "|".join(str(row[name] or "") for name in ("option", "from", "to"))
        if not graph.has_edge(*pair, key=key):
            graph.add_edge(*pair, key=key, option=row["option"] or "")
        graph.edges[(*pair, key)].update(_attributes(row))
    # Ids of edges are their place, so that the same rows give the same bytes.
    numbered = nx.MultiGraph()
    numbered.add_nodes_from(graph.nodes(data=True))
    for n, (a, b, data) in enumerate(graph.edges(data=True)):
        numbered.add_edge(a, b, key=n, **data)
    out.write("<?xml version='1.0' encoding='utf-8'?>\n")
    for line in nx.generate_graphml(numbered):
        out.write(line + "\n")
    return len(numbered.edges)


def save_network(rows: Iterable[Mapping[str, Any]], out: Path) -> int:
    """Write the rows of agreement as GraphML to a file, whole or not at all."""
    # The module that writes files knows this one.
    from concord.exchange.export import whole_file

    with whole_file(out) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        edges = write_graphml(rows, "agreement", text)
        text.detach()
    return edges


def _attributes(row: Mapping[str, Any]) -> dict[str, Any]:
    suffix = row["normalisation"]
    named = {name: row[name] for name in ("from", "to")}
    named |= {name: row.get(name) for name in PLAIN}
    named |= {f"{name}_{suffix}": row.get(name) for name in MEASURES}
    return {name: value for name, value in named.items() if value is not None}
