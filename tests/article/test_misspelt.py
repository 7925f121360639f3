"""The table of misspellings that comes with lintcorpus."""

from lintcorpus.article.misspelt import Misspellings, misspellings


def test_every_line_has_its_forms_among_all() -> None:
    table = misspellings()
    assert Misspellings.of(table.lines).forms == table.forms


def test_right_form() -> None:
    assert [misspellings().right(form) for form in ("recieve", "alot")] == ["receive", "a lot"]
