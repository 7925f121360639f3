"""Finds wrong Chinese characters: listed confusions, slips that are no words, and near misses of fixed words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, islice, product
from typing import Any, NamedTuple

from lintcorpus.article.mask import mask
from lintcorpus.article.words.chinese import is_traditional, lexicon
from lintcorpus.article.words.idioms import fixed_words
from lintcorpus.article.words.many_strings import ManyStrings, has_ideographs
from lintcorpus.article.words.windows import Windows
from lintcorpus.article.words.windows_plain import NOWHERE, Candidates
from lintcorpus.model.checker import Checker
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.frozen import field, frozen
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_NEAR = 20
"""Code points on each side of a phrase in which talk about spelling, or the right form, explains it."""
_QUOTES = {
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "【": "】",
    '"': '"',
    "'": "'",
    "＂": "＂",
}
_SPELLING_TALK = lazy(
    "错别字|错字|别字|白字|笔误|误写|误作|误为|误用|讹作|写错|错写|写成|写作|读成|念成|打成"
    "|应为|应作|应写|正确写法|不能写|不要写|不写|通假|混淆|谐音|同音|×|✗|✘|❌"
)
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦"
    "邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤阎庞齐殷童辛尤伍蓝葛倪聂祝翟樊兰鲁岳"
)
_CHOICE = lazy(r"\{([^{}]*)\}")
_KEYS = {"right", "wrong", "not_before", "not_after", "safety", "boundary", "context"}
_MOST_GUESSES = 2_000
"""Guesses in a text, beyond which none is made: each is sought in the whole text."""
_DEAR = 6.0
"""How much cheaper the right word must make the text around a slip, in nats."""
_AROUND = 4


class _Form(NamedTuple):
    """A wrong form: what it stands for, the entry that lists it, and how sure such entries are."""

    right: str
    entry: Mapping[str, Any]
    usual: Safety

    @property
    def not_before(self) -> str:
        """Characters before which it is something else."""
        return str(self.entry.get("not_before", ""))

    @property
    def not_after(self) -> str:
        """Characters behind which it is something else."""
        return str(self.entry.get("not_after", ""))

    @property
    def context(self) -> Sequence[str]:
        """Words of which one must stand near it, if there are any."""
        return tuple(self.entry.get("context", ()))

    @property
    def boundary(self) -> bool:
        """Whether no word may cross its borders."""
        return self.entry.get("boundary") == "word"

    @property
    def safety(self) -> Safety:
        """How sure the fix is."""
        return Safety.parse(self.entry["safety"]) if "safety" in self.entry else self.usual


@frozen
class WrongCharacterOptions:
    """What is written wrong, and what is not.

    Attributes:
        entries: mappings with ``right``, ``wrong`` (a list), and if needed ``not_before`` and
            ``not_after`` (strings of characters beside which the wrong form is something else),
            ``boundary: word`` (no word may cross its borders), ``context`` (words one of which must
            stand near it) and ``safety`` of the fix (``show``, ``unsafe``, or ``safe``, the default).
            ``{a|b}`` in both forms stands for either.
        collocations: more of them, whose fixes are only shown.
        slips: word to the strings, with blanks between them, that are no words and are meant for it.
        variants: accepted forms of fixed words.
        words: the user's own words, which are right wherever they stand.
    """

    entries: tuple[Mapping[str, Any], ...]
    collocations: tuple[Mapping[str, Any], ...] = ()
    slips: Mapping[str, str] = field(default_factory=dict)
    variants: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for entry in (*self.entries, *self.collocations):
            if not entry.keys() <= _KEYS:
                raise ValueError(f"entry {entry.get('right')!r}: unknown key {min(entry.keys() - _KEYS)!r}")
            if entry["right"] in entry["wrong"]:
                raise ValueError(f"entry {entry['right']!r}: the right form stands among the wrong ones")
        wrong = [*(wrong for wrong, _ in self._written_out), *self._slips]
        if "" in wrong:
            raise ValueError("a wrong form is empty")
        if len(set(wrong)) < len(wrong):
            twice = next(form for at, form in enumerate(wrong) if form in wrong[:at])
            raise ValueError(f"the wrong form {twice!r} stands twice")

    @cached_property
    def _written_out(self) -> Sequence[tuple[str, _Form]]:
        return [
            *(pair for entry in self.entries for pair in _forms(entry, Safety.SAFE)),
            *(pair for entry in self.collocations for pair in _forms(entry, Safety.SHOW)),
        ]

    @cached_property
    def _slips(self) -> Sequence[str]:
        return " ".join(self.slips.values()).split()

    @cached_property
    def forms(self) -> Mapping[str, _Form]:
        """Every listed wrong form; keys are in lower case, as hits are."""
        return dict(self._written_out)

    @cached_property
    def meant(self) -> Mapping[str, str]:
        """Slip to the word that is meant."""
        return {wrong: right for right, text in self.slips.items() for wrong in text.split()}

    @cached_property
    def accepted(self) -> frozenset[str]:
        """What is right although it is near something commoner."""
        return self.words.union(self.variants)

    @cached_property
    def strings(self) -> ManyStrings:
        """Wrong forms and slips."""
        return ManyStrings([*self.forms, *self._slips])

    @cached_property
    def windows(self) -> Windows:
        """What to look for in Chinese text: wrong forms, slips, and what is near a fixed word."""
        return Windows(self.strings.by_beginning, fixed_words().heads, fixed_words().tails)


def _forms(entry: Mapping[str, Any], usual: Safety) -> list[tuple[str, _Form]]:
    """The wrong forms of an entry, its choices written out."""
    right, wrong = entry["right"], entry["wrong"]
    if "{" not in "".join((right, *wrong)):  # as in nearly all
        form = _Form(right, entry, usual)
        return [(each.lower(), form) for each in wrong]
    forms = [_Form(each, entry, usual) for each in _choices(right)]
    return [(each.lower(), form) for template in wrong for each, form in zip(_choices(template), forms, strict=True)]


def _choices(template: str) -> list[str]:
    pieces = _CHOICE.split(template)
    return ["".join(parts) for parts in product(*(piece.split("|") for piece in pieces))]


class _Candidate(NamedTuple):
    """What may be wrong: the place, what is meant, and why that is believed."""

    span: Span
    right: str
    safety: Safety
    variant: str
    evidence: Mapping[str, Any]


def _wrong_characters(document: Document, options: WrongCharacterOptions) -> Iterable[Finding]:
    """Wrong forms that are used, not talked about."""
    text = document.text
    is_chinese = has_ideographs(text)
    if not is_chinese and not options.strings.others:
        return
    lower = options.strings.folded(text)
    places = options.windows.candidates(lower) if is_chinese else NOWHERE
    hits = options.strings.hits(lower, places.strings)
    found = [*_listed(text, options, hits)]
    guesses = chain(_near_misses(text, options, places), _slips(text, options, hits))
    guessed = list(islice(guesses, _MOST_GUESSES))
    if guessed and not is_traditional(document):
        found.extend(item for item in guessed if _stands_once(text, item.span))
    done = -1
    for item in sorted(found, key=_listed_and_longest_first):
        span = item.span
        if span.start < done or _excused(text, span, item.right) or mask(document).covers(*span):
            continue
        if _is_own_word(text, span, options.words):
            continue
        done = span.end
        yield Finding(
            span,
            {"match": document.slice(span), "right": item.right},
            item.variant,
            (Fix((Edit(span, item.right),), item.safety),),
            evidence=item.evidence,
        )


def _stands_once(text: str, span: Span) -> bool:
    """Whether a form stands nowhere else; quicker than counting where it stands everywhere."""
    form = text[span.start : span.end]
    return text.find(form) == span.start and text.find(form, span.start + 1) < 0


def _listed_and_longest_first(item: _Candidate) -> tuple[int, bool, int]:
    return item.span.start, item.variant != "", -item.span.end


def _listed(text: str, options: WrongCharacterOptions, hits: Sequence[tuple[str, int, int]]) -> Iterator[_Candidate]:
    """Wrong forms of the lists, where nothing around makes them something else."""
    forms = options.forms
    for literal, start, end in hits:
        if literal not in forms:
            continue
        form = forms[literal]
        before, after = text[start - 1 : start], text[end : end + 1]
        if (before and before in form.not_before) or (after and after in form.not_after):
            continue
        near = text[max(0, start - _NEAR) : end + _NEAR]
        if form.context and not any(word in near for word in form.context):
            continue
        if form.boundary and lexicon().crosses(text, start, end):
            continue
        yield _Candidate(Span(start, end), form.right, form.safety, "", {"listed": form.right})


def _near_misses(text: str, options: WrongCharacterOptions, places: Candidates) -> Iterator[_Candidate]:
    """What is one similar character away from a fixed word."""
    for miss in fixed_words().near_misses(text, places.heads, places.tails, options.accepted):
        evidence = {
            "fixed-word": miss.right,
            "per-million": round(lexicon().per_million(miss.right), 2),
            "wrong": text[miss.span.start + miss.at],
            "meant": miss.right[miss.at],
            "shared": miss.alike,
            "gain": round(miss.gain, 1),
        }
        yield _Candidate(miss.span, miss.right, Safety.SHOW, "near", evidence)


def _slips(text: str, options: WrongCharacterOptions, hits: Sequence[tuple[str, int, int]]) -> Iterator[_Candidate]:
    """Strings that are no words, where no other word explains them and no name may."""
    table = options.meant
    for literal, start, end in hits:
        if literal not in table or text[start - 1 : start] in _SURNAMES:
            continue
        words, right = lexicon(), table[literal]
        if words.crosses(text, start, end):
            continue
        before, behind = words.run(text, start, end)
        gain = words.cost(before + literal + behind) - words.cost(before) - words.cost(right) - words.cost(behind)
        if gain >= _DEAR:
            evidence = {"word": right, "per-million": round(words.per_million(right), 2), "gain": round(gain, 1)}
            yield _Candidate(Span(start, end), right, Safety.SHOW, "slip", evidence)


def _excused(text: str, span: Span, right: str) -> bool:
    """Whether the form is a name or a pun by itself or in quotes, or an example of a typo."""
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    if before in _QUOTES and after == _QUOTES[before]:
        return True
    # All of a link's text or of a line: the name of a column, which often is a pun.
    if before in ("[", "\n", "") and after in ("]", "\r", "\n", ""):
        return True
    # A schoolbook's way to correct: the wrong form and the right character in brackets.
    if after and after in "（(" and text[span.end + 1 : span.end + 2] in right:
        return True
    near = text[max(0, span.start - _NEAR) : span.end + _NEAR]
    return right in near or _SPELLING_TALK.search(near) is not None


def _is_own_word(text: str, span: Span, words: frozenset[str]) -> bool:
    """Whether one of the user's words overlaps a place."""
    return any(
        text.find(word, max(0, span.start - len(word) + 1), span.end + len(word) - 1) >= 0 for word in words if word
    )


CHECKERS = (Checker("typos.wrong-character", _wrong_characters, WrongCharacterOptions),)
