"""A comment that allows one finding: where it goes, and that it changes nothing else."""

from pathlib import Path

import pytest

from lintcorpus.app.compose import App, Request
from lintcorpus.server.checking import check_buffer
from lintcorpus.server.state import Buffer
from lintcorpus.server.suppression import allowed
from tests.support import compiled_cards

_LINE = "<!-- lintcorpus-disable-line PUN001 -->"
_NEXT = "<!-- lintcorpus-disable-next-line PUN001 -->"


def _allowed(root: Path, text: str, at: int = 0, rule: str = "PUN001") -> str | None:
    """The text in which the finding of this number is allowed."""
    parts = App(Request(cwd=root, isolated=True, flags={"select": (rule,)}, cache_dir=compiled_cards()))
    path = root / "a.md"
    checked = check_buffer(parts, Buffer(path.as_uri(), path, text, 1, "markdown"), "utf-16")
    assert checked is not None
    return allowed(checked, checked.diagnostics[at])


@pytest.mark.parametrize(
    ("text", "after"),
    [
        pytest.param("好，，再见。\n", f"好，，再见。 {_LINE}\n", id="at the end of its line"),
        pytest.param("好，，再见。  \n船来了。\n", f"好，，再见。 {_LINE}  \n船来了。\n", id="before a hard break"),
        pytest.param(
            "好，，再见。\\\n船来了。\n", f"{_NEXT}\n好，，再见。\\\n船来了。\n", id="above a line with a backslash"
        ),
        pytest.param("# 好，，再见\r\n\r\n船。\r\n", f"{_NEXT}\r\n# 好，，再见\r\n\r\n船。\r\n", id="above a heading"),
    ],
)
def test_a_comment_goes_where_it_tears_nothing(tmp_path: Path, text: str, after: str) -> None:
    assert _allowed(tmp_path, text) == after


def test_of_several_findings_one_is_allowed(tmp_path: Path) -> None:
    text = "好，，再见。\n\n船，，来了。\n"
    assert _allowed(tmp_path, text, 1) == f"好，，再见。\n\n船，，来了。 {_LINE}\n"


def test_two_findings_of_one_line_are_allowed_together(tmp_path: Path) -> None:
    text = "好，，再见；；船来了。\n"
    assert _allowed(tmp_path, text) == f"好，，再见；；船来了。 {_LINE}\n"


@pytest.mark.parametrize(
    "header",
    [
        pytest.param("---\ntitle: 河边\ndate: 2024-13-41\n---\n", id="front matter"),
        pytest.param("---\ntitle: 河边\ndate: 2024-13-41\nx: 1\n---\n", id="with more after it"),
    ],
)
def test_a_comment_never_becomes_the_value_of_a_field(tmp_path: Path, header: str) -> None:
    text = f"{header}\n船来了，人们都站在岸边看。\n"
    assert _allowed(tmp_path, text, rule="META003") == f"{text}\n<!-- lintcorpus-disable-file META003 -->\n"
