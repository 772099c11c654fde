"""The encoder engine: the rules with what the reading model adds, doubts and ties together.

One pass of the model over a text is used five times, in this order:

1. ``enriching``: places, actors and speakers that the normalisers lack are added to the text.
2. ``joining``: triggers of the lexicon and of the model are made one list, with types, and
   ``parting`` cuts clauses that tell of acts at several places.
3. the rules read clause by clause, as they do without a model, from those.
4. ``pairing``: roles between triggers and spans, across clauses, where the model is sure of them.
5. ``beliefs``: how sure the model is that each trigger tells a happening, of its status, of its
   being background, and of pairs of triggers being one happening, as scored cues and arcs that the
   assembly weighs.

Of a text none of whose triggers can become an event, for all that the model believes, only the
triggers and the beliefs are read: its actors, places and times would be nobody's.

Mentions that the model brought have ``engine`` ``encoder`` and the model's score.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.coding.engines import (
    Reading,
    antecedents,
    avowals,
    beliefs,
    enriching,
    joining,
    owners,
    pairing,
    parting,
    rules,
)
from concord.coding.engines.decoding import Reader
from concord.coding.engines.model_file import find_folder, open_model
from concord.coding.engines.network import check_runtime, count_threads, load_network

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from concord.codebook.book import Codebook
    from concord.coding.engines.network import Network
    from concord.coding.prepared import Prepared

VERSION = "1"


class EncoderEngine:
    """Reads English by the rules and a small reading model together.

    Raises MissingModelError, DamagedModelError, MissingRuntimeError or ThreadsError when it is made
    and not document by document; the model itself is loaded when the first text is read.
    """

    name = "encoder"
    languages = frozenset({"en"})

    def __init__(self, folder: Path | None = None) -> None:
        check_runtime()
        self._threads = count_threads()
        self._model = open_model(folder or find_folder())
        self.version = f"{VERSION}+{self._model.version}+rules-{rules.RulesEngine.version}"

    def read(self, texts: Sequence[Prepared], book: Codebook) -> tuple[Reading, ...]:
        """Return one reading for each text, in order; each is read alone."""
        network = load_network(self._model.folder, self._threads)
        return tuple(_read(text, book, network) for text in texts)


def _read(prepared: Prepared, book: Codebook, network: Network) -> Reading:
    reader = Reader(prepared.text, network.read(prepared.text, to_end=False), network)
    prepared = enriching.enrich(prepared, reader, book)
    found = joining.triggers_of(prepared.text, reader, book)
    prepared = parting.part(prepared, found, reader)
    draft = rules.Draft(prepared)
    tells = beliefs.may_tell(prepared, found, reader)
    if not tells:
        rules.add_triggers(draft, found)
    else:  # all else is said of a trigger
        rules.read_clauses(draft, found, book)
        pairing.add_roles(draft, reader, book)
        antecedents.add(draft)
        rules.weaken(draft)
        avowals.add(draft)
        owners.add(draft, reader)
    beliefs.add_beliefs(draft, reader)
    return Reading(
        document_id=prepared.document.id,
        mentions=tuple(draft.mentions),
        arcs=tuple(draft.arcs),
        prepared=prepared,
        tells=tells,
    )
