"""Looks at a project and drafts the files that make lintcorpus a part of it; nothing is written here."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, distribution
from importlib.resources import files as resources
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from lintcorpus import __version__
from lintcorpus.app.compose import App
from lintcorpus.app.inputs.files import read_files
from lintcorpus.article.header.block import header
from lintcorpus.reading.discover import discover, relative_path

_NO_CORPUS = (
    ".*/",
    *(f"{name}/" for name in ("node_modules", "site-packages", "venv", "env", "vendor", "__pycache__")),
)
"""Folders that hold no articles but many texts, as patterns of ``.gitignore``."""
_ABOUT = re.compile(
    r"(?:readme|changelog|changes|license|licence|contributing|requirements|robots|todo)\b", re.IGNORECASE
)
"""Texts about a project, which are no articles of it."""
_SAMPLE = 200
"""Files whose header is looked at."""
_MOST = 0.9
"""The share of files with the same header from which on it is demanded of all."""
_IGNORED = (".lintcorpus/cache/", ".lintcorpus/journal/")
_FIRST_REPO = re.compile(r"^( *)- +repo:", re.MULTILINE)


class Survey(NamedTuple):
    """What a project looks like.

    Attributes:
        corpus: the folder with the articles, relative to the root and ending in a slash; ``./`` for
            the root itself, empty when there are none.
        files: how many articles it holds.
        header: the header layout that more than half of those have that were looked at; empty when none.
        with_header: how many have it.
        looked_at: how many were looked at.
        ci: ``github``, ``gitlab`` or empty.
        branch: the main branch.
    """

    corpus: str
    files: int
    header: str
    with_header: int
    looked_at: int
    ci: str
    branch: str


class Draft(NamedTuple):
    """A file that is to be written.

    Attributes:
        path: relative to the root.
        after: what it is to hold.
        before: what it holds; ``None`` when it is not there.
    """

    path: str
    after: str
    before: str | None = None


class Left(NamedTuple):
    """A file that is left as it is.

    Attributes:
        path: relative to the root.
        reason: why, and what to do by hand if anything.
    """

    path: str
    reason: str


def survey(app: App, corpus: str | None = None) -> Survey:
    """Look at a project.

    Args:
        app: with the settings that are there.
        corpus: the folder of the articles, relative to the root, when it is known.
    """
    texts = _texts(app)
    if corpus is None:
        corpus = _corpus([name for name in texts if not _ABOUT.match(PurePosixPath(name).name)])
    inside = [name for name in texts if corpus == "./" or name.startswith(corpus)] if corpus else []
    sample = inside[:: max(1, -(-len(inside) // _SAMPLE))]
    found = Counter(_layouts(app, sample))
    name, count = found.most_common(1)[0] if found else ("", 0)
    if 2 * count <= len(sample):
        name, count = "", 0
    return Survey(corpus, len(inside), name, count, len(sample), _ci(app.root), _branch(app.root))


def drafts(app: App, seen: Survey) -> Iterator[Draft | Left]:
    """The files that the project needs, in the order in which people should look at them."""
    yield _settings(app, seen)
    yield _pre_commit(app.root, seen)
    if seen.ci == "github":
        yield _new(app.root, ".github/workflows/lintcorpus.yml", "github.yml", BRANCH=json.dumps(seen.branch))
    elif seen.ci == "gitlab":
        yield from _gitlab(app.root)
    else:
        yield Left("a CI job", "neither GitHub nor GitLab was found")
    yield _gitignore(app.root)


def requirement() -> str:
    """What another machine tells pip to install this program: from the package index, or from its repository."""
    origin = _origin()
    commit = origin.get("vcs_info", {}).get("commit_id")
    return f"lintcorpus @ git+{origin['url']}@{commit}" if commit else f"lintcorpus=={__version__}"


def is_from_here() -> bool:
    """Whether this program was installed from a folder or file of this machine, which no other one has."""
    return str(_origin().get("url", "")).startswith("file:") and "vcs_info" not in _origin()


def _origin() -> dict[str, Any]:
    """Where pip says that this program comes from; nothing when that was a package index."""
    try:
        told = json.loads(distribution("lintcorpus").read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def rendered_template(name: str, **values: str) -> str:
    """The text of a template with what installs this program and these values put in.

    Args:
        name: a file of ``lintcorpus/templates``.
        values: by the names that stand between ``@`` in it.
    """
    text = (resources("lintcorpus") / "templates" / name).read_text(encoding="utf-8")
    for key, value in {"REQUIREMENT": requirement(), **values}.items():
        text = text.replace(f"@{key}@", value)
    return text


def _texts(app: App) -> list[str]:
    """The paths, relative to the root, of all files that may be articles, whatever git ignores."""
    found = discover(
        [str(app.root)],
        root=app.root,
        suffixes=app.settings.suffixes,
        exclude=(*_NO_CORPUS, *app.settings.exclude),
        force_exclude=False,
        respect_gitignore=False,
    )
    return [relative_path(path, app.root) for path in found.files]


def _corpus(articles: Sequence[str]) -> str:
    """The folder with the most articles, as deep as all of them are in it."""
    if not articles:
        return ""
    counts = Counter(name.partition("/")[0] if "/" in name else "." for name in articles)
    folder, _ = min(counts.items(), key=lambda item: (-item[1], item[0]))
    if folder == ".":
        return "./"
    inside = [PurePosixPath(name).parts[:-1] for name in articles if name.startswith(f"{folder}/")]
    depth = 1
    while all(len(parts) > depth for parts in inside) and len({parts[depth] for parts in inside}) == 1:
        depth += 1
    return "/".join(inside[0][:depth]) + "/"


def _layouts(app: App, names: Iterable[str]) -> Iterator[str]:
    for source in read_files(app, [app.root / name for name in names]):
        for document in source.documents:
            found = header(document)
            if found is not None:
                yield found.layout.name


def _ci(root: Path) -> str:
    """The system that runs jobs for the project, by its files or by where its git repository comes from."""
    if (root / ".gitlab-ci.yml").exists():
        return "gitlab"
    if (root / ".github").is_dir():
        return "github"
    remotes = " ".join(re.findall(r"^\s*url\s*=\s*(.*)$", _read(root / ".git" / "config") or "", re.MULTILINE))
    return next((name for name in ("github", "gitlab") if name in remotes), "")


def _branch(root: Path) -> str:
    """The branch that others start from; the one that is checked out, as far as git does not know."""
    for place in ("refs/remotes/origin/HEAD", "HEAD"):
        text = (_read(root / ".git" / place) or "").strip()
        for prefix in ("ref: refs/remotes/origin/", "ref: refs/heads/"):
            if text.startswith(prefix):
                return text.removeprefix(prefix)
    return "main"


def _settings(app: App, seen: Survey) -> Draft | Left:
    if app.config is not None:
        return Left(relative_path(app.config, app.root), "there are settings already")
    lines = ['# Settings of lintcorpus; "lintcorpus config" shows all of them.']
    if seen.corpus:
        lines.append(f"corpus: [{_scalar(seen.corpus)}]")
    if seen.header:
        demanded = seen.with_header >= _MOST * seen.looked_at
        said = f"# {seen.with_header} of {seen.looked_at} files have it"
        lines.append(f"{'' if demanded else '# '}header: {_scalar(seen.header)}  {said}")
    lines.append("fail-on: warning")
    return Draft("lintcorpus.yaml", "\n".join(lines) + "\n")


def _pre_commit(root: Path, seen: Survey) -> Draft | Left:
    path = ".pre-commit-config.yaml"
    pattern = f"^{re.escape(seen.corpus)}" if seen.corpus not in ("", "./") else ""
    template = "pre-commit-installed.yaml" if is_from_here() else "pre-commit.yaml"
    entry = rendered_template(template, FILES=_scalar(pattern))
    if not (root / path).exists():
        return Draft(path, f"repos:\n{entry}")
    before = _read(root / path)
    if before is None:
        return Left(path, "it cannot be read")
    if "lintcorpus" in before:
        return Left(path, "it names lintcorpus already")
    after = _with_repo(before, entry)
    return Left(path, "its repos cannot be added to") if after is None else Draft(path, after, before)


def _with_repo(before: str, entry: str) -> str | None:
    """A pre-commit configuration with one repository more at its end; ``None`` when it is not so simple."""
    import yaml

    first = _FIRST_REPO.search(before)
    if first is None:
        return None
    shifted = "".join(f"{first[1]}{line.removeprefix('  ')}\n" for line in entry.removesuffix("\n").split("\n"))
    after = _joined(before, shifted)
    try:
        old, new = yaml.safe_load(before), yaml.safe_load(after)
        (added,) = yaml.safe_load(entry)
    except (yaml.YAMLError, ValueError):
        return None
    if not isinstance(old, dict) or not isinstance(old.get("repos"), list):
        return None
    return after if new == {**old, "repos": [*old["repos"], added]} else None


def _gitlab(root: Path) -> Iterator[Draft | Left]:
    path = ".gitlab/lintcorpus.gitlab-ci.yml"
    yield _new(root, path, "gitlab.yml")
    include = f"include:\n  - local: {path}\n"
    main = root / ".gitlab-ci.yml"
    if not main.exists():
        yield Draft(main.name, include)
    elif path in (_read(main) or ""):
        yield Left(main.name, "it includes lintcorpus already")
    elif re.search(r"^include\s*:", _read(main) or "", re.MULTILINE):
        yield Left(main.name, f"add to its includes: - local: {path}")
    else:
        before = _read(main)
        yield (
            Left(main.name, "it cannot be read")
            if before is None
            else Draft(main.name, _joined(before, include), before)
        )


def _new(root: Path, path: str, template: str, **values: str) -> Draft | Left:
    if (root / path).exists():
        return Left(path, "it is there already")
    return Draft(path, rendered_template(template, **values))


def _gitignore(root: Path) -> Draft | Left:
    path = ".gitignore"
    before = _read(root / path)
    if before is None and (root / path).exists():
        return Left(path, "it cannot be read")
    present = {line.strip() for line in (before or "").replace("\r", "\n").split("\n")}
    missing = [line for line in _IGNORED if not {line, line.rstrip("/"), f"/{line}", ".lintcorpus/"} & present]
    if not missing:
        return Left(path, "it hides the cache already")
    return Draft(path, _joined(before or "", "".join(f"{line}\n" for line in missing)), before)


def _joined(before: str, more: str) -> str:
    """A text with lines added, which end as its own do."""
    end = "\r\n" if "\r\n" in before else "\n"
    gap = end if before and not before.endswith(("\n", "\r")) else ""
    return before + gap + more.replace("\n", end)


def _scalar(text: str) -> str:
    """A string as YAML: bare where nothing could be misread, else in quotes."""
    return text if re.fullmatch(r"[A-Za-z][\w./-]*", text, re.ASCII) else json.dumps(text, ensure_ascii=False)


def _read(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
