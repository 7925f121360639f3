"""What several tests of the app look at."""

from pathlib import Path

import pytest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Forty articles with a few findings each, and a file that is no text."""
    for at in range(40):
        text = f"# 第{at}篇\n\n好，，再见。\n\n" + ("同一段话在好几篇文章里都有，" * 8) + "。\n"
        (tmp_path / f"{at:02}.md").write_text(text, encoding="utf-8")
    (tmp_path / "broken.md").write_bytes(b"\0\1\2binary\0" * 50)
    return tmp_path
