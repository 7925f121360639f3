"""The online run: what is asked, what is remembered, and what people hear of it."""

import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from lintcorpus.app.online import How, ask_web
from lintcorpus.cli import main
from lintcorpus.model.web import Answer, Verdict
from lintcorpus.online.cache import CacheError
from tests.support import compiled_cards

TEXT = "[a](https://a.org/gone) 与 [b](https://a.org/fine#x)，又见 [a](https://a.org/gone)。\n"
GONE, FINE, BUSY = (
    Answer(Verdict.DEAD, 404),
    Answer(Verdict.FOUND, 200),
    Answer(Verdict.UNKNOWN, 503, reason="HTTP 503"),
)


@dataclass
class FakeWeb:
    """Answers as the test says and notes what it was asked."""

    answers: dict[str, Answer]
    wait: float = 0.0
    asked: list[str] = field(default_factory=list)

    def __call__(self, urls: Sequence[str], heard: Callable[[str, Answer, float], None], how: How) -> None:
        self.asked.extend(urls)
        for url in urls:
            if url in self.answers:
                heard(url, self.answers[url], self.wait)


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeWeb:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(compiled_cards()))
    (tmp_path / "lintcorpus.yaml").write_text("fail-on: warning\n", encoding="utf-8")
    (tmp_path / "a.md").write_text(TEXT, encoding="utf-8")
    fake = FakeWeb({"https://a.org/gone": GONE, "https://a.org/fine": FINE})
    monkeypatch.setattr("lintcorpus.app.online.ask_web", partial(ask_web, asker=fake))
    return fake


