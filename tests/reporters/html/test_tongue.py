"""The language of an article is seen in its characters."""

import pytest

from lintcorpus.reporters.html.tongue import tongue


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("潮水退了，磨坊的水轮停下来。", "zh"),
        ("用 Python 写的工具，支持 JSON 和 YAML。", "zh"),
        (
            "片假名“カメラ”在这篇讲相机历史的中文文章里只出现了这么一次，其余都是中文说明文字，前后都没有别的假名。",
            "zh",
        ),
        ("潮が引いて、水車は止まりました。", "ja"),
        ("물레방아는 강어귀에 있다.", "ko"),
        ("The mill stands at the mouth of the river.", "en"),
        ("The sign read 潮汐磨坊 in fading paint.", "en"),
        ("1234 --- ……", "und"),
        ("", "und"),
    ],
)
def test_languages(text: str, code: str) -> None:
    assert tongue(text) == code
