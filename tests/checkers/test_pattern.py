"""Cards that describe what they look for by literals, a pattern and guards."""

from pathlib import Path

import pytest

from lintcorpus.app.compose import App, Request
from lintcorpus.checkers.pattern import PatternOptions, _matches
from lintcorpus.cli import main
from lintcorpus.model.checker import Hit
from tests.support import document, own_pack

_CARD = """\
id: OWN001
name: own-rule
summary: {{en: A word of ours, zh: 自定义}}
why: {{en: It is not wanted., zh: 不需要。}}
severity: warning
checker: pattern.match
message: {{en: "This is not wanted: {{match}}", zh: "不需要：{{match}}"}}
fix: {{safety: none, reason: {{en: None., zh: 无。}}}}
with:
  anchors: ["ab"]
  pattern: '{pattern}'
good: ["没有问题。\\n"]
bad: ["⟦ab⟧\\n"]
since: 0.1.0
"""


def _found(text: str, **options: object) -> list[str]:
    chosen = PatternOptions(**options)  # type: ignore[arg-type]
    hits = [
        Hit(anchor, at, at + len(anchor))
        for anchor in chosen.anchors
        for at in range(len(text))
        if text.startswith(anchor, at)
    ]
    article = document(text)
    return [article.slice(item.span) for item in _matches(article, chosen, sorted(hits, key=lambda hit: hit.start))]


def test_a_pattern_matches_round_its_anchor_within_a_line() -> None:
    assert _found("写于12月。\n写于\n3月。\n", anchors=("月",), pattern="[0-9]{1,2}月") == ["12月", "3月"]
    assert _found("写于12月。\n", anchors=("月",), pattern="于.*") == ["于12月。"]


def test_guards_look_at_what_touches_the_match() -> None:
    text = "一月，甲月，乙月。"
    assert _found(text, anchors=("月",), before="[一甲]") == ["月", "月"]
    assert _found(text, anchors=("月",), not_before="[一甲]") == ["月"]
    assert _found(text, anchors=("月",), after="，") == ["月", "月"]
    assert _found(text, anchors=("月",), not_after="，") == ["月"]


def test_matches_that_follow_each_other_closely_are_all_found_once() -> None:
    assert _found("ab" * 300, anchors=("ab",)) == ["ab"] * 300
    assert _found("xabab" * 3, anchors=("ab",), pattern="(?:ab)+") == ["abab"] * 3


@pytest.mark.parametrize("pattern", ["(a|a)*b$", "(a+)+$", "(?:a?){50}a{50}$"])
def test_a_pattern_that_tries_for_ever_elsewhere_ends(pattern: str) -> None:
    _found("ab" + "a" * 300 + "!\n", anchors=("ab",), pattern=pattern)


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        (r"(ab)\1", "not in the syntax of RE2"),
        ("ab(?=c)", "not in the syntax of RE2"),
        ("ab{2000}", "refuses it: invalid repetition size"),
        ("ab(", "refuses it: missing"),
        ("[b-a]b", "refuses it: invalid character class range"),
    ],
)
def test_a_pattern_that_cannot_be_linear_is_refused_with_its_card(
    pattern: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = own_pack(tmp_path, own_rule=_CARD.format(pattern=pattern))
    assert main([str(tmp_path), "--config", str(config), "--no-cache"]) == 2
    said = capsys.readouterr().err
    assert reason in said
    assert "own-rule.yaml" in said


def test_the_cards_that_come_with_it_need_no_engine_before_they_match(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(self: object, source: str, *, ignore_case: bool = False) -> None:
        raise AssertionError(source)

    monkeypatch.setattr("lintcorpus.model.linear.LinearPattern.__init__", refused)
    assert App(Request(cwd=Path("/"), isolated=True, flags={"select": ("ALL",), "preview": True})).plan.rules
