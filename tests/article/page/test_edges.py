"""Head and tail, counted in lines that say something."""

from lintcorpus.article.page.edges import edges
from tests.support import document

SENTENCE = "水位每天早上八点记一次，记在蓝色的本子上。\n\n"


def test_the_header_and_the_title_come_before_the_first_block() -> None:
    text = "# 水位\n\n文章作者: 老温\n发布时间: 2024-05-06 07:08\n原文链接: https://a.example/1\n\n" + SENTENCE
    assert edges(document(text)).first == 2


def test_the_head_ends_with_the_third_line_that_speaks() -> None:
    text = "# 水位\n\n![](https://a.example/1.png)\n\n[首页](https://a.example)\n\n" + SENTENCE * 9
    around = edges(document(text))
    assert (around.first, around.head) == (1, 6)


def test_buttons_links_and_pictures_do_not_move_the_tail() -> None:
    plain = edges(document(SENTENCE * 40))
    buttons = "知道了\n\n![](https://a.example/1.png)\n\n[上一篇：一座桥的九十年和它的守桥人](https://a.example)\n\n"
    assert plain.tail == 28
    assert edges(document(SENTENCE * 40 + buttons * 9)).tail == 28


def test_the_tail_stays_out_of_the_first_third() -> None:
    around = edges(document(SENTENCE * 9))
    assert around.tail == 3
    assert [around.place(index) for index in (0, 3, 8)] == ["head", "tail", "tail"]


def test_an_empty_document_has_no_edges() -> None:
    assert edges(document("")) == (0, 0, 0, 0)


def test_a_block_of_short_lines_says_nothing() -> None:
    plain = edges(document(SENTENCE * 40))
    row = "视频\n小程序\n赞\n在看\n分享\n留言\n收藏\n听过\n\n"
    assert edges(document(SENTENCE * 40 + row * 5)).tail == plain.tail


def test_a_button_in_latin_letters_is_longer() -> None:
    plain = edges(document(SENTENCE * 40))
    assert edges(document(SENTENCE * 40 + "Read more about it\n\n" * 5)).tail == plain.tail
    assert edges(document(SENTENCE * 40 + "Nobody read it.\n\n" * 5)).tail == plain.tail + 5
