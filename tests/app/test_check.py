"""What a file gave is kept as its report alone where there is no more to it: there may be very many."""

from pathlib import Path

from lintcorpus.app.collected import Collected, collect
from lintcorpus.app.compose import App, Request
from lintcorpus.app.inputs.files import find_files, read_files
from tests.support import compiled_cards


def _gave(file: Path) -> Collected:
    app = App(Request(cwd=file.parent, isolated=True, cache_dir=compiled_cards()))
    return collect(app, read_files(app, find_files(app, [str(file)]).files))


def test_an_article_gives_its_report_alone(tmp_path: Path) -> None:
    file = tmp_path / "ferry.md"
    file.write_text("# 渡口\n\n船，，开了。\n", encoding="utf-8")
    gave = _gave(file)
    assert gave.only_report() is gave.reports[0]


def test_what_is_no_article_gives_more(tmp_path: Path) -> None:
    file = tmp_path / "broken.md"
    file.write_bytes(b"\0\1\2binary\0" * 50)
    assert _gave(file).only_report() is None
