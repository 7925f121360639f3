"""Writes the rule table of the README from the catalogue.

usage: python tools/update_readme.py [--check]
"""

import sys
from pathlib import Path

from lintcorpus.catalog.load import load_catalog
from lintcorpus.catalog.locate import builtin_pack
from lintcorpus.model.card import Card, localized

README = Path(__file__).parent.parent / "README.md"
BEGIN, END = "<!-- rules: begin -->\n", "<!-- rules: end -->"


def table() -> str:
    """The rule table in Markdown."""
    cards = load_catalog([builtin_pack()], None).cards.values()
    rows = ["| id | name | finds | default | fix |", "|---|---|---|---|---|", *(_row(card) for card in cards)]
    return "\n".join(rows) + "\n"


def _row(card: Card) -> str:
    summary = localized(card.summary, "en").replace("|", "\\|")
    fix = card.fix.safety.label if card.fix.safety is not None else "none"
    state = "on" if card.enabled else "off"
    return f"| {card.id} | {card.name} | {summary} | {state}, {card.severity.label} | {fix} |"


def updated(text: str) -> str:
    """The README's text with the table between its marks made anew."""
    head, rest = text.split(BEGIN)
    return head + BEGIN + table() + END + rest.split(END)[1]


def main() -> int:
    """Write the table, or with ``--check`` only say whether it is stale."""
    text = README.read_text(encoding="utf-8")
    new = updated(text)
    if "--check" in sys.argv:
        return int(new != text)
    README.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
