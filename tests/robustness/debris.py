"""Texts that strangers could write, put together from the debris of scraped articles, one byte a piece."""

from collections.abc import Iterator

_LINES = (
    "今天下午，市图书馆的新馆正式向读者开放。\n\n",
    "The new reading room opened to the public this afternoon.\n\n",
    "作者：林一帆\n",
    "时间：2026-03-02 18:30\n",
    "原文链接：https://news.example/a/1?id=7&utm_source=feed\n",
    "来源：公众号 山间札记\n",
    "**点击上方蓝字关注我们，设为星标！**\n\n",
    "长按识别二维码，加入读者群，回复“资料”领取。\n\n",
    "Subscribe to our newsletter and share this post with your friends!\n\n",
    "扫码加微信 abc12345，备注“进群”\n",
    "往期推荐\n",
    "[上一篇：山路](https://news.example/a/0)\n",
    "首页 | 新闻 | 关于我们 | 登录\n",
    "本文首发于山间札记，未经授权不得转载。\n",
    "责任编辑：王小山\n",
    "阅读原文\n",
    "## 一、开馆\n\n",
    "### 1.2 The room\n",
    "第3章 结语\n====\n",
    "图：新馆外景 / 来源：本报\n",
    "![](https://img.example/a.png)\n\n",
    "![图片](data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUA)\n",
    '[链接](<https://a.example/b c> "题")',
    "[ref]: https://a.example/ref 'title'\n",
    "[^1]: 脚注。\n",
    "[^1]",
    "<https://a.example/path?q=1>",
    "https://a.example/very-\nlong/path",
    "https://例子.example/路径（一）。",
    "www.example.com/path",
    "mailto:a.b@c.example",
    "13800138000 ",
    "11010519491231002X ",
    "<!-- lintcorpus-disable LNK -->\n",
    "<!-- lintcorpus-enable LNK001 -->\n",
    "<!-- lintcorpus-disable-next-line PUN001 -- 引文 -->\n",
    "<!-- lintcorpus-disable-file -->",
    "<!-- lintcorpus-bogus X -->",
    "<!-- lintcorpus-disable-line",
    "---\ntitle: 开馆\ndate: 2026-03-02\n---\n",
    "---\n",
    "+++\na = 1\n+++\n",
    "title: [a, *b, {c\n",
    "| a | b |\n|---|---|\n| 1 | 2 |\n",
    "|||\n",
    "```python\nprint(1)\n```\n",
    "```\n",
    "~~~\n",
    "    code\n",
    "\tcode\n",
    "> 引用\n",
    "> > ",
    ">\n",
    "* 项\n",
    "- [ ] 事\n",
    "  - b\n",
    "1. 一\n",
    "7) g\n",
    "10. j\n",
    "***\n",
    "* * *\n",
    "<div class='a'>",
    "</div>\n",
    "<br/>",
    "<img src=x onerror=alert(1)>",
    "<script>\nalert(1)\n",
    "<!-- ",
    "-->",
    "<![CDATA[",
    "<?xml version='1.0' encoding='gbk'?>",
    "&nbsp;",
    "&amp;lt;",
    "&#x4e2d;",
    "&#0;&#xd800;&#99999999;",
    "&bogus;",
    "As an AI language model, I cannot ",
    "Lorem ipsum dolor sit amet ",
    "【此处插入图片】",
    "undefined NaN null ",
    "è¿™æ˜¯ä¸€å¥è¯",
    "锟斤拷烫烫烫",
    "我門的們口，在接再励。",
    "recieve teh their is a apple could of ",
    "Altman 说，Altlman 又说，OpenAl 。",
    "这句话说到一半，后",
    "这里，，有两个逗号。。",
    "他说:“你好.’（见附录】",
    "他 在 这 里 , 她在那里 ;",
    "ＡＢＣ１２３",
    "2026-02-30 2026年13月45日 1999/1/1 ",
    "1,234.5 万元 3~5% 10:30-11:00 ",
    "これはペンです。 한국어 العربية ",
    "e\u0301\u0302\u0303",
    "👨\u200d👩\u200d👧🏽",
    "\U0002000b𠮷\ue000\U000f0000",
    "====== Page 3 of 7 ======\n",
    "页码 3 / 7\n",
    "Copyright © 2026 Example. All rights reserved.\n",
    "Cookie settings\nAccept all\n",
    "分享到：微博 微信 QQ\n",
    "评论 0 点赞 12 在看\n",
    "404 Not Found\n",
    "请输入验证码\n",
)
_MARKS = (
    *("\n", "\n\n", "\r\n", "\r", "  \n", "\\\n", " ", "\t", "\u3000", "\xa0", "\u2028", "\x85", "\x0c", "\x0b"),
    *(
        "*",
        "**",
        "***",
        "_",
        "__",
        "`",
        "``",
        "~~",
        "[",
        "]",
        "(",
        ")",
        "](",
        "![",
        "[](",
        "<",
        ">",
        "\\",
        "|",
        "#",
        "# ",
    ),
    *(
        "，",
        "。",
        "、",
        "；",
        "：",
        "？",
        "！",
        "……",
        "——",
        "“",
        "”",
        "‘",
        "’",
        "（",
        "）",
        "《",
        "》",
        "【",
        "】",
        "·",
    ),
    *(",", ".", ";", ":", "?", "!", "...", "--", '"', "'", "/", "-", "+", "=", "@", "&", "%", "$", "^", "{", "}"),
    *("\0", "\x01", "\x1b[31m", "\x7f", "\u200b", "\u200d", "\ufeff", "\xad", "\u202e", "\u2066", "\u2069", "\ufffd"),
    *(
        "\ud800",
        "\udc80",
        "\udfff",
        "\uffff",
        "字",
        "的",
        "a",
        "the ",
        "Z",
        "0",
        "9",
        "１",
        "é",
        "ß",
        "İ",
        "ﬁ",
        "㍿",
        "が",
    ),
)
PIECES = _LINES + _MARKS
_AGAIN, _CHARACTER = 254, 255
"""Bytes that say the last pieces again, and that name a code point in the next three bytes."""
_LONGEST = 20_000


def text_of(data: bytes) -> str:
    """The text that some bytes stand for: every sequence of bytes stands for one, and neighbours for similar ones."""
    parts: list[str] = []
    size = 0
    rest = iter(data)
    for byte in rest:
        part = _part(byte, rest, parts)
        size += len(part)
        if size > _LONGEST:
            break
        parts.append(part)
    return "".join(parts)


def _part(byte: int, rest: Iterator[int], before: list[str]) -> str:
    if byte < len(PIECES):
        return PIECES[byte]
    if byte == _AGAIN:
        count = next(rest, 0)
        return "".join(before[-(count // 32 + 1) :]) * (count % 32 + 1)
    if byte == _CHARACTER:
        code = next(rest, 0) << 16 | next(rest, 0) << 8 | next(rest, 0)
        return chr(code % 0x110000)
    return chr(byte)


assert len(PIECES) <= _AGAIN
