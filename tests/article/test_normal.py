"""The normal form, and the way back from it to the text."""

from hypothesis import given
from hypothesis import strategies as st

from lintcorpus.article.normal import letter_offsets, letters, normal_blocks
from lintcorpus.markdown.parse import parsed
from tests.support import document


def normal(text: str) -> list[str]:
    return list(normal_blocks(document(text)))


def test_setting_does_not_count() -> None:
    assert normal("**第２版**，“Ｒｅｄ”\n*Green*！\n") == ["第2版redgreen"]


def test_pictures_targets_urls_and_tags_do_not_count() -> None:
    text = '见[这里](https://a.example/x "题")和 https://b.example/c_d&e=f ，<https://c.example> ![图](https://img.example/p.png)完<br>了'
    assert normal(text) == ["见这里和完了"]


def test_every_block_has_a_normal_form() -> None:
    text = "# 题\n\n<div>甲<b>乙</b></div>\n\n---\n\n```py\nx = 1\n```\n\n| a |\n|---|\n| 丙 |\n"
    assert len(normal(text)) == len(parsed(document(text)).blocks)
    assert normal(text) == ["题", "甲乙", "", "x1", "a丙"]


def test_control_characters_do_not_split_blocks() -> None:
    assert normal("甲\x1e乙\x1f丙\n\n丁\n") == ["甲乙丙", "丁"]


def test_offsets_lead_back() -> None:
    source = document("甲**乙**，①️丙\n[丁](https://a.example)戊 https://b.example/己 が㌔ffi\n")
    (block,) = parsed(source).blocks
    offsets = letter_offsets(source, block)
    assert len(offsets) == len(normal_blocks(source)[0])
    assert [source.text[at] for at in offsets[:5]] == list("甲乙①丙丁")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_every_normal_character_has_a_source(text: str) -> None:
    source = document(text)
    for block, form in zip(parsed(source).blocks, normal_blocks(source), strict=True):
        if block.kind != "html":
            offsets = letter_offsets(source, block)
            assert len(offsets) == len(form)
            assert offsets == sorted(offsets)


@given(st.text(max_size=40))
def test_the_normal_form_is_its_own_normal_form(text: str) -> None:
    assert letters(letters(text)) == letters(text)
