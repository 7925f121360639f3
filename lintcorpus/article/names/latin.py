"""Names and terms in Latin letters, and which of them stand for a commoner one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from lintcorpus.article.names.alike import EXTRA, LOOK_ALIKE, MISSING, is_close, is_transcribed, slip
from lintcorpus.article.names.known import is_known
from lintcorpus.article.screens import runs
from lintcorpus.model.document import Document, view
from lintcorpus.model.learned import EDGE

_USUAL = 3
"""A form that stands so often is no slip."""
_SHARE = 4
"""A usual form stands so many times as often as a slip that stands twice."""
_SURE = 5
"""A short word is a slip only of one that stands so often."""
_SHORT, _LONG = 4, 6
_LOOKS = {"I": "I1l", "l": "lI1", "O": "O0", "o": "o0"}
"""What a last letter may look like."""
_NO_CAPITALS = b"abcdefghijklmnopqrstuvwxyz0123456789"


class Slip(NamedTuple):
    """A form that is one slip away from a commoner one.

    Attributes:
        rare, usual: the forms.
        kind: what the slip is; see ``names_alike.slip``.
        files: in how many files of the corpus the usual form stands, where they are the evidence.
    """

    rare: str
    usual: str
    kind: str
    files: int = 0


@view
def latin_names(document: Document) -> Mapping[str, int]:
    """How often each word with a capital stands in a document, from its first capital on, in markup and code too."""
    found: dict[str, int] = {}
    for run, count in runs(document).items():
        if not run.islower():  # as most words are
            name = run.lstrip(_NO_CAPITALS).decode()
            if len(name) > 1:
                found[name] = found.get(name, 0) + count
    return found


def latin_slips(document: Document) -> Iterator[Slip]:
    """Words that are a slip away from one that stands often; where each of them stands is not looked at."""
    counts = latin_names(document)
    by_edge = defaultdict[str, list[str]](list)
    for word in [word for word, count in counts.items() if count >= (_USUAL if len(word) >= _SHORT else _SURE)]:
        if len(word) > _LONG + 1:
            by_edge[word[:EDGE]].append(word)
            by_edge[word[-EDGE:]].append(word)
        else:
            for edge in _edges(word):
                by_edge[edge].append(word)
    # One pass over all words of an article: no call for each.
    near = [
        word
        for word, count in counts.items()
        if count < _USUAL
        and (
            (word[:EDGE] in by_edge or word[-EDGE:] in by_edge)
            if len(word) > _LONG
            else (
                word[:2] in by_edge or word[-2:] in by_edge or (len(word) <= _SHORT and word[0] + word[-1] in by_edge)
            )
        )
    ]
    for token in near:
        for word in _candidates(token, by_edge, (token[:EDGE], token[-EDGE:]) if len(token) > _LONG else _edges(token)):
            if slip(token, word) is not None:
                rare = _whole(document.text, token)
                kind = slip(rare, word)
                if kind is not None and _is_evident(rare, counts[token], word, counts[word], kind):
                    yield Slip(rare, word, kind)


def corpus_slips(document: Document) -> Iterator[Slip]:
    """Long words that stand once and are a slip away from one that was learned from many files."""
    if document.learned is None or not document.learned.names_by_edge:
        return
    names, by_edge = document.learned.names, document.learned.names_by_edge
    for rare, count in latin_names(document).items():
        if count > 1 or len(rare) < _LONG or (rare[:EDGE] not in by_edge and rare[-EDGE:] not in by_edge):
            continue
        for word in _candidates(rare, by_edge, (rare[:EDGE], rare[-EDGE:])):
            kind = slip(rare, word)
            if kind is not None and rare not in names and _is_no_word(rare, word, kind):
                yield Slip(rare, word, kind, names[word])


def _candidates(token: str, by_edge: Mapping[str, list[str]], edges: Iterable[str]) -> list[str]:
    """The usual words with one of some edges that may be one slip away."""
    words = [word for edge in edges if edge in by_edge for word in by_edge[edge]]
    return [word for word in dict.fromkeys(words) if is_close(token, word)]


def _edges(word: str) -> list[str]:
    """What a word and a slip of it may have in common: letters at one end, or, if it is short, one at each."""
    length = len(word)
    edges = [word[:2], word[-2:]] if length <= _LONG + 1 else []
    if length >= _LONG:
        edges += word[:EDGE], word[-EDGE:]
    if length <= _SHORT + 1:
        edges += [word[0] + last for last in _LOOKS.get(word[-1], word[-1])]
    return edges


def _whole(text: str, token: str) -> str:
    """A word with the letter before its first capital: ``eDutsche``."""
    at = text.find(token)
    return text[at - 1 : at + len(token)] if at and text[at - 1].isascii() and text[at - 1].islower() else token


def _is_evident(rare: str, count: int, usual: str, other: int, kind: str) -> bool:
    """Whether one form stands so much more often that the other, which is no word of its own, must be a slip."""
    enough = _USUAL if count == 1 else _SHARE * count
    return other >= enough and (len(usual) >= _SHORT or other >= _SURE) and _is_no_word(rare, usual, kind)


def _is_no_word(rare: str, usual: str, kind: str) -> bool:
    """Whether a form is no word or name of its own; one in the wrong case, as ``PIus``, never is."""
    if kind == LOOK_ALIKE and rare.istitle() != usual.istitle():
        return True
    return not is_known(rare) and not (kind in (MISSING, EXTRA) and is_transcribed(rare) and is_transcribed(usual))
