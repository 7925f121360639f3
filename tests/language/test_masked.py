"""Neural models from a folder: real files that the test builds, and what is said when they do not fit."""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lintcorpus.errors import UsageError
from lintcorpus.language.load import load_scorer
from lintcorpus.language.masked import load_masked

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *"灯光广的在再，。船港刚口次"]


def _needed() -> None:
    for package in ("onnx", "onnxruntime", "tokenizers"):
        pytest.importorskip(package, reason=f"the extra 'neural' is absent: no {package}")


def write_tokenizer(folder: Path) -> None:
    """A tokenizer of single characters, as the usual Chinese models have."""
    vocabulary = {word: at for at, word in enumerate(WORDS)}
    special = {"[CLS]": 2, "[SEP]": 3}
    data: dict[str, Any] = {
        "version": "1.0",
        "truncation": {"direction": "Right", "max_length": 5, "strategy": "LongestFirst", "stride": 0},
        "padding": None,
        "added_tokens": [],
        "normalizer": None,
        "pre_tokenizer": {"type": "Split", "pattern": {"Regex": "."}, "behavior": "Isolated", "invert": False},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [
                {"SpecialToken": {"id": "[CLS]", "type_id": 0}},
                {"Sequence": {"id": "A", "type_id": 0}},
                {"SpecialToken": {"id": "[SEP]", "type_id": 0}},
            ],
            "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 0}}],
            "special_tokens": {name: {"id": name, "ids": [token], "tokens": [name]} for name, token in special.items()},
        },
        "decoder": None,
        "model": {"type": "WordLevel", "vocab": vocabulary, "unk_token": "[UNK]"},
    }
    (folder / "tokenizer.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def write_model(
    folder: Path,
    after: dict[tuple[str, str], tuple[str, float]],
    width: int | None = None,
    wants: str = "token_type_ids",
) -> None:
    """A model that answers each token with itself, unless the token before it speaks for another one.

    Args:
        folder: where ``model.onnx`` is put.
        after: by the token before and the token, what is likelier there and its logit; the token has 5.
        width: how many numbers it gives for each token.
        wants: the name of its third input.
    """
    from onnx import TensorProto, helper, numpy_helper, save_model

    size = len(WORDS)
    token = {word: at for at, word in enumerate(WORDS)}
    rows = np.zeros((size * size, width or size), np.float32)
    for before in range(size):
        for own in range(min(size, rows.shape[1])):
            rows[before * size + own, own] = 5
    for (before_word, own_word), (right, logit) in after.items():
        rows[token[before_word] * size + token[own_word], token[right]] = logit
    nodes = [
        helper.make_node(operation, inputs, [output], **more)
        for operation, inputs, output, more in (
            ("Shape", ["input_ids"], "shape", {}),
            ("Slice", ["shape", "zero", "one"], "batch", {}),
            ("Concat", ["batch", "one"], "column", {"axis": 0}),
            ("Expand", ["zero", "column"], "first", {}),
            ("Slice", ["input_ids", "zero", "last", "one"], "head", {}),  # along the second axis
            ("Concat", ["first", "head"], "previous", {"axis": 1}),
            ("Mul", ["previous", "size"], "scaled", {}),
            ("Add", ["scaled", "input_ids"], "row", {}),
            ("Mul", ["attention_mask", wants], "nothing", {}),
            ("Mul", ["nothing", "zero"], "zeros", {}),
            ("Add", ["row", "zeros"], "index", {}),
            ("Gather", ["rows", "index"], "logits", {"axis": 0}),
        )
    ]
    constants = {"zero": [0], "one": [1], "last": [-1], "size": [size]}
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"])
        for name in ("input_ids", "attention_mask", wants)
    ]
    initial = [numpy_helper.from_array(np.array(value, np.int64), name) for name, value in constants.items()]
    graph = helper.make_graph(
        nodes,
        "masked",
        inputs,
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, None)],
        [*initial, numpy_helper.from_array(rows, "rows")],
    )
    save_model(
        helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8), str(folder / "model.onnx")
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    _needed()
    write_tokenizer(tmp_path)
    write_model(tmp_path, {("灯", "广"): ("光", 9.0), ("在", "的"): ("船", 12.0), ("的", "刚"): ("港", 5.5)})
    return tmp_path


def test_characters_are_compared_with_what_the_model_answers(folder: Path) -> None:
    scorer = load_scorer(folder.parent, folder.name)
    assert scorer is not None
    (nothing, first, second, third) = scorer.score(["", "船的灯广，灯光", "在的船", "的刚口"])
    assert nothing == []
    ((start, end, suggestion, probability),) = first
    assert (start, end, suggestion) == (3, 4, "光")
    others = len(WORDS) - 2
    assert probability == pytest.approx(np.exp(9) / (np.exp(9) + np.exp(5) + others), rel=1e-5)
    assert second == []  # neither sound nor look is alike
    ((_, _, _, unsure),) = third
    assert 0.5 < unsure < 0.7


def test_long_sentences_are_read_in_parts(folder: Path) -> None:
    scorer = load_masked(folder)
    long = "船的灯光，" * 300 + "灯广" + "船的灯光，" * 300
    ((guess,), (again,)) = scorer.score([long, "灯广"])
    assert (guess.start, guess.suggestion) == (1501, "光")
    assert guess.probability == pytest.approx(again.probability)


@pytest.mark.parametrize("missing", ["model.onnx", "tokenizer.json"])
def test_a_missing_file_is_named(missing: str, tmp_path: Path) -> None:
    for name in {"model.onnx", "tokenizer.json"} - {missing}:
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(UsageError, match=f"{missing}: there is no such file"):
        load_scorer(tmp_path, ".")


def test_without_the_packages_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("model.onnx", "tokenizer.json"):
        (tmp_path / name).write_bytes(b"")
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(UsageError, match="onnxruntime is missing; install lintcorpus with its extra 'neural'"):
        load_masked(tmp_path)


def test_files_that_are_something_else(folder: Path) -> None:
    (folder / "model.onnx").write_bytes(b"no model at all")
    with pytest.raises(UsageError, match=r"model\.onnx: it cannot be loaded: "):
        load_masked(folder)
    (folder / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError, match=r"tokenizer\.json: it is no tokenizer: "):
        load_masked(folder)


def test_a_model_of_another_shape(folder: Path) -> None:
    write_model(folder, {}, width=4)
    with pytest.raises(UsageError, match="it gives 1 x 3 x 4 numbers, not 1 x 3 x 17"):
        load_masked(folder)


def test_a_model_that_wants_something_else(folder: Path) -> None:
    write_model(folder, {}, wants="pixels")
    with pytest.raises(UsageError, match="it wants the input 'pixels'"):
        load_masked(folder)


def test_nothing_is_fetched(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    assert load_masked(folder).score(["灯广"])[0]
