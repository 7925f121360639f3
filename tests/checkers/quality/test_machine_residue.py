"""Residue of models: quotations, dialogue, and articles about models."""

import pytest

from tests.support import check, document, plan_for


def variants(text: str) -> list[str]:
    return [item.variant for item in check([document(text)], plan_for("QLT006"))]


def test_one_finding_a_file_at_the_first_place() -> None:
    line = "As an AI language model, I cannot turn the wheel.\n\n"
    (finding,) = check([document(f"# The mill\n\n{line * 3}")], plan_for("QLT006"))
    assert finding.params["line"] == 3
    assert finding.place.start.line == 1


@pytest.mark.parametrize(
    "text",
    [
        "“As an AI language model,” he began, and everybody laughed.\n",
        "The clerk replied that, as an AI language model, it could not sell tickets.\n",
        "- As an AI language model, I cannot turn the wheel.\n",
        "## As an AI language model\n",
        "The wheel turned. Certainly! Here is a wheel that never stops.\n",
        "I hope this helps! Let me know if you can come, she wrote.\n",
        "他输入：作为一个AI语言模型，请写一首诗。\n",
        "以下是改写后的句子，老师写道。\n",
    ],
)
def test_what_people_say_or_tell(text: str) -> None:
    assert variants(f"# The mill\n\n{text}") == []


def test_an_article_about_models_may_quote_them() -> None:
    residue = "As an AI language model, I cannot turn the wheel.\n"
    assert variants(residue) == ["said"]
    assert variants(f"ChatGPT and other chatbots repeat themselves.\n\n{residue}") == []
    assert variants(f"ChatGPT repeats itself.\n\n{residue}") == ["said"]


def test_marks_of_a_chat_count_even_there() -> None:
    assert variants("ChatGPT and other chatbots repeat themselves.:contentReference[oaicite:2]{index=2}\n") == [
        "artefacts"
    ]
