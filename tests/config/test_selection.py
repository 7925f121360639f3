"""Which rules run: names, widths, overrides, severities and options."""

import pytest

from lintcorpus.config.selection import layouts_of, options_of, safety_of, selected, severity_of
from lintcorpus.config.settings import Override, Settings
from lintcorpus.errors import UsageError
from lintcorpus.model.finding import Severity
from lintcorpus.model.fix import Safety
from tests.support import app


def _ids(*overrides: Override, **values: object) -> set[str]:
    return set(selected(Settings(**values), overrides, app().catalog.cards))  # type: ignore[arg-type]


def test_by_default_enabled_stable_rules_run() -> None:
    cards = app().catalog.cards
    assert _ids() == {card.id for card in cards.values() if card.enabled and card.status == "stable"}


@pytest.mark.parametrize("name", ["PUN001", "doubled-mark", "pun001"])
def test_select_replaces_the_default_but_rules_about_the_run_stay(name: str) -> None:
    assert _ids(select=(name,)) == {"PUN001", "RUN001", "RUN002", "RUN003", "RUN004"}


def test_rules_about_the_run_can_be_ignored() -> None:
    assert _ids(select=("PUN001",), ignore=("run",)) == {"PUN001"}


def test_a_family_and_a_prefix_stand_for_their_rules() -> None:
    assert _ids(select=("links",)) == _ids(select=("LNK",))
    assert "LNK001" in _ids(select=("LNK00",))


def test_a_narrower_name_beats_a_wider_one() -> None:
    assert "PUN001" in _ids(ignore=("PUN",), extend_select=("PUN001",))
    assert "PUN001" not in _ids(select=("PUN",), ignore=("PUN001",))


def test_at_the_same_width_ignore_wins() -> None:
    assert "PUN001" not in _ids(select=("PUN001",), ignore=("doubled-mark",))


def test_a_later_override_wins_over_the_run() -> None:
    override = Override(("x",), select=("PUN001",))
    assert "PUN001" in _ids(override, ignore=("PUN001",))
    assert "PUN001" not in _ids(override, Override(("y",), ignore=("PUN",)))


def test_an_unknown_name_is_an_error_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="unknown rule 'punctuations'; did you mean 'punctuation'"):
        _ids(select=("punctuations",))


def test_severity_of_the_narrowest_name_and_the_last_mapping() -> None:
    cards = app().catalog.cards
    given = [{"PUN": Severity.INFO, "PUN001": Severity.ERROR}]
    assert severity_of(cards["PUN001"], given, cards) is Severity.ERROR
    assert severity_of(cards["PUN001"], [*given, {"PUN": Severity.WARNING}], cards) is Severity.WARNING
    assert severity_of(cards["LNK001"], given, cards) is None


def test_users_may_trust_a_fix_more_or_less() -> None:
    cards = app().catalog.cards
    assert safety_of(cards["PUN001"], Settings(), cards) is Safety.SAFE
    assert safety_of(cards["PUN001"], Settings(extend_unsafe_fixes=("PUN",)), cards) is Safety.UNSAFE
    assert safety_of(cards["RUN001"], Settings(extend_safe_fixes=("RUN001",)), cards) is Safety.SAFE
    assert safety_of(cards["RUN003"], Settings(extend_safe_fixes=("RUN003",)), cards) is None


@pytest.mark.parametrize(
    ("value", "message"),
    [("many", "must be of type integer"), (True, "must be of type integer"), (3, "must be at least 20")],
)
def test_wrong_options_are_errors(value: object, message: str) -> None:
    card = app().catalog.cards["DUP006"]
    with pytest.raises(UsageError, match=message):
        options_of(card, [{"DUP006": {"minimum-length": value}}], app().catalog.cards)


def test_options_of_a_later_mapping_win() -> None:
    card = app().catalog.cards["DUP006"]
    given = [{"DUP006": {"minimum-length": 50}}, {"duplicate-file": {"minimum-length": 60}}]
    assert options_of(card, given, app().catalog.cards)["minimum-length"] == 60


def _layouts(*overrides: Override, header: str = "detect") -> list[tuple[str, bool]]:
    found = layouts_of(Settings(header=header), overrides, app().catalog.layouts)
    return [(layout.name, layout.demanded) for layout in found]


def test_all_layouts_count_and_a_demanded_one_is_marked() -> None:
    names = [layout.name for layout in app().catalog.layouts]
    assert _layouts() == [(name, False) for name in names]
    assert _layouts(header="hugo") == [(name, name == "hugo") for name in names]
    assert _layouts(header="none") == []


def test_the_last_override_that_speaks_of_the_header_wins() -> None:
    jekyll, silent, detect = Override(("a",), header="jekyll"), Override(("b",)), Override(("c",), header="detect")
    assert ("jekyll", True) in _layouts(jekyll, silent, header="none")
    assert _layouts(jekyll, detect, header="none") == _layouts()


def test_an_unknown_layout_is_an_error_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="no layout is called 'wechat'; did you mean 'wechat-html2text'"):
        _layouts(header="wechat")
