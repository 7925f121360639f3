"""Which findings are known ones: by fingerprint, in a file that was renamed, or with a context that is much alike."""

import operator
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence

from lintcorpus.baseline.entry import Entry
from lintcorpus.model.finding import Context

_SIDE = 6
"""Characters of a neighbour from which on it says where a match stood."""
_TELLING = 12
"""Letters of a match from which on it is recognised in other surroundings; others than ASCII count twice."""
_NEARLY = 0.8
"""Share of a match that must be the same for it to be nearly the same."""
_LEAST_BESIDE, _LEAST_ALONE = 0.5, 0.65
"""Share of a context that must be the same where one whole neighbour is, and where none is."""
_SHARE_OF_FILE = 0.5
"""Share of a lost file's entries that a new file must have to be the same file."""
_DIGEST = re.compile("[0-9a-f]{16}")
_WIDEST = 32
"""How many entries with a piece of context in common are compared, and how many files with a finding in common."""


def match(
    known: Sequence[Entry], found: Sequence[Entry], gone: Collection[str] = (), there: Collection[str] = ()
) -> dict[int, int]:
    """Pair findings with known ones, each with one at most: a copy of a known finding is new.

    Exact ones come first; then those of files that were renamed; then those whose context was edited.

    Args:
        known: the entries of the baseline that this run can judge.
        found: the findings of the run.
        gone: paths of entries whose files are no longer there.
        there: paths of files that were there before, with or without entries.

    Returns:
        By index of a finding, the index of its entry.
    """
    pairs = _Pairs(known, found)
    pairs.take(lambda entry: entry.fingerprint, lambda entry: entry.fingerprint)
    # Fingerprints change with a rule's id and with the version of their making.
    pairs.take(_identity, _identity)
    moved = _moved(pairs, gone, there)

    def path(entry: Entry) -> str:
        return moved.get(entry.path, entry.path)

    pairs.take(lambda entry: (path(entry), entry.rule, entry.context), _identity)
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index in pairs.left_known():
        groups[path(known[index]), known[index].rule].append(index)
    news: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index in pairs.left_found():
        news[found[index].path, found[index].rule].append(index)
    for key, indices in news.items():
        if key in groups:
            pairs.add(_alike(known, groups[key], found, indices))
    return pairs.by_found


class _Pairs:
    """The pairs so far."""

    def __init__(self, known: Sequence[Entry], found: Sequence[Entry]) -> None:
        self.known, self.found = known, found
        self.by_found: dict[int, int] = {}
        self._used: set[int] = set()

    def left_known(self) -> list[int]:
        """Entries without a finding, in order."""
        return [index for index in range(len(self.known)) if index not in self._used]

    def left_found(self) -> list[int]:
        """Findings without an entry, in order."""
        return [index for index in range(len(self.found)) if index not in self.by_found]

    def add(self, pairs: Mapping[int, int]) -> None:
        """Take pairs of what is left."""
        self.by_found.update(pairs)
        self._used.update(pairs.values())

    def take(self, of_known: Callable[[Entry], Hashable], of_found: Callable[[Entry], Hashable]) -> None:
        """Pair what is left where the keys are equal, in order."""
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for index in reversed(self.left_known()):
            waiting[of_known(self.known[index])].append(index)
        for index in self.left_found():
            same = waiting.get(of_found(self.found[index]))
            if same:
                self.add({index: same.pop()})


def _identity(entry: Entry) -> tuple[str, str, Context]:
    return entry.path, entry.rule, entry.context


