"""Make the tiny model of the tests: ``python tests/coding/engines/make_tiny.py``.

Needs onnx and tokenizers, which the tests do not. The graph looks each piece up in a table and
multiplies it by an int8 matrix whose input is scaled as it comes, so that what stands in a batch
matters, as in the shipped model. A few words have a meaning; all others are no part of any span.
``wide/model.onnx`` is one int8 product of the largest numbers that there are.
``reference.json`` holds how the reference implementation of WordPiece reads noisy texts.
"""

from __future__ import annotations

import hashlib
import json
import string
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

FOLDER = Path(__file__).parent / "tiny"
WIDE = Path(__file__).parent / "wide" / "model.onnx"
WORDS = [
    "torched",
    "razed",
    "vandals",
    "kolmar",
    "the",
    "a",
    "in",
    "of",
    "market",
    "on",
    "monday",
    "##s",
    "##ed",
    "said",
    "front",
    "claimed",
]
SIGNS = [*string.ascii_lowercase, *string.digits, *string.punctuation, *"ßøς€™“”‘’—…中国한"]
VOCABULARY = [
    *("[PAD]", "[UNK]", "[CLS]", "[SEP]"),
    *SIGNS,
    *(f"##{sign}" for sign in SIGNS if sign.isalnum()),
    *WORDS,
]
BIO = {
    "trigger": ("bombing", "arson_sabotage"),
    "perpetrator": ("perpetrator",),
    "place": ("place",),
}
OTHER = {
    "background": ("sigmoid", "token", ("background",)),
    "status": ("softmax", "token", ("actual", "foiled", "planned", "alleged")),
    "relevant": ("sigmoid", "document", ("relevant",)),
}
# word -> (head, column within the head) that it is read as
MEANING = {
    "torched": ("trigger", 3),
    "razed": ("trigger", 3),
    "vandals": ("perpetrator", 1),
    "kolmar": ("place", 1),
}
SIDE = 2
UNKNOWN = "[UNK]"
NOISY = [
    "Vandals torched the Kolmar market on Monday.",
    "Café ÉCOLE naïve Åß İstanbul Straße ΣΟΦΟΣ",
    "“curly” ‘quotes’ — dash… €5 ™ $3+4=7",
    "中国kolmar한국 in the中market",
    "tab\tnew\nline\r\nfeed\x0cpage\x1cfile\x85next\u2028line",
    "soft\u00adhyphen zero\u200bwidth \ufeffbom \ufffd bad\x00null",
    "dÃ©jÃ vu â€˜quotedâ€™ Ã‚",
    "e\u0301combined o\u0308\u0323two \u0301alone",
    "\u00a0no\u2007break\u3000ideographic\u202fspaces",
    "a" * 101 + " " + "b" * 100,
    "",
    "   ",
    "...!!!???",
    "@#_~`|\\^{}[]<>",
    "Kolmar's market-front (the Front's) said:torched",
]


def lay_out() -> tuple[list[dict[str, object]], int]:
    """Return the heads with their columns, and how many columns there are."""
    heads: list[dict[str, object]] = []
    at = 0
    for name, labels in BIO.items():
        width = 1 + 2 * len(labels)
        heads.append({"name": name, "kind": "bio", "level": "token", "labels": labels})
        heads[-1] |= {"from": at, "to": at + width, "temperature": 1.0, "thresholds": {}}
        at += width
    for name, (kind, level, labels) in OTHER.items():
        heads.append({"name": name, "kind": kind, "level": level, "labels": labels})
        heads[-1] |= {"from": at, "to": at + len(labels), "temperature": 1.0, "thresholds": {}}
        at += len(labels)
    return heads, at


def logits(heads: list[dict[str, object]], width: int) -> np.ndarray:
    """Return the logits of each meaning [meanings, columns]; row 0 is of every other piece."""
    table = np.full((1 + len(MEANING), width), -3.0, dtype=np.float32)
    by_name = {head["name"]: head for head in heads}
    for name in BIO:
        table[:, by_name[name]["from"]] = 4.0
    for row, (name, column) in enumerate(MEANING.values(), 1):
        table[row, by_name[name]["from"]] = -3.0
        table[row, by_name[name]["from"] + column] = 5.0
    table[:, by_name["status"]["from"]] = 3.0
    return table


