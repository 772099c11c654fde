"""Which files train, which tune, which are reported on; and how often each is seen."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from training.sources.documents import read_muc, read_police
from training.sources.events import read_events
from training.sources.statements import read_polnear, read_positions
from training.sources.unlabelled import read_unlabelled
from training.texts import AnnotatedText

Split = Literal["train", "tune", "report"]
HELD_OUT_TENTH = 26  # of 256: of a text's first hash byte
_OWN = Path(__file__).parents[1] / "annotated"


@dataclass(frozen=True, slots=True)
class Source:
    """One data set: its reader, the files of each split, how often an epoch sees its texts.

    ``rate`` is passes an epoch; ``rate_empty`` the same for texts without a labelled span, of
    which there may be too many. ``held_out``: a tenth of the training texts tunes instead.
    ``folder`` is where the files lie that are kept in this repository; None for those that lie
    under the data path. ``kept_out`` says of a text's name that a benchmark reports on the text,
    which then neither trains nor tunes.
    """

    name: str
    licence: str
    reader: Callable[..., Iterator[AnnotatedText]]
    files: dict[Split, tuple[tuple[str, ...], ...]]
    rate: float
    rate_empty: float | None = None
    held_out: bool = False
    folder: Path | None = None
    kept_out: Callable[[str], bool] | None = None

    @property
    def reports(self) -> bool:
        """Return whether any of its texts are kept to tune on or to report on."""
        return self.held_out or bool(self.files.keys() - {"train"})


def is_even(name: str) -> bool:
    """Return whether a report of the desks is of the half that no one reads: goma-002 is."""
    return int(name.rpartition("-")[2]) % 2 == 0


SOURCES = (
    Source(
        "satp_events",
        "B (publishers' text: trained on, not redistributed); annotation our own",
        read_events,
        {
            "train": (("satp_events/train_texts.jsonl", "satp_events/train_annotations.jsonl"),),
            "report": (("satp_events/dev_texts.jsonl", "satp_events/dev_annotations.jsonl"),),
        },
        rate=1.5,
        held_out=True,
    ),
    Source(
        "incidents",
        "own words, own annotation",
        read_events,
        {
            "train": (
                ("incidents_train/texts.jsonl", "incidents_train/annotations.jsonl"),
                ("incidents_train/b_texts.jsonl", "incidents_train/b_annotations.jsonl"),
            )
        },
        rate=2.0,
        held_out=True,
    ),
    Source(
        "reports",
        "own words, own annotation (Apache-2.0, in this repository)",
        read_events,
        {"train": (("reports_texts.jsonl", "reports_annotations.jsonl"),)},
        rate=2.0,
        held_out=True,
        folder=_OWN,
    ),
    Source(
        "varied",
        "own words, own annotation (Apache-2.0, in this repository)",
        read_events,
        {"train": (("varied_texts.jsonl", "varied_annotations.jsonl"),)},
        rate=1.0,
        held_out=True,
        folder=_OWN,
    ),
    Source(
        "plain",
        "own words, own annotation (Apache-2.0, in this repository)",
        read_events,
        {"train": (("plain_texts.jsonl", "plain_annotations.jsonl"),)},
        rate=2.0,
        held_out=True,
        folder=_OWN,
    ),
    Source(
        "desks",
        "own words, own annotation (Apache-2.0, in this repository)",
        read_events,
        {"train": (("desks_texts.jsonl", "desks_annotations.jsonl"),)},
        rate=2.0,
        held_out=True,
        folder=_OWN,
        kept_out=is_even,
    ),
    Source(
        "press",
        "own words, own annotation (Apache-2.0, in this repository)",
        read_events,
        {"train": (("press_texts.jsonl", "press_annotations.jsonl"),)},
        rate=1.5,
        held_out=True,
        folder=_OWN,
    ),
    Source(
        "digests",
        "own words, own annotation (Apache-2.0, in this repository)",
        read_events,
        {"train": (("digests_texts.jsonl", "digests_annotations.jsonl"),)},
        rate=1.5,
        held_out=True,
        folder=_OWN,
    ),
    Source(
        "positions",
        "own words, own annotation",
        read_positions,
        {
            "train": (
                ("positions_train/a_texts.jsonl", "positions_train/a_gold.jsonl"),
                ("positions_train/b_texts.jsonl", "positions_train/b_gold.jsonl"),
            ),
            "report": (("positions_dev/texts.jsonl", "positions_dev/gold.jsonl"),),
        },
        rate=2.0,
        held_out=True,
    ),
    Source(
        "muc4",
        "B (translated broadcasts, no licence stated: trained on, not redistributed)",
        read_muc,
        {
            "train": (("muc4/grit_train.jsonl.gz", "muc4/gtt_train.jsonl.gz"),),
            "tune": (("muc4/grit_dev.jsonl.gz", "muc4/gtt_dev.jsonl.gz"),),
            "report": (("muc4/grit_test_tst3.jsonl.gz", "muc4/gtt_test_tst3.jsonl.gz"),),
        },
        rate=1.0,
        rate_empty=0.4,
    ),
    Source(
        "polnear",
        "B (publishers' text, no licence stated: trained on, not redistributed)",
        read_polnear,
        {"train": (("polnear/train.jsonl.gz",),), "report": (("polnear/dev.jsonl.gz",),)},
        rate=0.15,
        held_out=True,
    ),
    Source(
        "police",
        "B (publisher's text, no licence stated: trained on, not redistributed)",
        read_police,
        {
            "train": (("india_police_events/sents_train.jsonl.gz",),),
            "report": (("india_police_events/sents_dev.jsonl.gz",),),
        },
        rate=0.3,
        rate_empty=0.1,
        held_out=True,
    ),
    # Without annotations: only a model that learns from a teacher can learn from these.
    Source(
        "news",
        "A and B (Wikinews, CC BY; releases of governments; publishers' texts of ECB+ and TimeML):"
        " no annotation used, heard from the teacher; not redistributed",
        read_unlabelled,
        {
            "train": (
                ("ecb_plus/train.jsonl.gz",),
                ("geoparsing/geovirus.jsonl.gz",),
                ("re3d/documents_train.jsonl.gz",),
                ("timex/tempeval3_aquaint_train.jsonl.gz",),
                ("timex/tempeval3_timebank_train.jsonl.gz",),
            )
        },
        rate=1.0,
    ),
    Source(
        "crime_news",
        "B (InSight Crime's articles on organised violence in Latin America, publisher's text): no"
        " annotation used, heard from the teacher; not redistributed",
        read_unlabelled,
        {"train": (("conflibert_sets/insightCrime_train.jsonl.gz",),)},
        rate=0.5,
    ),
    Source(
        "synthetic_news",
        "B (machine-written, no licence stated): no annotation used, heard from the teacher;"
        " not redistributed",
        read_unlabelled,
        {"train": (("event_coding/ngec_synthetic_events.jsonl.gz",),)},
        rate=0.25,
    ),
)


# Of these nothing is annotated.
UNLABELLED = frozenset(source.name for source in SOURCES if source.reader is read_unlabelled)


def is_held_out(name: str) -> bool:
    """Return whether a training text is of the tenth that only tunes, by the hash of its name."""
    return hashlib.sha256(name.encode()).digest()[0] < HELD_OUT_TENTH


def read(data: Path, source: Source, split: Split) -> Iterator[AnnotatedText]:
    """Yield the texts of one split; ``tune`` holds a source's held-out training texts too."""
    texts = _read_files(data, source, split)
    if split == "train" and source.held_out:
        texts = (text for text in texts if not is_held_out(text.name))
    yield from texts
    if split == "tune" and source.held_out:
        yield from (t for t in _read_files(data, source, "train") if is_held_out(t.name))


def read_kept_out(data: Path, source: Source) -> Iterator[AnnotatedText]:
    """Yield the texts of a source's training files that a benchmark reports on."""
    if (kept_out := source.kept_out) is not None:
        for text in _read_files(data, replace(source, kept_out=None), "train"):
            if kept_out(text.name):
                yield text


def _read_files(data: Path, source: Source, split: Split) -> Iterator[AnnotatedText]:
    for files in source.files.get(split, ()):
        paths = ((source.folder or data) / name for name in files)
        for text in source.reader(*paths, source.name):
            if source.kept_out is None or not source.kept_out(text.name):
                yield text
