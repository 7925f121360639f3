"""What counts as running text, and what as a quotation."""

import pytest

from lintcorpus.article.running import is_quotation, is_running_text, linked_length
from lintcorpus.markdown.parse import parsed
from tests.support import document

SENTENCE = "灯塔看守人每天傍晚擦一遍玻璃，擦的时候从来不看外面，他说看了就会忘记手里在做什么。"


@pytest.mark.parametrize(
    "text", [SENTENCE, f"**看守人：** {SENTENCE}", f"{SENTENCE}[1](https://a.example)", f"“{SENTENCE}”"]
)
def test_running_text(text: str) -> None:
    source = document(text)
    assert is_running_text(source, parsed(source).blocks[0])


@pytest.mark.parametrize(
    "text",
    [
        f"**{SENTENCE}**",
        f"*看守人*：**{SENTENCE}**",
        f"[{SENTENCE}](https://a.example)",
        f"▲ {SENTENCE}",
        f"图 3：{SENTENCE}",
        "Figure 3. The lamp room, seen from the gallery on the day after the storm.",
        "auto end = (pos == std::string_view::npos) ? str.size() : (pos + 1); // done",
        "灯亮着  \n船回来  \n灯灭了  \n船还在",
    ],
)
def test_other_paragraphs(text: str) -> None:
    source = document(text)
    assert not is_running_text(source, parsed(source).blocks[0])


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        (f"“{SENTENCE}”", True),
        (f'*"{SENTENCE}"*', True),
        ("“灯亮着，”他说，“船就会回来。”", False),
        ('"灯亮着，"他说，"船就会回来。"', False),
        (SENTENCE, False),
    ],
)
def test_quotations(text: str, quoted: bool) -> None:
    source = document(text)
    assert is_quotation(source, parsed(source).blocks[0]) is quoted


def test_pictures_in_links_have_no_letters() -> None:
    source = document("看[灯塔的**旧**照片![old](https://img.example/old.jpg)](https://a.example)和别的")
    assert linked_length(source, parsed(source).blocks[0]) == 6
