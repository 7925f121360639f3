"""JSON as the reporters write it."""

import io
import json

from hypothesis import given
from hypothesis import strategies as st

from lintcorpus.model.finding import Severity
from lintcorpus.model.span import Span
from lintcorpus.reporters.jsontext import plain, write_json


def written(data: object) -> str:
    stream = io.StringIO()
    write_json(data, stream)
    return stream.getvalue()


def test_plain_values() -> None:
    given_value = {
        1: (1, 2.5, True, None),
        "set": {"b", "a"},
        "span": Span(1, 2),
        "severity": Severity.ERROR,
        "nan": float("nan"),
        "other": 1j,
        "deep": {"x": [frozenset({3, 1})]},
    }
    assert plain(given_value) == {
        "1": [1, 2.5, True, None],
        "set": ["a", "b"],
        "span": [1, 2],
        "severity": 2,
        "nan": "nan",
        "other": "1j",
        "deep": {"x": [[1, 3]]},
    }


def test_layout() -> None:
    assert written({"中": ["文"]}) == '{\n  "中": [\n    "文"\n  ]\n}\n'


def test_text_that_cannot_be_encoded_or_would_act_is_escaped() -> None:
    output = written(["\udc80\x9b\u202e\x1b中😀"])
    assert output == '[\n  "\\udc80\\u009b\\u202e\\u001b中😀"\n]\n'
    output.encode()


@given(st.text())
def test_text_comes_back(text: str) -> None:
    assert json.loads(written([text])) == [text]
