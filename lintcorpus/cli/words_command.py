"""``lintcorpus words``: the words that are right in this project."""

import argparse

from lintcorpus.app.compose import App
from lintcorpus.cli.console import request
from lintcorpus.config.words import WORDS_FILE, add_words, load_words, remove_words
from lintcorpus.errors import UsageError


def run(arguments: argparse.Namespace) -> int:
    """Add, remove or list words; 0 when it was done."""
    root = App(request(arguments)).root
    if arguments.action == "list":
        if arguments.words:
            raise UsageError("words list takes no words")
        print("\n".join(sorted(load_words(root))))
        return 0
    if not arguments.words:
        raise UsageError(f"words {arguments.action} wants at least one word")
    done = (add_words if arguments.action == "add" else remove_words)(root, arguments.words)
    if not done:
        words = ", ".join(arguments.words)
        why = f"holds {words} already" if arguments.action == "add" else f"does not hold {words}"
        print(f"{WORDS_FILE} is as it was; it {why}")
    else:
        print(f"{WORDS_FILE}: {', '.join(done)} {'added' if arguments.action == 'add' else 'removed'}")
    return 0
