"""New marks for bold text: what opens and closes, where marks can stand, and what is left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintcorpus.markdown.emphasis import Repair, repair
from lintcorpus.markdown.parse import blocks
from lintcorpus.markdown.shown import shown
from lintcorpus.markdown.stars import content_of
from lintcorpus.model.fix import apply_edits
from tests.support import document


def repaired(text: str) -> tuple[Repair | None, str]:
    """The repair of the first block and the text after it."""
    source = document(text)
    block = next(blocks(source))
    content = content_of(source, block)
    assert content is not None
    found = repair(source, block, content)
    return found, apply_edits(text, found.edits) if found is not None else text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("**一千零一****夜**", "**一千零一夜**"),
        ("****站长** 的话**", "**站长的话**"),
        ("****嘉宾：**** 谢谢大家。", "**嘉宾：** 谢谢大家。"),
        ("******01******", "**01**"),
        ("**谁来修桥？****  \n****老站长** ：镇上修。", "**谁来修桥？**  \n**老站长** ：镇上修。"),
        ("他说**“先修桥”。**然后走了。", "他说“**先修桥**”。然后走了。"),
        ("见**《河的三百年》**一书", "见《**河的三百年**》一书"),
        ("**价格￥**后文", "**价格**￥后文"),
        ("** 脚本输出 **", "**脚本输出**"),
        ("**见[旧文](https://example.com/a)**后", "**见**[**旧文**](https://example.com/a)后"),
        ("**图在这里![](https://example.com/a.png)******", "**图在这里![](https://example.com/a.png)**"),
        ("****![](https://example.com/a.png)****", "![](https://example.com/a.png)"),
        ("> **引文的第一行\n> 和第二行。**后文", "> **引文的第一行\n> 和第二行**。后文"),
        ("`**` 是标记，**先说重点。**再说其他", "`**` 是标记，**先说重点**。再说其他"),
        ("第一行\n**\n第二行", "第一行\n第二行"),
        ("**  \n****老站长** ：镇上修。", "**老站长** ：镇上修。"),
        (
            "**重点。**见[说明][1]。\n\n[1]: https://example.com/a",
            "**重点**。见[说明][1]。\n\n[1]: https://example.com/a",
        ),
    ],
)
def test_marks_are_set_where_they_count(before: str, after: str) -> None:
    assert repaired(before)[1] == after


def test_valid_bold_text_in_the_same_block_stays() -> None:
    found, after = repaired("**甲方** 与**乙方** 约定：**违约者赔。**另行通知。")
    assert after == "**甲方** 与**乙方** 约定：**违约者赔**。另行通知。"
    assert found is not None
    assert found.keeps
    assert found.certain


def test_an_odd_mark_in_the_midst_is_not_certain() -> None:
    found, _ = repaired("**甲。**乙**丙。**丁**戊")
    assert found is None or not (found.keeps and found.certain)


def test_two_speakers_stay_apart() -> None:
    found, after = repaired("**这样做有什么好处？****周师傅：** 省水。")
    assert after == "**这样做有什么好处？** **周师傅：** 省水。"
    assert found is not None
    assert found.keeps
    assert found.certain


def test_two_sentences_of_one_bold_text_become_one() -> None:
    assert repaired("**先看水位。****再看闸门。**")[1] == "**先看水位。再看闸门。**"


def test_a_bold_text_that_ran_over_forced_line_ends_is_no_loss() -> None:
    found, after = repaired("**记者：何时开闸？****  \n****周师傅**：六点。  \n**  \n****记者：谁管？**")
    assert after == "**记者：何时开闸？**  \n**周师傅**：六点。  \n**记者：谁管？**"
    assert found is not None
    assert found.keeps


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("_**访谈要点  \n**_", "**访谈要点**"),
        ("雨停了。 _**  \n**_", "雨停了。"),
        ("_**--END-_**-**_**_", "**--END-**-"),
        ("****看潮** 的人** _****_", "**看潮的人**"),
    ],
)
def test_underscores_beside_bold_marks_go_when_nothing_else_helps(before: str, after: str) -> None:
    assert repaired(before)[1] == after


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="甲乙a。“” *", min_size=1, max_size=24), st.sampled_from(["", "见[旧文](u)", "`码`"]))
def test_a_repair_never_changes_what_is_read(text: str, extra: str) -> None:
    text = f"开{text}{extra}{text[::-1]}合"
    found, after = repaired(text)
    old, new = shown(text), shown(after)
    assert new.text == old.text
    if found is not None:
        assert new.doubles == 0 or "**" in text
        assert new.singles <= old.singles
