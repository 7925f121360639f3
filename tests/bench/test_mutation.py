"""The count of mutants that the tests noticed."""

from mutation import changed, figures, share, statuses, table, tried

_LISTED = """
    lintcorpus.a.x_f__mutmut_1: killed
    lintcorpus.a.x_f__mutmut_2: survived
    lintcorpus.b.xǁCǁm__mutmut_1: timeout
    lintcorpus.b.xǁCǁm__mutmut_2: no tests
    lintcorpus.b.xǁCǁm__mutmut_3: not checked
"""


def test_mutants_that_were_not_tried_do_not_count() -> None:
    found = tried(statuses(_LISTED))
    assert list(found.values()) == ["killed", "survived", "timeout", "no tests"]
    assert share(found.values()) == 0.5
    assert share([]) == 0


def test_modules_are_counted_apart_and_together() -> None:
    rows = [line.rsplit(maxsplit=5) for line in table(statuses(_LISTED)).split("\n")[1:]]
    assert rows == [
        ["lintcorpus.a", "2", "2", "1", "0", "0.500"],
        ["lintcorpus.b", "3", "2", "1", "1", "0.500"],
        ["all together", "5", "4", "2", "1", "0.500"],
    ]
    assert figures(statuses(_LISTED))["lintcorpus.b"] == {"mutants": 3, "tried": 2, "killed": 1, "timeout": 1}


def test_of_a_difference_the_changed_lines_are_shown() -> None:
    assert changed("# a: survived\n--- a.py\n+++ a.py\n@@ -1 +1 @@\n def f():\n-    return 1\n+    return 2\n") == (
        "  -    return 1\n  +    return 2"
    )
