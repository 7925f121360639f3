"""What a run says is remembered while it is short enough to be said again."""

import io

import pytest

from lintcorpus.cli.replay import _Copy


def test_a_report_is_held_on_its_way_until_it_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lintcorpus.cli.replay.LONGEST", 1000)
    stream = io.StringIO()
    copy = _Copy(stream)
    copy.write("渡口\udcff" * 90)
    assert copy.written() == "渡口\udcff" * 90
    copy.write("灯" * 100)
    assert copy.written() is None
    copy.write("亮")
    assert copy.written() is None
    assert stream.getvalue() == "渡口\udcff" * 90 + "灯" * 100 + "亮"
