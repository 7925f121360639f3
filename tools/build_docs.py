"""Makes the pages of the documentation that are generated, while MkDocs builds it; nothing of them is committed.

A hook of MkDocs (``hooks`` in ``mkdocs.yml``): a page for each rule and their index from the cards, the
settings from their JSON Schema, the commands from their arguments, the schemas themselves, and the
picture of a terminal.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from html import escape, unescape
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from lintcorpus.catalog.examples import CLOSE, OPEN  # noqa: E402 - MkDocs loads this file from anywhere
from lintcorpus.catalog.load import load_catalog  # noqa: E402
from lintcorpus.catalog.locate import builtin_pack  # noqa: E402
from lintcorpus.cli.arguments import COMMANDS, add_arguments  # noqa: E402
from lintcorpus.config.settings import Settings  # noqa: E402
from lintcorpus.model.card import Card, localized  # noqa: E402

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

SCHEMAS = ("config", "card", "pack", "layout", "accepted", "learned")
"""The schemas of files that people write or review."""
_FAMILIES = {
    "boilerplate": "What a page leaves around the article",
    "duplicates": "Repeats, in one article and across files",
    "encoding": "Bytes and characters",
    "headings": "Headings",
    "links": "Links and URLs",
    "markup": "Markdown and HTML",
    "metadata": "The header of the file",
    "personal": "Personal data",
    "pictures": "Pictures",
    "promotion": "Promotion",
    "punctuation": "Marks",
    "quality": "The article as a whole",
    "references": "Words that point at something",
    "run": "The run itself",
    "typos": "Typos",
}
_GROUPS = {"positional arguments": "arguments"}
_APPLIED = {
    "safe": "Safe: `--fix` applies it; a repair of one place may be less, and then the report says so.",
    "unsafe": "Unsafe: only `--fix --unsafe-fixes` applies it.",
    "show": "Reports show it; it is never applied.",
    "none": "There is none.",
}
_EXPLAINED = {
    "suffixes": "Files that are read in folders.",
    "exclude": "Paths that are left out, as in .gitignore.",
    "force-exclude": "Leave them out also when they are named, as hooks do.",
    "gitignore": "Whether .gitignore hides files in folders.",
    "corpus": "What is checked when no path is given, and what single files are compared with.",
    "max-file-size": "Larger files are reported and not read (bytes).",
    "file-timeout": "Seconds that the check of one file may take; 0 for as long as it takes.",
    "suppressions": "Whether comments in articles, the accepted file or both count.",
    "preview": "Also run rules in preview.",
    "lang": "Language of messages.",
    "packs": "Folders of cards of your own.",
    "disabled-plugins": "Plugins that are not loaded.",
    "extend-safe-fixes": "Rules whose unsafe fixes you trust; --fix applies them.",
    "extend-unsafe-fixes": "Rules whose safe fixes you do not trust; only --unsafe-fixes applies them.",
    "fail-on": "The least severity that fails a run.",
    "severity": "Severity by rule.",
    "options": "Options by rule; the page of each rule lists its own.",
    "overrides": "Settings for some paths only: select, ignore, severity, options, header.",
    "header": "What header every article has.",
}
"""What the schema leaves to say."""


def generated() -> Iterator[tuple[str, str]]:
    """Every generated file: its path in the site's sources, and its text."""
    cards = list(load_catalog([builtin_pack()], None).cards.values())
    yield "rules/index.md", _rules_index(cards)
    for card in cards:
        yield f"rules/{card.name}.md", _rule_page(card)
    yield "reference/configuration.md", _configuration()
    yield "reference/commands.md", _commands()
    yield "reference/schemas.md", _schemas()
    for name in SCHEMAS:
        source = ROOT / "lintcorpus" / "schemas" / f"{name}.schema.json"
        yield f"schemas/{name}.schema.json", source.read_text(encoding="utf-8")
    yield "pictures/check.svg", terminal_picture()


def on_config(config: "MkDocsConfig") -> "MkDocsConfig":
    """Put the rules, and editor pages where there are some, into the navigation."""
    by_family: dict[str, list[Card]] = {}
    for card in load_catalog([builtin_pack()], None).cards.values():
        by_family.setdefault(card.family, []).append(card)
    rules: list[Any] = ["rules/index.md"]
    for family, cards in sorted(by_family.items()):
        rules.append({family: [{f"{card.id} {card.name}": f"rules/{card.name}.md"} for card in cards]})
    editors = sorted(
        Path(config.docs_dir).glob("editors/*.md"), key=lambda page: (page.stem not in ("index", "README"), page.name)
    )
    nav: list[Any] = []
    for entry in config.nav or ():
        if entry == {"Rules": "rules/index.md"}:
            entry = {"Rules": rules}
            if editors:
                nav.append({"Editors": [f"editors/{page.name}" for page in editors]})
        nav.append(entry)
    config.nav = nav
    return config


