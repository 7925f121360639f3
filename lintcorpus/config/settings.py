"""The settings of a run."""

from collections.abc import Mapping
from typing import Any

from lintcorpus.model.finding import Severity
from lintcorpus.model.frozen import field, frozen

DEFAULT_SUFFIXES = (".md", ".markdown", ".txt")
MEGABYTE = 1_000_000
DETECT, NO_HEADER = "detect", "none"
"""Values of ``header`` that are no layout."""


@frozen
class Override:
    """Settings for some paths only.

    Attributes:
        paths: patterns as in ``.gitignore``, relative to the root.
        select, ignore: names of rules; ``select`` adds to the run's rules.
        severity: name of rules to severity.
        options: name of a rule to its options.
        header: as in ``Settings``; empty leaves it as it is.
    """

    paths: tuple[str, ...]
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    header: str = ""


@frozen
class RecordFields:
    """Which fields of records are what; an empty name is found by its usual names, or is for nothing.

    Attributes:
        text: holds the article.
        id: names the record.
        path: names the record in place of ``id``, by the path of the file that it came from.
        meta: are shown in reports.
    """

    text: str = ""
    id: str = ""
    path: str = ""
    meta: tuple[str, ...] = ()


@frozen
class Settings:
    """Everything that files and flags can set; names are those of the config file with ``_`` for ``-``.

    Attributes:
        select: names of rules that replace the default choice; empty means the default.
        extend_select: names added to it.
        ignore: names taken out of it.
        severity: name of rules to severity.
        options: name of a rule to its options.
        overrides: settings for some paths.
        header: the layout that the header of every article must have; ``detect`` takes what each
            file has, ``none`` looks for none.
        fail_on: the least severity of a new finding that fails the run.
        suffixes: of files that are read in folders.
        exclude: patterns as in ``.gitignore``, relative to the root.
        force_exclude: whether ``exclude`` also holds for files that are named.
        gitignore: whether ``.gitignore`` files count in folders.
        corpus: the folders that are the corpus, relative to the root.
        max_file_size: in bytes; larger files are not read.
        file_timeout: seconds that the check of one file or record may take; 0 for as long as it takes.
        suppressions: ``comments``, ``file`` or ``both``.
        preview: whether rules in preview may run.
        lang: of messages in reports; empty means by locale on a terminal and English elsewhere.
        packs: folders of further cards, relative to the root.
        disabled_plugins: names of plugins that are not loaded.
        extend_safe_fixes, extend_unsafe_fixes: names of rules whose fixes are trusted more or less.
        baseline: the file of known findings, relative to the root; empty means the usual one, if it is there.
        required_version: the versions of lintcorpus that the settings are made for.
        records: which fields of JSON Lines, CSV and Parquet are what; with a text named, such files are read in
            folders as well.
        origins: for every setting that was given, the file or flag it came from.
    """

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    overrides: tuple[Override, ...] = ()
    header: str = DETECT
    fail_on: Severity = Severity.WARNING
    suffixes: tuple[str, ...] = DEFAULT_SUFFIXES
    exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    gitignore: bool = True
    corpus: tuple[str, ...] = ()
    max_file_size: int = 20 * MEGABYTE
    file_timeout: float = 0
    suppressions: str = "both"
    preview: bool = False
    lang: str = ""
    packs: tuple[str, ...] = ()
    disabled_plugins: tuple[str, ...] = ()
    extend_safe_fixes: tuple[str, ...] = ()
    extend_unsafe_fixes: tuple[str, ...] = ()
    baseline: str = ""
    required_version: str = ""
    records: RecordFields = RecordFields()
    origins: Mapping[str, str] = field(default_factory=dict)
