"""What results depend on beside the articles and what their links lead to."""

import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from lintcorpus.app.compose import LANGUAGE, App
from lintcorpus.cache.signature import content, digest, program, tree
from lintcorpus.config.accepted import ACCEPTED_FILE
from lintcorpus.config.file import PYPROJECT
from lintcorpus.config.learned import LEARNED_FILE
from lintcorpus.config.load import CONFIG_FILES
from lintcorpus.config.settings import Settings
from lintcorpus.config.words import WORDS_FILE
from lintcorpus.language import MODEL_FILE
from lintcorpus.model.frozen import fields

_NO_MATTER = frozenset(
    ("fail_on", "suffixes", "exclude", "force_exclude", "gitignore", "corpus", "lang", "baseline", "required_version")
) | {"records", "origins", "file_timeout"}
"""Settings that say which files are read and how they are reported; what is found in a file is the same."""
_BUILTIN = "lintcorpus"
"""The name of the built-in pack."""


class Signatures:
    """Names all that results depend on, for each path with the overrides that name it."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._known: dict[tuple[int, ...], str] = {}

    def of(self, name: str) -> str:
        """The signature of a path, relative to the root."""
        indices = self._app.overrides_of(name)
        if indices not in self._known:
            rules = self._app.plan_of(name).rules.values()
            folders = {rule.options.model for rule in rules if rule.checker_name == LANGUAGE}
            models = [tree(str(self._app.root / folder)) for folder in sorted(filter(None, folders))]
            self._known[indices] = digest([self._shared, repr(indices), *models])
        return self._known[indices]

    @cached_property
    def _shared(self) -> str:
        return digest(_depends_on(self._app))


def _depends_on(app: App) -> Iterator[str]:
    """All that a result depends on beside the article, what its links lead to, and the overrides of its path."""
    request, settings = app.request, app.settings
    yield program()
    yield from (
        f"{item.name}={getattr(settings, item.name)!r}" for item in fields(Settings) if item.name not in _NO_MATTER
    )
    yield repr((request.isolated, request.across, request.models))
    for folder in app.pack_folders:
        yield tree(str(folder)) if isinstance(folder, Path) else str(folder)
    for plugin, place in app.plugins.sources():
        yield plugin
        yield tree(place) if os.path.isdir(place) else content(place)
    if not request.isolated:
        for name in (WORDS_FILE, LEARNED_FILE, MODEL_FILE):
            yield content(app.root / name)
    if any(app.catalog.cards[identity].pack != _BUILTIN for identity in app.catalog.dated):
        yield request.today.isoformat()


def surroundings(app: App) -> tuple[list[str], list[str], list[str]] | None:
    """What a run depends on beside the articles and the program, so that it can be seen without composing an app.

    Returns:
        Files that it read or looked for, paths of which it only matters whether they are there, and
        folders; ``None`` when there is more to it.
    """
    if any("model" in options for item in app.settings.overrides for options in item.options.values()):
        return None
    if any(rule.options.model for rule in app.plan.rules.values() if rule.checker_name == LANGUAGE):
        return None
    if not all(isinstance(folder, Path) for folder in app.pack_folders):
        return None
    cwd = app.request.cwd
    files = [folder / name for folder in (cwd, *cwd.parents) for name in (*CONFIG_FILES, PYPROJECT)]
    files += [app.root / name for name in (ACCEPTED_FILE, WORDS_FILE, LEARNED_FILE, MODEL_FILE)]
    files += [app.baseline_place, *([app.request.config] if app.request.config is not None else [])]
    present = [str(folder / ".git") for folder in (cwd, *cwd.parents)]
    return [str(file) for file in files], present, [str(folder) for folder in app.pack_folders]
