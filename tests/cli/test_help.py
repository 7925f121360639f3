"""What ``--help`` says."""

import pytest

from lintcorpus.cli import main
from lintcorpus.cli.arguments import COMMANDS


def _help(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    with pytest.raises(SystemExit) as ended:
        main([*words, "--help"])
    assert ended.value.code == 0
    return capsys.readouterr().out


def test_it_begins_with_how_to_call_and_tells_what_each_command_does(capsys: pytest.CaptureFixture[str]) -> None:
    page = _help(capsys)
    assert page.startswith("usage: lintcorpus [OPTION ...] [PATH ...]\n       lintcorpus COMMAND [OPTION ...]")
    for command, (summary, _) in COMMANDS.items():
        assert f"\n  {command:<11} {summary}\n" in page


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_page_that_fits(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    page = _help(capsys, command)
    assert page.startswith("usage: lintcorpus")
    assert max(map(len, page.split("\n"))) <= 120
