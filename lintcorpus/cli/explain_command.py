"""``lintcorpus explain``: what a rule finds, why, and how it can be set."""

import argparse
import sys
from collections.abc import Iterable, Iterator

from lintcorpus.app.compose import App
from lintcorpus.app.explain import EXAMPLE, page
from lintcorpus.cli.console import language, request, terminal_width
from lintcorpus.config.selection import known
from lintcorpus.reporters.width import wrapped


def run(arguments: argparse.Namespace) -> int:
    """Print the page of every rule that the names stand for."""
    app = App(request(arguments))
    chosen = sorted({identity for name in arguments.rules for identity in known(app.catalog.cards, name)})
    lang = language(app.settings.lang, sys.stdout)
    width = terminal_width() if sys.stdout.isatty() else None
    print("\n\n".join("\n".join(_fitted(page(app, identity, lang), width)) for identity in chosen))
    return 0


def _fitted(lines: Iterable[str], width: int | None) -> Iterator[str]:
    """The lines of a page, prose wrapped to the width of a terminal; examples stay as they are."""
    for line in lines:
        if not line.strip():
            yield ""
        elif width is None or line.startswith(EXAMPLE):
            yield line
        else:
            yield from wrapped(line, width, "    " if line.startswith("  ") else "  ")
