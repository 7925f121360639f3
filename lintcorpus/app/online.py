"""The online run: which links the files have, what is known of them already, and what the web says of the others."""

import datetime
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from lintcorpus.app.compose import ONLINE, App
from lintcorpus.app.inputs.source import Source
from lintcorpus.article.web_targets import web_targets, without_fragment
from lintcorpus.errors import UsageError
from lintcorpus.model.web import Answer, Verdict
from lintcorpus.online.cache import Cache, CacheError, Kept

_DAY = 86400.0
_LONGEST = {Verdict.FOUND: 7 * _DAY, Verdict.MOVED: 7 * _DAY, Verdict.DEAD: _DAY, Verdict.CERTIFICATE: _DAY}
"""Seconds for which an answer is trusted; what people are told about is asked again soon, for it may be mended."""
_SOON = 3600.0
"""The same for answers that settle nothing."""
_REASONS = 4
"""How many reasons a note names."""


@dataclass(frozen=True)
class Answers:
    """What the web answered, by URL without fragment."""

    by_url: Mapping[str, Answer] = field(default_factory=dict)

    def answer(self, url: str) -> Answer | None:
        """What was learned about a URL; ``None`` where it was not asked for."""
        return self.by_url.get(url)


@dataclass(frozen=True)
class How:
    """How the web is to be asked.

    Attributes:
        offline: answers come from the cache only, however old.
        allow_private: private addresses may be asked.
        days: answers that are older are asked for again.
        minutes: after which nothing more is asked.
    """

    offline: bool = False
    allow_private: bool = False
    days: float = 7.0
    minutes: float = 10.0


Asker = Callable[[Sequence[str], Callable[[str, Answer, float], None], How], None]
"""Asks for URLs and tells each answer, with the seconds for which the server does not want to be asked again."""


def ask_network(urls: Sequence[str], heard: Callable[[str, Answer, float], None], how: How) -> None:
    """Ask the real web.

    Raises:
        UsageError: the client is not installed.
    """
    try:
        from lintcorpus.online import fetch
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("lintcorpus"):
            raise
        raise UsageError(
            f"--online needs the package {error.name}: pip install 'lintcorpus[online]'; --offline-cache does without"
        ) from error
    limits = fetch.Limits(seconds=60 * how.minutes)
    fetch.ask(
        urls,
        lambda url, asked: heard(url, asked.answer, asked.wait),
        limits=limits,
        allow_private=how.allow_private,
    )


def ask_web(app: App, sources: Iterable[Source], how: How, asker: Asker = ask_network) -> tuple[App, tuple[str, ...]]:
    """Ask the web for all links of some files.

    Args:
        app: the run's parts.
        sources: the files; they are read here and once more when they are checked, so that no text
            is kept while the web is asked.
        how: limits and the cache.
        asker: asks for what the cache does not have.

    Returns:
        The parts of the same run with rules that ask the web, and what the user should hear.

    Raises:
        UsageError: the client is not installed.
    """
    asking = App(replace(app.request, web=Answers()))
    urls = _urls(asking, sources)
    notes: list[str] = []
    try:
        found = _known_and_asked(app, urls, how, asker, notes)
    except CacheError as error:
        notes.append(f"{error}; nothing is kept")
        found = {} if how.offline else _Session(asker, how, None, notes).ask(urls, {})
    notes.extend(_told(urls, found, how))
    return App(replace(app.request, web=Answers(found))), tuple(notes)


def _urls(app: App, sources: Iterable[Source]) -> list[str]:
    """The distinct URLs of files for which a rule asks the web, in the order in which they stand."""
    found: dict[str, None] = {}
    for source in sources:
        for document in source.documents:
            rules = app.plan_of(document.path).rules.values()
            if any(ONLINE in rule.card.tags for rule in rules):
                found.update(dict.fromkeys(without_fragment(target.url) for target in web_targets(document)))
    return list(found)


def _known_and_asked(app: App, urls: Sequence[str], how: How, asker: Asker, notes: list[str]) -> Mapping[str, Answer]:
    path = app.web_file
    if path is None or (how.offline and not path.exists()):
        if how.offline:
            notes.append("--offline-cache: there is no cache of answers; a run with --online makes one")
            return {}
        return _Session(asker, how, None, notes).ask(urls, {})
    _hide_from_git(path, app.root)
    with Cache(path) as cache:
        if cache.renewed:
            notes.append(f"{path}: the cache of answers was damaged; made anew")
        known = cache.get(urls)
        if how.offline:
            return {url: kept.answer for url, kept in known.items()}
        return _Session(asker, how, cache, notes).ask(urls, known)


class _Session:
    """Asks for what is not known and keeps what is heard."""

    def __init__(self, asker: Asker, how: How, cache: Cache | None, notes: list[str]) -> None:
        self._asker = asker
        self._how = how
        self._cache = cache
        self._notes = notes
        self._found: dict[str, Answer] = {}
        self._hostless: dict[str, Answer] = {}
        self._connected = False

    def ask(self, urls: Collection[str], known: Mapping[str, Kept]) -> Mapping[str, Answer]:
        """The answers to these URLs, those of the cache that are young enough included."""
        now = time.time()
        youngest = now - self._how.days * _DAY
        fresh = {url: kept.answer for url, kept in known.items() if kept.at >= youngest and kept.until > now}
        missing = [url for url in urls if url not in fresh]
        if missing:
            self._asker(missing, self._heard, self._how)
        for url, answer in self._hostless.items():
            # Without any connection it is this machine that finds no host.
            if self._connected:
                self._keep(url, answer, 0.0)
            else:
                self._found[url] = Answer(Verdict.UNKNOWN, reason="no host was found at all")
        return {**fresh, **self._found}

    def _heard(self, url: str, answer: Answer, wait: float) -> None:
        answer = answer._replace(asked=datetime.date.today().isoformat())
        if answer.verdict is Verdict.DEAD and not answer.status:
            self._hostless[url] = answer
            return
        self._connected = self._connected or answer.status > 0
        self._keep(url, answer, wait)

    def _keep(self, url: str, answer: Answer, wait: float) -> None:
        self._found[url] = answer
        if self._cache is not None:
            now = time.time()
            try:
                self._cache.put(url, Kept(answer, now, now + max(wait, _LONGEST.get(answer.verdict, _SOON))))
            except CacheError as error:
                self._notes.append(f"{error}; nothing more is kept")
                self._cache = None


def _told(urls: Sequence[str], found: Mapping[str, Answer], how: How) -> Iterable[str]:
    """What the user should hear of links that nobody could judge."""
    reasons = Counter(found[url].reason for url in urls if url in found and found[url].verdict is Verdict.UNKNOWN)
    absent = sum(url not in found for url in urls)
    if absent:
        reasons["not in the cache" if how.offline else "no time was left"] = absent
    if reasons:
        named = [f"{count} × {reason}" for reason, count in reasons.most_common(_REASONS)]
        more = ", …" if len(reasons) > _REASONS else ""
        yield f"{reasons.total()} of {len(urls)} links could not be checked: {', '.join(named)}{more}"


def _hide_from_git(path: Path, root: Path) -> None:
    """The project's cache folder says by itself that it is none of git's business."""
    if path.is_relative_to(root):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if not (path.parent / ".gitignore").exists():
                (path.parent / ".gitignore").write_text("*\n", encoding="ascii")
        except OSError as error:
            raise CacheError(f"{path}: {error.strerror or error}") from error