def _findings(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[list[dict[str, Any]], str]:
    capsys.readouterr()
    main(["--select", "LNK012", "--output-format", "json", *arguments])
    out, err = capsys.readouterr()
    found: list[dict[str, Any]] = json.loads(out)["diagnostics"]
    return found, err


def test_links_are_asked_once_and_reported_wherever_they_stand(
    web: FakeWeb, capsys: pytest.CaptureFixture[str]
) -> None:
    found, err = _findings(capsys, "a.md", "--online")
    assert [(item["rule"], item["message"]) for item in found] == [
        ("LNK012", "The page is gone: the server answers 404")
    ] * 2
    assert web.asked == ["https://a.org/gone", "https://a.org/fine"]
    assert "could not be checked" not in err


def test_nothing_is_asked_unless_online_is_said(web: FakeWeb, capsys: pytest.CaptureFixture[str]) -> None:
    found, err = _findings(capsys, "a.md")
    assert (found, web.asked) == ([], [])
    assert "LNK012 asks the web and runs only with --online" in err
    assert main(["a.md", "--exit-zero"]) == 0
    assert "LNK012" not in capsys.readouterr().err


def test_online_switches_the_rule_on_beside_the_others(web: FakeWeb, capsys: pytest.CaptureFixture[str]) -> None:
    (Path.cwd() / "a.md").write_text(f"好，，再见。{TEXT}", encoding="utf-8")
    assert main(["a.md", "--online"]) == 1
    out = capsys.readouterr().out
    assert "PUN001" in out
    assert "LNK012" in out


def test_answers_are_remembered_until_they_are_old(
    web: FakeWeb, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _findings(capsys, "a.md", "--online")
    web.asked.clear()
    assert _findings(capsys, "a.md", "--online") == first
    assert web.asked == []
    now = time.time()
    monkeypatch.setattr("lintcorpus.app.online.time.time", lambda: now + 2 * 86400)
    _findings(capsys, "a.md", "--online")
    assert web.asked == ["https://a.org/gone"]  # it may be mended, so it is asked again soon
    web.asked.clear()
    monkeypatch.setattr("lintcorpus.app.online.time.time", lambda: now + 6 * 86400)
    _findings(capsys, "a.md", "--online", "--online-age", "5")
    assert sorted(web.asked) == ["https://a.org/fine", "https://a.org/gone"]


def test_the_cache_alone_answers_in_ci(web: FakeWeb, capsys: pytest.CaptureFixture[str]) -> None:
    found, err = _findings(capsys, "a.md", "--offline-cache")
    assert found == []
    assert "there is no cache of answers" in err
    assert "2 of 2 links could not be checked: 2 × not in the cache" in err
    assert web.asked == []
    online, _ = _findings(capsys, "a.md", "--online")
    web.asked.clear()
    (Path.cwd() / "a.md").write_text(TEXT + "\n[c](https://a.org/other)\n", encoding="utf-8")
    found, err = _findings(capsys, "a.md", "--offline-cache")
    assert [item["start"] for item in found] == [item["start"] for item in online]
    assert "1 of 3 links could not be checked: 1 × not in the cache" in err
    assert web.asked == []


def test_what_settles_nothing_is_counted_and_asked_again_soon(
    web: FakeWeb, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    web.answers["https://a.org/gone"] = BUSY
    del web.answers["https://a.org/fine"]
    found, err = _findings(capsys, "a.md", "--online")
    assert found == []
    assert "2 of 2 links could not be checked: 1 × HTTP 503, 1 × no time was left" in err
    web.asked.clear()
    now = time.time()
    monkeypatch.setattr("lintcorpus.app.online.time.time", lambda: now + 4000)
    web.wait = 20_000.0
    _findings(capsys, "a.md", "--online")
    assert sorted(web.asked) == ["https://a.org/fine", "https://a.org/gone"]
    web.asked.clear()
    monkeypatch.setattr("lintcorpus.app.online.time.time", lambda: now + 8000)
    _findings(capsys, "a.md", "--online")
    assert web.asked == ["https://a.org/fine"]  # the busy server said when


def test_without_any_connection_no_host_is_called_dead(web: FakeWeb, capsys: pytest.CaptureFixture[str]) -> None:
    nobody = Answer(Verdict.DEAD, reason="a.org")
    web.answers = {"https://a.org/gone": nobody, "https://a.org/fine": nobody}
    found, err = _findings(capsys, "a.md", "--online")
    assert found == []
    assert "2 × no host was found at all" in err
    web.answers["https://a.org/fine"] = FINE
    found, _ = _findings(capsys, "a.md", "--online")
    assert [item["message"] for item in found] == ["There is no host a.org any more"] * 2


def test_a_comment_about_links_is_not_called_unused_by_a_run_that_asked_nobody(
    web: FakeWeb, capsys: pytest.CaptureFixture[str]
) -> None:
    comment = "<!-- lintcorpus-disable-file LNK012 -->\n\n"
    (Path.cwd() / "a.md").write_text(comment + TEXT, encoding="utf-8")
    (Path.cwd() / "lintcorpus.yaml").write_text("extend-select: [LNK012]\n", encoding="utf-8")
    main(["a.md", "--exit-zero"])
    assert "RUN001" not in capsys.readouterr().out
    found, _ = _findings(capsys, "a.md", "--online")
    assert {item["state"] for item in found} == {"suppressed"}


def test_files_for_which_the_rule_is_off_are_not_asked_about(web: FakeWeb, capsys: pytest.CaptureFixture[str]) -> None:
    config = "overrides:\n  - {paths: [old/], ignore: [LNK012]}\n"
    (Path.cwd() / "lintcorpus.yaml").write_text(config, encoding="utf-8")
    (Path.cwd() / "old").mkdir()
    (Path.cwd() / "old" / "b.md").write_text("[x](https://a.org/old)\n", encoding="utf-8")
    _findings(capsys, ".", "--online")
    assert web.asked == ["https://a.org/gone", "https://a.org/fine"]


def test_a_new_address_is_shown_and_never_applied(web: FakeWeb, capsys: pytest.CaptureFixture[str]) -> None:
    web.answers["https://a.org/gone"] = Answer(Verdict.MOVED, 200, "https://a.org/new")
    found, _ = _findings(capsys, "a.md", "--online", "--fix", "--unsafe-fixes")
    assert {(item["severity"], item["message"]) for item in found} == {
        ("info", "The page has moved for good to https://a.org/new")
    }
    assert (Path.cwd() / "a.md").read_text(encoding="utf-8") == TEXT


def test_several_processes_have_the_same_answers(web: FakeWeb, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(4):
        (Path.cwd() / f"{number}.md").write_text(TEXT, encoding="utf-8")
    alone, _ = _findings(capsys, ".", "--online", "--jobs", "1")
    assert _findings(capsys, ".", "--online", "--jobs", "3")[0] == alone
    assert len(alone) == 10


def test_no_cache_keeps_nothing(web: FakeWeb, capsys: pytest.CaptureFixture[str]) -> None:
    _findings(capsys, "a.md", "--online", "--no-cache")
    assert not (Path.cwd() / ".lintcorpus").exists()


def test_a_cache_that_fails_in_the_middle_is_said_once_and_the_run_goes_on(
    web: FakeWeb, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise CacheError("web.sqlite: disk full")

    monkeypatch.setattr("lintcorpus.online.cache.Cache.put", full)
    found, err = _findings(capsys, "a.md", "--online")
    assert len(found) == 2
    assert err.count("disk full; nothing more is kept") == 1


def test_a_missing_client_is_named_with_what_to_do(
    web: FakeWeb, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lintcorpus.app.online.ask_web", ask_web)
    monkeypatch.delitem(sys.modules, "lintcorpus.online.fetch", raising=False)
    monkeypatch.delattr("lintcorpus.online.fetch", raising=False)
    monkeypatch.setitem(sys.modules, "aiohttp", None)
    assert main(["a.md", "--online"]) == 2
    assert "pip install 'lintcorpus[online]'" in capsys.readouterr().err


def test_the_real_client_asks_a_real_server(
    web: FakeWeb, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("aiohttp", reason="the extra 'online' is not installed")
    from tests.online.server import serving

    monkeypatch.setattr("lintcorpus.app.online.ask_web", ask_web)
    with serving() as server:
        (Path.cwd() / "a.md").write_text(f"[a]({server.url('/status/404')})\n", encoding="utf-8")
        found, err = _findings(capsys, "a.md", "--online")
        assert found == []
        assert "1 × private address" in err
        found, _ = _findings(capsys, "a.md", "--online", "--allow-private", "--no-cache")
    assert [item["message"] for item in found] == ["The page is gone: the server answers 404"]