def on_files(files: "Files", config: "MkDocsConfig") -> "Files":
    """Add the generated files to those that are read."""
    from mkdocs.structure.files import File

    for path, text in generated():
        files.append(File.generated(config, path, content=text))
    return files


def _rules_index(cards: Sequence[Card]) -> str:
    lines = [
        "# Rules",
        "",
        f"There are {len(cards)} rules. A rule is named by its id, its name, its family or the beginning of ids:",
        "`--select LNK001,headings,PUN`.",
        "",
        "*Right* is the share of findings on real articles that were right when they were read one by one,",
        "with how many were read. A dash means that there was none to read. *Fix* says how far a repair can be",
        "trusted: see [Repairs](../how-to/fix.md).",
        "",
    ]
    for family in sorted({card.family for card in cards}):
        lines += [f"## {_FAMILIES.get(family, family.capitalize())} {{ #{family} }}", ""]
        lines += ["| id | name | finds | default | fix | right |", "|---|---|---|---|---|---|"]
        for card in cards:
            if card.family == family:
                link = f"[{card.name}]({card.name}.md)"
                found = _cell(localized(card.summary, "en"))
                lines.append(f"| {card.id} | {link} | {found} | {_default(card)} | {_safety(card)} | {_right(card)} |")
        lines.append("")
    return "\n".join(lines)


def _rule_page(card: Card) -> str:
    lines = [f"# {card.id} {card.name}", "", f"{_text(localized(card.summary, 'en'))}.", ""]
    lines += ["| default | fix | right | family | since |", "|---|---|---|---|---|"]
    family = f"[{card.family}](index.md#{card.family})"
    lines += [f"| {_default(card)} | {_safety(card)} | {_right(card)} | {family} | {card.since} |", ""]
    lines += ["## Why", "", _text(localized(card.why, "en")), ""]
    lines += ["## Messages", ""]
    for variant in card.variants.values():
        severity = f" ({variant.severity.label})" if variant.severity is not None else ""
        lines.append(f"- {_code(localized(variant.message, 'en'))}{severity}")
    lines += ["", "## Repair", ""]
    lines.append(_APPLIED[_safety(card)])
    lines += ["", *(f"- {_text(localized(title, 'en'))}" for title in card.fix.titles.values()), ""]
    if card.fix.reason:
        lines += [_text(localized(card.fix.reason, "en")), ""]
    if card.fix.changes:
        changes = ", ".join(sorted(change.value for change in card.fix.changes))
        lines += [f"It may change, beyond marks and white space: {changes}.", ""]
    for rule, reason in card.fix.after.items():
        lines += [f"It waits for the repairs of {rule}: {_text(localized(reason, 'en'))}", ""]
    lines += [*_options(card), *_measured(card)]
    lines += ["## Reported { #bad }", "", f"What is found stands between {OPEN} and {CLOSE}.", ""]
    for example in card.bad:
        lines += _example(example)
    lines += ["## Not reported { #good }", ""]
    for example in card.good:
        lines += _example(example)
    lines += ["## To allow it at one place", "", "Write on the line above:", ""]
    lines += _fenced(f"<!-- lintcorpus-disable-next-line {card.id} -- reason -->", "markdown")
    if "zh" in card.summary:
        lines += ["## 中文", "", f"**{_text(card.summary['zh'])}**", "", _text(card.why.get("zh", "")), ""]
        lines += [f"- {_code(variant.message.get('zh', ''))}" for variant in card.variants.values()]
        if "zh" in card.fix.reason:
            lines += ["", _text(card.fix.reason["zh"])]
    return "\n".join(lines) + "\n"


def _options(card: Card) -> Iterator[str]:
    if not card.options:
        return
    yield from ("## Options", "", "| option | type | default | limits | means |", "|---|---|---|---|---|")
    for name, spec in card.options.items():
        limits = [f"from {spec.minimum:g}"] if spec.minimum is not None else []
        limits += [f"to {spec.maximum:g}"] if spec.maximum is not None else []
        limits += [", ".join(spec.choices)] if spec.choices else []
        doc = _cell(localized(spec.doc, "en"))
        yield f"| `{name}` | {spec.type} | {_code(_yaml(spec.default))} | {' '.join(limits)} | {doc} |"
    name, spec = next(iter(card.options.items()))
    yield from ("", *_fenced(f"options:\n  {card.id}: {{{name}: {_yaml(spec.default)}}}", "yaml"))


