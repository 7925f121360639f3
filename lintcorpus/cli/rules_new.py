"""``lintcorpus rules new``: drafts the card of a rule of one's own."""

import argparse
import json
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from lintcorpus.app.compose import App
from lintcorpus.catalog.locate import PACK_FILE
from lintcorpus.catalog.pack import read_pack
from lintcorpus.cli.card_trial import Trial
from lintcorpus.cli.console import request
from lintcorpus.config.file import PYPROJECT
from lintcorpus.config.selection import ENGINE_FAMILY
from lintcorpus.errors import UsageError
from lintcorpus.model.card import Card
from lintcorpus.model.selector import names

_FOLDER = "own-rules"
"""The pack that is made where a project has none."""
_FAMILY = "own"
_RESERVED = ("layouts", ENGINE_FAMILY)
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_PACK = "name: {name}\nversion: '1'\nschema: 1\n"
_CARD = """\
id: {id}
name: {name}
summary: {{{summary}}}
why: {{{why}}}
severity: warning
checker: pattern.match
with:
  # Literals, upper or lower case: the pattern is only tried around them, which keeps the rule quick.
  anchors: ["at this point in time"]
  # pattern: 'at this (?:point|moment) in time'   # RE2: no lookaround; a match lies within one line
  # not_before: '[“"]$'                           # guards: before, not_before, after, not_after
  # replace: now                                  # what --fix puts there; then say so under fix
message: {{{message}}}
fix:
  safety: none
  reason: {{{reason}}}
  # safety: unsafe                                # or safe, when nobody would ever miss the old text
  # title: {{en: Say it shorter}}
  # changes: [words]                              # what may change beyond marks and white space
# Texts in which the rule must find nothing: above all those that nearly look wrong.
good:
  - "He stood at this point, in time for the boat.\\n"
# Texts with what must be found between ⟦ and ⟧; with "fixed" the text after the repair.
bad:
  - "The harbour is closed ⟦at this point in time⟧.\\n"
  # - {{text: "Closed ⟦at this point in time⟧.\\n", fixed: "Closed now.\\n"}}
"""
_TEXTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "summary": "What is wrong, in one line",
        "why": "Why it does harm in this corpus.",
        "message": "{match} is wordy",
        "reason": "What is right instead is for a person to say.",
    },
    "zh": {
        "summary": "一行话说明错在哪里",
        "why": "它在本语料中有什么害处。",
        "message": "{match} 过于啰嗦",
        "reason": "应改成什么须由人判断。",
    },
}


def run(arguments: argparse.Namespace, words: list[str]) -> int:
    """Write ``<pack>/<family>/<name>.yaml`` and say what to do next.

    Args:
        arguments: of the command line; ``pack`` names the folder.
        words: one word, ``NAME`` or ``FAMILY/NAME``.

    Raises:
        UsageError: the name cannot be used, or the card is there already.
    """
    family, name = _family_and_name(words)
    app = App(request(arguments))
    pack, is_named = _pack(app, arguments.pack)
    marker = pack / PACK_FILE
    cards = Trial(app, [pack] if marker.exists() else []).catalog.cards
    if name in names(cards):
        raise UsageError(f"rules new: {name!r} is taken; 'lintcorpus explain {name}' shows by what")
    card = pack / family / f"{name}.yaml"
    if card.exists():
        raise UsageError(f"{card}: it is there already")
    languages: Iterable[str] = ("en",)
    if marker.exists():
        languages = read_pack(pack)["pack"].get("languages") or languages
    else:
        _write(marker, _PACK.format(name=pack.name))
    _write(card, _text(_free_id(cards, family), name, languages))
    shown = _shown(card)
    print(f"wrote {shown}")
    steps = [f"edit {shown}: what it looks for, its texts, its examples", f"lintcorpus rules test {shown}"]
    if not is_named:
        folders = [*app.settings.packs, os.path.relpath(pack, app.root).replace(os.sep, "/")]
        steps.append(f"{_setting(app.config, folders)}, so that checks use it")
    steps.append(f"lintcorpus --select {name} FOLDER: read what it finds in your articles before you keep it on")
    print("".join(f"next: {step}\n" for step in steps), end="")
    return 0


def _setting(config: Path | None, folders: list[str]) -> str:
    """Where and how to name the packs."""
    if config is not None and config.name == PYPROJECT:
        return f"write under [tool.lintcorpus] in {_shown(config)}: packs = {json.dumps(folders, ensure_ascii=False)}"
    return f"write into {_shown(config) if config is not None else 'lintcorpus.yaml'}: packs: [{', '.join(folders)}]"


def _family_and_name(words: list[str]) -> tuple[str, str]:
    if len(words) != 1:
        raise UsageError("rules new: give one name for the rule, such as 'wordy-phrase' or 'style/wordy-phrase'")
    family, slash, name = words[0].rpartition("/")
    family = family if slash else _FAMILY
    for part in (family, name):
        if not _NAME.fullmatch(part):
            raise UsageError(f"rules new: {part!r} is no name; use small letters and digits, with '-' between words")
    if family in _RESERVED:
        raise UsageError(f"rules new: a family cannot be called {family!r}")
    return family, name


def _pack(app: App, given: str | None) -> tuple[Path, bool]:
    """The folder for the card, and whether the settings name it."""
    named = [app.root / folder for folder in app.settings.packs]
    if given is not None:
        pack = Path(given).absolute()
        return pack, any(folder.resolve() == pack.resolve() for folder in named)
    return (named[0], True) if named else (app.root / _FOLDER, False)


def _free_id(cards: Mapping[str, Card], family: str) -> str:
    """The next id of the family's own prefix; never one that the built-in rules have."""
    prefix = "".join(char for char in family.upper() if char.isalpha())[:8]
    others = {card.id[:-3] for card in cards.values() if card.family != family}
    if len(prefix) < 2 or prefix in others:
        prefix = f"MY{prefix}"[:8]
    numbers = [int(card.id[-3:]) for card in cards.values() if card.id[:-3] == prefix]
    return f"{prefix}{max(numbers, default=0) + 1:03}"


def _text(identity: str, name: str, languages: Iterable[str]) -> str:
    def texts(key: str) -> str:
        said = {language: _TEXTS.get(language, _TEXTS["en"])[key] for language in languages}
        return ", ".join(f"{language}: {json.dumps(text, ensure_ascii=False)}" for language, text in said.items())

    keys = ("summary", "why", "message", "reason")
    return _CARD.format(id=identity, name=name, **{key: texts(key) for key in keys})


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(f"{path}: cannot write it: {error.strerror or error}") from error


def _shown(path: Path) -> str:
    """A path as the user would type it."""
    return os.path.relpath(path).replace(os.sep, "/")
