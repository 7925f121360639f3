"""Runs over a folder, and what they find."""

from pathlib import Path

from lintcorpus.app.check import finish
from lintcorpus.app.collected import Collected
from lintcorpus.app.compose import App, Request
from tests.support import compiled_cards


def app_in(folder: Path) -> App:
    """The parts of a run over a folder, with the settings by default."""
    return App(Request(cwd=folder, isolated=True, cache_dir=compiled_cards()))


def findings(app: App, gathered: Collected) -> list[tuple[str, int, str]]:
    """Path, offset and rule of every finding."""
    result = finish(app, gathered, skipped={}, problems=(), whole_corpus=False)
    return [(item.path, item.place.start.offset, item.rule) for item in result.diagnostics]
