"""``lintcorpus explain``: what a rule finds, why, and how it can be set."""

import argparse
import sys

from lintcorpus.app.compose import App
from lintcorpus.app.explain import page
from lintcorpus.cli.console import language, request
from lintcorpus.config.selection import known


def run(arguments: argparse.Namespace) -> int:
    """Print the page of every rule that the names stand for."""
    app = App(request(arguments))
    chosen = sorted({identity for name in arguments.rules for identity in known(app.catalog.cards, name)})
    lang = language(app.settings.lang, sys.stdout)
    print("\n\n".join("\n".join(page(app, identity, lang)) for identity in chosen))
    return 0
