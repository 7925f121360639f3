"""The Python interface: check a text, a file, or records, and get what was found.

```python
from lintcorpus import Settings, lint_records, lint_text

for issue in lint_text("一句话，，两个逗号。\n"):
    print(issue.line, issue.column, issue.rule, issue.message)

rows = [{"id": "a1", "text": "…"}, {"id": "a2", "text": "…"}]
for issue in lint_records(rows, settings=Settings(select=("LNK", "PRO"))):
    print(issue.record, issue.rule)
```

Names and meanings in this module stay as they are within a major version.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from lintcorpus.app.check import finish
from lintcorpus.app.collected import Collected, collect
from lintcorpus.app.compose import App, Request, default_cache_dir
from lintcorpus.app.inputs.files import read_files
from lintcorpus.app.inputs.records import source_of
from lintcorpus.app.inputs.source import Source, equipped
from lintcorpus.config.settings import RecordFields, Settings
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic, Severity
from lintcorpus.model.fix import Edit, Safety
from lintcorpus.model.result import Result
from lintcorpus.records.columns import Columns
from lintcorpus.records.reader import record_maker
from lintcorpus.records.row import Row

__all__ = ["Edit", "Issue", "Linter", "Safety", "Settings", "Severity", "lint_file", "lint_records", "lint_text"]


@dataclass(frozen=True)
class Issue:
    """One thing that is wrong with an article.

    Attributes:
        path: the file or record as reports name it, such as ``articles/a.md`` or ``data.jsonl#a17``.
        rule: id of the rule, such as ``LNK001``.
        name: its name, such as ``unbalanced-link-bracket``.
        severity: how much it matters.
        message: one line that says what is wrong.
        line, column: where it begins, from 1; columns count code points.
        end_line, end_column: where it ends; exclusive.
        start, end: the same as offsets in code points from the beginning of the text; ``end`` is exclusive.
        safety: of the safest repair; ``None`` when there is none.
        edits: of that repair, sorted; all of them belong together.
        record: id of the record, or its number when it has none; ``None`` for a text or file.
        field: of the record that holds the text; ``None`` for a text or file.
        fingerprint: names the issue across runs; it changes neither with its line nor with the message.
    """

    path: str
    rule: str
    name: str
    severity: Severity
    message: str
    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int
    safety: Safety | None
    edits: tuple[Edit, ...]
    record: str | None
    field: str | None
    fingerprint: str


class Linter:
    """Checks many texts with the same settings; putting one together takes longer than checking an article.

    Args:
        settings: what to check and how; the defaults are those of the command line.
        root: where paths are relative to and project files are; the working directory when ``None``.
        config: a config file; what ``settings`` set otherwise than by default goes before it. Without one,
            neither a config file nor plugins nor project files are looked for.
        language: of messages, ``en`` or ``zh``.

    Raises:
        lintcorpus.errors.UsageError: a setting or the config file is wrong.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        root: str | Path | None = None,
        config: str | Path | None = None,
        language: str = "en",
    ) -> None:
        self._request = Request(
            cwd=Path.cwd() if root is None else Path(root).absolute(),
            config=None if config is None else Path(config).absolute(),
            flags={} if settings is None else _given(settings),
            isolated=config is None,
            cache_dir=default_cache_dir(),
            indexed=False,
            baselined=False,
        )
        self._app = App(self._request)
        self._language = language
        self._app.plan  # noqa: B018 - a wrong setting must show now

    def text(self, text: str, path: str = "text.md") -> list[Issue]:
        """What is wrong with one article.

        Args:
            text: all of it, with its header if it has one.
            path: what issues are to call it; settings for paths go by it.
        """
        document = Document(path, text, layouts=self._alone.layouts_of(path))
        source = Source(path, None, (equipped(self._alone, document),))
        return self._issues(self._alone, collect(self._alone, [source]))

    def file(self, path: str | Path) -> list[Issue]:
        """What is wrong with a file: one article, or the records of a JSON Lines, CSV or Parquet file.

        Records are compared with each other. What cannot be read is an issue of the rule ``RUN003``.
        """
        return self._issues(self._app, collect(self._app, read_files(self._app, [Path(path).absolute()])))

    def records(
        self,
        records: Iterable[Mapping[str, Any]],
        *,
        text: str = "text",
        id: str | None = "id",
        across: bool = False,
        name: str = "records",
    ) -> Iterator[Issue]:
        """What is wrong with the articles in some records.

        Args:
            records: rows of any source, such as a data set or a table; read one by one.
            text: the field with the article. A record without it is an issue of the rule ``RUN003``.
            id: the field that names the record; records without it are named by their number, from 1.
            across: whether to compare the records with each other. Then nothing is yielded before the last
                one is read, and something small is kept of each, which holds no text.
            name: what issues are to call the source.

        Yields:
            The issues of each record as it is read or, when they are compared, of all.
        """
        app = self._app if across else self._alone
        record_of = record_maker(name, Columns(text, id or ""), app.settings.max_file_size)
        rows = (Row(number, 0, b"", fields_of) for number, fields_of in enumerate(records, 1))
        sources = (source_of(app, record_of(row), None) for row in rows)
        if across:
            yield from self._issues(app, collect(app, sources))
            return
        for source in sources:
            yield from self._issues(app, collect(app, [source]))

    @cached_property
    def _alone(self) -> App:
        """The same without what compares documents with each other."""
        return App(replace(self._request, across=False))

    def _issues(self, app: App, gathered: Collected) -> list[Issue]:
        result = finish(app, gathered, skipped={}, problems=(), whole_corpus=False)
        return [_issue(result, item, self._language) for item in result.new]


def lint_text(
    text: str, *, settings: Settings | None = None, path: str = "text.md", language: str = "en"
) -> list[Issue]:
    """What is wrong with one article; see ``Linter.text``. For many texts make one ``Linter``."""
    return Linter(settings, language=language).text(text, path)


def lint_file(path: str | Path, *, settings: Settings | None = None, language: str = "en") -> list[Issue]:
    """What is wrong with a file, or with all records of one; see ``Linter.file``."""
    return Linter(settings, language=language).file(path)


def lint_records(
    records: Iterable[Mapping[str, Any]],
    *,
    text: str = "text",
    id: str | None = "id",
    across: bool = False,
    settings: Settings | None = None,
    language: str = "en",
) -> Iterator[Issue]:
    """What is wrong with the articles in some records; see ``Linter.records``."""
    return Linter(settings, language=language).records(records, text=text, id=id, across=across)


def _given(settings: Settings) -> dict[str, Any]:
    """What is set otherwise than by default, as the command line would give it."""
    default = Settings()
    values = {item.name: getattr(settings, item.name) for item in fields(Settings) if item.name != "origins"}
    given = {name: value for name, value in values.items() if value != getattr(default, name)}
    if isinstance(given.get("records"), RecordFields):
        given["records"] = {name: value for name, value in asdict(settings.records).items() if value}
    return given


def _issue(result: Result, item: Diagnostic, language: str) -> Issue:
    start, end, origin = item.place.start, item.place.end, item.place.origin
    fix = item.fix
    return Issue(
        path=item.path,
        rule=item.rule,
        name=result.cards[item.rule].name,
        severity=item.severity,
        message=result.message(item, language),
        line=start.line,
        column=start.column,
        end_line=end.line,
        end_column=end.column,
        start=start.offset,
        end=end.offset,
        safety=None if fix is None else fix.safety,
        edits=() if fix is None else fix.edits,
        record=None if origin is None else origin.identity or str(origin.number),
        field=None if origin is None else origin.field or None,
        fingerprint=item.fingerprint,
    )
