"""Puts the parts of a run together from config, plugins and catalogue."""

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lintcorpus import __version__
from lintcorpus.app.patterns import recall_patterns
from lintcorpus.app.prepared import PlanFile
from lintcorpus.builtin import checkers_of, modules_of_checkers
from lintcorpus.cache.place import default_cache_dir as default_cache_dir
from lintcorpus.catalog.load import Catalog, load_catalog
from lintcorpus.config.accepted import load_accepted
from lintcorpus.config.file import read_config
from lintcorpus.config.learned import load_learned
from lintcorpus.config.load import find_config, find_root, load_settings
from lintcorpus.config.selection import layouts_of, options_of, safety_of, selected, severity_of
from lintcorpus.config.settings import Override, Settings
from lintcorpus.config.words import load_words
from lintcorpus.engine.literals import Anchors, anchors_of
from lintcorpus.engine.plan import Plan
from lintcorpus.errors import UsageError, nearest, no_such_path
from lintcorpus.model.accepted import Accepted
from lintcorpus.model.blake2 import blake2b
from lintcorpus.model.card import Card
from lintcorpus.model.checker import AnyChecker
from lintcorpus.model.finding import text_digest
from lintcorpus.model.frozen import field, fields, frozen, replace
from lintcorpus.model.header import HeaderLayout
from lintcorpus.model.language import Scorer
from lintcorpus.model.learned import Learned
from lintcorpus.model.rule import Rule, build_options, late_rule
from lintcorpus.model.web import Web
from lintcorpus.plugins import Plugins
from lintcorpus.records.names import format_of, record_suffixes, split_name

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

BASELINE_FILE = ".lintcorpus/baseline.jsonl"
"""Where known findings are kept, relative to the root, when the settings name no file."""
_USER_WORDS = "words"
"""The option by which a checker asks for the words of the project: a frozenset that is empty by default."""
LANGUAGE = "typos.unlikely-character"
"""The checker that asks for a model of the language, by its option ``model``."""
ONLINE = "online"
"""Tag of cards whose rules ask the web."""
RESULTS = "results-"
"""What the names of files with results begin with."""
_PROJECT_CACHE = Path(".lintcorpus") / "cache"
"""Where a project keeps what can be made anew, relative to its root."""


@frozen
class Request:
    """What a command asks for, before any file is read.

    Attributes:
        cwd: the working directory.
        config: the config file that was named, or ``None`` to look for one.
        flags: settings given on the command line, by field name of ``Settings``.
        isolated: no config file, no plugins, no project file.
        cache_dir: where compiled cards and patterns are kept; ``None`` keeps none.
        index_dir: where the corpus index is kept; ``None`` is the project's own folder.
        indexed: whether a corpus index is kept at all.
        across: whether documents are compared with each other.
        baselined: whether known findings are looked up in a baseline.
        web: what the web answered; rules that ask it run only with it.
        models: whether models of the language are opened.
        today: the day of the run.
    """

    cwd: Path
    config: Path | None = None
    flags: Mapping[str, Any] = field(default_factory=dict)
    isolated: bool = False
    cache_dir: Path | None = None
    index_dir: Path | None = None
    indexed: bool = True
    across: bool = True
    baselined: bool = True
    web: Web | None = None
    models: bool = True
    today: datetime.date = field(default_factory=datetime.date.today)


