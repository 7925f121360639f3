"""The closed lists of what pages put around articles: lines of platforms, menus and interfaces."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple

import xxhash

from lintcorpus.article.page.lines import anchor_of, form_of, forms
from lintcorpus.article.tables import Shared
from lintcorpus.model.frozen import field, frozen

_KEYS = frozenset({"platforms", "navigation", "interface"})
_MENU_KEYS = frozenset(
    {"menu", "more", "share", "share_calls", "share_urls", "tags", "tag_urls", "comments", "home", "here"}
)
_INTERFACE_KEYS = frozenset({"anywhere", "edge", "beside"})


class Platform(NamedTuple):
    """The lines of one platform's pages, as forms.

    Attributes:
        name: of the platform.
        sure: those that stand on no other page.
        beside: those that show it only where they stand beside a sure one.
        starts: what a line may begin with that goes on with a name or a number.
        between: pairs of lines with the name of an account between them.
        pictures: what its own pictures are called.
    """

    name: str
    sure: frozenset[str]
    beside: frozenset[str]
    starts: tuple[str, ...]
    between: frozenset[tuple[str, str]]
    pictures: frozenset[str]


@frozen
class Page:
    """The closed lists.

    Attributes:
        data: as the catalogue has it. ``platforms`` has by name the lists ``sure``, ``beside``,
            ``starts``, ``between`` and ``pictures``. ``navigation`` has ``menu`` (labels that show a menu), ``more``
            (labels that may stand in one), ``share``, ``share_calls``, ``share_urls``, ``tags`` (what
            stands before tags), ``tag_urls``, ``comments`` (lines of a form for comments), ``home`` and
            ``here`` (what stands before a trail).
            ``interface`` has lines that stand for themselves ``anywhere``, at an ``edge`` of an article,
            or ``beside`` others. ``#`` stands for a number; marks and letter case do not count.
    """

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    data: Mapping[str, Any] = field(repr=False)

    def __post_init__(self) -> None:
        for name, keys, held in (
            ("the page lists", _KEYS, self.data),
            ("navigation", _MENU_KEYS, self.data.get("navigation", {})),
            ("interface", _INTERFACE_KEYS, self.data.get("interface", {})),
        ):
            if set(held) != keys:
                raise ValueError(f"{name} must have {sorted(keys)}")

    @cached_property
    def digest(self) -> str:
        """Names the content."""
        return xxhash.xxh3_128_hexdigest(repr(self.data).encode("utf-8"))

    @cached_property
    def platforms(self) -> tuple[Platform, ...]:
        """The platforms in order."""
        return tuple(
            Platform(
                name,
                forms(lists.get("sure", ())),
                forms(lists.get("beside", ())),
                tuple(sorted(forms(lists.get("starts", ())))),
                frozenset((form_of(before), form_of(after)) for before, after in lists.get("between", ())),
                forms(lists.get("pictures", ())),
            )
            for name, lists in self.data["platforms"].items()
        )

    @cached_property
    def sure(self) -> Mapping[str, Platform]:
        """The platform that a sure line belongs to."""
        return {form: platform for platform in reversed(self.platforms) for form in platform.sure}

    @cached_property
    def navigation(self) -> Mapping[str, frozenset[str]]:
        """The lists of navigation as forms."""
        return {name: forms(lines) for name, lines in self.data["navigation"].items()}

    @cached_property
    def share_urls(self) -> tuple[str, ...]:
        """What the target of a button for sharing holds."""
        return tuple(self.data["navigation"]["share_urls"])

    @cached_property
    def tag_urls(self) -> tuple[str, ...]:
        """What the target of a tag holds."""
        return tuple(self.data["navigation"]["tag_urls"])

    @cached_property
    def interface(self) -> Mapping[str, frozenset[str]]:
        """The lists of interface strings as forms."""
        return {name: forms(lines) for name, lines in self.data["interface"].items()}

    @cached_property
    def listed(self) -> frozenset[str]:
        """Every label that navigation and interfaces have."""
        return frozenset().union(*self.navigation.values(), *self.interface.values())

    @cached_property
    def every(self) -> frozenset[str]:
        """Every form of any list; the empty one as well, since a row of buttons may begin with a mark."""
        known = [form for platform in self.platforms for form in (*platform.sure, *platform.beside)]
        return self.listed.union(known, ("",))

    @cached_property
    def starts(self) -> tuple[str, ...]:
        """What the lines of any platform may begin with."""
        return tuple(start for platform in self.platforms for start in platform.starts)

    def begins(self, form: str) -> bool:
        """Whether a line may be listed that has this form or begins with a label of this form."""
        return form in self.every or form.startswith(self.starts)

    @cached_property
    def literals(self) -> frozenset[str]:
        """The anchors as hits name them."""
        return frozenset(anchor.lower() for anchor in self.anchors())

    def anchors(self) -> Iterable[str]:
        """The literals without which an article holds nothing of the lists."""
        for lists in self.data["platforms"].values():
            for line in lists.get("sure", ()):
                yield anchor_of(line)
        navigation, interface = self.data["navigation"], self.data["interface"]
        for label in navigation["menu"]:
            yield f"[{label}]("
        for line in (*navigation["comments"], *navigation["share_calls"], *interface["anywhere"], *interface["edge"]):
            yield anchor_of(line)
        yield from self.share_urls
        yield from self.tag_urls


page_of = Shared(Page)
"""The lists of a table, compiled once."""
