"""Fingerprints name a finding by its text and neighbours, not by its place."""

import pytest

from lintcorpus.engine.stamp import normalized
from tests.support import check, document, plan_for


def _prints(text: str, path: str = "a.md") -> list[str]:
    return [item.fingerprint for item in check([document(text, path)], plan_for("PUN001"))]


LINE = "研发与商业之间的取舍；；需要耐心与时间。"


@pytest.mark.parametrize(
    "edited",
    [
        f"新的一段。\n\n{LINE}\n",
        f"{LINE}\n\n后面多了一段。\n",
        LINE.replace("之间", "之\n间") + "\n",
        LINE.replace("需要", "需 要") + "\n",
    ],
)
def test_a_finding_keeps_its_name_when_lines_move_or_wrap(edited: str) -> None:
    assert _prints(edited) == _prints(LINE + "\n")


def test_another_place_has_another_name() -> None:
    first, second = _prints(f"{LINE}\n\n早上天晴；；下午有雨，晚上起风。\n")
    assert first != second


def test_equal_places_are_told_apart_by_their_order() -> None:
    assert len(set(_prints(f"{LINE}\n\n{LINE}\n\n{LINE}\n"))) == 3


def test_the_path_is_part_of_the_name() -> None:
    assert _prints(LINE, "a.md") != _prints(LINE, "b.md")


def test_a_repair_of_marks_nearby_keeps_the_name() -> None:
    before = "他在店里**说**，，就这样。\n"
    after = "他在店里说，，就这样。\n"
    (first,) = check([document(before)], plan_for("PUN001"))
    (second,) = check([document(after)], plan_for("PUN001"))
    assert first.fingerprint == second.fingerprint


def test_marks_alone_still_have_a_name() -> None:
    assert normalized(" ** ") == "**"
    assert normalized("** a_b \\. **") == "ab."
