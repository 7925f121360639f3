"""Files in other encodings than UTF-8, and when they may be rewritten."""

from typing import Any

import pytest

from lintcorpus.engine.fixing import fix_document
from lintcorpus.model.document import Document
from tests.support import check, document, plan_for

TEXT = "第一行\n第二行\n"


@pytest.mark.parametrize("encoding", ["utf-8", "UTF_8", "ascii"])
def test_utf8_and_ascii_are_fine(encoding: str) -> None:
    assert not check([document("text\n", encoding=encoding)], plan_for("ENC001"))


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16-le", "cp1252"])
def test_other_encodings_are_named(encoding: str) -> None:
    (found,) = check([document(TEXT, encoding=encoding, confidence=0.97)], plan_for("ENC001"))
    assert found.params["encoding"] == encoding
    assert found.evidence == {"confidence": 0.97}
    assert found.span == (0, 3)
    assert found.fix is not None
    assert found.fix.encoding == "utf-8"


@pytest.mark.parametrize("more", [{"confidence": 0.5}, {"lossy": True}])
def test_no_rewriting_in_doubt(more: dict[str, Any]) -> None:
    (found,) = check([document(TEXT, encoding="gbk", **more)], plan_for("ENC001"))
    assert found.fix is None


def _rewritten(text: str) -> Document:
    plan = plan_for("ENC001")
    source = document(text, "page.html", encoding="utf-16-le", bom=True)
    outcome = fix_document(source, lambda item: check([item], plan), plan, plan.rules["ENC001"].card.fix.safety)  # type: ignore[arg-type]
    assert not outcome.dropped
    return outcome.document


def test_a_rewritten_document_is_utf8_without_a_mark() -> None:
    after = _rewritten(TEXT)
    assert (after.text, after.encoding, after.bom, after.confidence) == (TEXT, "utf-8", False, None)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<?xml version='1.0' encoding='UTF-16'?>\n<a/>\n", "<?xml version='1.0' encoding='UTF-8'?>\n<a/>\n"),
        (
            '<!DOCTYPE html>\n<html>\n<head>\n<META http-equiv="Content-Type" content="text/html; charset=gb2312">\n<meta charset="gbk">\n</head>\n',
            '<!DOCTYPE html>\n<html>\n<head>\n<META http-equiv="Content-Type" content="text/html; charset=UTF-8">\n<meta charset="UTF-8">\n</head>\n',
        ),
    ],
)
def test_declarations_in_the_head_change_along(before: str, after: str) -> None:
    assert _rewritten(before).text == after


@pytest.mark.parametrize(
    "text",
    [
        '# 网页的编码\n\n```\n<meta charset="gbk">\n```\n',
        '网页里写着 `<?xml encoding="gbk"?>`。\n',
        '<html><head></head>\n<body>\n<pre>&lt;meta charset="gbk"></pre>\n<meta charset="gbk">\n',
        '<p>片段</p>\n<meta charset="gbk">\n',
    ],
)
def test_what_an_article_says_of_encodings_stays(text: str) -> None:
    assert _rewritten(text).text == text
