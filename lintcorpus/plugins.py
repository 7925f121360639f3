"""Loads plugins, each guarded by itself, and asks them for their parts."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lintcorpus import builtin
from lintcorpus.entry_points import PROJECT, entry_points
from lintcorpus.model.checker import AnyChecker
from lintcorpus.model.result import Problem, Reporter

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint
    from importlib.resources.abc import Traversable

    from pluggy import PluginManager

BUILTIN = "builtin"


class Plugins:
    """The plugins of a run.

    A plugin that cannot be loaded, was made for another API, has a misspelt hook or raises is
    named with its package and version in ``problems``; the others go on.
    """

    def __init__(self, *, external: bool = True, disabled: Iterable[str] = ()) -> None:
        """Load the built-in plugin and, unless ``external`` is false, all installed ones.

        Args:
            external: whether entry points of other packages count.
            disabled: names of entry points or packages that are left out.
        """
        self.problems: list[Problem] = []
        self._labels: dict[str, str] = {BUILTIN: "lintcorpus"}
        self._manager: PluginManager | None = None  # most runs have no plugin but the built-in one
        if external:
            barred = set(disabled)
            for point in sorted(entry_points(group=PROJECT), key=lambda point: (point.name, point.value)):
                if not barred & {point.name, _package(point)}:
                    self._load(point)

    def checkers(self) -> dict[str, AnyChecker]:
        """All checkers by name; a name that is taken is reported and left out."""
        found: dict[str, AnyChecker] = {}
        for plugin, checkers in self._ask("lintcorpus_checkers"):
            for checker in checkers:
                if checker.name in found:
                    self._problem(plugin, f"checker {checker.name!r} is already there; its own is left out")
                else:
                    found[checker.name] = checker
        return found

    def packs(self) -> "list[Traversable]":
        """All folders of cards, the built-in one first."""
        return [folder for _, folders in self._ask("lintcorpus_packs") for folder in folders]

    def reporters(self) -> dict[str, Reporter]:
        """All output formats by name; a name that is taken is reported and left out."""
        found: dict[str, Reporter] = {}
        for plugin, reporters in self._ask("lintcorpus_reporters"):
            for name, reporter in reporters.items():
                if name in found:
                    self._problem(plugin, f"format {name!r} is already there; its own is left out")
                else:
                    found[name] = reporter
        return found

    def sources(self) -> list[tuple[str, str]]:
        """Name and version of every external plugin, and the file or folder that its code is in."""
        found = []
        for name, plugin in self._external():
            module = getattr(plugin, "__name__", type(plugin).__module__)
            top = sys.modules.get(module.partition(".")[0])
            file = getattr(top, "__file__", None) or ""
            is_package = hasattr(top, "__path__")
            found.append((f"{name} {self._labels[name]}", os.path.dirname(file) if is_package else file))
        return found

    @property
    def decoder(self) -> Callable[[Path, bytes], tuple[str, str] | None] | None:
        """Asks plugins to decode a file, or ``None`` when no plugin does."""
        hook = self._implemented("lintcorpus_decode")
        return None if hook is None else lambda path, raw: self._first(hook, path=path, raw=raw)

    @property
    def splitter(self) -> Callable[[Path, str], Iterable[tuple[str, str]] | None] | None:
        """Asks plugins to split a file into documents, or ``None`` when no plugin does."""
        hook = self._implemented("lintcorpus_split")
        return None if hook is None else lambda path, text: self._first(hook, path=path, text=text)

    def _load(self, point: "EntryPoint") -> None:
        import pluggy  # it takes longer to import than all that the built-in plugin gives to compose

        from lintcorpus import hookspecs

        if self._manager is None:
            self._manager = pluggy.PluginManager(PROJECT)
            self._manager.add_hookspecs(hookspecs)
        self._labels[point.name] = f"{_package(point)} {_version(point)}"
        wanted = hookspecs.API_VERSION
        try:
            plugin = point.load()
            stated = getattr(plugin, "LINTCORPUS_API_VERSION", None)
            if stated != wanted:
                raise ValueError(f"it states LINTCORPUS_API_VERSION = {stated!r}, this lintcorpus needs {wanted}")
            self._manager.register(plugin, point.name)
            self._manager.check_pending()
        except Exception as error:
            if self._manager.has_plugin(point.name):
                self._manager.unregister(name=point.name)
            self._problem(point.name, f"cannot be used: {type(error).__name__}: {error}")

    def _ask(self, hook: str) -> Iterable[tuple[str, Any]]:
        """Each plugin's own answer; the built-in plugin first, the others in order of name."""
        for name, plugin in ((BUILTIN, builtin), *self._external()):
            function = getattr(plugin, hook, None)
            if function is None:
                continue
            try:
                answer = function()
                parts = answer if isinstance(answer, Mapping) else list(answer)
            except Exception as error:
                if name == BUILTIN:
                    raise
                self._problem(name, f"{hook} raised {type(error).__name__}: {error}")
            else:
                yield name, parts

    def _external(self) -> list[tuple[str, Any]]:
        """The plugins of other packages by name."""
        named = [] if self._manager is None else self._manager.list_name_plugin()
        return sorted(((name, plugin) for name, plugin in named if plugin is not None), key=lambda item: item[0])

    def _implemented(self, hook: str) -> Any:
        """A hook that some plugin implements; ``None`` where none does."""
        caller = None if self._manager is None else getattr(self._manager.hook, hook)
        return caller if caller is not None and caller.get_hookimpls() else None

    def _first(self, hook: Any, **arguments: Any) -> Any:
        try:
            return hook(**arguments)
        except Exception as error:
            owners = ", ".join(sorted(self._labels.get(item.plugin_name, "?") for item in hook.get_hookimpls()))
            message = f"plugin of {owners}: {hook.name} raised {type(error).__name__}: {error} ({arguments['path']})"
            self.problems.append(Problem("plugin", message))
            return None

    def _problem(self, plugin: str, message: str) -> None:
        hint = f"; pass --disable-plugin {plugin} to run without it"
        self.problems.append(Problem("plugin", f"plugin {plugin!r} ({self._labels[plugin]}): {message}{hint}"))


def _package(point: "EntryPoint") -> str:
    return point.dist.name if point.dist is not None else "unknown package"


def _version(point: "EntryPoint") -> str:
    return point.dist.version if point.dist is not None else ""