def _measured(card: Card) -> Iterator[str]:
    if card.measured is None:
        return
    measured = card.measured
    yield from ("## How often it is right", "")
    if measured.read:
        yield f"{measured.precision:.0%} of {measured.read} findings on real articles that were read ({measured.date})."
    else:
        yield f"Real articles gave no finding to read ({measured.date})."
    yield from ("", _text(measured.note), "")


def _example(example: Any) -> Iterator[str]:
    data: Mapping[str, Any] = example if isinstance(example, dict) else {"text": example}
    if data.get("options"):
        yield from (f"With the options {_code(_yaml(data['options']))}:", "")
    if data.get("learned"):
        yield from ("After `lintcorpus learn` on these files:", "")
    for name, text in (data.get("files") or {"": data["text"]}).items():
        yield from ([f"`{name}`:", ""] if name else [])
        yield from _fenced(str(text))
    if data.get("fixed") is not None:
        yield from ("repaired:", "", *_fenced(str(data["fixed"])))


def _fenced(text: str, kind: str = "text") -> list[str]:
    """A code block; a fence longer than any inside, and control characters made visible."""
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    shown = text.replace("\r\n", "\n").replace("\r", "␍\n").removesuffix("\n")
    shown = re.sub(r"[\x00-\x08\x0b-\x1f]", lambda match: chr(0x2400 + ord(match[0])), shown).replace("\x7f", "␡")
    return [f"{fence}{kind}", *shown.split("\n"), fence, ""]


def _right(card: Card) -> str:
    measured = card.measured
    return f"{measured.precision:.0%} of {measured.read}" if measured is not None and measured.read else "–"


def _default(card: Card) -> str:
    return f"{'on' if card.enabled else 'off'}, {card.severity.label}"


def _safety(card: Card) -> str:
    return card.fix.safety.label if card.fix.safety is not None else "none"


def _text(text: str) -> str:
    """Plain text in Markdown: nothing in it is markup."""
    return re.sub(r"[\\`*_{}\[\]|~^$#]", lambda match: f"&#{ord(match[0])};", escape(text, quote=False))


def _cell(text: str) -> str:
    return _text(" ".join(text.split()))


def _code(text: str) -> str:
    """Inline code, also inside a table and with backquotes in it."""
    return f"<code>{escape(text, quote=False).replace('|', '&#124;')}</code>"


