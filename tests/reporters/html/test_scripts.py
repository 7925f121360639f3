"""Parts of the page's script that compute: places, differences, the lines around a fix. They run in node."""

import json
import random
import shutil
import subprocess
from collections.abc import Sequence
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest

NODE = shutil.which("node")
pytestmark = pytest.mark.skipif(NODE is None, reason="node is not installed")


def called(modules: Sequence[str], function: str, arguments: Sequence[Any]) -> list[Any]:
    """What a function of the script gives for each list of arguments; generators give lists."""
    folder = files("lintcorpus.reporters.html").joinpath("templates")
    source = "\n".join(folder.joinpath(f"{name}.js").read_text(encoding="utf-8") for name in modules)
    run = (
        f"{source}\nconst given = JSON.parse(require('fs').readFileSync(0, 'utf-8'));\n"
        f"const spread = (value) => (value && value.next ? [...value] : value);\n"
        f"console.log(JSON.stringify(given.map((one) => spread({function}(...one)))));"
    )
    done = subprocess.run(
        [str(NODE), "-e", run], input=json.dumps(arguments), capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    found: list[Any] = json.loads(done.stdout)
    return found


def _common(one: str, two: str) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(two) + 1)
    for first in one:
        last = 0
        for at, second in enumerate(two, 1):
            last, row[at] = row[at], last + 1 if first == second else max(row[at], row[at - 1])
    return row[-1]


@pytest.fixture
def pairs() -> list[tuple[str, str]]:
    """Texts and edits of them."""
    chance = random.Random(7)
    made = [("", ""), ("", "水"), ("水", ""), ("潮水", "潮水"), ("abcabba", "cbabac"), ("磨坊", "水轮")]
    for _ in range(300):
        one = "".join(chance.choices("水轮ab", k=chance.randrange(30)))
        two = list(one)
        for _ in range(chance.randrange(6)):
            at = chance.randrange(len(two) + 1)
            two[at : at + chance.randrange(3)] = chance.choices("水轮ab", k=chance.randrange(3))
        made.append((one, "".join(two)))
    return made


def test_differences_are_right_and_the_fewest(pairs: list[tuple[str, str]]) -> None:
    for (one, two), runs in zip(pairs, called(["difference"], "difference", pairs), strict=True):
        assert "".join(one[a:b] for _, a, b, _, _ in runs) == one
        assert "".join(two[c:d] for _, _, _, c, d in runs) == two
        assert all(one[a:b] == two[c:d] for equal, a, b, c, d in runs if equal)
        assert sum(b - a for equal, a, b, _, _ in runs if equal) == _common(one, two), (one, two)
        kinds = [run[0] for run in runs]
        assert all(kind != other for kind, other in pairwise(kinds))


def test_texts_that_differ_too_much_have_no_differences() -> None:
    found = called(["difference"], "difference", [("a" * 1300, "b" * 1300), ("a" * 400, "b" * 400)])
    assert found == [None, [[False, 0, 400, 0, 400]]]


def test_joined_differences_still_cover_both_texts(pairs: list[tuple[str, str]]) -> None:
    found = called(["difference"], "difference", pairs)
    for (one, two), runs in zip(pairs, called(["difference"], "joined", [[run] for run in found]), strict=True):
        assert "".join(one[a:b] for _, a, b, _, _ in runs) == one
        assert "".join(two[c:d] for _, _, _, c, d in runs) == two
        assert all(one[a:b] == two[c:d] for equal, a, b, c, d in runs if equal)


def test_equal_characters_between_long_differences_are_joined() -> None:
    runs = called(["difference"], "difference", [("0a53bd256", "e757c10f6")])
    assert len(called(["difference"], "joined", [[runs[0]]])[0]) < len(runs[0])
    kept = [[True, 0, 3, 0, 3], [False, 3, 4, 3, 4], [True, 4, 9, 4, 9]]
    assert called(["difference"], "joined", [[kept]]) == [kept]


@pytest.mark.parametrize("text", ["潮水", "😀潮😀水", "", "\udc80a😀b", "e\u0301😀"])
def test_code_points_become_units(text: str) -> None:
    points = list(range(len(text) + 1))
    units = [len(text[:point].encode("utf-16-le", "surrogatepass")) // 2 for point in points]
    assert called(["pieces"], "((text, point) => unitsOf(text)(point))", [(text, point) for point in points]) == units


def test_lines_are_those_of_the_model() -> None:
    (lines,) = called(["pieces"], "linesOf", [["一\r\n二\r三\n\u2028四\n"]])
    assert lines == [[0, 1], [3, 4], [5, 6], [7, 9], [10, 10]]
    assert called(["pieces"], "lineAt", [(lines, at) for at in (0, 2, 3, 6, 10)]) == [0, 0, 1, 2, 4]


def test_spans_cut_a_line_where_they_begin_and_end() -> None:
    spans = [
        {"number": 0, "from": 2, "to": 6},
        {"number": 1, "from": 4, "to": 9},
        {"number": 2, "from": 5, "to": 5},
        {"number": 3, "from": 20, "to": 30},
    ]
    assert called(["pieces"], "cut", [(0, 8, spans)]) == [
        [[0, 2, []], [2, 4, [0]], [4, 5, [0, 1]], [5, 5, [2]], [5, 6, [0, 1]], [6, 8, [1]]]
    ]
    assert called(["pieces"], "cut", [(3, 3, [])]) == [[]]
    assert called(["pieces"], "cut", [(3, 3, [{"number": 0, "from": 3, "to": 3}])]) == [[[3, 3, [0]]]]


def test_an_edit_is_shown_without_what_it_leaves_as_it_was() -> None:
    source = "磨坊，，水轮"
    assert called(["pieces", "preview"], "trimmed", [([0, 6, "磨坊，水轮"], source)]) == [[3, 4, ""]]
    assert called(["pieces", "preview"], "trimmed", [([2, 2, "河"], source)]) == [[2, 2, "河"]]


def test_edits_of_neighbouring_lines_are_shown_together() -> None:
    (lines,) = called(["pieces"], "linesOf", [["一\n二\n三\n四\n五\n六"]])
    edits = [[0, 1, "x"], [2, 2, "y"], [8, 10, "z"]]
    assert called(["pieces", "preview"], "hunks", [(edits, lines)]) == [
        [{"first": 0, "last": 1, "edits": edits[:2]}, {"first": 4, "last": 5, "edits": edits[2:]}]
    ]