class App:
    """The parts of a run, put together from a request."""

    def __init__(self, request: Request) -> None:
        """Read config, plugins and catalogue.

        Raises:
            UsageError: a config file, a card or a setting is wrong.
        """
        self.request = request
        if request.cache_dir is not None:
            recall_patterns(request.cache_dir)
        if request.config is not None and not request.config.is_file():
            raise UsageError(no_such_path(str(request.config), "no such config file"))
        self.config = None if request.isolated else (request.config or find_config(request.cwd))
        self.root = find_root(self.config, request.cwd)
        if self.config is not None:
            from lintcorpus.config.required import check_version

            check_version(self.config, __version__)
        self._file = read_config(self.config) if self.config is not None else None
        self.settings: Settings = load_settings(self._file, request.flags)
        self.plugins = Plugins(external=not request.isolated, disabled=self.settings.disabled_plugins)
        self._plans: dict[tuple[int, ...], Plan] = {}
        self._layouts: dict[tuple[int, ...], tuple[HeaderLayout, ...]] = {}
        self._modules: Mapping[str, str] = {}
        self._languages: dict[str, Scorer | None] = {}
        self.on_file: Callable[[], None] | None = None
        """Called for each file that is read, by whom shows how far a long task is."""

    @cached_property
    def catalog(self) -> Catalog:
        """All cards and layouts, of built-in and of further packs."""
        return load_catalog(self.pack_folders, self.request.cache_dir)

    @cached_property
    def pack_folders(self) -> "Sequence[Traversable]":
        """The folders of all packs, the built-in one first."""
        return [*self.plugins.packs(), *self._own_packs()]

    def _own_packs(self) -> Iterable[Path]:
        for index, name in enumerate(self.settings.packs):
            folder = self.root / name
            if not folder.is_dir():
                place = f"{self._file.place('packs', index)}: " if self._file is not None else ""
                raise UsageError(f"{place}packs: there is no folder {name} in {self.root}")
            yield folder

    @cached_property
    def checkers(self) -> Mapping[str, AnyChecker]:
        """All checkers by name."""
        return self.plugins.checkers()

    @cached_property
    def accepted(self) -> tuple[Accepted, ...]:
        """The entries of the accepted file that count in this run."""
        if self.request.isolated or self.settings.suppressions == "comments":
            return ()
        return load_accepted(self.root, self.catalog.cards, self.request.today)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that are right in this project."""
        return frozenset() if self.request.isolated else load_words(self.root)

    @cached_property
    def learned(self) -> Learned | None:
        """What was learned about the accounts of the corpus, if anything was."""
        return None if self.request.isolated else load_learned(self.root)

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Of files that are read in folders; those of records only where it is said what is in them."""
        return (*self.settings.suffixes, *(record_suffixes() if self.settings.records.text else ()))

    @property
    def reads_records(self) -> bool:
        """Whether files of records in folders are read."""
        return any(format_of(suffix) is not None for suffix in self.suffixes)

    @property
    def baseline_place(self) -> Path:
        """Where the file of known findings is, or would be."""
        return self.root / (self.settings.baseline or BASELINE_FILE)

    @property
    def baseline_file(self) -> Path | None:
        """The file of known findings that counts in this run, whether it is there or not."""
        wanted = self.request.baselined and (self.settings.baseline or not self.request.isolated)
        return self.baseline_place if wanted else None

    @property
    def index_file(self) -> Path | None:
        """Where the index of the corpus is kept; nowhere when the settings name no corpus."""
        if self.request.isolated or not self.request.indexed or not self.settings.corpus:
            return None
        if self.request.index_dir is None:
            return self.root / _PROJECT_CACHE / "index.sqlite"
        return self.request.index_dir / f"index-{self._root_name}.sqlite"

    @property
    def results_file(self) -> Path | None:
        """Where results are kept between runs: never among the articles, which others may write to, unless it is said.

        Nothing is kept of what the web says, nor where plugins decode or split files, for both may change unseen.
        """
        request = self.request
        if not request.indexed or request.web is not None or self.plugins.decoder or self.plugins.splitter:
            return None
        folder = request.index_dir or (None if request.isolated else request.cache_dir)
        return None if folder is None else folder / f"{RESULTS}{self._root_name}.sqlite"

    @property
    def _root_name(self) -> str:
        return blake2b(str(self.root.resolve()).encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()

    @property
    def web_file(self) -> Path | None:
        """Where answers of the web are kept between runs."""
        if not self.request.indexed:
            return None
        if self.request.index_dir is not None:
            return self.request.index_dir / "web.sqlite"
        return None if self.request.isolated else self.root / _PROJECT_CACHE / "web.sqlite"

    @cached_property
    def index_signatures(self) -> Mapping[str, str]:
        """The rules that the index serves, each with a name for all that its facts depend on but the articles."""
        overrides = [(item.paths, dict(item.options), item.header) for item in self.settings.overrides]
        shared = (__version__, self.settings.header, overrides, self.settings.max_file_size, self.catalog.layouts)
        return {
            rule.id: text_digest(repr((rule.card.checker, rule.options, shared)))
            for rule, checker in self.plan.corpus
            if checker.by_key
        }

    @cached_property
    def plan(self) -> Plan:
        """The plan of paths that no override names; every name in the config file is checked first."""
        if self._file is not None:
            from lintcorpus.config.names import check_names

            check_names(self._file, self.catalog.cards, self.catalog.layouts)
        return self._plan_with(())

    def plan_of(self, path: str) -> Plan:
        """The plan of a path, relative to the root, with the overrides that name it."""
        return self._plan_with(self.overrides_of(path)) if self.settings.overrides else self.plan

    def layouts_of(self, path: str) -> tuple[HeaderLayout, ...]:
        """The header layouts that count for a path, relative to the root; see ``config.selection``."""
        indices = self.overrides_of(path)
        if indices not in self._layouts:
            overrides = [self.settings.overrides[at] for at in indices]
            self._layouts[indices] = layouts_of(self.settings, overrides, self.catalog.layouts)
        return self._layouts[indices]

    def language_of(self, path: str) -> Scorer | None:
        """The model of the language for a path, relative to the root; opened where a rule that asks for one runs.

        Raises:
            UsageError: it cannot be opened.
        """
        asking = next((rule for rule in self.plan_of(path).rules.values() if rule.checker_name == LANGUAGE), None)
        if asking is None or not self.request.models:
            return None
        from lintcorpus.language.load import load_scorer  # in most runs no rule asks

        folder = asking.options.model
        if folder not in self._languages:
            self._languages[folder] = load_scorer(self.root, folder) if folder or not self.request.isolated else None
        return self._languages[folder]

    def rule(self, identity: str) -> Rule:
        """A rule as the settings have it, whether it runs or not."""
        return self._rule(identity, ())

    def overrides_of(self, path: str) -> tuple[int, ...]:
        """Which overrides name a path, relative to the root."""
        if not self.settings.overrides:
            return ()
        names = [path]
        record = split_name(path)
        if record is not None:
            names = [*names, record[0], *([record[1]] if self.settings.records.path else ())]
        return tuple(at for at, match in enumerate(self._override_matchers) if any(map(match, names)))

    @cached_property
    def _override_matchers(self) -> Sequence[Callable[[str], bool]]:
        from pathspec import GitIgnoreSpec

        found = []
        for index, override in enumerate(self.settings.overrides):
            try:
                found.append(GitIgnoreSpec.from_lines(override.paths).match_file)
            except (ValueError, re.error) as error:
                place = f"{self._file.place('overrides', index)}: " if self._file is not None else ""
                raise UsageError(f"{place}overrides: paths: not a pattern as in .gitignore: {error}") from error
        return found

    def _plan_with(self, indices: tuple[int, ...]) -> Plan:
        if indices not in self._plans:
            self._plans[indices] = self._made(indices) if indices else self._kept() or self._made(indices)
        return self._plans[indices]

    def _made(self, indices: tuple[int, ...]) -> Plan:
        overrides = [self.settings.overrides[at] for at in indices]
        rules = {identity: self._rule(identity, overrides) for identity in self._chosen(overrides)}
        return self._with_rules(rules)

    def _kept(self) -> Plan | None:
        """The plan of paths that no override names, as it was made before; it is kept when it was not."""
        file = self._plan_file
        if file is None:
            return None
        kept = file.recall()
        if kept is None:
            plan = self._made(())
            anchors = anchors_of(plan.anchored.values())
            file.keep(plan, anchors, modules_of_checkers())
            return replace(plan, anchors=anchors)
        self._modules = kept.modules
        rules = {
            identity: late_rule(identity, checker, is_anchored, partial(self._rule, identity, ()))
            for identity, (checker, is_anchored) in kept.rules.items()
        }
        return self._with_rules(rules, kept.anchors)

    @property
    def _plan_file(self) -> PlanFile | None:
        """Where the plan is kept; nowhere where plugins have a part in it, which may change unseen."""
        folder, plugins = self.request.cache_dir, self.plugins
        if folder is None or plugins.sources() or plugins.problems or not self.catalog.signature:
            return None
        request, catalog = self.request, self.catalog
        asks_web = request.web is not None
        return PlanFile(folder, self.settings, self.words, catalog.signature, request.today, asks_web=asks_web)

    def _with_rules(self, rules: Mapping[str, Rule], anchors: Anchors | None = None) -> Plan:
        inline = self.settings.suppressions in ("comments", "both")
        return Plan(rules, self.catalog.cards, inline, self.accepted, self.request.across, anchors)

    def _chosen(self, overrides: Sequence[Override]) -> Iterable[str]:
        chosen = selected(self.settings, overrides, self.catalog.cards)
        if self.request.web is not None:
            return chosen
        return [identity for identity in chosen if ONLINE not in self.catalog.cards[identity].tags]

    def _rule(self, identity: str, overrides: Sequence[Override]) -> Rule:
        card = self.catalog.cards[identity]
        checker = self._checker(card)
        cards = self.catalog.cards
        given = [self.settings.options, *(item.options for item in overrides)]
        chosen = options_of(card, given, cards)
        for name, spec in card.options.items():
            if spec.type == "date":
                chosen[name] = chosen[name] or self.request.today.isoformat()
        values = {**card.parameters, **chosen}
        if takes_words(checker.options):
            values[_USER_WORDS] = self.words
        try:
            options = build_options(checker.options, {key.replace("-", "_"): value for key, value in values.items()})
        except ValueError as error:
            raise UsageError(f"{card.source}:1: checker {checker.name!r}: {error}") from error
        severities = [self.settings.severity, *(item.severity for item in overrides)]
        return Rule(card, checker, options, severity_of(card, severities, cards), safety_of(card, self.settings, cards))

    def _checker(self, card: Card) -> AnyChecker:
        module = self._modules.get(card.checker)
        if module is not None:
            return next(checker for checker in checkers_of(module) if checker.name == card.checker)
        checker = self.checkers.get(card.checker)
        if checker is None:
            hint = nearest(card.checker, self.checkers)
            raise UsageError(f"{card.source}:1: rule {card.id} names unknown checker {card.checker!r}{hint}")
        return checker


def takes_words(options: type) -> bool:
    """Whether a checker with these options asks for the words that are right in the project."""
    return any(field.name == _USER_WORDS and field.default == frozenset() for field in fields(options))
