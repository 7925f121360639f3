"""Checks the text of a buffer as a run over its file would, were it saved."""

import os
import re
from dataclasses import replace

from lintcorpus.app.check import finish
from lintcorpus.app.collected import collect
from lintcorpus.app.compose import App
from lintcorpus.app.fixing.files import Repairs, fix_files
from lintcorpus.app.inputs.files import read_files
from lintcorpus.app.inputs.source import Source, equipped
from lintcorpus.engine.fixing import fix_document
from lintcorpus.engine.run_rules import UNREADABLE_FILE, about_file
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic, State
from lintcorpus.model.fix import Fix
from lintcorpus.model.result import Result
from lintcorpus.reading.discover import discover, relative_path
from lintcorpus.reading.neighbours import neighbours_of
from lintcorpus.reading.read import too_large
from lintcorpus.records.names import format_of
from lintcorpus.server.positions import BOM, Positions
from lintcorpus.server.state import Buffer, Checked

_PROSE = ("markdown", "plaintext", "text")
"""What an editor calls a text without a file that may be an article."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def check_buffer(app: App, buffer: Buffer, encoding: str) -> Checked | None:
    """What is found in a buffer; ``None`` where a run without paths would not look at its file either.

    Args:
        app: the parts of a run.
        buffer: what the editor has.
        encoding: what positions count in, as the protocol calls it.

    Raises:
        UsageError: a project file is wrong.
    """
    if not is_wanted(app, buffer):
        return None
    source = source_of(app, buffer)
    if source is None:
        return None
    result = _result(app, source)
    document = source.documents[0] if source.documents else Document(source.name, "")
    positions = Positions(document, encoding, has_bom=buffer.text.startswith(BOM))
    shown = tuple(
        item for item in result.diagnostics if item.path == document.path and item.state is not State.SUPPRESSED
    )
    return Checked(app, buffer, document, positions, shown, result)


def check_text(checked: Checked, text: str) -> tuple[Diagnostic, ...]:
    """All diagnostics of a buffer if its document had another text, suppressed ones included."""
    return _diagnostics(checked, checked.document.with_text(text))


def all_repaired(checked: Checked) -> str:
    """The text of a document after all safe repairs, as a run with ``--fix`` proves and writes them."""
    source = Source(checked.document.path, None, (checked.document,))
    done = fix_files(checked.app, [source], Repairs(write=False, wanted=_keeps_encoding))
    rewrite = done.changed.get(checked.document.path)
    return checked.document.text if rewrite is None else rewrite.after.text


def one_repaired(checked: Checked, diagnostic: Diagnostic, fix: Fix) -> tuple[str, str]:
    """The text of a document after one repair, which the guard proves like those of a run with ``--fix``.

    Returns:
        The text and, where the repair was withdrawn, why; the text is unchanged then.
    """
    document, plan = checked.document, checked.app.plan_of(checked.document.path)

    def wanted(current: Document, item: Diagnostic, offered: Fix) -> bool:
        return current is document and (item.fingerprint, offered) == (diagnostic.fingerprint, fix)

    def check(current: Document) -> list[Diagnostic]:
        # Who asks for the repair of a known finding wants it.
        return [
            replace(item, state=State.NEW) if item.state is State.BASELINED else item
            for item in _diagnostics(checked, current)
        ]

    outcome = fix_document(document, check, plan, fix.safety, wanted)
    return outcome.document.text, "; ".join(dropped.reason for dropped in outcome.dropped)


def _keeps_encoding(document: Document, diagnostic: Diagnostic, fix: Fix) -> bool:
    """Whether a repair leaves the encoding alone: the editor writes the file, in an encoding of its own."""
    return not fix.encoding


def is_wanted(app: App, buffer: Buffer) -> bool:
    """Whether a run without paths would look at the file of a buffer: suffix, ``corpus`` and ``exclude`` say so."""
    settings = app.settings
    if buffer.path is None:
        return buffer.language_id in _PROSE
    name = relative_path(buffer.path, app.root)
    if format_of(name) is not None or not name.lower().endswith(tuple(suffix.lower() for suffix in settings.suffixes)):
        return False
    if not os.path.isabs(name) and settings.corpus:
        inside = any(_is_inside(name, folder) for folder in settings.corpus)
        if not inside:
            return False
    found = discover(
        [os.fspath(buffer.path)],
        root=app.root,
        suffixes=settings.suffixes,
        exclude=settings.exclude,
        force_exclude=True,
        respect_gitignore=False,
    )
    return not found.skipped.get("excluded")


def source_of(app: App, buffer: Buffer) -> Source | None:
    """The source that the file of a buffer would be if it were saved; ``None`` where a plugin would split it.

    Whatever is known of the file's encoding stays so: the editor has only the text.
    """
    text = _SURROGATE.sub("\ufffd", buffer.text.removeprefix(BOM))
    path = buffer.path
    name = buffer.uri.rpartition("/")[2] if path is None else relative_path(path, app.root)
    if len(text) > app.settings.max_file_size:
        why = too_large(name, len(text.encode()), app.settings.max_file_size)
        params = {"kind": why.reason, "reason": why.message}
        return Source(name, path, (), tuple(about_file(app.plan_of(name), UNREADABLE_FILE, name, params)))
    if path is not None and app.plugins.splitter is not None and app.plugins.splitter(path, text) is not None:
        return None
    document = _on_disk(app, buffer)
    if document is None:
        document = equipped(app, Document(name, text, layouts=app.layouts_of(name)))
        if path is not None:
            document = replace(document, neighbours=neighbours_of(path, app.root, app.settings.max_file_size))
    elif document.text != text:
        document = document.with_text(text)
    return Source(name, path, (document,))


def _on_disk(app: App, buffer: Buffer) -> Document | None:
    if buffer.path is None or not buffer.path.is_file():
        return None
    sources = list(read_files(app, [buffer.path]))
    documents = [document for source in sources if source.whole for document in source.documents]
    return documents[0] if len(documents) == 1 else None


def _diagnostics(checked: Checked, document: Document) -> tuple[Diagnostic, ...]:
    result = _result(checked.app, Source(document.path, checked.buffer.path, (document,)))
    return tuple(item for item in result.diagnostics if item.path == document.path)


def _result(app: App, source: Source) -> Result:
    return finish(app, collect(app, [source]), skipped={}, problems=(), whole_corpus=False)


def _is_inside(name: str, folder: str) -> bool:
    clean = os.path.normpath(folder).replace(os.sep, "/")
    return clean == "." or name == clean or name.startswith(f"{clean}/")
