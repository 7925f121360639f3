"""The metadata that a scraper writes above an article, and the layouts it comes in."""

from collections.abc import Mapping
from functools import cached_property

from lintcorpus.model.frozen import frozen, often_made
from lintcorpus.model.span import Span


@frozen
class FieldSpec:
    """One field that a layout knows.

    Attributes:
        key: the name as it stands in the file.
        role: what the field means, whatever it is called: ``title author date fetched place url cover
            source other``.
        required: whether an article in this layout must have it.
        blank: whether its value may be empty.
    """

    key: str
    role: str
    required: bool = False
    blank: bool = False


@frozen
class HeaderLayout:
    """How one kind of scraper writes its header.

    Attributes:
        name: what the layout is called in config and messages.
        kind: ``lines`` (``key: value`` lines under the title), ``front-matter`` (a YAML or TOML
            block) or ``reference`` (``[#]: key: "value"`` lines, which Markdown does not show).
        fields: the fields that the layout knows, in their usual order.
        detect: how many of the known keys must be there before the layout is believed; with 0 it
            is believed only where the config demands it.
        heading: whether the title also stands above the article as a heading.
        wrap: the width, in code points, at which its scraper wraps text; 0 when it is not known to.
        demanded: whether the config says that the document must have this header.
    """

    name: str
    kind: str
    fields: tuple[FieldSpec, ...]
    detect: int = 2
    heading: bool = False
    wrap: int = 0
    demanded: bool = False

    @cached_property
    def roles(self) -> Mapping[str, str]:
        """The roles of all known keys, by key in lower case."""
        return {spec.key.lower(): spec.role for spec in self.fields}

    @cached_property
    def required(self) -> frozenset[str]:
        """The keys that an article in this layout must have, in lower case."""
        return frozenset(spec.key.lower() for spec in self.fields if spec.required)

    @cached_property
    def blank(self) -> frozenset[str]:
        """The keys whose value may be empty, in lower case."""
        return frozenset(spec.key.lower() for spec in self.fields if spec.blank)


@often_made
class HeaderField:
    """A field found in a document's header.

    Attributes:
        key: the name as written, without the colon.
        value: the value as written, stripped.
        span: the field's lines, or its part of a line that several fields share.
        value_span: the value alone; empty where there is none.
        mark: the separator as written, with the blanks around it; empty where there is none.
        role: the meaning that the layout gives the key, or ``""`` when it does not know it.
    """

    key: str
    value: str
    span: Span
    value_span: Span
    mark: str
    role: str = ""


@frozen
class Header:
    """The header block of one document.

    Attributes:
        layout: the layout that was recognised.
        span: from the first field to the end of the last.
        fields: the fields in order, doubled ones included.
    """

    layout: HeaderLayout
    span: Span
    fields: tuple[HeaderField, ...]

    def first(self, role: str) -> HeaderField | None:
        """The first field with this meaning, if there is one."""
        return next((field for field in self.fields if field.role == role), None)
