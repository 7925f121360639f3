"""The page of a rule."""

from pathlib import Path

import pytest

from lintcorpus.app.compose import App, Request
from lintcorpus.app.explain import page


@pytest.fixture
def app(tmp_path: Path) -> App:
    return App(Request(cwd=tmp_path, isolated=True))


def test_every_message_stands_there_with_its_severity(app: App) -> None:
    lines = page(app, "HDG001", "en")
    first = lines.index("Messages:")
    assert lines[first + 1 : first + 3] == [
        "  error    The article has no title heading",
        "  warning  The title stands here again: {title}",
    ]


def test_a_rule_with_one_message_does_not_list_it(app: App) -> None:
    assert len(app.catalog.cards["PUN001"].variants) == 1
    assert "Messages:" not in page(app, "PUN001", "en")


def test_options_have_their_limits_and_defaults_as_they_are_written_in_settings(app: App) -> None:
    card = app.catalog.cards["DUP006"]
    spec = card.options["minimum-length"]
    (line,) = [line for line in page(app, "DUP006", "en") if line.startswith("  minimum-length (")]
    limits = f"from {spec.minimum:g}" if spec.maximum is None else f"{spec.minimum:g} to {spec.maximum:g}"
    assert line.startswith(f"  minimum-length (integer {limits}, default {spec.default}): ")
    (line,) = [line for line in page(app, "HDG001", "en") if line.startswith("  required (")]
    assert line.startswith("  required (boolean, default false): ")
    (line,) = [line for line in page(app, "HDG001", "zh") if line.startswith("  required (")]
    assert line.startswith("  required (boolean，默认 false): ")


def test_no_value_is_written_as_python_writes_it(app: App) -> None:
    for identity in app.catalog.cards:
        options = [line for line in page(app, identity, "en", 1) if line.startswith("  ") and ", default " in line]
        assert not [
            line for line in options if "default True" in line or "default False" in line or "default '" in line
        ]


def test_an_example_tells_the_options_under_which_it_holds(app: App) -> None:
    lines = page(app, "HDG001", "en")
    assert lines[lines.index("Reported (⟦⟧):") + 1] == "  with required: true:"