def _yaml(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _configuration() -> str:
    schema = json.loads((ROOT / "lintcorpus" / "schemas" / "config.schema.json").read_text(encoding="utf-8"))
    definitions = schema["definitions"]
    defaults = Settings()
    lines = [
        "# Settings",
        "",
        "Settings stand in `lintcorpus.yaml` (or `.yml`, or with a leading dot) in the folder you work in or",
        "above it, or under `[tool.lintcorpus]` in `pyproject.toml`. All paths are relative to that folder. An",
        "unknown key is an error that names the line and the nearest key. `lintcorpus config` prints what is",
        "in force and where it came from.",
        "",
        "Your editor can complete and check the file: see [Schemas](schemas.md).",
        "",
        "| key | value | default | means |",
        "|---|---|---|---|",
    ]
    for key, given in schema["properties"].items():
        target = given.get("$ref", "").rpartition("/")[2]
        spec = {**definitions.get(target, {}), **given}
        default = getattr(defaults, key.replace("-", "_"), "")
        said = _cell(_EXPLAINED.get(key) or spec.get("description", ""))
        lines.append(f"| `{key}` | {_kind(spec, definitions)} | {_shown_default(default)} | {said} |")
    lines += ["", "## Header", "", _text(definitions["header"]["description"]), ""]
    lines += ["## Example", ""]
    example = """\
corpus: [articles/]
ignore: [HDG002, PII]
extend-select: [LNK008]
severity: {PRO: info}
options: {DUP006: {minimum-length: 200}}
overrides:
  - paths: ["archive/"]
    ignore: [MRK]
fail-on: error
"""
    return "\n".join([*lines, *_fenced(example, "yaml")])


def _kind(spec: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    if "enum" in spec:
        return ", ".join(f"`{value}`" for value in spec["enum"])
    if spec.get("type") == "array":
        items = spec.get("items", {})
        return f"list of {items.get('type', 'string')}s"
    if spec.get("type") == "object":
        return "mapping"
    return str(spec.get("type", ""))


def _shown_default(value: Any) -> str:
    label = getattr(value, "label", None)
    if label is not None:
        return f"`{label}`"
    if isinstance(value, bool | int | str):
        return _code(_yaml(value).strip('"')) if value != "" else ""
    return _code(", ".join(value)) if isinstance(value, tuple) and value and isinstance(value[0], str) else ""


def _commands() -> str:
    lines = [
        "# Commands",
        "",
        "Without a command lintcorpus checks: `lintcorpus articles/` is `lintcorpus check articles/`.",
        "",
    ]
    for command, (summary, _) in COMMANDS.items():
        parser = argparse.ArgumentParser(prog=f"lintcorpus {command}", add_help=False)
        add_arguments(parser, command)
        lines += [f"## {command}", "", _text(summary), ""]
        for group in parser._action_groups:
            actions = [action for action in group._group_actions if action.help is not argparse.SUPPRESS]
            if actions and (group.title != "configuration" or command == "check"):
                title = _GROUPS.get(group.title or "", group.title or "")
                lines += [f"**{_text(title)}** {_text(group.description or '')}".rstrip(), ""]
                lines += ["| argument | means |", "|---|---|"]
                lines += [f"| {_code(_argument(action))} | {_cell(action.help or '')} |" for action in actions]
                lines.append("")
    lines += ["The options under *configuration* of `check` may be given to every command.", ""]
    return "\n".join(lines)


def _argument(action: argparse.Action) -> str:
    choices = "|".join(str(choice) for choice in action.choices) if action.choices else ""
    value = str(action.metavar or choices or action.dest.upper())
    names = ", ".join(action.option_strings)
    return (f"{names} {value}" if action.nargs != 0 else names) if names else value


def _schemas() -> str:
    rows = {
        "config": "`lintcorpus.yaml`",
        "card": "cards of rules",
        "pack": "`PACK.yaml` of a pack",
        "layout": "header layouts in `layouts/` of a pack",
        "accepted": "`.lintcorpus/accepted.yaml`",
        "learned": "`.lintcorpus/learned.yaml`",
    }
    lines = [
        "# Schemas for editors",
        "",
        "Each file that you write has a JSON Schema (draft 7). Editors with a YAML language server",
        "complete keys, explain them and mark mistakes with it.",
        "The same files are in every installed lintcorpus, in the folder `lintcorpus/schemas`.",
        "",
        "| schema | for |",
        "|---|---|",
        *(f"| [{name}.schema.json](../schemas/{name}.schema.json) | {said} |" for name, said in rows.items()),
        "",
        "Save a schema into your project and name it in the first line of the file, with a relative path:",
        "",
        *_fenced("# yaml-language-server: $schema=schemas/config.schema.json\ncorpus: [articles/]", "yaml"),
        "Or tell the editor once for all files, as here for VS Code:",
        "",
        *_fenced(
            '{"yaml.schemas": {\n    "schemas/config.schema.json": "lintcorpus.yaml",\n'
            '    "schemas/card.schema.json": "own-rules/*/*.yaml"\n}}',
            "json",
        ),
    ]
    return "\n".join(lines)


_SVG = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
    font-family: ui-monospace, Menlo, Consolas, monospace;
    font-size: {char_height}px;
    line-height: {line_height}px;
}}
.{unique_id}-title {{ font-size: 18px; font-family: sans-serif; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" /></clipPath>
{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
"""As that of rich, but without fonts from the web."""


def terminal_picture() -> str:
    """A run over the small scrape as a terminal shows it: SVG."""
    from rich.console import Console
    from rich.text import Text

    command = [
        "--color",
        "always",
        "--output-format",
        "full",
        "--select",
        "LNK001,PUN001,TYP001",
        "articles/wechat/kiln.md",
    ]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "articles").symlink_to(ROOT / "docs" / "scrape")
        done = subprocess.run(
            [sys.executable, "-m", "lintcorpus", *command, "--isolated", "--no-cache"],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
    if done.returncode != 1:
        raise RuntimeError(f"the run for the picture failed: {done.stdout}")
    console = Console(record=True, width=100, file=StringIO(), force_terminal=True, color_system="truecolor")
    console.print(f"$ lintcorpus {' '.join(command[2:])}", highlight=False)
    console.print(Text.from_ansi(done.stdout), highlight=False)
    return _TEXT.sub(_in_cells, console.export_svg(title="lintcorpus", code_format=_SVG, unique_id="terminal"))


_TEXT = re.compile(r'textLength="[^"]*"([^>]*)>([^<]*)<')
_CELL = 12.2
"""Width of a cell in the picture."""


def _in_cells(found: re.Match[str]) -> str:
    """A piece of text as wide as its cells: rich takes Chinese characters for one cell each."""
    from rich.cells import cell_len

    return f'textLength="{cell_len(unescape(found[2])) * _CELL:g}"{found[1]}>{found[2]}<'
