"""Names in Latin letters: what is a slip of the pen, what is another name."""

import pytest

from lintcorpus.article.names.alike import DOUBLED, EXTRA, LOOK_ALIKE, MISSING, SWAPPED, is_transcribed, slip
from lintcorpus.article.names.known import is_known
from lintcorpus.article.names.latin import latin_names, latin_slips
from tests.support import document


@pytest.mark.parametrize(
    ("rare", "usual", "kind"),
    [
        ("Al", "AI", LOOK_ALIKE),
        ("Brennm00r", "Brennmoor", LOOK_ALIKE),
        ("Brennm0or", "Brennmoor", LOOK_ALIKE),
        ("CE0", "CEO", LOOK_ALIKE),
        ("Brennrnoor", "Brennmoor", LOOK_ALIKE),
        ("Havlorsen", "Halvorsen", SWAPPED),
        ("aHlvorsen", "Halvorsen", SWAPPED),
        ("Hallvorsen", "Halvorsen", DOUBLED),
        ("Halvorsenn", "Halvorsen", DOUBLED),
        ("Halvrsen", "Halvorsen", MISSING),
        ("TidalGP", "TidalGPT", MISSING),
        ("Halvoresen", "Halvorsen", EXTRA),
        # Another name, not a slip:
        ("A1", "AI", None),
        ("Halvorsens", "Halvorsen", None),
        ("Halvorsen", "Halvorsens", None),
        ("GHalvorsen", "Halvorsen", None),
        ("alvorsen", "Halvorsen", None),
        ("Halversen", "Halvorsen", None),
        ("HALVORSEN", "Halvorsen", None),
        ("CragGLM", "CragLM", None),
        ("Brenn3", "Brenn4", None),
        ("LLMs", "LLM", None),
        ("III", "II", None),
        ("GU", "GPU", None),
    ],
)
def test_a_slip_is_told_from_another_name(rare: str, usual: str, kind: str | None) -> None:
    assert slip(rare, usual) == kind


def test_words_and_names_are_known_in_any_case() -> None:
    assert all(map(is_known, ("house", "House", "HOUSE", "Martin", "Google")))
    assert not any(map(is_known, ("Havlorsen", "Brenmoor", "OpeanAI")))


def test_chinese_names_in_latin_letters() -> None:
    assert all(map(is_transcribed, ("Zhang", "Xiaoming", "Zhan")))
    assert not any(map(is_transcribed, ("Martin", "OpenAI", "zhang")))


def _slips(text: str) -> list[tuple[str, str]]:
    return [(item.rare, item.usual) for item in latin_slips(document(text))]


def test_only_a_rare_form_of_a_usual_one_counts() -> None:
    assert _slips("Halvorsen, Halvorsen, Halvorsen, Havlorsen") == [("Havlorsen", "Halvorsen")]
    assert _slips("Halvorsen, Halvorsen, Havlorsen") == []
    assert _slips("Halvorsen, " * 7 + "Havlorsen, Havlorsen") == []
    assert _slips("Halvorsen, " * 8 + "Havlorsen, Havlorsen") == [("Havlorsen", "Halvorsen")]
    assert _slips("Halvorsen, " * 40 + "Havlorsen, " * 3) == []


def test_a_known_word_is_no_slip() -> None:
    assert _slips("Martin, Martin, Martin, Martins, Marin, Martini") == []
    assert _slips("Zhang, Zhang, Zhang, Zhan, Zang") == []


def test_a_capital_that_changed_places_is_seen() -> None:
    assert _slips("Brennmoor, Brennmoor, Brennmoor, rBennmoor") == [("rBennmoor", "Brennmoor")]


def test_text_without_capitals_has_no_names() -> None:
    assert not latin_names(document("渡口的灯亮了。the lamp was lit.\n"))
