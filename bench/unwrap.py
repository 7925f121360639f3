"""Proves on a folder of articles that undoing a converter's wraps is exact.

usage: python bench/unwrap.py FOLDER... [--verbose]

Joins the line ends that the tool takes for a converter's, wraps the result again as html2text does
(``textwrap``, greedily, no long words broken, lists, tables and code left alone) and compares with
the file line by line. Prints per folder: files, wrapped files, files that came back, joins.
"""

import argparse
import textwrap
from pathlib import Path

from lintcorpus.app.compose import App, Request
from lintcorpus.app.inputs.files import find_files, read_files
from lintcorpus.article.header.block import header
from lintcorpus.article.wraps import Wrapping, wrapping
from lintcorpus.markdown.parse import blocks
from lintcorpus.model.document import Document


def main() -> int:
    """Measure and print a line for each folder; 1 when a file did not come back."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--verbose", action="store_true", help="print the first line that differs")
    arguments = parser.parse_args()
    app = App(Request(Path.cwd(), isolated=True))
    lost = 0
    for folder in arguments.folders:
        files = wrapped = exact = joins = 0
        for source in read_files(app, find_files(app, [folder]).files):
            for document in source.documents:
                files += 1
                found = wrapping(document)
                if found is None:
                    continue
                wrapped += 1
                joins += len(found.ends)
                difference = _difference(document, found)
                exact += difference is None
                if difference is not None and arguments.verbose:
                    print(f"{document.path}: {difference}")
        lost += wrapped - exact
        print(f"{folder}: {files} files, {wrapped} wrapped, {exact} came back, {joins} joins")
    return 1 if lost else 0


def _difference(document: Document, found: Wrapping) -> str | None:
    """The first line that does not come back, or ``None``."""
    joins = {document.line_of(end.span.start): end for end in found.ends}
    fixed = _fixed_lines(document)
    count = len(document.line_starts)
    index = 0
    while index < count:
        first, text = index, document.slice(document.line_span(index))
        while index in joins:
            end = joins[index]
            rest = document.line_span(index + 1)
            text = text.rstrip() + end.glue + document.text[end.span.end : rest.end]
            index += 1
        lines = [document.slice(document.line_span(number)).rstrip() for number in range(first, index + 1)]
        again = _wrapped(text, found.width) if first not in fixed or index > first else lines
        if [line.rstrip() for line in again] != lines:
            return f"line {first + 1}: {lines[0][:60]!r}... {len(lines)} lines become {len(again)}"
        index += 1
    return None


def _wrapped(text: str, width: int) -> list[str]:
    stripped = text.lstrip()
    if text.startswith("    ") or stripped.startswith(("* ", "- ", "+ ", "|")) or " | " in text:
        return [text]
    if stripped[:1].isdigit() and stripped.lstrip("0123456789")[:2] in (". ", ") "):
        return [text]
    mark = "> " if text.startswith("> ") else ""  # quotes are wrapped without it
    lines = textwrap.wrap(text[len(mark) :], width - len(mark), break_long_words=False)
    return [mark + line for line in lines] or [text]


def _fixed_lines(document: Document) -> set[int]:
    """Lines that no converter wraps: header, code, tables, tags."""
    spans = [block.span for block in blocks(document, "code", "table", "html")]
    found = header(document)
    if found is not None:
        spans.append(found.span)
    return {
        number
        for span in spans
        if span.end > span.start
        for number in range(document.line_of(span.start), document.line_of(span.end - 1) + 1)
    }


if __name__ == "__main__":
    raise SystemExit(main())
