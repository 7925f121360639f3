"""The table of misspellings that comes with lintcorpus."""

from lintcorpus.article.words.misspelt import Misspellings, misspellings

_TABLE = "abacus: abaccus\nreceive: recieve receve\nthe: teh"


def test_every_line_has_its_forms_among_all() -> None:
    table = misspellings()
    assert Misspellings.of(table.lines).forms == table.forms


def test_wrong_forms_are_found_among_words_however_many_are_asked_for() -> None:
    table = Misspellings.of(_TABLE)
    words = [b"the", b"teh", b"te", b"recieve", b"recieved", b"eve", b"zebra", b""]
    for count in (1, 60_000, 1):
        assert sorted(table.among([*words, *[b"wordless"] * count])) == [b"recieve", b"teh"]


def test_right_form() -> None:
    assert [misspellings().right(form) for form in ("recieve", "alot")] == ["receive", "a lot"]
