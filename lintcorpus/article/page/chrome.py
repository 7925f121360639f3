"""What a page left around an article: its menus, buttons and notices, told by closed lists.

One reading serves all rules, so that every line belongs to one of them at most, and what stands
together is one run.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from lintcorpus.article.block_index import hits_by_block
from lintcorpus.article.page.edges import edges
from lintcorpus.article.page.lines import LONGEST, Label, Line, form_of, lines_of, openings
from lintcorpus.article.page.lists import Page, Platform
from lintcorpus.markdown.parse import inlines_of, parsed
from lintcorpus.model.checker import Hit
from lintcorpus.model.document import Document, view
from lintcorpus.model.span import Span

CHROME, NAVIGATION, INTERFACE = "chrome", "navigation", "interface"
"""The kinds of runs, in the order in which they claim blocks."""

_TOGETHER = 3
"""So many different lines of a list show a page wherever they stand."""
_APART = 3
"""So many pictures or rules may stand between two lines of a run."""
_SHORT = 10
"""The longest label of a menu, in ideographs."""
_COMMAS = " \t\r\n：，。:,."
_NAME = 20
"""The longest name of an account, in ideographs."""
_TRAIL = (">", "›", "»", "/", "\\>", "→", "::", "|")
_Test = Callable[[int], bool]
_LineTest = Callable[[Line], bool]


class Run(NamedTuple):
    """Lines of a page that stand together.

    Attributes:
        kind: ``chrome``, ``navigation`` or ``interface``.
        what: the platform, or what kind of navigation it is; empty for an interface.
        first, last: indices into ``parsed(document).blocks``.
        span: from its first line to its last, list marks included.
        lines: how many of them a reader sees.
        known: the forms of those that a list has.
        exact: the parts that hold nothing but lines of a closed list, where these may be deleted.
    """

    kind: str
    what: str
    first: int
    last: int
    span: Span
    lines: int
    known: tuple[str, ...]
    exact: tuple[Span, ...]


def page_runs(document: Document, page: Page, hits: Sequence[Hit]) -> tuple[Run, ...]:
    """Everything that a page left, in order and without overlaps; computed once for all rules.

    Args:
        document: the article.
        page: the lists.
        hits: where their anchors stand in the document; other hits do not count.
    """
    known = _known(document)
    if page.digest not in known:
        own = [hit for hit in hits if hit.literal in page.literals]
        known[page.digest] = tuple(_Reading(document, page).runs(own)) if own else ()
    return known[page.digest]


@view
def _known(document: Document) -> dict[str, tuple[Run, ...]]:
    """The runs of this document by the digest of the lists, filled by ``page_runs``."""
    return {}


class _Reading:
    """One pass over the blocks that may belong to a page."""

    def __init__(self, document: Document, page: Page) -> None:
        self._document, self._page = document, page
        self._blocks = parsed(document).blocks
        self._edges = edges(document)
        self._taken: set[int] = set()
        self._tried: set[int] = set()
        self._known: dict[int, tuple[Line, ...] | None] = {}
        self._tags: dict[int, bool] = {}

    def runs(self, hits: Sequence[Hit]) -> list[Run]:
        """All runs in order."""
        found = hits_by_block(self._document, hits)
        candidates = [index for index in found if self._may_be_listed(index) and self._lines(index)]
        runs: list[Run] = []
        for read in (self._chrome, self._navigation, self._interface):
            self._tried.clear()
            for index in candidates:
                run = read(index) if index not in self._taken and index not in self._tried else None
                if run is not None:
                    self._taken.update(range(run.first, run.last + 1))
                    runs.append(run)
        return sorted(runs, key=lambda run: run.first)

    def _may_be_listed(self, index: int) -> bool:
        """Whether it is worth while to read a block: cheaper than to do so, since most are prose."""
        if index < self._edges.first:
            return False
        text = self._document.slice(self._blocks[index].span)
        if "](" in text or "\n" in text or "\r" in text:
            return True
        return len(text) <= LONGEST and any(self._page.begins(part) for part in openings(text))

    def _chrome(self, index: int) -> Run | None:
        lines, sure = self._lines(index), self._page.sure
        platforms: dict[Platform, None] = {}
        for form, labels, words, _ in lines:
            for said in (form, *[label[0] for label in labels], *words):
                if said in sure:
                    platforms[sure[said]] = None
        for platform in platforms:
            if any(_is_sure(line, platform) for line in lines):
                run = self._of_platform(index, platform)
                if run is not None:
                    return run
        return None

    def _of_platform(self, index: int, platform: Platform) -> Run | None:
        members = self._members(index, lambda at: self._is_of(at, platform))
        known = self._known_forms(members, lambda line: _is_listed(line, platform))
        members = self._with_marks(members)
        edge = self._at_edge(members)
        if not members or not (edge or len(known) >= _TOGETHER):
            return None
        return self._run(CHROME, platform.name, members, known, self._exact(members, platform) if edge else ())

    def _navigation(self, index: int) -> Run | None:
        members = self._trimmed(self._members(index, self._is_navigation))
        lists = self._page.navigation
        labels = [label for at in members for line in self._lines(at) for label in line.labels]
        lines = [line.form for at in members for line in self._lines(at)]
        what = ""
        linked = sum(bool(label.url) and not label.url.startswith("#") for label in labels)
        menu = {label.form for label in labels if label.form in lists["menu"] and not label.url.startswith("#")}
        edge = self._at_edge(members)
        if sum(form in lists["comments"] for form in lines) and edge:
            what = "comments"
        elif len(menu) >= _TOGETHER and 3 * linked >= 2 * len(labels):
            what = "menu"
        elif self._shares(labels) and (edge or linked):
            what = "share"
        elif edge and any(self._is_tags(at) for at in members):
            what = "tags"
        elif self._edges.place(index) == "head" and any(self._is_trail(at) for at in members):
            what = "trail"
        if not what:
            return None
        known = self._known_forms(members, lambda line: any(label.form in self._page.listed for label in line.labels))
        return self._run(NAVIGATION, what, members, known, ())

    def _interface(self, index: int) -> Run | None:
        lists = self._page.interface
        members = self._members(index, self._is_interface)
        known = self._known_forms(members, lambda line: True)
        edge = self._at_edge(members)
        if not members:
            return None
        if any(form in lists["anywhere"] for form in known) or (edge and any(form in lists["edge"] for form in known)):
            every = edge or all(form in lists["anywhere"] for form in known)
            exact = self._exact(members, None) if every else ()
            return self._run(INTERFACE, "", members, known, exact)
        return None

    def _lines(self, index: int) -> tuple[Line, ...]:
        return self._known.get(index) or self._read(index) or ()

    def _read(self, index: int) -> tuple[Line, ...] | None:
        if index not in self._known:
            self._known[index] = lines_of(self._document, index)
        return self._known[index]

    def _members(self, index: int, belongs: _Test) -> list[int]:
        """The blocks around one that belong to the same run, in order; none when it does not belong itself."""
        if not belongs(index):
            return []
        found = [*reversed(list(self._going(index, -1, belongs))), index, *self._going(index, 1, belongs)]
        self._tried.update(found)
        return found

    def _going(self, index: int, step: int, belongs: _Test) -> Iterator[int]:
        skipped = 0
        at = index + step
        while self._edges.first <= at < len(self._blocks) and at not in self._taken and skipped <= _APART:
            lines = self._read(at)
            if lines is None:
                return
            if lines and belongs(at):
                skipped = 0
                yield at
            elif not lines or self._is_item(at, lines):
                skipped += 1
            else:
                return
            at += step

    def _with_marks(self, members: list[int]) -> list[int]:
        """The members with the blocks of mere commas around them, which stood between buttons."""
        while members and self._is_marks(members[0] - 1):
            members = [members[0] - 1, *members]
        while members and self._is_marks(members[-1] + 1):
            members = [*members, members[-1] + 1]
        return members

    def _is_marks(self, index: int) -> bool:
        if not self._edges.first <= index < len(self._blocks) or index in self._taken:
            return False
        text = self._document.slice(self._blocks[index].span)
        return self._blocks[index].kind == "paragraph" and not text.strip(_COMMAS)

    def _is_item(self, index: int, lines: Sequence[Line]) -> bool:
        """Whether a block is a short item of a list, which may stand in a menu without a link."""
        labels = [label for line in lines for label in line.labels]
        plain = len(labels) == 1 and not labels[0].url and labels[0].size <= _SHORT
        return plain and bool(self._blocks[index].items)

    def _is_of(self, index: int, platform: Platform) -> bool:
        lines = self._lines(index)
        if lines and all(_is_listed(line, platform) for line in lines):
            is_title = self._blocks[index].level > 0 and index < self._edges.head
            return not is_title or all(_is_sure(line, platform) for line in lines)
        return len(lines) == 1 and self._is_name(index, lines[0], platform)

    def _is_name(self, index: int, line: Line, platform: Platform) -> bool:
        """Whether a line is the name of an account that a platform shows between two of its lines."""
        if not platform.between or sum(label.size for label in line.labels) > _NAME:
            return False
        before, after = self._neighbour(index, -1), self._neighbour(index, 1)
        return any((one, two) in platform.between for one in before[-1:] for two in after[:1])

    def _neighbour(self, index: int, step: int) -> list[str]:
        """The forms of the lines of the next block that has any."""
        at = index + step
        for _ in range(_APART):
            if not self._edges.first <= at < len(self._blocks):
                break
            lines = self._lines(at)
            if lines:
                return [line.form for line in lines]
            at += step
        return []

    def _is_navigation(self, index: int) -> bool:
        lines = self._lines(index)
        if self._blocks[index].level:
            return all(line.form in self._page.listed for line in lines)
        return self._are_buttons(lines) or self._is_tags(index) or self._is_trail(index)

    def _are_buttons(self, lines: Sequence[Line]) -> bool:
        """Whether all lines are listed, or nothing but labels that are listed or short links."""
        listed = self._page.listed
        for form, labels, _, _ in lines:
            if form not in listed:
                for label in labels:
                    if label.form not in listed and not (label.url and self._is_short(label)):
                        return False
        return True

    def _trimmed(self, members: list[int]) -> list[int]:
        """The members without links at both ends that may lead anywhere, as to the author or other articles."""
        first, last = 0, len(members)
        while first < last and self._leads_anywhere(part := self._part(members, first, 1)):
            first += len(part)
        while first < last and self._leads_anywhere(part := self._part(members, last - 1, -1)):
            last -= len(part)
        return members[first:last]

    def _part(self, members: Sequence[int], at: int, step: int) -> list[int]:
        """A member that is no list item, or all the list items beside each other from one on."""
        found = [members[at]]
        while (
            self._blocks[found[-1]].items and 0 <= at + step < len(members) and self._blocks[members[at + step]].items
        ):
            at += step
            found.append(members[at])
        return found

    def _leads_anywhere(self, part: Sequence[int]) -> bool:
        listed, share_urls = self._page.listed, self._page.share_urls
        for at in part:
            for line in self._lines(at):
                for form, url in line.labels:
                    if form in listed or (url and _holds(url, share_urls)):
                        return False
        return not any(self._is_tags(at) or self._is_trail(at) for at in part)

    def _is_share(self, label: Label) -> bool:
        return _holds(label.url, self._page.share_urls)

    def _is_short(self, label: Label) -> bool:
        return label.size <= _SHORT and not (label.url.startswith("#") or label.form.isdigit())

    def _shares(self, labels: Sequence[Label]) -> bool:
        """Whether labels are a bar for sharing."""
        lists = self._page.navigation
        targets = {label.url for label in labels if self._is_share(label)}
        calls = {label.form for label in labels if label.form in lists["share_calls"]}
        names = {label.form for label in labels if label.form in lists["share"]}
        return len(targets) > 1 or (bool(calls) and len(calls | names | targets) > 1)

    def _is_tags(self, index: int) -> bool:
        """Whether a block is nothing but links to tags."""
        if index not in self._tags:
            self._tags[index] = self._are_tags(self._lines(index))
        return self._tags[index]

    def _are_tags(self, lines: Sequence[Line]) -> bool:
        tag_urls = self._page.tag_urls
        others: set[str] = set()
        links = 0
        for line in lines:
            for form, url in line.labels:
                if not url:
                    others.add(form)
                elif _holds(url, tag_urls):
                    links += 1
                else:
                    return False  # as nearly always
        return links > 0 and others <= self._page.navigation["tags"] and (links > 1 or bool(others))

    def _is_trail(self, index: int) -> bool:
        """Whether a line leads from the first page of a site to the article."""
        lines, lists = self._lines(index), self._page.navigation
        if len(lines) != 1 or not lines[0].first.startswith(_TRAIL):
            return False
        labels = lines[0].labels[lines[0].labels[0].form in lists["here"] :]
        return len(labels) > 1 and labels[0].form in lists["home"]

    def _is_interface(self, index: int) -> bool:
        lists = self._page.interface
        lines = self._lines(index)
        if self._blocks[index].level and not any(line.form in lists["anywhere"] for line in lines):
            return False
        return bool(lines) and all(any(line.form in forms for forms in lists.values()) for line in lines)

    def _known_forms(self, members: Iterable[int], listed: _LineTest) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line.form for at in members for line in self._lines(at) if listed(line)))

    def _at_edge(self, members: Sequence[int]) -> bool:
        return bool(members) and (members[0] >= self._edges.tail or members[-1] < self._edges.head)

    def _exact(self, members: Sequence[int], platform: Platform | None) -> tuple[Span, ...]:
        """The parts of a run that show nothing but listed lines, each from block to block."""
        found: list[Span] = []
        before = -2
        for at in members:
            if self._is_pictured(at, platform):
                continue
            if before >= 0 and not any(self._is_pictured(between, platform) for between in range(before + 1, at)):
                found[-1] = Span(found[-1].start, self._blocks[at].span.end)
            else:
                found.append(self._blocks[at].span)
            before = at
        return tuple(found)

    def _is_pictured(self, index: int, platform: Platform | None) -> bool:
        """Whether a block shows a picture that is not the platform's own."""
        pieces = inlines_of(self._document, self._blocks[index])
        shown = [piece.data for piece in pieces if piece.kind == "image" and piece.data.url]
        if not shown or platform is None:
            return bool(shown)
        if all(form_of(self._document.slice(data.text)) in platform.pictures for data in shown):
            return False
        # The picture of the account stands above its name.
        return not any(one in self._neighbour(index, -1)[-1:] for one, _ in platform.between)

    def _run(
        self, kind: str, what: str, members: Sequence[int], known: tuple[str, ...], exact: tuple[Span, ...]
    ) -> Run:
        lines = sum(len(self._lines(at)) for at in members)
        span = Span(self._begin(members[0]), self._blocks[members[-1]].span.end)
        return Run(kind, what, members[0], members[-1], span, lines, known, exact)

    def _begin(self, index: int) -> int:
        """Where a block begins, the mark of its list item included."""
        start = self._blocks[index].span.start
        line = self._document.line_starts[self._document.line_of(start)]
        mark = self._document.text[line:start].lstrip()
        return start - len(mark) if self._blocks[index].items and not mark.strip("*+-0123456789.) \t") else start


def _holds(url: str, parts: Sequence[str]) -> bool:
    return any(map(url.__contains__, parts))


def _is_listed(line: Line, platform: Platform) -> bool:
    """Whether a line, or each label or word of one, is on a platform's list."""
    if line.form in platform.sure or line.form in platform.beside or line.form.startswith(platform.starts):
        return True
    parts = [label.form for label in line.labels]
    return _are_listed(parts, platform) or _are_listed(line.words, platform)


def _are_listed(parts: Sequence[str], platform: Platform) -> bool:
    return bool(parts) and all(part in platform.sure or part in platform.beside for part in parts)


def _is_sure(line: Line, platform: Platform) -> bool:
    """Whether a line, or a label or word of one that is listed, stands on no other platform's pages."""
    if line.form in platform.sure:
        return True
    parts = {*line.words, *(label.form for label in line.labels)}
    return not parts.isdisjoint(platform.sure) and _is_listed(line, platform)
