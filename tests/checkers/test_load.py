"""Many faults in one file cost work in proportion to their number, not to its square."""

import sys
from types import FrameType

import pytest

from tests.support import check, document, plan_for


def _calls(text: str, rule: str) -> int:
    """How many functions are called to check a text: a measure of work that no machine changes."""
    count = 0

    def seen(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    plan, source = plan_for(rule), document(text)
    check([document(text[:40])], plan)  # what is built once for a plan is not counted
    sys.setprofile(seen)
    try:
        found = check([source], plan)
    finally:
        sys.setprofile(None)
    assert found
    return count


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        ("HDG004", "# \n"),
        ("ENC004", "字\u200b"),
        ("PUN001", "好，，再见。\n\n"),
        ("LNK001", "[1、[三座桥](https://example.com/b)\n\n"),
        ("MRK001", "**（****关注桥****）**\n\n"),
        ("PRO001", "记得关注我们的公众号，设为星标。\n\n"),
    ],
)
def test_twice_the_faults_cost_twice_the_work(rule: str, fault: str) -> None:
    once, twice = (_calls(fault * count, rule) for count in (150, 300))
    assert twice <= 2.4 * once
