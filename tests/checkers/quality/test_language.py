"""Languages: scripts that languages share, and texts that say too little."""

import pytest

from tests.support import check, document, plan_for

SAMPLES = {
    "fr": "Le meunier se levait avant le soleil et ouvrait la vanne à la main, et personne ne savait pourquoi il le faisait "
    "si tôt dans la nuit, ni qui le lui avait dit.",
    "es": "El molinero se levantaba antes del sol y abría la compuerta con la mano, y nadie sabía por qué lo hacía tan "
    "temprano ni quién se lo había dicho en el pueblo.",
    "ru": "Мельник вставал до солнца и открывал затвор рукой, и никто в деревне не знал, почему он это делал так рано, "
    "и кто ему это сказал, когда он был молод и ещё не знал, что делать с водой.",
    "zh": "洪水退了以后，村里人凑钱请来了木匠，先把冲到下游的木板捞回来，一块一块晾在岸上，又到山里去选新的木料，选中的每一棵都用"
    "墨线画上记号，等到秋天再砍。",
    "ja": "粉屋は日の出の前に起きて、水門を手で開けた。村の人はだれも、その時間に水門が閉まっているのを見たことがなかった。"
    "なぜそんなに早いのか、粉屋は決して言わなかった。",
}


def languages(text: str, *expected: str) -> list[str]:
    plan = plan_for("QLT005", options={"QLT005": {"expected": list(expected)}})
    return [item.params["language"] for item in check([document(f"# T\n\n{text}\n")], plan)]


@pytest.mark.parametrize("language", SAMPLES)
def test_languages_are_told(language: str) -> None:
    assert languages(SAMPLES[language], "en") == [language]
    assert languages(SAMPLES[language], "en", language) == []


def test_a_quotation_does_not_decide() -> None:
    assert languages(f"{SAMPLES['zh']}\n\n{SAMPLES['zh']}\n\n> {SAMPLES['fr']}", "zh") == []


def test_code_has_no_language() -> None:
    assert languages("```\nfor boat in harbour:\n    boat.sail(wind=3)\n```", "zh") == []


def test_too_little_text_has_no_language() -> None:
    assert languages("Le moulin est fermé.", "zh") == []


def test_nothing_expected_means_anything_goes() -> None:
    assert languages(SAMPLES["fr"]) == []