def _moved(pairs: _Pairs, gone: Collection[str], there: Collection[str]) -> dict[str, str]:
    """New paths of lost files: those files that were not there before and have most of their findings."""
    if not gone:
        return {}
    before = {entry.path for entry in pairs.known}.union(there)
    lost: dict[Hashable, list[int]] = defaultdict(list)
    sizes: Counter[str] = Counter()
    for index in pairs.left_known():
        entry = pairs.known[index]
        if entry.path in gone:
            sizes[entry.path] += 1
            for piece in _neighbours(entry):
                lost[piece].append(index)
    common: dict[tuple[str, str], set[int]] = defaultdict(set)
    for index in pairs.left_found():
        entry = pairs.found[index]
        if entry.path not in before:
            for piece in _neighbours(entry):
                for lone in lost.get(piece, ())[:_WIDEST]:
                    common[pairs.known[lone].path, entry.path].add(lone)
    shares = {(old, new): len(found) / sizes[old] for (old, new), found in common.items()}
    moved: dict[str, str] = {}
    taken: set[str] = set()
    for (old, new), share in sorted(shares.items(), key=lambda item: (-item[1], item[0])):
        if share >= _SHARE_OF_FILE and old not in moved and new not in taken:
            moved[old] = new
            taken.add(new)
    return moved


def _neighbours(entry: Entry) -> list[Hashable]:
    """What a finding has around it, so that it is known where it stood."""
    context = entry.context
    sides = (("before", context.before), ("after", context.after)) if not context.key else ()
    return [(entry.rule, context), *((entry.rule, name, text) for name, text in sides if len(text) >= _SIDE)]


def _alike(known: Sequence[Entry], left: Iterable[int], found: Sequence[Entry], news: Iterable[int]) -> dict[int, int]:
    """Pair entries and findings of one rule in one file whose contexts are alike, the likest first."""
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index in left:
        for piece in _pieces(known[index].context):
            holders[piece].append(index)
    scored = []
    for new in news:
        pieces = [holders.get(piece, ())[:_WIDEST] for piece in _pieces(found[new].context)]
        for old in dict.fromkeys(index for indices in pieces for index in indices):
            score = _likeness(known[old].context, found[new].context)
            if score > 0:
                scored.append((-score, new, old))
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, new, old in sorted(scored):
        if new not in pairs and old not in used:
            pairs[new] = old
            used.add(old)
    return pairs


def _pieces(context: Context) -> list[tuple[str, str]]:
    """The parts of a context of which two that are alike have one in common."""
    if context.key:
        return [("key", context.key)]
    pieces = [("match", context.match)]
    pieces.extend(
        (name, text) for name, text in (("before", context.before), ("after", context.after)) if len(text) >= _SIDE
    )
    return pieces


def _likeness(old: Context, new: Context) -> float:
    """How much of two contexts is the same, 0 to 1; 0 when it is too little."""
    if old.key or new.key:
        return 1.0 if old.key == new.key else 0.0
    beside = old.before == new.before and len(new.before) >= _SIDE
    beside |= old.after == new.after and len(new.after) >= _SIDE
    texts = _shown(old), _shown(new)
    same, longest = _common(*texts), max(map(len, texts))
    sides = [(old.before[::-1], new.before[::-1]), (old.after, new.after)]
    around = sum(sum(map(operator.eq, *side)) for side in sides)
    share = (same + around) / max(1, longest + sum(max(map(len, side)) for side in sides))
    if old.match == new.match and _weight(new.match) >= _TELLING:
        return share
    if same < _NEARLY * longest:
        return 0.0  # what grew together with a defect beside it is not what it was
    return share if share >= (_LEAST_BESIDE if beside else _LEAST_ALONE) else 0.0


def _shown(context: Context) -> str:
    """The match; of a long one head and tail, without the digest of the whole."""
    head, _, rest = context.match.partition("…")
    tail, cut, digest = rest.rpartition("…")
    return head + tail if cut and _DIGEST.fullmatch(digest) else context.match


def _weight(text: str) -> int:
    """How telling a text is: debris of markup is the same everywhere, words are not."""
    return sum(1 if char.isascii() else 2 for char in text if char.isalnum())


def _common(first: str, second: str) -> int:
    """How many characters two short texts have in common, in order."""
    if first == second:
        return len(first)
    from difflib import SequenceMatcher  # only where a finding was moved

    return sum(block.size for block in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks())
