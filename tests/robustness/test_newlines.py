"""What is found in lines that follow each other does not depend on how lines end."""

import pytest

from tests.support import check, document, plan_for

_WRAPPED = """\
The harbour office keeps a list of every boat that left the bay since the war
and the people who look after it know most of the families by name. They say
that the oldest entries were copied from church books by a teacher whose name
was Anna Holm. Most of the boats are gone and one of them is a restaurant now.
"""
_TOWNS = "Reykjavik Akureyri Husavik Egilsstadir Selfoss Keflavik Borgarnes Siglufjordur Dalvik Olafsvik Vik Hella "
_TEXTS = {
    "LNK002": f"{_WRAPPED}\n## [A talk with Anna\nHolm](https://example.com/a)\n",
    "LNK001": f"{_WRAPPED}\nA note [set apart\n\n[1、[the list](https://example.com/a)\n",
    "TYP003": f"{_TOWNS * 2}\n\nWe have just written an research report\n\n{_TOWNS * 2}\n",
    "MRK008": 'class Boat\n{\n  "name"\n}\nand\n{\n  "age"\n}\n',
    "MRK011": '山路很长。\\n雾散开了。\n\nThe set holds:\n"\n\\r\\n\n"\n',
}


@pytest.mark.parametrize("rule", _TEXTS)
@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_the_same_is_found_whatever_ends_the_lines(rule: str, newline: str) -> None:
    text, plan = _TEXTS[rule], plan_for(rule)
    before = [(item.rule, item.place.start.line, item.place.start.column) for item in check([document(text)], plan)]
    after = check([document(text.replace("\n", newline))], plan)
    assert [(item.rule, item.place.start.line, item.place.start.column) for item in after] == before
    assert before
