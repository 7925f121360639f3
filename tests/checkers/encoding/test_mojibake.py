"""Garbled text: what is told apart from accents, what it meant, and what is only talked about."""

import subprocess
import sys

import ftfy.bad_codecs  # noqa: F401 - makes the codec known with which the examples are made
import pytest

from lintcorpus.model.fix import Safety
from tests.reading.texts import ENGLISH, FRENCH, JAPANESE, KOREAN, POLISH, RUSSIAN, SIMPLIFIED, TRADITIONAL
from tests.support import check, document, fixed, plan_for

PLAN = plan_for("ENC002")
WESTERN = "sloppy-windows-1252"


def misread(text: str, written: str, read: str) -> str:
    return text.encode(written).decode(read)


@pytest.mark.parametrize("sentences", [ENGLISH, FRENCH, POLISH, RUSSIAN, SIMPLIFIED, TRADITIONAL, JAPANESE, KOREAN])
def test_text_of_any_language_is_no_mojibake(sentences: tuple[str, ...]) -> None:
    assert not check([document("\n\n".join(sentences))], PLAN)


@pytest.mark.parametrize("sentences", [ENGLISH, FRENCH, RUSSIAN, SIMPLIFIED, JAPANESE])
@pytest.mark.parametrize("read", ["latin-1", WESTERN])
def test_a_file_that_was_encoded_twice_is_one_finding_and_comes_back(sentences: tuple[str, ...], read: str) -> None:
    text = "\n\n".join(sentences) + "\n"
    garbled = document(misread(text, "utf-8", read))
    (found,) = check([garbled], PLAN)
    assert found.fix is not None
    assert found.fix.safety is Safety.UNSAFE
    assert fixed(garbled, PLAN) == text


@pytest.mark.parametrize(
    ("sentences", "written", "read"),
    [(SIMPLIFIED, "gbk", "latin-1"), (TRADITIONAL, "big5", "latin-1"), (SIMPLIFIED, "utf-8", "gb18030")],
)
def test_chinese_in_the_wrong_encoding_is_found(sentences: tuple[str, ...], written: str, read: str) -> None:
    text = "\n".join(sentences)
    found = check([document(text.encode(written).decode(read, "replace").replace("\ufffd", "?"))], PLAN)
    assert found
    assert {item.rule for item in found} == {"ENC002"}


@pytest.mark.parametrize(
    "text",
    [
        "«RENÉ» et «ÉTÉ»; il a été…» — l’été—”; où» là™ CAFÉ® «Ã»\n",
        "NÃO, SÃO PAULO, AVIÕES, ÂNGELA, “IRMÃ” e Ã\n",
        "Hà Nội, Đà Nẵng, “đường” được…\n",
        "Æther, Århus, „Ä“, ‚Ö‘, „Ü“, Å” och Ö”\n",
        "[ɑ̃ː] /ɛ̃/ “ê” â\n",
        "木匠用锛子，山泉涓涓，浠水县，鐨\n",
    ],
)
def test_accents_beside_marks_are_no_mojibake(text: str) -> None:
    assert not check([document(text)], PLAN)


@pytest.mark.parametrize(
    "text",
    [
        "`Ã©` 是代码。\n",
        "```\nÃ© â€™ 锟斤拷\n```\n",
        "网上常说“锟斤拷”。\n",
        "它显示为「Ã©」。\n",
        "When UTF-8 is read as Latin-1, é becomes Ã©.\n",
        "乱码的故事。\n\n有一天屏幕上出现了 Ã© 两个字符。\n",
        "见 https://example.com/cafÃ©\n",
    ],
)
def test_what_is_shown_on_purpose_stays(text: str) -> None:
    assert not check([document(text)], PLAN)


def test_what_is_lost_is_said_apart() -> None:
    readable, lost = check([document("They donâ€™t know. 以及锟斤拷锟斤拷。\n")], PLAN)
    assert (readable.variant, lost.variant) == ("", "lost")
    assert lost.fix is None


def test_a_third_reading_is_undone_as_well() -> None:
    text = "It’s late.\n"
    once = misread(text, "utf-8", WESTERN)
    assert fixed(document(misread(once, "utf-8", WESTERN)), PLAN) == text


def test_the_judge_is_imported_only_when_needed() -> None:
    program = (
        "import sys; from lintcorpus.article.garbled.mojibake import garbled; from lintcorpus.model.document import Document\n"
        f"for text in {[*SIMPLIFIED, *ENGLISH, *RUSSIAN, *POLISH]!r}: assert not garbled(Document('a.md', text))\n"
        "sys.exit('ftfy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
