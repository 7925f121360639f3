"""The language of an article, for the ``lang`` attribute: it chooses the shapes of Han characters and the voice."""

import re

_HAN = re.compile("[\u3400-\u9fff]+")
_KANA = re.compile("[\u3040-\u30ff]+")
_HANGUL = re.compile("[\uac00-\ud7a3]+")
_LATIN_WORD = re.compile("[A-Za-z]{2,}")
_LOOKED_AT = 4000
_KANA_SHARE = 0.1
"""Chinese text quotes a Japanese name now and then; Japanese text has kana everywhere."""


def tongue(text: str) -> str:
    """The language code of a text: ``zh``, ``ja``, ``ko``, ``en`` or ``und``, from its first characters."""
    head = text[:_LOOKED_AT]
    han, kana, hangul = (sum(map(len, pattern.findall(head))) for pattern in (_HAN, _KANA, _HANGUL))
    words = len(_LATIN_WORD.findall(head))
    if hangul > max(han, kana, words):
        return "ko"
    if kana > _KANA_SHARE * (han + kana) and han + kana > words:
        return "ja"
    if han > words:
        return "zh"
    return "en" if words else "und"
