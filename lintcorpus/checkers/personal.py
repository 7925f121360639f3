"""Finds numbers and names by which a person can be reached or told, and masks them."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from lintcorpus.article.check_digits import is_identity_number, is_luhn
from lintcorpus.article.mask import mask
from lintcorpus.markdown.links import link_at
from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.frozen import field, frozen
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

MASK = "×"
"""Stands for a character that was masked; an asterisk would be markup."""

_DIGIT_BEFORE, _DIGIT_AFTER = r"(?<![\d.])(?<!\d[-\u2013])", r"(?![\d])(?!\.\d)"
_MOBILE = lazy(rf"{_DIGIT_BEFORE}(?<![A-Za-z_])1[3-9]\d([ -]?)\d{{4}}\1\d{{4}}{_DIGIT_AFTER}(?![A-Za-z_])")
_IDENTITY = lazy(rf"{_DIGIT_BEFORE}(?<![A-Za-z_])[1-8]\d{{16}}[\dXx](?![\dA-Za-z_])")
_INTERNATIONAL = lazy(r"(?<![\w+])(?:\+|\b00)([1-9]\d{0,2})((?:[ .\-]?\(?\d{1,5}\)?){2,6})(?![\w])")
_CARD = lazy(
    rf"{_DIGIT_BEFORE}(?<![A-Za-z_])[2-6]\d{{3}}([ -]?)\d{{4}}(?:\1\d{{4}}){{1,3}}(?:\1\d{{1,3}})?"
    rf"{_DIGIT_AFTER}(?![A-Za-z_])"
)
_MAIL = lazy(
    r"(?<![\w.+%/@-])[A-Za-z0-9][\w.+%-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,12}(?![\w@-])", re.ASCII
)
_LABEL = (
    r"(?P<label>微信(?:号|ID|id)?|微信公众号|公众号|VX|vx|Vx|V信|weixin|WeChat(?: ID)?|wechat"
    r"|QQ号?码?|QQ ?群|qq|Telegram|TG)"
)
_HANDLE = lazy(
    rf"{_LABEL}(?:群号?)?[*_ ]*(?P<mark>[:：]|是|为)[*_ ]*(?P<id>@?[A-Za-z][\w-]{{4,30}}|[1-9]\d{{4,11}})(?![\w.@/:-])",
    re.ASCII,
)
_ACCOUNTS = ("公众号",)
_ISSUERS = lazy(r"4|5[1-5]|2[2-7]|3[47]|35|6(?:011|5|2|0|4[4-9])|5[06-8]|6")
_SERVICES = frozenset(("noreply", "no-reply", "example", "user", "username", "name", "email", "someone", "git"))
_EXAMPLES = (
    "example.com",
    "example.org",
    "example.net",
    "a.example",
    "email.com",
    "domain.com",
    "localhost.localdomain",
)


@frozen
class PhoneOptions:
    """Which numbers are phones.

    Attributes:
        codes: the country calling codes.
    """

    codes: tuple[str, ...] = field(repr=False)

    @cached_property
    def known(self) -> frozenset[str]:
        """The codes, ready for use."""
        return frozenset(map(str, self.codes))


def _numbers(document: Document, options: PhoneOptions) -> Iterable[Finding]:
    """Chinese identity numbers with a right check digit, Chinese mobiles, and phones with a country code."""
    taken: list[Span] = []
    for variant, keep, span in _phones_and_identities(document.text, options):
        if not _hidden(document, span) and not any(span.overlaps(other) for other in taken):
            taken.append(span)
            yield _finding(document, span, keep, variant)


def _phones_and_identities(text: str, options: PhoneOptions) -> Iterator[tuple[str, int, Span]]:
    """Kind, how many digits to keep, and place."""
    for match in _IDENTITY.finditer(text):
        if is_identity_number(match[0]):
            yield "identity", 2, Span(*match.span())
    for match in _INTERNATIONAL.finditer(text):
        digits = "".join(filter(str.isdigit, match[0][1:] if match[0][0] == "+" else match[0][2:]))
        code = next((digits[:size] for size in (1, 2, 3) if digits[:size] in options.known), None)
        if code is not None and 9 <= len(digits) <= 15:
            yield "", len(code), Span(*match.span())
    for match in _MOBILE.finditer(text):
        yield "", 3, Span(*match.span())


def _cards(document: Document, options: NoOptions) -> Iterable[Finding]:
    """Numbers of payment cards: a known issuer, 13 to 19 digits, and a right Luhn check digit."""
    for match in _CARD.finditer(document.text):
        digits = "".join(filter(str.isdigit, match[0]))
        span = Span(*match.span())
        if _is_card(digits) and not _hidden(document, span):
            yield _finding(document, span, 4, "")


def _is_card(digits: str) -> bool:
    if len(digits) == 18 and is_identity_number(digits):
        return False  # another rule reports it
    return 13 <= len(digits) <= 19 and len(set(digits)) > 3 and _ISSUERS.match(digits) is not None and is_luhn(digits)


def _handles(document: Document, options: NoOptions) -> Iterable[Finding]:
    """Addresses of e-mail, and what stands behind a label for an account of a messenger."""
    text = document.text
    if "@" in text:
        for match in _MAIL.finditer(text):
            name, _, domain = match[0].partition("@")
            span = Span(*match.span())
            if name.lower() in _SERVICES or domain.lower() in _EXAMPLES or _hidden(document, span):
                continue
            if text.endswith("mailto:", 0, span.start):
                continue
            yield _finding(document, Span(span.start, span.start + len(name)), 1, "mail", span)
    for match in _HANDLE.finditer(text):
        name = match["id"].rstrip("_-")
        span = Span(match.start("id"), match.start("id") + len(name))
        told = match["mark"] not in ":：" and name.isalpha()
        if match["label"] in _ACCOUNTS or told or _MOBILE.fullmatch(name) or _hidden(document, span):
            continue
        yield _finding(document, span, 1, "handle")


def _hidden(document: Document, span: Span) -> bool:
    """Whether a place is no text that a reader sees: code, a URL, a target, the header."""
    return mask(document).covers(*span)


def _finding(document: Document, hidden: Span, keep: int, variant: str, whole: Span | None = None) -> Finding:
    """A finding whose fix masks all letters and digits of ``hidden`` but the first ``keep``."""
    shown: list[str] = []
    for char in document.slice(hidden):
        shown.append(MASK if char.isalnum() and keep <= 0 else char)
        keep -= char.isalnum()
    span = whole or hidden
    masked = "".join(shown)
    params = {"masked": masked + document.text[hidden.end : span.end]}
    # The target of a link may hold the same, and a mask over half of it would help nobody.
    fixes = (Fix((Edit(hidden, masked),), Safety.UNSAFE),) if link_at(document, hidden.start) is None else ()
    return Finding(span, params, variant, fixes)


CHECKERS = (
    Checker("personal.numbers", _numbers, PhoneOptions),
    Checker("personal.handles", _handles, NoOptions),
    Checker("personal.cards", _cards, NoOptions),
)