def write_graph(path: Path, table: np.ndarray) -> None:
    """Write a graph whose one matrix is int8."""
    meanings = table.shape[0]
    rows = np.full((len(VOCABULARY), meanings), 0.01, dtype=np.float32)
    rows[:, 0] = 1.0
    for number, word in enumerate(MEANING, 1):
        rows[VOCABULARY.index(word)] = 0.0
        rows[VOCABULARY.index(word), number] = 1.0 + number / 7
    sides = np.ones((meanings, 2 * SIDE), dtype=np.float32)
    given = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"])
        for name in ("input_ids", "attention_mask")
    ]
    told = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", "length", None])
        for name in ("tags", "arcs", "hidden")
    ]
    nodes = [
        helper.make_node("Gather", ["rows", "input_ids"], ["hidden"]),
        helper.make_node("MatMul", ["hidden", "table"], ["tags"]),
        helper.make_node("MatMul", ["hidden", "sides"], ["arcs"]),
    ]
    held = [
        numpy_helper.from_array(array, name)
        for name, array in (("rows", rows), ("table", table), ("sides", sides))
    ]
    graph = helper.make_graph(nodes, "tiny", given, told, held)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    with TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        onnx.save(model, full)
        quantize_dynamic(full, path, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul"])


def write_wide(path: Path) -> None:
    """Write a graph that multiplies eight numbers by ones; as int8, all ones are 127."""
    given = [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["rows", 8])]
    told = [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["rows", 1])]
    ones = numpy_helper.from_array(np.ones((8, 1), dtype=np.float32), "ones")
    product = helper.make_node("MatMul", ["x", "ones"], ["y"])
    graph = helper.make_graph([product], "wide", given, told, [ones])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    path.parent.mkdir(exist_ok=True)
    with TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        onnx.save(model, full)
        quantize_dynamic(full, path, weight_type=QuantType.QInt8)


def write_reference(path: Path) -> None:
    """Write how the reference implementation reads the noisy texts."""
    ids = {piece: number for number, piece in enumerate(VOCABULARY)}
    reader = Tokenizer(models.WordPiece(ids, unk_token=UNKNOWN, max_input_chars_per_word=100))
    reader.normalizer = normalizers.BertNormalizer(lowercase=True)
    reader.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    read = [(text, reader.encode(text)) for text in NOISY]
    rows = [{"text": t, "ids": e.ids, "offsets": e.offsets} for t, e in read]
    path.write_text(json.dumps(rows, ensure_ascii=True, indent=0) + "\n", "utf-8")


def main() -> None:
    """Write the folder whole."""
    FOLDER.mkdir(exist_ok=True)
    heads, width = lay_out()
    write_graph(FOLDER / "model.onnx", logits(heads, width))
    (FOLDER / "vocab.txt").write_text("\n".join(VOCABULARY) + "\n", "utf-8")
    arcs = [
        {"name": name, "from": 0, "to": SIDE, "other_from": SIDE, "other_to": 2 * SIDE}
        | {"labels": labels, "temperature": 1.0, "thresholds": {}}
        for name, labels in (("roles", ("perpetrator", "place")), ("same", ("same",)))
    ]
    told = {"version": "tiny", "window": 32, "stride": 8, "heads": heads, "arcs": arcs}
    (FOLDER / "heads.json").write_text(json.dumps(told | {"sources": []}, indent=1) + "\n", "utf-8")
    form = np.ones((1, SIDE + 1, SIDE + 1), dtype=np.float32)
    np.savez(FOLDER / "arcs.npz", roles=np.concatenate([form, form]), same=-form)
    (FOLDER / "CARD.md").write_text("A table of a few words, for tests only.\n", "utf-8")
    files = sorted(p for p in FOLDER.iterdir() if p.name not in {"SHA256SUMS", "reference.json"})
    sums = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}" for p in files]
    (FOLDER / "SHA256SUMS").write_text("\n".join(sums) + "\n", "utf-8")
    write_wide(WIDE)
    write_reference(FOLDER.parent / "reference.json")


if __name__ == "__main__":
    main()
