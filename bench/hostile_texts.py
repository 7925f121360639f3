"""Texts that strangers could write to make a reader of Markdown slow, large or wrong, of any size."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

Made = Callable[[int], bytes]
"""Makes a text of about so many bytes."""


def _repeated(unit: str, head: str = "", tail: str = "") -> Made:
    data = unit.encode("utf-8", "surrogatepass")
    return lambda size: head.encode() + data * max(1, size // len(data)) + tail.encode()


def _nested(opening: str, closing: str, middle: str = "x") -> Made:
    """Half of the size opens, the other half closes."""

    def made(size: int) -> bytes:
        depth = max(1, size // (len(opening.encode()) + len(closing.encode())))
        return (opening * depth + middle + closing * depth).encode()

    return made


def _numbered(line: str) -> Made:
    """Lines that each hold their number."""

    def made(size: int) -> bytes:
        count = max(1, size // (len(line.format(0).encode()) + 5))
        return "".join(line.format(at) for at in range(count)).encode()

    return made


def _deep_list(size: int) -> bytes:
    depth = int((size * 2) ** 0.5)
    return "".join(" " * (2 * at) + "- x\n" for at in range(depth // 2)).encode()


def _reference_flood(size: int) -> bytes:
    count = max(1, size // 30)
    return ("[a]" * (count * 4) + "\n\n" + "".join(f"[a{at}]: /b\n" for at in range(count))).encode()


def _table(size: int) -> bytes:
    columns = int(size**0.5) // 2
    row = "|x" * columns + "|\n"
    return (row + "|-" * columns + "|\n" + row * max(1, size // len(row) - 2)).encode()


_PARAGRAPH = "这一段话在很多地方原样出现，抄了又抄，谁也不知道哪一份才是最早的那一份，读者只好一遍又一遍地读下去。\n\n"
_ENGLISH = "The same paragraph stands here again and again, and nobody can tell which copy of it came first of all.\n\n"

TEXTS: dict[str, Made] = {
    "open brackets": _repeated("["),
    "open brackets line by line": _repeated("[\n"),
    "open pictures": _repeated("!["),
    "nested brackets": _nested("[", "]"),
    "nested links": _nested("[", "](a)"),
    "open links": _repeated("[a]("),
    "open angle links": _repeated("[a](<"),
    "numbered open links": _repeated("[1、["),
    "open parentheses": _repeated("[a](" + "(" * 40),
    "asterisks": _repeated("*"),
    "asterisks and letters": _repeated("*a "),
    "bold debris": _repeated("a**b"),
    "bold debris, Chinese": _repeated("。**字**，** "),
    "many runs of asterisks": _repeated("****字 ****"),
    "underscores": _repeated("_a __"),
    "nested emphasis": _nested("*a ", " b*"),
    "nested bold": _nested("**a ", " b**"),
    "tildes": _repeated("~~a ~"),
    "backticks": _repeated("`"),
    "backticks of all lengths": lambda size: "".join(
        "`" * at + "a " for at in range(1, int((2 * size) ** 0.5))
    ).encode(),
    "quotes": _repeated(">"),
    "spaced quotes": _repeated("> "),
    "quotes line by line": _repeated("> > > a\n"),
    "deep list": _deep_list,
    "lists in lists on one line": _repeated("+ "),
    "flat list": _repeated("- a\n"),
    "numbered list": _numbered("{}. a\n"),
    "fences": _repeated("```\n"),
    "open fences": _repeated("```a\n~~~b\n"),
    "wide table": _table,
    "long table": _repeated("|a|b|\n", "|a|b|\n|-|-|\n"),
    "references": _reference_flood,
    "footnotes": _numbered("[^{0}] a\n\n[^{0}]: b\n\n"),
    "entities": _repeated("&amp;&#x41;&nbsp;&bogus;"),
    "open tags": _repeated("<"),
    "tags": _repeated("<a b='c'>"),
    "open comments": _repeated("<!--"),
    "declarations": _repeated("<?"),
    "headings": _repeated("# a\n"),
    "numbered headings": _numbered("## {}. a\n\n"),
    "underlined headings": _repeated("a\n=\n"),
    "rules": _repeated("---\n"),
    "front matter": _repeated("---\na: b\n"),
    "deep front matter": _repeated("[", head="---\na: b\nc: ", tail="\n---\n\n# a\n"),
    "deep mappings in front matter": _repeated("{a: ", head="---\na: b\nc: ", tail="\n---\n\n# a\n"),
    "deep dashes in front matter": _repeated("- ", head="---\na: b\nc:\n  ", tail="a\n---\n\n# a\n"),
    "deep TOML": _repeated("[", head="+++\na = ", tail="\n+++\n\n# a\n"),
    "aliases in front matter": _repeated("*a, ", head="---\na: &a [b]\nc: [", tail="]\n---\n\n# a\n"),
    "quotes without end in front matter": _repeated('a: "b\n', head="---\n", tail="---\n\n# a\n"),
    "tabs and carriage returns": _repeated("\t\r\r>"),
    "lone surrogates as bytes": lambda size: b"\xed\xa0\x80a" * (size // 4),
    "backslashes": _repeated("\\"),
    "escapes": _repeated("\\*\\["),
    "one line of letters": _repeated("a"),
    "one line of ideographs": _repeated("字"),
    "one line of words": _repeated("word and "),
    "one line of Chinese": _repeated("这是一句很长的话，"),
    "blank lines": _repeated("\n"),
    "carriage returns": _repeated("\r"),
    "blanks": _repeated(" "),
    "tabs": _repeated("\t"),
    "wide blanks": _repeated("　"),
    "NULs": _repeated("\0"),
    "control characters": _repeated("\x01\x02\x1b[31m"),
    "zero width": _repeated("\u200b\u200d\ufeff"),
    "bidi": _repeated("a\u202eb\u2066c"),
    "combining marks": _repeated("\u0301", head="a"),
    "private use": _repeated("\ue000字"),
    "lone surrogates in UTF-16": lambda size: (
        b"\xff\xfe" + "\ud800a".encode("utf-16-le", "surrogatepass") * (size // 4)
    ),
    "half a character": lambda size: "字".encode() * (size // 3) + b"\xe5\xad",
    "invalid bytes": lambda size: b"\xff\xfe\xfd\x80" * (size // 4),
    "GBK": lambda size: "这是一句用旧编码写成的话。\n".encode("gbk") * (size // 27),
    "mojibake": _repeated("è¿™æ˜¯ä¸€å\x8f¥è¯\x9d"),
    "URLs": _repeated("https://a.example/b?c=d&e=f "),
    "glued URLs": _repeated("https://a.example/b"),
    "URL without end": _repeated("a", head="https://a.example/"),
    "cut URLs": _repeated("https://a.example/b-\nc "),
    "tracking parameters": _repeated("&utm_source=a", head="[a](https://a.example/?b=c", tail=")"),
    "quotation marks": _repeated("“"),
    "crossed brackets": _repeated("（【）】"),
    "marks": _repeated("，。；；！！？"),
    "Latin marks": _repeated("字,字.字!"),
    "digits": _repeated("1234567890"),
    "dates": _repeated("2026-02-30 "),
    "mail addresses": _repeated("a.b@c.example "),
    "identity numbers": _repeated("11010519491231002X "),
    "base64": _repeated("QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo"),
    "data URL": _repeated("QUJD", head="![a](data:image/png;base64,", tail=")"),
    "same paragraph": _repeated(_PARAGRAPH),
    "same English paragraph": _repeated(_ENGLISH),
    "nearly the same": _numbered("第{}次说起这件事的时候，他还是那样慢慢地笑着，像是头一回听见别人问他一样。\n\n"),
    "calls to follow": _repeated("**长按识别二维码，关注我们的公众号，点个赞和在看！**\n\n"),
    "menus": _repeated("首页 | 新闻 | 关于我们 | 联系我们\n\n"),
    "pictures": _repeated("![](https://a.example/b.png)\n\n"),
    "header fields": _repeated("作者：某人\n时间：2026-01-01\n"),
    "suppressions": _repeated("<!-- lintcorpus-ignore LNK001 -- no reason -->\n"),
    "broken suppressions": _repeated("<!-- lintcorpus-ignore\n"),
    "confused words": _repeated("could of their then its a apple "),
    "misspellings": _repeated("recieve teh seperate "),
    "names": _repeated("Altman Altlman Altman OpenAl OpenAI "),
    "fixed words": _repeated("当之无愠迫不急待再接再励"),
    "kana": _repeated("これは文章です。"),
    "emoji": _repeated("👍🏽👨\u200d👩\u200d👧"),
    "line separators": _repeated("a\u2028b\u0085c\x0c"),
}
"""By name the texts, each as a function of its size in bytes."""


class Large(NamedTuple):
    """A file to be checked.

    Attributes:
        name: of the text.
        made: makes it.
        megabytes: its size; of packed ones unpacked.
        suffix: of the file's name.
        raises_limit: whether the run must be told to read so large a file.
    """

    name: str
    made: Made
    megabytes: float
    suffix: str = ".md"
    raises_limit: bool = False


def _packed_records(size: int) -> bytes:
    """One record a line, all of the same few bytes, which pack to a thousandth."""
    line = json.dumps({"text": "这是一句很长的话，" * 400}, ensure_ascii=False).encode() + b"\n"
    return gzip.compress(line * max(1, size // len(line)))


def _packed_record(size: int) -> bytes:
    """A single record, larger than any may be, in a file of some kB."""
    return gzip.compress(b'{"text": "' + b"a " * (size // 2) + b'"}\n')


def _articles(size: int) -> bytes:
    """Ordinary articles one after the other."""
    from corpus import write_corpus  # needs numpy, the other texts need nothing

    with TemporaryDirectory() as name:
        folder = Path(name)
        write_corpus(folder, size // 8_000)  # of 10 kB or nearly
        whole = b"\n\n".join(file.read_bytes() for file in sorted(folder.rglob("*.md")))
    return whole[:size].decode("utf-8", "ignore").encode()


_AT_20_MB = (
    *("open brackets", "nested brackets", "asterisks", "backticks", "quotes", "deep list"),
    *("one line of words", "same paragraph", "URLs", "misspellings", "blank lines", "fences"),
)

LARGE: tuple[Large, ...] = (
    Large("one packed record, 500 MB", _packed_record, 500, ".jsonl.gz"),
    Large("packed records, 20 MB", _packed_records, 20, ".jsonl.gz"),
    Large("ordinary articles, 20 MB", _articles, 19.9),
    Large("one line of 50 MB", _repeated("山路上没有人，风从谷底吹上来，"), 50, raises_limit=True),
    *(Large(f"{name}, 20 MB", TEXTS[name], 19.9) for name in _AT_20_MB),
)
"""What is larger than most articles ever are."""
