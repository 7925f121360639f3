"""Which field of a file's records holds the articles, and which one their names."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from lintcorpus.records.errors import RecordsError

TEXT_NAMES = (
    *("text", "content", "markdown", "body", "article", "raw_content", "article_text", "main_text", "full_text", "md"),
    *("document", "正文", "内容", "文章内容", "文本"),
)
"""Names of fields that are taken for articles, the likeliest first; their case does not count."""
ID_NAMES = ("id", "_id", "doc_id", "document_id", "article_id", "uuid", "guid", "uid", "编号")
"""Names of fields that are taken for names of records, when no two of the first ones have the same value."""
_SHOWN = 12


class Columns(NamedTuple):
    """Fields of records by what they are to lintcorpus; an empty name leaves it to be found, or is for nothing.

    Attributes:
        text: holds the article.
        id: names the record.
        path: names the record as a file would be named, for settings of paths; goes before ``id``.
        meta: are shown in reports.
    """

    text: str = ""
    id: str = ""
    path: str = ""
    meta: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All fields that are to be read, each once."""
        return tuple(dict.fromkeys(name for name in (self.text, self.id, self.path, *self.meta) if name))


def chosen(wanted: Columns, sample: Sequence[Mapping[str, Any]], texts: Iterable[str] | None = None) -> Columns:
    """The columns of a file.

    Args:
        wanted: those that the user named.
        sample: the fields of the first records; there is at least one.
        texts: the names of all fields that can hold text, where the file tells; else the sample does.

    Raises:
        RecordsError: none of the first records has a field that was named, or none looks like an article.
    """
    names = list(dict.fromkeys(name for fields in sample for name in fields))
    for named in (wanted.text, wanted.id, wanted.path, *wanted.meta):
        if named and named not in names:
            raise RecordsError(f"none of its first records has a field {named!r}; they have {listed(names)}")
    able = [name for name in names if any(isinstance(fields.get(name), str) for fields in sample)]
    if texts is not None:
        able = list(texts)
    text = wanted.text or _first(TEXT_NAMES, [name for name in able if name not in wanted[1:3]])
    if not text:
        raise RecordsError(
            f"no field of its records is known to hold articles; name it with --text-column: they have {listed(names)}"
        )
    identity = wanted.id or ("" if wanted.path else _identity(sample, names, text))
    return wanted._replace(text=text, id=identity)


def told(wanted: Columns, taken: Columns) -> str:
    """What the user should hear about fields that nobody named; empty when all were named."""
    if wanted.text and (wanted.id or wanted.path):
        return ""
    name = f"by field {taken.path or taken.id!r}" if taken.path or taken.id else "by number"
    return f"articles are read from field {taken.text!r} and records named {name}"


def listed(names: Sequence[str]) -> str:
    """The names of fields, quoted; of many the first."""
    shown = ", ".join(repr(name[:40]) for name in names[:_SHOWN])
    return f"{shown} and {len(names) - _SHOWN} more" if len(names) > _SHOWN else shown or "no fields"


def _first(known: Iterable[str], names: Sequence[str]) -> str:
    by_lower = {name.lower(): name for name in reversed(names)}
    return next((by_lower[name] for name in known if name in by_lower), "")


def _identity(sample: Sequence[Mapping[str, Any]], names: Sequence[str], text: str) -> str:
    """A field with a name for records in all of the first ones, and no two alike."""
    for name in ID_NAMES:
        found = _first((name,), [item for item in names if item != text])
        values = [identity_of(fields.get(found)) for fields in sample] if found else []
        if values and all(values) and len(set(values)) == len(values):
            return found
    return ""


def identity_of(value: Any) -> str:
    """What a record calls itself, as text; empty for what is no name."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
