"""The profile tells where time goes in units of the parser."""

from profile_run import PARSER, least, table


def test_the_least_of_all_rounds_counts() -> None:
    assert least([{PARSER: 2.0, "rule A": 1.0}, {PARSER: 1.0, "rule A": 3.0}]) == {PARSER: 1.0, "rule A": 1.0}


def test_rows_are_shares_of_the_parser_and_rules_are_ordered_by_cost() -> None:
    seconds = {PARSER: 2.0, "rule A": 1.0, "rule B": 4.0, "facts C": 0.5, "report": 1.0}
    lines = [line.rsplit(maxsplit=3) for line in table(seconds, 1_000_000, 2).split("\n")[2:]]
    assert [(name, float(share)) for name, *_, share in lines] == [
        (PARSER, 1.0),
        ("report", 0.5),
        ("rule B", 2.0),
        ("rule A", 0.5),
        ("1 other rules", 0.25),
        ("all together", 4.25),
    ]
    assert lines[0][1:3] == ["2000", "2000.0"]
