"""What many tests need: the catalogue, a plan for some rules, and documents made of texts."""

import atexit
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from lintcorpus.app.compose import App, Request
from lintcorpus.app.inputs.source import Source
from lintcorpus.app.learning.accounts import learned_accounts
from lintcorpus.app.learning.names import NameCounts
from lintcorpus.article.prose import chinese_lines
from lintcorpus.config.learned import evidence, updated
from lintcorpus.engine.corpus import conclude, judged_rules
from lintcorpus.engine.fixing import fix_document
from lintcorpus.engine.pipeline import check_document
from lintcorpus.engine.plan import Plan
from lintcorpus.engine.stages.order import in_order
from lintcorpus.engine.stages.suppress import unused
from lintcorpus.language.counting import Counting
from lintcorpus.language.ngrams import NgramScorer
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.fix import Safety
from lintcorpus.model.language import Scorer
from lintcorpus.model.learned import Learned


@cache
def compiled_cards() -> Path:
    """A folder in which all tests of a session keep compiled cards."""
    folder = tempfile.TemporaryDirectory(prefix="lintcorpus-tests-")
    atexit.register(folder.cleanup)
    return Path(folder.name)


@cache
def app() -> App:
    """The parts of a run without config and plugins."""
    return App(Request(cwd=Path("/"), isolated=True, cache_dir=compiled_cards()))


def plan_for(*rules: str, options: Mapping[str, Mapping[str, Any]] | None = None) -> Plan:
    """A plan that runs these rules only, whatever their default."""
    if not options:
        return _plan(rules)
    flags = {"select": rules, "preview": True, "options": options}
    return App(Request(cwd=Path("/"), isolated=True, flags=flags, cache_dir=compiled_cards())).plan


@cache
def _plan(rules: tuple[str, ...]) -> Plan:
    flags = {"select": rules, "preview": True}
    return App(Request(cwd=Path("/"), isolated=True, flags=flags, cache_dir=compiled_cards())).plan


def document(text: str, path: str = "example.md", **more: Any) -> Document:
    """A document with the layouts of the built-in pack."""
    return Document(path, text, layouts=app().catalog.layouts, **more)


def learn(documents: Sequence[Document]) -> Learned:
    """What ``lintcorpus learn`` would write of these documents, as later runs see it."""
    counts = NameCounts()
    sources = counts.counting(Source(item.path, None, (item,)) for item in documents)
    return evidence(updated([], learned_accounts(sources)), counts.learned())


def hear(documents: Sequence[Document]) -> Scorer:
    """The model that ``lintcorpus learn --language-model`` would make of these documents."""
    counting = Counting()
    for item in documents:
        counting.add(line.text for line in chinese_lines(item))
    return NgramScorer(counting.table())


def check(documents: Sequence[Document], plan: Plan) -> list[Diagnostic]:
    """All diagnostics of a run over these documents as a whole corpus."""
    reports = [check_document(item, plan) for item in documents]
    found = [item for report in reports for item in report.diagnostics]
    found.extend(conclude(reports, plan, lambda path: plan))
    for report in reports:
        own = [item for item in found if item.path == report.path]
        found.extend(unused(own, report.directives, judged_rules(plan, whole_corpus=True)))
    return in_order(found)


def fixed(source: Document, plan: Plan, least: Safety = Safety.UNSAFE) -> str:
    """The text after all fixes of the plan that are at least this safe."""
    outcome = fix_document(source, lambda item: check([item], plan), plan, least)
    assert not outcome.dropped, outcome.dropped
    return outcome.document.text


def own_pack(root: Path, **files: str) -> Path:
    """A project with an article and a pack of its own.

    Args:
        root: of the project.
        files: of the pack's only family, by name without the ending: the text of ``own-rule`` as ``own_rule``.

    Returns:
        The config file that names the pack.
    """
    family = root / "own" / "ours"
    family.mkdir(parents=True)
    (family.parent / "PACK.yaml").write_text("name: own\nversion: 0.1.0\nschema: 1\nlanguages: [en, zh]\n")
    for name, text in files.items():
        (family / f"{name.replace('_data', '.data').replace('_', '-')}.yaml").write_text(text, encoding="utf-8")
    (root / "a.md").write_text("一篇文章。\n", encoding="utf-8")
    config = root / "lintcorpus.yaml"
    config.write_text("packs: [own]\n")
    return config
